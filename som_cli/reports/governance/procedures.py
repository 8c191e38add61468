"""Procedures of the partnership and the logs of plans -> where each plan stands in each procedure, with evidence."""

from __future__ import annotations

from collections.abc import Iterator

from som_cli.analysis.citations import plan_events
from som_cli.analysis.procedures import Standing, StepState, standings
from som_cli.document import blocks as b
from som_cli.model.participation import Consultation, Decision, Meeting
from som_cli.model.plan import ProcessStep
from som_cli.reports.wording import Wording, Words, one_a_line

# The code list in which a workspace may say what people call the steps of its procedures.
STEP_NAMES = "procedure-steps"


def procedures_table(wording: Wording) -> list[b.Block]:
    """Each procedure: name, purpose, steps in order; a sentence where the partnership has none."""
    found = wording.workspace.procedures
    if not found:
        return [b.paragraph(wording.label("ladder.no_procedures"))]
    columns = (
        b.Column(wording.label("ladder.procedure"), width=3.4),
        b.Column(wording.label("ladder.purpose"), width=4.6),
        b.Column(wording.label("ladder.steps"), width=4),
    )
    rows = [
        (
            wording.marked(wording.prose(one.name), one),
            wording.prose(one.purpose),
            one_a_line([[f"{place}. {step_word(wording, step)}"] for place, step in enumerate(one.steps, 1)]),
        )
        for one in found.values()
    ]
    return [b.table("table-procedures", wording.label("ladder.caption_procedures"), columns, rows)]


def step_word(wording: Wording, step: str) -> str:
    """What the workspace's code list calls a step; else its name, which in files has no spaces."""
    word = wording.listed(STEP_NAMES, step)
    return wording.prose(step.replace("_", " ") if word == step else word)


def progress_table(wording: Wording) -> list[b.Block]:
    """Plans by procedures: how many steps are taken of how many, and how many were skipped."""
    found = wording.workspace.procedures
    if not found or not wording.plans:
        return []
    columns = (
        b.Column(wording.label("ladder.plan"), "code", 1.4),
        *(b.Column(wording.prose(one.name), width=3) for one in found.values()),
    )
    rows = [
        (item.prefix, *(_progress(wording, standings(item, one)) for one in found.values()))
        for item in wording.plans.values()
    ]
    caption = wording.label("ladder.caption_progress")
    return [b.table("table-procedures-progress", caption, columns, rows)]


def _progress(wording: Wording, found: list[Standing]) -> str:
    number = wording.edition.formatter.number
    known = [one for one in found if one.state is not StepState.FOREIGN]
    taken = [one for one in known if one.state in {StepState.DONE, StepState.UNPROVEN}]
    if not taken:
        return wording.label("ladder.not_begun")
    words = wording.label("ladder.taken", taken=number(len(taken)), all=number(len(known)))
    skipped = sum(one.state is StepState.SKIPPED for one in known)
    return f"{words}; {wording.label('ladder.skipped', count=number(skipped))}" if skipped else words


def plan_procedures(wording: Wording, plan: str) -> list[b.Block]:
    """The procedures that a plan has begun, step by step, and a sentence that names the others.

    Nothing where it has begun none: the table of all plans says so.
    """
    item = wording.plans[plan]
    begun = {entry.procedure for entry in item.process}
    found = [one for one in wording.workspace.procedures.values() if one.id in begun]
    idle = [wording.prose(one.name) for one in wording.workspace.procedures.values() if one.id not in begun]
    if not found:
        return []
    blocks = [b.paragraph(wording.label("ladder.no_log", names="; ".join(idle)))] if idle else []
    columns = (
        b.Column(wording.label("ladder.step"), width=3.2),
        b.Column(wording.label("ladder.state"), width=2.6),
        b.Column(wording.label("ladder.date"), width=1.8),
        b.Column(wording.label("ladder.evidence"), width=5),
    )
    rows: list[tuple[object, ...]] = []
    for one in found:
        rows.append((b.Span([b.strong(wording.prose(one.name))], columns=len(columns)),))
        rows += [_step(wording, standing) for standing in standings(item, one)]
    caption = wording.label("ladder.caption_steps", plan=item.prefix)
    return [*blocks, b.table(f"table-procedures-{plan}", caption, columns, rows)]


def _step(wording: Wording, standing: Standing) -> tuple[object, ...]:
    return (
        step_word(wording, standing.step),
        wording.label(f"step_state.{standing.state.value}"),
        one_a_line([[wording.short_date(entry.date)] for entry in standing.taken]),
        one_a_line([_evidence(wording, entry) for entry in standing.taken]),
    )


def _evidence(wording: Wording, entry: ProcessStep) -> Words:
    """The item that proves the step, with its title."""
    named = entry.evidence or entry.source
    if not named:
        return [wording.label("ladder.no_evidence")]
    return [wording.reference(named), " ", wording.title(named)]


def evidence_table(wording: Wording, plan: str) -> list[b.Block]:
    """Consultations, meetings and decisions about a plan, in the order of their dates."""
    found = sorted(_dated(wording, plan), key=lambda pair: (pair[0], pair[1].id))
    # What concerns several plans has its place with the first of them.
    elsewhere = {one.id for other in _before(wording, plan) for one in plan_events(wording.workspace, other)}
    columns = (
        b.Column(wording.label("ladder.id"), "code", 1.8),
        b.Column(wording.label("ladder.what"), width=6.4),
        b.Column(wording.label("ladder.date"), width=2.4),
        b.Column(wording.label("ladder.source"), "code", 1.6),
    )
    rows = [
        (
            wording.reference(one.id) if one.id in elsewhere else [wording.place(one)],
            wording.marked(wording.title(one.id), one),
            wording.short_period(one.opens, one.closes)
            if isinstance(one, Consultation)
            else wording.short_date(one.date),
            wording.reference(one.source),
        )
        for _, one in found
    ]
    caption = wording.label("ladder.caption_evidence", plan=wording.plans[plan].prefix)
    return [b.table(f"table-evidence-{plan}", caption, columns, rows)] if rows else []


def _before(wording: Wording, plan: str) -> list[str]:
    plans = list(wording.plans)
    return plans[: plans.index(plan)]


def _dated(wording: Wording, plan: str) -> Iterator[tuple[str, Consultation | Meeting | Decision]]:
    for one in plan_events(wording.workspace, plan):
        moment = (one.closes or one.opens) if isinstance(one, Consultation) else one.date
        yield (moment.first.isoformat() if moment and moment.is_known else "9999"), one

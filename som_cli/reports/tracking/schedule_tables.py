"""Actions and their steps -> what is late and by how much, steps by their dates, actions that wait for others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from som_cli.analysis.lateness import (
    Dependency,
    Late,
    StepState,
    dependencies,
    ended_unknown,
    late_items,
    own_actions,
    state_of,
)
from som_cli.document import blocks as b
from som_cli.model.action import Action, Step
from som_cli.model.values import PartialDate
from som_cli.reports.tracking.named import named, named_list
from som_cli.reports.wording import Wording, Words

_MONTH = 30.44
_SHORT = 61  # days that are told in days; more are told in months
_DAY = "2000-01-31"  # as long as the text of a date that is exact to the day
_OPEN = frozenset({StepState.LATE, StepState.DUE, StepState.UNDATED})


def has_dates(wording: Wording) -> bool:
    """Whether any action or step has a date."""
    return any(
        (moment is not None and moment.is_known)
        for action in own_actions(wording.workspace)
        for moment in (action.from_, action.to, *(step.due for step in action.steps))
    )


def duration(wording: Wording, days: int) -> str:
    """Days, or from two months on whole months."""
    if days < _SHORT:
        return wording.plural("schedule.days", days)
    return wording.plural("schedule.months", round(days / _MONTH))


def schedule_text(wording: Wording) -> list[b.Block]:
    """How many actions go on, are over and are late on the day of the report; how many steps were done in time."""
    today = wording.workspace.today
    actions = list(own_actions(wording.workspace))
    steps = [state_of(step, action, today) for action in actions for step in action.steps]
    late = late_items(wording.workspace)
    late_actions = len({one.action.id for one in late if one.step is None})
    sentences = [
        wording.label("schedule.as_of", date=wording.edition.formatter.date(today)),
        wording.plural("schedule.running", sum(_runs(action, today) for action in actions)),
        wording.plural("schedule.over", sum(_is_over(action, today) for action in actions)),
        wording.plural("schedule.late_actions", late_actions) if late_actions else wording.label("schedule.none_late"),
    ]
    if steps:
        dated = sum(state in {StepState.DONE, StepState.DONE_LATE} for state in steps)
        sentences.append(
            wording.label(
                "schedule.steps_done",
                done=wording.edition.formatter.number(dated),
                all=wording.plural("schedule.steps", len(steps)),
                delayed=wording.edition.formatter.number(steps.count(StepState.DONE_LATE)),
                late=wording.edition.formatter.number(steps.count(StepState.LATE)),
                untracked=wording.edition.formatter.number(steps.count(StepState.NOT_TRACKED)),
            )
        )
    return [b.paragraph(" ".join(sentences))]


def _runs(action: Action, today: date) -> bool:
    start, end = action.from_, action.to
    return bool(start and start.is_known and start.first <= today and (end is None or end.last >= today))


def _is_over(action: Action, today: date) -> bool:
    return bool(action.to and action.to.is_known and action.to.last < today)


def late_table(wording: Wording) -> list[b.Block]:
    """What is late, the longest delay first; then the actions of which nobody knows whether they are."""
    found = late_items(wording.workspace)
    blocks: list[b.Block] = [] if found else [b.paragraph(wording.label("schedule.none_late"))]
    if found:
        columns = (
            b.Column(wording.label("schedule.what"), width=5.4),
            b.Column(wording.label("schedule.kind"), width=1.7),
            b.Column(wording.label("schedule.owner"), width=2.6),
            b.Column(wording.label("schedule.due"), "code", 1.5),
            b.Column(wording.label("schedule.delay"), "number", 1.7),
        )
        caption = wording.label("schedule.caption_late", date=wording.edition.formatter.date(wording.workspace.today))
        rows = [_late_row(wording, one) for one in found]
        blocks.append(b.table("table-late", caption, columns, rows, source=wording.label("schedule.late_note")))
    if unknown := ended_unknown(wording.workspace):
        words = wording.plural("schedule.unknown", len(unknown))
        blocks += named_list(wording, words, [one.id for one in unknown])
    return blocks


def _late_row(wording: Wording, late: Late) -> tuple[object, ...]:
    what: Words = [wording.reference(late.action.id), " "]
    what.append(wording.prose(late.step.what) if late.step else wording.title(late.action.id))
    return (
        what,
        wording.label(f"schedule.kind_{late.kind.value}"),
        wording.actor(late.action.owner),
        wording.short_date(late.due),
        duration(wording, late.days),
    )


def open_steps_table(wording: Wording) -> list[b.Block]:
    """Steps that are still to be done, by the date that they are due."""
    return _steps_table(wording, "open_steps", is_open=True)


def done_steps_table(wording: Wording) -> list[b.Block]:
    """Steps that were done or are not tracked, by the date that they were due."""
    return _steps_table(wording, "done_steps", is_open=False)


def _steps_table(wording: Wording, name: str, *, is_open: bool) -> list[b.Block]:
    found = [one for one in steps_by_date(wording) if (one[2] in _OPEN) is is_open]
    if not found:
        return []
    columns = (
        b.Column(wording.label("schedule.due"), "code", 1.5),
        b.Column(wording.label("schedule.step"), width=3.6),
        b.Column(wording.label("schedule.action"), width=4.6),
        *((b.Column(wording.label("schedule.owner"), width=2.9),) if is_open else ()),
        b.Column(wording.label("schedule.state"), width=2.2 if is_open else 2.9),
    )
    rows = [
        (
            wording.short_date(step.due),
            wording.prose(step.what),
            named(wording, action.id),
            *((wording.actor(action.owner),) if is_open else ()),
            step_words(wording, step, state),
        )
        for action, step, state in found
    ]
    return [b.table(f"table-{name.replace('_', '-')}", wording.label(f"schedule.caption_{name}"), columns, rows)]


def step_words(wording: Wording, step: Step, state: StepState) -> str:
    """The state in words: done when and how much later than due, late by how much."""
    today = wording.workspace.today
    if state in {StepState.DONE, StepState.DONE_LATE}:
        words = wording.label("schedule.state_done", date=wording.short_date(step.done))
        if state is StepState.DONE_LATE and step.due and step.done:
            delay = _delay(wording, step.due, step.done)
            return wording.label("schedule.state_done_late", done=words, delay=delay)
        return words
    if state is StepState.LATE and step.due:
        return wording.label("schedule.state_late", delay=duration(wording, (today - step.due.last).days))
    return wording.label(f"schedule.state_{state.value}")


def _delay(wording: Wording, due: PartialDate, done: PartialDate) -> str:
    """How much later: in months where either date is no more exact than that."""
    months = (done.last.year - due.last.year) * 12 + done.last.month - due.last.month
    if months and min(len(due.text), len(done.text)) < len(_DAY):
        return wording.plural("schedule.months", months)
    return duration(wording, (done.last - due.last).days)


def steps_by_date(wording: Wording) -> list[tuple[Action, Step, StepState]]:
    """All steps of actions that are to be done, by the date that they are due; those without one last."""

    def moment(found: tuple[Action, Step, StepState]) -> tuple[bool, date]:
        due = found[1].due
        return (due is None or not due.is_known), due.last if due else date.max

    return sorted(_steps(wording), key=moment)


def _steps(wording: Wording) -> Iterator[tuple[Action, Step, StepState]]:
    today = wording.workspace.today
    for action in own_actions(wording.workspace):
        for step in action.steps:
            yield action, step, state_of(step, action, today)


def dependencies_table(wording: Wording) -> list[b.Block]:
    """Which action waits for which; a start before the end of what it waits for is critical."""
    found = dependencies(wording.workspace)
    if not found:
        return [b.paragraph(wording.label("schedule.no_dependencies"))]
    columns = (
        b.Column(wording.label("schedule.action"), width=4),
        b.Column(wording.label("schedule.period"), "code", 2),
        b.Column(wording.label("schedule.needed"), width=4),
        b.Column(wording.label("schedule.period"), "code", 2),
        b.Column(wording.label("schedule.verdict"), width=2.6),
    )
    rows = [_dependency_row(wording, one) for one in found]
    return [b.table("table-dependencies", wording.label("schedule.caption_dependencies"), columns, rows)]


def _dependency_row(wording: Wording, one: Dependency) -> tuple[object, ...]:
    def shown(action: Action) -> tuple[Words, str]:
        return named(wording, action.id), wording.short_period(action.from_, action.to)

    return (*shown(one.action), *shown(one.needed), dependency_words(wording, one))


def dependency_words(wording: Wording, one: Dependency) -> str:
    if one.early_days is not None:
        return wording.label("schedule.critical", time=duration(wording, one.early_days))
    is_known = one.action.from_ and one.needed.to and one.action.from_.is_known and one.needed.to.is_known
    return wording.label("schedule.in_order" if is_known else "schedule.cannot_tell")

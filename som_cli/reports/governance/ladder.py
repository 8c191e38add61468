"""Actions -> where each stands on the ladder of cooperation, and how many of each plan stand on each rung."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from som_cli.document import blocks as b
from som_cli.document.document import Picture
from som_cli.model.action import Action, Cooperation
from som_cli.reports.governance.remarks_chart import counted_words, draw_counts
from som_cli.reports.marks import Marks, marks_of
from som_cli.reports.short_names import short_actor
from som_cli.reports.tables.actions import plan_actions
from som_cli.reports.wording import NOT_GIVEN, Wording

# Stands for actions on no rung.
NOT_RATED = ""
RUNGS = (*(one.value for one in Cooperation), NOT_RATED)


def own_actions(wording: Wording, plan: str) -> list[Action]:
    """A plan's actions without mirrors: each project stands once, where its cost is."""
    return [one for one in plan_actions(wording, plan) if not one.is_mirror]


def rung(action: Action) -> str:
    return action.cooperation.value if action.cooperation else NOT_RATED


def rung_word(wording: Wording, name: str) -> str:
    return wording.label(f"cooperation.{name}") if name else wording.label("ladder.not_rated")


def rung_counts(wording: Wording) -> Mapping[tuple[str, str], int]:
    """Numbers of actions by plan and rung; only what there is."""
    found: dict[tuple[str, str], int] = {}
    for plan in wording.plans:
        for action in own_actions(wording, plan):
            found[plan, rung(action)] = found.get((plan, rung(action)), 0) + 1
    return found


def ladder_steps(wording: Wording) -> list[b.Block]:
    """What the four rungs mean, in the words of the glossary where it has them."""
    terms = {one.term.casefold(): one for one in wording.workspace.terms.values()}
    columns = (
        b.Column(wording.label("ladder.rung"), width=2.4),
        b.Column(wording.label("ladder.meaning"), width=8),
        b.Column(wording.label("ladder.actions"), "number", 1.4),
    )
    counts = rung_counts(wording)
    rows = []
    for name in RUNGS:
        named = terms.get(name) or terms.get(rung_word(wording, name).casefold())
        meaning = (
            wording.prose(named.definition)
            if named and named.definition
            else wording.label(f"ladder.meaning_{name or 'not_rated'}")
        )
        count = sum(number for (_, of), number in counts.items() if of == name)
        rows.append((rung_word(wording, name), meaning, wording.edition.formatter.number(count)))
    total = wording.edition.formatter.number(sum(counts.values()))
    totals = [(b.Span(wording.label("ladder.all"), columns=2), total)]
    source = wording.label("ladder.note")
    return [b.table("table-ladder", wording.label("ladder.caption"), columns, rows, totals=totals, source=source)]


def ladder_by_plan(wording: Wording) -> list[b.Block]:
    """Plans by rungs: numbers of actions; nothing for a single plan, whose numbers the first table has."""
    counts = rung_counts(wording)
    if len(wording.plans) == 1 or not counts:
        return []
    number = wording.edition.formatter.number
    columns = (
        b.Column(wording.label("ladder.plan"), "code", 1.4),
        *(b.Column(rung_word(wording, name), "number", 1.8) for name in RUNGS),
        b.Column(wording.label("ladder.all"), "number", 1.2),
    )
    rows = []
    for plan, item in wording.plans.items():
        own = [counts.get((plan, name), 0) for name in RUNGS]
        rows.append((item.prefix, *(number(one) if one else NOT_GIVEN for one in own), number(sum(own))))
    sums = [sum(counts.get((plan, name), 0) for plan in wording.plans) for name in RUNGS]
    totals = [(wording.label("ladder.all"), *map(number, sums), number(sum(sums)))]
    return [b.table("table-ladder-plans", wording.label("ladder.caption_plans"), columns, rows, totals=totals)]


def ladder_chart(wording: Wording, pictures: dict[str, Picture]) -> list[b.Block]:
    """Bars of the actions on each rung, a row a plan; nothing where only one rung or none is used."""
    counts = rung_counts(wording)
    used = [name for name in RUNGS if any(of == name for _, of in counts)]
    if len([name for name in used if name]) <= 1 or len(wording.plans) == 1:
        return []
    rows = {plan: item.prefix for plan, item in wording.plans.items()}
    columns = {name: rung_word(wording, name) for name in used}
    pictures["ladder"] = draw_counts(wording, rows, columns, counts)
    values = counted_words(wording, rows, columns, counts)
    alternative = wording.label("ladder.alternative", values=values)
    return [b.figure("figure-ladder", wording.label("ladder.caption_chart"), alternative, "ladder")]


def ladder_actions(wording: Wording, plan: str) -> list[b.Block]:
    """The actions of a plan under their rungs: who leads and who joins, how far it is, and where that is written."""
    actions = own_actions(wording, plan)
    if not actions:
        return []
    marks = marks_of(wording, actions)
    columns = (
        b.Column(wording.label("ladder.action"), width=6),
        *marks.columns,
        b.Column(wording.label("ladder.owner"), width=2.8),
        b.Column(wording.label("ladder.partners"), "number", 1.3),
        b.Column(wording.label("ladder.status"), width=1.9),
        b.Column(wording.label("ladder.evidence"), "code", 1.6),
    )
    rows: list[tuple[object, ...]] = []
    for name in RUNGS:
        own = [one for one in actions if rung(one) == name]
        if own:
            title = f"{rung_word(wording, name)} ({wording.edition.formatter.number(len(own))})"
            rows.append((b.Span([b.strong(title)], columns=len(columns)),))
            rows += _rows(wording, own, marks)
    caption = wording.label("ladder.caption_actions", plan=wording.plans[plan].prefix)
    source = marks.note(wording.label("ladder.note_actions"))
    return [b.table(f"table-ladder-{plan}", caption, columns, rows, source=source)]


def _rows(wording: Wording, actions: Sequence[Action], marks: Marks) -> list[tuple[object, ...]]:
    number = wording.edition.formatter.number
    return [
        (
            [b.code(one.id), " ", wording.title(one.id)],
            *marks.cells(one),
            short_actor(wording, one.owner),
            number(len(one.partners)) if one.partners else NOT_GIVEN,
            wording.term(one.status, "action_status"),
            wording.reference(evidence_of(wording, one)),
        )
        for one in actions
    ]


def evidence_of(wording: Wording, action: Action) -> str | None:
    """Where an action is written: its own source, else its plan's."""
    plan = wording.workspace.plan(action)
    return action.source or (plan.source if plan else None)

"""A workspace or a part of it -> the first half of its executive summary: who, what for, what and for how much."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from som_cli.analysis.budget import Amount, amounts, total, totals_by
from som_cli.analysis.results import counted_actions
from som_cli.analysis.series import members_on
from som_cli.document import blocks as b
from som_cli.model.plan import Objective, ObjectiveLevel, ObjectiveStatus, Plan
from som_cli.reports.marks import marks_of
from som_cli.reports.tables.money import source_name
from som_cli.reports.tables.objectives import objective_tree
from som_cli.reports.tables.summary import SECURED
from som_cli.reports.wording import NOT_GIVEN, Wording, Words, one_a_line

# As many rows as a reader remembers, and as four pages hold.
_ACTIONS = 6
_SOURCES = 3


def brief_opening(wording: Wording) -> list[b.Block]:
    """Who plans what for which years, in words; then the whole in a row of numbers."""
    plans = list(wording.plans.values())
    own = f"brief.who_{'one' if len(plans) == 1 else 'many'}"
    words = wording.label(
        own,
        name=wording.prose(wording.workspace.partnership.name),
        members=wording.plural("brief.members", len(_members(wording))),
        plans=wording.plural("brief.plans", len(plans)),
        plan=wording.prose(plans[0].title) if plans else "",
        years=_years(wording, plans),
    )
    return [b.paragraph(words), *_numbers(wording)]


def _members(wording: Wording) -> tuple[str, ...]:
    return members_on(wording.workspace, wording.workspace.today)


def _years(wording: Wording, plans: Sequence[Plan]) -> str:
    """From the first year of a plan to the last, where any says so."""
    ends = [
        moment
        for plan in plans
        if plan.horizon
        for moment in (plan.horizon.from_, plan.horizon.to)
        if moment and moment.is_known
    ]
    if not ends:
        return wording.label("brief.years_unknown")
    first, last = min(end.first.year for end in ends), max(end.last.year for end in ends)
    return wording.label("brief.years", years=wording.edition.formatter.period(str(first), str(last)))


def _numbers(wording: Wording) -> list[b.Block]:
    workspace, number = wording.workspace, wording.edition.formatter.number
    parts = amounts(workspace)
    whole = total(parts)
    secured = total(part for part in parts if part.stage in SECURED)
    cells = (
        ("members", number(len(_members(wording)))),
        ("objectives", number(len(workspace.objectives))),
        ("actions", number(len(counted_actions(workspace)))),
        ("indicators", number(len(workspace.indicators))),
        ("cost", short_money(wording, whole) if whole else NOT_GIVEN),
        ("secured", wording.edition.formatter.percent(secured / whole, 0) if whole else NOT_GIVEN),
    )
    columns = [b.Column(wording.label(f"brief.number_{key}"), "number") for key, _ in cells]
    row = tuple(b.strong(value) for _, value in cells)
    note = wording.label("brief.numbers_note")
    return [b.table("table-brief-numbers", wording.label("brief.caption_numbers"), columns, [row], source=note)]


def short_money(wording: Wording, value: Decimal) -> str:
    """Money as people say it: millions and milliards where there are."""
    return wording.edition.formatter.money(value, wording.workspace.settings.currency, short=True)


def brief_objectives(wording: Wording) -> list[b.Block]:
    """The objectives at the top: a row for each plan, or a list where the report is of one."""
    found = {plan.id: _top(wording, plan) for plan in wording.plans.values()}
    if not any(found.values()):
        return [b.paragraph(wording.label("objectives.none"))]
    if len(wording.plans) == 1:
        return [b.bullets(_objective(wording, one) for objectives in found.values() for one in objectives)]
    columns = (b.Column(wording.label("brief.plan"), width=4), b.Column(wording.label("brief.objectives"), width=8))
    rows = [
        (
            wording.prose(wording.plans[plan].title),
            one_a_line([["• ", *_objective(wording, one)] for one in objectives]),
        )
        for plan, objectives in found.items()
        if objectives
    ]
    return [b.table("table-brief-objectives", wording.label("brief.caption_objectives"), columns, rows)]


def _objective(wording: Wording, objective: Objective) -> Words:
    return wording.marked(wording.prose(objective.title), objective)


def _top(wording: Wording, plan: Plan) -> list[Objective]:
    """The strategic objectives in force; where no level is told, those without a parent."""
    tree = [
        (depth, one)
        for depth, one in objective_tree(wording.workspace, plan.id)
        if one.status is not ObjectiveStatus.WITHDRAWN
    ]
    strategic = [one for _, one in tree if one.level is ObjectiveLevel.STRATEGIC]
    return strategic or [one for depth, one in tree if depth == 0]


def brief_actions(wording: Wording) -> list[b.Block]:
    """The dearest actions; a sentence says what part of all the money they are."""
    parts = amounts(wording.workspace)
    sums = totals_by(parts, lambda part: part.action.id)
    whole = total(parts)
    if not whole:
        return [b.paragraph(wording.label("brief.no_money"))]
    actions = wording.workspace.actions
    largest = sorted((actions[key] for key in sums), key=lambda one: -sums[one.id])[:_ACTIONS]
    share = wording.edition.formatter.percent(sum(sums[one.id] for one in largest) / whole, 0)
    text = wording.plural("brief.largest", len(largest), share=share)
    marks = marks_of(wording, largest)
    columns = (
        b.Column(wording.label("brief.action"), width=6.4),
        *marks.columns,
        b.Column(wording.label("brief.owner"), width=3),
        b.Column(wording.label("brief.period"), width=2.4),
        b.Column(wording.label("brief.status"), width=2),
        b.Column(wording.label("brief.cost"), "number", 2.4),
    )
    rows = [
        (
            wording.title(one.id),
            *marks.cells(one),
            wording.actor(one.owner),
            wording.short_period(one.from_, one.to),
            wording.term(one.status, "action_status"),
            short_money(wording, sums[one.id]),
        )
        for one in largest
    ]
    caption = wording.label("brief.caption_actions")
    return [b.paragraph(text), b.table("table-brief-actions", caption, columns, rows, source=marks.note())]


def brief_money(wording: Wording) -> list[b.Block]:
    """How much, from whom, how sure, and what is not split by year."""
    parts = amounts(wording.workspace)
    whole = total(parts)
    if not whole:
        return []
    percent = wording.edition.formatter.percent
    secured = total(part for part in parts if part.stage in SECURED)
    words = [
        wording.label("brief.cost_is", total=short_money(wording, whole)),
        wording.label("brief.paid_from", sources=_largest_sources(wording, parts, whole)),
        wording.label("brief.secured", share=percent(secured / whole, 0), rest=short_money(wording, whole - secured)),
    ]
    unallotted = total(part for part in parts if part.year is None)
    if unallotted:
        words.append(
            wording.label(
                "brief.unallotted", amount=short_money(wording, unallotted), share=percent(unallotted / whole, 0)
            )
        )
    return [b.paragraph(" ".join(words))]


def _largest_sources(wording: Wording, parts: Sequence[Amount], whole: Decimal) -> str:
    sums = totals_by(parts, lambda part: part.source)
    ranked = sorted(sums, key=lambda source: (-sums[source], source))[:_SOURCES]
    percent = wording.edition.formatter.percent
    return "; ".join(f"{source_name(wording, one)} ({percent(sums[one] / whole, 0)})" for one in ranked)

"""A member -> its actions, each with the role that it has in it."""

from __future__ import annotations

from som_cli.analysis.budget import NOT_DONE, amounts, total, totals_by
from som_cli.analysis.participation import roles
from som_cli.document import blocks as b
from som_cli.model.action import Action
from som_cli.reports.marks import marks_of
from som_cli.reports.member.facts import member_of
from som_cli.reports.tables.actions import plan_actions
from som_cli.reports.wording import NOT_GIVEN, Wording


def member_actions(wording: Wording) -> list[b.Block]:
    """Plan by plan: id, title, role, period, status, what the member pays, what the action costs."""
    member = member_of(wording).id
    groups = {plan: plan_actions(wording, plan) for plan in wording.plans}
    actions = [action for group in groups.values() for action in group]
    if not actions:
        return [b.paragraph(wording.label("member.no_actions"))]
    marks = marks_of(wording, actions)
    parts = amounts(wording.workspace)
    paid = totals_by((part for part in parts if part.payer == member), lambda part: part.action.id)
    cost = totals_by(parts, lambda part: part.action.id)
    currency = wording.workspace.settings.currency
    columns = (
        b.Column(wording.label("actions.id"), "code", 1.7),
        b.Column(wording.label("actions.title"), width=7.6),
        b.Column(wording.label("member.role"), width=2.8),
        b.Column(wording.label("actions.period"), width=2.4),
        b.Column(wording.label("actions.status"), width=2),
        b.Column(wording.label("member.paid", currency=currency), "number", 2.3),
        b.Column(wording.label("member.cost", currency=currency), "number", 2.5),
    )
    rows: list[tuple[object, ...]] = []
    for plan, group in groups.items():
        if group:
            title = f"{wording.plans[plan].prefix}. {wording.prose(wording.plans[plan].title)}"
            rows.append((b.Span([b.strong(title)], columns=len(columns)),))
        for action in group:
            shown = wording.workspace.original(action)
            rows.append(
                (
                    [wording.place(action)],
                    wording.marked(wording.title(action.id), action),
                    role_words(wording, shown, member),
                    wording.short_period(shown.from_, shown.to),
                    wording.term(shown.status, "action_status"),
                    wording.amount(paid[action.id]) if action.id in paid else NOT_GIVEN,
                    _cost(wording, action, wording.amount(cost[action.id]) if action.id in cost else NOT_GIVEN),
                )
            )
    label = b.Span(wording.label("money.total"), columns=len(columns) - 2)
    own = total(part for part in parts if part.payer == member)
    totals = [(label, wording.figure(own), wording.figure(total(parts)))] if parts else []
    caption = wording.label("member.caption_actions")
    source = marks.note(wording.label("member.actions_note"))
    return [b.table("table-member-actions", caption, columns, rows, totals=totals, source=source)]


def role_words(wording: Wording, action: Action, member: str) -> str:
    """The roles of a member, in words."""
    return ", ".join(wording.label(f"role.{role.value}") for role in roles(action, member))


def _cost(wording: Wording, action: Action, cost: str) -> object:
    """What it costs; for a mirror where that is counted; a word beside money of what was given up."""
    if action.mirror_of:
        return [wording.label("actions.counted_in"), " ", wording.reference(action.mirror_of)]
    return wording.term(action.status, "action_status") if action.status in NOT_DONE else cost

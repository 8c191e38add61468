"""Changes and what was adopted -> what must not pass: changes without a decision, weakenings without a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from som_cli.analysis.adoption import RUNNING
from som_cli.messages import Message, msg
from som_cli.model.layout import plan_of
from som_cli.model.plan import Plan, PlanStatus
from som_cli.model.workspace import Workspace
from som_cli.review.changes import Change, ChangeKind, Weight

IN_FORCE = frozenset({PlanStatus.ADOPTED, PlanStatus.AMENDED})
_FIXED = frozenset({"objective", "action"})
_WITHOUT_FIELDS = frozenset({"chapter", "inventory", "shape"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """A change that may not pass as it is: why, and how to mend it."""

    change: Change
    message: Message
    help: Message


@dataclass(frozen=True, slots=True)
class Standing:
    """What lets the text of a plan in force change.

    `is_in_work`: a later version is listed as a draft. `decision`: the id of the decision that is new on this side and
    adopts the plan as it now is, empty where there is none.
    """

    is_in_work: bool = False
    decision: str = ""


def refusals(
    changes: Iterable[Change], old: Workspace, new: Workspace, standings: Mapping[str, Standing]
) -> tuple[Refusal, ...]:
    """What the gate stops. `standings` holds the plans that were in force on the old side."""
    numbers = decision_names(new)
    found = []
    for change in changes:
        open_plans = [plan for plan in _plans(change, old) if plan in standings and not standings[plan].is_in_work]
        undecided = [plan for plan in open_plans if is_fixed(change) and not standings[plan].decision]
        unexplained = [
            plan
            for plan in open_plans
            if change.weight is Weight.WEAKENING
            and not _has_reason(change, new.plans.get(plan), numbers, standings[plan])
        ]
        if change.is_derived:
            continue
        if undecided:
            found.append(_undecided(change, undecided[0]))
        elif unexplained:
            found.append(_unexplained(change, unexplained[0]))
    return tuple(found)


def is_fixed(change: Change) -> bool:
    """Whether a change touches what an adoption fixes (data model, section 5: the fingerprint)."""
    if change.item_kind not in _FIXED:
        return False
    if change.kind is ChangeKind.MOVED and not change.steps:
        return plan_of(f"{change.old}") != plan_of(f"{change.new}")
    keys = tuple(step for step in change.steps if not step.startswith("["))
    return not (keys and keys[0] in RUNNING) and keys != ("steps", "done")


def plans_in_force(workspace: Workspace) -> tuple[str, ...]:
    return tuple(plan.id for plan in workspace.plans.values() if plan.status in IN_FORCE)


def decision_names(workspace: Workspace) -> frozenset[str]:
    """By what a justification may name a decision: its id, or the number that the body gave it."""
    decisions = workspace.decisions.values()
    return frozenset({one.id for one in decisions} | {one.number for one in decisions if one.number})


def _plans(change: Change, old: Workspace) -> Sequence[str]:
    """The plans that a change touches: its own, the one that it leaves, or those whose objectives use the indicator."""
    if change.plan:
        is_move = change.kind is ChangeKind.MOVED and not change.steps
        return sorted({change.plan, (is_move and plan_of(f"{change.old}")) or change.plan})
    if change.item_kind != "indicator":
        return []
    uses = old.uses.get(change.former or change.item, ())
    return sorted({plan.id for objective, _, _ in uses if (plan := old.plan(objective)) is not None})


def _has_reason(change: Change, plan: Plan | None, numbers: frozenset[str], standing: Standing) -> bool:
    """Whether a reason names a decision: the item's; for what can hold none the plan's, or its new decision itself."""
    reasons = [change.justification]
    if _is_mute(change):
        reasons = [plan.justification or "" if plan else "", standing.decision]
    return any(name in reason for reason in reasons for name in numbers)


def _is_mute(change: Change) -> bool:
    """Whether there is no place for a justification: the item is gone, or is no item with fields."""
    return (change.kind is ChangeKind.REMOVED and not change.steps) or change.item_kind in _WITHOUT_FIELDS


def _undecided(change: Change, plan: str) -> Refusal:
    return Refusal(
        change,
        msg("`{plan}` is adopted, and no decision covers this change", plan=plan),
        msg(
            "undo it; or add the next version of `{plan}` as `draft` to `versions`, and decide on it"
            " (`som adopt {plan} --version … --decision D-…`)",
            plan=plan,
        ),
    )


def _unexplained(change: Change, plan: str) -> Refusal:
    if _is_mute(change):
        help_ = msg(
            "write `justification: …` with the number of the decision (D-…) into the plan.yml of `{plan}`", plan=plan
        )
    else:
        help_ = msg("write `justification: …` with the number of the decision (D-…) into {file}", file=change.path)
    return Refusal(change, msg("this weakens `{plan}`, and no justification names a decision", plan=plan), help_)

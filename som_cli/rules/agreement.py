"""Agreement between plans (CON): aims that do not contradict, links that hold, mirrors that show their original."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from som_cli.messages import msg
from som_cli.model.action import Action
from som_cli.model.entry import FieldPath
from som_cli.model.indicator import Indicator, IndicatorKind, IndicatorStatus
from som_cli.model.layout import plan_of
from som_cli.model.plan import IndicatorUse, Objective, ObjectiveStatus
from som_cli.model.workspace import Workspace
from som_cli.rules.measures import baseline_of, in_base_unit, shown
from som_cli.rules.registry import Finding, rule
from som_cli.rules.scope import DECLARATIONS, is_given_up, objectives_in_force, uses_in_force
from som_cli.text.diagnostics import Related

GENERAL_KINDS = "general-plan-kinds"
STATED_BY_MIRRORS = ("owner", "status", "from_", "to")


class Aim(NamedTuple):
    """Where a target lies seen from its baseline: +1 above, -1 below."""

    objective: Objective
    path: FieldPath
    sign: int
    written: str


@rule("CON03", "W")
def aims_that_contradict(workspace: Workspace) -> Iterator[Finding]:
    """Two plans want one indicator to go opposite ways."""
    found: dict[str, dict[str, Aim]] = defaultdict(dict)
    for indicator, objective, index, use in _shared_uses(workspace):
        baseline, _ = baseline_of(use, indicator)
        for number, target in enumerate(use.targets):
            if target.change_pct is not None:
                change, key, written = target.change_pct, "change_pct", f"{target.change_pct:+f} %"
            elif target.value is not None and baseline is not None and baseline.value is not None:
                unit, value = in_base_unit(target.value, target.unit, indicator, workspace)
                base_unit, base = in_base_unit(baseline.value, baseline.unit, indicator, workspace)
                change = value - base if unit == base_unit else Decimal(0)
                key = "value"
                written = (
                    f"{shown(baseline.value, baseline.unit, indicator)} → {shown(target.value, target.unit, indicator)}"
                )
            else:
                continue
            if change:
                path = ("indicators", index, "targets", number, key)
                plan = plan_of(objective.origin.path) or ""
                found[indicator.id].setdefault(plan, Aim(objective, path, 1 if change > 0 else -1, written))
    for name, by_plan in found.items():
        first, *others = by_plan.values()
        for other in others:
            if other.sign != first.sign:
                message = msg(
                    "{indicator} is to go {change} here, {other_change} in {other}",
                    indicator=name,
                    change=other.written,
                    other_change=first.written,
                    other=first.objective.id,
                )
                related = Related(first.objective.origin.span(first.path), msg("the other target"))
                help_ = msg("agree on one direction, or make two indicators if two things are meant")
                yield Finding(
                    other.objective,
                    other.path,
                    message,
                    help_,
                    about=name,
                    other=first.objective.id,
                    related=(related,),
                )


def _shared_uses(workspace: Workspace) -> Iterator[tuple[Indicator, Objective, int, IndicatorUse]]:
    """The uses of indicators that more than one plan uses."""
    shared = {
        name
        for name, places in workspace.uses.items()
        if len({plan_of(objective.origin.path) for objective, _, _ in places}) > 1
    }
    return (use for use in uses_in_force(workspace) if use[0].id in shared)


@rule("CON06", "E")
def mirror_unlike_original(workspace: Workspace) -> Iterator[Finding]:
    """A mirror states a period, an owner or a status that its original does not have."""
    for mirror in workspace.actions.values():
        original = workspace.actions.get(mirror.mirror_of or "")
        if original is None:
            continue
        for name in STATED_BY_MIRRORS:
            own, right = getattr(mirror, name), getattr(original, name)
            if own is None or own == right:
                continue
            key = name.rstrip("_")
            message = msg(
                "`{key}` is {own}, in {original} it is {right}",
                key=key,
                own=own,
                original=original.id,
                right=right or "–",
            )
            related = Related(original.origin.span((key,)), msg("the original"))
            help_ = msg("delete it here: a mirror shows what stands in {original}", original=original.id)
            yield Finding(mirror, (key,), message, help_, other=original.id, related=(related,))


@rule("CON07", "W")
def empty_contribution(workspace: Workspace) -> Iterator[Finding]:
    """An action contributes to an objective that is measured by outputs alone, and adds to none of them."""
    for action in workspace.actions.values():
        if not action.contributes:
            continue
        source = workspace.original(action)
        added = {output.indicator for output in source.outputs}
        own = workspace.objectives.get(action.objective)
        # An output serves a result: what measures the action's own objective counts as its own.
        added |= {use.ref for use in own.indicators} if own else set()
        if not source.outputs or is_given_up(action, workspace):
            continue
        for index, given in enumerate(action.contributes):
            objective = workspace.objectives.get(given.to)
            measured = _measured(objective, workspace) if objective else set()
            if objective is None or not measured or measured & added:
                continue
            message = msg(
                "{objective} is measured by {measured}, the action adds to {added}",
                objective=objective.id,
                measured=", ".join(sorted(measured)),
                added=", ".join(sorted(added)),
            )
            related = Related(objective.origin.span(("indicators",)), msg("what measures the objective"))
            help_ = msg("add an output that the objective counts, or delete the link")
            yield Finding(action, ("contributes", index, "to"), message, help_, other=objective.id, related=(related,))


def _measured(objective: Objective, workspace: Workspace) -> set[str]:
    """The outputs that measure an objective and those below it; a cycle (REF04) is walked once.

    A result has many causes, and an action may serve it by an output of its own; what is built is counted or is not.
    """
    seen, queue = {objective.id}, [objective]
    found: set[str] = set()
    while queue:
        current = queue.pop()
        found.update(use.ref for use in current.indicators)
        for child in workspace.children.get(current.id, ()):
            if child.id not in seen:
                seen.add(child.id)
                queue.append(child)
    kinds = {name: workspace.indicators[name].kind for name in found if name in workspace.indicators}
    # An indicator that could not be read may be the one that they share.
    is_all_outputs = len(kinds) == len(found) and set(kinds.values()) == {IndicatorKind.OUTPUT}
    return found if is_all_outputs else set()


@rule("CON08", "W")
def objective_left_alone(workspace: Workspace) -> Iterator[Finding]:
    """A sector plan works on what measures an objective of the general strategy, and nothing in it contributes."""
    if workspace.unread.plans:
        return
    general = {plan.id for plan in workspace.plans.values() if plan.kind in workspace.codelists.get(GENERAL_KINDS, {})}
    users = _plans_by_indicator(workspace, general)
    for objective in objectives_in_force(workspace):
        if (
            plan_of(objective.origin.path) not in general
            or objective.level in DECLARATIONS
            or _is_served(objective, workspace, general)
        ):
            continue
        shared = {use.ref: users[use.ref] for use in objective.indicators if use.ref in users}
        if shared:
            name, user = next(iter(shared.items()))
            # It serves the same indicator elsewhere in the strategy: its authors knew of both.
            if any(name in _uses(given.to, workspace) for given in user.contributes):
                continue
            message = msg(
                "{plan} uses {indicator} too ({other}), and nothing of another plan contributes to the objective",
                plan=plan_of(user.origin.path),
                indicator=name,
                other=user.id,
            )
            related = Related(user.origin.span(("id",)), msg("the other objective"))
            help_ = msg(
                "add `contributes: [{{to: {objective}, why: …}}]` to {other}", objective=objective.id, other=user.id
            )
            yield Finding(objective, ("id",), message, help_, other=user.id, related=(related,))


def _uses(name: str, workspace: Workspace) -> set[str]:
    objective = workspace.objectives.get(name)
    return {use.ref for use in objective.indicators} if objective else set()


def _plans_by_indicator(workspace: Workspace, general: set[str]) -> Mapping[str, Objective]:
    """An objective of a sector plan that uses each indicator."""
    found: dict[str, Objective] = {}
    for indicator, objective, _, _ in uses_in_force(workspace):
        if plan_of(objective.origin.path) not in general and indicator.status is not IndicatorStatus.WITHDRAWN:
            found.setdefault(indicator.id, objective)
    return found


def _is_served(objective: Objective, workspace: Workspace, general: set[str]) -> bool:
    givers: list[Objective | Action] = [giver for giver, _ in workspace.contributions.get(objective.id, ())]
    # A mirror in the general strategy carries an action of the sector plan.
    givers += [workspace.original(one) for one in workspace.actions_by_objective.get(objective.id, ())]
    for giver in givers:
        if plan_of(giver.origin.path) in general:
            continue
        if giver.status is not ObjectiveStatus.WITHDRAWN and not (
            isinstance(giver, Action) and is_given_up(giver, workspace)
        ):
            return True
    return False

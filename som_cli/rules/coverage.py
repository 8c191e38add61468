"""Coverage (COV): every objective measured and worked on, every action with an owner, a measure and a cost."""

from __future__ import annotations

from collections.abc import Iterator

from som_cli.messages import msg
from som_cli.model.action import Action, ActionKind
from som_cli.model.indicator import IndicatorKind, IndicatorStatus
from som_cli.model.layout import plan_of
from som_cli.model.plan import Objective, ObjectiveStatus
from som_cli.model.values import UNKNOWN
from som_cli.model.workspace import Workspace
from som_cli.rules.registry import Finding, rule
from som_cli.rules.scope import DECLARATIONS, is_given_up, objectives_in_force, own_actions

EFFECTS = ("saved", "res", "co2")
BEYOND_OUTPUT = frozenset({IndicatorKind.RESULT, IndicatorKind.IMPACT})


@rule("COV01", "W→E@A")
def objective_without_indicator(workspace: Workspace) -> Iterator[Finding]:
    """An objective has no indicator, and neither have the objectives below it."""
    for objective in objectives_in_force(workspace):
        if objective.level in DECLARATIONS or _indicators(objective, workspace):
            continue
        if not any(_indicators(one, workspace) for one in _tree(objective, workspace)):
            message = msg("no indicator measures the objective or the ones below it")
            help_ = msg("add `indicators: [{{ref: IND-…}}]` to {objective} or below it", objective=objective.id)
            yield Finding(objective, ("indicators",), message, help_)


@rule("COV02", "W→E@A")
def objective_without_action(workspace: Workspace) -> Iterator[Finding]:
    """A lowest objective has no action, and nothing of another plan contributes to it."""
    # A plan that could not be read may hold the contribution.
    if workspace.unread.plans:
        return
    for objective in objectives_in_force(workspace):
        is_lowest = len(_tree(objective, workspace)) == 1
        if objective.level in DECLARATIONS or not is_lowest or _is_served(objective, workspace):
            continue
        message = msg("no action serves the objective, and no other plan contributes to it")
        help_ = msg(
            "add an action with `objective: {objective}`, or a contribution (`to: {objective}`)", objective=objective.id
        )
        yield Finding(objective, ("id",), message, help_)


@rule("COV03", "E@C")
def action_without_owner(workspace: Workspace) -> Iterator[Finding]:
    """Nobody is named as the owner of an action."""
    for action in own_actions(workspace):
        if action.owner in (None, "", UNKNOWN):
            message = msg("the action has no owner") if not action.owner else msg("the owner of the action is unknown")
            yield Finding(action, ("owner",), message, msg("write `owner: …` (a member, a body or a stakeholder)"))


@rule("COV04", "W")
def action_without_measure(workspace: Workspace) -> Iterator[Finding]:
    """An action has no output indicator and no effect, so that nobody can tell whether it worked."""
    for action in own_actions(workspace):
        if not action.outputs and not any(getattr(action.energy, key, None) for key in EFFECTS):
            message = msg("the action adds to no indicator and has no effect on energy or emission")
            help_ = msg("add `outputs: [{{indicator: IND-…, period: …, value: …}}]`, or `energy`")
            yield Finding(action, ("outputs",), message, help_)


@rule("COV05", "W→E@A")
def investment_without_cost(workspace: Workspace) -> Iterator[Finding]:
    """An investment has neither budget lines nor a stated total."""
    for action in own_actions(workspace):
        budget = action.budget
        has_cost = budget is not None and (budget.lines or budget.stated_total is not None)
        if action.kind is ActionKind.INVESTMENT and not has_cost:
            help_ = msg("add `budget` with `lines`, or with `stated_total` alone")
            yield Finding(action, ("budget",), msg("the investment has no cost"), help_)


@rule("COV06", "W")
def result_never_measured(workspace: Workspace) -> Iterator[Finding]:
    """The indicators of an objective and of those below it are outputs only: what is built, not what it changes."""
    known = workspace.indicators
    for objective in objectives_in_force(workspace):
        own = _indicators(objective, workspace)
        if not own or any(ref in known and known[ref].kind in BEYOND_OUTPUT for ref in own):
            continue
        below = [ref for one in _tree(objective, workspace) for ref in _indicators(one, workspace)]
        found = [known[ref].kind for ref in below if ref in known]
        if len(found) < len(below) or IndicatorKind.OUTPUT not in found or BEYOND_OUTPUT & set(found):
            continue
        measured = ", ".join(dict.fromkeys(below))
        message = msg("only outputs are measured ({indicators}), no result or impact", indicators=measured)
        help_ = msg("add an indicator of `kind: result` or `impact` to {objective}", objective=objective.id)
        yield Finding(objective, ("indicators", 0, "ref"), message, help_)


def _tree(objective: Objective, workspace: Workspace) -> list[Objective]:
    """The objective and all below it that are in force; a cycle (REF04) is walked once."""
    if objective.id not in workspace.children:
        return [objective]
    found = {objective.id: objective}
    queue = [objective]
    while queue:
        for child in workspace.children.get(queue.pop().id, ()):
            if child.id not in found and child.status is not ObjectiveStatus.WITHDRAWN:
                found[child.id] = child
                queue.append(child)
    return list(found.values())


def _indicators(objective: Objective, workspace: Workspace) -> list[str]:
    """The indicators in use; one that could not be read counts, for another rule tells of it."""
    known = workspace.indicators
    return [
        use.ref
        for use in objective.indicators
        if use.ref not in known or known[use.ref].status is not IndicatorStatus.WITHDRAWN
    ]


def _is_served(objective: Objective, workspace: Workspace) -> bool:
    if any(not is_given_up(action, workspace) for action in workspace.actions_by_objective.get(objective.id, ())):
        return True
    plan = plan_of(objective.origin.path)
    for giver, _ in workspace.contributions.get(objective.id, ()):
        if isinstance(giver, Action):
            if not is_given_up(giver, workspace):
                return True
        elif giver.status is not ObjectiveStatus.WITHDRAWN and plan_of(giver.origin.path) != plan:
            return True
    return False

"""A workspace -> the items that rules ask something of: what was given up is left in peace."""

from __future__ import annotations

from collections.abc import Sequence

from som_cli.analysis import coverage
from som_cli.model.action import Action, ActionStatus
from som_cli.model.indicator import Indicator, IndicatorStatus
from som_cli.model.plan import IndicatorUse, Objective, ObjectiveStatus
from som_cli.model.workspace import Workspace

Use = tuple[Indicator, Objective, int, IndicatorUse]

# What will not be done needs no owner, money or measure.
GIVEN_UP = frozenset({ActionStatus.CANCELLED, ActionStatus.WITHDRAWN})
DECLARATIONS = coverage.DECLARATIONS


def is_given_up(action: Action, workspace: Workspace) -> bool:
    """Whether an action, or the one that it mirrors, is cancelled or withdrawn."""
    return action.status in GIVEN_UP or workspace.original(action).status in GIVEN_UP


def own_actions(workspace: Workspace) -> Sequence[Action]:
    """The actions that say themselves what is done: no mirrors, and none that were given up."""
    return workspace.once(_own_actions)


def _own_actions(workspace: Workspace) -> Sequence[Action]:
    return tuple(item for item in workspace.actions.values() if not item.is_mirror and item.status not in GIVEN_UP)


def objectives_in_force(workspace: Workspace) -> Sequence[Objective]:
    return workspace.once(_objectives_in_force)


def _objectives_in_force(workspace: Workspace) -> Sequence[Objective]:
    return tuple(item for item in workspace.objectives.values() if item.status is not ObjectiveStatus.WITHDRAWN)


def indicators_in_use(workspace: Workspace) -> Sequence[Indicator]:
    return workspace.once(_indicators_in_use)


def _indicators_in_use(workspace: Workspace) -> Sequence[Indicator]:
    return tuple(item for item in workspace.indicators.values() if item.status is not IndicatorStatus.WITHDRAWN)


def uses_in_force(workspace: Workspace) -> Sequence[Use]:
    """Each use of an indicator that could be read by an objective in force: the indicator, where, and the use."""
    return workspace.once(_uses_in_force)


def _uses_in_force(workspace: Workspace) -> Sequence[Use]:
    in_use = {item.id: item for item in indicators_in_use(workspace)}
    return tuple(
        (in_use[use.ref], objective, index, use)
        for objective in objectives_in_force(workspace)
        for index, use in enumerate(objective.indicators)
        if use.ref in in_use
    )

"""A workspace -> the items that rules ask something of: what was given up is left in peace."""

from __future__ import annotations

from collections.abc import Iterator

from som_cli.model.action import Action, ActionStatus
from som_cli.model.indicator import Indicator, IndicatorStatus
from som_cli.model.plan import IndicatorUse, Objective, ObjectiveLevel, ObjectiveStatus
from som_cli.model.workspace import Workspace

# What will not be done needs no owner, money or measure.
GIVEN_UP = frozenset({ActionStatus.CANCELLED, ActionStatus.WITHDRAWN})
# Declarations say what for, not what: objectives below them are measured and worked on.
DECLARATIONS = frozenset({ObjectiveLevel.VISION, ObjectiveLevel.MISSION, ObjectiveLevel.CHALLENGE})


def is_given_up(action: Action, workspace: Workspace) -> bool:
    """Whether an action, or the one that it mirrors, is cancelled or withdrawn."""
    return action.status in GIVEN_UP or workspace.original(action).status in GIVEN_UP


def own_actions(workspace: Workspace) -> Iterator[Action]:
    """The actions that say themselves what is done: no mirrors, and none that were given up."""
    return (item for item in workspace.actions.values() if not item.is_mirror and item.status not in GIVEN_UP)


def objectives_in_force(workspace: Workspace) -> Iterator[Objective]:
    return (item for item in workspace.objectives.values() if item.status is not ObjectiveStatus.WITHDRAWN)


def indicators_in_use(workspace: Workspace) -> Iterator[Indicator]:
    return (item for item in workspace.indicators.values() if item.status is not IndicatorStatus.WITHDRAWN)


def uses_in_force(workspace: Workspace) -> Iterator[tuple[Indicator, Objective, int, IndicatorUse]]:
    """Each use of an indicator that could be read by an objective in force: the indicator, where, and the use."""
    for objective in objectives_in_force(workspace):
        for index, use in enumerate(objective.indicators):
            indicator = workspace.indicators.get(use.ref)
            if indicator is not None and indicator.status is not IndicatorStatus.WITHDRAWN:
                yield indicator, objective, index, use

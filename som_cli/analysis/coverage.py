"""Workspace -> what its plans leave uncovered: objectives nobody works on or measures, actions without outputs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from som_cli.analysis.links import Link
from som_cli.model.action import Action
from som_cli.model.plan import Objective, ObjectiveLevel, ObjectiveStatus
from som_cli.model.workspace import Workspace, in_order

# Declarations say what for, not what: objectives below them are measured and worked on.
DECLARATIONS = frozenset({ObjectiveLevel.VISION, ObjectiveLevel.MISSION, ObjectiveLevel.CHALLENGE})


class Coverage(NamedTuple):
    """What a plan has, and which of it lacks something; each list in the order of the plan.

    `objectives` are those in force that are no declarations; `unserved` the lowest of them that no action serves,
    `unmeasured` those without an indicator of their own, `unlinked` those without a link to another plan. `actions`
    leave mirrors out: their outputs stand with their originals; `idle` actions have no outputs, `stray` ones serve
    no objective of their plan. Nothing is left out because it was given up or waived.
    """

    objectives: tuple[Objective, ...]
    unserved: tuple[Objective, ...]
    unmeasured: tuple[Objective, ...]
    unlinked: tuple[Objective, ...]
    actions: tuple[Action, ...]
    idle: tuple[Action, ...]
    stray: tuple[Action, ...]


def coverage(workspace: Workspace, plan: str, links: Iterable[Link]) -> Coverage:
    """Of one plan; `links` are those between the plans."""
    every = in_order(workspace.in_plan(Objective, plan))
    own = tuple(one for one in every if one.level not in DECLARATIONS and one.status is not ObjectiveStatus.WITHDRAWN)
    actions = tuple(one for one in in_order(workspace.in_plan(Action, plan)) if not one.is_mirror)
    linked = {end for link in links for end in (link.giver.id, link.receiver.id)}
    names = {one.id for one in every}
    return Coverage(
        own,
        tuple(one for one in own if is_lowest(workspace, one) and not workspace.actions_by_objective.get(one.id)),
        tuple(one for one in own if not one.indicators),
        tuple(one for one in own if one.id not in linked),
        actions,
        tuple(one for one in actions if not one.outputs),
        tuple(one for one in actions if one.objective not in names),
    )


def is_lowest(workspace: Workspace, objective: Objective) -> bool:
    return not workspace.children.get(objective.id)

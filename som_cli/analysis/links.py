"""Workspace -> links: which objective receives a contribution of which objective or action, and how strong it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from som_cli.model.action import Action
from som_cli.model.layout import plan_of
from som_cli.model.plan import Contribution, Objective
from som_cli.model.workspace import Workspace


class Link(NamedTuple):
    """A contribution with both its ends; `strength` is from 1 to 3, None where nobody rated it."""

    giver: Objective | Action
    receiver: Objective
    given: Contribution

    @property
    def strength(self) -> int | None:
        return self.given.strength

    @property
    def plans(self) -> tuple[str, str]:
        """The plan that gives and the one that receives; the same where the link stays within a plan."""
        return plan_of(self.giver.origin.path) or "", plan_of(self.receiver.origin.path) or ""

    @property
    def is_between(self) -> bool:
        first, second = self.plans
        return first != second


def links(workspace: Workspace, everything: Workspace) -> tuple[Link, ...]:
    """Every link with an end in the workspace, in natural order of who gives; the other may lie outside of it."""
    givers: list[Objective | Action] = [*everything.objectives.values(), *everything.actions.values()]
    inside = workspace.objectives.keys() | workspace.actions.keys()
    return tuple(
        Link(giver, receiver, given)
        for giver in givers
        for given in giver.contributes
        if (receiver := everything.objectives.get(given.to)) is not None
        if giver.id in inside or receiver.id in inside
    )


class Support(NamedTuple):
    """Several links as one figure: the sum of their strengths, and how many were not rated."""

    strength: int = 0
    unrated: int = 0

    @property
    def is_none(self) -> bool:
        return not self.strength and not self.unrated


def support(found: Iterable[Link]) -> Support:
    """Links added up; a link that nobody rated adds no strength and stays visible."""
    rated = [link.strength for link in found]
    return Support(sum(one for one in rated if one is not None), sum(one is None for one in rated))

"""Members and what plans hold -> the part that each member has in actions, stretches of routes and stops."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from som_cli.model.action import Action
from som_cli.model.network import Route, Segment, Stop
from som_cli.model.workspace import Workspace


class Role(StrEnum):
    """What a member does in an action."""

    OWNER = "owner"
    PARTNER = "partner"
    PAYER = "payer"


def roles(action: Action, member: str) -> tuple[Role, ...]:
    """Every role of a member in an action, the owner's first. A mirror names nobody: ask its original."""
    lines = action.budget.lines if action.budget else ()
    held = {
        Role.OWNER: action.owner == member,
        Role.PARTNER: member in action.partners,
        Role.PAYER: any(line.payer == member for line in lines),
    }
    return tuple(role for role, is_held in held.items() if is_held)


@dataclass(frozen=True, slots=True)
class Part:
    """What a member has to do with: actions by its role, stretches in its area or care, stops."""

    owned: tuple[Action, ...]
    joined: tuple[Action, ...]
    paid: tuple[Action, ...]
    segments: tuple[tuple[Route, Segment], ...]
    stops: tuple[Stop, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.owned or self.joined or self.paid or self.segments or self.stops)


def part_of(workspace: Workspace, member: str) -> Part:
    """The part of a member. An action that it owns and pays for stands under both; mirrors under their originals."""
    held = {action.id: roles(action, member) for action in workspace.actions.values() if not action.is_mirror}

    def with_role(role: Role) -> tuple[Action, ...]:
        return tuple(workspace.actions[key] for key, found in held.items() if role in found)

    return Part(
        with_role(Role.OWNER),
        with_role(Role.PARTNER),
        with_role(Role.PAYER),
        tuple(segments_of(workspace.routes.values(), member)),
        tuple(stop for stop in workspace.stops.values() if stop.member == member),
    )


def segments_of(routes: Iterable[Route], member: str) -> list[tuple[Route, Segment]]:
    """The stretches that lie in a member or that it looks after."""
    return [
        (route, segment)
        for route in routes
        for segment in route.segments
        if member in {segment.member, segment.manager}
    ]

"""Routes and areas of members -> where the cycling network crosses a border, and where it stops at one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from som_cli.analysis.geometry import Position, end_distance, is_sound
from som_cli.analysis.network import NOT_THERE, Stretch, by_route, member_areas, network_lines, route_ends
from som_cli.model.network import SegmentStatus
from som_cli.model.workspace import Workspace

_CLOSED = NOT_THERE | {SegmentStatus.UNDER_CONSTRUCTION}


class Crossing(NamedTuple):
    """Two consecutive segments of a route in two members.

    `metres` lie between their nearest ends; None where one of them is not drawn.
    """

    before: Stretch
    after: Stretch
    metres: float | None

    @property
    def members(self) -> tuple[str, str]:
        """The pair of members, whichever way the route runs."""
        first, second = sorted((self.before.segment.member, self.after.segment.member))
        return first, second

    @property
    def missing(self) -> tuple[Stretch, ...]:
        """The sides on which there is nothing to ride on yet."""
        return tuple(part for part in (self.before, self.after) if part.segment.status in _CLOSED)


class DeadEnd(NamedTuple):
    """A route that ends at the border of `across`, where no segment goes on."""

    part: Stretch
    position: Position
    across: tuple[str, ...]


def crossings(parts: Sequence[Stretch]) -> Iterator[Crossing]:
    """Every crossing of a border, in the order of the routes."""
    for before, after in pairwise(parts):
        if before.route is after.route and before.segment.member != after.segment.member:
            yield Crossing(before, after, _metres_between(before, after))


def _metres_between(before: Stretch, after: Stretch) -> float | None:
    if before.shape is None or after.shape is None or not is_sound(before.shape) or not is_sound(after.shape):
        return None
    return end_distance(before.shape, after.shape)


def dead_ends(workspace: Workspace, parts: Sequence[Stretch]) -> Iterator[DeadEnd]:
    """Free ends of routes at a border behind which no segment goes on; none where nothing is drawn.

    An end that lies wholly in another member than its segment says is left out: it is a mistake, not a border.
    """
    areas, lines = member_areas(workspace), network_lines(parts)
    if areas is None or lines is None:
        return
    limits = workspace.settings.standards.geometry
    border = float(limits.border_m)
    members = {part.segment.id: part.segment.member for part in parts}
    for route in by_route(parts).values():
        for part, position in route_ends(route, float(limits.touch_m)):
            near = areas.around(position, border)
            if part.segment.member not in near or len(near) == 1:
                continue
            continuing = {members[name] for name in lines.around(position, border)}
            across = tuple(name for name in near if name != part.segment.member and name not in continuing)
            if across:
                yield DeadEnd(part, position, across)

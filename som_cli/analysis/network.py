"""Routes and their shapes -> lengths, gaps, joints and ends at borders of the cycling network.

Lengths are along the axis, each segment once (data model 1.9), in metres: as stated, else geodesic.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple, TypeVar

from som_cli.analysis.geometry import (
    Areas,
    Lines,
    Position,
    end_distance,
    ends,
    geodesic_distance,
    geodesic_length,
    is_sound,
    line_distance,
)
from som_cli.model.layout import plan_of
from som_cli.model.network import Route, Segment, SegmentStatus, Shape
from som_cli.model.workspace import Workspace

Key = TypeVar("Key")

# What nobody rides on yet, and what is drawn to show that it is missing.
NOT_THERE = frozenset({SegmentStatus.GAP, SegmentStatus.PLANNED, SegmentStatus.DESIGNED})
# What one can ride on today, be it below the standard.
ON_THE_GROUND = frozenset({SegmentStatus.EXISTING, SegmentStatus.SUBSTANDARD})


@dataclass(frozen=True, slots=True)
class Stretch:
    """A segment in its route: its shape, and its length in metres (stated, else geodesic, else unknown)."""

    route: Route
    index: int
    segment: Segment
    shape: Shape | None

    @property
    def drawn_length(self) -> Decimal | None:
        """The geodesic length of its shape, to the millimetre."""
        if self.shape is None or not ends(self.shape) or not is_sound(self.shape):
            return None
        return Decimal(str(round(geodesic_length(self.shape), 3)))

    @property
    def length(self) -> Decimal | None:
        return self.drawn_length if self.segment.length_m is None else self.segment.length_m


def drawn_shapes(workspace: Workspace) -> Mapping[str, Shape]:
    """The shapes of plans that could be read, by the id that they draw; the first of several."""
    found: dict[str, Shape] = {}
    for path, shapes in workspace.shapes.items():
        if plan_of(path) in workspace.plans:
            for shape in shapes:
                found.setdefault(shape.id, shape)
    return found


def stretches(workspace: Workspace) -> Iterator[Stretch]:
    """Every segment of every route, with its shape."""
    shapes = drawn_shapes(workspace)
    for route in workspace.routes.values():
        for index, segment in enumerate(route.segments):
            yield Stretch(route, index, segment, shapes.get(segment.id))


def lengths_by(parts: Iterable[Stretch], key: Callable[[Stretch], Key]) -> Mapping[Key, Decimal]:
    """Metres by a key (route, member, type, status), in the order in which the keys first appear."""
    sums: dict[Key, Decimal] = defaultdict(Decimal)
    for part in parts:
        sums[key(part)] += part.length or 0
    return dict(sums)


def gaps(parts: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """The stretches that are missing on the ground and not yet designed."""
    return tuple(part for part in parts if part.segment.status is SegmentStatus.GAP)


class Joint(NamedTuple):
    """Two consecutive segments of a route and the metres between their nearest ends."""

    before: Stretch
    after: Stretch
    metres: float


def joints(parts: Sequence[Stretch]) -> Iterator[Joint]:
    """The joints of all routes where both segments are drawn."""
    for before, after in pairwise(parts):
        if before.route is after.route and _is_drawn(before) and _is_drawn(after):
            metres = end_distance(before.shape, after.shape) if before.shape and after.shape else None
            if metres is not None:
                yield Joint(before, after, metres)


def _is_drawn(part: Stretch) -> bool:
    return part.shape is not None and is_sound(part.shape)


def route_ends(parts: Sequence[Stretch], metres: float) -> tuple[tuple[Stretch, Position], ...]:
    """The free ends of one route: where its first segment begins and its last one stops, drawn either way."""
    drawn = [part for part in parts if _is_drawn(part) and part.shape and len(ends(part.shape)) == 2]  # noqa: PLR2004 - one line, two ends
    if len(drawn) < len(parts) or not drawn:
        return ()
    found = []
    for part, neighbour in ((drawn[0], drawn[1:2]), (drawn[-1], drawn[-2:-1])):
        for position in ends(part.shape) if part.shape else ():
            joined = [one for one in neighbour if one.shape and line_distance(position, one.shape) <= metres]
            if not joined:
                found.append((part, position))
    return tuple(dict.fromkeys(found))


def detour(parts: Sequence[Stretch], metres: float) -> Decimal | None:
    """Length of a route over the geodesic between its ends (CROW: directness); None for a loop, or where unknown."""
    free = route_ends(parts, metres)
    lengths = [part.length for part in parts]
    known = [length for length in lengths if length is not None]
    if len(free) != 2 or len(known) < len(lengths):  # noqa: PLR2004 - a way from one end to the other
        return None
    direct = Decimal(str(round(geodesic_distance(free[0][1], free[1][1]), 3)))
    total = sum(known, Decimal(0))
    # Ends that meet make a round trip, which leads nowhere by the straight line.
    return total / direct if direct * 10 > total else None


def by_route(parts: Iterable[Stretch]) -> Mapping[str, tuple[Stretch, ...]]:
    """The stretches of each route, in order."""
    groups: dict[str, list[Stretch]] = defaultdict(list)
    for part in parts:
        groups[part.route.id].append(part)
    return {name: tuple(found) for name, found in groups.items()}


def member_areas(workspace: Workspace) -> Areas | None:
    """The areas of members that are drawn, or None where none is. A county's area lies over those of its members."""
    shapes = boundaries(workspace)
    upper = workspace.settings.standards.geometry.upper_kinds
    kept = {name: found for name, found in shapes.items() if workspace.members[name].kind not in upper}
    return Areas(kept) if kept else None


def boundaries(workspace: Workspace) -> Mapping[str, tuple[Shape, ...]]:
    """The shapes of each member in the file that it names as its boundary."""
    found = {}
    for member in workspace.members.values():
        drawn = tuple(shape for shape in workspace.shapes.get(member.boundary or "", ()) if shape.id == member.id)
        if drawn:
            found[member.id] = drawn
    return found


def network_lines(parts: Iterable[Stretch]) -> Lines | None:
    """The drawn segments to measure distances from, or None where nothing is drawn; gaps are no network."""
    shapes = {
        part.segment.id: part.shape
        for part in parts
        if part.shape and part.segment.status is not SegmentStatus.GAP and is_sound(part.shape)
    }
    return Lines(shapes) if shapes else None

"""Convex rings in a plane -> what can be said of them without a geometry library.

Loading the library takes longer than checking a small workspace, and a convex area needs none of it: it does not cross
itself, holds the straight way between any two of its points, and convex areas that touch in no circle enclose no hole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise
from math import atan2, hypot, isclose, pi

XY = tuple[float, float]
Ring = Sequence[XY]
Box = tuple[float, float, float, float]


def is_convex(ring: Ring) -> bool:
    """Whether a closed ring (first position = last) turns one way only, and once around."""
    edges = [(end[0] - start[0], end[1] - start[1]) for start, end in pairwise(ring)]
    edges = [edge for edge in edges if edge != (0.0, 0.0)]
    turns = [_turn(first, second) for first, second in zip(edges, [*edges[1:], *edges[:1]], strict=True)]
    is_one_way = all(0 <= turn < pi for turn in turns) or all(-pi < turn <= 0 for turn in turns)
    return is_one_way and isclose(abs(sum(turns)), 2 * pi, rel_tol=1e-6)


def _turn(first: XY, second: XY) -> float:
    """The angle between two edges in radians, to the left positive."""
    return atan2(first[0] * second[1] - first[1] * second[0], first[0] * second[0] + first[1] * second[1])


def holds(ring: Ring, points: Iterable[XY]) -> bool:
    """Whether all points lie in a convex ring or on it."""
    sides = [
        (end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0])
        for point in points
        for start, end in pairwise(ring)
    ]
    return all(side >= 0 for side in sides) or all(side <= 0 for side in sides)


def ring_distance(ring: Ring, point: XY) -> float:
    """Metres from a point to a convex ring; 0 inside it."""
    if holds(ring, [point]):
        return 0.0
    return min(edge_distance(start, end, point) for start, end in pairwise(ring))


def edge_distance(start: XY, end: XY, point: XY) -> float:
    """Metres from a point to the straight line between two others."""
    along = (end[0] - start[0], end[1] - start[1])
    squared = along[0] ** 2 + along[1] ** 2
    share = ((point[0] - start[0]) * along[0] + (point[1] - start[1]) * along[1]) / squared if squared else 0.0
    share = min(1.0, max(0.0, share))
    return hypot(start[0] + share * along[0] - point[0], start[1] + share * along[1] - point[1])


def may_overlap(rings: Iterable[Ring], metres: float) -> bool:
    """Whether the boxes of two rings share ground that is wider than so many metres both ways."""
    return any(_shared(first, second) > metres for first, second in combinations(map(_box, rings), 2))


def may_enclose(rings: Iterable[Ring]) -> bool:
    """Whether convex rings could stand around a hole: only where their boxes touch in a circle."""
    boxes = list(map(_box, rings))
    group = list(range(len(boxes)))
    for first, second in combinations(range(len(boxes)), 2):
        if _shared(boxes[first], boxes[second]) >= 0:
            if group[first] == group[second]:
                return True
            merged, kept = group[second], group[first]
            group = [kept if one == merged else one for one in group]
    return False


def _box(ring: Ring) -> Box:
    easts, norths = zip(*ring, strict=True)
    return min(easts), min(norths), max(easts), max(norths)


def _shared(first: Box, second: Box) -> float:
    """The smaller side of what two boxes share: 0 where they only touch, negative where they lie apart."""
    across = min(first[2], second[2]) - max(first[0], second[0])
    along = min(first[3], second[3]) - max(first[1], second[1])
    return min(across, along)

"""The areas of a member -> how large they are, and a place well inside the largest: where its name can stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from som_cli.analysis.convex import XY, edge_distance
from som_cli.analysis.geometry import Position, is_sound, plane_about, rings
from som_cli.model.network import Shape

# The middle of a ring serves where it is at least this share as far from the edge as the best place.
_GOOD_ENOUGH = 0.6
_GRID = 12
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Ground:
    """Square metres, and a position (degrees, to a millionth)."""

    size: float
    middle: Position


def ground(shapes: Iterable[Shape]) -> Ground | None:
    """Of all the polygons of a member; None where none is sound."""
    sound = [shape for shape in shapes if is_sound(shape)]
    plane = plane_about(sound)
    polygons = [[plane.path(ring) for ring in polygon] for shape in sound for polygon in rings(shape)]
    if not polygons:
        return None
    sizes = [abs(_signed(polygon[0])[0]) for polygon in polygons]
    point = _inside(polygons[max(range(len(sizes)), key=lambda index: (sizes[index], -index))])
    # The plane is linear in both degrees, so that one step of a degree each way turns it round.
    east, north = plane.xy((plane.longitude + 1, plane.latitude + 1))
    middle = round(plane.longitude + point[0] / east, 6), round(plane.latitude + point[1] / north, 6)
    return Ground(sum(sizes), middle)


def _inside(polygon: Sequence[Sequence[XY]]) -> XY:
    """The centre of gravity where it lies well inside, else about the place that is farthest from every edge."""
    centre = _signed(polygon[0])[1]
    best, room = centre, _room(polygon, centre)
    across, up = zip(*polygon[0], strict=True)
    left, low, wide, high = min(across), min(up), max(across) - min(across), max(up) - min(up)
    for _ in range(_ROUNDS):
        for column in range(1, _GRID):
            for row in range(1, _GRID):
                point = (left + wide * column / _GRID, low + high * row / _GRID)
                found = _room(polygon, point)
                if found > room:
                    best, room = point, found
        wide, high = wide / _GRID * 2, high / _GRID * 2
        left, low = best[0] - wide / 2, best[1] - high / 2
    return centre if _room(polygon, centre) >= _GOOD_ENOUGH * room else best


def _room(polygon: Sequence[Sequence[XY]], point: XY) -> float:
    """Metres from a place to the nearest edge; less than nothing outside, and in a hole."""
    inside = False
    nearest = float("inf")
    for ring in polygon:
        for start, end in pairwise(ring):
            nearest = min(nearest, edge_distance(start, end, point))
            if (start[1] > point[1]) != (end[1] > point[1]):
                crossing = start[0] + (point[1] - start[1]) / (end[1] - start[1]) * (end[0] - start[0])
                inside = inside != (point[0] < crossing)
    return nearest if inside else -nearest


def _signed(ring: Sequence[XY]) -> tuple[float, XY]:
    """The area of a ring (below nothing where it runs clockwise) and its centre of gravity."""
    double = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
    if not double:
        return 0.0, ring[0]
    across = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairwise(ring)) / (3 * double)
    up = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairwise(ring)) / (3 * double)
    return double / 2, (across, up)

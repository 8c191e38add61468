"""Positions in degrees -> places on a map in pixels, at one scale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from som_cli.analysis.geometry import AREAS, Plane, Position, paths, rings
from som_cli.model.network import Shape

# Pixels of an upright page's line, and of the tallest map that leaves room for its legend and caption.
WIDTH = 650
TALLEST = 730
MARGIN = 14
# What is smaller is drawn as if it were so wide (metres): a map of one stop is no point.
_LEAST = 1000.0
_SCALE_SHARE = 0.22
_STEPS = (5, 2, 1)

XY = tuple[float, float]
Feature = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Frame:
    """A map's projection: a plane in metres, its west and north edge, pixels for a metre, and the size in pixels."""

    plane: Plane
    west: float
    north: float
    scale: float
    width: int
    height: int

    def place(self, position: Position) -> XY:
        """Pixels from the left and from the top, to a tenth."""
        east, north = self.plane.xy(position)
        return round((east - self.west) * self.scale, 1), round((self.north - north) * self.scale, 1)

    def holds(self, position: Position) -> bool:
        """Whether a position lies on the map."""
        across, down = self.place(position)
        return 0 <= across <= self.width and 0 <= down <= self.height

    def path(self, positions: Sequence[Position]) -> list[XY]:
        """Places of a line; those that fall on the one before are left out."""
        placed = [self.place(position) for position in positions]
        return [spot for index, spot in enumerate(placed) if index in {0, len(placed) - 1} or spot != placed[index - 1]]

    def scale_bar(self) -> tuple[int, float]:
        """A round number of metres that takes about a fifth of the map, and its pixels."""
        room = self.width * _SCALE_SHARE / self.scale
        power = 10 ** (len(str(int(room))) - 1)
        metres = next(step * power for step in _STEPS if step * power <= max(room, power))
        return metres, round(metres * self.scale, 1)


def frame_around(positions: Iterable[Position], margin: int = MARGIN) -> Frame | None:
    """The largest map that shows them all, with so many pixels around them; None where there are none."""
    found = list(positions)
    if not found:
        return None
    longitudes, latitudes = [one[0] for one in found], [one[1] for one in found]
    plane = Plane((min(longitudes) + max(longitudes)) / 2, (min(latitudes) + max(latitudes)) / 2)
    across, up = zip(*map(plane.xy, found), strict=True)
    east, west = max(*across, _LEAST / 2), min(*across, -_LEAST / 2)
    north, south = max(*up, _LEAST / 2), min(*up, -_LEAST / 2)
    room = WIDTH - 2 * margin
    scale = min(room / (east - west), (TALLEST - 2 * margin) / (north - south))
    beside = (WIDTH - (east - west) * scale) / 2
    height = round((north - south) * scale) + 2 * margin
    return Frame(plane, west - beside / scale, north + margin / scale, scale, WIDTH, height)


def blank_frame(width: int, height: int) -> Frame:
    """A sheet for a schematic: places on it are pixels from the start."""
    return Frame(Plane(0.0, 0.0), 0.0, 0.0, 1.0, width, height)


def feature(frame: Frame, shape: Shape, **values: str) -> Feature:
    """A shape as a GeoJSON feature in pixels, with values that the map's specification reads."""
    if shape.type in AREAS:
        drawn = [[clipped(frame.path(ring), frame.width, frame.height) for ring in one] for one in rings(shape)]
        return _feature("MultiPolygon", [[ring for ring in one if ring] for one in drawn if one[0]], values)
    return _feature("MultiLineString", [frame.path(path) for path in paths(shape)], values)


def clipped(ring: Sequence[XY], width: float, height: float) -> list[XY]:
    """The part of a ring on the map (Sutherland and Hodgman 1974); empty where it lies beside it."""
    found = list(ring)
    for axis, limit, sign in ((0, 0.0, 1), (0, width, -1), (1, 0.0, 1), (1, height, -1)):
        inside = [sign * (place[axis] - limit) >= 0 for place in found]
        kept: list[XY] = []
        for index, place in enumerate(found):
            before = found[index - 1]
            if inside[index] != inside[index - 1]:
                kept.append(_crossing(before, place, axis, limit))
            if inside[index]:
                kept.append(place)
        found = kept
    return [*found, found[0]] if found and found[0] != found[-1] else found


def _crossing(start: XY, end: XY, axis: int, limit: float) -> XY:
    share = (limit - start[axis]) / (end[axis] - start[axis])
    return round(start[0] + (end[0] - start[0]) * share, 1), round(start[1] + (end[1] - start[1]) * share, 1)


def line_feature(places: Sequence[XY], **values: str) -> Feature:
    """A line between places that are in pixels already."""
    return _feature("LineString", list(places), values)


def _feature(kind: str, coordinates: object, values: dict[str, str]) -> Feature:
    return {"type": "Feature", "geometry": {"type": kind, "coordinates": coordinates}, **values}


def position_of(numbers: Sequence[Decimal]) -> Position | None:
    """Longitude and latitude, where both are given."""
    return (float(numbers[0]), float(numbers[1])) if len(numbers) > 1 else None

"""Shapes in degrees (WGS 84) -> lengths, distances and areas in metres. The only door of shapely and geographiclib.

Lengths are geodesics on the ellipsoid (Karney 2013, *Algorithms for geodesics*, by geographiclib). Distances and areas
near one place are planar, in a local equirectangular projection: x = N·cos φ₀·(λ - λ₀), y = M·(φ - φ₀), with the
radii of curvature M and N at φ₀. Within 50 km of the origin it errs by less than 1 %, which no limit here depends on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import pairwise
from math import cos, hypot, inf, isfinite, pi, radians, sin, sqrt
from typing import Any, NamedTuple

from som_cli.analysis.convex import XY, edge_distance, holds, is_convex, may_enclose, may_overlap, ring_distance
from som_cli.model.network import Shape

Position = tuple[float, float]
Path = list[Position]

SEMI_MAJOR_AXIS = 6_378_137.0  # m, WGS 84
FLATTENING = 1 / 298.257223563
MIN_RING = 4
_FEW_POSITIONS = 200
HALF_TURN, QUARTER_TURN = 180.0, 90.0
AREAS = ("Polygon", "MultiPolygon")
# Rules and tables ask the same of a shape.
_SHAPES = 4_096


class Flaw(StrEnum):
    """What makes a shape no shape."""

    EMPTY = "empty"
    ONE_POINT = "one_point"
    NO_LENGTH = "no_length"
    NOT_CLOSED = "not_closed"
    CROSSING = "crossing"


def positions(shape: Shape) -> Iterator[Position]:
    """Every position of a shape: longitude, latitude in degrees; a height is left out."""
    yield from _positions(shape.coordinates)


def _positions(value: Any) -> Iterator[Position]:
    if value and not isinstance(value[0], tuple):
        yield float(value[0]), float(value[1])
    else:
        for part in value:
            yield from _positions(part)


def paths(shape: Shape) -> list[Path]:
    """The lines of a LineString or a MultiLineString; none of any other shape."""
    if shape.type == "LineString":
        return [list(positions(shape))]
    if shape.type == "MultiLineString":
        return [list(_positions(part)) for part in shape.coordinates]
    return []


def rings(shape: Shape) -> list[list[Path]]:
    """The polygons of a shape, each as its outer ring and its holes."""
    polygons: Any = {"Polygon": (shape.coordinates,), "MultiPolygon": shape.coordinates}.get(shape.type, ())
    return [[list(_positions(ring)) for ring in polygon] for polygon in polygons]


def geodesic_distance(start: Position, end: Position) -> float:
    """Metres between two positions along the ellipsoid."""
    from geographiclib.geodesic import Geodesic

    # Beyond the poles there is no position; TER03 tells of it.
    inverse: Callable[..., dict[str, float]] = Geodesic.WGS84.Inverse
    length = inverse(_latitude(start), start[0], _latitude(end), end[0], Geodesic.DISTANCE)["s12"]
    return length if isfinite(length) else 0.0


def _latitude(position: Position) -> float:
    return min(90.0, max(-90.0, position[1]))


@lru_cache(_SHAPES)
def geodesic_length(shape: Shape) -> float:
    """Length of a line in metres: the sum of the geodesics between its positions."""
    return sum(geodesic_distance(*pair) for path in paths(shape) for pair in pairwise(path))


class Plane(NamedTuple):
    """A local projection about an origin (degrees)."""

    longitude: float
    latitude: float

    def xy(self, position: Position) -> XY:
        """East and north of the origin, in metres."""
        squared = FLATTENING * (2 - FLATTENING)
        bend = 1 - squared * sin(radians(self.latitude)) ** 2
        north = SEMI_MAJOR_AXIS * (1 - squared) / bend**1.5
        east = SEMI_MAJOR_AXIS / sqrt(bend) * cos(radians(self.latitude))
        degrees = pi / 180
        return east * (position[0] - self.longitude) * degrees, north * (position[1] - self.latitude) * degrees

    def path(self, path: Path) -> list[XY]:
        return [self.xy(position) for position in path]


def plane_about(shapes: Iterable[Shape]) -> Plane:
    """A plane whose origin is the middle of the extent of shapes (in the polar circles: their edge)."""
    found = [position for shape in shapes for position in positions(shape)]
    if not found:
        return Plane(0.0, 0.0)
    longitudes, latitudes = zip(*found, strict=True)
    middle = (min(latitudes) + max(latitudes)) / 2
    return Plane((min(longitudes) + max(longitudes)) / 2, min(66.0, max(-66.0, middle)))


def distance(first: Position, second: Position) -> float:
    """Planar metres between two near positions."""
    return hypot(*Plane(*first).xy(second))


def ends(shape: Shape) -> list[Position]:
    """First and last position of each line of a shape."""
    return [position for path in paths(shape) if path for position in (path[0], path[-1])]


def end_distance(first: Shape, second: Shape) -> float | None:
    """Metres from the nearest end of one line to the other line, or None where one is no line."""
    if not ends(first) or not ends(second):
        return None
    return min(
        *(line_distance(end, second) for end in ends(first)), *(line_distance(end, first) for end in ends(second))
    )


def line_distance(position: Position, shape: Shape) -> float:
    """Metres from a position to the nearest point of a line; infinite where it is none."""
    plane = Plane(*position)
    nearest = float("inf")
    for path in paths(shape):
        placed = plane.path(path)
        for start, end in pairwise(placed):
            nearest = min(nearest, edge_distance(start, end, (0.0, 0.0)))
    return nearest


def flaw(shape: Shape) -> Flaw | None:
    """Why a shape is invalid (OGC Simple Features), or None. A line may cross itself, a ring may not."""
    if not any(True for _ in positions(shape)):
        return Flaw.EMPTY
    if shape.type in AREAS:
        return _area_flaw(shape)
    return next((found for found in map(_line_flaw, paths(shape)) if found is not None), None)


def is_sound(shape: Shape) -> bool:
    """Whether it can be measured: valid, and in degrees."""
    return all(abs(x) <= HALF_TURN and abs(y) <= QUARTER_TURN for x, y in positions(shape)) and flaw(shape) is None


def _line_flaw(path: Path) -> Flaw | None:
    if not path:
        return Flaw.EMPTY
    if len(path) == 1:
        return Flaw.ONE_POINT
    return Flaw.NO_LENGTH if len(set(path)) == 1 else None


@lru_cache(_SHAPES)
def _area_flaw(shape: Shape) -> Flaw | None:
    polygons = rings(shape)
    if not all(polygons) or not all(ring for polygon in polygons for ring in polygon):
        return Flaw.EMPTY
    if any(ring[0] != ring[-1] or len(ring) < MIN_RING for polygon in polygons for ring in polygon):
        return Flaw.NOT_CLOSED
    plane = plane_about([shape])
    if _convex_ring(shape, plane) is not None:
        return None
    return None if _polygon(shape, plane).is_valid else Flaw.CROSSING


def _convex_ring(shape: Shape, plane: Plane) -> list[XY] | None:
    """The ring of a shape that is one convex polygon without holes; None of any other."""
    polygons = rings(shape)
    if len(polygons) != 1 or len(polygons[0]) != 1:
        return None
    ring = plane.path(polygons[0][0])
    return ring if is_convex(ring) else None


def _polygon(shape: Shape, plane: Plane) -> Any:
    from shapely.geometry import MultiPolygon

    return MultiPolygon(
        [(plane.path(polygon[0]), [plane.path(hole) for hole in polygon[1:]]) for polygon in rings(shape) if polygon]
    )


class Overlap(NamedTuple):
    """Two areas that share ground (km²), and the share of the smaller one that this is."""

    first: str
    second: str
    km2: float
    share: float


class Areas:
    """Named polygons in one plane. Those that cannot be measured are left out: TER02 and TER03 tell of them."""

    def __init__(self, shapes: Mapping[str, Sequence[Shape]]) -> None:
        self.plane = plane_about(shape for parts in shapes.values() for shape in parts)
        self._drawn: dict[str, list[Shape]] = {}
        self._convex: dict[str, list[XY]] = {}
        for name, parts in shapes.items():
            drawn = [shape for shape in parts if shape.type in AREAS and is_sound(shape)]
            if drawn:
                self._drawn[name] = drawn
                ring = _convex_ring(drawn[0], self.plane) if len(drawn) == 1 else None
                if ring is not None:
                    self._convex[name] = ring
        self.names = tuple(self._drawn)

    @cached_property
    def _polygons(self) -> dict[str, Any]:
        from shapely import prepare, union_all

        polygons = {
            name: union_all([_polygon(shape, self.plane) for shape in drawn]) for name, drawn in self._drawn.items()
        }
        for polygon in polygons.values():
            prepare(polygon)
        return polygons

    @cached_property
    def _tree(self) -> Any:
        from shapely import STRtree

        return STRtree(list(self._polygons.values()))

    @property
    def _is_all_convex(self) -> bool:
        return len(self._convex) == len(self._drawn)

    def around(self, position: Position, metres: float) -> tuple[str, ...]:
        """The areas that lie within so many metres of a position, or hold it."""
        if self._is_all_convex:
            point = self.plane.xy(position)
            return tuple(name for name in self.names if ring_distance(self._convex[name], point) <= metres)
        from shapely import Point

        found = self._tree.query(Point(self.plane.xy(position)), predicate="dwithin", distance=metres)
        return tuple(self.names[index] for index in sorted(found))

    def outside(self, name: str, shape: Shape) -> float:
        """How far a point or line reaches out of an area, in metres: 0 inside, of the farthest vertex outside."""
        if name in self._convex and holds(self._convex[name], self.plane.path(list(positions(shape)))):
            return 0.0
        from shapely import Point, get_coordinates
        from shapely.geometry import MultiLineString, MultiPoint

        area = self._polygons[name]
        lines = [self.plane.path(path) for path in paths(shape) if len(path) > 1]
        drawn = MultiLineString(lines) if lines else MultiPoint([self.plane.xy(one) for one in positions(shape)])
        if area.covers(drawn):
            return 0.0
        rest = drawn.difference(area)
        return max((area.distance(Point(vertex)) for vertex in get_coordinates(rest)), default=0.0)

    def overlaps(self, metres: float) -> tuple[Overlap, ...]:
        """Pairs that share ground wider than so many metres: what is narrower comes from drawing."""
        if self._is_all_convex and not may_overlap(self._convex.values(), metres):
            return ()
        found = []
        polygons = list(self._polygons.values())
        for first, polygon in enumerate(polygons):
            for second in sorted(self._tree.query(polygon, predicate="intersects")):
                if second <= first:
                    continue
                shared = polygon.intersection(polygons[second])
                if not shared.buffer(-metres / 2).is_empty:
                    share = shared.area / min(polygon.area, polygons[second].area)
                    found.append(Overlap(self.names[first], self.names[second], shared.area / 1e6, share))
        return tuple(found)

    def holes(self, metres: float) -> tuple[tuple[float, tuple[str, ...]], ...]:
        """Gaps that the areas enclose between them and that are wider than so many metres: km², the areas around."""
        if self._is_all_convex and not may_enclose(self._convex.values()):
            return ()
        from shapely import Polygon, union_all

        whole = union_all(list(self._polygons.values()))
        found = []
        for part in getattr(whole, "geoms", (whole,)):
            for ring in part.interiors:
                hole = Polygon(ring)
                if not hole.buffer(-metres / 2).is_empty:
                    around = sorted(self._tree.query(hole, predicate="intersects"))
                    found.append((hole.area / 1e6, tuple(self.names[index] for index in around)))
        return tuple(sorted(found))


class Lines:
    """Named lines in one plane, to be asked what is near a position."""

    def __init__(self, shapes: Mapping[str, Shape]) -> None:
        self._drawn = {name: shape for name, shape in shapes.items() if paths(shape) and is_sound(shape)}
        self.plane = plane_about(self._drawn.values())
        self.names = tuple(self._drawn)

    @cached_property
    def _lines(self) -> list[Any]:
        from shapely.geometry import MultiLineString

        return [MultiLineString([self.plane.path(path) for path in paths(one)]) for one in self._drawn.values()]

    @cached_property
    def _tree(self) -> Any:
        from shapely import STRtree

        return STRtree(self._lines)

    def around(self, position: Position, metres: float) -> tuple[str, ...]:
        """The lines within so many metres of a position."""
        point = self.plane.xy(position)
        # Loading the library takes longer than measuring a few lines.
        if sum(len(path) for shape in self._drawn.values() for path in paths(shape)) <= _FEW_POSITIONS:
            return tuple(name for name, shape in self._drawn.items() if self._distance(shape, point) <= metres)
        from shapely import Point

        found = self._tree.query(Point(point), predicate="dwithin", distance=metres)
        return tuple(self.names[index] for index in sorted(found))

    def _distance(self, shape: Shape, point: XY) -> float:
        edges = (edge for path in paths(shape) for edge in pairwise(self.plane.path(path)))
        return min((edge_distance(start, end, point) for start, end in edges), default=inf)

    def nearest(self, position: Position) -> tuple[str, float] | None:
        """The nearest line and the metres to it."""
        from shapely import Point

        if not self._drawn:
            return None
        point = Point(self.plane.xy(position))
        index = int(self._tree.nearest(point))
        return self.names[index], float(self._lines[index].distance(point))

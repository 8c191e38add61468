"""Geometry: metres from degrees."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from som_cli.analysis.geometry import (
    Areas,
    Flaw,
    Lines,
    Plane,
    distance,
    end_distance,
    flaw,
    geodesic_distance,
    geodesic_length,
    line_distance,
)
from som_cli.model.network import Shape
from som_cli.text.diagnostics import Span


def exact(value: Any) -> Any:
    return tuple(exact(part) for part in value) if isinstance(value, list) else Decimal(str(value))


def shape(kind: str, coordinates: list[Any], name: str = "one") -> Shape:
    return Shape(name, "a.geojson", kind, exact(coordinates), partial(Span, "a.geojson"))


def line(*positions: list[float]) -> Shape:
    return shape("LineString", list(positions))


def box(west: float, south: float, east: float, north: float) -> Shape:
    return shape("Polygon", [[[west, south], [east, south], [east, north], [west, north], [west, south]]])


def test_a_minute_of_the_equator_and_of_the_meridian() -> None:
    assert geodesic_length(line([0.0, 0.0], [0.01, 0.0])) == pytest.approx(1113.195, abs=0.001)
    assert geodesic_length(line([0.0, 0.0], [0.0, 0.01])) == pytest.approx(1105.743, abs=0.001)


def test_a_degree_of_longitude_is_shorter_in_the_north() -> None:
    assert geodesic_distance((14.5, 53.4), (14.51, 53.4)) == pytest.approx(665.2, abs=0.5)


def test_the_plane_agrees_with_the_ellipsoid_near_its_origin() -> None:
    ends = ((14.5, 53.4), (14.52, 53.41))
    assert distance(*ends) == pytest.approx(geodesic_distance(*ends), rel=0.002)
    assert Plane(14.5, 53.4).xy((14.5, 53.4)) == (0, 0)


def test_parts_add_up() -> None:
    parts = shape("MultiLineString", [[[0.0, 0.0], [0.01, 0.0]], [[0.02, 0.0], [0.03, 0.0]]])
    assert geodesic_length(parts) == pytest.approx(2226.39, abs=0.01)
    assert geodesic_length(box(0, 0, 1, 1)) == 0


@pytest.mark.parametrize(
    ("found", "kind", "coordinates"),
    [
        (Flaw.EMPTY, "LineString", []),
        (Flaw.EMPTY, "Polygon", []),
        (Flaw.EMPTY, "Polygon", [[]]),
        (Flaw.ONE_POINT, "LineString", [[0, 0]]),
        (Flaw.NO_LENGTH, "LineString", [[0, 0], [0, 0]]),
        (Flaw.NOT_CLOSED, "Polygon", [[[0, 0], [1, 0], [1, 1], [0, 1]]]),
        (Flaw.NOT_CLOSED, "Polygon", [[[0, 0], [1, 0], [0, 0]]]),
        (Flaw.CROSSING, "Polygon", [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]),
        (None, "Polygon", [[[0, 0], [1, 0], [1, 1], [0, 0]]]),
        (None, "LineString", [[0, 0], [1, 1], [1, 0], [0, 1]]),
        (None, "Point", [0, 0]),
    ],
)
def test_a_flaw_is_named(found: Flaw | None, kind: str, coordinates: list[Any]) -> None:
    assert flaw(shape(kind, coordinates)) is found


def test_ends_are_measured_to_the_other_line() -> None:
    first, crossing = line([0.0, 0.0], [0.02, 0.0]), line([0.01, 0.0001], [0.01, 0.01])
    assert end_distance(first, crossing) == pytest.approx(11.06, abs=0.05)
    assert end_distance(first, shape("Point", [0, 0])) is None
    assert line_distance((0.03, 0.0), first) == pytest.approx(1113.2, abs=0.1)


def test_areas_know_what_is_near_and_what_reaches_out() -> None:
    areas = Areas(
        {"west": [box(0, 0, 0.1, 0.1)], "east": [box(0.1, 0, 0.2, 0.1)], "bad": [shape("Polygon", [[[0, 0]]])]}
    )
    assert areas.names == ("west", "east")
    assert areas.around((0.0999, 0.05), 50) == ("west", "east")
    assert areas.around((0.05, 0.05), 50) == ("west",)
    assert areas.around((0.3, 0.05), 50) == ()
    assert areas.outside("west", line([0.05, 0.05], [0.11, 0.05])) == pytest.approx(1113, abs=3)
    assert areas.outside("west", line([0.05, 0.05], [0.1, 0.05])) == 0
    assert areas.outside("west", shape("Point", [0.11, 0.05])) == pytest.approx(1113, abs=3)


def test_overlaps_and_holes_wider_than_a_border() -> None:
    sliver = Areas({"west": [box(0, 0, 0.1001, 0.1)], "east": [box(0.1, 0, 0.2, 0.1)]})
    assert (sliver.overlaps(50), sliver.holes(50)) == ((), ())
    (overlap,) = Areas({"west": [box(0, 0, 0.11, 0.1)], "east": [box(0.1, 0, 0.2, 0.1)]}).overlaps(50)
    assert (overlap.first, overlap.second, round(overlap.share, 2)) == ("west", "east", 0.1)
    around = [box(0, 0, 0.3, 0.1), box(0, 0.2, 0.3, 0.3), box(0, 0.1, 0.1, 0.2), box(0.2, 0.1, 0.3, 0.2)]
    ((area, names),) = Areas({str(number): [one] for number, one in enumerate(around)}).holes(50)
    assert (round(area), names) == (123, ("0", "1", "2", "3"))


def test_lines_know_the_nearest() -> None:
    lines = Lines({"south": line([0.0, 0.0], [0.1, 0.0]), "north": line([0.0, 0.1], [0.1, 0.1])})
    nearest = lines.nearest((0.05, 0.01))
    assert nearest is not None
    assert (nearest[0], round(nearest[1])) == ("south", 1106)
    assert lines.around((0.05, 0.0001), 50) == ("south",)
    assert Lines({}).nearest((0.0, 0.0)) is None

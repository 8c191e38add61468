"""Convex rings: what is said of them without the library is what the library says."""

from __future__ import annotations

from math import cos, pi, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point
from shapely.geometry import Polygon

from som_cli.analysis.convex import Ring, holds, is_convex, may_enclose, may_overlap, ring_distance

SQUARE: Ring = [(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]
coordinates = st.integers(-20, 20).map(float)
points = st.tuples(coordinates, coordinates)


def square(x: float, y: float, side: float = 10) -> Ring:
    return [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]


@given(st.lists(points, min_size=3, max_size=7))
def test_what_is_called_convex_is_valid_and_its_own_hull(corners: list[tuple[float, float]]) -> None:
    ring = [*corners, corners[0]]
    if is_convex(ring):
        polygon = Polygon(ring)
        assert polygon.is_valid
        assert polygon.area == pytest.approx(polygon.convex_hull.area)


@given(st.integers(3, 12), points)
def test_holding_and_distance_agree_with_the_library(corners: int, point: tuple[float, float]) -> None:
    ring = [(10 * cos(2 * pi * k / corners), 10 * sin(2 * pi * k / corners)) for k in range(corners)]
    ring.append(ring[0])
    polygon = Polygon(ring)
    assert is_convex(ring)
    assert is_convex(ring[::-1])
    assert ring_distance(ring, point) == pytest.approx(polygon.distance(Point(point)), abs=1e-9)
    if polygon.distance(Point(point)) > 1e-9:
        assert not holds(ring, [point])


def test_a_bow_tie_a_dent_a_double_round_and_a_line_are_not_convex() -> None:
    assert not is_convex([(0, 0), (10, 10), (10, 0), (0, 10), (0, 0)])
    assert not is_convex([(0, 0), (10, 0), (5, 5), (10, 10), (0, 10), (0, 0)])
    assert not is_convex([*SQUARE, *SQUARE[1:]])
    assert not is_convex([(0, 0), (10, 0), (0, 0)])


def test_neighbours_may_not_overlap_but_shifted_ones_may() -> None:
    assert not may_overlap([square(0, 0), square(10, 0), square(30, 0)], 1)
    assert may_overlap([square(0, 0), square(8, 3)], 1)
    assert not may_overlap([square(0, 0), square(9.5, 0)], 1)


def test_only_areas_that_touch_in_a_circle_may_enclose_a_hole() -> None:
    row = [square(0, 0), square(10, 0), square(20, 0)]
    assert not may_enclose(row)
    ring = [square(x, y) for x in (0, 10, 20) for y in (0, 10, 20) if (x, y) != (10, 10)]
    assert may_enclose(ring)

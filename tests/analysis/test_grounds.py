"""Where the name of a member stands on a map."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

import pytest

from som_cli.analysis.grounds import Ground, ground
from som_cli.model.network import Shape
from som_cli.text.diagnostics import Span

Ring = list[tuple[float, float]]


def of(*rings: Ring) -> Ground | None:
    coordinates = tuple(tuple((Decimal(str(x)), Decimal(str(y))) for x, y in ring) for ring in rings)
    return ground([Shape("a", "a.geojson", "Polygon", coordinates, partial(Span, "a.geojson"))])


SQUARE: Ring = [(0, 0), (0.1, 0), (0.1, 0.1), (0, 0.1), (0, 0)]
HORSESHOE: Ring = [(0, 0), (0.3, 0), (0.3, 0.3), (0.2, 0.3), (0.2, 0.1), (0.1, 0.1), (0.1, 0.3), (0, 0.3), (0, 0)]
HOLE: Ring = [(0.03, 0.03), (0.07, 0.03), (0.07, 0.07), (0.03, 0.07), (0.03, 0.03)]


def test_the_middle_of_what_is_round_is_its_centre() -> None:
    found = of(SQUARE)
    assert found is not None
    assert found.middle == pytest.approx((0.05, 0.05), abs=1e-6)
    assert found.size == pytest.approx(11_132 * 11_057, rel=1e-3)


def test_it_lies_inside_what_is_bent_and_beside_a_hole() -> None:
    bent, pierced = of(HORSESHOE), of(SQUARE, HOLE)
    assert bent is not None
    assert pierced is not None
    assert not (0.1 < bent.middle[0] < 0.2 and bent.middle[1] > 0.1)
    assert not all(0.03 < degree < 0.07 for degree in pierced.middle)


def test_what_cannot_be_measured_has_none() -> None:
    assert of([(0, 0), (0.1, 0), (0, 0)]) is None

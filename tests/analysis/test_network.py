"""The network: lengths, gaps, joints, free ends."""

from __future__ import annotations

import json
from decimal import Decimal

from som_cli.analysis.network import (
    Stretch,
    by_route,
    detour,
    drawn_shapes,
    gaps,
    joints,
    lengths_by,
    route_ends,
    stretches,
)
from tests.analysis.tables import workspace

Line = list[list[float]]
STRAIGHT: list[Line] = [[[0.0, 0.0], [0.01, 0.0]], [[0.01, 0.0], [0.02, 0.0]], [[0.021, 0.0], [0.03, 0.0]]]


def route(lines: list[Line], *stated: str) -> tuple[Stretch, ...]:
    """A route with these lines, and what else each segment says."""
    given = [*stated, *[""] * (len(lines) - len(stated))]
    segments = "".join(f"  - {{id: TR-T-01/0{index}, member: alfa{more}}}\n" for index, more in enumerate(given, 1))
    shapes = [
        {"type": "Feature", "id": f"TR-T-01/0{index}", "geometry": {"type": "LineString", "coordinates": line}}
        for index, line in enumerate(lines, 1)
    ]
    path = "plans/tr/routes/TR-T-01"
    text = f"id: TR-T-01\nname: R\nclass: main\ngeometry: {path}.geojson\nsegments:\n{segments}"
    drawn = json.dumps({"type": "FeatureCollection", "features": shapes})
    return tuple(stretches(workspace({f"{path}.yml": text, f"{path}.geojson": drawn})))


def test_a_stated_length_goes_before_the_drawn_one() -> None:
    first, second, _ = route(STRAIGHT, ", length_m: 1000", ", status: gap")
    assert (first.length, second.length) == (Decimal(1000), Decimal("1113.195"))


def test_lengths_add_up_by_any_key() -> None:
    parts = route(
        STRAIGHT, ", length_m: 1000, status: existing", ", length_m: 500, status: gap", ", length_m: 200, status: gap"
    )
    assert list(lengths_by(parts, lambda part: str(part.segment.status)).values()) == [1000, 700]
    assert [part.segment.id for part in gaps(parts)] == ["TR-T-01/02", "TR-T-01/03"]


def test_joints_tell_how_far_apart_segments_are() -> None:
    assert [round(joint.metres) for joint in joints(route(STRAIGHT))] == [0, 111]


def test_free_ends_are_found_whichever_way_a_segment_is_drawn() -> None:
    backwards = [STRAIGHT[0], STRAIGHT[1][::-1]]
    assert [position for _, position in route_ends(route(backwards), 5)] == [(0.0, 0.0), (0.02, 0.0)]
    assert [position for _, position in route_ends(route(STRAIGHT[:1]), 5)] == [(0.0, 0.0), (0.01, 0.0)]


def test_a_detour_is_length_over_the_straight_line() -> None:
    corner: list[Line] = [[[0.0, 0.0], [0.01, 0.0]], [[0.01, 0.0], [0.01, 0.01]]]
    found = detour(route(corner), 5)
    assert found is not None
    assert round(found, 2) == Decimal("1.41")


def test_a_round_trip_leads_nowhere() -> None:
    ring: list[Line] = [[[0.0, 0.0], [0.01, 0.0]], [[0.01, 0.0], [0.0, 0.01]], [[0.0, 0.01], [0.0, 0.0]]]
    assert detour(route(ring), 5) is None


def test_segments_stand_by_route() -> None:
    assert [len(parts) for parts in by_route(route(STRAIGHT)).values()] == [3]


def test_shapes_are_those_of_plans() -> None:
    shape = '{"type": "Feature", "id": "alfa", "geometry": {"type": "Point", "coordinates": [0, 0]}}'
    assert drawn_shapes(workspace({"partnership/geometry/alfa.geojson": shape})) == {}

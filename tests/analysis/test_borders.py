"""Crossings of borders and routes that end at one."""

from __future__ import annotations

import json

from som_cli.analysis.borders import crossings, dead_ends
from som_cli.analysis.network import stretches
from som_cli.model.workspace import Workspace
from tests.analysis.tables import workspace


def area(name: str, west: float, east: float) -> dict[str, str]:
    ring = [[west, 0.0], [east, 0.0], [east, 0.1], [west, 0.1], [west, 0.0]]
    shape = {"type": "Feature", "id": name, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    member = f"id: {name}\nname: {name}\nkind: municipality\nboundary: partnership/geometry/{name}.geojson\n"
    return {f"partnership/members/{name}.yml": member, f"partnership/geometry/{name}.geojson": json.dumps(shape)}


def network(*segments: tuple[str, float, float, str]) -> Workspace:
    """One route: member, from and to along one parallel, status."""
    path = "plans/tr/routes/TR-T-01"
    listed = "".join(
        f"  - {{id: TR-T-01/0{number}, member: {member}, status: {status}}}\n"
        for number, (member, _, _, status) in enumerate(segments, 1)
    )
    shapes = [
        {
            "type": "Feature",
            "id": f"TR-T-01/0{number}",
            "geometry": {"type": "LineString", "coordinates": [[start, 0.05], [end, 0.05]]},
        }
        for number, (_, start, end, _) in enumerate(segments, 1)
    ]
    text = f"id: TR-T-01\nname: R\ngeometry: {path}.geojson\nsegments:\n{listed}"
    drawn = json.dumps({"type": "FeatureCollection", "features": shapes})
    return workspace(
        {**area("alfa", 0.0, 0.1), **area("beta", 0.1, 0.2), f"{path}.yml": text, f"{path}.geojson": drawn}
    )


def test_a_crossing_has_two_members_and_the_metres_between() -> None:
    space = network(("alfa", 0.01, 0.1, "existing"), ("beta", 0.101, 0.15, "planned"))
    (found,) = crossings(tuple(stretches(space)))
    assert found.members == ("alfa", "beta")
    assert found.metres is not None
    assert round(found.metres) == 111
    assert [part.segment.id for part in found.missing] == ["TR-T-01/02"]


def test_what_is_being_built_cannot_be_ridden_on() -> None:
    space = network(("alfa", 0.01, 0.1, "under_construction"), ("beta", 0.1, 0.15, "substandard"))
    (found,) = crossings(tuple(stretches(space)))
    assert [part.segment.member for part in found.missing] == ["alfa"]


def test_segments_of_one_member_cross_nothing() -> None:
    assert list(crossings(tuple(stretches(network(("alfa", 0.01, 0.05, "gap"), ("alfa", 0.05, 0.1, "gap")))))) == []


def test_a_route_that_stops_at_the_border_is_a_dead_end() -> None:
    space = network(("alfa", 0.01, 0.1, "existing"))
    (found,) = dead_ends(space, tuple(stretches(space)))
    assert found.across == ("beta",)
    going_on = network(("alfa", 0.01, 0.1, "existing"), ("beta", 0.1, 0.15, "existing"))
    assert list(dead_ends(going_on, tuple(stretches(going_on)))) == []

"""TER: each rule fires, keeps silent on the near miss, and can be waived."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.rules.drawn import (
    ALFA,
    BETA,
    FIRST,
    ROUTE,
    SHAPE,
    areas,
    collection,
    feature,
    network,
    route,
    segment,
    stop,
)
from tests.rules.overlaid import findings, waived
from tests.rules.texts import found_at, is_waived

MEMBER = "id: {0}\nname: {0}\nkind: municipality\ncodes:\n{1}"
BUILT = "plans/tr/actions/TR-A-01.yml"
SIDE = {"alfa": (-0.05, -0.05, 0.01, 0.05), "beta": (0.01, -0.05, 0.07, 0.05)}


def codes(*alfa: str, beta: str = "") -> dict[str, str]:
    listed = "".join(f"  - {{scheme: LAU, {one}}}\n" for one in alfa)
    files = {ALFA: MEMBER.format("alfa", listed)}
    return files | ({BETA: MEMBER.format("beta", f"  - {{scheme: LAU, {beta}}}\n")} if beta else {})


def one(coordinates: Any, kind: str = "LineString") -> dict[str, str]:
    return {ROUTE: route(segment(1)), SHAPE: collection(feature("TR-T-01/01", coordinates, kind))}


def built(more: str, kind: str = "investment") -> dict[str, str]:
    return {BUILT: f"id: TR-A-01\ntitle: T\nkind: {kind}\nobjective: TR-1\n{more}"}


CASES: list[tuple[str, Mapping[str, str], str, str, str]] = [
    ("TER01", codes('code: "1"', beta='code: "1"'), "beta", "codes[0].code", "alfa has the code 1 at the same time"),
    (
        "TER01",
        codes('code: "1", from: 2005', 'code: "2", from: 2009'),
        "alfa",
        "codes[1].code",
        "LAU 2 and 1 are valid at the same time",
    ),
    ("TER02", one([[0, 0]]), "TR-T-01/01", "", "the line has one point only"),
    (
        "TER02",
        one([[[0, 0], [0.1, 0.1], [0.1, 0], [0, 0.1], [0, 0]]], "Polygon"),
        "TR-T-01/01",
        "",
        "the outline crosses itself",
    ),
    (
        "TER03",
        one([[0.5, 2.0], [0.5, 2.1]]),
        "TR-T-01/01",
        "",
        "the position [0.5, 2] lies outside the frame [-1, -1, 1, 1]",
    ),
    (
        "TER03",
        one([[466000.5, 635000.1], [466001, 635000]]),
        "TR-T-01/01",
        "",
        "the position [466000.5, 635000.1] is not in degrees",
    ),
    ("TER03", stop(1, x=3.0), "TR-P-01", "position", "the position [3, 0] lies outside the frame [-1, -1, 1, 1]"),
    (
        "TER04",
        {ROUTE: route(segment(1), segment(2)), SHAPE: collection(feature("TR-T-01/01", FIRST))},
        "TR-T-01/02",
        "segments[1].id",
        f"{SHAPE} has no feature `TR-T-01/02`",
    ),
    (
        "TER04",
        {ROUTE: route(segment(1)), SHAPE: collection(feature("TR-T-01/01", FIRST), feature("TR-T-01/09", FIRST))},
        "TR-T-01/09",
        "geometry",
        "the shape `TR-T-01/09` belongs to no segment",
    ),
    (
        "TER05",
        network(", length_m: 1060", ", length_m: 1050"),
        "TR-T-01/02",
        "segments[1].length_m",
        "stated are 1050 m, the shape is 1113 m long",
    ),
    ("TER06", network() | areas(**SIDE), "TR-T-01/02", "segments[1].member", "it reaches 1113 m out of alfa"),
    ("TER06", stop(1, x=0.02) | areas(**SIDE), "TR-P-01", "member", "it reaches 1113 m out of alfa"),
    (
        "TER07",
        network() | built("place: By the lake\n"),
        "TR-A-01",
        "place",
        "the action has a place in words, and none on the map",
    ),
    ("TER07", network() | built(""), "TR-A-01", "place", "the investment says no place"),
    ("TER08", one([[0.0, 0.0], [0.0100000123, 0.0]]), "TR-T-01/01", "", "coordinates have 10 decimals, more than 6"),
    (
        "TER09",
        areas(alfa=(-0.05, -0.05, 0.02, 0.05), beta=SIDE["beta"]),
        "beta",
        "boundary",
        "beta and alfa overlap by 12.31 km²",
    ),
]


@pytest.mark.parametrize(("code", "changes", "item", "field", "message"), CASES)
def test_a_flaw_is_found_with_both_values(
    code: str, changes: Mapping[str, str], item: str, field: str, message: str
) -> None:
    found = [(one.item, one.field, str(one.message)) for one in findings(code, changes)]
    assert found == [(item, field, message)]


@pytest.mark.parametrize("number", range(1, 10))
def test_a_sound_network_is_left_alone(number: int) -> None:
    inside = areas(alfa=(-0.05, -0.05, 0.03, 0.05), beta=(0.03, -0.05, 0.07, 0.05))
    assert found_at(f"TER{number:02}", network(", length_m: 1113", ", length_m: 1113") | inside | stop(1)) == []


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("TER01", codes('code: "1", to: 2009', 'code: "2", from: 2010')),
        ("TER01", codes('code: "1", to: 2009', 'code: "2", from: 2009-07')),
        ("TER01", codes('code: "1", from: unknown', beta='code: "1", from: unknown')),
        ("TER01", codes('code: "1", to: 2009', beta='code: "1", from: 2010')),
        ("TER02", one([[0, 0], [0.1, 0.1], [0.1, 0], [0, 0.1]])),
        ("TER04", {ROUTE: route(segment(1), drawn=False)}),
        ("TER05", network(", length_m: 1060", ", length_m: 1165")),
        ("TER05", network(", length_m: 1.4", lines=([[0.0, 0.0], [0.00001, 0.0]],))),
        ("TER06", network(lines=(FIRST, [[0.01, 0.0], [0.0104, 0.0]])) | areas(**SIDE)),
        ("TER06", network() | areas(beta=SIDE["beta"])),
        ("TER07", network() | built("place: By the lake\nroutes: [TR-T-01]\n")),
        ("TER07", network(", action: TR-A-01") | built("")),
        ("TER07", network() | built("", "organisational")),
        ("TER07", network() | built("status: cancelled\n")),
        ("TER07", built("place: By the lake\n")),
        ("TER08", one([[0.0, 0.0], [0.010001, 0.0]])),
        ("TER09", areas(alfa=(-0.05, -0.05, 0.0103, 0.05), beta=SIDE["beta"])),
        ("TER09", areas(alfa=(-0.05, -0.05, 0.07, 0.05), beta=SIDE["beta"])),
    ],
)
def test_a_near_miss_is_left_alone(code: str, changes: Mapping[str, str]) -> None:
    assert found_at(code, changes) == []


@pytest.mark.parametrize(
    ("code", "path"),
    [("TER01", BETA), ("TER02", ROUTE), ("TER04", ROUTE), ("TER05", ROUTE), ("TER07", BUILT), ("TER09", BETA)],
)
def test_a_flaw_can_be_waived(code: str, path: str) -> None:
    assert is_waived(code, path, next(files for found, files, *_ in CASES if found == code))


def test_swapped_axes_are_told_from_a_wrong_place() -> None:
    north = {"som.yml": "schema: 1\nbbox: [14.0, 52.9, 15.6, 54.1]\n"}
    (found,) = findings("TER03", one([[53.4, 14.5], [53.5, 14.5]]) | north)
    assert str(found.message) == "the position [53.4, 14.5] has longitude and latitude swapped"
    assert (found.span.path, found.span.line) == (SHAPE, 2)


def test_without_a_frame_any_degrees_may_be() -> None:
    frameless = {"som.yml": "schema: 1\n"}
    assert found_at("TER03", one([[53.4, 14.5], [53.5, 14.5]]) | frameless) == []
    assert found_at("TER03", one([[466000, 635000], [1, 1]]) | frameless) == [("TR-T-01/01", "")]


def test_a_shape_is_waived_by_its_file() -> None:
    changes = one([[0, 0]])
    waiver = f"waivers: [{{rule: TER02, reason: R, by: office, until: never, about: {SHAPE}}}]\n"
    assert [one.waived for one in findings("TER02", {**changes, ROUTE: changes[ROUTE] + waiver})] == [True]


def test_a_long_shape_is_heavy() -> None:
    positions = [[round(number / 20000, 5), 0.0] for number in range(10_001)]
    (found,) = findings("TER08", one(positions))
    assert str(found.message) == "the shape has 10001 points, more than 10000"


def test_a_boundary_without_its_member_is_found() -> None:
    changes = areas(alfa=SIDE["alfa"])
    other = {path: text.replace('"id": "alfa"', '"id": "alpha"') for path, text in changes.items()}
    assert found_at("TER04", other) == [("alfa", "boundary")]


def test_a_small_hole_between_members_is_found() -> None:
    around = {
        "alfa": (0.0, 0.0, 0.025, 0.01),
        "beta": (0.0, 0.015, 0.025, 0.025),
        "gama": (0.0, 0.01, 0.01, 0.015),
        "delta": (0.015, 0.01, 0.025, 0.015),
    }
    (found,) = findings("TER09", areas(**around))
    assert str(found.message) == "alfa, beta, delta, gama leave a hole of 0.31 km²"


def test_a_county_may_hold_its_members() -> None:
    county = areas(county=(-0.05, -0.05, 0.03, 0.05))
    county = {path: text.replace("kind: municipality", "kind: county") for path, text in county.items()}
    assert found_at("TER09", areas(**SIDE) | county) == [("county", "boundary")]


def test_the_tolerance_is_the_workspaces() -> None:
    wide = {"som.yml": waived("schema: 1\ntolerance: {length_rel: 0.10}\n", "TER05").split("waivers")[0]}
    assert found_at("TER05", network(", length_m: 1050") | wide) == []

"""CYC: each rule fires, keeps silent on the near miss, and can be waived."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.rules.drawn import FIRST, ROUTE, SECOND, areas, network, second_route, segment, stop
from tests.rules.overlaid import findings
from tests.rules.texts import found_at, is_waived

APART = [[0.0101, 0.0], [0.02, 0.0]]
TOUCHING = [[0.01004, 0.0], [0.02, 0.0]]
SIDES = areas(alfa=(-0.05, -0.05, 0.02, 0.05), beta=(0.02, -0.05, 0.07, 0.05))
CLOSING = {"plans/tr/actions/TR-A-01.yml": "id: TR-A-01\ntitle: T\nkind: study\nobjective: TR-1\nstatus: {}\n"}
COUNTED = {
    "som.yml": "schema: 1\nstandards: {cycling: {length: {indicator: IND-KM, types: [ddr]}}}\n",
    "registry/units.yml": "km: {dimension: length, factor: 1000, base: m}\nm: {dimension: length, factor: 1, base: m}\n"
    "trips: {dimension: rate}\n",
}
EXISTING = ", type: ddr, status: existing, length_m: {}"


def gap(status: str = "") -> dict[str, str]:
    action = {path: text.format(status) for path, text in CLOSING.items()} if status else {}
    return network("", ", status: gap" + (", action: TR-A-01" if status else "")) | action


def reported(value: str) -> dict[str, str]:
    return COUNTED | {
        "monitoring/2015/round.yml": 'id: "2015"\ncovers: {from: 2015, to: 2015}\n',
        "monitoring/2015/returns/alfa.yml": 'round: "2015"\nmember: alfa\nobservations:\n'
        f"  - {{indicator: IND-KM, period: 2015, value: {value}}}\n",
    }


# No width is asked for until a partnership adopts a standard.
WIDTHS = """\
schema: 1
as_of: 2016-07-01
standards:
  cycling: {widths: {ddr: {one_way: 1.5, two_way: 2.0}, pas: {one_way: 1.5}}}
"""


def wide(width: str, type_: str = "ddr", direction: str = "two_way", status: str = "existing") -> dict[str, str]:
    changes = network(f", type: {type_}, width_m: {width}, direction: {direction}, status: {status}")
    return {**changes, "som.yml": WIDTHS}


def types(*names: str) -> dict[str, str]:
    lines: tuple[Any, ...] = tuple(
        [[round(index * 0.00225, 5), 0.0], [round((index + 1) * 0.00225, 5), 0.0]] for index in range(len(names))
    )
    changes = network(lines=lines)
    segments = "".join(segment(number, f", type: {name}, length_m: 250") for number, name in enumerate(names, 1))
    return {**changes, ROUTE: changes[ROUTE].split("segments:")[0] + "segments:\n" + segments}


CASES: list[tuple[str, Mapping[str, str], str, str, str]] = [
    ("CYC01", network(lines=(FIRST, APART)), "TR-T-01/02", "segments[1].id", "it begins 11 m away from TR-T-01/01"),
    (
        "CYC02",
        network() | SIDES,
        "TR-T-01/02",
        "segments[1].id",
        "the route ends at the border of beta, where no segment goes on",
    ),
    ("CYC03", gap(), "TR-T-01/02", "segments[1].status", "gap in a main route, and no action closes it"),
    (
        "CYC03",
        gap("planned"),
        "TR-T-01/02",
        "segments[1].status",
        "gap in a main route; TR-A-01, which closes it, has not begun",
    ),
    (
        "CYC03",
        gap("cancelled"),
        "TR-T-01/02",
        "segments[1].status",
        "gap in a main route; TR-A-01, which would close it, was given up",
    ),
    (
        "CYC04",
        wide("1.9"),
        "TR-T-01/01",
        "segments[0].width_m",
        "1.9 m for both directions, the standard for `ddr` is 2.0 m",
    ),
    (
        "CYC04",
        wide("1.4", "pas", "one_way"),
        "TR-T-01/01",
        "segments[0].width_m",
        "1.4 m wide, the standard for `pas` is 1.5 m",
    ),
    (
        "CYC05",
        network(", surface: unpaved"),
        "TR-T-01/01",
        "segments[0].surface",
        "`unpaved` is not allowed on a route of class `main`",
    ),
    (
        "CYC06",
        types("ddr", "pas", "ddr", "pas", "ddr"),
        "TR-T-01",
        "segments",
        "the type changes 4 times in 1.3 km, more than 3 a kilometre",
    ),
    (
        "CYC06",
        network(lines=(FIRST, [[0.01, 0.0], [0.01, 0.01]])),
        "TR-T-01",
        "segments",
        "the route is 1.41 times as long as the straight line, more than 1.4",
    ),
    (
        "CYC07",
        network() | second_route(SECOND[::-1]),
        "TR-T-02/01",
        "segments[0].id",
        "it is drawn along the same line as TR-T-01/02",
    ),
    (
        "CYC08",
        network(EXISTING.format(15000), EXISTING.format(13900)) | reported("31.5"),
        "IND-KM",
        "observations[0].value",
        "2015: 31.5 km are reported for alfa, its existing segments make 28.9 km",
    ),
    (
        "CYC09",
        network() | stop(1, kind="station", x=0.03),
        "TR-P-01",
        "position",
        "the nearest segment, TR-T-01/02, is 1113 m away",
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
    good = ", type: ddr, surface: asphalt, width_m: 2.5, direction: two_way, status: existing, length_m: 1113"
    assert found_at(f"CYC{number:02}", network(good, good) | stop(1, kind="station")) == []


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("CYC01", network(lines=(FIRST, TOUCHING))),
        ("CYC01", network(lines=(FIRST, SECOND[::-1]))),
        ("CYC02", network() | SIDES | second_route([[0.0203, 0.0], [0.03, 0.0]], member="beta")),
        ("CYC02", network(lines=(FIRST, [[0.01, 0.0], [0.0195, 0.0]])) | SIDES),
        ("CYC02", network()),
        ("CYC03", gap("in_progress")),
        ("CYC03", gap("completed")),
        ("CYC03", network("", ", status: gap", class_="feeder")),
        ("CYC04", wide("2.0")),
        ("CYC04", wide("2.00")),
        ("CYC04", wide("0.5", status="gap")),
        ("CYC04", wide("0.5", "uspokojony")),
        ("CYC04", {key: text for key, text in wide("0.5").items() if key != "som.yml"}),
        ("CYC05", network(", surface: unpaved", class_="local")),
        ("CYC05", network(", surface: unpaved, status: gap")),
        ("CYC06", types("ddr", "pas", "ddr", "pas")),
        ("CYC06", network(lines=(FIRST, [[0.01, 0.0], [0.01, 0.01]]), class_="recreational")),
        ("CYC07", network() | second_route([[0.01, 0.0], [0.02, 0.000001]])),
        ("CYC08", network(EXISTING.format(15000), EXISTING.format(15000)) | reported("31.5")),
        ("CYC08", network(EXISTING.format(15000), ", type: pas, status: existing, length_m: 9000") | reported("15.1")),
        ("CYC08", network() | reported("31.5")),
        ("CYC09", network() | stop(1, kind="station", x=0.0226)),
        ("CYC09", network() | stop(1, x=0.03)),
        ("CYC09", stop(1, kind="station", x=0.03)),
    ],
)
def test_a_near_miss_is_left_alone(code: str, changes: Mapping[str, str]) -> None:
    assert found_at(code, changes) == []


@pytest.mark.parametrize(
    ("code", "path"),
    [
        *((f"CYC{number:02}", ROUTE) for number in range(1, 7)),
        ("CYC07", "plans/tr/routes/TR-T-02.yml"),
        ("CYC08", "monitoring/2015/returns/alfa.yml"),
        ("CYC09", "plans/tr/stops/TR-P-01.yml"),
    ],
)
def test_a_flaw_can_be_waived(code: str, path: str) -> None:
    assert is_waived(code, path, next(files for found, files, *_ in CASES if found == code))


def test_a_waiver_in_a_segment_covers_that_segment_alone() -> None:
    waiver = ", waivers: [{rule: CYC05, reason: R, by: office, until: never}]"
    changes = network(f", surface: unpaved{waiver}", ", surface: unpaved")
    assert [one.waived for one in findings("CYC05", changes)] == [True, False]


def test_the_standards_are_the_workspaces() -> None:
    own = {"som.yml": "schema: 1\nstandards: {cycling: {widths: {ddr: {two_way: 3.0}}, feeder_m: 2000}}\n"}
    assert found_at("CYC04", wide("2.5") | own) == [("TR-T-01/01", "segments[0].width_m")]
    assert found_at("CYC09", network() | stop(1, kind="station", x=0.03) | own) == []


def test_shapes_that_cannot_be_measured_are_left_to_other_rules() -> None:
    flat = network(lines=([[0.0, 0.0]], [[466000, 635000], [466001, 635000]])) | SIDES | stop(1, kind="station")
    assert [found_at(f"CYC{number:02}", flat) for number in range(1, 10)] == [[]] * 9
    assert [found_at(code, flat) for code in ("TER05", "TER06")] == [[], []]
    assert [len(findings(code, flat)) for code in ("TER02", "TER03")] == [1, 1]

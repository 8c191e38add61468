"""TRN: each rule fires, keeps silent on the near miss, and can be waived."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.rules.drawn import BETA, areas, line, stop
from tests.rules.overlaid import TINY, findings, waived
from tests.rules.texts import found_at, is_waived

LINE = "plans/tr/lines/TR-L-01.yml"
STOP = "plans/tr/stops/TR-P-01.yml"
ENDS = stop(1) | stop(2, member="beta", x=0.02)
GOOD = ENDS | line(1, 1, 2)
SIDES = areas(alfa=(-0.05, -0.05, 0.01, 0.05), beta=(0.01, -0.05, 0.07, 0.05))
ACTION = {"plans/tr/actions/TR-A-01.yml": "id: TR-A-01\ntitle: T\nkind: study\nobjective: TR-1\nstatus: {}\n"}


def served(more: str, kind: str) -> dict[str, str]:
    return GOOD | stop(1, more, kind=kind)


def built(status: str) -> dict[str, str]:
    action = {path: text.format(status) for path, text in ACTION.items()}
    return served("action: TR-A-01\n", "interchange") | action


CASES: list[tuple[str, Mapping[str, str], str, str, str]] = [
    (
        "TRN01",
        stop(1) | stop(2) | line(1, 1, 2),
        "beta",
        "id",
        "no line joins Village of Beta with the core, direct or with one change",
    ),
    (
        "TRN01",
        ENDS | line(1, 1, 2, status="suspended"),
        "beta",
        "id",
        "no line joins Village of Beta with the core, direct or with one change",
    ),
    ("TRN02", ENDS | line(1, 1), "TR-L-01", "stops", "the line has 1 stop"),
    ("TRN02", ENDS | line(1, 1, 2, 2), "TR-L-01", "stops[2]", "the stop TR-P-02 comes twice in a row"),
    (
        "TRN02",
        GOOD | SIDES | stop(2, member="beta", x=0.08),
        "TR-P-02",
        "position",
        "the stop lies outside every member, and TR-L-01 serves it",
    ),
    (
        "TRN03",
        GOOD | stop(1, "status: suspended\n"),
        "TR-L-01",
        "stops[0]",
        "the line is operating, its stop TR-P-01 is suspended",
    ),
    (
        "TRN04",
        served("", "interchange"),
        "TR-P-01",
        "facilities",
        "an interchange without parking for bicycles or cars",
    ),
    ("TRN04", built("cancelled"), "TR-P-01", "facilities", "an interchange without parking for bicycles or cars"),
    (
        "TRN04",
        served("facilities: [bike_parking]\n", "park_and_ride"),
        "TR-P-01",
        "facilities",
        "a park and ride without a car park",
    ),
    ("TRN05", GOOD | stop(3), "TR-P-03", "id", "no line stops at Stop 3"),
]


@pytest.mark.parametrize(("code", "changes", "item", "field", "message"), CASES)
def test_a_flaw_is_found(code: str, changes: Mapping[str, str], item: str, field: str, message: str) -> None:
    found = [(one.item, one.field, str(one.message)) for one in findings(code, changes)]
    assert found == [(item, field, message)]


@pytest.mark.parametrize("number", range(1, 6))
def test_sound_lines_are_left_alone(number: int) -> None:
    assert found_at(f"TRN{number:02}", GOOD | SIDES) == []


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("TRN01", ENDS | line(1, 1, 2, status="planned")),
        ("TRN01", ENDS | stop(3) | line(1, 1, 3) | line(2, 3, 2)),
        ("TRN01", stop(1)),
        (
            "TRN01",
            {
                **stop(1),
                **stop(2),
                **line(1, 1, 2),
                BETA: "id: beta\nname: B\nkind: county\nmembership: [{from: 2009}]\n",
            },
        ),
        (
            "TRN01",
            {
                **stop(1),
                **stop(2),
                **line(1, 1, 2),
                BETA: "id: beta\nname: B\nkind: municipality\nmembership: [{from: 2009, to: 2014}]\n",
            },
        ),
        ("TRN02", GOOD | SIDES | stop(2, member="beta", x=0.0704)),
        ("TRN02", GOOD | areas(alfa=(-0.05, -0.05, 0.01, 0.05)) | stop(2, member="beta", x=0.08)),
        ("TRN02", GOOD | SIDES | stop(3, x=0.08)),
        ("TRN02", ENDS | line(1, 1, 2, 1)),
        ("TRN03", ENDS | line(1, 1, 2, status="planned") | stop(1, "status: planned\n")),
        ("TRN03", GOOD | stop(1, "status: under_construction\n")),
        ("TRN04", served("facilities: [bike_parking]\n", "interchange")),
        ("TRN04", served("capacity: {bikes: 20}\n", "interchange")),
        ("TRN04", served("capacity: {cars: 20}\n", "park_and_ride")),
        ("TRN04", built("planned")),
        ("TRN05", stop(1)),
    ],
)
def test_a_near_miss_is_left_alone(code: str, changes: Mapping[str, str]) -> None:
    assert found_at(code, changes) == []


@pytest.mark.parametrize(
    ("code", "path"), [("TRN02", LINE), ("TRN03", LINE), ("TRN04", STOP), ("TRN05", "plans/tr/stops/TR-P-03.yml")]
)
def test_a_flaw_can_be_waived(code: str, path: str) -> None:
    assert is_waived(code, path, next(files for found, files, *_ in CASES if found == code))


def test_a_member_off_the_lines_can_be_waived() -> None:
    text = waived((TINY / BETA).read_text("utf-8"), "TRN01")
    found = findings("TRN01", stop(1) | stop(2) | line(1, 1, 2) | {BETA: text})
    assert [one.waived for one in found] == [True]

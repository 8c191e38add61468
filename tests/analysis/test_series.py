"""Series: members' values make the partnership's by the indicator's own rule, and it is told from how many."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from som_cli.analysis.series import Point, all_readings, members_on, points
from tests.analysis.tables import length, returned, workspace


def series(changes: Mapping[str, str]) -> tuple[Point, ...]:
    found = workspace(changes)
    return points(found.indicators["IND-KM"], all_readings(found).get("IND-KM", ()), found)


@pytest.mark.parametrize(
    ("rule", "value"),
    [("sum", "40"), ("mean", "20"), ("max", "30"), ("last", "10"), ("none", None), ("weighted_mean", None)],
)
def test_the_indicators_own_rule_adds_up(rule: str, value: str | None) -> None:
    (point,) = series({**length(aggregation=rule), **returned("2015", alfa="value: 30", beta="value: 10")})
    assert point.value == (None if value is None else Decimal(value))
    assert (point.covered, point.is_complete) == (("alfa", "beta"), True)


def test_a_weighted_mean_takes_the_population_of_the_time() -> None:
    members = {
        "partnership/members/alfa.yml": "id: alfa\nname: A\nkind: municipality\n"
        "population: [{date: 2014, value: 300}]\n",
        "partnership/members/beta.yml": "id: beta\nname: B\nkind: municipality\n"
        "population: [{date: 2014, value: 100}, {date: 2016, value: 900}]\n",
    }
    changes = {**length(aggregation="weighted_mean", more="weight: population\n"), **members}
    (point,) = series({**changes, **returned("2015", alfa="value: 30", beta="value: 10")})
    assert point.value == 25


def test_a_missing_member_leaves_the_point_incomplete() -> None:
    (point,) = series({**length(), **returned("2015", alfa="value: 30", beta="value: null, missing: not_collected")})
    assert (point.value, point.covered, point.expected) == (Decimal(30), ("alfa",), ("alfa", "beta"))
    assert point.is_provisional


def test_whom_it_does_not_concern_is_not_missed() -> None:
    (point,) = series({**length(), **returned("2015", alfa="value: 30", beta="value: null, missing: not_applicable")})
    assert (point.expected, point.is_complete) == (("alfa",), True)


def test_a_member_that_joined_later_is_not_expected() -> None:
    (point,) = series({**length(), **returned("2008", alfa="value: 30")})
    assert point.expected == ("alfa",)


def test_what_was_measured_as_a_whole_goes_before_the_members() -> None:
    observed = length("period: 2015, value: 41, area: partnership")
    (point,) = series({**observed, **returned("2015", alfa="value: 30", beta="value: 10")})
    assert (point.value, point.is_complete, point.aggregation) == (Decimal(41), True, None)


def test_the_later_value_counts_and_missing_does_not_undo_it() -> None:
    (point,) = series(
        length(
            "period: 2015, value: 41",
            "period: 2015, value: 42, revised: true",
            "period: 2015, value: null, missing: not_found",
        )
    )
    assert point.value == 42


def test_values_come_in_the_unit_of_the_indicator() -> None:
    units = {
        "registry/units.yml": "km: {dimension: length, factor: 1000, base: m}\n"
        "m: {dimension: length, factor: 1, base: m}\n"
        "trips: {dimension: rate}\n"
    }
    (point,) = series({**length("period: 2015, value: 41000, unit: m"), **units})
    assert point.value == 41


@pytest.mark.parametrize("status", ["E", "P"])
def test_an_estimate_is_provisional(status: str) -> None:
    (point,) = series(length(f"period: 2015, value: 41, status: {status}"))
    assert point.is_provisional
    assert not series(length("period: 2015, value: 41, status: A"))[0].is_provisional


def test_points_stand_in_the_order_of_time() -> None:
    assert [point.period.text for point in series(length("period: 2016, value: 2", "period: 2014, value: 1"))] == [
        "2014",
        "2016",
    ]


def test_a_monthly_indicator_has_a_point_for_each_month() -> None:
    changes = length("period: 2015-01, value: 1", "period: 2015-02, value: 2", more="frequency: monthly\n")
    assert len(series(changes)) == 2


def test_members_are_those_of_the_day() -> None:
    found = workspace({})
    assert [members_on(found, found.today.replace(year=year)) for year in (2004, 2006, 2015)] == [
        (),
        ("alfa",),
        ("alfa", "beta"),
    ]


def test_of_several_months_the_last_makes_the_year() -> None:
    (point,) = series(length("period: 2015-12, value: 42", "period: 2015-06, value: 41"))
    assert (point.value, point.period.text) == (Decimal(42), "2015-12")

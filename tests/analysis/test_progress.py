"""Progress: the verdict for a value, and the figures it stands on."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from som_cli.analysis.progress import Progress, Status, all_progress, growth_rate
from tests.analysis.tables import goals, length, returned, workspace


def progress(changes: Mapping[str, str], year: int | None = None) -> Progress:
    (found,) = (one for one in all_progress(workspace(changes), year) if one.objective.id == "STR-1")
    return found


def at(value: str, *targets: str, more: str = "", decimals: int = 1, period: str = "2015") -> Progress:
    observed = length(f"period: {period}, value: {value}, area: partnership", more=more, decimals=decimals)
    return progress({**observed, **goals(*targets or ("period: 2020, value: 75",))})


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ("75", Status.ACHIEVED),
        ("49.5", Status.ON_TRACK),
        ("49.4", Status.AT_RISK),
        ("46.0", Status.AT_RISK),
        ("45.9", Status.OFF_TRACK),
        ("40", Status.OFF_TRACK),
        ("39.9", Status.DETERIORATING),
    ],
)
def test_the_ratio_of_the_change_decides(value: str, status: Status) -> None:
    found = at(value)
    assert found.expected == 50
    assert found.verdict is found.status is status


def test_milestones_bend_the_line() -> None:
    found = at("45", "period: 2016, value: 55, kind: milestone", "period: 2020, value: 80")
    assert (found.expected, found.ratio) == (Decimal(50), Decimal("0.5"))


@pytest.mark.parametrize(
    ("value", "status"), [("28.6", Status.ON_TRACK), ("41", Status.DETERIORATING), ("0", Status.ACHIEVED)]
)
def test_a_target_of_zero_divides_nothing(value: str, status: Status) -> None:
    assert at(value, "period: 2020, value: 0").verdict is status


def test_a_relative_target_is_a_share_of_the_baseline() -> None:
    found = at("40", "period: 2020, kind: relative, change_pct: -20.0")
    assert found.targets[0].value == 32


def test_a_relative_target_without_baseline_is_not_judged() -> None:
    found = at(
        "40", "period: 2020, kind: relative, change_pct: -20.0", more="baseline: {period: 2013, missing: not_found}\n"
    )
    assert found.verdict is Status.NOT_JUDGED


@pytest.mark.parametrize(
    ("value", "status"), [("41.9", Status.ON_TRACK), ("42.1", Status.OFF_TRACK), ("38.0", Status.ON_TRACK)]
)
@pytest.mark.parametrize("more", ["direction: maintain\n", ""])
def test_what_is_to_stay_may_move_a_little(value: str, status: Status, more: str) -> None:
    assert at(value, "period: 2020, value: 40", more=more).verdict is status


@pytest.mark.parametrize(
    ("value", "status"), [("10", Status.ON_TRACK), ("21", Status.OFF_TRACK), ("9.9", Status.OFF_TRACK)]
)
def test_a_range_is_judged_by_its_ends(value: str, status: Status) -> None:
    assert at(value, "period: 2020, min: 10, max: 20", more="direction: range\n").verdict is status


def test_half_a_station_cannot_be_built() -> None:
    more = "baseline: {period: 2013, value: 0}\n"
    found = at("0", "period: 2017, value: 1", "period: 2020, value: 3", more=more, decimals=0)
    assert (found.expected, found.verdict) == (Decimal(0), Status.NOT_DUE)
    later = at("1", "period: 2017, value: 1", "period: 2020, value: 3", more=more, decimals=0, period="2018")
    assert (later.expected, later.verdict) == (Decimal(1), Status.ON_TRACK)


def test_a_third_of_the_way_is_not_rounded_away() -> None:
    assert at("50", "period: 2016, value: 55").expected == 50


def test_an_incomplete_value_is_never_a_final_verdict() -> None:
    found = progress({**length(), **goals("period: 2020, value: 75"), **returned("2015", alfa="value: 45.5")})
    assert (found.verdict, found.status) == (Status.OFF_TRACK, Status.PROVISIONAL)


def test_without_a_value_there_is_no_verdict() -> None:
    found = progress({**length(), **goals("period: 2020, value: 75")})
    assert found.verdict is found.status is Status.NO_DATA


def test_words_are_not_judged() -> None:
    assert at("45", more="measure: qualitative\n").verdict is Status.NOT_JUDGED


def test_a_year_may_be_asked_for() -> None:
    changes = {**length("period: 2014, value: 41", "period: 2015, value: 42"), **goals("period: 2020, value: 75")}
    points = [progress(changes, year).point for year in (2013, 2014, None)]
    assert [point.value if point else None for point in points] == [None, 41, 42]


def test_the_plans_own_baseline_goes_first() -> None:
    own = goals("period: 2020, value: 75", more="    baseline: {period: 2013, value: 42.5}\n")
    found = progress({**length("period: 2015, value: 45.5"), **own})
    assert (found.baseline and found.baseline.value, found.has_own_baseline) == (Decimal("42.5"), True)


def test_the_growth_rate_is_compound() -> None:
    found = growth_rate(at("44.1", "period: 2017, value: 48.6203", period="2015"))
    assert found is not None
    assert (round(found.observed, 4), round(found.required, 4), round(found.ratio, 2)) == (
        Decimal("0.0500"),
        Decimal("0.0500"),
        Decimal(1),
    )


@pytest.mark.parametrize("target", ["value: 0", "value: 40"])
def test_the_growth_rate_is_not_always_defined(target: str) -> None:
    assert growth_rate(at("45", f"period: 2020, {target}")) is None


@pytest.mark.parametrize("value", ["9" * 30, "0." + "0" * 27 + "1"])
def test_long_numbers_are_judged_too(value: str) -> None:
    assert at(value, f"period: 2020, value: {'8' * 30}").verdict in Status

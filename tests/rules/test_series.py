"""VAL: values over time, members and the whole, fiches, reach. Each rule fires, spares the near miss, can be waived."""

from __future__ import annotations

import pytest

from tests.rules.texts import ACTION, LENGTH, OBJECTIVE, SHARE, action, found_at, is_waived, length, objective, targets

BASE = "baseline: {period: 2013, value: 40.0, coverage: 2013-12-31, source: SRC-001}\n"
SOM = "som.yml"


def observed(*texts: str) -> str:
    return "observations:\n" + "".join(f"  - {{{text}, source: SRC-001}}\n" for text in texts)


def share(more: str = "", measure: str = "percentage") -> str:
    unit = "" if measure == "qualitative" else "unit: percent\n"
    head = f"id: IND-SHARE\nname: Share\nkind: result\nmeasure: {measure}\n{unit}"
    return f"{head}direction: increase\nsource: SRC-001\n{more}"


def settings(limits: str) -> str:
    return f"schema: 1\nas_of: 2016-07-01\nlimits: {{{limits}}}\n"


@pytest.mark.parametrize("value", ["70.0", "46000", "4.6"])
def test_a_jump_is_found(value: str) -> None:
    changes = {LENGTH: length(BASE + observed(f"period: 2014, value: {value}"))}
    assert found_at("VAL11", changes) == [("IND-KM", "observations[0].value")]
    assert is_waived("VAL11", LENGTH, changes)


@pytest.mark.parametrize(
    "more",
    [
        observed("period: 2014, value: 60.0"),
        observed("period: 2016, value: 120.0"),
        observed("period: 2014, value: 70.0, status: B"),
        observed("period: 2014, value: 70.0, area: alfa"),
        observed("period: 2014, value: 70.0") + "breaks: [{period: 2014, why: New count.}]\n",
        observed("period: 2014, value: 41000, unit: m"),
        "cumulative: true\n" + observed("period: 2014, value: 90.0"),
        observed("period: 2014, value: 0"),
    ],
)
def test_ordinary_growth_and_broken_series_are_left_alone(more: str) -> None:
    units = "km: {dimension: length, factor: 1000, base: m}\nm: {dimension: length, factor: 1, base: m}\n"
    changes = {LENGTH: length(BASE + more), "registry/units.yml": units + "trips: {dimension: count_rate}\n"}
    assert found_at("VAL11", changes) == []


def test_a_cumulative_value_that_falls_is_found() -> None:
    changes = {LENGTH: length("cumulative: true\n" + BASE + observed("period: 2014, value: 39.9"))}
    assert found_at("VAL12", changes) == [("IND-KM", "observations[0].value")]
    assert is_waived("VAL12", LENGTH, changes)


@pytest.mark.parametrize("more", ["cumulative: false\n", "cumulative: true\nbreaks: [{period: 2014, why: Closed.}]\n"])
def test_other_falls_are_left_alone(more: str) -> None:
    assert found_at("VAL12", {LENGTH: length(more + BASE + observed("period: 2014, value: 39.9"))}) == []
    assert found_at("VAL12", {LENGTH: length("cumulative: true\n" + BASE + observed("period: 2014, value: 40"))}) == []


PARTS = ("period: 2014, value: 30.0, area: alfa", "period: 2014, value: 12.0, area: beta")


def test_members_that_do_not_make_the_whole_are_found() -> None:
    text = length("aggregation: sum\n" + BASE + observed("period: 2014, value: 42.2", *PARTS))
    assert found_at("VAL15", {LENGTH: text}) == [("IND-KM", "observations[0].value")]
    assert is_waived("VAL15", LENGTH, {LENGTH: text})


@pytest.mark.parametrize(
    "more",
    [
        "aggregation: sum\n" + observed("period: 2014, value: 42.1", *PARTS),
        "aggregation: sum\n" + observed("period: 2014, value: 50.0", PARTS[0]),
        "aggregation: mean\n" + observed("period: 2014, value: 21.0", *PARTS),
        "aggregation: sum\n" + observed("period: 2015, value: 50.0", *PARTS),
    ],
    ids=["rounding", "a member missing", "no sum", "another year"],
)
def test_sums_that_may_be_right_are_left_alone(more: str) -> None:
    assert found_at("VAL15", {LENGTH: length(more)}) == []


def test_a_series_over_a_change_of_members_is_found() -> None:
    changes = {LENGTH: length("aggregation: sum\n" + BASE + observed("period: 2008, value: 39.0"))}
    assert found_at("VAL16", changes) == [("IND-KM", "baseline.period")]
    assert is_waived("VAL16", LENGTH, changes)


@pytest.mark.parametrize(
    "more",
    [
        "aggregation: sum\n" + observed("period: 2009, value: 39.0"),
        "aggregation: sum\nbreaks: [{period: 2013, why: Beta joined.}]\n" + observed("period: 2008, value: 39.0"),
        "aggregation: sum\n" + observed("period: 2008, value: 39.0, coverage: 2013-12-31"),
        "aggregation: last\n" + observed("period: 2008, value: 39.0"),
    ],
    ids=["joined within", "break", "recomputed", "last"],
)
def test_a_series_of_the_same_members_is_left_alone(more: str) -> None:
    assert found_at("VAL16", {LENGTH: length(more + BASE)}) == []


@pytest.mark.parametrize(
    ("baseline", "key"),
    [("value: 40.0", "period"), ("period: unknown, value: 40.0", "period"), ("period: 2008, value: 40.0", "coverage")],
)
def test_a_baseline_of_nobody_knows_what_is_found(baseline: str, key: str) -> None:
    changes = {LENGTH: length(f"level: member\naggregation: sum\nbaseline: {{{baseline}, source: SRC-001}}\n")}
    assert found_at("VAL13", changes) == [("IND-KM", f"baseline.{key}")]
    assert is_waived("VAL13", LENGTH, changes)


@pytest.mark.parametrize(
    "baseline",
    [
        "period: 2013, value: 40.0",
        "period: 2008, value: 40.0, area: alfa",
        "value: null, missing: not_found",
        "period: 2008, value: 4, coverage: 2008",
    ],
)
def test_a_baseline_that_is_clear_is_left_alone(baseline: str) -> None:
    text = length(f"level: member\naggregation: sum\nbaseline: {{{baseline}, source: SRC-001}}\n")
    assert found_at("VAL13", {LENGTH: text}) == []


def test_a_stale_baseline_is_found_and_the_limit_counts() -> None:
    text = objective(targets("{period: 2020, value: 80}", baseline="{period: 2008, value: 40.0, source: SRC-001}"))
    assert found_at("VAL14", {OBJECTIVE: text}) == [("STR-1", "indicators[0].baseline.period")]
    assert is_waived("VAL14", OBJECTIVE, {OBJECTIVE: text})
    assert found_at("VAL14", {OBJECTIVE: text.replace("2008", "2009")}) == []
    assert found_at("VAL14", {OBJECTIVE: text, SOM: settings("stale_years: 6")}) == []


def test_a_target_without_milestone_is_found_and_the_limit_counts() -> None:
    text = objective(targets("{period: 2020, value: 80}"))
    places = found_at("VAL17", {OBJECTIVE: text, SOM: settings("milestone_years: 5")})
    assert ("STR-1", "indicators[0].targets[0].period") in places
    assert is_waived(
        "VAL17",
        OBJECTIVE,
        {OBJECTIVE: text, SOM: settings("milestone_years: 5"), "plans/tr/objectives/TR-1.yml": "id: TR-1\ntitle: T\n"},
    )
    with_milestone = objective(targets("{period: 2017, value: 60, kind: milestone}", "{period: 2020, value: 80}"))
    places = found_at("VAL17", {OBJECTIVE: with_milestone, SOM: settings("milestone_years: 5")})
    assert ("STR-1", "indicators[0].targets[1].period") not in places
    assert found_at("VAL17", {OBJECTIVE: text, SOM: settings("milestone_years: 6")}) == []


@pytest.mark.parametrize("text", [share("aggregation: sum\n"), share("aggregation: sum\n", "ordinal")])
def test_a_sum_of_shares_or_marks_is_found(text: str) -> None:
    assert found_at("VAL18", {SHARE: text}) == [("IND-SHARE", "aggregation")]
    assert is_waived("VAL18", SHARE, {SHARE: text})


@pytest.mark.parametrize(
    "text", [share("aggregation: mean\n"), share(), share("aggregation: sum\nstatus: withdrawn\n")]
)
def test_other_aggregations_are_left_alone(text: str) -> None:
    assert found_at("VAL18", {SHARE: text}) == []


def test_a_mark_of_zero_and_a_mean_without_method_are_found() -> None:
    assert found_at("VAL19", {SHARE: share("racer: {relevant: 0, robust: 1}\n")}) == [("IND-SHARE", "racer.relevant")]
    text = share("aggregation: weighted_mean\nweight: population\n")
    assert found_at("VAL19", {SHARE: text}) == [("IND-SHARE", "method")]
    assert is_waived("VAL19", SHARE, {SHARE: text})
    assert found_at("VAL19", {SHARE: text + "formula: sum(v * w) / sum(w)\n"}) == []
    assert found_at("VAL19", {SHARE: share("racer: {relevant: 1}\n")}) == []


def test_outputs_short_of_the_target_are_found_and_the_share_counts() -> None:
    changes = {OBJECTIVE: objective(targets("{period: 2020, value: 80}")), SOM: settings("reached_share: 0.20")}
    assert found_at("VAL20", changes) == [("STR-1", "indicators[0].targets[0].value")]
    assert is_waived("VAL20", OBJECTIVE, changes)
    assert found_at("VAL20", {**changes, SOM: settings("reached_share: 0.125")}) == []


@pytest.mark.parametrize(
    "changes",
    [
        {OBJECTIVE: objective(targets("{period: 2020, value: 45}"))},
        {OBJECTIVE: objective(targets("{period: 2020, value: 80}")), ACTION: action()},
        {OBJECTIVE: objective(targets("{period: 2020, value: 80}")), LENGTH: length(BASE).replace("output", "result")},
        {OBJECTIVE: objective(targets("{period: 2017, value: 80, kind: milestone}"))},
    ],
    ids=["enough", "nobody names it", "result", "milestone"],
)
def test_reachable_targets_and_other_indicators_are_left_alone(changes: dict[str, str]) -> None:
    assert found_at("VAL20", {**changes, SOM: settings("reached_share: 1")}) == []

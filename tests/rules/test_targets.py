"""VAL: targets. Each rule fires, keeps silent on the near miss, and can be waived."""

from __future__ import annotations

import pytest

from tests.rules.overlaid import findings, pointed_at
from tests.rules.texts import LENGTH, OBJECTIVE, UNITS, found_at, is_waived, length, objective, targets

BASELINE = "baseline: {period: 2013, value: 40.0}\n"
METRES = (
    "km: {dimension: length, factor: 1000, base: m}\nm: {dimension: length, factor: 1, base: m}\n"
    "trips: {dimension: count_rate}\nMWh/a: {dimension: energy_rate}\n"
)
WITHDRAWN = objective(targets("{period: 2020, value: 30}"), "status: withdrawn\n")


def at(key: str, number: int = 0) -> list[tuple[str, str]]:
    return [("STR-1", f"indicators[0].targets[{number}].{key}")]


@pytest.mark.parametrize(
    ("direction", "target", "baseline", "key"),
    [
        ("increase", "{period: 2020, value: 39.9}", "", "value"),
        ("decrease", "{period: 2020, value: 43}", "", "value"),
        ("increase", "{period: 2020, value: 45}", "{period: 2013, value: 50}", "value"),
        ("increase", "{period: 2020, kind: relative, change_pct: -2.0}", "", "change_pct"),
        ("decrease", "{period: 2020, kind: relative, change_pct: 2.0}", "", "change_pct"),
        ("increase", "{period: 2020, value: 39000, unit: m}", "", "value"),
    ],
)
def test_a_target_on_the_wrong_side_is_found(direction: str, target: str, baseline: str, key: str) -> None:
    text = objective(targets(target, baseline=baseline))
    changes = {UNITS: METRES, LENGTH: length(BASELINE, direction=direction), OBJECTIVE: text}
    assert found_at("VAL02", changes) == at(key)
    assert is_waived("VAL02", OBJECTIVE, changes)


def test_the_finding_names_both_values_and_where_the_baseline_stands() -> None:
    changes = {OBJECTIVE: objective(targets("{period: 2020, value: 30.0}"))}
    (found,) = findings("VAL02", changes)
    assert str(found.message) == "the target is 30.0 km, the baseline 40.0 km, the direction of IND-KM increase"
    assert pointed_at(found, changes) == "30.0"
    assert [related.span.path for related in found.related] == [LENGTH]


@pytest.mark.parametrize(
    ("direction", "target", "baseline"),
    [
        ("increase", "{period: 2020, value: 40.1}", ""),
        ("increase", "{period: 2020, value: 40}", ""),
        ("increase", "{period: 2020, value: 39}", "{period: 2013, value: 38}"),
        ("maintain", "{period: 2020, value: 30}", ""),
        ("none", "{period: 2020, value: 30}", ""),
        ("decrease", "{period: 2020, kind: relative, change_pct: -2.0}", ""),
        ("increase", "{period: 2020, value: 41000, unit: m}", ""),
        ("increase", "{period: 2020, value: 30, unit: trips}", ""),
        ("increase", "{period: 2020, value: 30}", "{period: 2013, value: 70, area: alfa}"),
    ],
)
def test_a_target_on_the_right_side_is_left_alone(direction: str, target: str, baseline: str) -> None:
    text = objective(targets(target, baseline=baseline))
    assert found_at("VAL02", {UNITS: METRES, LENGTH: length(BASELINE, direction=direction), OBJECTIVE: text}) == []


def test_a_withdrawn_objective_is_left_alone() -> None:
    assert found_at("VAL02", {OBJECTIVE: WITHDRAWN}) == []
    assert found_at("VAL03", {OBJECTIVE: WITHDRAWN.replace("30", "40")}) == []


@pytest.mark.parametrize(
    ("target", "key"),
    [
        ("{period: 2020, value: 40}", "value"),
        ("{period: 2020, value: 40.00}", "value"),
        ("{period: 2020, value: 40000, unit: m}", "value"),
        ("{period: 2020, kind: relative, change_pct: 0.0}", "change_pct"),
    ],
)
def test_a_target_equal_to_the_baseline_is_found(target: str, key: str) -> None:
    changes = {UNITS: METRES, OBJECTIVE: objective(targets(target))}
    assert found_at("VAL03", changes) == at(key)
    assert is_waived("VAL03", OBJECTIVE, changes)


@pytest.mark.parametrize("direction", ["maintain", "range", "none"])
def test_a_state_to_be_kept_is_left_alone(direction: str) -> None:
    text = objective(targets("{period: 2020, value: 40.0}"))
    assert found_at("VAL03", {LENGTH: length(BASELINE, direction=direction), OBJECTIVE: text}) == []


@pytest.mark.parametrize(
    ("direction", "listed", "key", "number"),
    [
        (
            "increase",
            ("{period: 2016, value: 60}", "{period: 2018, value: 55}", "{period: 2020, value: 80}"),
            "value",
            1,
        ),
        ("increase", ("{period: 2020, value: 55}", "{period: 2018, value: 60}"), "value", 0),
        ("decrease", ("{period: 2016, value: 30}", "{period: 2020, value: 35}"), "value", 1),
        ("decrease", ("{period: 2016, change_pct: -5}", "{period: 2020, change_pct: -2}"), "change_pct", 1),
        ("increase", ("{period: 2016, value: 60}", "{period: 2018, value: 59000, unit: m}"), "value", 1),
    ],
)
def test_a_step_back_is_found(direction: str, listed: tuple[str, ...], key: str, number: int) -> None:
    changes = {UNITS: METRES, LENGTH: length("", direction=direction), OBJECTIVE: objective(targets(*listed))}
    assert found_at("VAL04", changes) == at(key, number)
    assert is_waived("VAL04", OBJECTIVE, changes)


@pytest.mark.parametrize(
    ("direction", "listed"),
    [
        ("increase", ("{period: 2016, value: 60}", "{period: 2018, value: 60.0}", "{period: 2020, value: 80}")),
        ("increase", ("{period: 2020, value: 80}", "{period: 2016, value: 60}")),
        ("increase", ("{period: 2016, value: 60}", "{period: 2016-06, value: 55}")),
        ("increase", ("{period: 2016, value: 60}", "{period: unknown, value: 55}")),
        ("increase", ("{period: 2016, value: 60}", "{period: 2020, change_pct: 5}")),
        ("maintain", ("{period: 2016, value: 60}", "{period: 2020, value: 55}")),
        ("increase", ("{period: 2016, value: 60}", "{period: 2020, value: 70, unit: trips}")),
    ],
)
def test_a_steady_path_is_left_alone(direction: str, listed: tuple[str, ...]) -> None:
    changes = {UNITS: METRES, LENGTH: length("", direction=direction), OBJECTIVE: objective(targets(*listed))}
    assert found_at("VAL04", changes) == []

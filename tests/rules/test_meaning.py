"""VAL: figures that mean one thing. Each rule fires, spares the near miss, can be waived."""

from __future__ import annotations

import pytest

from tests.rules.overlaid import findings
from tests.rules.texts import ACTION, LENGTH, OBJECTIVE, SHARE, action, found_at, is_waived, length, objective, targets

CHANGE = [("STR-1", "indicators[0].targets[0].change_pct")]


def share(measure: str = "percentage", baseline: str = "baseline: {period: 2013, value: 40}\n") -> str:
    return f"id: IND-SHARE\nname: Share\nkind: result\nmeasure: {measure}\nunit: percent\n{baseline}"


@pytest.mark.parametrize(
    "baseline", ["", "baseline: {period: 2013, value: 0}\n", "baseline: {period: 2013, value: null}\n"]
)
def test_a_change_of_nothing_is_found(baseline: str) -> None:
    text = objective(targets("{period: 2020, kind: relative, change_pct: 20}"))
    assert found_at("VAL06", {LENGTH: length(baseline), OBJECTIVE: text}) == CHANGE
    assert is_waived("VAL06", OBJECTIVE, {LENGTH: length(baseline), OBJECTIVE: text})


@pytest.mark.parametrize(
    "target", ["{period: 2020, value: 5}", "{period: 2020, kind: relative, change_pct: 20, value: 5}"]
)
def test_a_target_with_a_value_needs_no_baseline(target: str) -> None:
    assert found_at("VAL06", {LENGTH: length(""), OBJECTIVE: objective(targets(target))}) == []
    relative = objective(targets("{period: 2020, kind: relative, change_pct: 20}"))
    assert found_at("VAL06", {OBJECTIVE: relative}) == []


def test_per_cent_of_a_share_is_found_with_both_readings() -> None:
    text = objective(targets("{period: 2020, kind: relative, change_pct: -20}", ref="IND-SHARE"))
    changes = {SHARE: share(), OBJECTIVE: text}
    (found,) = findings("VAL07", changes)
    assert str(found.message) == "-20 % from 40 percent is 32, or 20 if percentage points are meant"
    assert is_waived("VAL07", OBJECTIVE, changes)


@pytest.mark.parametrize("more", [", note: points", ", stated: 20 points", ", value: 20"])
def test_a_share_that_says_which_is_left_alone(more: str) -> None:
    text = objective(targets(f"{{period: 2020, kind: relative, change_pct: -20{more}}}", ref="IND-SHARE"))
    assert found_at("VAL07", {SHARE: share(), OBJECTIVE: text}) == []
    assert found_at("VAL07", {OBJECTIVE: objective(targets("{period: 2020, kind: relative, change_pct: 20}"))}) == []


def test_numbers_and_words_in_the_wrong_place_are_found() -> None:
    number = {SHARE: share("qualitative"), OBJECTIVE: objective()}
    assert found_at("VAL09", number) == [("IND-SHARE", "baseline.value")]
    assert is_waived("VAL09", SHARE, number)
    wordless = {OBJECTIVE: objective(targets("{period: 2020, note: better}"))}
    assert found_at("VAL09", wordless) == [("STR-1", "indicators[0].targets[0]")]


@pytest.mark.parametrize(
    "target", ["{period: 2020, value: 0}", "{period: 2020, min: 1}", "{period: 2020, change_pct: 0}"]
)
def test_targets_with_any_number_are_left_alone(target: str) -> None:
    assert found_at("VAL09", {OBJECTIVE: objective(targets(target))}) == []
    assert found_at("VAL09", {SHARE: share("qualitative", ""), OBJECTIVE: objective()}) == []


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ("decimals: 1\nbaseline: {period: 2013, value: 40.12}\n", "baseline.value"),
        ("decimals: 0\nobservations: [{period: 2014, value: 1.5}]\n", "observations[0].value"),
        ("baseline: {period: 2013, value: 41386.4172}\n", "baseline.value"),
    ],
)
def test_false_precision_is_found(more: str, path: str) -> None:
    assert found_at("VAL10", {LENGTH: length(more)}) == [("IND-KM", path)]
    assert is_waived("VAL10", LENGTH, {LENGTH: length(more)})


@pytest.mark.parametrize(
    "more",
    [
        "decimals: 1\nbaseline: {period: 2013, value: 40.10}\n",
        "decimals: 0\nbaseline: {period: 2013, value: 40.0}\n",
        "baseline: {period: 2013, value: 12345678.25}\n",
        "baseline: {period: 2013, value: 0.2024}\n",
    ],
)
def test_honest_precision_is_left_alone(more: str) -> None:
    assert found_at("VAL10", {LENGTH: length(more)}) == []


def test_what_one_action_adds_may_be_finer_than_the_whole() -> None:
    outputs = "outputs: [{indicator: IND-KM, period: 2018, value: 3.62}]\n"
    assert found_at("VAL10", {ACTION: action(outputs)}) == []
    effect = "energy: {saved: {value: 41386.4172, unit: MWh/a}}\n"
    assert found_at("VAL10", {ACTION: action(effect)}) == [("STR-A-01", "energy.saved.value")]

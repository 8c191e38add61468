"""VAL: units, possible and missing values. Each rule fires, keeps silent on the near miss, and can be waived."""

from __future__ import annotations

import pytest

from som_cli.rules.run import check_workspace
from tests.rules.overlaid import findings, overlaid, pointed_at, waived
from tests.rules.texts import (
    ACTION,
    LENGTH,
    OBJECTIVE,
    RETURN,
    ROUND,
    SHARE,
    UNITS,
    action,
    found_at,
    is_waived,
    length,
    objective,
    targets,
)

FACTORS = "registry/emission-factors/EF-1.yml"


def factors(unit: str) -> str:
    return f"id: EF-1\napproach: standard\ngases: CO2\nunit: {unit}\nsource: SRC-001\n"


def share(more: str, *, unit: str = "unit: percent\n") -> str:
    return f"id: IND-SHARE\nname: Share\nkind: result\nmeasure: percentage\n{unit}source: SRC-001\n{more}"


def answer(observation: str) -> dict[str, str]:
    return {**ROUND, RETURN: f'round: "2015"\nmember: alfa\nobservations:\n  - {observation}\n'}


@pytest.mark.parametrize(
    ("path", "text", "field"),
    [
        (LENGTH, length("").replace("unit: km", "unit: XX"), "unit"),
        (LENGTH, length("baseline: {period: 2013, value: 1, unit: XX}\n"), "baseline.unit"),
        (LENGTH, length("observations: [{period: 2013, value: 1, unit: XX}]\n"), "observations[0].unit"),
        (OBJECTIVE, objective(targets("{period: 2020, value: 80, unit: XX}")), "indicators[0].targets[0].unit"),
        (ACTION, action("outputs: [{indicator: IND-KM, value: 5, unit: XX}]\n"), "outputs[0].unit"),
        (ACTION, action("energy: {saved: {value: 5, unit: XX}}\n"), "energy.saved.unit"),
        (ACTION, action("energy: {co2: {value: 5, unit: XX}}\n"), "energy.co2.unit"),
        (FACTORS, factors("XX"), "unit"),
    ],
)
def test_an_unknown_unit_is_found_wherever_it_stands(path: str, text: str, field: str) -> None:
    (found,) = findings("VAL01", {path: text})
    assert (found.field, pointed_at(found, {path: text})) == (field, "XX")
    assert is_waived("VAL01", path, {path: text})


@pytest.mark.parametrize(
    ("path", "text", "field"),
    [
        (LENGTH, length("baseline: {period: 2013, value: 1, unit: MWh/a}\n"), "baseline.unit"),
        (OBJECTIVE, objective(targets("{period: 2020, value: 80, unit: trips}")), "indicators[0].targets[0].unit"),
        (ACTION, action("energy: {saved: {value: 5, unit: tCO2/a}}\n"), "energy.saved.unit"),
        (ACTION, action("energy: {res: {value: 5, unit: km}}\n"), "energy.res.unit"),
        (ACTION, action("energy: {co2: {value: 5, unit: MWh/a}}\n"), "energy.co2.unit"),
    ],
)
def test_a_unit_of_another_dimension_is_found(path: str, text: str, field: str) -> None:
    assert [place for _, place in found_at("VAL01", {path: text})] == [field]


def test_a_returned_value_in_another_dimension_is_found() -> None:
    changes = answer("{indicator: IND-KM, period: 2015, value: 5, unit: MWh/a, source: SRC-001}")
    assert found_at("VAL01", changes) == [("2015/alfa", "observations[0].unit")]


def test_units_of_one_dimension_and_of_equivalents_fit() -> None:
    units = (
        "km: {dimension: length, factor: 1000, base: m}\n"
        "m: {dimension: length, factor: 1, base: m}\n"
        "trips: {dimension: count_rate}\n"
        "MWh: {dimension: energy}\n"
        "tCO2e/a: {dimension: emission_rate_co2e}\n"
    )
    effect = action("energy: {saved: {value: 5, unit: MWh}, co2: {value: 5, unit: tCO2e/a}}\n")
    changes = {UNITS: units, LENGTH: length("baseline: {period: 2013, value: 40000, unit: m}\n"), ACTION: effect}
    assert found_at("VAL01", changes) == []


def test_units_are_not_called_unknown_while_their_file_cannot_be_read() -> None:
    findings_ = check_workspace(overlaid({UNITS: "km: {dimensio: length}\n"})).findings
    assert {found.code for found in findings_} == {"YML04", "YML06"}


@pytest.mark.parametrize("value", ["-0.1", "100.5", "1500"])
def test_a_percentage_outside_its_limits_is_found(value: str) -> None:
    changes = {SHARE: share(f"baseline: {{period: 2013, value: {value}}}\n")}
    (found,) = findings("VAL05", changes)
    assert (found.field, pointed_at(found, changes)) == ("baseline.value", value)
    assert value in str(found.message)
    assert is_waived("VAL05", SHARE, changes)


@pytest.mark.parametrize(
    "text",
    [
        share("baseline: {period: 2013, value: 0}\n"),
        share("baseline: {period: 2013, value: 100.00}\n"),
        share("unbounded: true\nbaseline: {period: 2013, value: -140}\n"),
        share("baseline: {period: 2013, value: 140, unit: km}\n", unit=""),
        share("baseline: {period: 2013, value: null, missing: not_found}\n"),
    ],
)
def test_a_possible_percentage_is_left_alone(text: str) -> None:
    assert found_at("VAL05", {SHARE: text}) == []


@pytest.mark.parametrize(
    ("path", "text", "field"),
    [
        (LENGTH, length("baseline: {period: 2013, value: -1}\n"), "baseline.value"),
        (LENGTH, length("observations: [{period: 2013, value: -0.5}]\n"), "observations[0].value"),
        (OBJECTIVE, objective(targets("{period: 2020, value: -1}")), "indicators[0].targets[0].value"),
        (OBJECTIVE, objective(targets("{period: 2020, min: -1, max: 5}")), "indicators[0].targets[0].min"),
        (ACTION, action("outputs: [{indicator: IND-KM, value: -5}]\n"), "outputs[0].value"),
    ],
)
def test_a_negative_length_is_found_wherever_it_stands(path: str, text: str, field: str) -> None:
    assert [place for _, place in found_at("VAL05", {path: text})] == [field]


def test_a_negative_returned_value_is_found() -> None:
    changes = answer("{indicator: IND-KM, period: 2015, value: -5, source: SRC-001}")
    assert found_at("VAL05", changes) == [("2015/alfa", "observations[0].value")]


def test_what_an_action_takes_away_may_be_negative() -> None:
    less = length("baseline: {period: 2013, value: 40}\n", direction="decrease")
    output = action("outputs: [{indicator: IND-KM, value: -5}]\n")
    assert found_at("VAL05", {LENGTH: less, ACTION: output}) == []


def test_a_balance_and_a_negative_emission_are_left_alone() -> None:
    sink = length("baseline: {period: 2013, value: -5}\n").replace("unit: km", "unit: tCO2/a")
    assert found_at("VAL05", {LENGTH: sink}) == []
    assert found_at("VAL05", {LENGTH: length("unbounded: true\nbaseline: {period: 2013, value: -5}\n")}) == []


@pytest.mark.parametrize(
    ("path", "text", "field"),
    [
        (LENGTH, length("observations: [{period: 2013}]\n"), "observations[0].value"),
        (LENGTH, length("observations: [{period: 2013, value: null, status: M}]\n"), "observations[0].value"),
        (LENGTH, length("observations: [{period: 2013, value: 0, note: brak danych}]\n"), "observations[0].value"),
        (
            LENGTH,
            length("observations: [{period: 2013, value: 0.0, note: 'Beta: No data.'}]\n"),
            "observations[0].value",
        ),
        (LENGTH, length("observations: [{period: 2013, value: 0, stated: keine Daten}]\n"), "observations[0].value"),
        (LENGTH, length("baseline: {period: 2013, value: null}\n"), "baseline.value"),
        (
            OBJECTIVE,
            objective(targets("{period: 2020, value: 80}", baseline="{period: 2013, value: null}")),
            "indicators[0].baseline.value",
        ),
    ],
)
def test_a_gap_without_a_reason_is_found(path: str, text: str, field: str) -> None:
    assert [place for _, place in found_at("VAL08", {path: text})] == [field]
    assert is_waived("VAL08", path, {path: text})


def test_a_gap_in_a_return_is_found() -> None:
    changes = answer("{indicator: IND-KM, period: 2015, value: null}")
    assert found_at("VAL08", changes) == [("2015/alfa", "observations[0].value")]
    assert findings("VAL08", {**changes, RETURN: waived(changes[RETURN], "VAL08")})[0].waived


@pytest.mark.parametrize(
    "more",
    [
        "observations: [{period: 2013, value: null, missing: not_collected}]\n",
        "observations: [{period: 2013, value: 0}]\n",
        "observations: [{period: 2013, value: 0, note: counted twice}]\n",
        "observations: [{period: 2013, value: 5, note: no data from Beta}]\n",
        "baseline: {period: 2013}\n",
    ],
)
def test_a_gap_with_a_reason_and_a_measured_zero_are_left_alone(more: str) -> None:
    assert found_at("VAL08", {LENGTH: length(more)}) == []


def test_a_workspace_may_have_phrases_of_its_own() -> None:
    phrases = {"registry/codelists/no-data-phrases.yml": "none: {label: {cs: bez dat}}\n"}
    text = length("observations: [{period: 2013, value: 0, note: bez dat}, {period: 2014, value: 0, note: no data}]\n")
    assert found_at("VAL08", {**phrases, LENGTH: text}) == [("IND-KM", "observations[0].value")]


@pytest.mark.parametrize(("decimals", "count"), [("0", 0), ("9", 0), ("10", 1), ("-1", 1)])
def test_documents_print_from_no_to_nine_decimals(decimals: str, count: int) -> None:
    text = length(f"decimals: {decimals}\n")
    assert found_at("VAL05", {LENGTH: text}) == [("IND-KM", "decimals")] * count

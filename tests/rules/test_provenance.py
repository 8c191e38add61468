"""SRC: figures without a source are found, those with one of their holder's are not, and they can be waived."""

from __future__ import annotations

import pytest

from tests.rules.overlaid import findings
from tests.rules.texts import LENGTH, OBJECTIVE, RETURN, ROUND, found_at, is_waived, length, objective, targets

FACTORS = "registry/emission-factors/EF-1.yml"


def sourceless(more: str) -> str:
    return length(more).replace("source: SRC-001\n", "", 1)


def answer(observation: str, more: str = "") -> dict[str, str]:
    return {**ROUND, RETURN: f'round: "2015"\nmember: alfa\n{more}observations:\n  - {observation}\n'}


def factors(factor: str, more: str = "") -> str:
    return f"id: EF-1\napproach: standard\ngases: CO2\nunit: MWh/a\n{more}factors:\n  lpg: {factor}\n"


@pytest.mark.parametrize(
    ("path", "text", "field"),
    [
        (LENGTH, sourceless("baseline: {period: 2013, value: 40}\n"), "baseline.value"),
        (LENGTH, sourceless("baseline: {period: 2013, value: 40, source: unknown}\n"), "baseline.source"),
        (LENGTH, length("baseline: {period: 2013, value: 40, source: unknown}\n"), "baseline.source"),
        (LENGTH, sourceless("observations: [{period: 2013, value: 40}]\n"), "observations[0].value"),
        (
            LENGTH,
            sourceless("provenance: illustrative\nobservations: [{period: 2013, value: 40}]\n"),
            "observations[0].value",
        ),
        (FACTORS, factors("{value: 0.2}"), "factors.lpg.value"),
    ],
)
def test_a_figure_without_source_is_found(path: str, text: str, field: str) -> None:
    assert [place for _, place in found_at("SRC01", {path: text})] == [field]
    assert is_waived("SRC01", path, {path: text})


def test_a_baseline_of_a_plan_without_source_is_found() -> None:
    text = objective(targets("{period: 2020, value: 80}", baseline="{period: 2013, value: 40}"))
    assert ("STR-1", "indicators[0].baseline.value") in found_at("SRC01", {LENGTH: sourceless(""), OBJECTIVE: text})


def test_a_returned_value_without_source_is_found() -> None:
    changes = {**answer("{indicator: IND-KM, period: 2015, value: 5}"), LENGTH: sourceless("")}
    assert found_at("SRC01", changes) == [("2015/alfa", "observations[0].value")]


@pytest.mark.parametrize(
    "changes",
    [
        {LENGTH: sourceless("baseline: {period: 2013, value: 40, source: SRC-001}\n")},
        {LENGTH: length("baseline: {period: 2013, value: 40}\nobservations: [{period: 2014, value: 41}]\n")},
        {LENGTH: sourceless("baseline: {period: 2013, value: null, missing: not_found}\n")},
        {LENGTH: sourceless("baseline: {period: 2013, value: 40, computed_from: plans/str/inventory/2013.csv}\n")},
        {LENGTH: sourceless("observations: [{period: 2014, missing: not_collected}]\n")},
        {LENGTH: sourceless("baseline: {period: 2013, value: 40}\nstatus: withdrawn\n")},
        {FACTORS: factors("{value: 0.2, source: SRC-001}")},
        {FACTORS: factors("{value: 0.2}", "source: SRC-001\n")},
        {**answer("{indicator: IND-KM, period: 2015, value: 5}")},
        {**answer("{indicator: IND-KM, period: 2015, value: 5}", "form: {file: alfa.xlsx}\n"), LENGTH: sourceless("")},
        {**answer("{indicator: IND-KM, period: 2015, value: 5}", "source: SRC-001\n"), LENGTH: sourceless("")},
    ],
)
def test_a_figure_with_a_source_near_by_is_left_alone(changes: dict[str, str]) -> None:
    assert found_at("SRC01", changes) == []


def test_the_source_of_a_use_or_its_objective_holds_for_its_baseline() -> None:
    use = targets("{period: 2020, value: 80}", baseline="{period: 2013, value: 40}")
    for text in (objective(use + "    source: SRC-001\n"), objective(use, "source: SRC-001\n")):
        assert findings("SRC01", {LENGTH: sourceless(""), OBJECTIVE: text}) == []

"""COV: each rule fires, keeps silent on the near miss, and can be waived."""

from __future__ import annotations

import pytest

from som_cli.rules.registry import Gate
from som_cli.rules.run import check_workspace
from som_cli.text.diagnostics import Severity
from tests.rules.overlaid import overlaid, waived
from tests.rules.texts import (
    ACTION,
    LENGTH,
    MIRROR,
    MIRRORED,
    OBJECTIVE,
    OTHER,
    OUTPUTS,
    SECOND,
    TRIPS,
    action,
    found_at,
    is_waived,
    length,
    objective,
    targets,
)

BELOW = "plans/str/objectives/STR-2.1.yml"
SERVING = "plans/str/actions/STR-A-02.yml"
LENGTH_ONLY = f"indicators:\n{targets('{period: 2020, value: 80}')}"


def second(more: str = "", *, level: str = "strategic") -> str:
    return f"id: STR-2\nlevel: {level}\ntitle: Clean air\n{more}"


def below(more: str) -> str:
    return f"id: STR-2.1\nlevel: operational\ntitle: Warm schools\nparent: STR-2\n{more}"


def serving(more: str = "") -> str:
    return action(more, kind="study", identifier="STR-A-02").replace("STR-1", "STR-2")


def contributing(more: str = "") -> str:
    return f"id: TR-1\ntitle: Interchange\nindicators:\n{TRIPS}contributes: [{{to: STR-2, strength: 1}}]\n{more}"


def test_an_objective_without_indicator_is_found() -> None:
    changes = {SECOND: second()}
    assert found_at("COV01", changes) == [("STR-2", "indicators")]
    assert is_waived("COV01", SECOND, changes)


@pytest.mark.parametrize(
    "changes",
    [
        {SECOND: second(f"indicators:\n{TRIPS}")},
        {SECOND: second(), BELOW: below(f"indicators:\n{TRIPS}")},
        {SECOND: second("status: withdrawn\n")},
        {SECOND: second(level="vision")},
        {SECOND: second(level="mission")},
        {SECOND: second(level="challenge")},
    ],
    ids=["own", "below", "withdrawn", "vision", "mission", "challenge"],
)
def test_an_objective_that_is_measured_or_not_asked_is_left_alone(changes: dict[str, str]) -> None:
    assert found_at("COV01", changes) == []


def test_withdrawn_indicators_and_objectives_do_not_measure() -> None:
    gone = {LENGTH: length("status: withdrawn\n"), SECOND: second(LENGTH_ONLY)}
    assert found_at("COV01", gone) == [("STR-2", "indicators")]
    lower = {SECOND: second(), BELOW: below(f"status: withdrawn\nindicators:\n{TRIPS}")}
    assert found_at("COV01", lower) == [("STR-2", "indicators")]


def test_an_objective_that_nobody_works_on_is_found() -> None:
    changes = {SECOND: second(f"indicators:\n{TRIPS}")}
    assert found_at("COV02", changes) == [("STR-2", "id")]
    assert is_waived("COV02", SECOND, changes)


@pytest.mark.parametrize(
    "changes",
    [
        {SERVING: serving()},
        {MIRROR: MIRRORED.replace("TR-1", "STR-2")},
        {OTHER: contributing()},
        {ACTION: action("contributes: [{to: STR-2, strength: 1}]\n")},
        {SECOND: second("status: withdrawn\n")},
        {SECOND: second(level="vision")},
        {BELOW: below(""), SERVING: serving().replace("STR-2", "STR-2.1")},
    ],
    ids=["action", "mirror", "objective of another plan", "action that contributes", "withdrawn", "vision", "child"],
)
def test_an_objective_that_is_served_or_not_asked_is_left_alone(changes: dict[str, str]) -> None:
    assert found_at("COV02", {SECOND: second(), **changes}) == []


@pytest.mark.parametrize(
    "changes",
    [
        {SERVING: serving("status: cancelled\n")},
        {ACTION: action("status: withdrawn\n"), MIRROR: MIRRORED.replace("TR-1", "STR-2")},
        {OTHER: contributing("status: withdrawn\n")},
        {OBJECTIVE: objective(targets("{period: 2020, value: 80}"), "contributes: [{to: STR-2}]\n")},
    ],
    ids=["cancelled", "mirror of a withdrawn one", "withdrawn giver", "objective of the same plan"],
)
def test_what_was_given_up_serves_nothing(changes: dict[str, str]) -> None:
    assert ("STR-2", "id") in found_at("COV02", {SECOND: second(), **changes})


def test_missing_contributions_are_not_claimed_while_a_plan_cannot_be_read() -> None:
    changes = {SECOND: second(f"indicators:\n{TRIPS}"), OTHER: "id: TR-1\ntitel: Interchange\n"}
    verdict = check_workspace(overlaid(changes))
    assert verdict.skipped == ("tr",)
    assert "COV02" not in {found.code for found in verdict.findings}


@pytest.mark.parametrize("more", ["", "owner: unknown\n"])
def test_an_action_without_owner_is_found_from_the_consultation_on(more: str) -> None:
    loaded = overlaid({ACTION: action(more + OUTPUTS)})
    for gate in Gate:
        found = [one for one in check_workspace(loaded, gate).findings if one.code == "COV03"]
        assert [one.severity for one in found] == ([] if gate is Gate.DRAFT else [Severity.ERROR])
        assert all((one.item, one.field) == ("STR-A-01", "owner") for one in found)
    accepted = check_workspace(overlaid({ACTION: waived(action(more), "COV03")}), Gate.ADOPTION).findings
    assert [one.waived for one in accepted if one.code == "COV03"] == [True]


@pytest.mark.parametrize("more", ["owner: alfa\n", "owner: office\n", "status: cancelled\n", "status: withdrawn\n"])
def test_an_action_with_owner_or_given_up_is_left_alone(more: str) -> None:
    loaded = overlaid({ACTION: action(more), MIRROR: MIRRORED})
    assert [one for one in check_workspace(loaded, Gate.CONSULTATION).findings if one.code == "COV03"] == []


@pytest.mark.parametrize("more", ["", "result: Lower prices.\n", "energy: {sector: municipal}\n", "outputs: []\n"])
def test_an_action_without_measure_is_found(more: str) -> None:
    assert found_at("COV04", {ACTION: action(more)}) == [("STR-A-01", "outputs")]
    assert is_waived("COV04", ACTION, {ACTION: action(more)})


@pytest.mark.parametrize(
    "more",
    [
        OUTPUTS,
        "energy: {saved: {value: 5, unit: MWh/a}}\n",
        "energy: {co2: {value: 5, unit: tCO2/a}}\n",
        "status: cancelled\n",
        "status: withdrawn\n",
    ],
)
def test_an_action_with_measure_or_given_up_is_left_alone(more: str) -> None:
    assert found_at("COV04", {ACTION: action(more), MIRROR: MIRRORED}) == []


def test_an_investment_without_cost_is_found() -> None:
    changes = {ACTION: action(OUTPUTS)}
    assert found_at("COV05", changes) == [("STR-A-01", "budget")]
    assert found_at("COV05", {ACTION: action("budget: {price: {basis: nominal}}\n")}) == [("STR-A-01", "budget")]
    assert is_waived("COV05", ACTION, changes)


@pytest.mark.parametrize(
    "text",
    [
        action("budget: {stated_total: 5.00}\n"),
        action("budget: {lines: [{amount: 5.00}]}\n"),
        action("status: cancelled\n"),
        action(kind="study"),
    ],
)
def test_an_investment_with_cost_and_other_actions_are_left_alone(text: str) -> None:
    assert found_at("COV05", {ACTION: text, MIRROR: MIRRORED}) == []


def test_an_objective_measured_by_outputs_only_is_found() -> None:
    changes = {SECOND: second(LENGTH_ONLY)}
    assert found_at("COV06", changes) == [("STR-2", "indicators[0].ref")]
    assert is_waived("COV06", SECOND, changes)


@pytest.mark.parametrize(
    "changes",
    [
        {SECOND: second(LENGTH_ONLY + TRIPS)},
        {SECOND: second(LENGTH_ONLY), BELOW: below(f"indicators:\n{TRIPS}")},
        {SECOND: second(LENGTH_ONLY + "status: withdrawn\n")},
        {SECOND: second()},
        {SECOND: second(LENGTH_ONLY), LENGTH: length("").replace("output", "context")},
        {SECOND: second(LENGTH_ONLY), LENGTH: length("").replace("output", "impact")},
    ],
    ids=["own result", "result below", "withdrawn", "no indicator", "context", "impact"],
)
def test_an_objective_whose_result_is_measured_is_left_alone(changes: dict[str, str]) -> None:
    assert found_at("COV06", changes) == []


@pytest.mark.parametrize(
    ("code", "gate"), [("COV01", Gate.ADOPTION), ("COV02", Gate.ADOPTION), ("COV05", Gate.ADOPTION)]
)
def test_what_a_draft_may_lack_stops_an_adoption(code: str, gate: Gate) -> None:
    loaded = overlaid({SECOND: second(), ACTION: action(OUTPUTS)})
    severities = {
        at: {found.severity for found in check_workspace(loaded, at).findings if found.code == code} for at in Gate
    }
    assert severities == {at: {Severity.ERROR if at.rank >= gate.rank else Severity.WARNING} for at in Gate}

"""TIM: what is late, early, or outside the time it belongs to. Each rule fires, spares the near miss, can be waived."""

from __future__ import annotations

import pytest

from som_cli.rules.registry import Gate
from som_cli.rules.run import check_workspace
from tests.rules.overlaid import overlaid, waived
from tests.rules.texts import ACTION, OBJECTIVE, RETURN, ROUND, action, found_at, is_waived, objective, targets

SECOND = "plans/str/actions/STR-A-02.yml"
DESIGN = action("from: 2015\nto: 2016\n", kind="study", identifier="STR-A-02")
FUNDS = "registry/funds.yml"
EU = "eu: {name: Programme, kind: eu, eligible_from: 2014-07-01, eligible_to: 2017-06-30}\n"


def late(code: str, text: str) -> list[tuple[str, str, bool]]:
    """What a rule of the monitoring gate finds: item, field, whether it is waived."""
    everything = check_workspace(overlaid({ACTION: text}), Gate.MONITORING).findings
    return [(found.item, found.field, found.waived) for found in everything if found.code == code]


@pytest.mark.parametrize("start", ["2014", "2015-12-31"])
def test_a_start_before_what_is_needed_is_found(start: str) -> None:
    changes = {ACTION: action(f"from: {start}\ndepends_on: [STR-A-02]\n"), SECOND: DESIGN}
    changes[SECOND] = DESIGN.replace("to: 2016", "to: 2016-02")
    assert found_at("TIM04", changes) == [("STR-A-01", "depends_on[0]")]
    assert is_waived("TIM04", ACTION, changes)


@pytest.mark.parametrize(
    "more", ["from: 2016\n", "from: 2017\n", "from: unknown\n", "", "from: 2014\nstatus: cancelled\n"]
)
def test_a_start_that_may_follow_is_left_alone(more: str) -> None:
    assert found_at("TIM04", {ACTION: action(f"{more}depends_on: [STR-A-02]\n"), SECOND: DESIGN}) == []


@pytest.mark.parametrize("status", ["idea", "planned"])
def test_a_start_that_has_passed_is_found(status: str) -> None:
    text = action(f"status: {status}\nfrom: 2016-06\nto: 2018\n")
    assert late("TIM05", text) == [("STR-A-01", "status", False)]
    assert late("TIM05", waived(text, "TIM05")) == [("STR-A-01", "status", True)]
    assert found_at("TIM05", {ACTION: text}) == []


@pytest.mark.parametrize(
    "more",
    [
        "status: planned\nfrom: 2016\n",
        "status: planned\nfrom: 2016-07-01\n",
        "status: in_progress\nfrom: 2014\n",
        "status: planned\nfrom: unknown\n",
        "from: 2014\n",
        "status: planned\nfrom: 2014\nto: 2015\n",
    ],
)
def test_a_start_that_may_still_come_or_is_over_is_left_alone(more: str) -> None:
    assert late("TIM05", action(more)) == []


@pytest.mark.parametrize("status", ["idea", "planned", "in_progress", "suspended"])
def test_an_end_that_has_passed_is_found(status: str) -> None:
    text = action(f"status: {status}\nfrom: 2014\nto: 2016-06-30\n")
    assert late("TIM06", text) == [("STR-A-01", "status", False)]
    assert late("TIM06", waived(text, "TIM06")) == [("STR-A-01", "status", True)]


@pytest.mark.parametrize(
    "more",
    ["status: planned\nto: 2016\n", "status: completed\nto: 2015\n", "status: unknown\nto: 2015\n", "to: 2015\n"],
)
def test_an_end_that_may_come_or_is_reached_is_left_alone(more: str) -> None:
    assert late("TIM06", action(more)) == []


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({ACTION: action("steps: [{what: Tender, done: 2016-07-02}]\n")}, ("STR-A-01", "steps[0].done")),
        ({ACTION: action("status: completed\nfrom: 2017\n")}, ("STR-A-01", "status")),
        (
            {
                **ROUND,
                RETURN: "round: 2015\nmember: alfa\nreceived: 2016-02\n"
                "actions: [{action: STR-A-01, status: completed, to: 2019}]\n",
            },
            ("2015/alfa", "actions[0].to"),
        ),
    ],
)
def test_what_is_done_in_the_future_is_found(changes: dict[str, str], place: tuple[str, str]) -> None:
    assert found_at("TIM07", changes) == [place]
    assert is_waived("TIM07", list(changes)[-1], changes)


@pytest.mark.parametrize(
    "more",
    [
        "steps: [{what: Tender, done: 2016-07-01}]\n",
        "steps: [{what: Tender, done: 2016}]\n",
        "status: completed\nfrom: 2015\nto: 2018\n",
    ],
)
def test_what_may_be_done_is_left_alone(more: str) -> None:
    assert found_at("TIM07", {ACTION: action(more)}) == []


@pytest.mark.parametrize("period", ["2021", "2030-01-01"])
def test_a_target_outside_the_horizon_is_found(period: str) -> None:
    changes = {OBJECTIVE: objective(targets(f"{{period: {period}, value: 80}}"))}
    assert found_at("TIM09", changes) == [("STR-1", "indicators[0].targets[0].period")]
    assert is_waived("TIM09", OBJECTIVE, changes)


@pytest.mark.parametrize("period", ["2014", "2020-12-31", "unknown", "2012"])
def test_a_target_within_the_horizon_or_before_its_baseline_is_left_alone(period: str) -> None:
    assert found_at("TIM09", {OBJECTIVE: objective(targets(f"{{period: {period}, value: 80}}"))}) == []


@pytest.mark.parametrize(
    ("line", "key"), [("year: 2013", "year"), ("year: 2018", "year"), ("from: 2018, to: 2019", "to")]
)
def test_money_outside_eligibility_is_found(line: str, key: str) -> None:
    changes = {FUNDS: EU, ACTION: action(f"budget: {{lines: [{{{line}, source: eu, amount: 5}}]}}\n")}
    assert found_at("TIM10", changes) == [("STR-A-01", f"budget.lines[0].{key}")]
    assert is_waived("TIM10", ACTION, changes)


@pytest.mark.parametrize("line", ["year: 2014", "year: 2017", "from: 2016, to: 2019", "year: unknown", "note: none"])
def test_money_that_may_be_eligible_is_left_alone(line: str) -> None:
    changes = {FUNDS: EU, ACTION: action(f"budget: {{lines: [{{{line}, source: eu, amount: 5}}]}}\n")}
    assert found_at("TIM10", changes) == []


@pytest.mark.parametrize(
    "sentence",
    ["It met on 31 June 2014.", "It met on Tuesday, 30 June 2014.", "Zebranie odbyło się w środę 30 czerwca 2014 r."],
)
def test_an_impossible_date_in_a_sentence_is_found(sentence: str) -> None:
    changes = {OBJECTIVE: objective("", f"description: |\n  {sentence}\n")}
    assert found_at("TIM11", changes) == [("STR-1", "")]
    assert is_waived("TIM11", OBJECTIVE, changes)


@pytest.mark.parametrize(
    "sentence",
    [
        "On Monday, 30 June 2014.",
        "On 29 February 2016.",
        "W poniedziałek 30 czerwca 2014 r.",
        "31 June 20145",
        "131 June 2014",
    ],
)
def test_a_date_that_is_right_and_other_numbers_are_left_alone(sentence: str) -> None:
    assert found_at("TIM11", {OBJECTIVE: objective("", f"description: |\n  {sentence}\n")}) == []


def test_a_partner_that_was_no_member_is_found() -> None:
    changes = {ACTION: action("partners: [beta]\nfrom: 2006\nto: 2009-08\n")}
    assert found_at("TIM12", changes) == [("STR-A-01", "partners[0]")]
    assert is_waived("TIM12", ACTION, changes)


@pytest.mark.parametrize(
    "more", ["from: 2006\nto: 2009\n", "from: 2006\n", "to: unknown\n", "to: 2008\nstatus: cancelled\n"]
)
def test_a_partner_that_may_have_been_a_member_is_left_alone(more: str) -> None:
    assert found_at("TIM12", {ACTION: action(f"partners: [beta]\n{more}")}) == []

"""TIM: each rule fires, keeps silent on the near miss, and can be waived."""

from __future__ import annotations

import pytest

from tests.rules.overlaid import findings, pointed_at, waived

ACTION = "plans/tr/actions/TR-A-01.yml"
OBJECTIVE = "plans/tr/objectives/TR-1.yml"
PLAN = "plans/tr/plan.yml"


def action(more: str = "") -> str:
    return f"id: TR-A-01\ntitle: One ticket\nkind: organisational\nobjective: TR-1\n{more}"


def plan(more: str = "") -> str:
    return f"id: tr\nprefix: TR\nkind: public_transport_strategy\ntitle: Transport\n{more}"


def objective(*targets: str, baseline: str = "") -> str:
    lines = "".join(f"      - {{{target}}}\n" for target in targets)
    return f"id: TR-1\ntitle: Easy\nindicators:\n  - ref: IND-TRIPS\n{baseline}    targets:\n{lines}"


MEMBER = "id: beta\nname: Beta\nkind: municipality\n"


@pytest.mark.parametrize(
    ("path", "text", "field"),
    [
        (ACTION, action("from: 2017-06\nto: 2017-03\n"), "to"),
        (ACTION, action("from: 2017\nto: 2016-12-31\n"), "to"),
        (ACTION, action("budget: {lines: [{amount: 1, from: 2018, to: 2017}]}\n"), "budget.lines[0].to"),
        (ACTION, action("wpf: [{member: alfa, from: 2018, to: 2017}]\n"), "wpf[0].to"),
        (PLAN, plan("horizon: {from: 2020, to: 2014}\n"), "horizon.to"),
        ("partnership/members/beta.yml", f"{MEMBER}membership: [{{from: 2009, to: 2008}}]\n", "membership[0].to"),
        (
            "partnership/members/beta.yml",
            f"{MEMBER}codes: [{{scheme: s, code: '1', from: 2009-02, to: 2009-01}}]\n",
            "codes[0].to",
        ),
        ("monitoring/2015/round.yml", "id: 2015\ncovers: {from: 2015, to: 2014}\n", "covers.to"),
        ("plans/tr/lines/TR-L-01.yml", "id: TR-L-01\nname: L\nfrom: 2016\nto: 2015\n", "to"),
        (
            "participation/consultations/K-2014-01/consultation.yml",
            "id: K-2014-01\nopens: 2014-05-02\ncloses: 2014-05-01\n",
            "closes",
        ),
        (
            "registry/funds.yml",
            "own: {name: O, kind: own}\neu: {name: E, kind: eu, eligible_from: 2020, eligible_to: 2014}\n",
            "eligible_to",
        ),
    ],
)
def test_an_end_before_its_start_is_found(path: str, text: str, field: str) -> None:
    (found,) = findings("TIM01", {path: text})
    assert (found.span.path, found.field) == (path, field)
    (related,) = found.related
    assert (related.span.line, related.span.column) < (found.span.line, found.span.column)


@pytest.mark.parametrize(
    "span",
    [
        "from: 2017\nto: 2017-03\n",
        "from: 2017-06\nto: 2017\n",
        "from: 2017-03-01\nto: 2017-03-01\n",
        "from: unknown\nto: 2017\n",
        "from: 2017\nto: unknown\n",
        "from: 2017\n",
        "to: 2017\n",
    ],
)
def test_spans_that_may_be_in_order_are_left_alone(span: str) -> None:
    assert findings("TIM01", {ACTION: action(span)}) == []


def test_an_end_before_its_start_can_be_waived() -> None:
    (found,) = findings("TIM01", {ACTION: waived(action("from: 2017\nto: 2016\n"), "TIM01")})
    assert found.waived


@pytest.mark.parametrize(
    ("span", "field"),
    [
        ("from: 2013\nto: 2015\n", ["from"]),
        ("from: 2018\nto: 2021-01-01\n", ["to"]),
        ("from: 2010\nto: 2012\n", ["from"]),
        ("from: 2021\nto: 2022\n", ["to"]),
        ("from: 2021\n", ["from"]),
        ("to: 2013-12-31\n", ["to"]),
        ("from: unknown\nto: 2013\n", ["to"]),
        ("from: 2013\nto: 2021\n", ["from", "to"]),
        ("from: 2018\nto: 2021\nprovenance: illustrative\n", ["to"]),
        ("from: 2018\nto: 2021\nprovenance: attributed\nstatus: planned\n", ["to"]),
    ],
)
def test_an_action_outside_the_horizon_is_found(span: str, field: list[str]) -> None:
    found = findings("TIM02", {ACTION: action(span)})
    assert [one.field for one in found] == field
    assert {related.span.path for one in found for related in one.related} == {PLAN}


@pytest.mark.parametrize(
    "span",
    [
        "from: 2014\nto: 2020\n",
        "from: 2014-01-01\nto: 2020-12-31\n",
        "from: unknown\nto: unknown\n",
        "from: 2013\nto: 2021\nstatus: cancelled\n",
        "from: 2013\nto: 2021\nstatus: withdrawn\n",
        "",
    ],
)
def test_an_action_inside_the_horizon_or_given_up_is_left_alone(span: str) -> None:
    assert findings("TIM02", {ACTION: action(span)}) == []


@pytest.mark.parametrize(
    "horizon", ["", "horizon: {from: unknown, to: unknown}\n", "horizon: {from: 2013-06, to: 2021-06}\n"]
)
def test_a_horizon_that_may_hold_the_action_says_nothing(horizon: str) -> None:
    assert findings("TIM02", {ACTION: action("from: 2013\nto: 2021\n"), PLAN: plan(horizon)}) == []


def test_an_action_outside_the_horizon_can_be_waived() -> None:
    (found,) = findings("TIM02", {ACTION: waived(action("to: 2023\n"), "TIM02")})
    assert found.waived


@pytest.mark.parametrize(
    ("step", "field"),
    [
        ("due: 2014-12-31", "steps[0].due"),
        ("due: 2019", "steps[0].due"),
        ("due: 2016, done: 2014", "steps[0].done"),
    ],
)
def test_a_step_outside_its_action_is_found(step: str, field: str) -> None:
    changes = {ACTION: action(f"from: 2015\nto: 2018\nsteps: [{{{step}, what: Tender}}]\n")}
    (found,) = findings("TIM03", changes)
    assert found.field == field
    assert pointed_at(found, changes) == step.rpartition(" ")[2]


@pytest.mark.parametrize(
    "step", ["due: 2015", "due: 2018-12-31", "due: 2018, done: 2020", "due: unknown", "done: 2015-01"]
)
def test_a_step_inside_its_action_or_done_late_is_left_alone(step: str) -> None:
    assert findings("TIM03", {ACTION: action(f"from: 2015\nto: 2018\nsteps: [{{{step}, what: Tender}}]\n")}) == []


def test_a_step_outside_its_action_can_be_waived_where_it_stands() -> None:
    waiver = "waivers: [{rule: TIM03, reason: Prepared before., by: office, until: never}]"
    step = f"steps: [{{due: 2014, what: Tender, {waiver}}}, {{due: 2013, what: Study}}]\n"
    found = findings("TIM03", {ACTION: action(f"from: 2015\nto: 2018\n{step}")})
    assert [one.waived for one in found] == [True, False]


@pytest.mark.parametrize("period", ["2012", "2013", "2013-12-31", "2013-06"])
def test_a_target_not_after_the_baseline_of_the_indicator_is_found(period: str) -> None:
    changes = {OBJECTIVE: objective(f"period: {period}, value: 1500")}
    (found,) = findings("TIM08", changes)
    assert (found.field, pointed_at(found, changes)) == ("indicators[0].targets[0].period", period)
    assert [(one.span.path, one.span.line) for one in found.related] == [("registry/indicators/IND-TRIPS.yml", 15)]


def test_the_baseline_of_the_objective_itself_goes_before() -> None:
    own = "    baseline: {period: 2015, value: 1, source: SRC-001}\n"
    (found,) = findings("TIM08", {OBJECTIVE: objective("period: 2014, value: 1500", baseline=own)})
    assert [(one.span.path, one.span.line) for one in found.related] == [(OBJECTIVE, 5)]


def test_a_milestone_after_the_final_target_is_found() -> None:
    changes = {OBJECTIVE: objective("period: 2020, value: 1500", "period: 2021, value: 1400, kind: milestone")}
    (found,) = findings("TIM08", changes)
    assert found.field == "indicators[0].targets[1].period"
    assert [one.span.line for one in found.related] == [6]


def test_the_emission_target_of_a_plan_is_compared_with_its_base_year() -> None:
    text = plan("emissions: {base_year: 2013, target: {period: 2013, kind: relative, change_pct: -20}}\n")
    assert [found.field for found in findings("TIM08", {PLAN: text})] == ["emissions.target.period"]


@pytest.mark.parametrize(
    "targets",
    [
        ("period: 2014, value: 1500",),
        ("period: 2014-01, value: 1500",),
        ("period: unknown, value: 1500",),
        ("value: 1500",),
        ("period: 2017, value: 1200, kind: milestone", "period: 2020, value: 1500"),
        ("period: 2020-06, value: 1200, kind: milestone", "period: 2020, value: 1500"),
        ("period: 2030, value: 1200, kind: milestone",),
    ],
)
def test_targets_in_order_are_left_alone(targets: tuple[str, ...]) -> None:
    assert findings("TIM08", {OBJECTIVE: objective(*targets)}) == []


def test_a_target_for_the_whole_year_of_a_baseline_of_one_month_is_left_alone() -> None:
    own = "    baseline: {period: 2013-06, value: 1, source: SRC-001}\n"
    assert findings("TIM08", {OBJECTIVE: objective("period: 2013, value: 1500", baseline=own)}) == []


def test_a_target_not_after_the_baseline_can_be_waived() -> None:
    (found,) = findings("TIM08", {OBJECTIVE: waived(objective("period: 2012, value: 1500"), "TIM08")})
    assert found.waived

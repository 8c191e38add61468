"""CON: each rule fires, keeps silent on the near miss, and can be waived."""

from __future__ import annotations

import pytest

from som_cli.rules.similarity import like_pairs
from tests.rules.overlaid import findings, overlaid, pointed_at, waived
from tests.rules.texts import LENGTH, OBJECTIVE, OTHER, OUTPUTS, UNITS, found_at, is_waived, length, objective, targets

ROUTE = "plans/str/actions/STR-A-01.yml"
TWIN = "plans/tr/actions/TR-A-02.yml"
METRES = (
    "km: {dimension: length, factor: 1000, base: m}\nm: {dimension: length, factor: 1, base: m}\n"
    "trips: {dimension: count_rate}\nMWh/a: {dimension: energy_rate}\n"
)
TARGET = "{period: 2020, value: 80}"


def stating(baseline: str, target: str = TARGET) -> str:
    return objective(targets(target, baseline=baseline))


def in_other_plan(*listed: str, baseline: str = "") -> str:
    return f"id: TR-1\nlevel: strategic\ntitle: Interchange\nindicators:\n{targets(*listed, baseline=baseline)}"


def test_another_baseline_than_the_registrys_is_found() -> None:
    changes = {OBJECTIVE: stating("{period: 2013, value: 42.5, source: SRC-001}")}
    (found,) = findings("CON01", changes)
    assert (found.item, found.field, pointed_at(found, changes)) == ("IND-KM", "indicators[0].baseline.value", "42.5")
    assert str(found.message) == "the baseline of IND-KM for 2013 is 42.5 km in STR-1, 40.0 km in the registry"
    assert [related.span.path for related in found.related] == [LENGTH]


@pytest.mark.parametrize(
    "baseline",
    [
        "{period: 2013, value: 40}",
        "{period: 2013, value: 40.00}",
        "{period: 2013, value: 40000, unit: m}",
        "{period: 2012, value: 42.5}",
        "{period: 2013-06, value: 42.5}",
        "{period: unknown, value: 42.5}",
        "{period: 2013, value: 42.5, area: alfa}",
        "{period: 2013, value: 42.5, coverage: 2013-06-30}",
        "{period: 2013, missing: not_found}",
    ],
)
def test_a_baseline_that_agrees_or_says_another_thing_is_left_alone(baseline: str) -> None:
    assert found_at("CON01", {UNITS: METRES, OBJECTIVE: stating(baseline)}) == []


def test_baselines_of_two_plans_are_compared_where_the_registry_has_none() -> None:
    changes = {
        LENGTH: length(""),
        OBJECTIVE: stating("{period: 2013, value: 40}"),
        OTHER: in_other_plan(TARGET, baseline="{period: 2013, value: 41}"),
    }
    (found,) = findings("CON01", changes)
    assert (found.span.path, [related.span.path for related in found.related]) == (OTHER, [OBJECTIVE])
    assert "41 km in TR-1, 40 km in STR-1" in str(found.message)


def test_a_withdrawn_objective_contradicts_nobody() -> None:
    text = stating("{period: 2013, value: 42.5}") + "status: withdrawn\n"
    assert found_at("CON01", {OBJECTIVE: text}) == []
    assert found_at("CON02", {OBJECTIVE: text, OTHER: in_other_plan("{period: 2020, value: 75}")}) == []


def test_a_different_baseline_can_be_waived_in_the_plan_or_at_the_indicator() -> None:
    changes = {
        OBJECTIVE: stating("{period: 2013, value: 42.5}"),
        LENGTH: length("baseline: {period: 2013, value: 40.0}\n"),
    }
    assert is_waived("CON01", OBJECTIVE, changes)
    assert is_waived("CON01", LENGTH, changes)


def test_different_targets_are_found_once_for_a_period() -> None:
    changes = {
        OBJECTIVE: objective(targets("{period: 2016, value: 55, kind: milestone}", "{period: 2020, value: 80.0}")),
        OTHER: in_other_plan("{period: 2016, value: 50}", "{period: 2020, value: 75.0}"),
    }
    found = findings("CON02", changes)
    assert [(one.item, one.field, pointed_at(one, changes)) for one in found] == [
        ("IND-KM", "indicators[0].targets[0].value", "55"),
        ("IND-KM", "indicators[0].targets[1].value", "80.0"),
    ]
    assert str(found[1].message) == "the targets of IND-KM for 2020 differ: STR-1 80.0 km, TR-1 75.0 km"
    assert [related.span.path for related in found[1].related] == [OTHER]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("{period: 2020, kind: relative, change_pct: 5}", "{period: 2020, kind: relative, change_pct: 6}"),
        ("{period: 2020, min: 70, max: 80}", "{period: 2020, min: 70, max: 90}"),
        ("{period: 2020, value: 80}", "{period: 2020, value: 81000, unit: m}"),
    ],
)
def test_targets_of_one_form_are_compared(one: str, two: str) -> None:
    changes = {UNITS: METRES, OBJECTIVE: objective(targets(one)), OTHER: in_other_plan(two)}
    assert [item for item, _ in found_at("CON02", changes)] == ["IND-KM"]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("{period: 2020, value: 80}", "{period: 2020, value: 80.00}"),
        ("{period: 2020, value: 80}", "{period: 2020, value: 80000, unit: m}"),
        ("{period: 2020, value: 80}", "{period: 2021, value: 90}"),
        ("{period: 2020, value: 80}", "{period: 2020-06, value: 90}"),
        ("{period: 2020, value: 80}", "{period: 2020, kind: relative, change_pct: 5}"),
        ("{period: 2020, change_pct: 5}", "{period: 2020, change_pct: 5.0}"),
    ],
)
def test_targets_that_agree_or_cannot_be_compared_are_left_alone(one: str, two: str) -> None:
    changes = {UNITS: METRES, OBJECTIVE: objective(targets(one)), OTHER: in_other_plan(two)}
    assert found_at("CON02", changes) == []


def test_different_targets_can_be_waived_in_the_plan_or_at_the_indicator() -> None:
    changes = {
        OBJECTIVE: objective(targets(TARGET)),
        OTHER: in_other_plan("{period: 2020, value: 75}"),
        LENGTH: length(""),
    }
    assert is_waived("CON02", OBJECTIVE, changes)
    assert is_waived("CON02", LENGTH, changes)


def project(identifier: str, title: str, more: str = "owner: alfa\nfrom: 2016\nto: 2018\n") -> str:
    plan = identifier.partition("-")[0]
    return f"id: {identifier}\ntitle: {title}\nkind: study\nobjective: {plan}-1\n{more}{OUTPUTS}"


def pair(title: str, other: str, more: str = "owner: alfa\nfrom: 2016\nto: 2018\n") -> dict[str, str]:
    return {ROUTE: project("STR-A-01", title), TWIN: project("TR-A-02", other, more)}


def test_one_project_in_two_plans_is_found_with_its_evidence() -> None:
    changes = pair("Cycle route from Alfa to Beta", "Cycle route Alfa – Beta")
    (found,) = findings("CON05", changes)
    assert (found.item, found.field, found.span.path) == ("STR-A-01", "title", ROUTE)
    assert all(part in str(found.message) for part in ("TR-A-02", "80 %", "60 %", "alfa", "2016–2018"))
    assert [related.span.path for related in found.related] == [TWIN]


@pytest.mark.parametrize(
    "more",
    [
        "owner: beta\npartners: [alfa]\nfrom: 2018\n",
        "owner: alfa\n",
        "owner: alfa\nfrom: 2018-12\nto: 2019\n",
    ],
    ids=["shared partner", "no years", "years that touch"],
)
def test_partners_and_years_are_judged_generously(more: str) -> None:
    assert found_at("CON05", pair("Przebudowa drogi gminnej", "Przebudowy dróg gminnych drogi", more)) != []


@pytest.mark.parametrize(
    ("title", "other", "more"),
    [
        ("Cycle route from Alfa to Beta", "Purchase of electric buses", "owner: alfa\n"),
        ("Cycle route from Alfa to Beta", "Cycle route from Alfa to Beta", "owner: beta\n"),
        ("Cycle route from Alfa to Beta", "Cycle route from Alfa to Beta", "owner: unknown\n"),
        ("Cycle route from Alfa to Beta", "Cycle route from Alfa to Beta", "owner: alfa\nfrom: 2019\n"),
        ("Cycle route from Alfa to Beta", "Cycle route from Alfa to Beta", "owner: alfa\nstatus: cancelled\n"),
        ("Cycle route, stage 1", "Cycle route, stage 2", "owner: alfa\n"),
        ("Cycle route, stage I", "Cycle route, stage II", "owner: alfa\n"),
    ],
    ids=["title", "owner", "unknown owner", "years", "cancelled", "number", "roman number"],
)
def test_two_projects_are_left_alone(title: str, other: str, more: str) -> None:
    assert found_at("CON05", pair(title, other, more)) == []


def test_mirrors_and_actions_of_one_plan_are_left_alone() -> None:
    mirror = "id: TR-A-02\nmirror_of: STR-A-01\nobjective: TR-1\ntitle: Cycle route from Alfa to Beta\nowner: alfa\n"
    assert found_at("CON05", {ROUTE: project("STR-A-01", "Cycle route from Alfa to Beta"), TWIN: mirror}) == []
    same = {ROUTE: project("STR-A-01", "Cycle route"), ROUTE.replace("01", "02"): project("STR-A-02", "Cycle route")}
    assert found_at("CON05", same) == []


@pytest.mark.parametrize(("path", "other"), [(ROUTE, "TR-A-02"), (TWIN, "STR-A-01")])
def test_a_pair_can_be_waived_at_either_action(path: str, other: str) -> None:
    changes = pair("Cycle route from Alfa to Beta", "Cycle route Alfa – Beta")
    waiver = f"waivers: [{{rule: CON05, reason: Two routes, by: office, until: never, with: {other}}}]\n"
    changes[path] += waiver
    assert [found.waived for found in findings("CON05", changes)] == [True]
    assert findings("GOV08", changes) == []
    changes[path] = changes[path].replace(f"with: {other}", "with: STR-A-77")
    assert [found.waived for found in findings("CON05", changes)] == [False]


def test_pairs_come_in_natural_order() -> None:
    changes = {
        f"plans/{plan}/actions/{plan.upper()}-A-{number}.yml": project(f"{plan.upper()}-A-{number}", "New buses")
        for plan in ("str", "tr")
        for number in (10, 9)
    }
    pairs = [(pair.first.id, pair.second.id) for pair in like_pairs(overlaid(changes).workspace)]
    assert pairs == [(f"STR-A-{one}", f"TR-A-{two}") for one in (9, 10) for two in (9, 10)]


def test_a_waiver_without_a_pair_accepts_the_rule_at_its_own_action() -> None:
    changes = pair("Cycle route from Alfa to Beta", "Cycle route Alfa – Beta")
    assert [found.waived for found in findings("CON05", {**changes, ROUTE: waived(changes[ROUTE], "CON05")})] == [True]

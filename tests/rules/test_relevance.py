"""COV: who collects, gains, answers. Each rule fires, spares the near miss, can be waived."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.rules.texts import ACTION, LENGTH, OBJECTIVE, SECOND, action, found_at, is_waived, length, objective, targets

GAMMA = "partnership/members/gamma.yml"
SWOT = "plans/str/swot.yml"
RISK = "plans/str/risks/STR-R-01.yml"
SOM = "som.yml"
KM = objective(targets("{period: 2020, value: 80}"))
FICHE = "responsible: office\nfrequency: annual\n"


def gamma(membership: str) -> str:
    return f"id: gamma\nname: Gamma\nkind: municipality\n{membership}"


def settings(limits: str) -> str:
    return f"schema: 1\nas_of: 2016-07-01\nlimits: {{{limits}}}\n"


@pytest.mark.parametrize(
    "more", ["", "responsible: unknown\nfrequency: annual\n", "responsible: office\nfrequency: unknown\n"]
)
def test_an_indicator_nobody_collects_is_found(more: str) -> None:
    ((item, field),) = found_at("COV07", {LENGTH: length(more), OBJECTIVE: KM})
    assert (item, field) == ("IND-KM", "frequency" if "office" in more else "responsible")
    assert is_waived("COV07", LENGTH, {LENGTH: length(more), OBJECTIVE: KM})


@pytest.mark.parametrize(
    "text", [length(FICHE), length("").replace("output", "context"), length("status: withdrawn\n")]
)
def test_an_indicator_that_is_collected_or_needs_no_value_is_left_alone(text: str) -> None:
    assert found_at("COV07", {LENGTH: text, OBJECTIVE: KM}) == []
    assert found_at("COV07", {LENGTH: length(""), OBJECTIVE: objective("  - ref: IND-KM\n")}) == []


@pytest.mark.parametrize("membership", ["membership: [{from: 2014}]\n", "membership: [{from: 2010, to: 2016}]\n"])
def test_a_member_without_part_is_found(membership: str) -> None:
    assert found_at("COV08", {GAMMA: gamma(membership)}) == [("gamma", "id")]
    assert is_waived("COV08", GAMMA, {GAMMA: gamma(membership)})


@pytest.mark.parametrize("membership", ["", "membership: [{from: 2017}]\n", "membership: [{from: 2010, to: 2015}]\n"])
def test_a_member_of_other_times_is_left_alone(membership: str) -> None:
    assert found_at("COV08", {GAMMA: gamma(membership)}) == []


@pytest.mark.parametrize(
    "more", ["owner: gamma\n", "partners: [gamma]\n", "budget: {lines: [{amount: 5, payer: gamma}]}\n"]
)
def test_a_member_that_an_action_names_is_left_alone(more: str) -> None:
    assert ("gamma", "id") not in found_at(
        "COV08", {GAMMA: gamma("membership: [{from: 2014}]\n"), ACTION: action(more)}
    )


def tasks(*owners: str, cost: str = "5") -> dict[str, str]:
    return {
        f"plans/str/actions/STR-A-{number:02}.yml": action(
            f"owner: {owner}\nbudget: {{stated_total: {cost}}}\n", identifier=f"STR-A-{number:02}"
        )
        for number, owner in enumerate(owners, 1)
    }


def test_one_owner_of_nearly_all_is_found_and_the_share_counts() -> None:
    many = tasks("alfa", "alfa", "alfa", "alfa", "beta")
    assert found_at("COV09", many) == [("alfa", "id"), ("alfa", "id")]
    member = "partnership/members/alfa.yml"
    text = "id: alfa\nname: Alfa\nkind: municipality\nmembership: [{from: 2005}]\n"
    assert is_waived("COV09", member, {**many, member: text})
    assert found_at("COV09", {**many, SOM: settings("owner_share: 0.80")}) == []
    assert found_at("COV09", tasks("alfa", "alfa", "alfa", "beta", "beta")) == []
    assert found_at("COV09", tasks("alfa", "alfa", "alfa", "alfa")) == []


def test_a_challenge_that_nothing_answers_is_found() -> None:
    challenge = "id: STR-2\nlevel: challenge\ntitle: People leave\n"
    assert found_at("COV10", {SECOND: challenge}) == [("STR-2", "id")]
    assert is_waived("COV10", SECOND, {SECOND: challenge})
    answer = objective("", "contributes: [{to: STR-2, why: It keeps them.}]\n")
    assert found_at("COV10", {SECOND: challenge, OBJECTIVE: answer}) == []
    assert found_at("COV10", {SECOND: challenge, OBJECTIVE: objective("", "parent: STR-2\n")}) == []


def test_a_weakness_that_nothing_answers_is_found() -> None:
    lonely = "weaknesses: [{text: Slow trains}, {text: No routes}]\n"
    assert found_at("COV10", {SWOT: lonely}) == [("str/swot", "weaknesses")]
    assert is_waived("COV10", SWOT, {SWOT: lonely})
    half = "weaknesses: [{text: Slow trains, answered_by: [STR-1]}, {text: No routes}]\n"
    assert found_at("COV10", {SWOT: half}) == [("str/swot", "weaknesses[1]")]
    assert found_at("COV10", {SWOT: half.replace("No routes", "No routes, answered_by: [STR-1]")}) == []
    assert found_at("COV10", {SWOT: "strengths: [{text: Lakes}]\n"}) == []


def test_an_objective_that_answers_no_point_is_found() -> None:
    swot = "weaknesses: [{text: Slow trains, answered_by: [STR-1]}]\n"
    second = "id: STR-2\nlevel: strategic\ntitle: Clean lakes\n"
    assert found_at("COV10", {SWOT: swot, SECOND: second}) == [("STR-2", "id")]
    assert found_at("COV10", {SWOT: swot, SECOND: second.replace("strategic", "operational")}) == []


@pytest.mark.parametrize(
    ("more", "key"), [("owner: alfa\n", "response"), ("response: Survey\nowner: unknown\n", "owner")]
)
def test_a_high_risk_without_answer_is_found(more: str, key: str) -> None:
    text = f"id: STR-R-01\nprobability: 4\nimpact: 3\n{more}"
    assert found_at("COV11", {RISK: text}) == [("STR-R-01", key)]
    assert is_waived("COV11", RISK, {RISK: text})
    assert found_at("COV11", {RISK: text, SOM: settings("risk_level: 13, risks_per_plan: 0")}) == []


@pytest.mark.parametrize("more", ["probability: 4\nimpact: 3\nresponse: Survey\nowner: alfa\n", "probability: 5\n", ""])
def test_an_answered_or_small_risk_is_left_alone(more: str) -> None:
    assert found_at("COV11", {RISK: f"id: STR-R-01\n{more}"}) == []


def test_a_plan_without_risks_is_found_and_those_of_actions_count() -> None:
    assert found_at("COV11", {SOM: settings("")}) == [("str", "id"), ("tr", "id")]
    risky = action("risks: [{id: STR-A-01-R1, what: Frost}]\n")
    assert found_at("COV11", {SOM: settings(""), ACTION: risky}) == [("tr", "id")]


def child(number: int, parent: str = "STR-1", identifier: str = "") -> tuple[str, str]:
    name = identifier or f"STR-1.{number}"
    return (
        f"plans/str/objectives/{name}.yml",
        f"id: {name}\nlevel: operational\ntitle: Part {number}\nparent: {parent}\n",
    )


@pytest.mark.parametrize(("count", "is_found"), [(0, False), (1, True), (2, False), (7, False), (8, True)])
def test_too_few_and_too_many_children_are_found(count: int, *, is_found: bool) -> None:
    changes = {OBJECTIVE: objective(), **dict(child(number) for number in range(1, count + 1))}
    assert found_at("COV12", changes) == ([("STR-1", "id")] if is_found else [])
    assert not is_found or is_waived("COV12", OBJECTIVE, changes)


def test_a_tree_too_deep_is_found_once_and_a_cycle_ends() -> None:
    names = ["STR-1", "STR-1.1", "STR-1.1.1", "STR-1.1.1.1", "STR-1.1.1.1.1", "STR-1.1.1.1.1.1"]
    deep = dict(child(1, parent, name) for parent, name in pairwise(names))
    assert ("STR-1.1.1.1.1", "parent") in found_at("COV12", deep)
    assert len([field for _, field in found_at("COV12", deep) if field == "parent"]) == 1
    assert ("STR-1", "parent") not in found_at(
        "COV12", {OBJECTIVE: objective("", "parent: STR-1.1\n"), **dict([child(1)])}
    )

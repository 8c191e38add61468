"""CON: plans that agree, indicators told apart. Each rule fires, spares the near miss, can be waived."""

from __future__ import annotations

import pytest

from som_cli.model.legal import default_profile_names
from som_cli.model.profiles import default_profile, legal_profile
from som_cli.rules.registry import Gate
from som_cli.rules.run import check_workspace
from tests.rules.overlaid import overlaid, waived
from tests.rules.texts import (
    ACTION,
    LENGTH,
    MIRROR,
    OBJECTIVE,
    OTHER,
    OUTPUTS,
    action,
    found_at,
    is_waived,
    length,
    objective,
    targets,
)

STR, TR = "plans/str/plan.yml", "plans/tr/plan.yml"
TWIN = "registry/indicators/IND-ROADS.yml"
SECOND = "plans/str/actions/STR-A-02.yml"
BASE = "baseline: {period: 2013, value: 40.0}\n"
GLOSSARY, CHAPTER = "registry/glossary.yml", "plans/str/text/01-vision.md"


def plan(more: str, name: str = "str", kind: str = "development_strategy") -> str:
    return f"id: {name}\nprefix: {name.upper()}\nkind: {kind}\ntitle: P\n{more}"


def transport(target: str) -> str:
    return objective(targets(target), identifier="TR-1")


def up_and(target: str) -> dict[str, str]:
    text = objective(targets("{period: 2019, value: 80}"))
    return {LENGTH: length(BASE, direction="none"), OBJECTIVE: text, OTHER: transport(target)}


@pytest.mark.parametrize(
    ("target", "key"),
    [("{period: 2020, value: 30}", "value"), ("{period: 2020, kind: relative, change_pct: -5}", "change_pct")],
)
def test_aims_that_contradict_are_found(target: str, key: str) -> None:
    changes = up_and(target)
    assert found_at("CON03", changes) == [("IND-KM", f"indicators[0].targets[0].{key}")]
    assert is_waived("CON03", OTHER, changes)


@pytest.mark.parametrize("target", ["{period: 2020, value: 70}", "{period: 2020, value: 40}", "{period: 2020, min: 1}"])
def test_aims_on_one_side_are_left_alone(target: str) -> None:
    assert found_at("CON03", up_and(target)) == []


def twin(name: str, more: str = "") -> str:
    return length(more).replace("id: IND-KM", "id: IND-ROADS").replace("name: Length", f"name: {name}")


NAMED = length("").replace("name: Length", "name: Length of cycle routes in villages")


@pytest.mark.parametrize("name", ["Length of cycle routes in villages", "Lengths of cycle routes in the villages"])
def test_indicators_hard_to_tell_apart_are_found(name: str) -> None:
    changes = {LENGTH: NAMED, TWIN: twin(name)}
    assert found_at("CON04", changes) == [("IND-ROADS", "name")]
    assert is_waived("CON04", TWIN, changes)


@pytest.mark.parametrize("name", ["Length of roads with calmed traffic", "Length of cycle routes in villages 2"])
def test_indicators_that_differ_are_left_alone(name: str) -> None:
    assert found_at("CON04", {LENGTH: NAMED, TWIN: twin(name)}) == []
    other_unit = twin("Length of cycle routes in villages").replace("unit: km", "unit: trips")
    assert found_at("CON04", {LENGTH: NAMED, TWIN: other_unit}) == []


def test_one_foreign_code_at_two_indicators_is_found() -> None:
    one = "codes: [{scheme: EU, code: RCO58, relation: exact}]\n"
    two = one.replace("RCO58", "RCO058")
    changes = {LENGTH: length(one), TWIN: twin("Roads", two)}
    assert found_at("CON04", changes) == [("IND-ROADS", "codes[0].code")]
    assert found_at("CON04", {**changes, TWIN: twin("Roads", two.replace("exact", "close"))}) == []


@pytest.mark.parametrize(
    ("more", "key"), [("to: 2020\n", "to"), ("owner: beta\n", "owner"), ("status: idea\n", "status")]
)
def test_a_mirror_unlike_its_original_is_found(more: str, key: str) -> None:
    changes = {MIRROR: f"id: TR-A-02\nmirror_of: STR-A-01\nobjective: TR-1\n{more}"}
    assert found_at("CON06", changes) == [("TR-A-02", key)]
    assert is_waived("CON06", MIRROR, changes)


@pytest.mark.parametrize("more", ["", "to: 2018\nowner: alfa\nstatus: planned\n"])
def test_a_mirror_that_says_the_same_is_left_alone(more: str) -> None:
    assert found_at("CON06", {MIRROR: f"id: TR-A-02\nmirror_of: STR-A-01\nobjective: TR-1\n{more}"}) == []


LINK = "contributes: [{to: TR-1, why: It is near.}]\n"
ROADS = twin("Roads")
ONLY_ROADS = "id: TR-1\ntitle: Roads\nindicators: [{ref: IND-ROADS}]\n"


def test_an_empty_contribution_is_found() -> None:
    changes = {ACTION: action(OUTPUTS + LINK), TWIN: ROADS, OTHER: ONLY_ROADS}
    assert found_at("CON07", changes) == [("STR-A-01", "contributes[0].to")]
    assert is_waived("CON07", ACTION, changes)
    assert found_at("CON07", {**changes, ACTION: action(LINK)}) == []
    assert found_at("CON07", {**changes, TWIN: ROADS.replace("output", "result")}) == []
    assert found_at("CON07", {**changes, ACTION: action(OUTPUTS.replace("IND-KM", "IND-ROADS") + LINK)}) == []
    assert found_at("CON07", {**changes, OBJECTIVE: "id: STR-1\ntitle: S\nindicators: [{ref: IND-ROADS}]\n"}) == []


def test_an_objective_left_alone_is_found() -> None:
    alone = {OTHER: "id: TR-1\ntitle: T\nindicators: [{ref: IND-TRIPS}]\n", OBJECTIVE: objective("")}
    alone[OBJECTIVE] = "id: STR-1\ntitle: S\nindicators: [{ref: IND-TRIPS}]\n"
    assert found_at("CON08", alone) == [("STR-1", "id")]
    assert is_waived("CON08", OBJECTIVE, alone)
    assert found_at("CON08", {**alone, OTHER: alone[OTHER] + "contributes: [{to: STR-1, why: Trips.}]\n"}) == []
    assert found_at("CON08", {**alone, OTHER: "id: TR-1\ntitle: T\nindicators: [{ref: IND-KM}]\n"}) == []
    assert found_at("CON08", {**alone, STR: plan("", kind="other")}) == []
    carried = "id: STR-A-09\nmirror_of: TR-A-01\nobjective: STR-1\n"
    assert found_at("CON08", {**alone, "plans/str/actions/STR-A-09.yml": carried}) == []


@pytest.mark.parametrize(
    ("one", "two", "field"),
    [
        ("horizon: {from: 2014, to: 2020}\n", "horizon: {from: 2014, to: 2023}\n", "horizon.to"),
        ("emissions: {base_year: 2013}\n", "emissions: {base_year: 2009}\n", "emissions.base_year"),
    ],
)
def test_assumptions_that_differ_are_found(one: str, two: str, field: str) -> None:
    changes = {STR: plan(one), TR: plan(two, "tr", "other")}
    assert found_at("CON09", changes) == [("tr", field)]
    assert is_waived("CON09", TR, changes)
    assert found_at("CON09", {STR: plan(one), TR: plan(one, "tr", "other")}) == []
    assert found_at("CON09", {STR: plan(one), TR: plan("", "tr", "other")}) == []


def dug(start: str, *, place: str = "Mill Street", kind: str = "investment") -> dict[str, str]:
    first = action(f"from: 2014\nto: 2015\nplace: {place}\n")
    second = action(f"from: {start}\nto: 2020\nplace: {place}\n", identifier="STR-A-02", kind=kind)
    return {ACTION: first, SECOND: second}


@pytest.mark.parametrize("start", ["2016", "2018"])
def test_a_place_opened_twice_is_found(start: str) -> None:
    assert found_at("CON10", dug(start)) == [("STR-A-02", "place")]
    assert is_waived("CON10", SECOND, dug(start))


@pytest.mark.parametrize(
    "changes",
    [dug("2015"), dug("2019-01"), dug("unknown"), dug("2016", place="Town of Alfa"), dug("2016", kind="study")],
    ids=["at once", "years later", "unknown", "a whole member", "a study"],
)
def test_other_works_are_left_alone(changes: dict[str, str]) -> None:
    assert found_at("CON10", changes) == []


def judged(profile: str, more: str = "") -> list[tuple[str, bool]]:
    text = plan(f"legal_profile: {profile}\n{more}")
    found = check_workspace(overlaid({STR: text}), Gate.ADOPTION).findings
    return [(one.item, one.waived) for one in found if one.code == "CON11"]


def test_a_higher_document_is_asked_for_by_its_profile_alone() -> None:
    assert judged("pl-2020") == judged("pl-2026") == [("str", False)]
    assert judged("pl-2014") == []
    assert judged("pl-2020", waived("", "CON11")) == [("str", True)]
    assert judged("pl-2020", "higher: [{title: S, document: regional_strategy, statement: It agrees.}]\n") == []
    assert judged("pl-2020", "higher: [{title: S, document: regional_strategy}]\n") == [("str", False)]


TERM = {GLOSSARY: "CRN: {term: CRN, expand: Cycle Route Network}\n", STR: plan(f"chapters: [{CHAPTER}]\n")}


def test_a_term_defined_otherwise_is_found() -> None:
    changes = {**TERM, CHAPTER: "# Vision\n\nThe Common Road Network (CRN) joins all.\n"}
    assert found_at("CON13", changes) == [("str", "")]
    about = f"waivers: [{{rule: CON13, reason: Quoted., by: office, until: never, about: {CHAPTER}}}]\n"
    assert found_at("CON13", {**changes, CHAPTER: "The cycle routes network (CRN) joins all.\n"}) == []
    assert found_at("CON13", {**changes, CHAPTER: "Read more in the appendix (CRN).\n"}) == []
    accepted = check_workspace(overlaid({**changes, STR: changes[STR] + about})).findings
    assert [one.waived for one in accepted if one.code == "CON13"] == [True]


def test_a_term_defined_twice_is_found() -> None:
    twice = "crn: {term: CRN, expand: Cycle Route Network}\nother: {term: CRN, expand: Common Road Net}\n"
    assert found_at("CON13", {GLOSSARY: twice}) == [("other", "term")]
    assert found_at("CON13", {GLOSSARY: twice.replace("Common Road Net", "Cycle Route Network")}) == []


def test_a_plan_is_judged_by_its_own_profile_first() -> None:
    own = overlaid({STR: plan("legal_profile: pl-2014\n"), "som.yml": "schema: 1\nlegal_profile: pl-2026\n"}).workspace
    names = [found.id for found in (legal_profile(own, own.plans["str"]), legal_profile(own, own.plans["tr"])) if found]
    assert names == ["pl-2014", "pl-2026"]


def test_a_profile_of_the_workspace_takes_the_place_of_ours() -> None:
    text = "id: pl-2014\ntitle: Ours\nconsultation: {days: 14, article: statute of the association}\n"
    workspace = overlaid({"registry/profiles/pl-2014.yml": text, STR: plan("legal_profile: pl-2014\n")}).workspace
    found = legal_profile(workspace, workspace.plans["str"])
    assert found is not None
    assert found.consultation is not None
    assert found.consultation.days == 14


def test_an_unknown_profile_is_a_reference_to_nothing() -> None:
    assert found_at("REF01", {STR: plan("legal_profile: pl-2013\n")}) == [("str", "legal_profile")]
    unknown = overlaid({STR: plan("legal_profile: pl-2013\n")}).workspace
    assert legal_profile(unknown, unknown.plans["str"]) is None


@pytest.mark.parametrize("name", default_profile_names())
def test_every_constant_of_a_profile_cites_its_article(name: str) -> None:
    profile = default_profile(name)
    terms = (profile.consultation, profile.report, profile.opinion, profile.ex_ante, profile.forecast)
    parts = (profile.invited, profile.strategy_parts, profile.low_emission_parts, profile.higher_documents)
    articles = [one.article for one in terms if one] + [part.article for group in parts for part in group.values()]
    assert articles
    assert all(articles)


def test_a_profile_of_2014_has_no_constant_of_2020() -> None:
    old = default_profile("pl-2014")
    assert (old.consultation, old.report, old.opinion, old.ex_ante) == (None, None, None, None)
    assert not old.strategy_parts
    assert not old.higher_documents

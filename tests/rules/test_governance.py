"""GOV: decisions, versions and procedures; history without a repository."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from som_cli.analysis.adoption import fingerprint
from som_cli.model.history import History, Predecessor
from som_cli.model.loading import load
from som_cli.rules.adoption import versions_in_disorder
from som_cli.rules.identifiers import reused_id
from som_cli.text.diagnostics import Severity
from som_cli.text.files import WorkingTree
from tests.rules.overlaid import overlaid
from tests.rules.texts import found_at, is_waived

PLAN = "plans/str/plan.yml"
DECISION = "participation/decisions/D-2015-01.yml"
EXAMPLE = Path(__file__).parents[1] / "example" / "strategies"
REAL = {"som.yml": "schema: 1\nlanguage: en\nas_of: 2016-07-01\n"}


def plan(more: str = "", status: str = "adopted") -> str:
    return f"id: str\nprefix: STR\nkind: development_strategy\ntitle: Strategy\nstatus: {status}\n{more}"


def decision(more: str = "", body: str = "assembly") -> str:
    head = f"id: D-2015-01\nkind: resolution\ntitle: Yes\nbody: {body}\ndate: 2015-06-01\n"
    return f"{head}{more or 'adopts: {plan: str}'}\n"


def test_the_fingerprint_of_the_example_is_the_one_that_its_decision_states() -> None:
    workspace = load(WorkingTree(EXAMPLE), date(2016, 7, 1)).workspace
    adopts = workspace.decisions["D-2014-01"].adopts
    assert adopts is not None
    assert fingerprint(workspace, "str") == adopts.fingerprint


def test_running_fields_leave_the_fingerprint_as_it_is() -> None:
    action = "plans/str/actions/STR-A-01.yml"
    text = "id: STR-A-01\ntitle: A\nkind: study\nobjective: STR-1\nsteps: [{due: 2016, what: B}]\n"
    moved = text.replace("what: B", "what: B, done: 2016") + "status: completed\n"
    changed = text.replace("what: B", "what: C")
    one, same, other = (fingerprint(overlaid({action: each}).workspace, "str") for each in (text, moved, changed))
    assert one == same != other


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({PLAN: plan()}, [("str", "status")]),
        ({PLAN: plan(status="draft")}, []),
        ({PLAN: plan(), DECISION: decision()}, []),
        ({PLAN: plan(), DECISION: decision(body="office")}, [("D-2015-01", "body")]),
        ({PLAN: plan(), DECISION: decision(body="alfa")}, []),
    ],
)
def test_adoption_needs_a_decision_of_a_body_that_may(changes: dict[str, str], expected: list[tuple[str, str]]) -> None:
    assert found_at("GOV01", changes) == expected


def test_adoption_without_power_can_be_waived() -> None:
    assert is_waived("GOV01", PLAN, {PLAN: plan()})


@pytest.mark.parametrize(
    ("vote", "fields"),
    [
        ("entitled: 2, present: 2, for: 2, against: 0, abstained: 0", []),
        ("entitled: 2, present: 2, for: 2", []),
        ("entitled: 2, present: 2, for: 1, against: 0, abstained: 0", ["vote.present"]),
        ("entitled: 2, present: 3", ["vote.entitled"]),
        ("entitled: 2, present: 2, for: 1, against: 1, abstained: 0", ["vote.for"]),
        ("entitled: 3, present: 3, for: 3, against: 0, abstained: 0", ["vote.entitled"]),
    ],
)
def test_votes(vote: str, fields: list[str]) -> None:
    changes = {DECISION: decision(f"adopts: {{plan: str}}\nvote: {{{vote}}}")}
    assert [field for _, field in found_at("GOV02", changes)] == fields
    assert not fields or is_waived("GOV02", DECISION, changes)


@pytest.mark.parametrize(
    ("versions", "count"),
    [
        ('{version: "0.9"}, {version: "0.10"}, {version: "1.0"}', 0),
        ('{version: "1.0"}, {version: "1.0"}', 1),
        ('{version: "1.0", date: 2015}, {version: "1.1", date: 2015-03}', 0),
        ('{version: "1.0", date: 2015-04}, {version: "1.1", date: 2015-03}', 1),
    ],
)
def test_versions_go_forward(versions: str, count: int) -> None:
    changes = {PLAN: plan(f"versions: [{versions}]\n", "draft")}
    assert len(found_at("GOV04", changes)) == count
    assert not count or is_waived("GOV04", PLAN, changes)


@pytest.mark.parametrize(
    ("history", "severities"),
    [
        (None, [Severity.INFO]),
        (History(is_shallow=True), [Severity.INFO]),
        (History(), [None]),
        (History(frozenset({"str/1.0"})), []),
    ],
)
def test_a_tag_is_looked_for_where_there_is_history(history: History | None, severities: list[Severity | None]) -> None:
    workspace = overlaid({DECISION: decision("adopts: {plan: str, tag: str/1.0}"), **REAL}).workspace
    known = replace(workspace, recall=lambda: history)
    assert versions_in_disorder.check is not None
    assert [found.severity for found in versions_in_disorder.check(known)] == severities


@pytest.mark.parametrize(("title", "count"), [("A connected area of all", 0), ("Cleaner air", 1), ("", 0)])
def test_an_id_of_a_deleted_file_is_not_given_to_something_else(title: str, count: int) -> None:
    earlier = Predecessor("plans/str/objectives/STR-1.yml", title, "0123456789abcdef")
    workspace = replace(overlaid({}).workspace, recall=lambda: History(predecessors=(("STR-1", earlier),)))
    assert reused_id.check is not None
    assert len(list(reused_id.check(workspace))) == count


def test_a_member_that_objected_is_bound_by_its_own_decision() -> None:
    own = "id: D-2015-02\nkind: resolution\ntitle: Yes\nbody: alfa\ndate: 2015-07-01\nafter: [D-2015-01]\n"
    changes = {PLAN: plan(), DECISION: decision("adopts: {plan: str}\nobjections: [{member: alfa}]")}
    assert found_at("GOV06", changes) == [("STR-A-01", "owner")]
    assert found_at("GOV06", {**changes, "participation/decisions/D-2015-02.yml": own}) == []


def adopted(version: str, fingerprint_: str) -> str:
    return decision(f'adopts: {{plan: str, version: "{version}", fingerprint: "{fingerprint_}"}}')


def test_a_text_that_is_the_adopted_one_or_is_being_worked_on_is_left_alone() -> None:
    one = plan('versions: [{version: "1.0", kind: adopted}]\n')
    two = plan('versions: [{version: "1.0", kind: adopted}, {version: "1.1", kind: draft}]\n')
    right, wrong = fingerprint(overlaid({PLAN: one}).workspace, "str"), f"sha256:{'0' * 64}"
    assert found_at("GOV03", {PLAN: one, DECISION: adopted("1.0", wrong)}) == [("D-2015-01", "adopts.fingerprint")]
    assert found_at("GOV03", {PLAN: one, DECISION: adopted("1.0", right)}) == []
    assert found_at("GOV03", {PLAN: two, DECISION: adopted("1.0", wrong)}) == []
    assert found_at("GOV03", {PLAN: one, DECISION: decision()}) == []


@pytest.mark.parametrize(
    ("steps", "fields"),
    [
        ("{procedure: zit, step: notice, evidence: K-2015-01}", []),
        ("{procedure: zit, step: notice, source: SRC-001}", []),
        ("{procedure: zit, step: report, source: SRC-001}, {procedure: zit, step: notice, source: SRC-001}", []),
        ("{procedure: zit, step: notice}", ["process[0].step"]),
        ("{procedure: zit, step: report, source: SRC-001}", ["process[0].step"]),
        ("{procedure: zit, step: vote, source: SRC-001}", ["process[0].step"]),
    ],
)
def test_steps_that_are_still_to_come_are_not_skipped(steps: str, fields: list[str]) -> None:
    procedures = {"partnership/procedures.yml": "zit: {name: Notice, steps: [notice, report, end]}\n"}
    changes = {PLAN: plan(f"process: [{steps}]\n", "draft"), **procedures}
    assert [field for _, field in found_at("GOV05", changes)] == fields


@pytest.mark.parametrize(
    ("more", "count"),
    [
        ("adopts: {plan: str}", 1),
        ("adopts: {plan: str}\npublication: {published: 2015}", 1),
        ("adopts: {plan: str}\npublication: {url: https://example.invalid/1}", 1),
        ("adopts: {plan: str}\npublication: {published: 2015, url: https://example.invalid/1}", 0),
        ("adopts: {plan: str}\nsource: unknown", 0),
        ("adopts: {plan: str}\nsource: SRC-002", 0),
        ('number: "1"', 0),
    ],
)
def test_a_decision_is_published_or_was_read_where_it_was(more: str, count: int) -> None:
    page = "id: SRC-002\ntitle: Bulletin\nkind: document\nurl: https://example.invalid/b\n"
    changes = {PLAN: plan(), DECISION: decision(more), "registry/sources/SRC-002.yml": page}
    assert len(found_at("GOV07", changes)) == count


@pytest.mark.parametrize(
    ("end", "more", "status", "count"),
    [
        ("2015", "", "adopted", 1),
        ("2016-06", "", "adopted", 1),
        ("2016-06-30", "", "draft", 1),
        ("2016-07-01", "", "adopted", 0),
        ("2016-07", "", "adopted", 0),
        ("2016", "", "adopted", 0),
        ("unknown", "", "adopted", 0),
        ("2015", "", "expired", 0),
        ("2015", "superseded_by: tr\n", "adopted", 0),
    ],
)
def test_a_plan_lives_to_the_last_day_that_its_end_can_mean(end: str, more: str, status: str, count: int) -> None:
    changes = {PLAN: plan(f"horizon: {{from: 2014, to: {end}}}\n{more}", status)}
    assert len(found_at("GOV09", changes)) == count


def of_kind(kind: str, law: str, more: str = "", since: int = 2021) -> dict[str, str]:
    text = plan(f"legal_profile: {law}\nhorizon: {{from: {since}, to: 2030}}\n{more}", "draft")
    return {PLAN: text.replace("development_strategy", kind)}


ASSESSED = (
    "evaluation:\n  - {kind: ex_ante, date: 2021}\n  - {kind: environmental, note: Waived by the authority.}\n"
    "process: [{procedure: zit, step: opinion, evidence: D-2021-01}]\n"
)
OPINION = {"participation/decisions/D-2021-01.yml": "id: D-2021-01\nkind: opinion\ntitle: Opinion\n"}


@pytest.mark.parametrize(
    ("code", "changes", "count"),
    [
        ("GOV10", of_kind("development_strategy", "pl-2020"), 1),
        ("GOV10", of_kind("development_strategy", "pl-2014"), 0),
        ("GOV10", of_kind("development_strategy", "pl-2020", since=2014), 0),
        ("GOV10", of_kind("other", "pl-2020"), 0),
        ("GOV11", of_kind("development_strategy", "pl-2020"), 2),
        ("GOV11", of_kind("development_strategy", "pl-2020", ASSESSED) | OPINION, 0),
        ("GOV11", of_kind("development_strategy", "pl-2020", since=2014), 0),
        ("GOV11", of_kind("other", "pl-2020"), 0),
        ("GOV12", of_kind("low_emission_plan", "pl-2014", since=2014), 1),
        ("GOV12", of_kind("other", "pl-2014", since=2014), 0),
        ("GOV12", of_kind("low_emission_plan", "pl-2014", since=2021), 0),
    ],
)
def test_a_law_asks_for_parts_only_of_its_kind_of_plan_and_in_its_time(
    code: str, changes: dict[str, str], count: int
) -> None:
    assert len(found_at(code, changes)) == count

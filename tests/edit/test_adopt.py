"""An adoption writes the version, the status, the tag and the fingerprint, and changes nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from som_cli.analysis.adoption import fingerprint
from som_cli.edit.adopt import Adopted, AdoptError, adopt
from som_cli.model.history import History
from som_cli.model.loading import load
from som_cli.model.plan import PlanStatus, VersionKind
from som_cli.text.files import MemoryFiles, WorkingTree

TINY = Path(__file__).parents[1] / "tiny"
TODAY = date(2016, 7, 1)
PLAN = "plans/str/plan.yml"
DECISION = "participation/decisions/D-2016-01.yml"
HEAD = "id: D-2016-01\nkind: resolution\nbody: assembly\ndate: 2016-06-01  # on a Wednesday\ntitle: Yes\n"
OLD = '  - {version: "0.9", date: 2015-03-01, kind: consulted}  # for everybody\n'


def files(changes: Mapping[str, str]) -> MemoryFiles:
    tree = WorkingTree(TINY)
    contents = {path: tree.read(path) for path in tree.paths}
    contents |= {path: text.encode() for path, text in {DECISION: HEAD, **changes}.items() if text}
    return MemoryFiles(contents)


def adopted(
    changes: Mapping[str, str], version: str = "1.0", decision: str = "D-2016-01", plan: str = "str"
) -> Adopted:
    tree = files(changes)
    return adopt(tree, load(tree, TODAY), plan, version, decision)


def plan(more: str = "", status: str = "status: draft\n") -> str:
    head = "id: str\nprefix: STR\nkind: development_strategy\ntitle: Strategy\n"
    return f"{head}{status}{more}monitoring: {{frequency: annual}}\n"


def written(found: Adopted, path: str) -> str:
    return found.changes.writes[path].decode()


def test_the_version_stands_behind_the_others_and_every_other_character_stays() -> None:
    found = adopted({PLAN: plan(f"versions:\n{OLD}")})
    entry = '  - {version: "1.0", date: 2016-06-01, kind: adopted, decision: D-2016-01}\n'
    assert written(found, PLAN) == plan(f"versions:\n{OLD}{entry}", "status: adopted\n")
    stated = f'adopts: {{plan: str, version: "1.0", tag: str/1.0, fingerprint: "{found.fingerprint}"}}\n'
    assert written(found, DECISION) == HEAD + stated
    assert set(found.changes.writes) == {PLAN, DECISION}
    assert found.tag == "str/1.0"
    again = found.loaded.workspace
    adopts = again.decisions["D-2016-01"].adopts
    assert adopts is not None
    assert adopts.fingerprint == fingerprint(again, "str") == found.fingerprint


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "versions:\n  - NEW\n"),
        ("versions: []\n", "versions: [NEW]\n"),
        ('versions: [{version: "0.9"}]\n', 'versions:\n  - {version: "0.9"}\n  - NEW\n'),
        ("versions: [{version: '0.9'}]\n", "versions: [{version: '0.9'}, NEW]\n"),
        (
            'versions:\n  - version: "0.9"\n    kind: draft\n# end\n',
            'versions:\n  - version: "0.9"\n    kind: draft\n  - NEW\n# end\n',
        ),
        (
            "versions:\n  - kind: draft\n    version: '0.9'\n",
            "versions:\n  - kind: draft\n    version: '0.9'\n  - NEW\n",
        ),
    ],
    ids=["none", "empty", "too long for a line", "in brackets", "canonical", "blocks"],
)
def test_versions_are_added_however_the_list_is_written(before: str, after: str) -> None:
    new = '{version: "1.0", date: 2016-06-01, kind: adopted, decision: D-2016-01}'
    text = written(adopted({PLAN: plan(before)}), PLAN)
    assert text == plan(after.replace("NEW", new), "status: adopted\n")


def test_a_status_that_is_not_there_is_made() -> None:
    assert "status: adopted\n" in written(adopted({PLAN: plan(status="")}), PLAN)


def test_a_second_adoption_is_an_amendment() -> None:
    first = 'versions:\n  - {version: "1.0", date: 2015-06-01, kind: adopted}\n'
    found = adopted({PLAN: plan(first, "status: adopted\n")}, "1.1")
    assert "status: amended\n" in written(found, PLAN)
    assert '{version: "1.1", date: 2016-06-01, kind: amended, decision: D-2016-01}' in written(found, PLAN)


def test_what_the_decision_says_of_the_adoption_stays() -> None:
    found = adopted({DECISION: HEAD + "adopts: {plan: str, note: unanimously}\n"})
    text = written(found, DECISION)
    assert "note: unanimously" in text
    adopts = found.loaded.workspace.decisions["D-2016-01"].adopts
    assert adopts is not None
    assert (adopts.version, adopts.tag, adopts.fingerprint) == ("1.0", "str/1.0", found.fingerprint)


@pytest.mark.parametrize(
    "entry",
    [
        'version: "1.0", date: 2016-06-01, kind: adopted, decision: D-2016-01',
        'version: "1.0", date: 2016-06-01, decision: D-2016-01',
        'version: "1.0", note: by hand',
    ],
)
@pytest.mark.parametrize("adopts", ["", 'adopts: {plan: str, version: "1.0"}\n', "adopts: {plan: str, tag: str/1.0}\n"])
def test_what_was_written_by_hand_is_completed(entry: str, adopts: str) -> None:
    found = adopted({PLAN: plan(f"versions: [{{{entry}}}]\n"), DECISION: HEAD + adopts})
    workspace = found.loaded.workspace
    (version,) = workspace.plans["str"].versions
    assert (version.version, str(version.date), version.kind, version.decision) == (
        *("1.0", "2016-06-01", VersionKind.ADOPTED),
        "D-2016-01",
    )
    assert version.note == ("by hand" if "note" in entry else None)
    assert workspace.plans["str"].status is PlanStatus.ADOPTED
    stated = workspace.decisions["D-2016-01"].adopts
    assert stated is not None
    assert (stated.version, stated.tag, stated.fingerprint) == ("1.0", "str/1.0", found.fingerprint)


def test_an_adoption_that_lacks_nothing_is_not_made_again() -> None:
    found = adopted({PLAN: plan("")})
    with pytest.raises(AdoptError, match=r"version 1\.0, already"):
        adopted({PLAN: written(found, PLAN), DECISION: written(found, DECISION)})
    status = written(found, PLAN).replace("status: adopted", "status: draft")
    again = adopted({PLAN: status, DECISION: written(found, DECISION)})
    assert set(again.changes.writes) == {PLAN}


@pytest.mark.parametrize(
    ("changes", "arguments", "words"),
    [
        ({PLAN: "id: str\n"}, {}, "not all files can be read"),
        ({}, {"plan": "st"}, "there is no plan `st`"),
        ({}, {"decision": "D-2016-02"}, "there is no decision `D-2016-02`"),
        ({DECISION: HEAD.replace("resolution", "opinion")}, {}, "adopts nothing"),
        ({DECISION: HEAD.replace("assembly", "office")}, {}, "only `decision` may adopt"),
        ({DECISION: HEAD.replace("date: 2016-06-01", "date: 2016")}, {}, "has no day"),
        ({DECISION: HEAD.replace("2016-06-01", "2016-07-02")}, {}, "today is 2016-07-01"),
        ({DECISION: HEAD + "adopts: {plan: tr}\n"}, {}, "adopts the plan `tr`"),
        ({DECISION: HEAD + 'adopts: {plan: str, version: "0.9"}\n'}, {}, "version 0.9, already"),
        ({}, {"version": "1 0"}, "no number of a version"),
        ({}, {"version": "1..0"}, "no number of a version"),
        ({PLAN: plan('versions: [{version: "1.10"}]\n')}, {"version": "1.9"}, "comes after 1.10"),
        ({PLAN: plan('versions: [{version: "0.9", date: 2016-06-02}]\n')}, {}, "already of 2016-06-02"),
        ({PLAN: plan('versions: [{version: "1.0", date: 2016-06-02}]\n')}, {}, "of 2016-06-02, the decision of"),
        ({PLAN: plan('versions: [{version: "1.0", kind: consulted}]\n')}, {}, "1.0 comes after 1.0"),
        ({PLAN: plan('versions: [{version: "1.0", decision: D-2015-01}]\n')}, {}, "1.0 comes after 1.0"),
        ({DECISION: HEAD + f"adopts: {{plan: str, fingerprint: sha256:{64 * '0'}}}\n"}, {}, "version 1.0, already"),
    ],
)
def test_an_adoption_that_would_not_hold_is_refused(
    changes: dict[str, str], arguments: dict[str, str], words: str
) -> None:
    with pytest.raises(AdoptError) as caught:
        adopted(changes, **arguments)
    assert words in str(caught.value.message)


def test_a_tag_that_is_there_is_not_given_again() -> None:
    tree = files({})
    loaded = load(tree, TODAY)
    tagged = History(frozenset({"str/1.0"}))
    known = loaded._replace(workspace=replace(loaded.workspace, recall=lambda: tagged))
    with pytest.raises(AdoptError, match=r"has the tag `str/1\.0` already"):
        adopt(tree, known, "str", "1.0", "D-2016-01")

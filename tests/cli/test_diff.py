"""`som diff` in real repositories: what is compared with what, what is written where, how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from som_cli.text.files import RevisionTree, WorkingTree
from tests.cli.runner import replace_in, som, workspace
from tests.review.repository import commit, git

OBJECTIVE = "strategies/plans/str/objectives/STR-1.yml"
ACTION = "strategies/plans/tr/actions/TR-A-01.yml"
KM = "IND-KM (Length of cycle routes)"
TRIPS = "IND-TRIPS (Trips by public transport)"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    workspace(tmp_path)
    commit(tmp_path, "first")
    return tmp_path


def messages(folder: Path, *arguments: str) -> list[str]:
    outcome = som(folder, "diff", "--format", "json", *arguments)
    assert outcome.code == 0, outcome.err
    return [change["message"] for change in json.loads(outcome.out)["changes"]]


def test_findings_of_a_plan_that_cannot_be_read_are_not_called_gone(folder: Path) -> None:
    replace_in(folder / OBJECTIVE, "80.0", "20.0")
    commit(folder, "a target below its baseline")
    validated = json.loads(som(folder, "validate", "--format", "json").out)["findings"]
    assert any("plans/str" in found["path"] for found in validated)
    replace_in(folder / "strategies/plans/str/plan.yml", "id: str\n", "id: str\n<<<<<<< HEAD\n")
    outcome = som(folder, "--lang", "en", "diff", "HEAD", "--format", "json")
    findings = json.loads(outcome.out)["findings"]
    assert [found["code"] for found in findings["new"]] == ["YML09"]
    assert findings["gone"] == []
    assert "findings are not compared in str" in outcome.err


def test_what_is_compared_when_nothing_is_named(folder: Path) -> None:
    git(folder, "checkout", "--quiet", "-b", "mine")
    replace_in(folder / OBJECTIVE, "80.0", "85.0")
    commit(folder, "raised")
    git(folder, "checkout", "--quiet", "main")
    replace_in(folder / ACTION, "to: 2020", "to: 2019")
    commit(folder, "meanwhile on main")
    git(folder, "checkout", "--quiet", "mine")
    replace_in(folder / OBJECTIVE, "1500", "1600")
    assert messages(folder) == [
        f"{KM}: target for 2020 raised: 80.0 → 85.0 km",
        f"{TRIPS}: target for 2020 raised: 1,500 → 1,600 trips a year",
    ]


def test_revisions_can_be_named_as_git_names_them(folder: Path) -> None:
    replace_in(folder / OBJECTIVE, "80.0", "85.0")
    commit(folder, "second")
    git(folder, "tag", "v2")
    replace_in(folder / OBJECTIVE, "85.0", "90.0")
    raised = [f"{KM}: target for 2020 raised: 80.0 → 85.0 km"]
    assert messages(folder, "HEAD~1", "v2") == raised
    assert messages(folder, "HEAD~1..v2") == raised
    assert messages(folder, "HEAD~1...v2") == raised
    assert messages(folder, "v2", "HEAD~1") == [f"{KM}: target for 2020 lowered: 85.0 → 80.0 km"]
    assert messages(folder, "v2") == [f"{KM}: target for 2020 raised: 85.0 → 90.0 km"]
    assert messages(folder, "v2", "HEAD") == []


def test_wrong_use_is_said_and_is_no_finding(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    workspace(elsewhere)
    outcome = som(elsewhere, "diff")
    assert (outcome.code, outcome.out) == (2, "")
    assert "is in no git repository" in outcome.err
    assert som(folder, "diff", "nowhere").code == 2
    assert "there is no plan `st`" in som(folder, "diff", "--plan", "st").err
    outcome = som(folder, "diff", "--item", "STR-9")
    assert outcome.code == 2
    assert "neither side has an item `STR-9`" in outcome.err
    git(folder, "branch", "--move", "main", "trunk")
    outcome = som(folder, "diff")
    assert outcome.code == 2
    assert "no branch `main` or `master`" in outcome.err


def test_a_gone_item_can_be_asked_for(folder: Path) -> None:
    (folder / ACTION).unlink()
    replace_in(folder / OBJECTIVE, "80.0", "85.0")
    assert messages(folder, "--item", "TR-A-01") == ["removed: action"]


def test_a_file_that_cannot_be_read_is_named_and_nothing_in_it_counts_as_removed(folder: Path) -> None:
    (folder / ACTION).write_text("id: TR-A-01\ntitel: One ticket\n", encoding="utf-8")
    outcome = som(folder, "diff")
    assert "nothing has changed" in outcome.out
    assert "1 file cannot be read and was not compared: plans/tr/actions/TR-A-01.yml" in outcome.err


def test_files_are_written_where_they_are_asked_for(folder: Path) -> None:
    replace_in(folder / OBJECTIVE, "80.0", "85.0")
    assert som(folder, "diff", "--format", "xlsx").code == 0
    assert (folder / "build" / "tiny-changes.xlsx").read_bytes().startswith(b"PK")
    assert som(folder, "diff", "--format", "markdown", "--out", "comment.md").out == ""
    comment = (folder / "comment.md").read_text(encoding="utf-8")
    assert comment.startswith("<!-- som:diff -->\n")
    assert "target for 2020 raised" in comment


def test_a_comment_never_grows_beyond_what_github_takes(folder: Path) -> None:
    original = (folder / ACTION).read_text(encoding="utf-8")
    for number in range(2, 900):
        text = original.replace("TR-A-01", f"TR-A-{number:02}").replace(
            "One ticket", f"@all <b>#{number}</b> {'w' * 60}"
        )
        (folder / ACTION).with_name(f"TR-A-{number:02}.yml").write_text(text, encoding="utf-8")
    replace_in(folder / OBJECTIVE, "80.0", "75.0")
    comment = som(folder, "diff", "--format", "markdown").out
    assert len(comment) < 65_536
    assert "target for 2020 lowered" in comment
    assert comment.rstrip().endswith("more lines")
    assert "@all" not in comment
    assert "<b>" not in comment


def test_only_changed_objects_are_asked_of_git(folder: Path) -> None:
    replace_in(folder / OBJECTIVE, "80.0", "85.0")
    first = git(folder, "rev-parse", "HEAD:" + OBJECTIVE)
    root = folder / "strategies"
    older = RevisionTree(root, "HEAD", WorkingTree(root))
    assert older.asked == (first,)
    commit(folder, "second")
    assert RevisionTree(root, "HEAD~1", RevisionTree(root, "HEAD")).asked == (first,)
    assert older.read("plans/str/objectives/STR-1.yml") == git(folder, "show", first).encode() + b"\n"

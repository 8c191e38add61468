"""`som log`: every change of one item, also under other ids and at other paths."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.repository import Repository, repository
from tests.cli.runner import replace_in, som, workspace

STR_1 = "plans/str/objectives/STR-1.yml"


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    return repository(tmp_path)


def entries(made: Repository, identifier: str) -> list[dict[str, Any]]:
    outcome = som(made.folder, "--lang", "en", "log", identifier, "--format", "json")
    assert outcome.code == 0
    listed: list[dict[str, Any]] = json.loads(outcome.out)["log"]
    return listed


def messages(entry: dict[str, Any]) -> list[str]:
    return [change["message"] for change in entry["changes"]]


def test_who_when_what_and_by_which_decision(made: Repository) -> None:
    replace_in(made.folder / STR_1, "80.0", "70.0")
    made.write("participation/decisions/D-2016-01.yml", "id: D-2016-01\nkind: resolution\ntitle: Yes\n")
    name = made.commit("Lower the aim\n\nDecision: D-2016-01", "2016-02-01", "J. Nowak")
    first, last = entries(made, "str-1")
    assert (first["commit"], first["author"], first["subject"]) == (name, "J. Nowak", "Lower the aim")
    assert first["date"].startswith("2016-02-01")
    assert first["reasons"] == ["D-2016-01"]
    assert [(one["field"], one["old"], one["new"]) for one in first["changes"]] == [
        ("indicators[IND-KM].targets[2020 final].value", "80.0", "70.0")
    ]
    assert [one["kind"] for one in last["changes"]] == ["added"]
    table = som(made.folder, "--lang", "en", "log", "STR-1").out
    assert "J. Nowak" in table
    assert "lowered: 80.0 → 70.0 km" in " ".join(table.split())
    assert "reason: D-2016-01" in table


def test_layout_is_no_history(made: Repository) -> None:
    text = (made.folder / STR_1).read_text("utf-8")
    made.write(STR_1, "# seen\n\n" + text.replace("title: A connected area", 'title: "A connected area"  # so'))
    made.write("plans/str/objectives/STR-2.yml", "id: STR-2\ntitle: Other\n")
    made.commit("Layout", "2016-02-01")
    assert len(entries(made, "STR-1")) == 1


@pytest.mark.parametrize("is_small", [False, True], ids=["git sees it", "only formerly tells"])
def test_an_item_is_followed_through_renames(made: Repository, *, is_small: bool) -> None:
    if is_small:
        made.write(STR_1, "id: STR-1\ntitle: A\n")
        made.commit("Small", "2015-06-01")
    assert som(made.folder, "rename", "STR-1", "STR-7").code == 0
    if is_small:
        more = "description: |\n" + "".join(f"  Line {number} of many more.\n" for number in range(40))
        made.write("plans/str/objectives/STR-7.yml", f"id: STR-7\ntitle: A\n{more}formerly: [STR-1]\n")
    made.commit("New number", "2016-02-01")
    found = entries(made, "STR-7")
    assert [one["subject"] for one in found] == ["New number", *(["Small"] if is_small else []), "Begin"]
    assert "renamed: STR-1 → STR-7" in messages(found[0])
    assert found[0]["former_path"] == STR_1
    assert entries(made, "STR-1") == found


def test_a_plan_s_new_folder_is_a_move(made: Repository) -> None:
    assert som(made.folder, "rename", "str", "strategy").code == 0
    made.commit("Folder", "2016-02-01")
    found = entries(made, "STR-1")
    assert [one["subject"] for one in found] == ["Folder", "Begin"]
    assert found[0]["former_path"] == STR_1


def test_what_is_not_committed_and_what_is_gone(made: Repository) -> None:
    replace_in(made.folder / STR_1, "80.0", "85.0")
    first = entries(made, "STR-1")[0]
    assert first["commit"] is None
    assert "raised" in messages(first)[0]
    (made.folder / "plans/tr/actions/TR-A-01.yml").unlink()
    made.commit("Gone", "2016-02-01")
    assert [one["changes"][0]["kind"] for one in entries(made, "TR-A-01")] == ["removed", "added"]


def test_a_merge_is_told_only_for_what_it_did_itself(made: Repository) -> None:
    made.git("checkout", "-q", "-b", "side")
    replace_in(made.folder / STR_1, "80.0", "70.0")
    made.commit("Side", "2016-02-01")
    made.git("checkout", "-q", "main")
    replace_in(made.folder / STR_1, "A connected area", "A well connected area")
    made.commit("Main", "2016-02-02")
    made.git("merge", "-q", "--no-edit", "side")
    assert [one["subject"] for one in entries(made, "STR-1")] == ["Main", "Side", "Begin"]


def test_an_entry_of_a_file_that_holds_many_has_a_history_of_its_own(made: Repository) -> None:
    units = made.folder / "registry/units.yml"
    name = units.read_text("utf-8").partition(":")[0]
    made.write("registry/units.yml", units.read_text("utf-8") + "furlong:\n  dimension: length\n")
    made.commit("A unit", "2016-02-01")
    assert [one["subject"] for one in entries(made, "furlong")] == ["A unit"]
    assert [one["subject"] for one in entries(made, name)] == ["Begin"]


def test_a_risk_of_an_action_has_a_history_of_its_own(made: Repository) -> None:
    path = "plans/tr/actions/TR-A-01.yml"
    text = (made.folder / path).read_text("utf-8")
    made.write(path, text + "risks:\n  - {id: TR-A-01-R1, what: Delay, probability: 2}\n")
    made.commit("A risk", "2016-02-01")
    replace_in(made.folder / path, "title: One ticket", "title: A ticket")
    made.commit("Title", "2016-02-02")
    replace_in(made.folder / path, "probability: 2", "probability: 3")
    made.commit("Likelier", "2016-02-03")
    assert [one["subject"] for one in entries(made, "TR-A-01-R1")] == ["Likelier", "A risk", "Begin"]


def test_markdown_and_wrong_usage(made: Repository, tmp_path_factory: pytest.TempPathFactory) -> None:
    page = som(made.folder, "--lang", "en", "log", "STR-1", "--format", "markdown").out
    assert page.startswith("## STR-1\n\n- **2015-01-10**, A. Author, `")
    assert som(made.folder, "log", "STR-99").code == 2
    bare = workspace(tmp_path_factory.mktemp("bare"))
    outcome = som(bare, "--lang", "en", "log", "STR-1")
    assert outcome.code == 2
    assert "git" in outcome.err

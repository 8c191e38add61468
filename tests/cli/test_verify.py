"""`som verify`: what is not any more what it was, and what cannot be known."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from som_cli.writers.files import Output, write_manifest
from tests.cli.repository import Repository, repository
from tests.cli.runner import EXAMPLE, replace_in, som, workspace
from tests.cli.test_adopt import ADOPT, DECISION, TEXT

STR_1 = "plans/str/objectives/STR-1.yml"
PLAN = "plans/str/plan.yml"


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    """Version 1.0 of the strategy is adopted and tagged."""
    made = repository(tmp_path)
    replace_in(made.folder / "som.yml", "example: true\n", "")
    made.write(DECISION, TEXT)
    assert som(made.folder, *ADOPT, "--force").code == 0
    made.commit("Adopt", "2016-06-02")
    made.git("tag", "-a", "str/1.0", "-m", "1.0")
    return made


def verified(folder: Path) -> tuple[int, dict[str, Any]]:
    outcome = som(folder, "--lang", "en", "verify", "--format", "json")
    return outcome.code, json.loads(outcome.out)


def states(folder: Path) -> tuple[int, list[tuple[str, str]]]:
    code, document = verified(folder)
    return code, [(one["tagged"], one["now"]) for one in document["adoptions"]]


def test_an_adopted_text_verifies_and_running_fields_may_change(made: Repository) -> None:
    assert states(made.folder) == (0, [("ok", "ok")])
    replace_in(made.folder / "plans/str/actions/STR-A-01.yml", "status: planned", "status: completed")
    assert states(made.folder) == (0, [("ok", "ok")])
    table = som(made.folder, "--lang", "en", "verify").out
    assert table.splitlines()[3].split()[:3] == ["str", "1.0", "str/1.0"]


def test_a_changed_target_differs_unless_the_next_version_is_in_work(made: Repository) -> None:
    replace_in(made.folder / STR_1, "80.0", "70.0")
    assert states(made.folder) == (1, [("ok", "differs")])
    replace_in(
        made.folder / PLAN, "decision: D-2016-01}\n", 'decision: D-2016-01}\n  - {version: "1.1", kind: draft}\n'
    )
    assert states(made.folder) == (0, [("ok", "in work")])


def test_a_moved_tag_differs_and_a_deleted_one_is_missing(made: Repository) -> None:
    replace_in(made.folder / STR_1, "80.0", "70.0")
    made.commit("Lower", "2016-06-03")
    made.git("tag", "-f", "str/1.0", "HEAD")
    replace_in(made.folder / STR_1, "70.0", "80.0")
    assert states(made.folder) == (1, [("differs", "ok")])
    made.git("tag", "-d", "str/1.0")
    assert states(made.folder) == (1, [("missing", "ok")])


def test_an_old_version_is_compared_in_its_tag_only(made: Repository) -> None:
    replace_in(made.folder / STR_1, "80.0", "70.0")
    second = TEXT.replace("D-2016-01", "D-2016-02").replace("2016-06-01", "2016-06-20")
    made.write("participation/decisions/D-2016-02.yml", second)
    again = ("adopt", "str", "--version", "1.1", "--decision", "D-2016-02", "--force")
    assert som(made.folder, *again).code == 0
    made.commit("Amend", "2016-06-21")
    made.git("tag", "str/1.1")
    assert states(made.folder) == (0, [("ok", "superseded"), ("ok", "ok")])


def test_an_adoption_without_fingerprint_and_tag_is_a_difference(made: Repository) -> None:
    made.write(DECISION, TEXT + 'adopts: {plan: str, version: "1.0"}\n')
    assert states(made.folder) == (1, [("no tag", "not recorded")])
    assert "som adopt str --version 1.0 --decision D-2016-01`" in som(made.folder, "--lang", "en", "verify").err
    made.write(DECISION, TEXT + 'adopts: {plan: str, version: "1.0", tag: str/1.0}\n')
    assert states(made.folder) == (0, [("not recorded", "ok")])
    replace_in(made.folder / STR_1, "80.0", "70.0")
    assert states(made.folder) == (1, [("not recorded", "differs")])


def test_outside_git_and_in_an_example_it_says_what_was_not_checked(tmp_path: Path) -> None:
    folder = workspace(tmp_path, base=EXAMPLE)
    assert states(folder) == (0, [("not checked", "ok")])
    assert "which has no history of its own" in som(folder, "--lang", "en", "verify").err
    replace_in(folder / "som.yml", "example: true", "example: false")
    assert "there is no git repository here" in som(folder, "--lang", "en", "verify").err


def test_archived_and_built_files_are_compared_by_their_digests(made: Repository) -> None:
    content = b"%PDF-1.7"
    for name in ("kept", "lost", "changed"):
        stated = hashlib.sha256(content if name != "changed" else b"other").hexdigest()
        made.write(f"archive/{name}.yml", f"name: {name}.pdf\nsha256: {stated}\n")
        if name != "lost":
            (made.folder / "archive" / f"{name}.pdf").write_bytes(content)
    build = made.folder.parent / "build"
    build.mkdir()
    (build / "a.pdf").write_bytes(content)
    outputs = {
        name: Output(name, "plan", "pdf", hashlib.sha256(content).hexdigest(), 8, 1, "") for name in ("a.pdf", "b.pdf")
    }
    write_manifest(build, outputs, version="0", commit="", is_dirty=False)
    code, document = verified(made.folder)
    found = {Path(one["file"]).name: one["state"] for one in document["files"]}
    assert code == 1
    assert found == {
        "kept.pdf": "ok",
        "lost.pdf": "not checked",
        "changed.pdf": "differs",
        "a.pdf": "ok",
        "b.pdf": "missing",
    }


def test_a_workspace_without_adoptions_has_nothing_to_verify(tmp_path: Path) -> None:
    outcome = som(workspace(tmp_path), "--lang", "en", "verify")
    assert (outcome.code, outcome.out) == (0, "")
    assert "nothing is adopted" in outcome.err

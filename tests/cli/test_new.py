"""`som new` makes a file that reads, under an id that nobody ever had."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from som_cli.edit.new import NEW_KINDS, named_id, next_id, next_objective
from som_cli.edit.new_fields import FIELDS
from som_cli.messages import languages
from tests.cli.runner import EXAMPLE, som, workspace

NEEDED = {
    "action": ["--plan", "str"],
    "objective": ["--plan", "str", "--objective", "STR-1"],
    "risk": ["--plan", "tr"],
    "route": ["--plan", "row"],
    "line": ["--plan", "tr"],
    "stop": ["--plan", "tr"],
    "consultation": ["--plan", "str"],
    "indicator": ["--title", "Długość ścieżek: łącznie"],
    "member": ["--title", "Gmina Żółta Łąka"],
    "decision": ["--date", "2016-05-01", "--title", "no"],
    "plan": ["zz", "--title", "More"],
}
PATHS = {
    "action": "plans/str/actions/STR-A-02.yml",
    "consultation": "participation/consultations/K-2016-01/consultation.yml",
    "decision": "participation/decisions/D-2016-01.yml",
    "indicator": "registry/indicators/IND-DLUGOSC-SCIEZEK-LACZNIE.yml",
    "line": "plans/tr/lines/TR-L-01.yml",
    "meeting": "participation/meetings/M-2016-01.yml",
    "member": "partnership/members/gmina-zolta-laka.yml",
    "objective": "plans/str/objectives/STR-1.2.yml",
    "plan": "plans/zz/plan.yml",
    "remark": "participation/consultations/K-2014-01/remarks/U-0003.yml",
    "risk": "plans/tr/risks/TR-R-01.yml",
    "route": "plans/row/routes/ROW-T-02.yml",
    "source": "registry/sources/SRC-006.yml",
    "stakeholder": "registry/stakeholders/SH-03.yml",
    "stop": "plans/tr/stops/TR-P-01.yml",
}


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True)


@pytest.mark.parametrize("kind", NEW_KINDS)
def test_a_new_file_reads_and_is_in_canonical_form(kind: str, tmp_path: Path) -> None:
    folder = workspace(tmp_path, base=EXAMPLE)
    outcome = som(folder, "--lang", "en", "new", kind, *NEEDED.get(kind, []))
    assert (outcome.code, outcome.out, outcome.err) == (0, f"{PATHS[kind]}\n", "")
    checked = som(folder, "validate", "--select", "YML,SCH,REF01,REF02,REF03,REF05", "--format", "concise")
    assert (checked.code, checked.out) == (0, "")
    assert "To be named" in (folder / PATHS[kind]).read_text("utf-8") or "--title" in NEEDED.get(kind, [])
    assert som(folder, "fmt", "--check").code == 0


@pytest.mark.parametrize("language", languages())
def test_what_it_writes_for_a_title_is_a_placeholder_to_the_rules(language: str, tmp_path: Path) -> None:
    folder = workspace(tmp_path, base=EXAMPLE)
    made = {
        som(folder, "--lang", language, "new", kind, *_untitled(NEEDED.get(kind, []))).out.strip() for kind in NEW_KINDS
    }
    checked = som(folder, "validate", "--select", "TXT01", "--format", "concise")
    assert {line.partition(":")[0] for line in checked.out.splitlines()} >= made
    assert len(made) == len(NEW_KINDS)


def _untitled(arguments: list[str]) -> list[str]:
    return arguments[: arguments.index("--title")] if "--title" in arguments else arguments


def test_every_kind_has_its_fields() -> None:
    assert set(NEW_KINDS) == set(FIELDS) == set(PATHS)


def test_an_id_that_git_knows_is_never_given_again(tmp_path: Path) -> None:
    folder = workspace(tmp_path)
    git(tmp_path, "init", "-q")
    gone = folder / "plans/str/actions/STR-A-05.yml"
    gone.write_text("id: STR-A-05\n")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    gone.unlink()
    git(tmp_path, "commit", "-qam", "two")
    action = folder / "plans/str/actions/STR-A-01.yml"
    assert som(folder, "new", "action", "--plan", "str").out == "plans/str/actions/STR-A-06.yml\n"
    action.write_text(action.read_text("utf-8") + "formerly: [STR-A-11]\n", "utf-8", newline="\n")
    assert som(folder, "new", "action", "--plan", "str").out == "plans/str/actions/STR-A-12.yml\n"
    refused = som(folder, "new", "action", "--plan", "str", "--id", "str-a-05")
    assert refused.code == 2
    assert "is or was that of another item" in refused.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["acton"], "there is no kind `acton`"),
        (["action"], "belongs to a plan"),
        (["action", "--plan", "xx"], "there is no plan `xx`"),
        (["action", "--plan", "str", "--objective", "STR-99"], "there is no objective `STR-99`"),
        (["source", "--id", "../../x"], "nothing of the data model belongs at"),
        (["source", "--id", "source 1"], "does not have the form"),
        (["remark", "--consultation", "K-9"], "there is no consultation `K-9`"),
        (["plan"], "som new plan STR"),
        (["plan", "tr"], "the plan `tr` has the prefix `TR`"),
        (["plan", "T9"], "`T9` does not have the form"),
        (["source", "SRC-7"], "only a plan has a prefix"),
        (["unit"], "a new unit is a line of registry/units.yml"),
        (["fund"], "own: {name: …, kind: own}"),
        (["decision", "--date", "2016-13-01"], "is not a date that exists"),
    ],
)
def test_what_cannot_be_made_is_said(arguments: list[str], words: str, tmp_path: Path) -> None:
    folder = workspace(tmp_path)
    before = sorted(folder.rglob("*"))
    outcome = som(folder, "new", *arguments)
    assert outcome.code == 2
    assert words in outcome.err
    assert sorted(folder.rglob("*")) == before


def test_without_a_plan_it_says_how_to_make_one(tmp_path: Path) -> None:
    folder = workspace(tmp_path)
    (folder / "plans/str/plan.yml").write_text("<<<<<<< HEAD\n", encoding="utf-8", newline="\n")
    assert "the plan `str` could not be read" in som(folder, "new", "objective", "--plan", "str").err
    shutil.rmtree(folder / "plans")
    for arguments in ([], ["--plan", "x"]):
        outcome = som(folder, "new", "objective", *arguments)
        assert outcome.code == 2
        assert "there is no plan yet" in outcome.err
    for arguments in (["new", "decision"], ["validate"]):
        said = som(folder, *arguments, "--date", "20.04.2024").err
        assert "is not a date as dates are written here" in said
        assert "--date 2024-04-20" in said


def test_ids_are_counted_on_from_the_highest() -> None:
    assert next_id("STR-A-", 2, []) == "STR-A-01"
    assert next_id("STR-A-", 2, ["STR-A-02", "STR-A-10", "TR-A-77", "STR-A-02-R1"]) == "STR-A-11"
    assert next_id("SRC-", 3, ["SRC-0099"]) == "SRC-0100"
    assert next_objective("STR", "", ["STR-1", "STR-1.1", "STR-A-01"]) == "STR-2"
    assert next_objective("ROW", "", ["ROW-C1", "ROW-C3"]) == "ROW-C4"
    assert next_objective("STR", "STR-1", ["STR-1", "STR-1.9"]) == "STR-1.10"
    assert named_id("", ["IND-NEW"], is_slug=False) == "IND-NEW-2"

"""What stands nowhere in the data model is found, with its proper place; what a repository holds beside is not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from som_cli.model.loading import Loaded, load
from som_cli.model.misplaced import plans_without_head
from som_cli.model.unread_files import unread_file_of, unread_files
from som_cli.text.files import MemoryFiles, WorkingTree

TINY = Path(__file__).parents[1] / "tiny"
ACTION = b"id: STR-A-09\ntitle: Route\nkind: study\nobjective: STR-1\n"
SOURCE = b"id: SRC-009\ntitle: Survey\nkind: survey\n"
BROKEN = b"a: [\n\tb\r\n"


def loaded(files: Mapping[str, bytes], *links: str) -> Loaded:
    tree = WorkingTree(TINY)
    return load(MemoryFiles({**{path: tree.read(path) for path in tree.paths}, **files}, links), date(2016, 7, 1))


def found(files: Mapping[str, bytes], *links: str) -> list[tuple[str, str, str]]:
    return [(one.code, one.span.path, str(one.help)) for one in loaded(files, *links).problems]


@pytest.mark.parametrize(
    ("path", "content", "proper"),
    [
        ("plans/str/action/STR-A-09.yml", ACTION, "plans/str/actions/STR-A-09.yml"),
        ("registry/source/SRC-009.yml", SOURCE, "registry/sources/SRC-009.yml"),
        ("registr/sources/SRC-009.yml", BROKEN, "registry/sources/SRC-009.yml"),
        ("registr/more/a.yml", BROKEN, "registry/"),
        ("registry/unit.yml", b"", "registry/units.yml"),
        ("plans/tr/sources/STR-A-09.yml", ACTION, "plans/str/actions/STR-A-09.yml"),
        ("registry/indicators/more/SRC-009.yml", SOURCE, "registry/sources/SRC-009.yml"),
        ("partnership/gamma.yml", b"id: gamma\nname: Gamma\nkind: municipality\n", "partnership/members/gamma.yml"),
        ("STR-A-09.yml", ACTION, "plans/str/actions/STR-A-09.yml"),
        ("actions/STR-A-09.yml", ACTION, "plans/str/actions/STR-A-09.yml"),
    ],
)
def test_a_misplaced_file_is_told_with_its_place(path: str, content: bytes, proper: str) -> None:
    assert found({path: content}) == [("YML05", path, f"did you mean `{proper}`?")]


@pytest.mark.parametrize("path", ["registry/a.yml", "plans/str/actions/STR-A-09.yaml"])
def test_a_file_that_nothing_tells_of_is_found_too(path: str) -> None:
    assert [(code, place) for code, place, _ in found({path: b"a: 1\n"})] == [("YML05", path)]


@pytest.mark.parametrize(
    "path",
    [
        ".github/workflows/som.yml",
        ".github/actions/STR-A-09.yml",
        ".gitlab-ci.yml",
        ".pre-commit-config.yaml",
        "registry/.cache/x.yml",
        "mkdocs.yml",
        "docs/x.yml",
        "docs/plans/x.yml",
        "roles/main.yaml",
        "docs/table.csv",
        "docs/x.yml.orig",
    ],
)
def test_what_is_no_data_is_left_alone(path: str) -> None:
    assert found({path: BROKEN}) == []


def test_paths_and_links_of_other_folders_are_their_own_affair() -> None:
    assert found({"docs/X.md": b"", "docs/x.md": b""}, "docs/latest") == []
    assert [code for code, _, _ in found({}, "plans/latest")] == ["YML13"]


def test_the_folder_of_a_plan_without_its_plan_is_one_finding() -> None:
    files = {"plans/st/actions/STR-A-09.yml": ACTION, "plans/st/actions/STR-A-10.yml": ACTION.replace(b"09", b"10")}
    state = loaded(files)
    (problem,) = state.problems
    assert (problem.code, problem.span.path) == ("YML05", "plans/st/actions/STR-A-09.yml")
    assert str(problem.message).startswith("`plans/st` has no plan.yml")
    assert str(problem.help) == "did you mean `plans/str`?"
    assert state.workspace.unread.plans == plans_without_head(state.workspace) == {"st"}
    assert [code for code, _, _ in found({"plans/xx/text/01-a.md": b"Text.\n"})] == ["YML05"]
    assert plans_without_head(loaded({}).workspace) == frozenset()


def test_files_that_are_left_out_are_named() -> None:
    state = loaded(
        {
            "plans/str/actions/STR-A-01.yml": b"<<<<<<< HEAD\n",
            "plans/tr/actions/TR-A-01.yml": b"id: TR-A-01\n",
            "registry/funds.yml": b"own: {name: Own means, kind: own}\neu: 4\n",
            "registry/sources/SRC-001.yml": SOURCE.replace(b"009", b"001").replace(b"survey\n", b"surveys\n"),
            "registry/source/SRC-009.yml": SOURCE,
        }
    )
    assert unread_files(state) == (
        "plans/str/actions/STR-A-01.yml",
        "plans/tr/actions/TR-A-01.yml",
        "registry/funds.yml",
        "registry/source/SRC-009.yml",
    )
    assert unread_file_of(state, "str-a-01") == "plans/str/actions/STR-A-01.yml"
    assert unread_file_of(state, "SRC-001") is None
    windows = {path: WorkingTree(TINY).read(path).replace(b"\n", b"\r\n") for path in WorkingTree(TINY).paths}
    assert unread_files(loaded(windows)) == ()

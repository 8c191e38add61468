"""A folder, a revision and a memory give the same files; links are listed and never followed."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from som_cli.edit.fmt import format_files
from som_cli.model.loading import load
from som_cli.text.files import MemoryFiles, RevisionTree, WorkingTree, check_paths
from som_cli.text.git import GitError, describe_revision
from tests.text.reading import places

TINY = Path(__file__).parents[1] / "tiny"
TODAY = date(2016, 7, 1)


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with the tiny workspace in a folder of it, and names that are hard on git."""
    root = tmp_path / "repo"
    shutil.copytree(TINY, root / "strategies")
    text = root / "strategies/plans/str/text"
    text.mkdir()
    (text / '01-\u017c\u00f3\u0142w "a".md').write_text("Go.\n", "utf-8")
    (root / "outside.yml").write_text("a: 1\n", "utf-8")
    (root / "strategies/registry/link.yml").symlink_to("../../outside.yml")
    (root / "strategies/registry/folder").symlink_to("/etc")
    (root / "strategies/build").mkdir()
    (root / "strategies/build/old.yml").write_text("a: 1\n", "utf-8")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "first")
    return root


def test_a_revision_reads_the_same_as_the_working_tree(repository: Path) -> None:
    folder = WorkingTree(repository / "strategies")
    revision = RevisionTree(repository / "strategies", "HEAD")
    assert (revision.paths, revision.links) == (folder.paths, folder.links)
    assert {path: revision.read(path) for path in revision.paths} == {path: folder.read(path) for path in folder.paths}
    ours, theirs = load(folder, TODAY), load(revision, TODAY)
    assert ours.workspace == theirs.workspace
    assert ours.problems == theirs.problems


def test_a_revision_is_read_without_a_checkout(repository: Path) -> None:
    changed = repository / "strategies/som.yml"
    before = changed.read_bytes()
    changed.write_bytes(b"schema: 2\n")
    (repository / "strategies/new.yml").write_bytes(b"")
    revision = RevisionTree(repository / "strategies", "main")
    assert revision.read("som.yml") == before
    assert "new.yml" not in revision.paths
    assert changed.read_bytes() == b"schema: 2\n"
    found = describe_revision(repository / "strategies")
    assert found is not None
    assert (found.commit, found.is_dirty) == (revision.commit, True)


def test_a_workspace_may_be_the_whole_repository(repository: Path) -> None:
    assert RevisionTree(repository, "HEAD").paths == WorkingTree(repository).paths


def test_a_folder_of_a_like_name_is_no_part(repository: Path) -> None:
    other = repository / "strategies-old"
    other.mkdir()
    (other / "som.yml").write_bytes(b"schema: 1\n")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "second")
    assert all("old" not in path for path in RevisionTree(repository / "strategies", "HEAD").paths)


@pytest.mark.parametrize("revision", ["nothing", "--all", "HEAD~5", "main:strategies", ""])
def test_a_revision_that_is_none_says_so(repository: Path, revision: str) -> None:
    with pytest.raises(GitError, match="revision"):
        RevisionTree(repository / "strategies", revision)


def test_a_folder_outside_any_repository_says_so(tmp_path: Path) -> None:
    with pytest.raises(GitError):
        RevisionTree(tmp_path, "HEAD")
    assert describe_revision(tmp_path) is None


def test_links_are_listed_and_never_followed(repository: Path) -> None:
    files = WorkingTree(repository / "strategies")
    assert files.links == ("registry/folder", "registry/link.yml")
    assert not any(path.startswith("registry/folder/") for path in files.paths)
    problems = check_paths(files)
    assert [(problem.code, problem.span.path) for problem in problems] == [
        ("YML13", "registry/folder"),
        ("YML13", "registry/link.yml"),
    ]


def test_a_named_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "som.yml")
    assert WorkingTree(tmp_path).paths == ()


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "again").symlink_to(".")
    assert (WorkingTree(tmp_path).paths, WorkingTree(tmp_path).links) == ((), ("again",))


@pytest.mark.parametrize(
    "path",
    [
        "a.yml.orig",
        "a.yml.rej",
        "a.yml~",
        "a.bak",
        "a.tmp",
        ".a.yml.swp",
        "plans/~$Plan.docx",
        "plans/.~lock.Plan.ods#",
        ".#a.yml",
    ],
)
def test_a_leftover_is_found(path: str) -> None:
    (problem,) = check_paths(MemoryFiles({path: b""}))
    assert (problem.code, problem.span.path) == ("YML09", path)


@pytest.mark.parametrize("path", ["original.yml", "a.template.yml", "plans/lock.yml", "notes/a#b.md"])
def test_what_only_sounds_like_a_leftover_is_left_alone(path: str) -> None:
    assert check_paths(MemoryFiles({path: b""})) == []


def test_paths_that_clash_elsewhere_are_found() -> None:
    paths = ["a/X.md", "a/x.md", "a/\u00f3.md", "a/o\u0301.md", "b/x.md", "A/x.md"]
    problems = check_paths(MemoryFiles(dict.fromkeys(paths, b"")))
    assert {(problem.code, problem.span.path) for problem in problems} == {
        ("YML10", "a/X.md"),
        ("YML10", "a/x.md"),
        ("YML10", "a/\u00f3.md"),
    }


def test_windows_line_ends_are_one_finding_for_all_files() -> None:
    tree = WorkingTree(TINY)
    files = MemoryFiles({path: tree.read(path).replace(b"\n", b"\r\n") for path in tree.paths})
    loaded = load(files, TODAY)
    assert places(list(loaded.problems)) == [("YML01", 1, 1)]
    assert str(loaded.problems[0].message).startswith(f"{len(tree.paths)} files have Windows line ends")
    assert "checkout" not in str(loaded.problems[0].help)
    assert loaded.workspace.items == load(tree, TODAY).workspace.items
    assert format_files(files, files.paths).changes.writes == {path: tree.read(path) for path in tree.paths}


def test_every_hostile_file_is_found_in_one_run() -> None:
    tree = WorkingTree(TINY)
    hostile = {
        "registry/sources/SRC-002.yml": b"\xff\xfei\x00d\x00",
        "registry/sources/SRC-003.yml": b"id: SRC-003\nid: SRC-003\n",
        "registry/sources/SRC-004.yml": "title: za\u017c\u00f3\u0142\u0107".encode("cp1250"),
        "plans/str/actions/STR-A-02.yml": b"[" * 200_000,
        "plans/str/text/01-a.md": "a\u202eb\n".encode(),
        "plans/str/inventory/2013.csv": b"member,sector,carrier,mwh\nalfa,a,b,1,5\n",
        "partnership/geometry/alfa.geojson": b'{"type": NaN}',
        "plans/str/plan.yml": b"<<<<<<< HEAD\n",
    }
    contents = {path: tree.read(path) for path in tree.paths}
    loaded = load(MemoryFiles({**contents, **hostile}), TODAY)
    assert {problem.span.path for problem in loaded.problems} == set(hostile)
    assert loaded.workspace.unread.plans == {"str"}

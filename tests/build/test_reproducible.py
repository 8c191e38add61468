"""One commit -> the same bytes, wherever, whenever and by whomever it is built."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pikepdf
import pytest

from tests.build.built import FORMATS, Built, build, child
from tests.cli.runner import replace_in, workspace
from tests.conftest import GIT
from tests.writers.pdf_checks import page_texts

NAMES = (*(f"tiny-consolidated.{form}" for form in FORMATS), "manifest.json")
COMMITTED = "January 15, 2026"


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **GIT}).stdout


def _commit(folder: Path) -> str:
    _git(folder, "add", "--all")
    _git(folder, "commit", "--quiet", "--message", "Data")
    return _git(folder, "rev-parse", "HEAD").strip()


def _repository(folder: Path) -> Path:
    """A repository with the tiny workspace in one commit; `build/` is ignored as in a project."""
    folder.mkdir(parents=True)
    found = workspace(folder)
    (folder / ".gitignore").write_text("build/\n", encoding="utf-8")
    _git(folder, "init", "--quiet", "--initial-branch", "main")
    _commit(folder)
    return found


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A repository that was built once."""
    return build(_repository(tmp_path_factory.mktemp("original") / "repository"))


@pytest.fixture
def repository(original: Built, tmp_path: Path) -> Path:
    """A copy of it, built too, that a test may change."""
    shutil.copytree(original.workspace.parent, tmp_path / "repository")
    return tmp_path / "repository" / "strategies"


@pytest.fixture
def committed(original: Built) -> dict[str, bytes]:
    """The files that the build of the commit gave."""
    return _files(original.out)


def test_two_folders_give_the_same_bytes(original: Built, committed: dict[str, bytes], tmp_path: Path) -> None:
    assert original.outcome.code == 0, original.outcome.err
    other = build(_repository(tmp_path / "elsewhere" / "a folder with ąę and spaces"))
    assert sorted(committed) == sorted(NAMES)
    assert _files(other.out) == committed


def test_date_is_that_of_the_commit(repository: Path, committed: dict[str, bytes]) -> None:
    short = _git(repository, "rev-parse", "HEAD").strip()[:10]
    pages = page_texts(committed["tiny-consolidated.pdf"])
    assert all(f"Revision {short} of {COMMITTED}" in page for page in pages)
    with pikepdf.open(io.BytesIO(committed["tiny-consolidated.pdf"])) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20260115120000")
    for form in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(committed[f"tiny-consolidated.{form}"])) as package:
            assert b"2026-01-15T12:00:00Z" in package.read("docProps/core.xml")


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LANG": "pl_PL.UTF-8", "LC_ALL": "pl_PL.UTF-8"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0"},
    ],
    ids=["far east", "far west"],
)
def test_surroundings_change_nothing(
    repository: Path, committed: dict[str, bytes], environment: dict[str, str], tmp_path: Path
) -> None:
    elsewhere = {**environment, "HOME": str(tmp_path), "SOURCE_DATE_EPOCH": "1"}
    done = child(repository, "build", "consolidated", "--out", "other", env=elsewhere)
    assert done.returncode == 0, done.stderr
    assert _files(repository.parent / "other") == committed


def test_umask_changes_rights_and_not_bytes(repository: Path, committed: dict[str, bytes]) -> None:
    before = os.umask(0o077)
    try:
        build(repository, "--out", "private")
    finally:
        os.umask(before)
    folder = repository.parent / "private"
    assert _files(folder) == committed
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    shared = {path.stat().st_mode & 0o777 for path in (repository.parent / "build").iterdir()}
    assert shared == {0o666 & ~before}


def test_second_build_rewrites_nothing(repository: Path, committed: dict[str, bytes]) -> None:
    out = repository.parent / "build"
    before = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in out.iterdir()}
    again = build(repository)
    assert again.outcome.code == 0
    assert again.outcome.out.count("unchanged") == len(FORMATS)
    assert {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in out.iterdir()} == before
    assert _files(out) == committed


def test_a_changed_file_is_built_anew(repository: Path, committed: dict[str, bytes]) -> None:
    replace_in(repository / "plans" / "str" / "plan.yml", "Strategy 2020", "Strategy of change")
    again = build(repository)
    assert "unchanged" not in again.outcome.out
    assert all(_files(again.out)[name] != committed[name] for name in NAMES)
    assert "Strategy of change" in again.docx_text


@pytest.mark.parametrize("harm", ["deleted", "damaged"])
def test_a_harmed_output_is_built_anew(repository: Path, committed: dict[str, bytes], harm: str) -> None:
    path = repository.parent / "build" / "tiny-consolidated.docx"
    if harm == "deleted":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-10])
    again = build(repository)
    assert again.outcome.out.count("unchanged") == len(FORMATS) - 1
    assert _files(again.out) == committed


def test_a_revision_is_built_whatever_lies_in_the_working_tree(repository: Path, committed: dict[str, bytes]) -> None:
    first = _git(repository, "rev-parse", "HEAD").strip()
    replace_in(repository / "plans" / "str" / "plan.yml", "Strategy 2020", "Strategy of change")
    _commit(repository)
    shutil.rmtree(repository / "plans" / "str")
    (repository / "registry" / "funds.yml").write_text("{ broken", encoding="utf-8")
    old = build(repository, "--revision", first, "--out", "old")
    assert old.outcome.code == 0, old.outcome.err
    assert _files(repository.parent / "old") == committed


def test_a_revision_that_is_not_there_is_a_message(repository: Path) -> None:
    built = build(repository, "--revision", "nothing")
    assert built.outcome.code == 2
    assert "nothing" in built.outcome.err


def test_uncommitted_changes_are_named_on_every_page(repository: Path) -> None:
    (repository / "registry" / "sources" / "SRC-009.yml").write_text(
        "id: SRC-009\ntitle: New\nkind: survey\nyear: 2014\n", encoding="utf-8"
    )
    built = build(repository)
    assert all("with uncommitted changes" in page for page in built.pages)
    assert any("with uncommitted changes" in cell for cell in built.xlsx_cells)
    with zipfile.ZipFile(io.BytesIO(built.content("docx"))) as package:
        feet = [package.read(name) for name in package.namelist() if name.startswith("word/footer")]
    assert any(b"with uncommitted changes" in foot for foot in feet)
    assert json.loads((built.out / "manifest.json").read_text("utf-8"))["uncommitted_changes"] is True


DECISION = """\
id: D-2026-01
kind: resolution
number: I/1/2026
body: assembly
date: 2026-01-15
title: Adoption of the strategy
adopts: {plan: str, version: "1.0", tag: str/1.0}
"""


def test_tags_are_inputs(repository: Path) -> None:
    """At the tag that a decision names, the cover names the decision and no page is marked as a draft."""
    place = repository / "participation" / "decisions" / "D-2026-01.yml"
    place.parent.mkdir(parents=True)
    place.write_text(DECISION, encoding="utf-8")
    _commit(repository)
    built = build(repository, "--force", "--format", "pdf")
    mark = built.labels("watermark.draft").upper()
    assert all(mark in page for page in page_texts(built.content("pdf")))
    _git(repository, "tag", "str/1.0")
    adopted = build(repository, "--force", "--format", "pdf")
    assert not any(mark in page for page in page_texts(adopted.content("pdf")))
    assert "I/1/2026" in page_texts(adopted.content("pdf"))[0]
    assert "  unchanged" not in adopted.outcome.out


def test_without_git_there_is_no_date(tiny: Built) -> None:
    assert all("Working copy outside a repository" in page for page in tiny.pages)
    with pikepdf.open(io.BytesIO(tiny.content("pdf"))) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:19800101")
    manifest = json.loads((tiny.out / "manifest.json").read_text("utf-8"))
    assert manifest["commit"] == ""
    assert manifest["uncommitted_changes"] is False


def test_without_a_day_of_its_own_the_data_are_as_of_the_commit(repository: Path) -> None:
    replace_in(repository / "som.yml", "as_of: 2016-07-01\n", "")
    _commit(repository)
    built = build(repository, "--force", "--format", "docx")
    assert f"State of the data on {COMMITTED}" in built.docx_text

"""A second build of the same files makes nothing anew; whatever differs does, and only what it touches."""

from __future__ import annotations

from pathlib import Path

import pytest

from som_cli.cli import build as command
from tests.build.built import build
from tests.cli.runner import workspace

QUICK = ("--format", "xlsx,docx")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    found = workspace(tmp_path)
    build(found, *QUICK)
    return found


def test_unchanged_files_are_not_even_read(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(command, "load_files")
    outcome = build(data, *QUICK).outcome
    assert outcome.code == 0, outcome.err
    assert outcome.out.count("  unchanged\n") == 2


def test_a_lost_file_is_made_again(data: Path) -> None:
    lost = next((data.parent / "build").glob("*.docx"))
    content = lost.read_bytes()
    lost.unlink()
    outcome = build(data, *QUICK).outcome
    assert lost.read_bytes() == content
    assert outcome.out.count("  unchanged\n") == 1


def test_a_comment_changes_no_document(data: Path) -> None:
    place = data / "plans" / "tr" / "plan.yml"
    place.write_text("# A remark.\n" + place.read_text("utf-8"), encoding="utf-8")
    assert build(data, *QUICK).outcome.out.count("  unchanged\n") == 2


def test_a_title_changes_what_prints_it(data: Path) -> None:
    place = data / "plans" / "tr" / "actions" / "TR-A-01.yml"
    place.write_text(place.read_text("utf-8").replace("title: ", "title: Anew "), encoding="utf-8")
    assert "  unchanged\n" not in build(data, *QUICK).outcome.out


def test_other_options_are_another_build(data: Path) -> None:
    assert "tiny-consolidated-tr.xlsx" in build(data, *QUICK, "--plan", "tr").outcome.out

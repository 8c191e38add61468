"""The verdict of unchanged files is kept, and trusted only where nothing at all has changed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from som_cli.cli import validate, verdicts
from som_cli.cli.options import clock
from som_cli.model import loading
from som_cli.text.files import Files
from tests.cli.runner import EXAMPLE, replace_in, som, workspace


@pytest.fixture
def example(tmp_path: Path) -> Path:
    return workspace(tmp_path, base=EXAMPLE)


def refuse_to_load(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the workspace was loaded")

    monkeypatch.setattr(validate, "load_files", refuse)


@pytest.mark.parametrize(
    "options", [[], ["--format", "json"], ["--format", "concise"], ["--gate", "adoption"]], ids=" ".join
)
def test_a_second_run_says_the_same_without_loading(
    example: Path, monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    first = som(example, "validate", *options)
    refuse_to_load(monkeypatch)
    assert som(example, "validate", *options) == first
    assert som(example, "--lang", "en", "validate", *options).code == first.code


def test_any_change_makes_a_new_verdict(example: Path) -> None:
    def count() -> int:
        return len(json.loads(som(example, "validate", "--format", "json").out)["findings"])

    before = count()
    replace_in(example / "plans/tr/actions/TR-A-07.yml", "stated_total: 12000000.00", "stated_total: 13000000.00")
    assert count() == before + 1
    replace_in(example / "plans/tr/actions/TR-A-07.yml", "stated_total: 13000000.00", "stated_total: 12000000.00")
    assert count() == before


def test_another_version_is_not_trusted(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    som(example, "validate")
    monkeypatch.setattr(verdicts, "__version__", "9.9.9")
    loads: list[date] = []

    def load(files: Files, today: date, **options: Any) -> loading.Loaded:
        loads.append(today)
        return real(files, today, **options)

    real = loading.load
    monkeypatch.setattr("som_cli.cli.options.load", load)
    som(example, "validate")
    assert len(loads) == 1


def test_a_broken_store_is_computed_anew(example: Path) -> None:
    first = som(example, "validate", "--format", "json")
    for path in (example / verdicts.FOLDER).glob("*.json"):
        path.write_text("{", encoding="utf-8")
    assert som(example, "validate", "--format", "json") == first


def test_the_store_ignores_itself_in_git_and_stays_small(example: Path) -> None:
    for number in range(12):
        replace_in(example / "som.yml", "example: true", f"example: true\n# {number}")
        som(example, "validate")
    place = example / verdicts.FOLDER
    assert (place / ".gitignore").read_text(encoding="utf-8") == "*\n"
    assert len(list(place.glob("*.json"))) <= 8


def test_the_day_of_the_clock_and_the_same_day_asked_for_are_told_apart(example: Path) -> None:
    today = clock().isoformat()
    by_the_workspace = som(example, "validate", "--format", "json").out
    assert som(example, "validate", "--format", "json", "--date", today).out != by_the_workspace
    assert som(example, "validate", "--format", "json").out == by_the_workspace

"""Reading and checking in two processes says what one process says."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from som_cli.model import decode_halves
from som_cli.model.decode_files import decode_texts
from som_cli.model.decode_halves import decode_in_halves
from som_cli.model.entry import DistantOrigin
from som_cli.model.loading import load, read_texts
from som_cli.rules import run
from som_cli.rules.run import Verdict, check_workspace, finding_keys
from som_cli.text.files import WorkingTree

TREES = Path(__file__).parents[1]
EXAMPLE = TREES / "example" / "strategies"

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")


@pytest.fixture
def _in_halves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "_MANY_ITEMS", 0)
    monkeypatch.setattr(run, "has_room", lambda: True)
    monkeypatch.setattr(decode_halves, "_MANY_CHARACTERS", 0)
    monkeypatch.setattr(decode_halves, "has_room", lambda: True)


def judged(folder: Path) -> tuple[Verdict, list[str]]:
    loaded = load(WorkingTree(folder), date(2016, 7, 1), decode=decode_in_halves)
    verdict = check_workspace(loaded)
    return verdict, finding_keys(verdict.findings, loaded.workspace.texts)


@pytest.mark.parametrize("folder", [EXAMPLE, TREES / "tiny"])
def test_two_processes_find_what_one_finds(folder: Path, request: pytest.FixtureRequest) -> None:
    alone = judged(folder)
    request.getfixturevalue("_in_halves")
    assert judged(folder) == alone


@pytest.mark.usefixtures("_in_halves")
def test_items_of_the_other_process_know_their_places() -> None:
    texts, _ = read_texts(WorkingTree(EXAMPLE))
    alone, halves = decode_texts(texts), decode_in_halves(texts)
    assert halves.items == alone.items
    assert any(isinstance(item.origin, DistantOrigin) for item in halves.items)
    for one, other in zip(alone.items, halves.items, strict=True):
        assert other.origin.node == one.origin.node
        assert other.origin.span(("id",)) == one.origin.span(("id",))


@pytest.mark.usefixtures("_in_halves")
def test_only_files_in_canonical_form_are_called_so() -> None:
    texts, _ = read_texts(WorkingTree(TREES / "tiny"))
    last = max(path for path in texts if path.endswith(".yml"))
    texts[last] = type(texts[last])(last, texts[last].text.replace(": ", ":  ", 1))
    canonical = decode_in_halves(texts).canonical
    assert canonical
    assert last not in canonical

"""A folder of plans -> an edition with a commit of its own, so that a document says the same on every machine."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from som_cli.model.loading import Loaded, load
from som_cli.reports.edition import Edition
from som_cli.reports.edition_labels import load_edition_labels
from som_cli.rules.run import check_workspace
from som_cli.text.files import WorkingTree
from som_cli.text.git import Revision

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
TINY = ROOT / "tests" / "tiny"
EXAMPLE = ROOT / "tests" / "example" / "strategies"
REAL = ROOT / "strategies"
REVISION = Revision("0123456789abcdef0123456789abcdef01234567", datetime(2026, 1, 15, 12, tzinfo=UTC))


class ChangedTree:
    """A folder in which some files read otherwise than on disk, or are added."""

    def __init__(self, root: Path, changes: Mapping[str, str]) -> None:
        self._tree = WorkingTree(root)
        self._changes = changes
        self.paths = tuple(sorted({*self._tree.paths, *changes}))
        self.links: tuple[str, ...] = ()

    def read(self, path: str) -> bytes:
        changed = self._changes.get(path)
        return self._tree.read(path) if changed is None else changed.encode()


def edition_of(loaded: Loaded, language: str, templates: Path = TEMPLATES) -> Edition:
    findings = check_workspace(loaded).findings
    labels = load_edition_labels(templates, language)
    return Edition(loaded.workspace, findings, REVISION, labels, language, templates)


@cache
def make_edition(root: Path, language: str) -> Edition:
    return edition_of(load(WorkingTree(root), date(2016, 7, 1)), language)


def changed_edition(root: Path, language: str, changes: Mapping[str, str]) -> Edition:
    return edition_of(load(ChangedTree(root, changes), date(2016, 7, 1)), language)

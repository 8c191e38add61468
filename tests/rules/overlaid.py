"""The tiny workspace with some files laid over it -> the findings of one rule."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from som_cli.model.loading import Loaded, load
from som_cli.rules.run import check_workspace
from som_cli.text.diagnostics import Diagnostic
from som_cli.text.files import MemoryFiles, WorkingTree
from som_cli.text.source import SourceText

TINY = Path(__file__).parents[1] / "tiny"
TODAY = date(2016, 7, 1)


def overlaid(changes: Mapping[str, str], links: tuple[str, ...] = ()) -> Loaded:
    """Tiny with other files: each path's whole text."""
    tree = WorkingTree(TINY)
    contents = {path: tree.read(path) for path in tree.paths}
    contents.update({path: text.encode() for path, text in changes.items()})
    return load(MemoryFiles(contents, links), TODAY)


def findings(code: str, changes: Mapping[str, str], links: tuple[str, ...] = ()) -> list[Diagnostic]:
    """What one rule finds in files, waived or not; a change that cannot be read fails the test at once."""
    loaded = overlaid(changes, links)
    assert [problem for problem in loaded.problems if problem.span.path not in links] == []
    everything = check_workspace(loaded).findings
    return [found for found in everything if found.code == code and found.span.path not in links]


def pointed_at(found: Diagnostic, changes: Mapping[str, str]) -> str:
    """The text at which a finding points."""
    path = found.span.path
    text = changes[path] if path in changes else (TINY / path).read_text("utf-8")
    return SourceText(path, text).excerpt(found.span)


WAIVER = "waivers: [{{rule: {code}, reason: It stands so in the source., by: office, until: never}}]\n"


def waived(text: str, code: str) -> str:
    """The text of an item with a waiver of a rule."""
    return text + WAIVER.format(code=code)

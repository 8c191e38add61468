"""The form of files (YML11): one way to write them, so that a diff shows what changed and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath

from som_cli.messages import msg
from som_cli.model.canonical import canonical_text
from som_cli.model.canonical_check import has_canonical_items
from som_cli.model.entry import Item
from som_cli.model.layout import CODELISTS
from som_cli.model.workspace import Workspace
from som_cli.rules.registry import Finding, rule
from som_cli.text.diagnostics import Span
from som_cli.text.source import SourceText


@rule("YML11", "W")
def not_in_canonical_form(workspace: Workspace) -> Iterator[Finding]:
    """A file is not written in the canonical form: order of keys, indentation, one entry a line, quotes."""
    for path, items in _files(workspace).items():
        source = workspace.texts[path]
        if has_canonical_items(source, items):
            continue
        text = canonical_text(source)
        if text != source.text:
            yield _finding(source, text, items)


def _files(workspace: Workspace) -> dict[str, list[Item]]:
    """The items of each file that was read, in the order of the file."""
    files: dict[str, list[Item]] = defaultdict(list)
    lists = (PurePosixPath(path).stem for path in workspace.texts if path.startswith(CODELISTS))
    codes = (code for name in lists for code in workspace.codelists.get(name, {}).values())
    for item in (*workspace.all_items(), *(second for _, second in workspace.duplicates), *codes):
        if item.origin.path in workspace.texts:
            files[item.origin.path].append(item)
    return files


def _finding(source: SourceText, text: str, items: list[Item]) -> Finding:
    """A finding at the first line that the canonical form has otherwise."""
    wanted = text.split("\n")
    pairs = zip(source.lines, wanted, strict=False)
    number = next((index for index, (old, new) in enumerate(pairs) if old != new), min(len(source.lines), len(wanted)))
    line = source.line(number + 1)
    column = len(line) - len(line.lstrip()) + 1
    place = Span(source.path, number + 1, column, number + 1, max(len(line), column) + 1)
    item = max(items, key=lambda one: (one.origin.node.place[0].line <= number, one.origin.node.place[0].line))
    shown = wanted[number].strip() if number < len(wanted) else ""
    help_ = msg("run `som fmt`: it writes `{line}` here", line=shown) if shown else msg("run `som fmt`")
    return Finding(item, (), msg("the canonical form of the file is another from here on"), help_, span=place)

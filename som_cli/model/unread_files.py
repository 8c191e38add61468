"""A loaded workspace -> the files that it lacks, whole or in part, since they could not be read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from som_cli.model.entry import Item
from som_cli.model.layout import DATA_SUFFIXES, Form, Place, place_of
from som_cli.model.loading import Loaded
from som_cli.model.registry import CodeListEntry
from som_cli.model.workspace import Workspace
from som_cli.text.diagnostics import Diagnostic


def unread_files(loaded: Loaded) -> tuple[str, ...]:
    """The paths whose items are missing, or some of them. A file of which only a code is unknown has its item."""
    by_path: dict[str, list[Diagnostic]] = defaultdict(list)
    for problem in loaded.problems:
        by_path[problem.span.path].append(problem)
    items: dict[str, list[Item]] = defaultdict(list)
    workspace = loaded.workspace
    for item in (*workspace.all_items(), *(second for _, second in workspace.duplicates)):
        items[item.origin.path].append(item)
    return tuple(path for path, problems in by_path.items() if _is_unread(workspace, path, problems, items))


def unread_file_of(loaded: Loaded, identifier: str) -> str | None:
    """The file that would hold an item of this id (capitals ignored), had it been read."""
    for path in unread_files(loaded):
        found = place_of(path)
        if found and found[0].form in (Form.OWN_ID, Form.NATURAL):
            place, parts = found
            if place.identifier.format_map(parts).casefold() == identifier.casefold():
                return path
    return None


def _is_unread(
    workspace: Workspace, path: str, problems: Sequence[Diagnostic], items: Mapping[str, Sequence[Item]]
) -> bool:
    if path not in workspace.texts:
        return path.endswith((*DATA_SUFFIXES, ".md"))
    found = place_of(path)
    if found is None:
        return path.endswith((".yml", ".yaml"))
    if found[0].form is not Form.KEYED:
        return path not in items
    known = _entries(workspace, found[0], found[1], items.get(path, ()))
    return not known or any(problem.item not in known for problem in problems if problem.item)


def _entries(workspace: Workspace, place: Place, parts: Mapping[str, str], items: Sequence[Item]) -> frozenset[str]:
    if place.cls is CodeListEntry:
        return frozenset(workspace.codelists.get(parts["list"], ()))
    return frozenset(item.id for item in items)

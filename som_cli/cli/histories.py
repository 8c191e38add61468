"""An id that a user gave -> the item, and where its history is to be looked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from som_cli.analysis.item_history import ItemVersion, Target, item_versions
from som_cli.analysis.revisions import holder
from som_cli.cli.failure import UsageError
from som_cli.cli.options import Session, load_files, open_files
from som_cli.edit.known_ids import id_of_path, paths_ever_added
from som_cli.messages import msg
from som_cli.model.layout import Form, place_of
from som_cli.model.workspace import Workspace
from som_cli.text.nodes import Mapping
from som_cli.text.suggest import suggestion


@dataclass(frozen=True, slots=True)
class Found:
    """An item and its history: what its file says now (None where it is gone), and every commit that touched it.

    `inside` is the id of a segment or a risk, where the item is the one that holds it.
    """

    workspace: Workspace
    target: Target
    node: Mapping | None
    versions: tuple[ItemVersion, ...]
    inside: str = ""


def find_history(session: Session, given: str) -> Found:
    """The history of an id of today, of a former one, or of one that is gone. Raises UsageError, GitError."""
    folder = session.workspace
    workspace = load_files(open_files(folder), folder).workspace
    by_folded = {name.casefold(): name for name in (*workspace.ids("item"), *_keyed(workspace), *_former(workspace))}
    name = by_folded.get(given.casefold(), given)
    name = _former(workspace).get(name, name)
    keyed = _keyed(workspace).get(name)
    item = holder(workspace, name)
    if item is not None:
        target = Target(item.origin.path, item.id)
        inside = name if name != item.id else ""
        return Found(workspace, target, item.origin.node, item_versions(folder, target), inside)
    if keyed is not None:
        path, node = keyed
        target = Target(path, name, name)
        return Found(workspace, target, node, item_versions(folder, target))
    gone = _gone(folder, given)
    if gone is None:
        raise UsageError(msg("there is no item `{id}`", id=given), suggestion(given, workspace.ids("item")))
    return Found(workspace, gone, None, item_versions(folder, gone))


def _keyed(workspace: Workspace) -> dict[str, tuple[str, Mapping]]:
    """Entries of files that hold many by key (units, funds, terms, procedures)."""
    return {
        name: (item.origin.path, item.origin.node)
        for items in workspace.items.values()
        for name, item in items.items()
        if (found := place_of(item.origin.path)) and found[0].form is Form.KEYED
    }


def _former(workspace: Workspace) -> dict[str, str]:
    return {former: item.id for item in workspace.by_id.values() for former in item.formerly}


def _gone(folder: Path, given: str) -> Target | None:
    """The file of an item that some commit took away."""
    for path in paths_ever_added(folder):
        identifier = id_of_path(path)
        if identifier is not None and identifier.casefold() == given.casefold():
            return Target(path, identifier)
    return None

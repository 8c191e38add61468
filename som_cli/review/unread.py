"""Two workspaces -> what one of them could not read: no absence is told of it."""

from __future__ import annotations

from som_cli.model.workspace import Workspace
from som_cli.review.renames import Twin, written_items


def is_unread(twin: Twin, old: Workspace, new: Workspace) -> bool:
    """Whether an item seems to be missing on a side whose file of it is bad."""
    if twin.new is None and twin.old is not None:
        return _is_bad(twin.old.origin.path, new)
    if twin.old is None and twin.new is not None:
        return _is_bad(twin.new.origin.path, old)
    return False


def unread_paths(old: Workspace, new: Workspace) -> tuple[str, ...]:
    """The files of items that one side has and could not read."""
    gone = {item.origin.path for one in (old, new) for item in written_items(one)}
    return tuple(sorted(path for path in gone if _is_bad(path, old) or _is_bad(path, new)))


def _is_bad(path: str, workspace: Workspace) -> bool:
    return path in workspace.paths and path not in _read_paths(workspace)


def _read_paths(workspace: Workspace) -> frozenset[str]:
    return workspace.once(_paths_of_items)


def _paths_of_items(workspace: Workspace) -> frozenset[str]:
    read = {item.origin.path for item in written_items(workspace)}
    return frozenset(read | {item.origin.path for pair in workspace.duplicates for item in pair})

"""A workspace and its repository -> every id that was ever given."""

from __future__ import annotations

from pathlib import Path

from som_cli.model.layout import Form, place_of
from som_cli.model.walk import entries
from som_cli.model.workspace import Workspace
from som_cli.text.git import GitError, run_git

_ADDED = ("log", "--all", "--no-renames", "--diff-filter=A", "--name-only", "--format=", "-z", "--relative", "--", ".")


def known_ids(workspace: Workspace, folder: Path) -> frozenset[str]:
    """Ids of items, of what they hold, former ones, those of files that cannot be read, those that git remembers."""
    known = {*workspace.ids("item"), *workspace.unread.ids}
    for item in workspace.by_id.values():
        for entry, _ in entries(item):
            known.update(entry.formerly)
            known.update([entry.superseded_by] if entry.superseded_by else [])
    known.update(second.id for _, second in workspace.duplicates)
    paths = (*workspace.paths, *paths_ever_added(folder))
    known.update(identifier for path in paths if (identifier := id_of_path(path)))
    return frozenset(known)


def paths_ever_added(folder: Path) -> tuple[str, ...]:
    """Every path below a folder that a commit of any branch added; none without git."""
    try:
        answer = run_git(folder, *_ADDED)
    except GitError:
        return ()
    return tuple(sorted({path for path in answer.decode("utf-8", "surrogateescape").split("\0") if path}))


def id_of_path(path: str) -> str | None:
    """The id that a path gives to what stands there."""
    found = place_of(path)
    if found is None or found[0].form is not Form.OWN_ID:
        return None
    return found[0].identifier.format_map(found[1])

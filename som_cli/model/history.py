"""The history of a workspace's repository -> what rules ask of it, as plain data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from som_cli.model.layout import Form, place_of
from som_cli.text.git import GitError, deleted_files, file_before, is_shallow, tag_names

_TITLE = re.compile(r"^(?:title|name): *(.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Predecessor:
    """A file that was taken away, though a file of that id is there today: its path, title, and the commit."""

    path: str
    title: str
    commit: str


@dataclass(frozen=True, slots=True)
class History:
    """Tags, and the predecessors of files that are there today by id; a shallow history may lack some of both."""

    tags: frozenset[str] = frozenset()
    predecessors: tuple[tuple[str, Predecessor], ...] = ()
    is_shallow: bool = False


def read_history(root: Path, paths: Iterable[str]) -> History | None:
    """The history of the repository that holds the workspace folder `root`; None without git or a repository."""
    if not any((folder / ".git").exists() for folder in (root, *root.resolve().parents)):
        return None
    try:
        return History(tag_names(root), tuple(_predecessors(root, paths)), is_shallow(root))
    except GitError:
        return None


def _predecessors(root: Path, paths: Iterable[str]) -> Iterable[tuple[str, Predecessor]]:
    present = {identifier for path in paths if (identifier := _identifier(path))}
    for path, commit in sorted(deleted_files(root).items()):
        identifier = _identifier(path)
        if identifier in present:
            title = _TITLE.search(file_before(root, commit, path).decode("utf-8", "replace"))
            yield identifier, Predecessor(path, title[1].strip(" '\"") if title else "", commit)


def _identifier(path: str) -> str:
    """The id that the path of a plan's or the registry's item gives: those that resolutions and remarks cite."""
    found = place_of(path) if path.startswith(("plans/", "registry/")) else None
    return found[1].get("id", "") if found and found[0].form is Form.OWN_ID else ""

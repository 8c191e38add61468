"""The history of a workspace's repository -> what rules ask of it, as plain data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

from som_cli.model.layout import Form, place_of
from som_cli.text.git import GitError, deleted_files, file_before, is_shallow, tag_names
from som_cli.text.git_past import GitPast, Touch

_TITLE = re.compile(r"^(?:title|name): *(.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Predecessor:
    """A file that was taken away, though a file of that id is there today: its path, title, and the commit."""

    path: str
    title: str
    commit: str


class Past(Protocol):
    """Earlier states of the workspace's files: see `GitPast`, which asks git only when it is itself asked."""

    def on(self, day: date) -> str | None: ...

    def tagged(self, tag: str) -> str | None: ...

    def read(self, places: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], bytes]: ...

    def listing(self, commit: str, below: str) -> Mapping[str, str]: ...

    def touching(self, paths: Iterable[str]) -> tuple[Touch, ...]: ...

    def messages(self, since: str, until: str | None, paths: Iterable[str]) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class History:
    """Tags, and the predecessors of files that are there today by id; a shallow history may lack some of both.

    `past` gives earlier states of files to those who ask.
    """

    tags: frozenset[str] = frozenset()
    predecessors: tuple[tuple[str, Predecessor], ...] = ()
    is_shallow: bool = False
    past: Past | None = field(default=None, compare=False)


def read_history(root: Path, paths: Iterable[str], head: str = "HEAD") -> History | None:
    """The history of the repository that holds the workspace folder `root`; None without git or a repository."""
    if not any((folder / ".git").exists() for folder in (root, *root.resolve().parents)):
        return None
    try:
        return History(tag_names(root), tuple(_predecessors(root, paths)), is_shallow(root), GitPast(root, head))
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

"""An item and its repository -> what its file said at each commit that touched it, through renames."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from som_cli.analysis.revisions import parse_node
from som_cli.text.git_log import Commit, FileVersion, file_versions, path_in_repository
from som_cli.text.nodes import Mapping as Node


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked for: the path of the file that holds it, its id, its key where the file holds many by key."""

    path: str
    identifier: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class ItemVersion:
    """A commit that touched an item: what its file says after it and before it (by parent), and where it stood.

    `path` is relative to the workspace. Nodes are None where the item was not there or its file could not be read.
    """

    commit: Commit
    path: str
    node: Node | None
    before: tuple[Node | None, ...]
    former: str = ""

    @property
    def is_change(self) -> bool:
        """Whether it moved the file, or says something that no parent said."""
        return bool(self.former) or (all(self.node != old for old in self.before) if self.before else bool(self.node))


def item_versions(folder: Path, target: Target) -> tuple[ItemVersion, ...]:
    """The history of an item, the newest first. Raises GitError without git.

    Where git does not see a rename, since too much changed with it, `formerly` names the file to go on with.
    """
    top, path = path_in_repository(folder, target.path)
    prefix = path.removesuffix(target.path)
    found: list[ItemVersion] = []
    names = {target.identifier}
    seen = set()
    start = "HEAD"
    while (start, path) not in seen:
        seen.add((start, path))
        versions = [_version(one, prefix, target, names) for one in file_versions(top, path, start)]
        found += [one for one in versions if one.is_change]
        older = _renamed_from(top, versions, prefix)
        if older is None:
            break
        found[-1] = older
        start, path = f"{older.commit.name}^", prefix + older.former
    return tuple(found)


def _version(one: FileVersion, prefix: str, target: Target, names: set[str]) -> ItemVersion:
    node = _node(one.path, one.content, target, names)
    before = tuple(_node(one.former or one.path, content, target, names) for content in one.before)
    former = one.former.removeprefix(prefix) if one.former else ""
    return ItemVersion(one.commit, one.path.removeprefix(prefix), node, before, former)


def _node(path: str, content: bytes | None, target: Target, names: set[str]) -> Node | None:
    """The node of the item in a file; former ids that it states are known from then on."""
    root = parse_node(path, content) if content is not None else None
    if root is None:
        return None
    node: Any = root
    if target.key:
        node = next((root[name] for name in (target.key, *sorted(names)) if name in root), None)
    if not isinstance(node, Node):
        return None
    names.update(_former(node))
    return node


def _former(node: Mapping[str, Any]) -> Iterator[str]:
    listed = node.get("formerly")
    yield from (one for one in (listed if isinstance(listed, list) else ()) if isinstance(one, str))


def _renamed_from(top: Path, versions: list[ItemVersion], prefix: str) -> ItemVersion | None:
    """The oldest version, if it is the renaming of a file that stood under a former id until then."""
    oldest = versions[-1] if versions else None
    if oldest is None or oldest.node is None or not oldest.commit.parents or any(oldest.before):
        return None
    own = PurePosixPath(oldest.path)
    for former in reversed([*_former(oldest.node)]):
        path = str(own.with_name(f"{former.rpartition('/')[2]}.yml"))
        parents = file_versions(top, prefix + path, oldest.commit.parents[0])
        if parents and parents[0].content is not None:
            before = parse_node(path, parents[0].content)
            return ItemVersion(oldest.commit, oldest.path, oldest.node, (before,), path)
    return None

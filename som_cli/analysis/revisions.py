"""A workspace and its past -> what items said at an earlier commit, without what changes no meaning."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any

from som_cli.analysis.adoption import RUNNING, adopted_content
from som_cli.model.action import Action
from som_cli.model.entry import Item
from som_cli.model.history import Past
from som_cli.model.layout import place_of, plan_of
from som_cli.model.network import Route
from som_cli.model.participation import Adoption
from som_cli.model.plan import Objective
from som_cli.model.walked import walked
from som_cli.model.workspace import Workspace
from som_cli.text.nodes import Mapping as Node
from som_cli.text.source import read_source
from som_cli.text.yaml_reader import parse_yaml

# What is said about a statement and not by it: where it comes from, why it changed, where it is printed.
ASIDE = frozenset(
    {"id", "formerly", "justification", "waivers", "note", "order", "source", "locator", "stated", "provenance"}
)


def past_of(workspace: Workspace) -> Past | None:
    """The earlier states of the workspace's files, or None without git."""
    return workspace.history.past if workspace.history else None


def former_names(workspace: Workspace) -> Mapping[str, str]:
    """Former ids of items, each with the id that took its place."""
    return workspace.once(_former_names)


def _former_names(workspace: Workspace) -> Mapping[str, str]:
    return {
        former: entry.id
        for _, entry, _ in walked(workspace).entries
        if isinstance(entry, Item) and entry.formerly
        for former in entry.formerly
    }


def holder(workspace: Workspace, identifier: str) -> Item | None:
    """The item of an id; of a segment or of an action's risk the item in whose file it stands."""
    found = workspace.by_id.get(identifier)
    if found is not None:
        return found
    routes = (route for route in workspace.of(Route).values() if any(one.id == identifier for one in route.segments))
    actions = (action for action in workspace.of(Action).values() if any(one.id == identifier for one in action.risks))
    return next(routes, None) or next(actions, None)


def paths_of(workspace: Workspace, item: Item) -> tuple[str, ...]:
    """Where an item stands, and where it stood under its own former ids and those of its plan."""
    path = item.origin.path
    plan = workspace.plan(item)
    folders = [path]
    if plan is not None:
        start = f"plans/{plan.id}/"
        folders += [f"plans/{former}/{path.removeprefix(start)}" for former in plan.formerly]
    names = [(item.id, item.id), *((item.id, former) for former in item.formerly)]
    found = (
        folder.replace(f"/{new.rpartition('/')[2]}.yml", f"/{old.rpartition('/')[2]}.yml")
        for folder, (new, old) in product(folders, names)
    )
    return tuple(dict.fromkeys(found))


def nodes_at(
    workspace: Workspace, past: Past, places: Iterable[tuple[str, Item]]
) -> dict[tuple[str, str], Node | None]:
    """What items said at commits, by commit and id of today; None where the item was not there.

    An item whose file could not be read then is left out.
    """
    wanted = {(commit, item.id): (item, paths_of(workspace, item)) for commit, item in places}
    contents = past.read((commit, path) for (commit, _), (_, paths) in wanted.items() for path in paths)
    found: dict[tuple[str, str], Node | None] = {}
    for key, (item, paths) in wanted.items():
        place = next(((key[0], path) for path in paths if (key[0], path) in contents), None)
        if place is None:
            found[key] = None
        elif (node := _node(workspace, item, place[1], contents[place])) is not None:
            found[key] = node
    return found


def _node(workspace: Workspace, item: Item, path: str, content: bytes) -> Node | None:
    known = workspace.texts.get(item.origin.path)
    source, _ = read_source(path, content)
    if source is not None and known is not None and known.text == source.text:
        return item.origin.node
    return parse_node(path, content)


def parse_node(path: str, content: bytes) -> Node | None:
    """The mapping that a file holds, or None where it cannot be read."""
    source, _ = read_source(path, content)
    root, problems = parse_yaml(source) if source is not None else (None, [])
    return root if isinstance(root, Node) and not problems else None


# ---- meaning


def substance(node: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """What an item says, without running fields, without what stands beside it, and whatever its layout.

    `names` turns former ids into those of today, so that a renamed reference is no change.
    """
    return {key: _plain(value, names) for key, value in adopted_content(node).items() if key not in ASIDE | RUNNING}


def _plain(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        text = " ".join(value.split())
        return names.get(text, text)
    if isinstance(value, Mapping):
        # The source of a sum is who gives the money, and the id of an entry is what it is.
        kept = {"id", "source"} if "amount" in value else {"id"}
        return {key: _plain(part, names) for key, part in value.items() if key not in ASIDE or key in kept}
    return [_plain(part, names) for part in value] if isinstance(value, list) else value


def changed_fields(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields that say something else, in the order of the new item; both are `substance`."""
    return tuple(key for key in dict.fromkeys((*new, *old)) if new.get(key) != old.get(key))


# ---- what a plan said


def plan_at(workspace: Workspace, past: Past, commit: str, plan: str) -> dict[str, Mapping[str, Any]] | None:
    """The objectives and actions of a plan at a commit, by the id they had; None where a file cannot be read.

    Files that are the same today are not read again.
    """
    folders = [plan, *(workspace.plans[plan].formerly if plan in workspace.plans else ())]
    listed = {path: name for folder in folders for path, name in past.listing(commit, f"plans/{folder}").items()}
    items = [path for path in listed if _is_adopted(path)]
    today = {item.origin.path: item for cls in (Objective, Action) for item in workspace.in_plan(cls, plan)}
    same = {path for path in items if path in today and blob_name(workspace.texts[path].text) == listed[path]}
    contents = past.read((commit, path) for path in items if path not in same)
    found: dict[str, Mapping[str, Any]] = {today[path].id: today[path].origin.node for path in same}
    for (_, path), content in contents.items():
        node = parse_node(path, content)
        identifier = node.get("id") if node is not None else None
        if node is None or not isinstance(identifier, str):
            return None
        found[identifier] = node
    return found


def tagged_commit(workspace: Workspace, adopts: Adoption) -> str | None:
    """The commit of an adoption's tag; None without one, without git, and in an invented tree (it has no history)."""
    if not adopts.tag or workspace.settings.example or adopts.plan not in workspace.plans:
        return None
    past = past_of(workspace)
    return past.tagged(adopts.tag) if past else None


def tagged_content(workspace: Workspace, adopts: Adoption) -> Mapping[str, Mapping[str, Any]] | None:
    """The objectives and actions that an adoption's tag holds, by id; None where that cannot be known."""
    commit, past = tagged_commit(workspace, adopts), past_of(workspace)
    return plan_at(workspace, past, commit, adopts.plan) if commit and past else None


def plan_today(workspace: Workspace, plan: str) -> dict[str, Mapping[str, Any]]:
    """The objectives and actions of a plan by id, as their files say them."""
    return {item.id: item.origin.node for cls in (Objective, Action) for item in workspace.in_plan(cls, plan)}


def _is_adopted(path: str) -> bool:
    found = place_of(path) if plan_of(path) else None
    return found is not None and found[0].cls in (Objective, Action)


def blob_name(text: str) -> str:
    """Git's name for a file of this text, in a repository of the usual kind (SHA-1)."""
    content = text.encode("utf-8", "surrogateescape")
    return hashlib.sha1(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()

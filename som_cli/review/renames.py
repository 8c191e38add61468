"""Two workspaces -> which item is which: by id, or by the former id that one of them gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePosixPath

from som_cli.model.codelists import CodeLists
from som_cli.model.entry import Item
from som_cli.model.registry import CodeListEntry
from som_cli.model.workspace import Workspace

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Twin:
    """The old and the new state of one item; None where there is none."""

    old: Item | None
    new: Item | None


def twins(old: Workspace, new: Workspace) -> tuple[Twin, ...]:
    """Every item of both workspaces, each once."""
    before, after = _by_key(old), _by_key(new)
    renamed = _renamed(before, after)
    found = [Twin(before.get(renamed.get(key, key)), item) for key, item in after.items()]
    taken = {renamed.get(key, key) for key in after}
    return (*found, *(Twin(item, None) for key, item in before.items() if key not in taken))


def renames(found: tuple[Twin, ...]) -> Mapping[str, str]:
    """The new id of each item, and of each segment and risk in it, that was renamed, by its old id."""
    ids: dict[str, str] = {}
    for twin in found:
        if twin.old is not None and twin.new is not None:
            if twin.old.id != twin.new.id:
                ids[twin.old.id] = twin.new.id
            ids |= _inner_renames(twin.old, twin.new)
    return ids


def written_items(workspace: Workspace) -> Iterator[Item]:
    """Every item that stands in a file, entries of code lists among them."""
    own = workspace.codelists.own if isinstance(workspace.codelists, CodeLists) else {}
    codes = (entry for entries in own.values() for entry in entries.values())
    yield from (item for item in chain(workspace.all_items(), codes) if item.origin.path)


def item_name(item: Item) -> str:
    """The id of an item; that of an entry of a code list bears the list's name."""
    return f"{PurePosixPath(item.origin.path).stem}/{item.id}" if isinstance(item, CodeListEntry) else item.id


def _by_key(workspace: Workspace) -> dict[Key, Item]:
    single = {workspace.settings.kind_name: "", workspace.partnership.kind_name: ""}
    return {(item.kind_name, single.get(item.kind_name, item_name(item))): item for item in written_items(workspace)}


def _renamed(before: Mapping[Key, Item], after: Mapping[Key, Item]) -> dict[Key, Key]:
    """The old key of each item that was renamed, by its new one, whichever of the two states remembers it."""
    found: dict[Key, Key] = {}
    for key, item in after.items():
        if key not in before:
            former = next(((key[0], one) for one in item.formerly if _is_gone((key[0], one), before, after)), None)
            if former is not None and former not in found.values():
                found[key] = former
    for key, item in before.items():
        if key not in after and key not in found.values():
            later = next(((key[0], one) for one in item.formerly if _is_gone((key[0], one), after, before)), None)
            if later is not None and later not in found:
                found[later] = key
    return found


def _is_gone(key: Key, there: Mapping[Key, Item], now: Mapping[Key, Item]) -> bool:
    return key in there and key not in now


def _inner_renames(old: Item, new: Item) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in ("segments", "risks"):
        before = {one.id: one for one in getattr(old, name, ())}
        after = {one.id: one for one in getattr(new, name, ())}
        for one in after.values():
            found |= {former: one.id for former in one.formerly if one.id not in before and former in before}
        for one in before.values():
            later = next((name for name in one.formerly if name in after), None)
            if later is not None and one.id not in after:
                found[one.id] = later
    return found

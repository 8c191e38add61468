"""An old and a new id -> every id and every path that changes with it, or why it cannot be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from som_cli.messages import Message, msg
from som_cli.model.codelists import CodeLists
from som_cli.model.entry import ID_PATTERN, SLUG_PATTERN, FieldPath, Item, Pattern
from som_cli.model.network import Route
from som_cli.model.workspace import Workspace
from som_cli.text.suggest import suggestion

# The folders in which everything belongs to what the folder is named after.
_FOLDERS = {"plan": "plans", "consultation": "participation/consultations", "round": "monitoring"}
_LOCALE = re.compile(r"(locales/[^/]+/)?(.*)", re.DOTALL)
# What stands under a key of a shared file, or is named by its place.
_FIXED = frozenset({"return", "translation", "swot", "unit", "fund", "term", "procedure", "archived document"})
_STEM = re.compile(r"[A-Z]+-(?:[ALPRT]-(?=[0-9]))?")


class RenameError(Exception):
    """The id cannot be changed; the message says why, the help how to go on."""

    def __init__(self, message: Message, help_: Message | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.help = help_


@dataclass(frozen=True, slots=True)
class Scope:
    """What has the old id (`field` leads to it inside `item`), and all that changes with it: ids with their kinds."""

    old: str
    new: str
    kind: str
    item: Item
    field: FieldPath
    ids: Mapping[str, str]
    kinds: Mapping[str, str]

    def new_path(self, path: str) -> str:
        """Where the file at a path stands afterwards."""
        locale, own = _split(path)
        return locale + self._moved(own)

    def _moved(self, path: str) -> str:
        if self.field:
            return path
        folder = _FOLDERS.get(self.kind)
        if folder is not None:
            start = f"{folder}/{self.old}/"
            return f"{folder}/{self.new}/{path.removeprefix(start)}" if path.startswith(start) else path
        place = PurePosixPath(path)
        is_same = place.stem == PurePosixPath(self.item.origin.path).stem and str(place.parent) in self._homes(place)
        return str(place.with_name(f"{self.new.rpartition('/')[2]}{place.suffix}")) if is_same else path

    def _homes(self, place: PurePosixPath) -> set[str]:
        """The folders in which a file named by the id belongs to it."""
        homes = {str(PurePosixPath(self.item.origin.path).parent)}
        if self.kind == "member":
            homes.add("partnership/geometry")
            homes.update([str(place.parent)] if re.fullmatch(r"monitoring/[^/]+/returns", str(place.parent)) else [])
        return homes

    def names(self, identifier: str, kinds: tuple[str, ...]) -> bool:
        """Whether a reference to these kinds that says `identifier` means something that changes."""
        kind = self.kinds.get(identifier)
        return kind is not None and (kind in kinds or "item" in kinds or (kind == "member" and "area" in kinds))


def scope_of(workspace: Workspace, old: str, new: str, known: frozenset[str]) -> Scope:
    """All that a new id changes. Raises RenameError for an id that is not there, or one that cannot be given."""
    kind, item, field = _holder(workspace, old)
    _check_new(old, new, known)
    ids = {old: new}
    kinds = {old: kind}
    if isinstance(item, Route) and not field:
        for segment in item.segments:
            if segment.id.startswith(f"{old}/"):
                ids[segment.id], kinds[segment.id] = new + segment.id.removeprefix(old), "segment"
    if kind == "consultation":
        for remark in workspace.remarks:
            if remark.startswith(f"{old}/"):
                ids[remark], kinds[remark] = new + remark.removeprefix(old), "remark"
    if kind == "action":
        for risk in workspace.actions[old].risks:
            if risk.id.startswith(f"{old}-"):
                ids[risk.id], kinds[risk.id] = new + risk.id.removeprefix(old), "risk"
    return Scope(old, new, kind, item, field, ids, kinds)


def _holder(workspace: Workspace, old: str) -> tuple[str, Item, FieldPath]:
    """The kind of what has an id, the item that holds it, and the way to it."""
    for route in workspace.routes.values():
        for index, segment in enumerate(route.segments):
            if segment.id == old:
                return "segment", route, ("segments", index)
    for action in workspace.actions.values():
        for index, risk in enumerate(action.risks):
            if risk.id == old:
                return "risk", action, ("risks", index)
    holders = [(kind, items[old]) for kind, items in workspace.items.items() if kind not in _FIXED and old in items]
    if len(holders) > 1:
        kinds = ", ".join(kind for kind, _ in holders)
        raise RenameError(msg("`{id}` names several things: {kinds}", id=old, kinds=kinds))
    if not holders:
        _refuse_entry(workspace, old)
        options = {one for one in workspace.ids("item") if workspace.ids("item")[one] is not None}
        raise RenameError(msg("there is no `{id}`", id=old), suggestion(old, sorted(options)))
    return (*holders[0], ())


def _refuse_entry(workspace: Workspace, old: str) -> None:
    """Raises RenameError for the key of an entry: of units, funds, terms, procedures, bodies, a code list."""
    holders = [items[old] for kind, items in workspace.items.items() if kind in _FIXED and old in items]
    holders += [workspace.partnership] if old in workspace.partnership.bodies else []
    own = workspace.codelists.own if isinstance(workspace.codelists, CodeLists) else {}
    holders += [entries[old] for entries in own.values() if old in entries]
    for holder in holders:
        message = msg("`{id}` is an entry of {file}, and only items can be renamed", id=old, file=holder.origin.path)
        help_ = msg(
            "change it there, then wherever `git grep -w {id}` finds it; `som validate` lists what was missed", id=old
        )
        raise RenameError(message, help_)


def _check_new(old: str, new: str, known: frozenset[str]) -> None:
    if new.casefold() in {one.casefold() for one in known}:
        message = msg("the id `{id}` is or was that of another item", id=new)
        raise RenameError(message, msg("ids are never used twice: take one that is free"))
    is_slug = re.fullmatch(SLUG_PATTERN.expression, old) is not None
    pattern: Pattern = SLUG_PATTERN if is_slug else ID_PATTERN
    if not re.fullmatch(pattern.expression, new):
        message = msg("`{value}` does not have the form that is expected here", value=new)
        if is_slug:
            help_ = msg("write small letters a–z, digits, `-` and `_`, like `{example}`", example=pattern.example)
        else:
            help_ = msg("write capital letters A–Z, digits, `-` and `.`, like `{example}`", example=pattern.example)
        raise RenameError(message, help_)
    stem = f"{old.rpartition('/')[0]}/" if "/" in old else "" if is_slug else (_STEM.match(old) or [""])[0]
    if not new.startswith(stem) or new.count("/") != old.count("/"):
        raise RenameError(msg("`{id}` must begin with `{stem}`, as `{old}` does", id=new, stem=stem, old=old))


def _split(path: str) -> tuple[str, str]:
    found = _LOCALE.fullmatch(path)
    return (found[1] or "", found[2]) if found else ("", path)

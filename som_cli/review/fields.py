"""Two states of one entry -> every place where they differ, nothing judged yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from som_cli.model.entry import FieldPath
from som_cli.review.changes import ChangeKind, Steps
from som_cli.review.matching import UNORDERED, match_entries
from som_cli.review.structure import Field, Form, fields_of


@dataclass(frozen=True, slots=True)
class ListEntry:
    """An entry that a difference stands in: the name of its list, the class of the entries, what tells it from others.

    `old` and `new` are its two states; `beside` holds all entries of the list, on both sides.
    """

    list_name: str
    cls: Any
    label: str
    old: Any = None
    new: Any = None
    beside: Sequence[Any] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One place: the way to it, what stood and stands there, and the entries around it from the item inwards.

    `holders` are pairs of nodes, old and new, the item's own first; an entry that came or went is its own last holder.
    `entries` are the list entries on the way, from the outside in.
    """

    steps: Steps
    kind: ChangeKind
    old: Any
    new: Any
    field: Field
    old_place: FieldPath
    new_place: FieldPath
    holders: tuple[tuple[Any, Any], ...]
    entries: tuple[ListEntry, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The way without the names of list entries: `("indicators", "targets", "value")`."""
        return tuple(step for step in self.steps if not step.startswith("["))


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where the comparison is: the way there, in words and on both sides, and the entries around."""

    steps: Steps = ()
    old: FieldPath = ()
    new: FieldPath = ()
    holders: tuple[tuple[Any, Any], ...] = ()
    entries: tuple[ListEntry, ...] = ()

    def step(self, name: str) -> _Spot:
        return replace(self, steps=(*self.steps, name), old=(*self.old, name), new=(*self.new, name))

    def entry(self, entry: ListEntry, old: str | int | None, new: str | int | None) -> _Spot:
        """Into an entry of a list; a side that lacks it stays at the list."""
        return replace(
            self,
            steps=(*self.steps, entry.label),
            old=self.old if old is None else (*self.old, old),
            new=self.new if new is None else (*self.new, new),
            entries=(*self.entries, replace(entry, label=entry.label[1:-1])),
        )

    def within(self, old: Any, new: Any) -> _Spot:
        return replace(self, holders=(*self.holders, (old, new)))


def differences(cls: Any, old: Any, new: Any, renames: Mapping[str, str]) -> list[Difference]:
    """Where two mappings of a class differ. `renames` gives the new id of each that was renamed."""
    return list(_record(cls, old, new, _Spot(), renames))


def keyed_differences(field: Field, old: Any, new: Any, renames: Mapping[str, str]) -> list[Difference]:
    """The same for a file whose every key is the name of an entry."""
    return list(_keyed(field, old, new, _Spot(holders=((old, new),)), renames))


def _record(cls: Any, old: Any, new: Any, spot: _Spot, renames: Mapping[str, str]) -> Iterator[Difference]:
    if old == new:
        return
    inside = spot.within(old, new)
    known = fields_of(cls)
    for key in [*new, *(key for key in old if key not in new)]:
        # What is empty says no more than what is not there.
        before, after = old.get(key) or None, new.get(key) or None
        if before != after and key in known:
            yield from _value(known[key], before, after, inside.step(key), renames)


def _value(field: Field, old: Any, new: Any, spot: _Spot, renames: Mapping[str, str]) -> Iterator[Difference]:
    if old is None or new is None:
        if field.form is Form.RECORDS:
            yield from _records(field, old or [], new or [], spot, renames)
        elif field.form is Form.KEYED:
            yield from _keyed(field, old or {}, new or {}, spot, renames)
        else:
            yield _difference(field, old, new, spot)
    elif field.form is Form.RECORD:
        yield from _record(field.cls, old, new, spot, renames)
    elif field.form is Form.RECORDS:
        yield from _records(field, old, new, spot, renames)
    elif field.form is Form.KEYED:
        yield from _keyed(field, old, new, spot, renames)
    else:
        follows = _renamed(old, renames) == new
        yield _difference(field, old, new, spot, ChangeKind.RENAMED if follows else ChangeKind.CHANGED)


def _keyed(field: Field, old: Any, new: Any, spot: _Spot, renames: Mapping[str, str]) -> Iterator[Difference]:
    for name in [*new, *(name for name in old if name not in new)]:
        if old.get(name) != new.get(name) and field.inner is not None:
            inside = spot.entry(ListEntry("", None, f"[{name}]"), name, name)
            yield from _value(field.inner, old.get(name), new.get(name), inside, renames)


def _records(
    field: Field, old: Sequence[Any], new: Sequence[Any], spot: _Spot, renames: Mapping[str, str]
) -> Iterator[Difference]:
    name = spot.steps[-1]
    pairs = match_entries(name, field.cls, old, new, renames)
    for pair in sorted(pairs, key=lambda one: (one.new is None, one.new or 0, one.old or 0)):
        before, after = (None if at is None else side[at] for at, side in ((pair.old, old), (pair.new, new)))
        entry = ListEntry(name, field.cls, pair.label, before, after, (*old, *new))
        inside = spot.entry(entry, pair.old, pair.new)
        if before is not None and after is not None:
            yield from _record(field.cls, before, after, inside, renames)
        else:
            yield _difference(field, before, after, inside.within(before, after))
    kept = [(pair.old, pair.new, pair.label) for pair in pairs if pair.old is not None and pair.new is not None]
    earlier = [label for _, _, label in sorted(kept, key=lambda one: one[0] or 0)]
    later = [label for _, _, label in sorted(kept, key=lambda one: one[1] or 0)]
    if earlier != later and name not in UNORDERED:
        yield _difference(field, earlier, later, spot, ChangeKind.MOVED)


def _difference(field: Field, old: Any, new: Any, spot: _Spot, kind: ChangeKind = ChangeKind.CHANGED) -> Difference:
    if old is None or new is None:
        kind = ChangeKind.ADDED if old is None else ChangeKind.REMOVED
    return Difference(spot.steps, kind, old, new, field, spot.old, spot.new, spot.holders, spot.entries)


def _renamed(value: Any, renames: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_renamed(inner, renames) for inner in value]
    return renames.get(value, value) if isinstance(value, str) else value

"""Two states of one entry -> every place where they differ, nothing judged yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from som_cli.model.entry import FieldPath
from som_cli.review.changes import ChangeKind, Steps
from som_cli.review.matching import UNORDERED, match_entries
from som_cli.review.structure import Field, Form, fields_of


@dataclass(frozen=True, slots=True)
class Difference:
    """One place: the way to it, what stood and stands there, and the entries around it from the item inwards.

    `holders` are pairs of nodes, old and new, the item's own first; an entry that came or went is its own last holder.
    """

    steps: Steps
    kind: ChangeKind
    old: Any
    new: Any
    field: Field
    old_place: FieldPath
    new_place: FieldPath
    holders: tuple[tuple[Any, Any], ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The way without the names of list entries: `("indicators", "targets", "value")`."""
        return tuple(step for step in self.steps if not step.startswith("["))

    @property
    def labels(self) -> tuple[str, ...]:
        """The names of the list entries on the way, from the outside in."""
        return tuple(step[1:-1] for step in self.steps if step.startswith("["))


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where the comparison is: the way there, in words and on both sides, and the entries around."""

    steps: Steps = ()
    old: FieldPath = ()
    new: FieldPath = ()
    holders: tuple[tuple[Any, Any], ...] = ()

    def step(self, name: str, label: str = "") -> _Spot:
        return _Spot((*self.steps, label or name), (*self.old, name), (*self.new, name), self.holders)

    def within(self, old: Any, new: Any) -> _Spot:
        return _Spot(self.steps, self.old, self.new, (*self.holders, (old, new)))


def differences(cls: Any, old: Any, new: Any, renames: Mapping[str, str]) -> list[Difference]:
    """Where two mappings of a class differ. `renames` gives the new id of each that was renamed."""
    return list(_record(cls, old, new, _Spot(), renames))


def keyed_differences(field: Field, old: Any, new: Any, renames: Mapping[str, str]) -> list[Difference]:
    """The same for a file whose every key is the name of an entry."""
    return list(_keyed(field, old, new, _Spot((), (), (), ((old, new),)), renames))


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
            yield from _value(field.inner, old.get(name), new.get(name), spot.step(name, f"[{name}]"), renames)


def _records(
    field: Field, old: Sequence[Any], new: Sequence[Any], spot: _Spot, renames: Mapping[str, str]
) -> Iterator[Difference]:
    name = spot.steps[-1]
    pairs = match_entries(name, field.cls, old, new, renames)
    for pair in sorted(pairs, key=lambda one: (one.new is None, one.new or 0, one.old or 0)):
        steps = (*spot.steps, pair.label)
        if pair.old is not None and pair.new is not None:
            inner = _Spot(steps, (*spot.old, pair.old), (*spot.new, pair.new), spot.holders)
            yield from _record(field.cls, old[pair.old], new[pair.new], inner, renames)
        elif pair.new is not None:
            came = (*spot.holders, (None, new[pair.new]))
            yield _difference(field, None, new[pair.new], _Spot(steps, spot.old, (*spot.new, pair.new), came))
        elif pair.old is not None:
            went = (*spot.holders, (old[pair.old], None))
            yield _difference(field, old[pair.old], None, _Spot(steps, (*spot.old, pair.old), spot.new, went))
    kept = [(pair.old, pair.new, pair.label) for pair in pairs if pair.old is not None and pair.new is not None]
    before = [label for _, _, label in sorted(kept, key=lambda one: one[0] or 0)]
    after = [label for _, _, label in sorted(kept, key=lambda one: one[1] or 0)]
    if before != after and name not in UNORDERED:
        yield _difference(field, before, after, spot, ChangeKind.MOVED)


def _difference(field: Field, old: Any, new: Any, spot: _Spot, kind: ChangeKind = ChangeKind.CHANGED) -> Difference:
    if old is None or new is None:
        kind = ChangeKind.ADDED if old is None else ChangeKind.REMOVED
    return Difference(spot.steps, kind, old, new, field, spot.old, spot.new, spot.holders)


def _renamed(value: Any, renames: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_renamed(inner, renames) for inner in value]
    return renames.get(value, value) if isinstance(value, str) else value

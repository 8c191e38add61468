"""What a change is: one field of one item, old and new, with its weight and the sentence that says it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from som_cli.messages import Message
from som_cli.model.entry import FieldPath
from som_cli.model.values import natural_key

Value: TypeAlias = "str | dict[str, Value] | list[Value] | None"
"""What a file says in a place: a scalar's text, a mapping, a list; None where nothing is written."""

Steps: TypeAlias = "tuple[str, ...]"
"""The way to a field: keys, and for an entry of a list its natural key in brackets (`indicators`, `[IND-KM]`, …)."""


class ChangeKind(StrEnum):
    """What happened. `renamed`: a new id (`formerly` names the old one); `moved`: another file, or another order."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    MOVED = "moved"
    CHANGED = "changed"


class Weight(StrEnum):
    """What a change means for the promise that the plan makes, the gravest first.

    `weakening` lowers it, `weighty` touches it without a better or a worse, `strengthening` raises it; `neutral` says
    it in other words; `running` is the life of a plan that goes on: status, spending, progress, observations.
    """

    WEAKENING = "weakening"
    WEIGHTY = "weighty"
    STRENGTHENING = "strengthening"
    NEUTRAL = "neutral"
    RUNNING = "running"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Weight).index(self)


@dataclass(frozen=True, slots=True)
class Word:
    """A run of text that stayed (sign ` `), came (`+`) or went (`-`)."""

    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `item` is the id it has now (its last, where it is gone), `plan` is empty for what plans share.

    `steps` is empty for the item as a whole: then `old` and `new` are all that its file says, its ids where it was
    renamed, its paths where it moved. `old_place` and `new_place` are the same way with the indexes of lists; for an
    entry that came or went, that of the side without it ends at the list. `path` and `line` point into the new files,
    for a field that is gone at what stood around it; for an item that is gone into the old ones. `justification` is the
    reason that the item gives now. `words` shows a text word by word. A derived change sums up others: the budget of an
    action as a whole.
    """

    item: str
    item_kind: str
    plan: str
    steps: Steps
    kind: ChangeKind
    weight: Weight
    old: Value
    new: Value
    path: str
    line: int
    message: Message
    title: str = ""
    former: str = ""
    old_place: FieldPath = ()
    new_place: FieldPath = ()
    justification: str = ""
    words: tuple[Word, ...] = ()
    is_derived: bool = False

    @property
    def field(self) -> str:
        """The way to the field as text: `indicators[IND-KM].targets[2020 final].value`."""
        return ".".join(self.steps).replace(".[", "[")


def told_once(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Changes for people: the former id that a renamed item now names is its renaming, said already."""
    found = tuple(changes)
    renamed = {one.item for one in found if one.kind is ChangeKind.RENAMED and not one.steps}
    return tuple(one for one in found if one.steps != ("formerly",) or one.item not in renamed)


def by_weight(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Changes with the gravest first, then by plan, and in the natural order of ids."""

    def order(one: Change) -> tuple[object, ...]:
        return (one.weight.rank, one.plan, natural_key(one.item), one.item_kind, one.steps, one.kind, one.path)

    return tuple(sorted(changes, key=order))

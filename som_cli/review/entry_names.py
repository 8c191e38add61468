"""An entry of a list -> what a sentence calls it: its natural key in words (`2018, own money, Town of Alfa`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from som_cli.messages import Message, msg
from som_cli.model.natural_keys import KEYS
from som_cli.review.fields import ListEntry
from som_cli.review.said import said
from som_cli.review.scene import Scene
from som_cli.review.spoken import joined, one_line
from som_cli.review.structure import fields_of

# The number that tells apart entries of one natural key.
_NUMBER = re.compile(r" #\d+$")


def entry_name(entry: ListEntry, scene: Scene) -> Message | str:
    """The words of the natural key; its further fields only where another entry beside has the same first ones."""
    one = entry.new or entry.old
    key = KEYS.get(entry.list_name)
    if not isinstance(one, dict) or key is None:
        return entry.label
    parts = list(_words(entry, key.fields, one, scene))
    if _is_shared(entry, key.fields, one):
        parts += _words(entry, key.further, one, scene)
        if number := _NUMBER.search(entry.label):
            parts.append(number.group().strip())
    if key.fields == ("id",) and isinstance(name := one.get("name"), str):
        parts.append(one_line(name))
    return joined(parts) if parts else entry.label


def _words(entry: ListEntry, names: Sequence[str], one: dict[str, Any], scene: Scene) -> Iterator[Message | str]:
    known = fields_of(entry.cls)
    for name in names:
        value = one.get(name)
        if not value or _is_changed(entry, name, scene) or (name == "to" and "from" in names and one.get("from")):
            continue
        if name == "from" and "to" in names and one.get("to"):
            yield msg("{start} to {end}", start=value, end=one["to"])
        else:
            yield said(known[name], value, scene)


def _is_changed(entry: ListEntry, name: str, scene: Scene) -> bool:
    """Whether the entry was known by another value before: then the sentence tells both."""
    if entry.old is None or entry.new is None:
        return False
    old = entry.old.get(name)
    return bool(scene.renames.get(old, old) != entry.new.get(name))


def _is_shared(entry: ListEntry, names: Sequence[str], one: dict[str, Any]) -> bool:
    """Whether another entry on either side has the same values in these fields."""
    first = [one.get(name) for name in names]
    others = (other for other in entry.beside if other is not entry.old and other is not entry.new)
    return any(isinstance(other, dict) and [other.get(name) for name in names] == first for other in others)

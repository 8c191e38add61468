"""A condition such as `owner=police status!=planned` -> the items that meet it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TypeVar

from som_cli.model.entity import Record, field_types
from som_cli.model.entry import Entry, Item
from som_cli.model.layout import plan_of
from som_cli.model.values import PartialDate
from som_cli.model.workspace import Workspace

ItemType = TypeVar("ItemType", bound=Item)
_TERM = re.compile(r"(?P<field>[a-z_.]+)(?P<sign>!=|=|~)(?P<value>\"[^\"]*\"|\S*)")


@dataclass(frozen=True, slots=True)
class Term:
    """One term: a field path, `=` (is), `!=` (is not) or `~` (contains, case ignored), a value (empty: not given)."""

    field: str
    sign: str
    value: str

    def holds(self, texts: Sequence[str]) -> bool:
        """Whether the texts of the field meet the term; of several texts one must be it, contain it, or none be it."""
        if self.sign == "~":
            return any(self.value.casefold() in text.casefold() for text in texts)
        is_it = self.value in texts if self.value else not texts
        return is_it if self.sign == "=" else not is_it


class ConditionError(ValueError):
    """The text is no condition; the argument is the part that could not be read."""


def parse_condition(text: str) -> tuple[Term, ...]:
    """The terms of a condition, all of which must hold. Raises ConditionError."""
    terms = []
    rest = text.strip()
    while rest:
        found = _TERM.match(rest)
        if found is None:
            raise ConditionError(rest)
        terms.append(Term(found["field"], found["sign"], found["value"].strip('"')))
        rest = rest[found.end() :].strip()
    return tuple(terms)


def select(workspace: Workspace, items: Iterable[ItemType], terms: Sequence[Term]) -> list[ItemType]:
    """The items that meet all terms, in their order. `plan` is the plan in whose folder an item stands."""
    return [item for item in items if all(term.holds(field_texts(workspace, item, term.field)) for term in terms)]


def field_texts(workspace: Workspace, item: Item, path: str) -> list[str]:
    """What stands in a field, as texts: none where it is not given, several for a list."""
    if path == "plan":
        plan = plan_of(item.origin.path)
        return [plan] if plan else []
    if path == "provenance":
        return [workspace.provenance(item).value]
    return list(_texts(item, path.split(".")))


def _texts(value: object, steps: Sequence[str]) -> Iterable[str]:
    if value is None or value == ():
        return
    if isinstance(value, tuple):
        for part in value:
            yield from _texts(part, steps)
    elif not steps:
        yield text_of(value)
    elif isinstance(value, Mapping):
        yield from _texts(value.get(steps[0]), steps[1:])
    elif isinstance(value, Record):
        written = vars(value)
        yield from _texts(written.get(steps[0], written.get(f"{steps[0]}_")), steps[1:])


def text_of(value: object) -> str:
    """A value as its file writes it."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, PartialDate):
        return value.text
    return str(value).strip()


def field_paths(cls: type[Item]) -> list[str]:
    """The keys that an item of the class may have at its top level, those that every entry may carry last."""
    names = [name for name in field_types(cls) if name not in {"origin", "kind_name"}]
    common = field_types(Entry)
    return [name.rstrip("_") for name in sorted(names, key=lambda name: name in common)]

"""Classes of the model -> tables of open data: typed columns with descriptions, rows of values as they are written."""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from som_cli.messages import mark_text, translate_text
from som_cli.model.descriptions import describe
from som_cli.model.entity import field_types
from som_cli.model.entry import InList
from som_cli.model.values import PartialDate

Kind = Literal["string", "number", "integer", "boolean", "date"]
Value = str | Decimal | int | bool | StrEnum | PartialDate | None

_KINDS: Mapping[type, Kind] = {Decimal: "number", int: "integer", bool: "boolean", PartialDate: "date"}

# What keys mean to those who have the tables; the model tells it to editors, by the files that they write.
_FOR_READERS: Mapping[str, str] = {
    "id": mark_text("The identifier, by which other tables name the row."),
    "plan": mark_text("The plan: its id."),
    "source": mark_text("The source that it comes from."),
    "fund": mark_text("The source of financing."),
    "unit": mark_text("The unit of the value; where it is blank, that of the indicator."),
    "base": mark_text("The unit that it is expressed in."),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, and the class and key that say what it means and of which kind its values are.

    `refers` names the table whose first column its values stand in; `label` and `fixed` are the description and the
    kind of a column that no key of the class stands for.
    """

    name: str
    cls: type
    key: str = ""
    refers: str = ""
    label: str = ""
    fixed: Kind | None = None

    @property
    def kind(self) -> Kind:
        """The kind of its values: text where the class has no such key."""
        plain, _ = _type_of(self.cls, self.key or self.name)
        return self.fixed or _KINDS.get(plain, "string")

    @property
    def options(self) -> type[StrEnum] | None:
        """The closed list that its values are of."""
        plain, _ = _type_of(self.cls, self.key or self.name)
        return plain if issubclass(plain, StrEnum) else None

    @property
    def code_list(self) -> str:
        """The name of the code list that its values are of."""
        return _type_of(self.cls, self.key or self.name)[1]

    def description(self, language: str) -> str:
        """What it means, in the language of the edition where there are words for it."""
        key = self.key or self.name
        return translate_text(self.label or _FOR_READERS.get(key) or describe(self.cls, key), language)


@cache
def _type_of(cls: type, key: str) -> tuple[type, str]:
    """The plain type of a key and the name of its code list; text where the class has no such key."""
    hints = field_types(cls)
    hint = hints.get(key, hints.get(f"{key}_", str))
    return _plain(hint)


def _plain(hint: Any) -> tuple[type, str]:
    if get_origin(hint) is Annotated:
        name = next((mark.name for mark in hint.__metadata__ if isinstance(mark, InList)), "")
        plain, inner = _plain(get_args(hint)[0])
        return plain, name or inner
    if get_origin(hint) in {Union, types.UnionType, tuple}:
        parts = [part for part in get_args(hint) if part not in {type(None), Ellipsis}]
        return _plain(parts[0])
    return (hint, "") if isinstance(hint, type) else (str, "")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of open data. `key` are the columns that together are never the same twice."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def place(self, column: str) -> int:
        """The number of a column."""
        return [one.name for one in self.columns].index(column)


def make_table(
    name: str, columns: Iterable[Column], key: tuple[str, ...], entries: Iterable[tuple[object, Mapping[str, Value]]]
) -> Table:
    """A table of entries: a value comes from the words given with its entry, else from the entry's field."""
    kept = tuple(columns)
    return Table(name, kept, key, tuple(tuple(_value(entry, one, given) for one in kept) for entry, given in entries))


def _value(entry: object, column: Column, given: Mapping[str, Value]) -> Value:
    if column.name in given:
        return given[column.name]
    key = column.key or column.name
    found: Value = getattr(entry, key, None)
    return getattr(entry, f"{key}_", None) if found is None else found


def of(cls: type, *names: str, **refers: str) -> tuple[Column, ...]:
    """Columns with the names of the class's keys; those that refer to a table name it."""
    return tuple(Column(name, cls, refers=refers.get(name, "")) for name in names)

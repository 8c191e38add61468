"""An item -> every value in it that carries a mark: references, code lists, prose, paths."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from som_cli.model.entity import field_types
from som_cli.model.entry import Entry, FieldPath, InList, Mark, Ref, Waiver

Marker = Ref | InList | Mark
Step = tuple[str, str, tuple[Marker, ...]]


def entries(entry: Entry, path: FieldPath = ()) -> Iterator[tuple[Entry, FieldPath]]:
    """The entry itself and every entry in it, each with the path to it, in the order of the fields."""
    yield entry, path
    for name, value in vars(entry).items():
        yield from _entries_in(value, (*path, name.rstrip("_")))


def _entries_in(value: Any, path: FieldPath) -> Iterator[tuple[Entry, FieldPath]]:
    if isinstance(value, Entry):
        yield from entries(value, path)
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _entries_in(part, (*path, index))
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield from _entries_in(part, (*path, name))


def marked_values(entry: Entry | Waiver, prefix: FieldPath = ()) -> Iterator[tuple[Marker, str, FieldPath]]:
    """Each mark, the text under it, and the path to the text, in the order of the fields."""
    written = vars(entry)
    cls: Any = type(entry)
    for name, key, markers in _steps(cls):
        value = written.get(name)
        if value is not None:
            yield from _values(value, (*prefix, key), markers)


def _values(value: Any, path: FieldPath, markers: tuple[Marker, ...]) -> Iterator[tuple[Marker, str, FieldPath]]:
    if isinstance(value, str):
        for marker in markers:
            yield marker, value, path
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _values(part, (*path, index), markers)
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield from _values(part, (*path, name), markers)
    elif isinstance(value, (Entry, Waiver)):
        yield from marked_values(value, path)


@cache
def _steps(cls: type) -> tuple[Step, ...]:
    """The fields of a class that hold marked text, or entries that may."""
    steps = []
    hints = field_types(cls)
    for spec in dataclasses.fields(cls):
        markers, holds_entries = _markers(hints[spec.name])
        if markers or holds_entries:
            steps.append((spec.name, spec.name.rstrip("_"), markers))
    return tuple(steps)


def _markers(hint: Any) -> tuple[tuple[Marker, ...], bool]:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        inner, holds_entries = _markers(arguments[0])
        return (*inner, *(mark for mark in hint.__metadata__ if isinstance(mark, Marker))), holds_entries
    if origin in (Union, types.UnionType, tuple, Mapping):
        parts = [_markers(part) for part in arguments if part not in (type(None), Ellipsis)]
        return tuple(mark for marks, _ in parts for mark in marks), any(holds for _, holds in parts)
    return (), isinstance(hint, type) and issubclass(hint, (Entry, Waiver))

"""An item -> every entry in it, and every value that carries a mark: references, code lists, prose, paths."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from som_cli.model.entity import field_types
from som_cli.model.entry import Entry, FieldPath, InList, Mark, Ref, Waiver

Marker = Ref | InList | Mark
Step = tuple[str, str, tuple[Marker, ...]]
MarkedValue = tuple[Marker, str, FieldPath]


def entries(entry: Entry, path: FieldPath = ()) -> list[tuple[Entry, FieldPath]]:
    """The entry itself and every entry in it, each with the path to it, in the order of the fields."""
    found: list[tuple[Entry, FieldPath]] = []
    walk(entry, path, found, [])
    return found


def marked_values(entry: Entry | Waiver, prefix: FieldPath = ()) -> list[MarkedValue]:
    """Each mark, the text under it, and the path to the text, in the order of the fields."""
    marked: list[MarkedValue] = []
    walk(entry, prefix, [], marked)
    return marked


def walk(
    entry: Entry | Waiver, path: FieldPath, found: list[tuple[Entry, FieldPath]], marked: list[MarkedValue]
) -> None:
    """Adds every entry and marked value to the two lists: generators in each other would take three times as long."""
    if isinstance(entry, Entry):
        found.append((entry, path))
    written = vars(entry)
    cls: Any = type(entry)
    for name, key, markers in _steps(cls, tuple(written)):
        value = written[name]
        if type(value) is str:
            for marker in markers:
                marked.append((marker, value, (*path, key)))  # noqa: PERF401 - one marker as a rule
        elif value:
            _walk_value(value, (*path, key), markers, found, marked)


def _walk_value(
    value: Any,
    path: FieldPath,
    markers: tuple[Marker, ...],
    found: list[tuple[Entry, FieldPath]],
    marked: list[MarkedValue],
) -> None:
    if isinstance(value, str):
        marked.extend([(marker, value, path) for marker in markers])
    elif isinstance(value, (Entry, Waiver)):
        walk(value, path, found, marked)
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            if isinstance(part, Entry):  # most lists hold entries: one call less for each
                walk(part, (*path, index), found, marked)
            else:
                _walk_value(part, (*path, index), markers, found, marked)
    elif isinstance(value, Mapping):
        for name, part in value.items():
            _walk_value(part, (*path, name), markers, found, marked)


@cache
def _steps(cls: type, written: tuple[str, ...]) -> tuple[Step, ...]:
    """Those of the written fields that hold marked text, or entries that may. Few combinations of fields come often."""
    return tuple(step for step in _steps_of_class(cls) if step[0] in written)


@cache
def _steps_of_class(cls: type) -> tuple[Step, ...]:
    steps = []
    hints = field_types(cls)
    for spec in dataclasses.fields(cls):
        markers, holds_entries = _markers(hints[spec.name])
        if markers or holds_entries:
            steps.append((spec.name, spec.name.rstrip("_"), markers))
    return tuple(steps)


@cache
def _markers(hint: Any) -> tuple[tuple[Marker, ...], bool]:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        inner, holds_entries = _markers(arguments[0])
        return (*inner, *(mark for mark in hint.__metadata__ if isinstance(mark, Marker))), holds_entries
    if origin in (Union, types.UnionType, tuple, Mapping):
        parts = [_markers(part) for part in arguments if part not in (type(None), Ellipsis)]
        return tuple(mark for marks, _ in parts for mark in marks), any(holds for _, holds in parts)
    return (), isinstance(hint, type) and issubclass(hint, (Entry, Waiver))

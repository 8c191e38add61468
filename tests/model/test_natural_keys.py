"""Entries of lists have names that do not hang on their places."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from typing import Annotated, Any, Union, get_args, get_origin

from som_cli.model.entity import field_types
from som_cli.model.entry import Origin
from som_cli.model.layout import PLACES
from som_cli.model.natural_keys import KEYS, entry_names, full_names, key_fields


def lists_of(cls: Any, seen: set[Any]) -> Iterator[tuple[str, Any]]:
    """Every list of mappings below a class, with the class of its entries."""
    if cls in seen:
        return
    seen.add(cls)
    for name, hint in field_types(cls).items():
        for entry, is_list in _classes(hint):
            if is_list:
                yield name, entry
            yield from lists_of(entry, seen)


def _classes(hint: Any, *, is_list: bool = False) -> Iterator[tuple[Any, bool]]:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        yield from _classes(arguments[0], is_list=is_list)
    elif origin in (Union, types.UnionType):
        for part in arguments:
            yield from _classes(part, is_list=is_list)
    elif origin is tuple:
        yield from _classes(arguments[0], is_list=True)
    elif origin is Mapping:
        yield from _classes(arguments[1])
    elif isinstance(hint, type) and is_dataclass(hint) and hint is not Origin:
        yield hint, is_list


def test_every_list_of_entries_has_a_key_of_fields_that_exist() -> None:
    seen: set[Any] = set()
    found: dict[str, set[str]] = {}
    for place in PLACES:
        for name, entry in lists_of(place.cls, seen):
            found.setdefault(name, set()).update(field.rstrip("_") for field in field_types(entry))
    assert set(found) == set(KEYS)
    for name, key in KEYS.items():
        assert set(key.fields) | set(key.further) <= found[name], name


def test_a_further_field_names_only_what_the_first_ones_do_not_tell_apart() -> None:
    one, two = {"period": "2020", "kind": "milestone"}, {"period": "2025"}
    other = {"period": "2020", "kind": "final"}
    assert entry_names("targets", [one, two], [two, one]) == (("2020", "2025"), ("2025", "2020"))
    assert entry_names("targets", [one, two], [one, other, two]) == (
        ("2020 milestone", "2025"),
        ("2020 milestone", "2020 final", "2025"),
    )
    assert full_names("targets", [one, two]) == ("2020 milestone", "2025")
    assert key_fields("targets", one) == {"period", "kind"}


def test_entries_without_a_key_are_told_apart_all_the_same() -> None:
    assert entry_names("partners", ["a", "b", "a"]) == (("a", "b", "a #2"),)
    assert entry_names("lines", [{}, {}, None]) == (("{}", "{} #2", "None"),)
    assert key_fields("partners", "a") == frozenset()

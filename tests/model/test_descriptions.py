"""Every key and every value of the model is described, and nothing else is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from enum import StrEnum
from inspect import get_annotations
from typing import Any, get_args

import pytest

from som_cli.model.descriptions import ANYWHERE, OF_CLASSES, OF_FILES, describe, describe_file, describe_value
from som_cli.model.descriptions_of_values import IN_ANY_LIST, OF_VALUES
from som_cli.model.entity import Record, field_types
from som_cli.model.entry import Origin
from som_cli.model.layout import PLACES


def records(cls: type[Record] = Record) -> Iterator[type[Record]]:
    for inner in cls.__subclasses__():
        if inner.__module__.startswith("som_cli."):
            yield inner
            yield from records(inner)


def own_keys(cls: Any) -> set[str]:
    """The keys that a class declares itself."""
    known = {spec.name for spec in fields(cls)}
    return {name.rstrip("_") for name, hint in get_annotations(cls).items() if name in known and hint is not Origin}


def closed_lists() -> set[type[StrEnum]]:
    """The enumerations that fields have for types."""
    hints = [hint for cls in records() for hint in field_types(cls).values()]
    found = set()
    while hints:
        hint = hints.pop()
        hints += get_args(hint)
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            found.add(hint)
    return found


@pytest.mark.parametrize("cls", dict.fromkeys(records()), ids=lambda cls: cls.__name__)
def test_every_key_is_described(cls: Any) -> None:
    for key in own_keys(cls):
        text = describe(cls, key)
        assert text.endswith((".", "…", ").", "?", "3."))
        assert not {"{", "}"} & set(text)


def test_no_description_is_left_over() -> None:
    declared = {f"{cls.__name__}.{key}" for cls in records() for key in own_keys(cls)}
    assert set(OF_CLASSES) - declared == set()
    shared = {name.partition(".")[2] for name in declared - set(OF_CLASSES)}
    assert set(ANYWHERE) - shared == set()
    assert {cls.cls.__name__ for cls in PLACES} == set(OF_FILES)
    assert all(describe_file(place.cls) for place in PLACES)


def test_every_value_of_a_closed_list_is_described_and_nothing_else() -> None:
    values = {
        f"{options.__name__}.{option.value}": describe_value(options, option)
        for options in closed_lists()
        for option in options
    }
    assert len(values) > 100
    assert set(OF_VALUES) - set(values) == set()
    assert set(IN_ANY_LIST) - {name.partition(".")[2] for name in set(values) - set(OF_VALUES)} == set()

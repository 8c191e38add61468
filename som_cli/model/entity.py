"""A class with annotated fields -> a frozen record that is cheap to declare and cheap to make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from functools import cache
from inspect import get_annotations
from typing import Any, NoReturn, Self, TypeVar, dataclass_transform

Class = TypeVar("Class", bound=type)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
def entity(cls: Class) -> Class:
    """Declares a frozen dataclass whose methods are `Record`'s.

    `dataclass` would compile five methods for each of our eighty classes: a tenth of a second at every start.
    """
    dataclass(init=False, repr=False, eq=False, kw_only=True)(cls)
    return cls


class Record:
    """What all entities share: making, comparing, showing. Only fields that were given stand in `__dict__`."""

    def __init__(self, **values: Any) -> None:
        cls: Any = type(self)
        unknown = values.keys() - _field_names(cls)
        missing = _required(cls) - values.keys()
        if unknown or missing:
            raise TypeError(f"{type(self).__name__}: unknown {sorted(unknown)}, missing {sorted(missing)}")
        _fill(cls, values)
        self.__dict__.update(values)

    @classmethod
    def from_fields(cls, values: dict[str, Any]) -> Self:
        """A record of values that are known to be fields of the class, the required ones among them."""
        record = cls.__new__(cls)
        _fill(cls, values)
        record.__dict__.update(values)
        return record

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in _compared_of(self))

    def __hash__(self) -> int:
        return hash((type(self), self.__dict__.get("id")))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items() if name != "origin")
        return f"{type(self).__name__}({shown})"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise FrozenInstanceError(f"cannot delete field {name!r}")


def _fill(cls: Any, values: dict[str, Any]) -> None:
    for name, make in _factories(cls):
        if name not in values:
            values[name] = make()


def field_types(cls: type) -> dict[str, Any]:
    """The types of a class's fields, with those it inherits.

    Modules that declare entities hold their annotations as values: hints kept as text would be compiled one by one, at
    every start, which takes longer than reading a small workspace.
    """
    types: dict[str, Any] = {}
    for base in reversed(cls.__mro__):
        types |= get_annotations(base)
    return types


def _fields(cls: type) -> tuple[Field[Any], ...]:
    return fields(cls)


@cache
def _field_names(cls: Any) -> frozenset[str]:
    return frozenset(spec.name for spec in _fields(cls))


@cache
def _required(cls: Any) -> frozenset[str]:
    return frozenset(spec.name for spec in _fields(cls) if spec.default is MISSING and spec.default_factory is MISSING)


def _compared_of(record: Record) -> tuple[str, ...]:
    cls: Any = type(record)
    return _compared(cls)


@cache
def _compared(cls: type) -> tuple[str, ...]:
    return tuple(spec.name for spec in _fields(cls) if spec.compare)


@cache
def _factories(cls: Any) -> tuple[tuple[str, Callable[[], Any]], ...]:
    return tuple((spec.name, spec.default_factory) for spec in _fields(cls) if spec.default_factory is not MISSING)

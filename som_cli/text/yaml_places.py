"""The text of a readable YAML or JSON file -> where everything in it stands, found only when somebody asks.

Most files of a run are in order, and places would be nearly half of what reading leaves in memory.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from yaml._yaml import CParser
from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)


class Position(Protocol):
    """A place in a text, from 0: PyYAML's `Mark` is one."""

    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...


Place = tuple[Position, Position]
"""Where a value begins and ends."""


@dataclass(slots=True)
class Located:
    """Where a mapping or a sequence stands, and what it holds: each key with its value, or each entry."""

    is_mapping: bool
    start: Position
    end: Position
    keys: dict[str, tuple[Position, Position, Position]] = field(default_factory=dict)
    entries: list[Place] = field(default_factory=list)
    _key: tuple[str, Position] | None = None

    def add(self, text: str, start: Position, end: Position) -> None:
        """Takes the next key, value or entry. Of two equal keys the first one counts."""
        if not self.is_mapping:
            self.entries.append((start, end))
        elif self._key is None:
            self._key = text, start
        else:
            name, first = self._key
            self.keys.setdefault(name, (first, start, end))
            self._key = None


class Places:
    """The places of one text."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def located(self) -> list[Located]:
        """Every mapping and sequence in the order in which they begin; where a text breaks off, those before it."""
        found: list[Located] = []
        around: list[Located] = []
        next_event: Callable[[], Any] = CParser(self._text).get_event
        with suppress(MarkedYAMLError):
            while (kind := type(event := next_event())) is not StreamEndEvent:
                if kind is ScalarEvent or kind is AliasEvent:
                    if around:
                        around[-1].add(event.value if kind is ScalarEvent else "", event.start_mark, event.end_mark)
                elif kind is MappingStartEvent or kind is SequenceStartEvent:
                    one = Located(kind is MappingStartEvent, event.start_mark, event.start_mark)
                    found.append(one)
                    around.append(one)
                elif kind is MappingEndEvent or kind is SequenceEndEvent:
                    one = around.pop()
                    one.end = event.end_mark
                    if around:
                        around[-1].add("", one.start, one.end)
        return found

"""The text of a readable YAML or JSON file -> where everything in it stands, found only when somebody asks.

Most files of a run are in order, and places would be nearly half of what reading leaves in memory.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

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


class Position(NamedTuple):
    """A place in a text; both numbers begin at 0."""

    line: int
    column: int


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

    def add(self, start: Position, end: Position, text: str) -> None:
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
        next_event = CParser(self._text).get_event
        with suppress(MarkedYAMLError):
            while type(event := next_event()) is not StreamEndEvent:
                _take(event, found, around)
        return found


def _take(event: Any, found: list[Located], around: list[Located]) -> None:
    kind = type(event)
    if kind in (MappingStartEvent, SequenceStartEvent):
        start = _position(event.start_mark)
        around.append(Located(kind is MappingStartEvent, start, start))
        found.append(around[-1])
    elif kind in (MappingEndEvent, SequenceEndEvent):
        done = around.pop()
        done.end = _position(event.end_mark)
        if around:
            around[-1].add(done.start, done.end, "")
    elif kind in (ScalarEvent, AliasEvent) and around:
        text = event.value if kind is ScalarEvent else ""
        around[-1].add(_position(event.start_mark), _position(event.end_mark), text)


def _position(mark: Any) -> Position:
    return Position(mark.line, mark.column)

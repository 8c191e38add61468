"""What a reader makes of a file: text with places, nothing interpreted yet."""

from __future__ import annotations

from typing import TypeAlias

from som_cli.text.diagnostics import Span
from som_cli.text.yaml_places import Located, Place, Places, Position

Node: TypeAlias = "str | Mapping | Sequence | None"
"""A scalar is its text, or None where nothing (or a plain `null` or `~`) is written."""


class _Container:
    """What stands at a place: the `number`-th mapping or sequence of its file."""

    __slots__ = ()

    whereabouts: Places
    number: int

    @property
    def _located(self) -> Located:
        return self.whereabouts.located[self.number]

    @property
    def place(self) -> Place:
        """Where it begins and ends."""
        return self._located.start, self._located.end


class Mapping(_Container, dict[str, "Node"]):
    """Keys and values of a YAML mapping; whether it is written in braces."""

    __slots__ = ("is_flow", "number", "whereabouts")

    is_flow: bool

    @property
    def places(self) -> dict[str, tuple[Position, Position, Position]]:
        """Where each key begins, and where its value begins and ends."""
        return self._located.keys


class Sequence(_Container, list["Node"]):
    """Values of a YAML sequence."""

    __slots__ = ("number", "whereabouts")

    @property
    def places(self) -> list[Place]:
        """Where each value begins and ends."""
        return self._located.entries


def span(path: str, place: Place) -> Span:
    """The span of a place; one that ends at the first column of a later line is cut to its first line."""
    start, end = place
    if end.line != start.line and end.column == 0:
        return Span(path, start.line + 1, start.column + 1, start.line + 1, start.column + 2)
    return Span(path, start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def value_place(container: Mapping | Sequence, key: str | int) -> Place:
    """Where the value under a key (of a mapping) or an index (of a sequence) stands."""
    if isinstance(container, Sequence):
        return container.places[int(key)]
    entry = container.places[str(key)]
    return entry[1], entry[2]


def key_span(path: str, container: Mapping, key: str) -> Span:
    """Where a key of a mapping stands (a quoted key: up to its last letter but one)."""
    start = container.places[key][0]
    return Span(path, start.line + 1, start.column + 1, start.line + 1, start.column + 1 + len(key))

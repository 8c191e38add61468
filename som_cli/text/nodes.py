"""What a reader makes of a file: text with places, nothing interpreted yet."""

from __future__ import annotations

from typing import TypeAlias

from som_cli.text.diagnostics import Span
from som_cli.text.yaml_places import Place, Places, Position

Node: TypeAlias = "str | Mapping | Sequence | None"
"""A scalar is its text, or None where nothing (or a plain `null` or `~`) is written."""


class Mapping(dict[str, "Node"]):
    """Keys and values of a YAML mapping, the `number`-th container of its file; whether it is written in braces."""

    __slots__ = ("is_flow", "number", "whereabouts")

    whereabouts: Places
    number: int
    is_flow: bool

    @property
    def place(self) -> Place:
        located = self.whereabouts.located[self.number]
        return located.start, located.end

    @property
    def places(self) -> dict[str, tuple[Position, Position, Position]]:
        """Where each key begins, and where its value begins and ends."""
        return self.whereabouts.located[self.number].keys


class Sequence(list["Node"]):
    """Values of a YAML sequence, the `number`-th container of its file."""

    __slots__ = ("number", "whereabouts")

    whereabouts: Places
    number: int

    @property
    def place(self) -> Place:
        located = self.whereabouts.located[self.number]
        return located.start, located.end

    @property
    def places(self) -> list[Place]:
        """Where each value begins and ends."""
        return self.whereabouts.located[self.number].entries


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

"""Values printed by a template -> nodes that wait for their place in the parsed prose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from som_cli.document.blocks import inlines, text
from som_cli.messages import Message

_BLOCKS = frozenset(
    ("Para", "Plain", "Header", "BulletList", "OrderedList", "DefinitionList", "BlockQuote", "Table", "Div", "Figure")
)


@dataclass(frozen=True, slots=True)
class ProseProblem:
    """What is wrong in a chapter, at a line and column from 1."""

    line: int
    column: int
    message: Message
    hint: Message | None = None


@dataclass(frozen=True, slots=True)
class Insertion:
    """A printed value and the line that prints it; `blocks` and `inlines` cannot both be there."""

    line: int
    content: tuple[Any, ...]

    @property
    def is_blocks(self) -> bool:
        return bool(self.content) and self.content[0]["t"] in _BLOCKS

    @property
    def is_text(self) -> bool:
        return all(node["t"] in {"Str", "Space"} for node in self.content)


def insertion_content(value: object) -> tuple[Any, ...]:
    """A printed value as nodes. Raises ValueError for what has no written form of its own, such as a mapping."""
    if isinstance(value, str):
        return tuple(text(value))
    if isinstance(value, int) and not isinstance(value, bool):
        return tuple(text(str(value)))
    parts = [value] if isinstance(value, Mapping) else value
    if isinstance(parts, Sequence) and all(isinstance(part, str) or _is_node(part) for part in parts):
        kinds = {isinstance(part, Mapping) and part["t"] in _BLOCKS for part in parts}
        if len(kinds) <= 1:
            return tuple(parts) if kinds == {True} else tuple(inlines(parts))
    raise ValueError(f"a value of the kind {type(value).__name__} cannot be printed")


def _is_node(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("t"), str)

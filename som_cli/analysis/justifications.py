"""What a file says -> the reasons that it gives for changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def justifications(node: Any) -> Iterator[str]:
    """Every justification in an item, as its file says it."""
    if isinstance(node, Mapping):
        if isinstance(text := node.get("justification"), str):
            yield text
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from justifications(part)

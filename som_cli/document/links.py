"""Blocks -> the same blocks, in which a link to a place that the document does not have is plain text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from som_cli.document.blocks import Block

_WITH_ATTRIBUTES = {"Header": 1, "Div": 0, "Table": 0, "Figure": 0, "Span": 0}


def settle_links(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Links into the document lead to something or are none: a part of a plan may be printed without the rest."""
    found = list(blocks)
    places: set[str] = set()
    _collect(found, places)
    return tuple(_settled(found, places))


def _collect(node: Any, places: set[str]) -> None:
    if isinstance(node, list):
        for child in node:
            _collect(child, places)
    elif isinstance(node, dict):
        at = _WITH_ATTRIBUTES.get(node["t"])
        if at is not None and node["c"][at][0]:
            places.add(node["c"][at][0])
        _collect(node.get("c"), places)


def _settled(node: Any, places: set[str]) -> Any:
    if isinstance(node, list):
        found: list[Any] = []
        for child in node:
            if _is_dead(child, places):
                found += _settled(child["c"][1], places)
            else:
                found.append(_settled(child, places))
        return found
    if isinstance(node, dict) and "c" in node:
        return {**node, "c": _settled(node["c"], places)}
    return node


def _is_dead(node: Any, places: set[str]) -> bool:
    if not isinstance(node, dict) or node.get("t") != "Link":
        return False
    target = node["c"][2][0]
    return bool(target.startswith("#")) and target[1:] not in places

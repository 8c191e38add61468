"""Blocks -> the same blocks, in which every place is one place and every link into the document leads to one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from som_cli.document.blocks import Block

_WITH_ATTRIBUTES = {"Header": 1, "Div": 0, "Table": 0, "Figure": 0, "Span": 0}


def settle_links(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Links into the document lead to something or are none: a part of a plan may be printed without the rest.

    What is printed in two tables is found at the first: the second is no place.
    """
    found = list(blocks)
    places: set[str] = set()
    _collect(found, places)
    return tuple(_settled(found, places, set()))


def _collect(node: Any, places: set[str]) -> None:
    if isinstance(node, list):
        for child in node:
            _collect(child, places)
    elif isinstance(node, dict):
        at = _WITH_ATTRIBUTES.get(node["t"])
        if at is not None and node["c"][at][0]:
            places.add(node["c"][at][0])
        if isinstance(content := node.get("c"), list):
            _collect(content, places)


def _settled(node: Any, places: set[str], passed: set[str]) -> Any:
    if isinstance(node, list):
        found: list[Any] = []
        for child in node:
            if _is_dead(child, places):
                found += _settled(child["c"][1], places, passed)
            else:
                found.append(_settled(child, places, passed))
        return found
    if isinstance(node, dict) and isinstance(node.get("c"), list):
        return {**node, "c": _settled(_placed_once(node, passed), places, passed)}
    return node


def _placed_once(node: Any, passed: set[str]) -> Any:
    """The content of a node, without its identifier where an earlier node has it."""
    at, content = _WITH_ATTRIBUTES.get(node["t"]), node["c"]
    if at is None or not content[at][0]:
        return content
    if content[at][0] not in passed:
        passed.add(content[at][0])
        return content
    nameless = ["", *content[at][1:]]
    return [*content[:at], nameless, *content[at + 1 :]]


def _is_dead(node: Any, places: set[str]) -> bool:
    if not isinstance(node, dict) or node.get("t") != "Link":
        return False
    target = node["c"][2][0]
    return bool(target.startswith("#")) and target[1:] not in places

"""Blocks -> the same blocks, in which every place is one place and every link into the document leads to one.

A document has hundreds of thousands of nodes, nearly all of them words: those are passed over without a call.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from som_cli.document.blocks import Block

_WITH_ATTRIBUTES = {"Header": 1, "Div": 0, "Table": 0, "Figure": 0, "Span": 0}
_WORDS = frozenset({"Str", "Space", "SoftBreak", "LineBreak"})


def settle_links(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Links into the document lead to something or are none: a part of a plan may be printed without the rest.

    What is printed in two tables is found at the first: the second is no place.
    """
    whole = [(block, _held(block)) for block in blocks]
    places = {place for _, held in whole for place in held.places}
    passed: set[str] = set()
    found: list[Block] = []
    for block, held in whole:
        if held.targets <= places and held.are_single and passed.isdisjoint(held.places):
            passed.update(held.places)
            found.append(block)
        else:
            found += _settled([block], places, passed)
    return tuple(found)


@dataclass(slots=True)
class _Held:
    """The places in a block, and those that its links lead to."""

    places: list[str] = field(default_factory=list)
    targets: set[str] = field(default_factory=set)

    @property
    def are_single(self) -> bool:
        return len(set(self.places)) == len(self.places)


def _held(block: Block) -> _Held:
    held = _Held()
    _collect([block], held)
    return held


def _holds_nodes(part: Any) -> bool:
    """Whether a part of a node's content can have nodes in it; attributes and targets begin with text."""
    return isinstance(part, list) and bool(part) and not isinstance(part[0], str)


def _collect(nodes: Sequence[Any], held: _Held) -> None:
    for node in nodes:
        if isinstance(node, dict):
            if node["t"] in _WORDS or not isinstance(content := node.get("c"), list):
                continue
            at = _WITH_ATTRIBUTES.get(node["t"])
            if at is not None and content[at][0]:
                held.places.append(content[at][0])
            elif (target := _place_led_to(node)) is not None:
                held.targets.add(target)
            _collect(content, held)
        elif _holds_nodes(node):
            _collect(node, held)


def _settled(nodes: Sequence[Any], places: set[str], passed: set[str]) -> list[Any]:
    found: list[Any] = []
    for node in nodes:
        if isinstance(node, dict):
            if node["t"] in _WORDS or not isinstance(node.get("c"), list):
                found.append(node)
            elif (target := _place_led_to(node)) is not None and target not in places:
                found += _settled(node["c"][1], places, passed)
            else:
                found.append({**node, "c": _settled(_placed_once(node, passed), places, passed)})
        else:
            found.append(_settled(node, places, passed) if _holds_nodes(node) else node)
    return found


def _placed_once(node: Block, passed: set[str]) -> Sequence[Any]:
    """The content of a node, without its identifier where an earlier node has it."""
    at = _WITH_ATTRIBUTES.get(node["t"])
    content: list[Any] = node["c"]
    if at is None or not content[at][0]:
        return content
    if content[at][0] not in passed:
        passed.add(content[at][0])
        return content
    nameless = ["", *content[at][1:]]
    return [*content[:at], nameless, *content[at + 1 :]]


def _place_led_to(node: Block) -> str | None:
    if node["t"] != "Link":
        return None
    target: str = node["c"][2][0]
    return target[1:] if target.startswith("#") else None

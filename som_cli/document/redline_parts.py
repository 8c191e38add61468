"""A block -> what alignment has to know of it, and blocks without the names that only one of two may bear."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from som_cli.document.blocks import Block
from som_cli.document.document import plain_text
from som_cli.document.redline_align import Part

_WORDS = re.compile(r"\w+")
# Groups that hold one thing: its name is theirs.
_HOLDERS = frozenset({"table", "figure"})


def exact(node: Any) -> str:
    """Equal for equal nodes only."""
    return json.dumps(node, ensure_ascii=False, sort_keys=True)


def words_of(node: Any) -> Counter[str]:
    """The words that a node says, however it says them."""
    return Counter(_WORDS.findall(_spaced(node)))


def _spaced(node: Any) -> str:
    """The text with a space between blocks, cells and items; inside a paragraph words stay whole."""
    if isinstance(node, dict) and node.get("t") in {"Para", "Plain", "Header"}:
        return plain_text(node)
    if isinstance(node, dict):
        return _spaced(node.get("c")) if node.get("t") != "Str" else str(node["c"])
    if isinstance(node, list):
        return " ".join(_spaced(child) for child in node)
    return ""


def block_part(block: Block) -> Part:
    name = identifier(block)
    return Part(
        name, (block["t"], tuple(classes(block))), exact(block), words_of(block), block["t"] != "Header" and bool(name)
    )


def items_part(blocks: Sequence[Block]) -> Part:
    """An item of a list."""
    return Part("", "item", exact(list(blocks)), words_of(list(blocks)))


def fact_part(pair: list[Any]) -> Part:
    term = plain_text(pair[0]).strip()
    return Part(term, "fact", exact(pair), words_of(pair), is_its_name=True)


def identifier(block: Block) -> str:
    """The block's own id, or that of the table or figure that it holds."""
    kind: str = block["t"]
    content: Any = block.get("c")
    if kind == "Header":
        return str(content[1][0])
    if kind in {"Table", "Figure"}:
        return str(content[0][0])
    if kind != "Div":
        return ""
    if content[0][0] or not _HOLDERS & set(content[0][1]):
        return str(content[0][0])
    return next((found for child in content[1] if (found := identifier(child))), "")


def classes(block: Block) -> list[str]:
    kind: str = block["t"]
    content: Any = block.get("c")
    attr = content[1] if kind == "Header" else content[0] if kind == "Div" else ["", [], []]
    return list(attr[1])


def nameless(node: Any) -> Any:
    """The same blocks without identifiers: what is struck out may not take the place of what stands now."""
    if isinstance(node, list):
        return [nameless(child) for child in node]
    if not isinstance(node, dict):
        return node
    kind: Any = node.get("t")
    content: Any = node.get("c")
    if kind in {"Div", "Span", "Table", "Figure"}:
        attr, *rest = content
        return {**node, "c": [["", *attr[1:]], *(nameless(part) for part in rest)]}
    if kind == "Header":
        level, attr, inner = content
        return {**node, "c": [level, ["", *attr[1:]], nameless(inner)]}
    return {**node, "c": nameless(content)} if "c" in node else node

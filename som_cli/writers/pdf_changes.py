"""Blocks that came or went -> the same with every run of words marked, as the PDF prints changes."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Any

from som_cli.document.blocks import Block, Inline
from som_cli.document.document import plain_text
from som_cli.document.redline_words import CHANGES, whole_change, wrapped

# How a division of this class, and a row of it, is named in the template's data.
BARRED = frozenset({*CHANGES, "changed"})
_SIGN = " +\u202f"
_WITH_ATTRIBUTES = {"Span", "Link", "Div"}
_PLAIN = {"Space", "SoftBreak", "LineBreak", "Code"}


def change_class(classes: list[str]) -> str:
    return next((css for css in classes if css in BARRED), "")


def mark_words(node: Any, change: str) -> Any:
    """The blocks with all their words in a span of the change; pictures have none."""
    if isinstance(node, list):
        return [mark_words(child, change) for child in node]
    if not isinstance(node, dict) or "c" not in node or change not in CHANGES:
        return node
    contents: dict[str, Callable[[Any], list[Any]]] = {
        "Para": lambda words: _marked(words, change),
        "Plain": lambda words: _marked(words, change),
        "Header": lambda content: [*content[:2], _marked(content[2], change)],
        "LineBlock": lambda lines: [_marked(line, change) for line in lines],
        "DefinitionList": lambda pairs: [[_marked(term, change), mark_words(values, change)] for term, values in pairs],
        "Figure": lambda content: [content[0], mark_words(content[1], change), content[2]],
    }
    kind: str = node["t"]
    return {"t": kind, "c": contents[kind](node["c"]) if kind in contents else mark_words(node["c"], change)}


def _marked(nodes: list[Any], change: str) -> list[Any]:
    return nodes if whole_change(nodes) == change else wrapped(change, nodes)


def has_gone(nodes: list[Any]) -> bool:
    """Whether a heading or a caption is struck out: then it has no number, and no list names it."""
    return whole_change(nodes) == "deletion"


def spaced_changes(nodes: list[Inline]) -> list[Inline]:
    """Inlines with the spaces at the edges of a change put outside it, and one between what went and what came.

    So the sign of a change stands at its first word, and a line may end between two changes.
    """
    result: list[Inline] = []
    for node in nodes:
        # Most nodes are words: they are let through before anything is asked of them.
        if node["t"] != "Span" or not whole_change([node]):
            result.append(node)
            continue
        (attr, children), start = node["c"], 0
        end = len(children)
        while start < end and children[start]["t"] == "Space":
            start += 1
        while end > start and children[end - 1]["t"] == "Space":
            end -= 1
        follows = bool(result) and whole_change(result[-1:]) == "deletion"
        result += [{"t": "Space"}] if start or follows else []
        result += [{"t": "Span", "c": [attr, children[start:end]]}] if start < end else []
        result += [{"t": "Space"}] if end < len(children) else []
    return result


def measured_text(node: Any) -> str:
    """The text of a cell as it is printed: with a sign before each change, and a place to break."""
    found: list[str] = []
    _add_measured(node, found)
    return "".join(found)


def _add_measured(node: Any, found: list[str]) -> None:
    if isinstance(node, list):
        for child in node:
            _add_measured(child, found)
    elif isinstance(node, dict):
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind == "Str":
            found.append(str(content))
        elif kind == "Span" and CHANGES.intersection(content[0][1]):
            found.append(_SIGN)
            _add_measured(content[1], found)
            found.append(" ")
        elif kind in _WITH_ATTRIBUTES:
            _add_measured(content[1], found)
        elif kind in _PLAIN:
            found.append(plain_text(node))
        else:
            _add_measured(content, found)


def barred(blocks: list[Block]) -> Block:
    """The template's blocks with a bar beside them. A heading has one of its own: so it keeps its space around it."""
    runs = groupby(blocks, lambda block: block["t"] in {"heading", "line"})
    parts = [{"t": "barred", "heading": is_heading, "c": list(run)} for is_heading, run in runs]
    return {"t": "captioned", "c": parts}

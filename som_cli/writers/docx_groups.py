"""Marked groups of a Word body -> cards and notes: a line at the left, kept on one page where they can be."""

from __future__ import annotations

import copy
from typing import Any

from som_cli.writers.docx_grid import indent_table
from som_cli.writers.docx_xml import WORD, element, paragraph_properties, set_property, style_of

# A group longer than this is let go over a page's end.
_LONGEST_WHOLE = 30
_STYLES = {"card": "Card", "note": "Note"}


def finish_group(nodes: list[Any], kind: str, styles: Any) -> None:
    """Gives the look of the style `Card` or `Note` to everything in the group."""
    look = styles.find(f"{WORD}style[@{WORD}styleId='{_STYLES[kind]}']/{WORD}pPr")
    shades = [] if look is None else [child for child in look if child.tag in {f"{WORD}pBdr", f"{WORD}shd"}]
    indent = None if look is None else look.find(f"{WORD}ind")
    left = 0 if indent is None else int(indent.get(f"{WORD}left") or 0)
    inside = [node for node in nodes if node.tag in {f"{WORD}p", f"{WORD}tbl"}]
    whole = sum(1 for node in inside for _ in node.iter(f"{WORD}p")) <= _LONGEST_WHOLE
    for index, node in enumerate(inside):
        is_last = index == len(inside) - 1
        if node.tag == f"{WORD}tbl":
            indent_table(node, left)
            continue
        for shade in shades:
            set_property(node, copy.deepcopy(shade))
        _move(node, left, styles)
        _space(node, index, inside)
        set_property(node, element("keepLines"))
        if whole and not is_last:
            set_property(node, element("keepNext"))


def _move(node: Any, left: int, styles: Any) -> None:
    """The paragraph's own indent, further to the right by that of the group."""
    own, hanging = _indent(node, styles)
    values: dict[str, Any] = {"left": own + left}
    if hanging:
        values["hanging"] = hanging
    set_property(node, element("ind", **values))


def _indent(node: Any, styles: Any) -> tuple[int, int]:
    properties = paragraph_properties(node)
    if properties.find(f"{WORD}numPr") is not None:
        return 340, 340
    style = styles.find(f"{WORD}style[@{WORD}styleId='{style_of(node)}']/{WORD}pPr/{WORD}ind")
    own = properties.find(f"{WORD}ind")
    found = style if own is None else own
    if found is None:
        return 0, 0
    return int(found.get(f"{WORD}left") or 0), int(found.get(f"{WORD}hanging") or 0)


def _space(node: Any, index: int, inside: list[Any]) -> None:
    """Word draws the line through the space between two paragraphs only where both are indented alike.

    So there is none between unlike ones, and lines inside the paragraphs are set a little wider instead.
    """
    is_last = index == len(inside) - 1
    like = not is_last and _kind(node) == _kind(inside[index + 1])
    after = 200 if is_last else 20 if like else 0
    before = 120 if index == 0 else 0
    set_property(node, element("spacing", before=before, after=after, line=276, lineRule="auto"))


def _kind(node: Any) -> tuple[bool, str]:
    numbered = node.find(f"{WORD}pPr/{WORD}numPr") is not None
    style = style_of(node)
    return numbered, "" if style in {"BodyText", "FirstParagraph"} else style

"""Pandoc inlines -> the shorter form that the Typst template reads: strings, and nodes with `t` and `c`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from som_cli.document.blocks import leads_out
from som_cli.document.document import plain_text
from som_cli.document.fonts import Printable
from som_cli.writers.pdf_anchors import Anchors
from som_cli.writers.pdf_changes import spaced_changes
from som_cli.writers.pdf_text import split_code, split_prose

_WRAPPERS = {
    "Strong": "strong",
    "Emph": "emph",
    "Subscript": "sub",
    "Superscript": "super",
    "Strikeout": "strike",
    "Underline": "underline",
    "SmallCaps": "smallcaps",
}
_SPACES = {"Space", "SoftBreak"}
_MARKED = ("mark", "insertion", "deletion")
_LONGEST_TAG = 24


class UnknownNodeError(ValueError):
    """A document holds a node that is not in the vocabulary of blocks."""

    def __init__(self, kind: object) -> None:
        super().__init__(f"the PDF writer knows no node {kind!r}")


@dataclass(frozen=True, slots=True)
class Inlines:
    """Sets inline content.

    `anchors` knows the link targets of the document's ids, `blocks` sets the blocks of a footnote. In `as_code` all
    text is broken like a code. `flat` stands for places that are printed twice (headings and captions, which the
    contents repeat, and heads of tables, repeated on each page): a footnote there is written in brackets. So it is in a
    change, where `bare` forbids all lines but the change's own.
    """

    printable: Printable
    anchors: Anchors
    blocks: Callable[[list[Any]], list[Any]]
    as_code: bool = False
    flat: bool = False
    bare: bool = False

    def set(self, nodes: list[Any]) -> list[Any]:
        """Neighbouring words and spaces become one string, so that the template has few nodes to visit."""
        result: list[Any] = []
        words = ""
        for node in spaced_changes(nodes):
            if node["t"] == "Str":
                words += node["c"]
            elif node["t"] in _SPACES:
                words += " "
            else:
                result += [*self._words(words), *self._node(node)]
                words = ""
        return result + self._words(words)

    def flattened(self) -> Inlines:
        return replace(self, flat=True)

    def coded(self) -> Inlines:
        return replace(self, as_code=True)

    def _words(self, words: str) -> list[Any]:
        value = self.printable.fit(words)
        if self.as_code:
            return [{"t": "code", "c": split_code(value)}] if value else []
        pieces = split_prose(value)
        return pieces if len(pieces) < 2 else [{"t": "pieces", "c": pieces}]  # noqa: PLR2004 - one piece is no split

    def _node(self, node: dict[str, Any]) -> list[Any]:
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind in {"Underline", "Strikeout"} and self.bare:
            return self.set(content)
        if kind in _WRAPPERS:
            return [{"t": _WRAPPERS[kind], "c": self.set(content)}]
        setters: dict[str, Callable[[], list[Any]]] = {
            "LineBreak": lambda: [{"t": "break"}],
            "Code": lambda: self.coded().set([{"t": "Str", "c": content[1]}]),
            "Quoted": lambda: [{"t": "quoted", "c": self.set(content[1])}],
            "Span": lambda: self._span(content[0][1], content[1]),
            "Link": lambda: self._link(content[1], content[2][0]),
            "Note": lambda: self._note(content),
        }
        if kind not in setters:
            raise UnknownNodeError(kind)
        return setters[kind]()

    def _span(self, classes: list[str], nodes: list[Any]) -> list[Any]:
        if "code" in classes:
            return self.coded().set(nodes)
        for name in _MARKED:
            if name in classes:
                setting = self if name == "mark" else replace(self, flat=True, bare=True)
                return [{"t": name, "c": setting.set(nodes), "short": len(plain_text(nodes)) <= _LONGEST_TAG}]
        return self.set(nodes)

    def _link(self, nodes: list[Any], target: str) -> list[Any]:
        content = self.set(nodes)
        inside = self.anchors.link(target[1:]) if target.startswith("#") else None
        if inside:
            return [{**inside, "c": content}]
        if leads_out(target):
            return [{"t": "link", "c": content, "to": target, "bare": self.bare}]
        return content

    def _note(self, blocks: list[Any]) -> list[Any]:
        if self.flat:
            return self._words(f" ({plain_text(blocks)})")
        # The number of a note stands before the first words, so these may not begin a block.
        first = {**blocks[0], "t": "Plain"} if blocks[0]["t"] == "Para" else blocks[0]
        return [{"t": "note", "c": self.blocks([first, *blocks[1:]])}]

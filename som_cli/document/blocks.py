"""Values -> pandoc blocks: the small vocabulary in which every report is written.

A block or an inline is a node of pandoc's JSON document (pandoc-types 1.23). Reports build them only with the functions
below, prose adds the nodes that its whitelist lets pass, and a writer has to know nothing else. Text given to these
functions stays text: nothing in it is ever read as markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Block = dict[str, Any]
Inline = dict[str, Any]
Content = "str | Inline | Sequence[str | Inline]"
ColumnKind = Literal["text", "code", "number"]

PANDOC_API = (1, 23, 1)
_BLANKS = re.compile(r"[ \n\t\r]+")
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"{}|\\^`]{1,2000}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its head, how its cells are set, and its share of the line (shares are normalised).

    `text` is set ragged and hyphenated, `code` ragged and never hyphenated (ids, addresses, years), `number` to the
    right.
    """

    title: str
    kind: ColumnKind = "text"
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Span:
    """A cell that covers several columns or rows (of head or body)."""

    content: Any
    columns: int = 1
    rows: int = 1


def attributes(identifier: str = "", classes: Iterable[str] = (), pairs: Iterable[tuple[str, str]] = ()) -> list[Any]:
    """Pandoc's `Attr`: identifier, classes, key-value pairs."""
    return [identifier, list(classes), [list(pair) for pair in pairs]]


# ---- inlines


def text(value: str) -> list[Inline]:
    """Plain text: ordinary spaces and line ends become breakable spaces, no-break spaces stay inside their word."""
    first, *others = _BLANKS.split(value)
    nodes: list[Inline] = [{"t": "Str", "c": first}] if first else []
    for word in others:
        nodes.append({"t": "Space"})
        if word:
            nodes.append({"t": "Str", "c": word})
    return nodes


def inlines(content: Any) -> list[Inline]:
    """A string, a node, or a sequence of both, as a flat list of inline nodes."""
    if isinstance(content, str):
        return text(content)
    if isinstance(content, dict):
        return [content]
    return [node for part in content for node in inlines(part)]


def strong(content: Any) -> Inline:
    return {"t": "Strong", "c": inlines(content)}


def emphasis(content: Any) -> Inline:
    return {"t": "Emph", "c": inlines(content)}


def subscript(content: Any) -> Inline:
    return {"t": "Subscript", "c": inlines(content)}


def line_break() -> Inline:
    return {"t": "LineBreak"}


def span(content: Any, css: str) -> Inline:
    """Inlines of one class. Writers know `code` (not hyphenated), `mark` (provenance tag), `insertion`, `deletion`."""
    return {"t": "Span", "c": [attributes(classes=(css,)), inlines(content)]}


def code(value: str) -> Inline:
    """An id, a file name or an address: printed in the text's own face, never hyphenated."""
    return span(value, "code")


def mark(content: Any) -> Inline:
    """A small tag beside a name or a value, such as the one that says that it is illustrative."""
    return span(content, "mark")


def link(content: Any, target: str) -> Inline:
    """A link: `#id` inside the document, or an http(s) or mailto address."""
    return {"t": "Link", "c": [attributes(), inlines(content), [target, ""]]}


def leads_out(target: str) -> bool:
    """Whether a link's target is an http(s) or mailto address in its written form; anything else is printed as text."""
    return target.isprintable() and _ADDRESS.fullmatch(target) is not None


def footnote(*blocks: Block) -> Inline:
    return {"t": "Note", "c": list(blocks)}


# ---- blocks


def heading(level: int, content: Any, identifier: str = "", *, numbered: bool = True) -> Block:
    """A heading of level 1 to 4; levels 1 to 3 are numbered and stand in the contents unless `numbered` is false."""
    classes = () if numbered else ("unnumbered",)
    return {"t": "Header", "c": [level, attributes(identifier, classes), inlines(content)]}


def paragraph(*content: Any) -> Block:
    return {"t": "Para", "c": inlines(content)}


def bullets(items: Iterable[Any]) -> Block:
    """A list of one level; an item is inline content."""
    return {"t": "BulletList", "c": [[{"t": "Plain", "c": inlines(item)}] for item in items]}


def division(blocks: Iterable[Block], *classes: str, identifier: str = "") -> Block:
    return {"t": "Div", "c": [attributes(identifier, classes), list(blocks)]}


def landscape(*blocks: Block) -> Block:
    """Blocks on pages laid on their side; the section begins and ends a page."""
    return division(blocks, "landscape")


def card(*blocks: Block, identifier: str = "") -> Block:
    """A framed group of blocks that stays on one page where it can."""
    return division(blocks, "card", identifier=identifier)


def note(*blocks: Block) -> Block:
    """A shaded remark to the reader."""
    return division(blocks, "note")


def page_break() -> Block:
    return division((), "page-break")


def facts(pairs: Iterable[tuple[Any, Any]]) -> Block:
    """A definition list of short facts: term and description, both inline content."""
    return {
        "t": "DefinitionList",
        "c": [[inlines(term), [[{"t": "Plain", "c": inlines(value)}]]] for term, value in pairs],
    }


_ALIGNMENT = {"text": "AlignLeft", "code": "AlignLeft", "number": "AlignRight"}


def table(  # noqa: PLR0913 - a table has this many parts
    identifier: str,
    caption: Any,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    *,
    totals: Iterable[Sequence[Any]] = (),
    head: Iterable[Sequence[Any]] = (),
    source: Any = "",
) -> Block:
    """A captioned table: `Div.table [Table, Div.source?]`.

    Rows, totals (the table's foot) and extra head rows (above the row of column titles) hold one cell a column; a cell
    is inline content, a `Span`, or a list of blocks. The first cell of a body row is its row header. The table's
    attributes carry `kinds`, the columns' kinds joined by commas.
    """
    total_width = sum(column.width for column in columns)
    kinds = ",".join(column.kind for column in columns)
    specs = [
        [{"t": _ALIGNMENT[column.kind]}, {"t": "ColWidth", "c": round(column.width / total_width, 4)}]
        for column in columns
    ]
    titles = [column.title for column in columns]
    node: Block = {
        "t": "Table",
        "c": [
            attributes(identifier, pairs=[("kinds", kinds)]),
            [None, [{"t": "Plain", "c": inlines(caption)}]],
            specs,
            [attributes(), [_row(cells) for cells in (*head, titles)]],
            [[attributes(), 1, [], [_row(cells) for cells in rows]]],
            [attributes(), [_row(cells) for cells in totals]],
        ],
    }
    return division([node, *_source(source)], "table")


def figure(identifier: str, caption: Any, alternative: str, picture: str, *, source: Any = "") -> Block:
    """A captioned picture: `Div.figure [Figure, Div.source?]`. `picture` names one of the document's pictures."""
    image: Inline = {"t": "Image", "c": [attributes(), text(alternative), [f"picture:{picture}", ""]]}
    node: Block = {
        "t": "Figure",
        "c": [
            attributes(identifier),
            [None, [{"t": "Plain", "c": inlines(caption)}]],
            [{"t": "Plain", "c": [image]}],
        ],
    }
    return division([node, *_source(source)], "figure")


def _source(content: Any) -> list[Block]:
    return [division([paragraph(content)], "source")] if content else []


def _row(cells: Sequence[Any]) -> list[Any]:
    return [attributes(), [_cell(cell) for cell in cells]]


def _cell(cell: Any) -> list[Any]:
    spanned = cell if isinstance(cell, Span) else Span(cell)
    blocks = spanned.content if _is_blocks(spanned.content) else [paragraph(spanned.content)]
    return [attributes(), {"t": "AlignDefault"}, spanned.rows, spanned.columns, blocks]


_BLOCK_TYPES = frozenset({"Para", "Plain", "BulletList", "OrderedList", "Div", "DefinitionList"})


def _is_blocks(content: Any) -> bool:
    return (
        isinstance(content, list) and bool(content) and isinstance(content[0], dict) and content[0]["t"] in _BLOCK_TYPES
    )

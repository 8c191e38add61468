"""What a report makes and a writer prints: a Document for pages, a Workbook for sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from som_cli.document.blocks import Block


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart or a map, drawn once for all writers: SVG for PDF, PNG (two pixels a unit) for DOCX; size in pixels."""

    svg: bytes
    png: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page: who publishes, what it is called, and lines of small print (date, decision, revision)."""

    organisation: str
    title: str
    subtitle: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document for pages.

    `labels` holds the words a writer itself prints: `contents`, `list_of_tables`, `list_of_figures`, `table`, `figure`,
    `page`, `of`. `footer` names the revision. `timestamp` (seconds since 1970, UTC) goes into the file's properties.
    `stamp`, when not empty, is printed on every page; `watermark` lies across every page of a draft; `running_head` is
    the line at the head of the pages (the title where it is empty). `changed_by` is who made the changes that a redline
    marks (the organisation where it is empty).
    """

    name: str
    language: str
    cover: Cover
    blocks: tuple[Block, ...]
    labels: Mapping[str, str]
    timestamp: int
    footer: str = ""
    stamp: str = ""
    watermark: str = ""
    running_head: str = ""
    changed_by: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    pictures: Mapping[str, Picture] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return self.cover.title


SheetKind = Literal["text", "code", "integer", "number", "money", "percent", "year", "date"]


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a sheet's table: head, kind of its cells, width in characters, and for `number` its decimals.

    `total` writes a live sum under the column. `choices` makes a drop-down list of its cells.
    """

    title: str
    kind: SheetKind = "text"
    width: float = 14
    decimals: int = 2
    total: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula and the value it has now (written beside it, so that previewers and pandas show it too)."""

    text: str
    value: Decimal | int | str


@dataclass(frozen=True, slots=True)
class SheetLink:
    """A link to the row of another sheet whose first cell is `key`; plain text where that row is absent."""

    text: str
    sheet: str
    key: str


Cell = str | int | Decimal | date | Formula | SheetLink | None


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A real Excel table. `name` is its Excel name (letters, digits, underscore), unique in the workbook."""

    name: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: paragraphs of text above, then tables under one another. `frozen_columns` stay in view when scrolling.

    `links` are lines that lead to other sheets (text, sheet title).
    """

    title: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[SheetTable, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    frozen_columns: int = 1
    landscape: bool = True


@dataclass(frozen=True, slots=True)
class Workbook:
    """A whole workbook; `labels` holds `page`, `of` and `total`; the rest as in `Document`."""

    name: str
    language: str
    title: str
    organisation: str
    sheets: tuple[Sheet, ...]
    labels: Mapping[str, str]
    timestamp: int
    footer: str = ""
    stamp: str = ""


def plain_text(node: Any) -> str:
    """The characters a reader sees in a block or inline (or a list of them): for comparing formats, for bookmarks."""
    if isinstance(node, list):
        return "".join(plain_text(child) for child in node)
    if not isinstance(node, dict):
        return ""
    kind = node.get("t")
    content: Any = node.get("c")
    if kind == "Str":
        return str(content)
    if kind in {"Space", "SoftBreak", "LineBreak"}:
        return " "
    if kind == "Code":
        return str(content[1])
    return plain_text(content) if isinstance(content, list) else ""

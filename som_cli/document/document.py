"""What a report makes and a writer prints: a Document for pages, a Workbook for sheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from som_cli.document.blocks import Block

# A list of fewer lines helps nobody to find anything.
_LEAST_LISTED = 3
# Deeper headings are numbered and not listed.
_DEEPEST_LISTED = 2
_LISTED = {"Header": "contents", "Table": "tables", "Figure": "figures"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart or a map: SVG for PDF, size in pixels; `draw_png` makes the PNG (two pixels a unit) that DOCX needs.

    Pictures with the same SVG are the same. What is wanted as PDF alone is drawn no second time.
    """

    svg: bytes
    draw_png: Callable[[], bytes] = field(compare=False, repr=False)
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page: who publishes, what it is called, by which decisions, and small print (date, revision)."""

    organisation: str
    title: str
    subtitle: str = ""
    lines: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document for pages.

    `labels` holds the words a writer itself prints: `contents`, `list_of_tables`, `list_of_figures`, `table`, `figure`,
    `page`, `of`. `footer` names the revision. `timestamp` (seconds since 1970, UTC) goes into the file's properties.
    `stamp`, when not empty, is printed on every page; `watermark` lies across every page of a draft; `running_head` is
    the line at the head of the pages (the title where it is empty). `changed_by` is who made the changes that a redline
    marks (the organisation where it is empty). `has_contents` allows lists of contents, tables and figures after the
    cover: a document of a few pages does without. `has_lists` false leaves out those of tables and figures alone, where
    every card has the same small table. `lists` are those that writers print.
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
    has_contents: bool = True
    has_lists: bool = True

    @property
    def title(self) -> str:
        return self.cover.title

    @property
    def lists(self) -> frozenset[str]:
        """Those of `contents`, `tables` and `figures` that follow the cover; without contents none does."""
        counts = Counter(_listed(list(self.blocks)))
        allowed = ({"contents"} if self.has_contents else set()) | ({"tables", "figures"} if self.has_lists else set())
        found = frozenset(name for name in allowed if counts[name] >= _LEAST_LISTED)
        return found if "contents" in found else frozenset()


def _listed(blocks: list[Block]) -> Iterator[str]:
    """The list to which each heading, table and figure of the blocks belongs."""
    for block in blocks:
        kind, content = block["t"], block.get("c", [])
        if kind == "Div":
            yield from _listed(content[1])
        elif kind in _LISTED and not _is_unlisted(kind, content):
            yield _LISTED[kind]


def _is_unlisted(kind: str, content: Any) -> bool:
    """Whether a heading is too deep to be listed, or a table has no caption."""
    return (kind == "Header" and content[0] > _DEEPEST_LISTED) or (kind == "Table" and not plain_text(content[1]))


SheetKind = Literal["text", "code", "integer", "number", "money", "percent", "year", "date"]
# What a word in a cell means: well, watch it, badly, nothing to say; `bar` is time taken up in a schedule.
Light = Literal["good", "fair", "poor", "quiet", "bar"]
ChartKind = Literal["stacked", "column", "bar", "stacked_bar", "line"]


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a sheet's table: head, kind of its cells, width in characters, and for `number` its decimals.

    `total` writes a live sum under the column. `choices` makes a drop-down list of its cells. `lights` colours cells by
    the word that stands in them, live where a formula gives the word: the word says it, the colour finds it.
    """

    title: str
    kind: SheetKind = "text"
    width: float = 14
    decimals: int = 2
    total: bool = False
    choices: tuple[str, ...] = ()
    lights: tuple[tuple[str, Light], ...] = ()


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
class SheetChart:
    """A chart that Excel draws from a table of the workbook, and redraws when its cells change.

    `values` are the titles of the columns of numbers, `names` the title of the column that names the rows. A row is a
    series over these columns; with `by_column` a column is a series over the rows. `alternative` says in words what
    the chart shows, `unit` stands at the axis of numbers, which `percent` makes one of shares.
    """

    title: str
    kind: ChartKind
    table: str
    names: str
    values: tuple[str, ...]
    alternative: str
    unit: str = ""
    by_column: bool = False
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: paragraphs of text above, then tables under one another, then charts of tables of any sheet.

    `frozen_columns` stay in view when scrolling. `links` are lines that lead to other sheets (text, sheet title).
    """

    title: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[SheetTable, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    frozen_columns: int = 1
    landscape: bool = True
    charts: tuple[SheetChart, ...] = ()


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


_BLANKS = frozenset({"Space", "SoftBreak", "LineBreak"})


def plain_text(node: Any) -> str:
    """The characters a reader sees in a block or inline (or a list of them): for comparing formats, for bookmarks."""
    found: list[str] = []
    _add_text(node, found)
    return "".join(found)


def _add_text(node: Any, found: list[str]) -> None:
    """Adds the pieces of text to one list: joining them at every level would take twice as long."""
    if isinstance(node, list):
        for child in node:
            _add_text(child, found)
    elif isinstance(node, dict):
        kind, content = node.get("t"), node.get("c")
        if kind == "Str":
            found.append(str(content))
        elif kind in _BLANKS:
            found.append(" ")
        elif kind == "Code":
            found.append(str(content[1]) if content else "")
        elif isinstance(content, list):
            _add_text(content, found)

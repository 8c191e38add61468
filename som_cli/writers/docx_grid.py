"""Tables of a Word body -> tables as wide as their page, with header rows, names, and rows that stay whole."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from som_cli.writers.docx_changes import full_text
from som_cli.writers.docx_tables import TABLE_STYLE, TOTAL_STYLE_IDS
from som_cli.writers.docx_widths import ColumnTexts, column_widths
from som_cli.writers.docx_xml import WORD, element, set_property, style_of

# A table of at most so many rows goes to the next page as a whole rather than being torn.
_SHORT_TABLE = 8
# A row with more letters may be split between pages: about a third of a page where one column holds them.
_LONG_ROW = 1500
_LONGEST_NAME = 250
_POINTS = 9.0
# The room left and right of a cell's text, and a little for a font wider than ours.
_CELL_PADDING = 2 * 85 + 30
_TEXT_TAGS = (f"{WORD}t", f"{WORD}delText", f"{WORD}br")
_WHOLE_STYLES = frozenset({"TableCode", "TableNumber", "TableTotalNumber"})
_LOOK = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "noHBand": 0x200, "noVBand": 0x400}
_CELL_ORDER = ("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd")


@dataclass(frozen=True, slots=True)
class TableLook:
    """What the template says of tables: the properties of a head cell, the size of the type in points."""

    head_cell: Any
    points: float


def finish_table(table: Any, width: int, look: TableLook) -> None:
    """`width` is the line's, in twentieths of a point."""
    columns = _set_widths(table, width, look.points)
    rows = table.findall(f"{WORD}tr")
    for row in rows:
        _finish_row(row, columns, look.head_cell)
    _keep_together(table, rows)
    _describe(table, rows)


def _set_widths(table: Any, width: int, points: float) -> list[int]:
    """Columns in twentieths of a point that add up to exactly the line."""
    grid = table.findall(f"{WORD}tblGrid/{WORD}gridCol")
    shares = [max(int(column.get(f"{WORD}w")), 1) for column in grid]
    wide = column_widths(shares, _column_texts(table, len(shares), points), width, _CELL_PADDING)
    edges = [round(edge) for edge in (0, *accumulate(wide))]
    edges[-1] = width
    columns = [right - left for left, right in pairwise(edges)]
    for column, size in zip(grid, columns, strict=True):
        column.set(f"{WORD}w", str(size))
    total = table.find(f"{WORD}tblPr/{WORD}tblW")
    total.set(f"{WORD}type", "dxa")
    total.set(f"{WORD}w", str(width))
    return columns


def _column_texts(table: Any, count: int, points: float) -> list[ColumnTexts]:
    """What stands in each column; cells over several columns are as wide as these turn out."""
    texts = [ColumnTexts() for _ in range(count)]
    for row in table.findall(f"{WORD}tr"):
        is_head, column = _is_head(row), 0
        for cell in row.findall(f"{WORD}tc"):
            wide = _span(cell)
            if wide == 1:
                for node in cell.iter(f"{WORD}p"):
                    style = style_of(node)
                    is_bold, is_whole = is_head or style in TOTAL_STYLE_IDS, style in _WHOLE_STYLES
                    texts[column].add(_text(node), points, is_head=is_head, is_bold=is_bold, is_whole=is_whole)
            column += wide
    return texts


def _text(node: Any) -> str:
    """The paragraph's text, lines apart."""
    pieces = (piece.text or "" if piece.tag != f"{WORD}br" else "\n" for piece in node.iter(*_TEXT_TAGS))
    return "".join(pieces)


def _span(cell: Any) -> int:
    span = cell.find(f"{WORD}tcPr/{WORD}gridSpan")
    return 1 if span is None else int(span.get(f"{WORD}val"))


def _finish_row(row: Any, columns: list[int], head_cell: Any) -> None:
    properties = row.find(f"{WORD}trPr")
    if properties is None:
        properties = element("trPr")
        row.insert(0, properties)
    if len(full_text(row)) < _LONG_ROW:
        properties.insert(0, element("cantSplit"))
    is_head = _is_head(row)
    column = 0
    for cell in row.findall(f"{WORD}tc"):
        inner = cell.find(f"{WORD}tcPr")
        if inner is None:
            inner = element("tcPr")
            cell.insert(0, inner)
        wide = _span(cell)
        _set_cell(inner, element("tcW", w=sum(columns[column : column + wide]), type="dxa"))
        for look in head_cell if is_head else ():
            _set_cell(inner, copy.deepcopy(look))
        column += wide


def _set_cell(properties: Any, prop: Any) -> None:
    for old in properties.findall(prop.tag):
        properties.remove(old)
    rank = _CELL_ORDER.index(prop.tag.removeprefix(WORD))
    later = {f"{WORD}{name}" for name in _CELL_ORDER[: rank + 1]}
    place = sum(1 for other in properties if other.tag in later)
    properties.insert(place, prop)


def _is_head(row: Any) -> bool:
    return row.find(f"{WORD}trPr/{WORD}tblHeader") is not None


def _keep_together(table: Any, rows: list[Any]) -> None:
    """Head rows stay with the first row, the last row with the source line, and a short table in one piece."""
    following = table.getnext()
    has_source = following is not None and style_of(following) == "SourceLine"
    kept = [row for row in rows if _is_head(row) or _names_group(row)]
    if len(rows) <= _SHORT_TABLE:
        kept = rows[:-1]
    if has_source:
        kept = [*kept, rows[-1]]
    for row in kept:
        for node in row.iter(f"{WORD}p"):
            set_property(node, element("keepNext"))


def _names_group(row: Any) -> bool:
    """Whether the row is one cell over all columns, which names the rows below it."""
    cells = row.findall(f"{WORD}tc")
    return len(cells) == 1 and cells[0].find(f"{WORD}tcPr/{WORD}gridSpan") is not None


def _describe(table: Any, rows: list[Any]) -> None:
    """Which rows and columns are heads, the table's name (its caption) and its description (its columns)."""
    properties = table.find(f"{WORD}tblPr")
    for name in ("tblLook", "tblCaption", "tblDescription"):
        for old in properties.findall(f"{WORD}{name}"):
            properties.remove(old)
    look = dict.fromkeys(_LOOK, "1") | {"lastColumn": "0"}
    bits = sum(_LOOK.values())
    if not _has_totals(rows):
        look["lastRow"] = "0"
        bits -= _LOOK["lastRow"]
    properties.append(element("tblLook", val=f"{bits:04X}", **look))
    caption = table.getprevious()
    while caption is not None and caption.tag in {f"{WORD}bookmarkStart", f"{WORD}bookmarkEnd"}:
        caption = caption.getprevious()
    if caption is not None and style_of(caption) == "TableCaption":
        properties.append(element("tblCaption", val=full_text(caption)[:_LONGEST_NAME]))
    heads = [row for row in rows if _is_head(row)]
    titles = [_cell_text(cell) for cell in heads[-1].findall(f"{WORD}tc")] if heads else []
    properties.append(element("tblDescription", val="; ".join(titles)[:_LONGEST_NAME]))


def _cell_text(cell: Any) -> str:
    return " ".join(full_text(node) for node in cell.findall(f"{WORD}p"))


def _has_totals(rows: list[Any]) -> bool:
    return any(style_of(node) in TOTAL_STYLE_IDS for node in rows[-1].iter(f"{WORD}p"))


def indent_table(table: Any, left: int) -> None:
    """Moves a table to the right, as the paragraphs of the group that it stands in."""
    properties = table.find(f"{WORD}tblPr")
    width = properties.find(f"{WORD}tblW")
    width.addnext(element("tblInd", w=left, type="dxa"))


def table_look(styles: Any) -> TableLook:
    """Word itself applies the look of a head cell to the first of several head rows only."""
    size = styles.find(f"{WORD}style[@{WORD}styleId='TableText']/{WORD}rPr/{WORD}sz")
    return TableLook(_head_look(styles), _POINTS if size is None else int(size.get(f"{WORD}val")) / 2)


def _head_look(styles: Any) -> Any:
    path = f"{WORD}style[@{WORD}styleId='{TABLE_STYLE}']/{WORD}tblStylePr[@{WORD}type='firstRow']/{WORD}tcPr"
    found = styles.find(path)
    return [] if found is None else [child for child in found if child.tag.removeprefix(WORD) in _CELL_ORDER]


def finish_lists(body: Any) -> None:
    """Air after the last item of a list, none of the text's indent inside a cell."""
    for node in body.iter(f"{WORD}p"):
        if node.find(f"{WORD}pPr/{WORD}numPr") is None:
            continue
        following = node.getnext()
        if node.getparent().tag == f"{WORD}tc":
            set_property(node, element("ind", left="170", hanging="170"))
        elif following is None or following.find(f"{WORD}pPr/{WORD}numPr") is None:
            set_property(node, element("spacing", before="0", after="160"))

"""Tables of a Word body -> tables as wide as their page, with header rows, names, and rows that stay whole."""

from __future__ import annotations

import copy
from itertools import pairwise
from typing import Any

from som_cli.writers.docx_tables import TABLE_STYLE, TOTAL_STYLE_IDS
from som_cli.writers.docx_xml import WORD, element, set_property, style_of, visible_text

# A table of at most so many rows goes to the next page as a whole rather than being torn.
_SHORT_TABLE = 8
_LONGEST_NAME = 250
_LOOK = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "noHBand": 0x200, "noVBand": 0x400}
_CELL_ORDER = ("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd")


def finish_table(table: Any, width: int, head_cell: Any) -> None:
    """`width` is the line's, in twentieths of a point; `head_cell` the style's properties of a head cell."""
    columns = _set_widths(table, width)
    rows = table.findall(f"{WORD}tr")
    for row in rows:
        _finish_row(row, columns, head_cell)
    _keep_together(table, rows)
    _describe(table, rows)


def _set_widths(table: Any, width: int) -> list[int]:
    """Columns in twentieths of a point that add up to exactly the line."""
    grid = table.findall(f"{WORD}tblGrid/{WORD}gridCol")
    shares = [int(column.get(f"{WORD}w")) for column in grid]
    edges = [round(sum(shares[:index]) * width / sum(shares)) for index in range(len(shares) + 1)]
    columns = [right - left for left, right in pairwise(edges)]
    for column, size in zip(grid, columns, strict=True):
        column.set(f"{WORD}w", str(size))
    total = table.find(f"{WORD}tblPr/{WORD}tblW")
    total.set(f"{WORD}type", "dxa")
    total.set(f"{WORD}w", str(width))
    return columns


def _finish_row(row: Any, columns: list[int], head_cell: Any) -> None:
    properties = row.find(f"{WORD}trPr")
    if properties is None:
        properties = element("trPr")
        row.insert(0, properties)
    properties.insert(0, element("cantSplit"))
    is_head = _is_head(row)
    column = 0
    for cell in row.findall(f"{WORD}tc"):
        inner = cell.find(f"{WORD}tcPr")
        if inner is None:
            inner = element("tcPr")
            cell.insert(0, inner)
        span = inner.find(f"{WORD}gridSpan")
        wide = 1 if span is None else int(span.get(f"{WORD}val"))
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
        properties.append(element("tblCaption", val=visible_text(caption)[:_LONGEST_NAME]))
    heads = [row for row in rows if _is_head(row)]
    titles = [_cell_text(cell) for cell in heads[-1].findall(f"{WORD}tc")] if heads else []
    properties.append(element("tblDescription", val="; ".join(titles)[:_LONGEST_NAME]))


def _cell_text(cell: Any) -> str:
    return " ".join(visible_text(node) for node in cell.findall(f"{WORD}p"))


def _has_totals(rows: list[Any]) -> bool:
    return any(style_of(node) in TOTAL_STYLE_IDS for node in rows[-1].iter(f"{WORD}p"))


def indent_table(table: Any, left: int) -> None:
    """Moves a table to the right, as the paragraphs of the group that it stands in."""
    properties = table.find(f"{WORD}tblPr")
    width = properties.find(f"{WORD}tblW")
    width.addnext(element("tblInd", w=left, type="dxa"))


def head_look(styles: Any) -> Any:
    """What the table style says of a head cell: Word itself applies it to the first of several head rows only."""
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

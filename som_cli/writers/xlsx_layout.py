"""Workbook -> where everything stands: names of sheets, rows of texts and tables, widths, heights, targets of links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from typing import Literal

from som_cli.document.document import Cell, Formula, Sheet, SheetColumn, SheetLink, SheetTable, Workbook
from som_cli.writers.xlsx_text import (
    cell_text,
    check_table,
    column_title,
    exact_number,
    sheet_name,
    wrapped_lines,
)

# Widths count digits of the workbook's standard font, as Excel does; heights are points.
STANDARD_WIDTH = 9.0
TEXT_SHEET_WIDTH = 88.0  # as wide as the text of an A4 page
NARROWEST_TEXT, WIDEST_TEXT = 80.0, 130.0
WIDEST_COLUMN = 120.0
FILTER_BUTTON = 3.0
INDENT = 1.5
# Letters are narrower than the digits that widths count; with a substitute font for ours about this many fit.
LETTERS = 1.15
LINE_HEIGHT = 13.5
HIGHEST_ROW = 409.0
# Rows above the head stay in view with it. More than this would leave a small screen no room for the table.
HIGHEST_FROZEN = 260.0
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

NUMERIC_KINDS = frozenset({"integer", "number", "money", "percent", "year"})

LineRole = Literal["stamp", "title", "paragraph", "link", "caption"]
_LINE_SIZE: Mapping[LineRole, float] = {"stamp": 1.1, "title": 1.7, "paragraph": 1.0, "link": 1.0, "caption": 1.15}


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line above the tables; it takes all columns of the text when it has to wrap. `target`: a sheet's title."""

    row: int
    role: LineRole
    text: str
    height: float
    wraps: bool
    target: str = ""


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table with its head row, first and last row of cells (one blank row when it is empty) and row of totals."""

    table: SheetTable
    titles: tuple[str, ...]
    head_row: int
    last_row: int
    total_row: int | None
    head_height: float
    heights: tuple[float, ...]

    @property
    def first_row(self) -> int:
        return self.head_row + 1

    @property
    def end_row(self) -> int:
        return self.last_row if self.total_row is None else self.total_row


@dataclass(frozen=True, slots=True)
class PlacedSheet:
    """A sheet with its name in Excel, its column widths, and the last column that texts above the tables cover."""

    sheet: Sheet
    name: str
    widths: tuple[float, ...]
    text_columns: int
    lines: tuple[PlacedLine, ...]
    tables: tuple[PlacedTable, ...]

    @property
    def frozen_rows(self) -> int:
        """Rows that stay in view: all down to the head of the only table, unless they would fill the screen."""
        if len(self.tables) != 1:
            return 0
        table = self.tables[0]
        between = table.head_row - len(self.lines)
        height = sum(line.height for line in self.lines) + between * LINE_HEIGHT + table.head_height
        return table.first_row if height <= HIGHEST_FROZEN else 0


def place(workbook: Workbook) -> tuple[PlacedSheet, ...]:
    """All sheets, placed. Raises ValueError when Excel could not open the result (see `check_table`)."""
    if not workbook.sheets:
        raise ValueError("a workbook needs a sheet")
    names: set[str] = set()
    tables: set[str] = set()
    placed = []
    for number, sheet in enumerate(workbook.sheets, start=1):
        name = sheet_name(sheet.title, number, names)
        names.add(name.lower())
        for table in sheet.tables:
            _check(table, tables)
            tables.add(table.name.lower())
        placed.append(_place_sheet(sheet, name, workbook.stamp))
    return tuple(placed)


def link_targets(sheets: tuple[PlacedSheet, ...]) -> dict[tuple[str, str], tuple[str, int]]:
    """(title of a sheet, first cell of a row) -> (name of that sheet, number of that row from 0); the first one counts.

    The key `""` leads to the sheet's first row.
    """
    found: dict[tuple[str, str], tuple[str, int]] = {}
    for placed in sheets:
        title = placed.sheet.title
        found.setdefault((title, ""), (placed.name, 0))
        for table in placed.tables:
            for row, cells in enumerate(table.table.rows, start=table.first_row):
                found.setdefault((title, shown_text(cells[0])), (placed.name, row))
    return found


def shown_text(cell: Cell) -> str:
    """The text of a cell, numbers without their format."""
    if cell is None:
        return ""
    if isinstance(cell, Formula):
        return str(cell.value)
    return cell.text if isinstance(cell, SheetLink) else str(cell)


def column_total(table: SheetTable, index: int) -> Decimal:
    """The sum of a column's numbers, formulas by their values; texts among them count nothing, as in Excel."""
    return sum((number for row in table.rows if (number := _number(row[index])) is not None), Decimal(0))


def _check(table: SheetTable, taken: set[str]) -> None:
    check_table(table.name, [column_title(column.title) for column in table.columns], taken)
    for cells in table.rows:
        if len(cells) != len(table.columns):
            raise ValueError(f"a row of table {table.name!r} has {len(cells)} cells for {len(table.columns)} columns")


def _place_sheet(sheet: Sheet, name: str, stamp: str) -> PlacedSheet:
    widths = _widths(sheet)
    columns = _text_columns(widths)
    room = sum(widths[:columns]) + STANDARD_WIDTH * max(columns - len(widths), 0)
    lines = [_line(row, role, text, room, target) for row, (role, text, target) in enumerate(_opening(sheet, stamp))]
    tables = []
    row = len(lines) + 1
    for table in sheet.tables:
        if table.caption:
            lines.append(_line(row, "caption", table.caption, room))
            row += 1
        placed = _place_table(table, widths, row)
        tables.append(placed)
        row = placed.end_row + 3
        if row > LAST_ROW or len(table.columns) > LAST_COLUMN:
            raise ValueError(f"table {table.name!r} does not fit into an Excel sheet")
    return PlacedSheet(sheet, name, widths, columns, tuple(lines), tuple(tables))


def _opening(sheet: Sheet, stamp: str) -> Iterator[tuple[LineRole, str, str]]:
    if stamp:
        yield "stamp", stamp, ""
    yield "title", sheet.title, ""
    yield from (("paragraph", text, "") for text in sheet.paragraphs)
    yield from (("link", text, target) for text, target in sheet.links)


def _line(row: int, role: LineRole, text: str, room: float, target: str = "") -> PlacedLine:
    shown = cell_text(text)
    size = _LINE_SIZE[role]
    count = wrapped_lines(shown, room * LETTERS / size)
    height = min(count * LINE_HEIGHT * size + 7, HIGHEST_ROW)
    return PlacedLine(row, role, shown, height, wraps=count > 1 or role == "stamp", target=target)


def _place_table(table: SheetTable, widths: tuple[float, ...], head_row: int) -> PlacedTable:
    titles = tuple(column_title(column.title) for column in table.columns)
    head_lines = max(
        wrapped_lines(title, (width - FILTER_BUTTON - INDENT) * LETTERS)
        for title, width in zip(titles, widths, strict=False)
    )
    last_row = head_row + max(len(table.rows), 1)
    return PlacedTable(
        table=table,
        titles=titles,
        head_row=head_row,
        last_row=last_row,
        total_row=last_row + 1 if any(column.total for column in table.columns) else None,
        head_height=min(head_lines * LINE_HEIGHT + 9, HIGHEST_ROW),
        heights=tuple(_row_height(cells, widths) for cells in table.rows),
    )


def _row_height(cells: tuple[Cell, ...], widths: tuple[float, ...]) -> float:
    lines = max(
        (
            wrapped_lines(cell_text(shown_text(cell)), (width - INDENT) * LETTERS)
            for cell, width in zip(cells, widths, strict=False)
            if isinstance(cell, str | SheetLink)
        ),
        default=1,
    )
    return min(lines * LINE_HEIGHT + 6, HIGHEST_ROW)


def _text_columns(widths: tuple[float, ...]) -> int:
    """How many columns a text above the tables covers: about as wide as the tables, yet not wider than a window."""
    room = min(max(sum(widths), NARROWEST_TEXT), WIDEST_TEXT)
    covered = 0
    for covered, width in enumerate(accumulate(widths), start=1):
        if width >= room:
            return covered
    return covered + round((room - sum(widths)) / STANDARD_WIDTH)


def _widths(sheet: Sheet) -> tuple[float, ...]:
    """The widest wish of all tables for each column; enough for whole words of the head and for the longest number."""
    if not sheet.tables:
        return (TEXT_SHEET_WIDTH,)
    widths = [0.0] * max(len(table.columns) for table in sheet.tables)
    for table in sheet.tables:
        for index, column in enumerate(table.columns):
            word = max((len(part) for part in column_title(column.title).split()), default=0)
            needed = max(column.width, min(word + FILTER_BUTTON + INDENT, 30), _number_width(table, index))
            widths[index] = min(max(widths[index], needed), WIDEST_COLUMN)
    return tuple(widths)


def _number_width(table: SheetTable, index: int) -> float:
    column = table.columns[index]
    if column.kind == "date":
        return 12
    if column.kind not in NUMERIC_KINDS:
        return 0
    numbers = [number for row in table.rows if (number := _number(row[index])) is not None]
    if column.total:
        numbers.append(column_total(table, index))
    return max((len(f"{number:,.{_decimals(column)}f}") for number in numbers), default=0) + 2.5


def _decimals(column: SheetColumn) -> int:
    return {"money": 2, "percent": 1, "number": column.decimals}.get(column.kind, 0)


def _number(cell: Cell) -> Decimal | None:
    value = cell.value if isinstance(cell, Formula) else cell
    if not isinstance(value, int | Decimal):
        return None
    number = Decimal(value)
    return number if exact_number(number) is not None else None

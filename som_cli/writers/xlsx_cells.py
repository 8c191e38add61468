"""A cell and its column -> the cell on the sheet: text as text, numbers as numbers, formulas with their value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from som_cli.document.document import Cell, Formula, SheetColumn, SheetLink
from som_cli.writers.xlsx_style import Properties, body_cell, linked
from som_cli.writers.xlsx_text import FORMULA_LENGTH, cell_text, exact_number, starts_like_formula

if TYPE_CHECKING:
    from xlsxwriter import Workbook as ExcelFile
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# Excel opens no sheet with more links; what comes after them is plain text.
MOST_LINKS = 65_530
_FIRST_DATE = date(1900, 3, 1)  # Excel counts a 29 February 1900 that never was


@dataclass(slots=True)
class Styles:
    """The cell formats of one file, each made once."""

    file: ExcelFile
    made: dict[tuple[tuple[str, object], ...], Format] = field(default_factory=dict)

    def format(self, properties: Properties, **more: object) -> Format:
        wanted = {**properties, **more}
        key = tuple(sorted(wanted.items()))
        if key not in self.made:
            self.made[key] = self.file.add_format(wanted)
        return self.made[key]


@dataclass(slots=True)
class CellWriter:
    """Writes cells on one sheet; counts its links."""

    worksheet: Worksheet
    styles: Styles
    targets: Mapping[tuple[str, str], tuple[str, int]]
    links: int = 0

    def write(self, row: int, column: int, cell: Cell, spec: SheetColumn) -> None:
        """Writes a cell of a table. Raises TypeError for a value that no cell can hold."""
        properties = body_cell(spec)
        if cell is None or cell == "":
            self.worksheet.write_blank(row, column, None, self.styles.format(properties))
        elif isinstance(cell, Formula):
            self.formula(row, column, cell, body_cell(spec, formula=True))
        elif isinstance(cell, SheetLink):
            self.link(row, column, cell.text, (cell.sheet, cell.key), properties)
        elif isinstance(cell, str):
            self.text(row, column, cell, properties)
        elif isinstance(cell, bool):
            raise TypeError("a truth value is no cell: write it as a word")
        elif isinstance(cell, int | Decimal):
            self.number(row, column, cell, properties)
        elif cell < _FIRST_DATE:
            self.text(row, column, cell.isoformat(), properties)
        else:
            self.worksheet.write_datetime(row, column, cell, self.styles.format(properties))

    def text(self, row: int, column: int, text: str, properties: Properties) -> None:
        """Text, never a formula: one that looks like it also gets Excel's mark that keeps it text when it is edited."""
        shown = cell_text(text)
        self.worksheet.write_string(row, column, shown, self._text_format(shown, properties))

    def number(self, row: int, column: int, value: Decimal | int, properties: Properties) -> None:
        number = exact_number(value)
        if number is None:
            self.text(row, column, str(value), properties)
        else:
            self.worksheet.write_number(row, column, number, self.styles.format(properties))

    def formula(self, row: int, column: int, formula: Formula, properties: Properties) -> None:
        """A live formula with its present value. Raises ValueError where Excel would not take it."""
        value = cell_text(formula.value) if isinstance(formula.value, str) else exact_number(formula.value)
        if not formula.text.startswith("=") or len(formula.text) > FORMULA_LENGTH or value is None:
            raise ValueError(f"Excel takes no such formula: {formula.text[:80]!r} with the value {formula.value!r}")
        self.worksheet.write_formula(row, column, formula.text, self.styles.format(properties), value)

    def link(self, row: int, column: int, text: str, target: tuple[str, str], properties: Properties) -> None:
        """A link to a row of another sheet; plain text where there is no such row."""
        if target not in self.targets or self.links == MOST_LINKS:
            self.text(row, column, text, properties)
            return
        self.links += 1
        name, target_row = self.targets[target]
        place = "internal:'{}'!A{}".format(name.replace("'", "''"), target_row + 1)
        shown = cell_text(text)
        self.worksheet.write_url(row, column, place, self._text_format(shown, linked(properties)), shown)

    def _text_format(self, shown: str, properties: Properties) -> Format:
        return self.styles.format(properties, **({"quote_prefix": True} if starts_like_formula(shown) else {}))


def allowed_values(column: SheetColumn) -> tuple[str, ...]:
    """What the column's drop-down list offers; an empty cell is allowed in any case."""
    return tuple(cell_text(value) for value in column.choices if value)

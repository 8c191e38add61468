"""Workbook -> an Excel file: real tables with filters, live totals, drop-down lists, links, pages ready to print."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from som_cli.document.document import Formula, Workbook
from som_cli.writers.xlsx_cells import CellWriter, Styles, allowed_values
from som_cli.writers.xlsx_charts import write_charts
from som_cli.writers.xlsx_language import with_language
from som_cli.writers.xlsx_layout import PlacedLine, PlacedSheet, PlacedTable, column_total, link_targets, place
from som_cli.writers.xlsx_print import set_print
from som_cli.writers.xlsx_style import ACCENT, GREY, LIGHTS, LINES, head_cell, total_cell
from som_cli.writers.xlsx_text import TITLE_LENGTH, cell_text, sheet_name

if TYPE_CHECKING:
    from xlsxwriter import Workbook as ExcelFile
    from xlsxwriter.worksheet import Worksheet

_WIDE_SHEET = 170.0


def write_xlsx(workbook: Workbook) -> bytes:
    """The file's bytes, equal for equal workbooks.

    Numbers are 64-bit floats, as everywhere in Excel: a decimal is exact where such a float can be, else the nearest
    one (up to 15 digits it reads back unchanged). Raises ValueError or TypeError for what Excel would have to repair:
    names of tables, titles of columns, rows of the wrong length.
    """
    import xlsxwriter

    placed = place(workbook)
    targets = link_targets(placed)
    content = BytesIO()
    file = xlsxwriter.Workbook(content, {"in_memory": True})
    file.set_properties(
        {
            "title": cell_text(workbook.title, TITLE_LENGTH),
            "author": cell_text(workbook.organisation, TITLE_LENGTH),
            "company": cell_text(workbook.organisation, TITLE_LENGTH),
            "created": datetime.fromtimestamp(workbook.timestamp, UTC).replace(tzinfo=None),
        }
    )
    styles = Styles(file)
    worksheets = [file.add_worksheet(sheet.name) for sheet in placed]
    lists = _write_lists(file, styles, placed)
    for number, (worksheet, sheet) in enumerate(zip(worksheets, placed, strict=True)):
        worksheet.set_tab_color(ACCENT if number == 0 else GREY)
        writer = CellWriter(worksheet, styles, targets)
        _set_view(worksheet, sheet)
        set_print(worksheet, sheet, workbook)
        for line in sheet.lines:
            _write_line(writer, line, sheet.text_columns)
        for table in sheet.tables:
            _write_table(writer, table, lists, cell_text(workbook.labels["total"]))
        write_charts(file, worksheet, sheet, placed)
    worksheets[0].activate()
    file.close()
    return with_language(content.getvalue(), workbook.language)


def _set_view(worksheet: Worksheet, sheet: PlacedSheet) -> None:
    worksheet.hide_gridlines(2)
    worksheet.set_zoom(85 if sum(sheet.widths) > _WIDE_SHEET else 100)
    for column, width in enumerate(sheet.widths):
        worksheet.set_column(column, column, width)
    if sheet.tables:
        worksheet.freeze_panes(sheet.frozen_rows, min(sheet.sheet.frozen_columns, len(sheet.widths) - 1))
        ranges = " ".join(f"A{table.head_row + 1}:XFD{table.end_row + 1}" for table in sheet.tables)
        worksheet.ignore_errors({"number_stored_as_text": ranges, "two_digit_text_year": ranges})


def _write_line(writer: CellWriter, line: PlacedLine, columns: int) -> None:
    worksheet = writer.worksheet
    worksheet.set_row(line.row, line.height)
    properties = {**LINES[line.role], **({"text_wrap": True} if line.wraps else {})}
    if line.wraps and columns > 1:
        worksheet.merge_range(line.row, 0, line.row, columns - 1, "", writer.styles.format(properties))
    if line.target:
        writer.link(line.row, 0, line.text, (line.target, ""), properties)
    else:
        writer.text(line.row, 0, line.text, properties)


def _write_table(writer: CellWriter, placed: PlacedTable, lists: Mapping[tuple[str, ...], str], total: str) -> None:
    """The table; one without rows gets a blank one, since Excel knows no table without."""
    worksheet, table = writer.worksheet, placed.table
    _write_frame(writer, placed, total)
    rows = table.rows or ((None,) * len(table.columns),)
    for row, cells in enumerate(rows, start=placed.first_row):
        if table.rows:
            worksheet.set_row(row, placed.heights[row - placed.first_row])
        for index, cell in enumerate(cells):
            writer.write(row, index, cell, table.columns[index])
    for index, column in enumerate(table.columns):
        if name := lists.get(allowed_values(column)):
            rule = {"validate": "list", "source": f"={name}"}
            worksheet.data_validation(placed.first_row, index, placed.last_row, index, rule)
        for word, light in column.lights:
            shown = cell_text(word).replace('"', '""')
            rule = {
                "type": "cell",
                "criteria": "==",
                "value": f'"{shown}"',
                "format": writer.styles.format(LIGHTS[light]),
            }
            worksheet.conditional_format(placed.first_row, index, placed.last_row, index, rule)
    if placed.total_row is not None:
        _write_totals(writer, placed, placed.total_row, total)


def _write_frame(writer: CellWriter, placed: PlacedTable, total: str) -> None:
    """The Excel table itself with its head. The look lies in the cells, since LibreOffice shows no table styles."""
    worksheet, table = writer.worksheet, placed.table
    worksheet.set_row(placed.head_row, placed.head_height)
    columns = [
        {
            "header": title,
            "header_format": writer.styles.format(head_cell(column)),
            **({"total_function": "sum"} if column.total else {}),
        }
        for title, column in zip(placed.titles, table.columns, strict=True)
    ]
    if placed.total_row is not None and not table.columns[0].total:
        columns[0]["total_string"] = total
    options = {
        "name": table.name,
        "columns": columns,
        "style": None,
        "total_row": placed.total_row is not None,
        "title": cell_text(table.caption, TITLE_LENGTH) or table.name,
    }
    worksheet.add_table(placed.head_row, 0, placed.end_row, len(columns) - 1, options)


def _write_totals(writer: CellWriter, placed: PlacedTable, row: int, label: str) -> None:
    """The table's row of totals: sums of the rows that the filters leave in view."""
    writer.worksheet.set_row(row, 20)
    for index, (title, column) in enumerate(zip(placed.titles, placed.table.columns, strict=True)):
        properties = total_cell(column)
        if column.total:
            escaped = title.replace("'", "''")
            for sign in "#[]":
                escaped = escaped.replace(sign, f"'{sign}")
            text = f"=SUBTOTAL(109,{placed.table.name}[{escaped}])"
            writer.formula(row, index, Formula(text, column_total(placed.table, index)), properties)
        elif index == 0:
            writer.text(row, index, label, properties)
        else:
            writer.worksheet.write_blank(row, index, None, writer.styles.format(properties))


def _write_lists(file: ExcelFile, styles: Styles, sheets: tuple[PlacedSheet, ...]) -> dict[tuple[str, ...], str]:
    """Allowed values -> the defined name of their list on a hidden sheet: a list kept in a cell's rule is too short."""
    columns = [column for sheet in sheets for table in sheet.sheet.tables for column in table.columns]
    wanted = list(dict.fromkeys(values for column in columns if (values := allowed_values(column))))
    if not wanted:
        return {}
    taken = {table.table.name.lower() for sheet in sheets for table in sheet.tables}
    name = sheet_name("lists", 1, {sheet.name.lower() for sheet in sheets})
    from xlsxwriter.utility import xl_col_to_name

    worksheet = file.add_worksheet(name)
    worksheet.hide()
    writer = CellWriter(worksheet, styles, {})
    lists = {}
    for column, values in enumerate(wanted):
        for row, value in enumerate(values):
            writer.text(row, column, value, LINES["paragraph"])
        letters = xl_col_to_name(column)
        lists[values] = f"allowed_{column + 1}"
        if lists[values] in taken:
            raise ValueError(f"{lists[values]!r} names a list and cannot name a table")
        file.define_name(lists[values], f"='{name}'!${letters}$1:${letters}${len(values)}")
    return lists

"""A placed sheet -> its pages: A4, so many across that the type can be read, heads repeated, title and page on each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from som_cli.document.document import Workbook
from som_cli.writers.xlsx_layout import PlacedSheet
from som_cli.writers.xlsx_style import FONT, GREY
from som_cli.writers.xlsx_text import FOOTER_LENGTH, footer_text

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_A4 = 9
# Characters of the workbook's standard font that a page holds at full size between its margins.
_UPRIGHT, _ON_ITS_SIDE = 94.0, 140.0
# Per cent. Type of 10 points is printed no smaller than this: 6 points can be read, less cannot.
_LEAST_SCALE = 60
_LONGEST_TITLE = 90


def set_print(worksheet: Worksheet, sheet: PlacedSheet, workbook: Workbook) -> None:
    """The head of the only table (else the sheet's first lines) is repeated on every page.

    A sheet too wide for one readable page goes over several, each with the columns that stay in view on the screen.
    """
    if sheet.sheet.landscape:
        worksheet.set_landscape()
    worksheet.set_paper(_A4)
    worksheet.set_margins(left=0.6, right=0.6, top=0.85, bottom=0.75)
    if is_readable_on_one(sheet):
        worksheet.fit_to_pages(1, 0)
    else:
        worksheet.set_print_scale(_LEAST_SCALE)
        worksheet.print_across()
        worksheet.repeat_columns(0, _kept_columns(sheet) - 1)
    if len(sheet.tables) == 1:
        worksheet.repeat_rows(sheet.tables[0].head_row)
    elif sheet.tables:
        worksheet.repeat_rows(0, next(line.row for line in sheet.lines if line.role == "title"))
    _set_head(worksheet, workbook)
    _set_foot(worksheet, workbook)


def is_readable_on_one(sheet: PlacedSheet) -> bool:
    """Whether one page across holds the sheet; so it does too where the columns to repeat would leave no room."""
    room = (_ON_ITS_SIDE if sheet.sheet.landscape else _UPRIGHT) * 100 / _LEAST_SCALE
    kept = sum(sheet.widths[: _kept_columns(sheet)])
    return sum(sheet.widths) <= room or kept + max(sheet.widths) > room


def _kept_columns(sheet: PlacedSheet) -> int:
    return max(1, min(sheet.sheet.frozen_columns, len(sheet.widths) - 1))


def _set_head(worksheet: Worksheet, workbook: Workbook) -> None:
    """The workbook's title at the left, the sheet's name at the right, a stamp in the middle."""
    look = f'&"{FONT},Regular"&8&K{GREY[1:]}'
    title = f"&L{look}{footer_text(workbook.title, _LONGEST_TITLE)}"
    name = f"&R{look}&A"
    mark = f'&C&"{FONT},Bold"&10&K7A3300' if workbook.stamp else ""
    room = FOOTER_LENGTH - len(title + name + mark)
    stamp = footer_text(workbook.stamp, room) if workbook.stamp else ""
    worksheet.set_header(title + mark + stamp + name)


def _set_foot(worksheet: Worksheet, workbook: Workbook) -> None:
    look = f'&"{FONT},Regular"&8&K{GREY[1:]}'
    page = f"&R{look}{footer_text(workbook.labels['page'], 40)} &P {footer_text(workbook.labels['of'], 40)} &N"
    left = f"&L{look}"
    worksheet.set_footer(left + footer_text(workbook.footer, FOOTER_LENGTH - len(left + page)) + page)

"""A role on the sheet -> the properties of its cell format: type, colours, rules, number format."""

from __future__ import annotations

from collections.abc import Mapping

from som_cli.document.document import Light, SheetColumn
from som_cli.writers.xlsx_layout import NUMERIC_KINDS, LineRole

FONT = "Source Sans 3"
ACCENT, INK, GREY, BAND, RULE = "#14506B", "#1A1A1A", "#5B6770", "#F3F6F8", "#D3DADF"

PALETTE = (ACCENT, "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", GREY)

Properties = Mapping[str, object]

_TEXT: Properties = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "top"}

LINES: Mapping[LineRole, Properties] = {
    "stamp": {
        **_TEXT,
        "font_size": 11,
        "bold": True,
        "font_color": "#7A3300",
        "bg_color": "#FBE9DD",
        "top": 2,
        "bottom": 2,
        "border_color": "#D55E00",
        "valign": "vcenter",
        "text_wrap": True,
    },
    "title": {**_TEXT, "font_size": 17, "bold": True, "font_color": ACCENT, "valign": "vcenter"},
    "paragraph": {**_TEXT},
    "link": {**_TEXT},
    "caption": {**_TEXT, "font_size": 11, "bold": True, "font_color": ACCENT, "valign": "vcenter"},
}

# Letters on these grounds have a contrast of at least 4.5 : 1; bars of a schedule need no letter to be read.
LIGHTS: Mapping[Light, Properties] = {
    "good": {"font_color": "#00593F", "bg_color": "#DDF1EA"},
    "fair": {"font_color": "#6B4700", "bg_color": "#FCEFD3"},
    "poor": {"font_color": "#7A3300", "bg_color": "#FBE0D0", "bold": True},
    "quiet": {"font_color": GREY, "bg_color": BAND},
    "bar": {"font_color": "#FFFFFF", "bg_color": ACCENT},
}


def number_format(column: SheetColumn) -> str:
    """Excel's code of the column's number format; Excel shows it with the separators of the reader's own settings.

    A percentage is held as a share: 0.125 is shown as 12.5%. A code is text even when somebody types it anew.
    """
    if column.kind == "number":
        return "#,##0." + "0" * column.decimals if column.decimals > 0 else "#,##0"
    return {
        "integer": "#,##0",
        "money": "#,##0.00",
        "percent": "0.0%",
        "year": "0",
        "date": "yyyy-mm-dd",
        "code": "@",
    }.get(column.kind, "General")


def linked(properties: Properties) -> Properties:
    """The same cell as a link."""
    return {**properties, "font_color": ACCENT, "underline": 1}


def head_cell(column: SheetColumn) -> Properties:
    """The head of a column; over numbers it stands to the right, clear of the filter button."""
    right = {"align": "right", "indent": 2} if column.kind in NUMERIC_KINDS else {"align": "left", "indent": 1}
    return {
        **_TEXT,
        **right,
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": ACCENT,
        "valign": "vcenter",
        "text_wrap": True,
    }


def body_cell(column: SheetColumn, *, formula: bool = False) -> Properties:
    """A cell of the table; text keeps clear of the number to its left.

    Excel would show the letters of a formula in a cell formatted as text.
    """
    code = number_format(column)
    right = {"align": "right"} if column.kind in NUMERIC_KINDS else {"align": "left", "indent": 1, "text_wrap": True}
    return {
        **_TEXT,
        **right,
        "num_format": "General" if formula and code == "@" else code,
        "bottom": 1,
        "bottom_color": RULE,
    }


def total_cell(column: SheetColumn) -> Properties:
    return {
        **body_cell(column, formula=True),
        "bold": True,
        "bg_color": BAND,
        "top": 2,
        "top_color": ACCENT,
        "bottom_color": ACCENT,
        "valign": "vcenter",
    }

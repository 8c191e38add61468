"""Charts of a sheet -> charts that Excel draws from cells of tables, told apart by pattern or dash and by colour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from som_cli.document.document import ChartKind, SheetChart
from som_cli.writers.xlsx_layout import PlacedSheet, PlacedTable
from som_cli.writers.xlsx_style import FONT, GREY, INK, PALETTE, RULE
from som_cli.writers.xlsx_text import cell_text, column_title

if TYPE_CHECKING:
    from xlsxwriter import Workbook as ExcelFile
    from xlsxwriter.chart import Chart
    from xlsxwriter.worksheet import Worksheet

_ALTERNATIVE_LENGTH = 2_000
_WIDTH, _HEIGHT = 900, 360  # pixels: about the width of a page on its side
_ROWS = _HEIGHT // 20 + 2  # rows of Excel's standard height that a chart covers
_BAR_HEIGHT, _BAR_FRAME = 30, 130  # pixels for each bar of a chart of bars, and around them
# One for each colour of the palette after the first, which is printed plain.
_PATTERNS = (
    "",
    "wide_upward_diagonal",
    "small_check",
    "dark_horizontal",
    "wide_downward_diagonal",
    "dark_vertical",
    "",
)
_DASHES = ("solid", "dash", "round_dot", "long_dash", "dash_dot", "square_dot", "solid")
_MARKERS = ("circle", "diamond", "square", "triangle", "x", "plus", "star")
_TYPES: Mapping[ChartKind, Mapping[str, str]] = {
    "stacked": {"type": "column", "subtype": "stacked"},
    "column": {"type": "column"},
    "bar": {"type": "bar"},
    "stacked_bar": {"type": "bar", "subtype": "stacked"},
    "line": {"type": "line"},
}
_ACROSS = frozenset({"bar", "stacked_bar"})


def write_charts(file: ExcelFile, worksheet: Worksheet, sheet: PlacedSheet, sheets: Sequence[PlacedSheet]) -> None:
    """The sheet's charts under its texts and tables, one below the other.

    Raises ValueError for a chart of a table or column that the workbook lacks.
    """
    row = max([line.row for line in sheet.lines] + [table.end_row + 1 for table in sheet.tables]) + 2
    for chart in sheet.sheet.charts:
        holder, table = _found(chart, sheets)
        drawn = file.add_chart(dict(_TYPES[chart.kind]))
        for number, series in enumerate(_series(chart, holder.name, table)):
            drawn.add_series({**series, **_look(chart.kind, number)})
        height = _height(chart, table)
        _set_axes(drawn, chart)
        drawn.set_title({"name": cell_text(chart.title, 255), "overlay": False, "name_font": _font(13, bold=True)})
        drawn.set_legend({"position": "bottom", "font": _font(10)} if _has_legend(chart, table) else {"none": True})
        drawn.set_size({"width": _WIDTH, "height": height})
        drawn.show_blanks_as("gap")
        options = {"description": cell_text(chart.alternative, _ALTERNATIVE_LENGTH), "object_position": 3}
        worksheet.insert_chart(row, 0, drawn, options)
        row += max(_ROWS, height // 20 + 2)


def _found(chart: SheetChart, sheets: Sequence[PlacedSheet]) -> tuple[PlacedSheet, PlacedTable]:
    for sheet in sheets:
        for table in sheet.tables:
            if table.table.name == chart.table and table.table.rows:
                return sheet, table
    raise ValueError(f"there is no table {chart.table!r} with rows to draw {chart.title!r} from")


def _series(chart: SheetChart, sheet: str, table: PlacedTable) -> Iterator[dict[str, object]]:
    names = _column(table, chart.names)
    columns = [_column(table, title) for title in chart.values]
    if chart.by_column:
        for column in columns:
            yield {
                "name": [sheet, table.head_row, column],
                "categories": [sheet, table.first_row, names, table.last_row, names],
                "values": [sheet, table.first_row, column, table.last_row, column],
            }
        return
    if columns != list(range(columns[0], columns[0] + len(columns))):
        raise ValueError(f"the columns of the chart {chart.title!r} do not stand side by side")
    for row in range(table.first_row, table.last_row + 1):
        yield {
            "name": [sheet, row, names],
            "categories": [sheet, table.head_row, columns[0], table.head_row, columns[-1]],
            "values": [sheet, row, columns[0], row, columns[-1]],
        }


def _column(table: PlacedTable, title: str) -> int:
    wanted = column_title(title)
    if wanted not in table.titles:
        raise ValueError(f"the table {table.table.name!r} has no column {title!r}")
    return table.titles.index(wanted)


def _look(kind: ChartKind, number: int) -> dict[str, object]:
    place = number % len(PALETTE)
    color = PALETTE[place]
    if kind == "line":
        marker = {"type": _MARKERS[place], "size": 6, "fill": {"color": color}, "border": {"color": color}}
        return {"line": {"color": color, "width": 2, "dash_type": _DASHES[place]}, "marker": marker}
    # The edge is seen beside the paper where a light colour of the palette is not.
    border = {"border": {"color": GREY, "width": 0.75}, "gap": 60}
    if not _PATTERNS[place]:
        return {"fill": {"color": color}, **border}
    # Programs differ in which of the two is the ground: a lighter shade of the same colour looks right either way.
    return {"pattern": {"pattern": _PATTERNS[place], "fg_color": _lighter(color), "bg_color": color}, **border}


def _lighter(color: str) -> str:
    parts = (int(color[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{part + (255 - part) * 2 // 5:02X}" for part in parts)


def _set_axes(drawn: Chart, chart: SheetChart) -> None:
    numbers = {
        "num_font": _font(10),
        "num_format": "0%" if chart.percent else "#,##0",
        "major_gridlines": {"visible": True, "line": {"color": RULE, "width": 0.75}},
        "line": {"none": True},
        **({"max": 1, "min": 0} if chart.percent else {}),
        **({"name": cell_text(chart.unit, 60), "name_font": _font(10)} if chart.unit else {}),
    }
    across = chart.kind in _ACROSS
    names = {"num_font": _font(10), "line": {"color": GREY}, **({"reverse": True, "crossing": "max"} if across else {})}
    # In a chart of bars the library calls the axis at the foot x, which there is the one of numbers.
    drawn.set_x_axis(numbers if across else names)
    drawn.set_y_axis(names if across else numbers)


def _height(chart: SheetChart, table: PlacedTable) -> int:
    if chart.kind not in _ACROSS:
        return _HEIGHT
    bars = len(table.table.rows) if chart.by_column else len(chart.values)
    return max(_BAR_FRAME + bars * _BAR_HEIGHT, 220)


def _has_legend(chart: SheetChart, table: PlacedTable) -> bool:
    return (len(chart.values) if chart.by_column else len(table.table.rows)) > 1


def _font(size: int, *, bold: bool = False) -> dict[str, object]:
    return {"name": FONT, "size": size, "bold": bold, "color": INK}

"""A table of a Document -> pandoc's table with a paragraph style in every cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from som_cli.document.blocks import Block, attributes
from som_cli.writers.docx_changes import change_class, mark_row
from som_cli.writers.docx_inlines import Setting

TABLE_STYLE = "DataTable"
_BODY_STYLES = {"text": "Table Text", "code": "Table Code", "number": "Table Number"}
_HEAD_STYLES = {"text": "Table Head", "code": "Table Head", "number": "Table Head Number"}

_TOTAL_STYLES = {"text": "Table Total", "code": "Table Total", "number": "Table Total Number"}
TOTAL_STYLE_IDS = frozenset({"TableTotal", "TableTotalNumber"})

BlockNodes = Callable[[Sequence[Block], Setting], list[Block]]


def table_node(content: list[Any], setting: Setting, block_nodes: BlockNodes) -> Block:
    """The table without its caption, which stands before it as a paragraph of its own."""
    (_, _, pairs), _, specs, (_, head), bodies, (_, foot) = content
    kinds = dict(pairs).get("kinds", "").split(",")
    if len(kinds) != len(specs):
        kinds = ["number" if spec[0]["t"] == "AlignRight" else "text" for spec in specs]
    was_in_cell, setting.in_cell = setting.in_cell, True
    widths = _widths(specs)
    parts = _Cells(kinds, setting, block_nodes)
    node: Block = {
        "t": "Table",
        "c": [
            attributes(pairs=[("custom-style", TABLE_STYLE)]),
            [None, []],
            [[{"t": "AlignDefault"}, {"t": "ColWidth", "c": width}] for width in widths],
            [attributes(), parts.rows(head, _HEAD_STYLES)],
            [_body(body, parts) for body in bodies],
            [attributes(), parts.rows(foot, _TOTAL_STYLES)],
        ],
    }
    setting.in_cell = was_in_cell
    return node


def _body(body: list[Any], parts: _Cells) -> list[Any]:
    attr, head_columns, head_rows, rows = body
    return [attr, head_columns, parts.rows(head_rows, _HEAD_STYLES), parts.rows(rows, _BODY_STYLES)]


def _widths(specs: list[Any]) -> list[float]:
    """Shares of the line; columns without one share alike, as in a table of prose."""
    shares = [float(spec[1].get("c") or 0) for spec in specs]
    if not all(shares):
        return [1 / len(specs)] * len(specs)
    return [share / sum(shares) for share in shares]


class _Cells:
    """Turns rows of cells into rows of styled cells, keeping count of the columns that taller cells above hold."""

    def __init__(self, kinds: Sequence[str], setting: Setting, block_nodes: BlockNodes) -> None:
        self.kinds = kinds
        self.setting = setting
        self.block_nodes = block_nodes

    def rows(self, rows: list[Any], styles: dict[str, str]) -> list[Any]:
        held = [0] * len(self.kinds)
        result = []
        for attr, cells in rows:
            change = change_class(attr[1])
            styled = self._row(cells, held, styles)
            result.append([attr, mark_row(styled, change) if change else styled])
            held = [max(0, count - 1) for count in held]
        return result

    def _row(self, cells: list[Any], held: list[int], styles: dict[str, str]) -> list[Any]:
        column, result = 0, []
        for _, _, tall, wide, blocks in cells:
            while column < len(held) and held[column]:
                column += 1
            style = self._style(column, wide, styles)
            inner = self.block_nodes(blocks, self.setting)
            styled = {"t": "Div", "c": [attributes(pairs=[("custom-style", style)]), _paragraphs(inner)]}
            result.append([attributes(), {"t": "AlignDefault"}, tall, wide, [styled]])
            held[column : column + wide] = [tall] * len(held[column : column + wide])
            column += wide
        return result

    def _style(self, column: int, wide: int, styles: dict[str, str]) -> str:
        """The style of the column's kind; a cell over several columns is text, centred over figures in the head."""
        kinds = self.kinds[column : column + wide]
        if len(kinds) == 1:
            return styles[kinds[0]]
        is_group = styles is _HEAD_STYLES and set(kinds) == {"number"}
        return "Table Head Group" if is_group else styles["text"]


def _paragraphs(blocks: list[Block]) -> list[Block]:
    """Blocks that pandoc writes in the style around them: it sets a Plain in one of its own."""
    full = [{"t": "Para", "c": block["c"]} if block["t"] == "Plain" else block for block in blocks]
    return full or [{"t": "Para", "c": []}]

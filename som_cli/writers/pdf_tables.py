"""A pandoc table -> rows of cells with all that the template needs to lay them out: spans, kinds, widest pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from som_cli.document.document import plain_text
from som_cli.writers.pdf_changes import change_class, has_gone, marked_cell, measured_text
from som_cli.writers.pdf_inlines import Inlines
from som_cli.writers.pdf_text import widest_piece, widest_word

_KINDS = {"AlignRight": "number", "AlignLeft": "text", "AlignCenter": "text", "AlignDefault": "text"}
# A head that takes more than a fifth of a page is not repeated on each.
_LONGEST_HEAD = 1100
_LONGEST_LINE = 150


def set_table(content: Any, inlines: Inlines, blocks: Callable[[list[Any]], list[Any]]) -> dict[str, Any]:
    """`content` is that of pandoc's Table; `kinds` among its attributes names the columns' kinds."""
    (_, _, pairs), (_, captions), specs, (_, head), bodies, (_, foot) = content
    shares = [spec[1].get("c", 1 / len(specs)) for spec in specs]
    kinds = dict(pairs).get("kinds", "").split(",")
    if len(kinds) != len(specs):
        kinds = [_KINDS[spec[0]["t"]] for spec in specs]
    rows = [row for body in bodies for row in (*body[2], *body[3])]
    layout = _Layout(kinds, shares, inlines, blocks)
    caption = [node for block in captions for node in block["c"]]
    return {
        "t": "table",
        "caption": inlines.flattened().set(caption),
        "gone": has_gone(caption),
        "kinds": kinds,
        "shares": shares,
        "widest": _widest(kinds, [*head, *rows, *foot], len(head), inlines, widest_piece),
        "head-words": _widest(["text"] * len(kinds), head, len(head), inlines, widest_word),
        "longest": _widest(kinds, [*head, *rows, *foot], len(head), inlines, _one_line),
        "head": layout.rows(head, head=True),
        "letters": layout.height([*head, *rows, *foot]),
        "repeat": layout.height(head) < _LONGEST_HEAD,
        "rows": layout.rows(rows),
        "foot": layout.rows(foot),
    }


def _placed(rows: list[Any]) -> Iterator[list[tuple[int, Any]]]:
    """Each row's cells with the column they begin in, cells that reach down from above being left out."""
    reaching: dict[int, int] = {}
    for _, cells in rows:
        column = 0
        row = []
        reached = {at: left - 1 for at, left in reaching.items() if left > 1}
        for cell in cells:
            while reaching.get(column, 0) > 0:
                column += 1
            row.append((column, cell))
            _, _, down, across, _ = cell
            if down > 1:
                reached.update(dict.fromkeys(range(column, column + across), down - 1))
            column += across
        reaching = reached
        yield row


def _widest(
    kinds: list[str], rows: list[Any], heads: int, inlines: Inlines, piece_of: Callable[[str, str], str]
) -> list[str]:
    """The longest text of each column that stays, or should stay, on one line."""
    widest = [""] * len(kinds)
    for index, row in enumerate(_placed(rows)):
        for column, (_, _, _, across, blocks) in row:
            if across == 1 and column < len(kinds):
                kind = "text" if index < heads else kinds[column]
                piece = piece_of(inlines.printable.fit(measured_text(blocks)), kind)
                widest[column] = max(widest[column], piece, key=len)
    return widest


def _one_line(value: str, _kind: str) -> str:
    """A cell's text as it would stand on one line; what is longer than any line is cut."""
    return value[:_LONGEST_LINE]


class _Layout:
    """Sets rows of cells by the kinds of their columns."""

    def __init__(
        self, kinds: list[str], shares: list[float], inlines: Inlines, blocks: Callable[[list[Any]], list[Any]]
    ) -> None:
        self.kinds = kinds
        self.shares = shares
        self.inlines = inlines
        self.blocks = blocks

    def rows(self, rows: list[Any], *, head: bool = False) -> list[list[dict[str, Any]]]:
        return [
            [
                self._cell(column, marked_cell(cell, change), head=head, barred=bool(change) and index == 0)
                for index, (column, cell) in enumerate(row)
            ]
            for change, row in zip((change_class(row[0][1]) for row in rows), _placed(rows), strict=True)
        ]

    def height(self, rows: list[Any]) -> float:
        """The rows' height, told by the letters that a column of full width would hold."""
        heights = (
            max((len(plain_text(cell[4])) / self._share(column, cell) for column, cell in row), default=0)
            for row in _placed(rows)
        )
        return sum(heights)

    def _share(self, column: int, cell: Any) -> float:
        return sum(self.shares[column : column + cell[3]]) or 1.0

    def _cell(self, column: int, cell: Any, *, head: bool, barred: bool) -> dict[str, Any]:
        _, _, down, across, blocks = cell
        kind = self.kinds[column] if column < len(self.kinds) else "text"
        return {
            "rows": down,
            "columns": across,
            "kind": kind if across == 1 else "text",
            "column": column,
            "letters": len(plain_text(blocks)),
            "barred": barred,
            "c": self._content(blocks, "text" if head or across > 1 else kind, head=head),
        }

    def _content(self, blocks: list[Any], kind: str, *, head: bool) -> list[Any]:
        """A cell of paragraphs only is set by its column's kind; one that holds other blocks is set as running text."""
        if any(block["t"] not in {"Para", "Plain"} for block in blocks):
            return self.blocks(blocks)
        setting = self.inlines.coded() if kind == "code" else self.inlines
        setting = setting.flattened() if head else setting
        return [{"t": "plain" if len(blocks) == 1 else "para", "c": setting.set(block["c"])} for block in blocks]

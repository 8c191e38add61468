"""A pandoc table -> rows of cells with all that the template needs to lay them out: spans, kinds, widest pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from som_cli.writers.pdf_changes import change_class, has_gone, mark_words, measured_text
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
    if len(kinds) != len(specs) or not all(kinds):
        kinds = [_KINDS[spec[0]["t"]] for spec in specs]
    caption = [node for block in captions for node in block["c"]]
    title = inlines.flattened().set(caption)
    fit = inlines.printable.fit
    top, rows, bottom = (
        [_Row(change_class(row[0][1]), cells) for row, cells in zip(part, _placed(part, fit), strict=True)]
        for part in (head, [row for body in bodies for row in (*body[2], *body[3])], foot)
    )
    layout = _Layout(kinds, shares, inlines, blocks)
    return {
        "t": "table",
        "caption": title,
        "gone": has_gone(caption),
        "kinds": kinds,
        "shares": shares,
        **_extremes(kinds, top, [*rows, *bottom]),
        "head": layout.rows(top, head=True),
        "letters": layout.height([*top, *rows, *bottom]),
        "repeat": layout.height(top) < _LONGEST_HEAD,
        "rows": layout.rows(rows),
        "foot": layout.rows(bottom),
    }


class _Cell(NamedTuple):
    """A cell with the column it begins in, how many columns and rows it covers, and its text as it is printed."""

    column: int
    across: int
    down: int
    text: str
    blocks: list[Any]


class _Row(NamedTuple):
    change: str
    cells: list[_Cell]


def _placed(rows: list[Any], fit: Callable[[str], str]) -> Iterator[list[_Cell]]:
    """Each row's cells, those that reach down from above being left out."""
    reaching: dict[int, int] = {}
    for _, cells in rows:
        column = 0
        row = []
        reached = {at: left - 1 for at, left in reaching.items() if left > 1}
        for cell in cells:
            while reaching.get(column, 0) > 0:
                column += 1
            _, _, down, across, content = cell
            row.append(_Cell(column, across, down, fit(measured_text(content)), content))
            if down > 1:
                reached.update(dict.fromkeys(range(column, column + across), down - 1))
            column += across
        reaching = reached
        yield row


def _extremes(kinds: list[str], head: list[_Row], rows: list[_Row]) -> dict[str, list[str]]:
    """The texts of each column that decide on its width.

    The widest piece that may not be broken, the widest word of its heads, and its longest text, cut where that is
    longer than any line.
    """
    pieces, words, lines = ([""] * len(kinds) for _ in range(3))
    for is_head, row in [*((True, row) for row in head), *((False, row) for row in rows)]:
        for column, across, _, text, _ in row.cells:
            if across > 1 or column >= len(kinds):
                continue
            kind = "text" if is_head else kinds[column]
            pieces[column] = widest_piece(text, kind, len(pieces[column])) or pieces[column]
            lines[column] = max(lines[column], text[:_LONGEST_LINE], key=len)
            if is_head:
                words[column] = widest_word(text, "text", len(words[column])) or words[column]
    return {"widest": pieces, "head-words": words, "longest": lines}


class _Layout:
    """Sets rows of cells by the kinds of their columns."""

    def __init__(
        self, kinds: list[str], shares: list[float], inlines: Inlines, blocks: Callable[[list[Any]], list[Any]]
    ) -> None:
        self.kinds = kinds
        self.shares = shares
        self.inlines, self.coded, self.flat = inlines, inlines.coded(), inlines.flattened()
        self.blocks = blocks

    def rows(self, rows: list[_Row], *, head: bool = False) -> list[list[dict[str, Any]]]:
        return [
            [
                self._cell(cell, row.change, head=head, barred=bool(row.change) and index == 0)
                for index, cell in enumerate(row.cells)
            ]
            for row in rows
        ]

    def height(self, rows: list[_Row]) -> float:
        """The rows' height, told by the letters that a column of full width would hold."""
        return sum(max((len(cell.text) / self._share(cell) for cell in row.cells), default=0) for row in rows)

    def _share(self, cell: _Cell) -> float:
        return sum(self.shares[cell.column : cell.column + cell.across]) or 1.0

    def _cell(self, cell: _Cell, change: str, *, head: bool, barred: bool) -> dict[str, Any]:
        kind = self.kinds[cell.column] if cell.column < len(self.kinds) and cell.across == 1 else "text"
        blocks = mark_words(cell.blocks, change)
        return {
            "rows": cell.down,
            "columns": cell.across,
            "kind": kind,
            "column": cell.column,
            "letters": len(cell.text),
            "barred": barred,
            "c": _bared(self._content(blocks, "text" if head else kind, head=head), kind),
        }

    def _content(self, blocks: list[Any], kind: str, *, head: bool) -> list[Any]:
        """A cell of paragraphs only is set by its column's kind; one that holds other blocks is set as running text."""
        if any(block["t"] not in {"Para", "Plain"} for block in blocks):
            return self.blocks(blocks)
        setting = self.coded if kind == "code" else self.flat if head else self.inlines
        return [{"t": "plain" if len(blocks) == 1 else "para", "c": setting.set(block["c"])} for block in blocks]


def _bared(content: list[Any], kind: str) -> Any:
    """A cell's content without what a short cell needs no frame for, as most cells are short.

    One string stands alone. One code in a column of codes, which is as wide as the longest, needs no box to stay whole.
    """
    match content:
        case [{"t": "plain", "c": [str(words)]}]:
            return words
        case [{"t": "plain", "c": [{"t": "code", "c": [str(piece)]}]}] if kind == "code":
            return piece
        case _:
            return _whole_code(content) if kind == "code" else content


def _whole_code(content: list[Any]) -> list[Any]:
    match content:
        case [{"t": "code", "c": [str(piece)]}]:
            return [{"t": "whole-code", "c": piece}]
        case [{"t": str(), "c": [_] as inner} as node]:
            return [{**node, "c": _whole_code(inner)}]
        case _:
            return content

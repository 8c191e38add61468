"""Two tables -> one table with the rows and words that went and came, or nothing where their columns differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from som_cli.document.blocks import Block
from som_cli.document.document import plain_text
from som_cli.document.redline_align import Part, align
from som_cli.document.redline_parts import exact, words_of
from som_cli.document.redline_words import DELETION, INSERTION, diff_inlines

Row = list[Any]
CHANGED = "changed"


def diff_table(old: list[Any], new: list[Any]) -> list[Any] | None:
    """The content of the redlined table, its rows with the class `insertion`, `deletion` or `changed`.

    None where one is no edit of the other: another number of columns, another shape of the head, a caption in one only.
    """
    old_caption, new_caption = _caption(old), _caption(new)
    head = _same_rows(old[3][1], new[3][1])
    if len(old[2]) != len(new[2]) or head is None or bool(old_caption) != bool(new_caption):
        return None
    caption = [{"t": "Plain", "c": diff_inlines(old_caption, new_caption)}] if new_caption else new[1][1]
    bodies = _bodies(old[4], new[4])
    foot = [new[5][0], diff_rows(old[5][1], new[5][1])]
    return [new[0], [new[1][0], caption], new[2], [new[3][0], head], bodies, foot]


def _caption(content: list[Any]) -> list[Any]:
    return [node for block in content[1][1] for node in block["c"]]


def _bodies(old: list[Any], new: list[Any]) -> list[Any]:
    """One body: reports and prose make no more, and where a table has more they are read as one."""
    attr, columns = new[0][:2] if new else old[0][:2] if old else (["", [], []], 0)
    rows = [[row for body in side for row in (*body[2], *body[3])] for side in (old, new)]
    return [[attr, columns, [], diff_rows(*rows)]] if old or new else []


def diff_rows(old: Sequence[Row], new: Sequence[Row]) -> list[Row]:
    """Rows paired by their first cell, then by their words. Rows that a taller cell joins stay together."""
    olds, news = _groups(old), _groups(new)
    result: list[Row] = []
    for a, b in align([_part(group) for group in olds], [_part(group) for group in news]):
        went, came = olds[a] if a is not None else [], news[b] if b is not None else []
        same = _same_rows(went, came) if went and came else None
        result += same if same is not None else [*_marked(went, DELETION), *_marked(came, INSERTION)]
    return result


def _groups(rows: Sequence[Row]) -> list[list[Row]]:
    groups: list[list[Row]] = []
    reaching = 0
    for row in rows:
        if reaching <= 0:
            groups.append([])
        groups[-1].append(row)
        reaching = max(reaching - 1, max((cell[2] - 1 for cell in row[1]), default=0))
    return groups


def _part(group: list[Row]) -> Part:
    cells = group[0][1]
    name = plain_text(cells[0][4]).strip() if cells else ""
    return Part(
        name, len(cells), exact([_shape(row) for row in group]), words_of([row[1] for row in group]), bool(name)
    )


def _shape(row: Row) -> list[Any]:
    return [[cell[2:4], cell[4]] for cell in row[1]]


def _marked(rows: Sequence[Row], change: str) -> list[Row]:
    return [[[attr[0], [*attr[1], change], attr[2]], cells] for attr, cells in rows]


def _same_rows(old: Sequence[Row], new: Sequence[Row]) -> list[Row] | None:
    """Rows of one shape with their cells compared; None where the shapes or the kinds of blocks in a cell differ."""
    if len(old) != len(new):
        return None
    result = []
    for went, came in zip(old, new, strict=True):
        if _shape(went) == _shape(came):
            result.append(came)
            continue
        if [cell[2:4] for cell in went[1]] != [cell[2:4] for cell in came[1]]:
            return None
        cells = [_cell(a, b) for a, b in zip(went[1], came[1], strict=True)]
        if any(cell is None for cell in cells):
            return None
        result += _marked([[came[0], cells]], CHANGED)
    return result


def _cell(old: list[Any], new: list[Any]) -> list[Any] | None:
    blocks = diff_like(old[4], new[4])
    return None if blocks is None else [*new[:4], blocks]


def diff_like(old: Sequence[Block], new: Sequence[Block]) -> list[Block] | None:
    """Blocks of the same kinds in the same order with their words compared; None where one more or another is there."""
    if len(old) != len(new):
        return None
    result = []
    for a, b in zip(old, new, strict=True):
        compare = _LIKE.get(b["t"])
        found = b if a == b else compare(a, b) if compare and a["t"] == b["t"] else None
        if found is None:
            return None
        result.append(found)
    return result


def _like_words(old: Block, new: Block) -> Block | None:
    # An empty paragraph has no words to keep its mark where all the new ones are taken back.
    return {"t": new["t"], "c": diff_inlines(old["c"], new["c"])}


def _like_items(old: Block, new: Block) -> Block | None:
    if len(old["c"]) != len(new["c"]):
        return None
    items = [diff_like(a, b) for a, b in zip(old["c"], new["c"], strict=True)]
    return None if any(item is None for item in items) else {"t": new["t"], "c": items}


def _like_division(old: Block, new: Block) -> Block | None:
    children = diff_like(old["c"][1], new["c"][1]) if old["c"][0] == new["c"][0] else None
    return None if children is None else {"t": new["t"], "c": [new["c"][0], children]}


_LIKE: dict[str, Callable[[Block, Block], Block | None]] = {
    "Para": _like_words,
    "Plain": _like_words,
    "BulletList": _like_items,
    "Div": _like_division,
}

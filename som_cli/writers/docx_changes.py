"""Blocks and rows that came or went -> tracked changes of runs, paragraph marks and rows in a Word body.

Before pandoc an empty run of a marker style is put into every paragraph and row that changes as a whole; after pandoc
the markers become Word's own elements. A change is kept directly around runs: Word allows no link or field inside one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from som_cli.document.blocks import Block, Inline
from som_cli.writers.docx_inlines import raw
from som_cli.writers.docx_xml import WORD, element, paragraph_properties, set_property

CHANGES = {"insertion": "ins", "deletion": "del"}
_MARKER = "Change-"
_ROW_MARKER = "RowChange-"
_LEAVES = frozenset({"Para", "Plain", "Header"})
_TRACKED = frozenset(f"{WORD}{name}" for name in CHANGES.values())
# What a run says when it is struck out has names of its own.
_DELETED_NAMES = {f"{WORD}t": f"{WORD}delText", f"{WORD}instrText": f"{WORD}delInstrText"}


def change_class(classes: Sequence[str]) -> str:
    return next((css for css in classes if css in CHANGES), "")


# ---- before pandoc


def mark_blocks(blocks: Sequence[Block], change: str) -> list[Block]:
    """Pandoc blocks with a marker in every paragraph and every row."""
    return [_marked(block, change) for block in blocks]


def mark_row(cells: list[Any], change: str) -> list[Any]:
    """The cells of a pandoc row that comes or goes with all that is in it."""
    marked = [[*cell[:4], mark_blocks(cell[4], change)] for cell in cells]
    first = next((leaf for cell in marked for leaf in _leaves(cell[4])), None)
    if first is not None:
        inside = first["c"][2] if first["t"] == "Header" else first["c"]
        inside.insert(0, _marker(_ROW_MARKER, change))
    return marked


def _marker(prefix: str, change: str) -> Inline:
    return raw(f'<w:r><w:rPr><w:rStyle w:val="{prefix}{change}"/></w:rPr></w:r>')


def _marked(block: Block, change: str) -> Block:
    marker = _marker(_MARKER, change)
    contents: dict[str, Callable[[Any], list[Any]]] = {
        "Para": lambda words: [*words, marker],
        "Plain": lambda words: [*words, marker],
        "Header": lambda content: [*content[:2], [*content[2], marker]],
        "BlockQuote": lambda blocks: mark_blocks(blocks, change),
        "BulletList": lambda items: [mark_blocks(item, change) for item in items],
        "OrderedList": lambda content: [content[0], [mark_blocks(item, change) for item in content[1]]],
        "Div": lambda content: [content[0], mark_blocks(content[1], change)],
        "Table": lambda content: _marked_table(content, change),
    }
    kind = block["t"]
    return {"t": kind, "c": contents[kind](block["c"])} if kind in contents else block


def _marked_table(content: list[Any], change: str) -> list[Any]:
    def rows(found: list[Any]) -> list[Any]:
        return [[attr, mark_row(cells, change)] for attr, cells in found]

    attr, caption, specs, (head_attr, head), bodies, (foot_attr, foot) = content
    marked = [[body[0], body[1], rows(body[2]), rows(body[3])] for body in bodies]
    return [attr, caption, specs, [head_attr, rows(head)], marked, [foot_attr, rows(foot)]]


def _leaves(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if block["t"] in _LEAVES:
            yield block
        elif block["t"] == "Div":
            yield from _leaves(block["c"][1])
        elif block["t"] == "BulletList":
            yield from (leaf for item in block["c"] for leaf in _leaves(item))


# ---- after pandoc


def finish_changes(body: Any, changed_by: str, changed_at: str) -> None:
    """Makes every change one that Word can accept and reject: author and date on each, one number each."""
    for node in [node for node in body.iter(*_TRACKED) if len(node)]:
        _push_down(node)
    rows = list(_taken(body, _ROW_MARKER))
    for row, name in [(next(run.iterancestors(f"{WORD}tr")), name) for run, name in rows]:
        _mark_row(row, name)
    for run, _ in rows:
        run.getparent().remove(run)
    for run, name in list(_taken(body, _MARKER)):
        node = next(run.iterancestors(f"{WORD}p"))
        run.getparent().remove(run)
        _mark_paragraph(node, name)
    for number, node in enumerate(body.iter(*_TRACKED), start=1):
        for key, value in (("id", number), ("author", changed_by), ("date", changed_at)):
            node.set(f"{WORD}{key}", str(value))


def is_deleted(paragraph: Any) -> bool:
    """Whether a paragraph goes as a whole when the changes are accepted."""
    return paragraph.find(f"{WORD}pPr/{WORD}rPr/{WORD}del") is not None


def full_text(node: Any) -> str:
    """What a paragraph says, struck out or not."""
    return "".join(piece.text or "" for piece in node.iter(f"{WORD}t", f"{WORD}delText"))


def _taken(body: Any, prefix: str) -> Iterator[tuple[Any, str]]:
    """The marker runs, each with the name of its change in Word."""
    for style in body.iter(f"{WORD}rStyle"):
        value = str(style.get(f"{WORD}val"))
        if value.startswith(prefix):
            yield style.getparent().getparent(), CHANGES[value.removeprefix(prefix)]


def _push_down(change: Any) -> None:
    """A change around anything -> the same around each run inside it."""
    name = change.tag.removeprefix(WORD)
    children = list(change)
    for child in children:
        change.addprevious(child)
    change.getparent().remove(change)
    for child in children:
        _mark_runs(child, name)


def _mark_runs(node: Any, name: str) -> None:
    for simple in list(node.iter(f"{WORD}fldSimple")):
        _mark_runs_of(_spelt_out(simple), name)
    _mark_runs_of(list(node.iter(f"{WORD}r")), name)


def _mark_runs_of(runs: Sequence[Any], name: str) -> None:
    for run in runs:
        if run.getparent().tag in _TRACKED:
            continue
        before = run.getprevious()
        if before is not None and before.tag == f"{WORD}{name}":
            before.append(run)
        else:
            holder = element(name)
            run.addprevious(holder)
            holder.append(run)
        if name == CHANGES["deletion"]:
            for piece in run:
                piece.tag = _DELETED_NAMES.get(piece.tag, piece.tag)


def _spelt_out(simple: Any) -> list[Any]:
    """A field in one element -> the runs that Word itself writes; only runs can be inserted and deleted."""
    instruction = element("instrText", text=str(simple.get(f"{WORD}instr")))
    runs = [
        element("r", element("fldChar", fldCharType="begin")),
        element("r", instruction),
        element("r", element("fldChar", fldCharType="separate")),
        *simple,
        element("r", element("fldChar", fldCharType="end")),
    ]
    for run in runs:
        simple.addprevious(run)
    simple.getparent().remove(simple)
    return runs


def _mark_paragraph(node: Any, name: str) -> None:
    """All runs, and the mark at the end; a cell's last mark is the cell's own and stays."""
    _mark_runs(node, name)
    if node.getparent().tag == f"{WORD}tc" and node.getnext() is None:
        return
    properties = paragraph_properties(node).find(f"{WORD}rPr")
    if properties is None:
        properties = element("rPr")
        set_property(node, properties)
    properties.insert(0, element(name))


def _mark_row(row: Any, name: str) -> None:
    properties = row.find(f"{WORD}trPr")
    if properties is None:
        properties = element("trPr")
        row.insert(0, properties)
    properties.append(element(name))

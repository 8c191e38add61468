"""The text of a YAML block -> its entries as whole lines, each with its comments, so that they can be moved about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from som_cli.text.nodes import Mapping, Node, Sequence
from som_cli.text.source import SourceText
from som_cli.text.yaml_places import Place
from som_cli.text.yaml_print import print_tree
from som_cli.text.yaml_reader import parse_yaml
from som_cli.text.yaml_tree import Branch, grow_tree


class CannotMergeError(Exception):
    """The text is laid out in a way that this kind of merge does not follow."""


class Layout(Enum):
    """How a value is written."""

    BLOCK = auto()
    FLOW = auto()
    EMPTY = auto()
    PLAIN = auto()


@dataclass(frozen=True, slots=True)
class Part:
    """One entry of a block: comment and blank lines `above` it, and its own lines.

    `before` is the key with its colon, or the dash; `raw` is the value with the space before it; `after` is what stands
    behind it up to the end of its last line. A value in a block is whole lines: `before` is then all of the key's line,
    or the dash with the spaces behind it.
    """

    key: str
    above: str
    before: str
    raw: str
    after: str
    node: Node
    layout: Layout

    @property
    def body(self) -> str:
        return self.before + self.raw + self.after if self.starts_on_own_line else self.before + self.raw.lstrip(" ")

    @property
    def starts_on_own_line(self) -> bool:
        return self.layout is not Layout.BLOCK or self.before.endswith("\n")


@dataclass(frozen=True, slots=True)
class Block:
    """A mapping or a list in block style; every entry begins at `column`. `head` and `tail` belong to no entry."""

    is_mapping: bool
    column: int
    head: str
    parts: tuple[Part, ...]
    tail: str

    @property
    def nodes(self) -> list[Node]:
        return [part.node for part in self.parts]


def read_node(text: str) -> Node:
    """What a piece of YAML says. Raises CannotMergeError where it cannot be read by itself."""
    node, problems = parse_yaml(SourceText("", text))
    if problems:
        raise CannotMergeError(text)
    return node


def split_block(text: str, *, is_file: bool = False) -> Block:
    """The entries of a block of whole lines. Raises CannotMergeError for anything else."""
    node = read_node(text)
    if not isinstance(node, Mapping | Sequence) or not node:
        raise CannotMergeError(text)
    lines = text.splitlines(keepends=True)
    column = node.place[0].column
    if lines[node.place[0].line][column] in "{[":
        raise CannotMergeError(text)
    keys = list(node) if isinstance(node, Mapping) else [""] * len(node)
    rows = [_first_row(lines, node, index, column) for index in range(len(keys))]
    starts = [_climb(lines, row, column, rows[index - 1] + 1 if index else 0) for index, row in enumerate(rows)]
    end = _climb(lines, len(lines), column, rows[-1] + 1)
    top = _end_of_header(lines, rows[0]) if is_file else 0
    head, starts[0] = "".join(lines[:top]), top
    parts = []
    for index, (start, row) in enumerate(zip(starts, rows, strict=True)):
        stop = starts[index + 1] if index + 1 < len(starts) else end
        above, body = "".join(lines[start:row]), lines[row:stop]
        parts.append(_part(keys[index], above, body, row, _entry(node, index)))
    return Block(isinstance(node, Mapping), column, head, tuple(parts), "".join(lines[end:]))


def inner_text(part: Part) -> str:
    """The value of an entry as whole lines; empty where there is none. A value in brackets is laid out in lines."""
    if part.layout is Layout.EMPTY:
        return ""
    return part.raw if part.layout is Layout.BLOCK else unfold(part).raw


def unfold(part: Part) -> Part:
    """The same entry with the brackets of its value opened: an entry a line, two spaces deeper than the key."""
    indent = len(part.before) - len(part.before.lstrip(" "))
    tree = grow_tree(SourceText("", part.before + part.raw + part.after))
    value = tree.root.twigs[0].value if tree else None
    if tree is None or not isinstance(value, Branch):
        raise CannotMergeError(part.body)
    value.is_flow = tree.root.is_flow = False
    text = "".join(" " * indent + line for line in print_tree(tree).splitlines(keepends=True))
    (opened,) = split_block(text).parts
    if opened.layout is not Layout.BLOCK or opened.node != part.node:
        raise CannotMergeError(part.body)
    return Part(part.key, part.above, opened.before, opened.raw, opened.after, part.node, Layout.BLOCK)


def _entry(node: Mapping | Sequence, index: int) -> tuple[Node, Place]:
    if isinstance(node, Sequence):
        return node[index], node.places[index]
    key = list(node)[index]
    _, start, end = node.places[key]
    return node[key], (start, end)


def _first_row(lines: list[str], node: Mapping | Sequence, index: int, column: int) -> int:
    """The line of a key, or of the dash of an entry: the value may stand further down."""
    if isinstance(node, Mapping):
        return node.places[list(node)[index]][0].line
    row = min(node.places[index][0].line, len(lines) - 1)
    lowest = node.places[index - 1][0].line if index else node.place[0].line
    while row > lowest and not _has_dash(lines[row], column):
        row -= 1
    if not _has_dash(lines[row], column):
        raise CannotMergeError(lines[row])
    return row


def _has_dash(line: str, column: int) -> bool:
    return (
        line[column : column + 1] == "-"
        and line[column + 1 : column + 2] in (" ", "\n", "")
        and not line[:column].strip()
    )


def _climb(lines: list[str], row: int, column: int, lowest: int) -> int:
    """The first of the comment and blank lines that stand right above a line and belong to it."""
    while row > lowest:
        text = lines[row - 1].lstrip(" ")
        is_comment = text.startswith("#") and len(lines[row - 1]) - len(text) <= column
        if text.strip() and not is_comment:
            break
        row -= 1
    return row


def _end_of_header(lines: list[str], row: int) -> int:
    """The line after the comments at the top of a file that a blank line parts from the first key."""
    return max((index + 1 for index in range(row) if not lines[index].strip()), default=0)


def _part(key: str, above: str, body: list[str], row: int, entry: tuple[Node, Place]) -> Part:
    node, (start, end) = entry
    text = "".join(body)
    line, column = start.line - row, start.column
    first = text.find("\n") + 1 or len(text)
    if line >= len(body) or node is None:
        return _empty(key, above, text, first)
    at = sum(len(one) for one in body[:line]) + column
    if isinstance(node, Mapping | Sequence) and text[at] not in "{[":
        if line > 0:
            return Part(key, above, text[:first], text[first:], "", node, Layout.BLOCK)
        return Part(key, above, text[:at], " " * column + text[at:], "", node, Layout.BLOCK)
    before = text[:at].rstrip(" ")
    stop = min(sum(len(one) for one in body[: end.line - row]) + end.column, len(text))
    layout = Layout.PLAIN if not isinstance(node, Mapping | Sequence) else Layout.FLOW if node else Layout.EMPTY
    return Part(key, above, before, text[len(before) : stop], text[stop:], node, layout)


def _empty(key: str, above: str, text: str, first: int) -> Part:
    """An entry without a value: `key:`, `key: null` or a dash alone."""
    line, rest = text[:first].rstrip("\n"), text[first:]
    written, sign, _ = line.partition(" #")
    before = written.rstrip()
    raw = ""
    for word in ("null", "Null", "NULL", "~"):
        if before.endswith(f" {word}"):
            before, raw = before.removesuffix(word).rstrip(" "), f" {word}"
            break
    behind = line[len(before) + len(raw) :] if sign else ""
    return Part(key, above, before, raw, f"{behind}\n{rest}", None, Layout.EMPTY)

"""Edits at positions of a YAML file -> its new text; every other character stays as it is."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence as SequenceType
from dataclasses import dataclass

from som_cli.text.diagnostics import Span
from som_cli.text.nodes import Mapping, Node, Sequence, value_place
from som_cli.text.source import SourceText
from som_cli.text.yaml_places import Position
from som_cli.text.yaml_scalars import scalar_text


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """The characters from `start` to `end` of a text give way to others."""

    start: int
    end: int
    text: str


class EditError(ValueError):
    """Two edits want the same characters, or the value that an edit is about does not stand where it should."""


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made. The same edit twice counts once. Raises EditError for two that overlap."""
    parts = []
    at = 0
    for edit in sorted(set(edits)):
        if edit.start < at:
            raise EditError(text[edit.start : edit.end])
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, text[at:]])


def replace_within(source: SourceText, span: Span, old: str, new: str) -> Edit:
    """Changes a word in the value that a span covers; quotes around it stay."""
    start = _offset(source, span.line - 1, span.column - 1)
    end = _offset(source, span.end_line - 1, span.end_column - 1)
    found = source.text.find(old, start, end)
    if found < 0:
        raise EditError(old)
    return Edit(found, found + len(old), new)


def add_to_list(source: SourceText, node: Mapping, key: str, value: str, later_keys: SequenceType[str]) -> Edit:
    """Adds a text to the list under a key; a list that is not there is made, before any of `later_keys`."""
    return add_entry(source, node, key, scalar_text(value), later_keys)


def add_entry(source: SourceText, node: Mapping, key: str, written: str, later_keys: SequenceType[str]) -> Edit:
    """Adds an entry, as it is to be written on one line, to the list under a key; see `add_to_list`."""
    known = node.get(key)
    if isinstance(known, Sequence) and known:
        return _append(source, known, written)
    if key in node:
        return _replace_value(source, node, key, f"[{written}]")
    before_key = next((name for name in node if name in later_keys), None)
    return _add_key(source, node, f"{key}: [{written}]", before_key)


def set_value(source: SourceText, node: Mapping, key: str, written: str, later_keys: SequenceType[str]) -> Edit:
    """Sets what stands under a key, as it is to be written on one line; a key that is not there is made.

    Raises EditError where a block over several lines stands there.
    """
    if key not in node:
        before_key = next((name for name in node if name in later_keys), None)
        return _add_key(source, node, f"{key}: {written}", before_key)
    start, end = value_place(node, key)
    if start.line != end.line:
        raise EditError(key)
    return _replace_value(source, node, key, written)


def _replace_value(source: SourceText, node: Mapping, key: str, written: str) -> Edit:
    start, end = value_place(node, key)
    at = _offset(source, start.line, start.column)
    before = "" if source.text[at - 1 : at] == " " else " "
    return Edit(at, _offset(source, end.line, end.column), f"{before}{written}")


def _append(source: SourceText, node: Sequence, written: str) -> Edit:
    (start, end), last = node.places[-1], node[-1]
    at = _offset(source, end.line, end.column)
    if source.text[_offset(source, node.place[0].line, node.place[0].column)] == "[":
        return Edit(at, at, f", {written}")
    margin = source.lines[start.line][: source.lines[start.line].index("-")]
    last_line = start.line
    if isinstance(last, Mapping) and last:
        last_line = max(start.line, _line_after(last, end) - 1)
    line_end = _offset(source, last_line, len(source.lines[last_line]))
    return Edit(line_end, line_end, f"\n{margin}- {written}")


def _add_key(source: SourceText, node: Mapping, line: str, before: str | None) -> Edit:
    start, end = node.place
    if source.text[_offset(source, start.line, start.column)] == "{":
        return _add_in_flow(source, node, line, before)
    first = node.places[next(iter(node))][0]
    number = node.places[before][0].line if before else _line_after(node, end)
    while number > first.line + 1 and _is_between(source.lines[number - 1], first.column):
        number -= 1
    at = _offset(source, number, 0) if number < len(source.lines) else len(source.text)
    is_open = at == len(source.text) and not source.text.endswith("\n")
    return Edit(at, at, f"{chr(10) * is_open}{' ' * first.column}{line}\n")


def _add_in_flow(source: SourceText, node: Mapping, line: str, before: str | None) -> Edit:
    if before is not None:
        start = node.places[before][0]
        at = _offset(source, start.line, start.column)
        return Edit(at, at, f"{line}, ")
    last: Position = node.places[next(reversed(node))][2]
    at = _offset(source, last.line, last.column)
    return Edit(at, at, f", {line}")


def _line_after(node: Mapping, end: Position) -> int:
    """The line behind the last one of a block, as far as the nodes tell; comments and blank lines may stand between."""
    last_key = next(reversed(node))
    value: Node = node[last_key]
    if isinstance(value, Mapping | Sequence):
        return end.line + (end.column > 0 and end.line == node.places[last_key][1].line)
    value_end = node.places[last_key][2]
    return value_end.line + (value_end.column > 0)


def _is_between(line: str, column: int) -> bool:
    """Whether a line above a key is blank, or a comment that belongs to that key."""
    text = line.lstrip(" ")
    return not text or (text.startswith("#") and len(line) - len(text) <= column)


def _offset(source: SourceText, line: int, column: int) -> int:
    """The index of a place in the text."""
    return sum(len(row) + 1 for row in source.lines[:line]) + column

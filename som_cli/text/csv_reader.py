"""SourceText of a comma-separated table -> located rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from som_cli.messages import msg
from som_cli.text.diagnostics import Diagnostic, Span
from som_cli.text.source import SourceText, unreadable


class CsvCell(NamedTuple):
    """One field of a row and where it stands (with its quotes)."""

    text: str
    span: Span


class CsvRow(NamedTuple):
    """One row under the head: its cells by the head's names."""

    cells: dict[str, CsvCell]
    span: Span


def parse_csv(source: SourceText, columns: tuple[str, ...]) -> tuple[list[CsvRow], list[Diagnostic]]:
    """The rows of a table whose head is exactly `columns`, and every problem (YML01 for syntax, SCH01 for shape).

    RFC 4180 with `,` and LF: a field may be quoted, a quote inside is doubled, a quoted field stays on its line.
    """
    problems: list[Diagnostic] = []
    rows: list[CsvRow] = []
    lines = source.lines[:-1] if source.text.endswith("\n") else source.lines
    for number, line in enumerate(lines, 1):
        whole = Span(source.path, number, 1, number, len(line) + 1)
        cells = list(_cells(whole, line, problems))
        if number == 1:
            _check_head(whole, cells, columns, problems)
        elif len(cells) == len(columns):
            rows.append(CsvRow(dict(zip(columns, cells, strict=True)), whole))
        else:
            message = msg("the row has {found} fields, not {expected}", found=len(cells), expected=len(columns))
            help_ = msg("a row is `{columns}`; numbers are written with a point", columns=",".join(columns))
            problems.append(unreadable(whole, message, help_, "SCH01"))
    if not lines:
        help_ = msg("begin the file with the line `{columns}`", columns=",".join(columns))
        problems.append(unreadable(Span(source.path), msg("the file is empty"), help_, "SCH01"))
    return rows, problems


def _check_head(whole: Span, cells: list[CsvCell], columns: tuple[str, ...], problems: list[Diagnostic]) -> None:
    found = tuple(cell.text for cell in cells)
    if found != columns:
        message = msg("the head of the table is `{found}`", found=",".join(found))
        help_ = msg("write `{columns}`", columns=",".join(columns))
        problems.append(unreadable(whole, message, help_, "SCH01"))


def _cells(whole: Span, line: str, problems: list[Diagnostic]) -> Iterator[CsvCell]:
    start = 0
    while start <= len(line):
        if line.startswith('"', start):
            end = _closing_quote(line, start)
            if end < 0 or (end + 1 < len(line) and line[end + 1] != ","):
                message = msg("a quoted field is not closed before the comma or the end of the line")
                problems.append(unreadable(_part(whole, start, len(line)), message, msg("double the quotes inside it")))
                return
            yield CsvCell(line[start + 1 : end].replace('""', '"'), _part(whole, start, end + 1))
            start = end + 2
        else:
            comma = line.find(",", start)
            end = len(line) if comma < 0 else comma
            yield CsvCell(line[start:end], _part(whole, start, end))
            start = end + 1


def _closing_quote(line: str, start: int) -> int:
    end = line.find('"', start + 1)
    while end >= 0 and line.startswith('""', end):
        end = line.find('"', end + 2)
    return end


def _part(whole: Span, start: int, end: int) -> Span:
    return Span(whole.path, whole.line, start + 1, whole.line, end + 1)

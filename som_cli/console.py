"""Findings, tables, pages and progress -> the terminal."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap
from typing import IO, Any

from som_cli.messages import Message, msg, translate
from som_cli.text.diagnostics import Diagnostic, Severity, Span
from som_cli.text.source import visible
from som_cli.writers.findings import NEW, SEVERITY_WORDS, FindingsPage

PLAIN_WIDTH = 100
NARROWEST = 40
_DIGITS = 5
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}
_SHOWN_LINES = 4


@dataclass(frozen=True, slots=True)
class Console:
    """Speaks one language. Colour only in a terminal and without NO_COLOR; text of files is never read as markup."""

    language: str

    def say(self, message: Message) -> str:
        """The message in the reader's language, safe to print."""
        return visible(translate(message, self.language))

    def write(self, text: str) -> None:
        """Text that is ready, to standard output."""
        sys.stdout.write(text)

    def paragraph(self, message: Message) -> None:
        """A sentence to standard output, wrapped at the terminal's width."""
        sys.stdout.write("\n".join(_wrapped(self.say(message), _width(sys.stdout), "")) + "\n")

    def note(self, messages: Sequence[Message]) -> None:
        """Remarks about the run, to standard error, so that output can be piped."""
        for message in messages:
            sys.stderr.write(f"{self.say(message)}\n")

    def complain(self, message: Message, help_: Message | None = None) -> None:
        """Why the command could not do its work, to standard error."""
        sys.stderr.write(f"som: {self.say(message)}\n")
        if help_ is not None:
            sys.stderr.write(f"     {self.say(help_)}\n")

    def table(
        self, heads: Sequence[Message], rows: Sequence[Sequence[str]], styles: Mapping[str, str] | None = None
    ) -> None:
        """A table that fits the terminal. `styles` paints cells by their text, which says the same without colour."""
        from rich import box
        from rich.table import Table
        from rich.text import Text

        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
        for index, head in enumerate(heads):
            table.add_column(Text(self.say(head)), overflow="fold", no_wrap=index == 0)
        for row in rows:
            table.add_row(*(Text(visible(cell), (styles or {}).get(cell, "")) for cell in row))
        _rich(sys.stdout).print(table)

    def markdown(self, text: str) -> None:
        """A page: laid out in a terminal, as it stands in a pipe."""
        if not sys.stdout.isatty():
            sys.stdout.write(text)
            return
        from rich.markdown import Markdown

        _rich(sys.stdout).print(Markdown(text))

    @contextmanager
    def progress(self, message: Message) -> Iterator[None]:
        """Says what is being done while it is done: a spinner in a terminal, nothing in a pipe."""
        if not sys.stderr.isatty():
            yield
            return
        with _rich(sys.stderr).status(self.say(message)):
            yield

    def findings(self, page: FindingsPage, start: Path) -> None:
        """Each finding with the lines it stands at, carets, the other places it speaks of, and how to mend it."""
        paint = _painter(sys.stdout)
        width = _width(sys.stdout)
        for found in page.open:
            sys.stdout.write("\n".join(_finding(page, found, start, paint, width)) + "\n\n")


def _finding(page: FindingsPage, found: Diagnostic, start: Path, paint: Any, width: int) -> list[str]:
    span = found.span
    place = f"{page.file(span, start)}:{span.line}:{span.column}"
    severity = page.say(SEVERITY_WORDS[found.severity])
    name = page.names.get(found.code, "")
    name += page.say(NEW) if page.is_new(found) else ""
    title = f"{paint(severity, _STYLES[found.severity])} {paint(found.code, 'bold')} {name}".rstrip()
    is_short = len(f"{severity} {found.code} {name}  {place}") <= width
    rows = [f"{title}  {paint(place, 'cyan')}"] if is_short else [title, f"  {paint(place, 'cyan')}"]
    subject = f"{found.item}: " if found.item else ""
    rows += _wrapped(visible(subject) + page.say(found.message), width, "  ")
    rows += _excerpt(page, span, paint, width, found.severity)
    for related in found.related:
        other = f"{page.file(related.span, start)}:{related.span.line}:{related.span.column}"
        rows += _wrapped(f"{page.say(related.message)}: {other}", width, "  ")
        rows += _excerpt(page, related.span, paint, width, Severity.INFO)
    if found.help is not None:
        help_word = page.say(msg("help"))
        first, *rest = _wrapped(f"{help_word}: {page.say(found.help)}", width, "  ")
        rows += [first.replace(help_word, paint(help_word, "bold green"), 1), *rest]
    return rows


def _excerpt(page: FindingsPage, span: Span, paint: Any, width: int, severity: Severity) -> list[str]:
    source = page.texts.get(span.path)
    if source is None or not source.line(span.line):
        return []
    gutter = len(str(span.end_line)) + 1
    rows = []
    last = min(span.end_line, span.line + _SHOWN_LINES - 1)
    for number in range(span.line, last + 1):
        line = source.line(number)
        first = span.column - 1 if number == span.line else len(line) - len(line.lstrip())
        end = span.end_column - 1 if number == span.end_line else len(line)
        shown, first, end = _window(line, first, max(end, first + 1), width - gutter - 6)
        rows.append(f"  {paint(f'{number:>{gutter}} |', 'blue')} {visible(shown)}")
        carets = " " * first + "^" * (end - first)
        rows.append(f"  {' ' * gutter} {paint('|', 'blue')} {paint(carets, _STYLES[severity])}")
    if last < span.end_line:
        rows.append(f"  {' ' * gutter} {paint('|', 'blue')} …")
    return rows


def _window(line: str, first: int, end: int, width: int) -> tuple[str, int, int]:
    """The part of a long line around the columns `first` to `end`, and where they stand in it."""
    if len(line) <= width:
        return line, first, min(end, max(len(line), first + 1))
    begin = max(0, min(first - width // 4, len(line) - width))
    shown = line[begin : begin + width]
    return shown, first - begin, min(end - begin, len(shown))


def _wrapped(text: str, width: int, indent: str) -> list[str]:
    return wrap(text, width, initial_indent=indent, subsequent_indent=indent + "  ", break_long_words=False) or [indent]


def _width(stream: IO[str]) -> int:
    """The terminal's width; elsewhere that of COLUMNS, which a reader of a pipe may set, or a plain one."""
    if stream.isatty():
        return shutil.get_terminal_size().columns
    asked = os.environ.get("COLUMNS", "")
    return max(int(asked), NARROWEST) if asked.isascii() and asked.isdigit() and len(asked) < _DIGITS else PLAIN_WIDTH


def _painter(stream: IO[str]) -> Any:
    """A function that gives text a style: in a terminal by rich, elsewhere not at all."""
    if not stream.isatty() or os.environ.get("NO_COLOR"):
        return lambda text, _style: text
    from rich.style import Style

    return lambda text, style: Style.parse(style).render(text)


def _rich(stream: IO[str]) -> Any:
    from rich.console import Console as RichConsole

    width = None if stream.isatty() else _width(stream)
    return RichConsole(file=stream, width=width, markup=False, highlight=False, emoji=False)

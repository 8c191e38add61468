"""Bytes -> SourceText, or the reasons why the file cannot be read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from som_cli.messages import Message, msg
from som_cli.text.diagnostics import Diagnostic, Severity, Span

MAX_BYTES = 5_000_000
SHOWN_PER_FILE = 20

# Control characters, the line breaks that only YAML 1.1 knows, direction marks, a byte order mark inside the text, and
# the two code points that are no characters (libyaml and XML refuse them).
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
# The UTF-8 form of each of them has one of these bytes: most texts have none, and need not be searched by letters.
_SUSPECT = frozenset({*range(0x0A), *range(0x0B, 0x20), 0x7F, 0xC2, 0xD8, 0xE2, 0xEF})
_HARMLESS = bytes(byte for byte in range(256) if byte not in _SUSPECT)
_CONFLICT = re.compile(r"^(?:<{7} |={7}$|>{7} )", re.MULTILINE)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_UTF8_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class SourceText:
    """One file as text: its path (relative to the workspace, with `/`) and its characters, line ends as LF."""

    path: str
    text: str
    has_windows_line_ends: bool = False

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    def line(self, number: int) -> str:
        """The line of that number (from 1), without its end; empty past the end of the file."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def excerpt(self, span: Span) -> str:
        """The characters that a span covers."""
        if span.line == span.end_line:
            return self.line(span.line)[span.column - 1 : span.end_column - 1]
        rows = [self.line(number) for number in range(span.line, span.end_line + 1)]
        rows[0] = rows[0][span.column - 1 :]
        rows[-1] = rows[-1][: span.end_column - 1]
        return "\n".join(rows)

    def span_at(self, offset: int, length: int = 1) -> Span:
        """The span of `length` characters of one line that begin at `offset`."""
        line = self.text.count("\n", 0, offset) + 1
        column = offset - (self.text.rfind("\n", 0, offset) + 1) + 1
        return Span(self.path, line, column, line, column + length)


def visible(text: str) -> str:
    """The text with every forbidden character written as its code, safe to print anywhere."""
    return FORBIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def read_source(path: str, content: bytes) -> tuple[SourceText | None, list[Diagnostic]]:
    """The text of a file, and its problems (YML01, YML09). Any problem but line ends leaves the text unread: None.

    Windows line ends are normalised and noted in the SourceText: the loader reports them once for all files.
    """
    text, problem = _decode(path, content)
    if problem is not None:
        return None, [problem]
    has_windows_line_ends = "\r\n" in text
    source = SourceText(path, text.replace("\r\n", "\n") if has_windows_line_ends else text, has_windows_line_ends)
    problems = [*_composition(source), *_conflict_markers(source)]
    if content.translate(None, _HARMLESS):
        problems = [*_forbidden_characters(source), *problems]
    return (None if problems else source), problems


def unreadable(span: Span, message: Message, help_: Message | None = None, code: str = "YML01") -> Diagnostic:
    """A finding that a file, or a place in it, cannot be read."""
    return Diagnostic(code, Severity.ERROR, message, span, help_)


def _decode(path: str, content: bytes) -> tuple[str, Diagnostic | None]:
    start = Span(path, 1, 1, 1, 1)
    if len(content) > MAX_BYTES:
        size = len(content)
        message = msg("the file has {size} bytes, more than the {limit} that are read", size=size, limit=MAX_BYTES)
        return "", unreadable(start, message, msg("split the file, or simplify its geometry"))
    if content.startswith(_UTF16):
        return "", unreadable(start, msg("the file is UTF-16, not UTF-8"), msg("save it as UTF-8 without BOM"))
    if content.startswith(_UTF8_BOM):
        message = msg("the file begins with a byte order mark (BOM)")
        return "", unreadable(start, message, msg("save it as UTF-8 without BOM"))
    try:
        return content.decode("utf-8"), None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - (content.rfind(b"\n", 0, error.start) + 1) + 1
        span = Span(path, line, column, line, column + 1)
        message = msg("the file is not UTF-8 (byte 0x{byte:02x})", byte=content[error.start])
        return "", unreadable(span, message, msg("it may be Windows-1250 or ISO 8859-2: save it again as UTF-8"))


def _forbidden_characters(source: SourceText) -> list[Diagnostic]:
    problems: list[Diagnostic] = []
    for found in FORBIDDEN.finditer(source.text):
        if len(problems) == SHOWN_PER_FILE:
            break
        span = source.span_at(found.start())
        problems.append(forbidden_character(found[0], span))
    return problems


def forbidden_character(character: str, span: Span) -> Diagnostic:
    """The finding for one control, direction or tab character."""
    if character == "\t":
        return unreadable(span, msg("a tab stands here"), msg("indent with spaces; in text write one space"))
    message = msg("the invisible character U+{code:04X} stands here", code=ord(character))
    return unreadable(span, message, msg("delete it: control and direction characters are not allowed"))


def _composition(source: SourceText) -> list[Diagnostic]:
    if source.text.isascii() or unicodedata.is_normalized("NFC", source.text):
        return []
    for number, line in enumerate(source.lines, 1):
        composed = unicodedata.normalize("NFC", line)
        if composed != line:
            column = next(i for i, pair in enumerate(zip(line, composed + " ", strict=False), 1) if pair[0] != pair[1])
            span = Span(source.path, number, column, number, column + 1)
            message = msg("a letter is written as two characters (not in the NFC form)")
            return [unreadable(span, message, msg("save the file in NFC form, or type the letter again"))]
    return []


def _conflict_markers(source: SourceText) -> list[Diagnostic]:
    text = source.text
    # Looked for first, since an expression is tried at every line.
    if not ("<<<<<<<" in text or "=======" in text or ">>>>>>>" in text):
        return []
    return [
        unreadable(
            source.span_at(found.start(), 7),
            msg("a merge conflict marker stands here"),
            msg("settle the conflict and delete the marker lines"),
            "YML09",
        )
        for found in _CONFLICT.finditer(source.text)
    ]

"""A problem as data: what, where, how to mend it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from som_cli.messages import Message


class Severity(StrEnum):
    """An error blocks, a warning wants an answer or a waiver, an information wants a reader."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Span(NamedTuple):
    """A stretch of one file: lines and columns from 1, columns in characters, the end exclusive."""

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


class Related(NamedTuple):
    """A second place that the problem speaks of, such as the other of two values."""

    span: Span
    message: Message


class Diagnostic(NamedTuple):
    """One finding. `item` is the id it is about, `field` the path inside it (`budget.lines[2].amount`)."""

    code: str
    severity: Severity
    message: Message
    span: Span
    help: Message | None = None
    item: str = ""
    field: str = ""
    related: tuple[Related, ...] = ()
    waived: bool = False

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Findings are shown by file, place and code."""
        return (self.span.path, self.span.line, self.span.column, self.code, self.item)

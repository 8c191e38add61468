"""What a report with pages gives back."""

from __future__ import annotations

from dataclasses import dataclass

from som_cli.document.document import Document
from som_cli.text.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Report:
    """The document, and what is wrong in the prose and the templates it was made with."""

    document: Document
    problems: tuple[Diagnostic, ...] = ()

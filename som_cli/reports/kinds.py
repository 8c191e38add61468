"""What a kind of report is: its name, what it is about, the formats that it comes in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from som_cli.analysis.scope import Scope
from som_cli.document.document import Workbook
from som_cli.reports.edition import Edition

Each = Literal["", "plan", "member"]


def _always(_: Edition) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a report that a workspace defines: its title by language, and the table or figure under it."""

    titles: Mapping[str, str]
    table: str = ""
    figure: str = ""
    plan: str = ""


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A report. `each` makes one document for every plan or member; `scope` narrows it whatever is asked for.

    `is_due` says whether a workspace has what the report is about, `has_contents` whether lists of contents follow
    the cover, `has_lists` whether those of tables and figures are among them.

    Pages are made from the skeleton `templates/reports/<name>.md.j2`, a workbook and a package (zip) by functions.
    `titles`, by language, are those of a report that a workspace defines; ours are labels.
    """

    name: str
    summary: str
    each: Each = ""
    has_pages: bool = True
    has_contents: bool = True
    has_lists: bool = True
    workbook: Callable[[Edition], Workbook] | None = None
    package: Callable[[Edition], bytes] | None = None
    is_due: Callable[[Edition], bool] = _always
    titles: Mapping[str, str] = field(default_factory=dict)
    audience: Mapping[str, str] = field(default_factory=dict)
    scope: Scope = field(default_factory=Scope)
    formats: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()

    @property
    def all_formats(self) -> tuple[str, ...]:
        """The formats that it comes in, pages first."""
        if self.formats:
            return self.formats
        pages = ("pdf", "docx") if self.has_pages else ()
        return (*pages, *(("xlsx",) if self.workbook else ()), *(("zip",) if self.package else ()))

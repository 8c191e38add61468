"""Every report, written out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from som_cli.document.document import Workbook
from som_cli.messages import mark_text
from som_cli.reports import consolidated, consolidated_workbook
from som_cli.reports.edition import Edition
from som_cli.reports.report import Report


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A report: what it is for, how its pages and its workbook are made."""

    summary: str
    pages: Callable[[Edition], Report]
    workbook: Callable[[Edition], Workbook]


REPORTS: Mapping[str, ReportKind] = {
    "consolidated": ReportKind(
        mark_text("All plans in one document: objectives, actions, indicators, money, findings, sources."),
        consolidated.build,
        consolidated_workbook.build,
    ),
}

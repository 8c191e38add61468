"""Every report, written out."""

from __future__ import annotations

from collections.abc import Mapping

from som_cli.messages import mark_text
from som_cli.reports import consolidated_workbook
from som_cli.reports.kinds import ReportKind

_KINDS = (
    ReportKind(
        "consolidated",
        mark_text("All plans in one document: objectives, actions, indicators, money, findings, sources."),
        workbook=consolidated_workbook.build,
    ),
)
REPORTS: Mapping[str, ReportKind] = {kind.name: kind for kind in _KINDS}

"""The parts of an executive summary, written out."""

from __future__ import annotations

from som_cli.reports.brief.pages import brief_actions, brief_money, brief_objectives, brief_opening
from som_cli.reports.brief.progress import brief_open, brief_progress, brief_residents
from som_cli.reports.brief.sources_chart import brief_sources
from som_cli.reports.tables.summary import provenance_note

TABLES = {
    "brief_opening": brief_opening,
    "brief_objectives": brief_objectives,
    "brief_actions": brief_actions,
    "brief_money": brief_money,
    "brief_residents": brief_residents,
    "brief_progress": brief_progress,
    "brief_open": brief_open,
    "brief_marks": provenance_note,
}
FIGURES = {"brief_sources": brief_sources}

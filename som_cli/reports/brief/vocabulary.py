"""The parts of an executive summary, written out."""

from __future__ import annotations

from dataclasses import replace

from som_cli.document import blocks as b
from som_cli.document.document import Picture
from som_cli.reports.brief.pages import brief_actions, brief_money, brief_objectives, brief_opening
from som_cli.reports.brief.progress import brief_open, brief_progress, brief_residents
from som_cli.reports.maps.investments import investments_map
from som_cli.reports.tables.summary import provenance_note
from som_cli.reports.wording import Wording

# A map of a summary leaves room for text beside it on the page; its letters stay large enough to read.
_SCALE = 0.74


def brief_map(wording: Wording, pictures: dict[str, Picture], _: str = "") -> list[b.Block]:
    """The map of investments, smaller than in its own report; nothing where there is none to draw."""
    drawn: dict[str, Picture] = {}
    found = investments_map(wording, drawn)
    for name, one in drawn.items():
        pictures[name] = replace(one, width=round(one.width * _SCALE), height=round(one.height * _SCALE))
    return found if drawn else []


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
FIGURES = {"brief_map": brief_map}

"""Strengths, weaknesses, opportunities and threats of a plan -> a table of four parts."""

from __future__ import annotations

from som_cli.document import blocks as b
from som_cli.model.plan import Swot, SwotPoint
from som_cli.reports.marks import marks_of
from som_cli.reports.wording import NOT_GIVEN, Wording

PARTS = ("strengths", "weaknesses", "opportunities", "threats")


def swot_table(wording: Wording, plan: str) -> list[b.Block]:
    """Under the name of each part its points with their weight and the objectives that answer them."""
    found = wording.workspace.in_plan(Swot, plan)
    points = [(part, point) for swot in found for part in PARTS for point in getattr(swot, part)]
    if not points:
        return []
    marks = marks_of(wording, found)
    columns = (
        b.Column(wording.label("swot.point"), width=8),
        b.Column(wording.label("swot.weight"), "number", 1.2),
        b.Column(wording.label("swot.answered_by"), "code", 2.6),
    )
    rows: list[tuple[object, ...]] = []
    for part in PARTS:
        own = [point for name, point in points if name == part]
        if own:
            rows.append((b.Span([b.strong(wording.label(f"swot.{part}"))], columns=len(columns)),))
            rows += [_row(wording, point) for point in own]
    caption = wording.label("swot.caption", plan=wording.plans[plan].prefix)
    return [b.table(f"table-swot-{plan}", caption, columns, rows, source=marks.note(wording.label("swot.note")))]


def _row(wording: Wording, point: SwotPoint) -> tuple[object, ...]:
    weight = NOT_GIVEN if point.weight is None else wording.edition.formatter.percent(point.weight, 0)
    return wording.prose(point.text), weight, wording.references(point.answered_by)

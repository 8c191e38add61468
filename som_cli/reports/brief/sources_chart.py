"""Amounts -> a chart of where the money comes from and how much of it is secured: all of it, with a year or without."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from som_cli.analysis.budget import Amount, amounts, total, totals_by
from som_cli.document import blocks as b
from som_cli.document.charts import Row, draw_chart, wrap_label
from som_cli.document.document import Picture
from som_cli.model.values import UNKNOWN
from som_cli.reports.member.money import short_sources
from som_cli.reports.tables.summary import SECURED
from som_cli.reports.wording import Wording

_MILLION = Decimal(1_000_000)
_WIDTH = 650
_LETTERS = 30
_MOST = 7


def brief_sources(wording: Wording, pictures: dict[str, Picture], _: str = "") -> list[b.Block]:
    """A bar for each of the largest sources, one for the rest; in each the secured part first, then what is not yet."""
    parts = amounts(wording.workspace)
    if not parts:
        return []
    kinds = [wording.label("brief.kind_secured"), wording.label("brief.kind_open")]
    number = wording.edition.formatter.number
    rows: list[Row] = []
    marks: list[Row] = []
    told = []
    for sources in _groups(parts):
        own = [part for part in parts if part.source in sources]
        whole = total(own) / _MILLION
        secured = total(part for part in own if part.stage in SECURED) / _MILLION
        name = short_sources(wording, sources)
        row = wrap_label(name, _LETTERS)
        ends = ((kinds[0], Decimal(0), secured), (kinds[1], secured, whole))
        rows += [{"row": row, "kind": kind, "from": start, "to": end} for kind, start, end in ends if end > start]
        marks.append({"row": row, "to": whole, "label": number(whole, 1)})
        told.append(f"{name}: {number(whole, 1)}, {kinds[0]} {number(secured, 1)}")
    templates = wording.edition.templates
    unit = wording.label("money.millions", currency=wording.workspace.settings.currency)
    pictures["brief-sources"] = draw_chart(
        templates / "charts" / "sources.vl.json",
        rows,
        formatter=wording.edition.formatter,
        fonts=templates / "fonts",
        kept=wording.edition.kept,
        words={},
        domains={"row": [str(mark["row"]) for mark in marks], "kind": kinds},
        width=_WIDTH,
        marks=marks,
        patterns=True,
    )
    caption = wording.label("brief.caption_sources", unit=unit)
    alternative = wording.label("brief.alternative_sources", unit=unit, values="; ".join(told))
    return [b.figure("figure-brief-sources", caption, alternative, "brief-sources")]


def _groups(parts: Sequence[Amount]) -> list[list[str]]:
    """The sources of each bar, the largest first; what is unknown or not given stands after those with a name."""
    sums = totals_by(parts, lambda part: part.source)
    ranked = sorted(sums, key=lambda source: (source in {"", UNKNOWN}, -sums[source], source))
    kept = [[source] for source in ranked[: _MOST - 1]]
    rest = ranked[_MOST - 1 :]
    return [*kept, rest] if rest else kept

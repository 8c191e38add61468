"""The budget by year and source -> a chart of stacked bars."""

from __future__ import annotations

from decimal import Decimal

from som_cli.analysis.budget import Amount, amounts, totals_by
from som_cli.document import blocks as b
from som_cli.document.charts import PALETTE, draw_chart
from som_cli.document.document import Picture
from som_cli.reports.money import budget_years, source_name
from som_cli.reports.wording import Wording

_MILLION = Decimal(1_000_000)
_WIDTH = 650


def budget_chart(wording: Wording, pictures: dict[str, Picture]) -> list[b.Block]:
    """Millions by year and source; a sentence where the plans allot no money to years."""
    parts = amounts(wording.workspace)
    years = budget_years(parts)
    if not any(years):
        return [b.paragraph(wording.label("money.no_years"))] if parts else []
    sources = _sources(wording, parts)
    order = list(dict.fromkeys(sources.values()))
    labels = {year: str(year) if year is not None else wording.label("money.unallotted") for year in years}
    sums = totals_by(parts, lambda part: (part.year, sources[part.source]))
    by_year = totals_by(parts, lambda part: part.year)
    formatter = wording.edition.formatter
    shown = {year: formatter.number(by_year[year] / _MILLION, 1) for year in years}
    pictures["budget"] = draw_chart(
        wording.edition.templates / "charts" / "budget.vl.json",
        [
            {"year": labels[year], "source": source, "amount": value / _MILLION, "order": order.index(source)}
            for (year, source), value in sums.items()
        ],
        formatter=formatter,
        fonts=wording.edition.templates / "fonts",
        words={"unit": _unit(wording)},
        domains={"year": list(labels.values()), "source": order},
        width=_WIDTH,
        marks=[{"year": labels[year], "amount": by_year[year] / _MILLION, "label": shown[year]} for year in years],
        patterns=True,
    )
    values = "; ".join(f"{labels[year]}: {shown[year]}" for year in years)
    alternative = wording.label("money.alternative", unit=_unit(wording), values=values)
    return [b.figure("figure-budget", wording.label("money.caption_chart"), alternative, "budget")]


def _unit(wording: Wording) -> str:
    return wording.label("money.millions", currency=wording.workspace.settings.currency)


def _sources(wording: Wording, parts: tuple[Amount, ...]) -> dict[str, str]:
    """The name that each source has in the chart: the largest their own, the rest one together."""
    sums = totals_by(parts, lambda part: part.source)
    ranked = sorted(sums, key=lambda source: (-sums[source], source))
    kept = ranked if len(ranked) <= len(PALETTE) else ranked[: len(PALETTE) - 1]
    return {
        source: source_name(wording, source) if source in kept else wording.label("money.other_sources")
        for source in ranked
    }

"""The budget by year and source -> a chart of stacked bars."""

from __future__ import annotations

from decimal import Decimal

from som_cli.analysis.budget import Amount, amounts, total, totals_by
from som_cli.document import blocks as b
from som_cli.document.charts import PALETTE, draw_chart, wrap_label
from som_cli.document.document import Picture
from som_cli.reports.tables.money import budget_years, source_name
from som_cli.reports.wording import Wording

_MILLION = Decimal(1_000_000)
_WIDTH = 650
_LETTERS = 48
# A chart of less than this part of all money would mislead about the whole.
_LEAST_SHARE = Decimal("0.1")


def budget_chart(wording: Wording, pictures: dict[str, Picture]) -> list[b.Block]:
    """The money of all actions. A sentence where no year has money."""
    return money_chart(wording, pictures, amounts(wording.workspace), "budget", wording.label("money.caption_chart"))


def money_chart(
    wording: Wording, pictures: dict[str, Picture], parts: tuple[Amount, ...], name: str, caption: str
) -> list[b.Block]:
    """Millions by year and source; what is allotted to no year is said below.

    A sentence where no year has money, or so little of it that the chart would tell nothing about the whole.
    """
    dated = tuple(part for part in parts if part.year is not None)
    if not dated:
        return [b.paragraph(wording.label("money.no_years"))] if parts else []
    share = total(dated) / total(parts) if total(parts) else _LEAST_SHARE
    if share < _LEAST_SHARE:
        return [b.paragraph(wording.label("money.few_years", share=wording.edition.formatter.percent(share, 0)))]
    years = [str(year) for year in budget_years(dated)]
    sources = _names(wording, dated)
    order = list(dict.fromkeys(sources.values()))
    sums = totals_by(dated, lambda part: (str(part.year), sources[part.source]))
    by_year = totals_by(dated, lambda part: str(part.year))
    formatter = wording.edition.formatter
    shown = {year: formatter.number(by_year[year] / _MILLION, 1) for year in years}
    pictures[name] = draw_chart(
        wording.edition.templates / "charts" / "budget.vl.json",
        [
            {"year": year, "source": source, "amount": value / _MILLION, "order": order.index(source)}
            for (year, source), value in sums.items()
        ],
        formatter=formatter,
        fonts=wording.edition.templates / "fonts",
        kept=wording.edition.kept,
        words={"unit": _unit(wording)},
        domains={"year": years, "source": order},
        width=_WIDTH,
        marks=[{"year": year, "amount": by_year[year] / _MILLION, "label": shown[year]} for year in years],
        patterns=True,
    )
    values = "; ".join(f"{year}: {shown[year]}" for year in years)
    alternative = wording.label("money.alternative", unit=_unit(wording), values=values)
    undated = total(parts) - total(dated)
    source = wording.label("money.outside_chart", amount=wording.money(undated)) if undated else ""
    return [b.figure(f"figure-{name}", caption, alternative, name, source=source)]


def _unit(wording: Wording) -> str:
    return wording.label("money.millions", currency=wording.workspace.settings.currency)


def _names(wording: Wording, parts: tuple[Amount, ...]) -> dict[str, str]:
    """The name that each source has in the legend: the largest their own, the rest one together."""
    sums = totals_by(parts, lambda part: part.source)
    ranked = sorted(sums, key=lambda source: (-sums[source], source))
    kept = ranked if len(ranked) <= len(PALETTE) else ranked[: len(PALETTE) - 1]
    names = dict.fromkeys(ranked, wording.label("money.other_sources"))
    for source in kept:
        fund = wording.workspace.funds.get(source)
        name = _short((fund and fund.short) or source_name(wording, source))
        names[source] = f"{name} ({source})" if name in {names[other] for other in kept if other != source} else name
    return names


def _short(name: str) -> str:
    """A name that fits its column of the legend: its first words, and its last, which is the period of a programme."""
    if len(name) <= _LETTERS:
        return name
    *words, last = name.split(" ")
    last = last if last[-1:].isdecimal() else ""
    kept = wrap_label(" ".join(words), _LETTERS - len(last), 1)
    return f"{kept} {last}".strip()

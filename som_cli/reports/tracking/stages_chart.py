"""Money by year and stage -> a chart of stacked bars with the secured share above each."""

from __future__ import annotations

from decimal import Decimal

from som_cli.analysis.budget import amounts, total, totals_by
from som_cli.analysis.investments import SECURED, by_prices, share
from som_cli.document import blocks as b
from som_cli.document.charts import draw_chart
from som_cli.document.document import Picture
from som_cli.model.action import MoneyStage
from som_cli.reports.programme.years import stage_words
from som_cli.reports.tables.money import budget_years
from som_cli.reports.wording import Wording

_MILLION = Decimal(1_000_000)
_WIDTH = 650
# What is surest stands at the foot of a bar.
_ORDER = (MoneyStage.SPENT, MoneyStage.CONTRACTED, MoneyStage.SECURED, MoneyStage.PLANNED, None)


def stages_chart(wording: Wording, pictures: dict[str, Picture]) -> list[b.Block]:
    """Millions by year and stage; nothing where no year has money."""
    dated = tuple(part for part in amounts(wording.workspace) if part.year is not None)
    if not dated:
        return []
    years = [str(year) for year in budget_years(dated)]
    present = {part.stage for part in dated}
    order = [stage for stage in _ORDER if stage in present]
    names = {stage: stage_words(wording, stage) for stage in order}
    sums = totals_by(dated, lambda part: (str(part.year), part.stage))
    by_year = totals_by(dated, lambda part: str(part.year))
    secured = {
        year: total(part for part in dated if str(part.year) == year and part.stage in SECURED) for year in years
    }
    shares = {year: _percent(wording, secured[year], by_year[year]) for year in years}
    formatter = wording.edition.formatter
    unit = wording.label("money.millions", currency=wording.workspace.settings.currency)
    pictures["stages"] = draw_chart(
        wording.edition.templates / "charts" / "budget.vl.json",
        [
            {"year": year, "source": names[stage], "amount": value / _MILLION, "order": order.index(stage)}
            for (year, stage), value in sums.items()
        ],
        formatter=formatter,
        fonts=wording.edition.templates / "fonts",
        kept=wording.edition.kept,
        words={"unit": unit},
        domains={"year": years, "source": [names[stage] for stage in order]},
        width=_WIDTH,
        marks=[{"year": year, "amount": by_year[year] / _MILLION, "label": shares[year]} for year in years],
        patterns=True,
    )
    values = "; ".join(f"{year}: {formatter.number(by_year[year] / _MILLION, 1)} ({shares[year]})" for year in years)
    alternative = wording.label("investments.alternative_stages", unit=unit, values=values)
    source = wording.label("investments.stages_note")
    if len(by_prices(dated)) > 1:
        source = f"{source} {wording.label('investments.chart_mixed')}"
    caption = wording.label("investments.caption_stages_chart")
    return [b.figure("figure-stages", caption, alternative, "stages", source=source)]


def _percent(wording: Wording, part: Decimal, whole: Decimal) -> str:
    """A share above a bar: a whole one without decimals, so that those of neighbours do not touch."""
    found = share(part, whole)
    if found is None:
        return ""
    return wording.edition.formatter.percent(found, 0 if found == found.to_integral_value() else 1)

"""The emission balance of a plan -> two charts: sectors before and after the actions, and the need with its gap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from som_cli.analysis.emission_measures import Part, by_sector
from som_cli.analysis.emissions import Balance
from som_cli.document import blocks as b
from som_cli.document.charts import Row, draw_chart, wrap_label
from som_cli.document.document import Picture
from som_cli.document.formatting import NO_BREAK_SPACE
from som_cli.reports.emissions.balance import gas, plan_balance, sector_name, tonnes
from som_cli.reports.wording import Wording

_THOUSAND = Decimal(1000)
_WIDTH = 650
_LETTERS = 34
# The figures beside the longest bar need a part of the width.
_ROOM = Decimal("1.3")


def emission_charts(wording: Wording, pictures: dict[str, Picture], of: str = "") -> list[b.Block]:
    """Those of one plan, or of every plan that has a balance."""
    plans = [of] if of else list(wording.plans)
    return [block for plan in plans if plan in wording.plans for block in _of_plan(wording, pictures, plan)]


def _of_plan(wording: Wording, pictures: dict[str, Picture], plan: str) -> list[b.Block]:
    balance = plan_balance(wording, plan)
    if balance is None:
        return []
    found = [_sectors(wording, pictures, balance)]
    if balance.need is not None and balance.need > 0:
        found.append(_gap(wording, pictures, balance))
    return found


def _sectors(wording: Wording, pictures: dict[str, Picture], balance: Balance) -> b.Block:
    name = f"emission-sectors-{balance.plan.id}"
    parts = [part for part in by_sector(balance, wording.workspace) if part.emission]
    parts.sort(key=lambda part: (-part.emission, part.key))
    base_year = balance.plan.emissions.base_year if balance.plan.emissions else None
    moments = [
        wording.label("emissions.chart.before", year=wording.date(base_year)),
        wording.label("emissions.chart.after"),
    ]
    labels = {part.key: wrap_label(sector_name(wording, part.key), _LETTERS, 1) for part in parts}
    rows: list[Row] = [
        {"sector": labels[part.key], "moment": moment, "emission": value / _THOUSAND}
        for part in parts
        for moment, value in zip(moments, (part.emission, part.after), strict=True)
    ]
    marks: list[Row] = [
        {
            "sector": labels[part.key],
            "emission": max(part.emission, part.after) / _THOUSAND,
            "label": _figures(wording, part),
        }
        for part in parts
    ]
    domains = {"sector": [labels[part.key] for part in parts], "moment": moments}
    most = max((part.emission for part in parts), default=Decimal(0)) / _THOUSAND * _ROOM
    marks.append({"sector": labels[parts[0].key], "emission": most, "label": ""})
    pictures[name] = _draw(wording, "emissions-sectors.vl.json", balance, (rows, marks), domains)
    caption = wording.label("emissions.chart.caption", plan=balance.plan.prefix)
    values = "; ".join(
        wording.label(
            "emissions.chart.alternative_sector",
            sector=sector_name(wording, part.key),
            before=_thousands(wording, part.emission),
            after=_thousands(wording, part.after),
            change=_change(wording, part),
        )
        for part in parts
    )
    alternative = wording.label("emissions.chart.alternative", unit=gas(wording, balance), values=values)
    return b.figure(f"figure-{name}", caption, alternative, name)


def _figures(wording: Wording, part: Part) -> str:
    """Before, after, and the change as a share; one figure where nothing changes."""
    before = _thousands(wording, part.emission)
    if not part.avoided:
        return before
    arrow = f"{NO_BREAK_SPACE}→{NO_BREAK_SPACE}"
    return f"{before}{arrow}{_thousands(wording, part.after)} ({_change(wording, part)})"


def _thousands(wording: Wording, value: Decimal) -> str:
    return wording.edition.formatter.number(value / _THOUSAND, 1)


def _change(wording: Wording, part: Part) -> str:
    return wording.edition.formatter.percent(-part.avoided / part.emission)


def _gap(wording: Wording, pictures: dict[str, Picture], balance: Balance) -> b.Block:
    """Two bars: what the target needs, and what the actions give with the hatched gap; or what they give beyond it."""
    name = f"emission-gap-{balance.plan.id}"
    need, effect = balance.need or Decimal(0), balance.effect
    gap = need - effect
    above, below = wording.label("emissions.chart.need"), wording.label("emissions.chart.effect")
    rows: list[Row] = [
        {"row": above, "part": "need", "from": Decimal(0), "to": need / _THOUSAND},
        {"row": below, "part": "effect", "from": Decimal(0), "to": effect / _THOUSAND},
    ]
    if gap > 0:
        rows.append({"row": below, "part": "gap", "from": effect / _THOUSAND, "to": need / _THOUSAND})
    key = "gap" if gap > 0 else "surplus"
    words = wording.label(f"emissions.chart.{key}", value=_thousands(wording, abs(gap)))
    most = max(need, effect) / _THOUSAND
    marks: list[Row] = [
        {"row": above, "to": need / _THOUSAND, "label": _thousands(wording, need)},
        {"row": below, "to": most, "label": f"{_thousands(wording, effect)}; {words}"},
        {"row": above, "to": most * _ROOM, "label": ""},
    ]
    domains = {"row": [above, below], "part": ["need", "effect", "gap"]}
    pictures[name] = _draw(wording, "emissions-gap.vl.json", balance, (rows, marks), domains)
    unit = gas(wording, balance)
    figures = {"need": tonnes(wording, need), "effect": tonnes(wording, effect), "gap": tonnes(wording, abs(gap))}
    alternative = wording.label(f"emissions.chart.alternative_{key}", unit=unit, **figures)
    caption = wording.label("emissions.chart.caption_gap", plan=balance.plan.prefix)
    return b.figure(f"figure-{name}", caption, alternative, name)


def _draw(
    wording: Wording,
    template: str,
    balance: Balance,
    data: tuple[Sequence[Row], Sequence[Row]],
    domains: Mapping[str, Sequence[str]],
) -> Picture:
    templates = wording.edition.templates
    return draw_chart(
        templates / "charts" / template,
        data[0],
        formatter=wording.edition.formatter,
        fonts=templates / "fonts",
        kept=wording.edition.kept,
        words={"unit": wording.label("emissions.chart.unit", unit=gas(wording, balance))},
        domains=domains,
        width=_WIDTH,
        marks=data[1],
        patterns=True,
    )

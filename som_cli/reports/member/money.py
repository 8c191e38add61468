"""A member -> the money that it pays, year by year, for its budget and its multi-annual financial forecast."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from som_cli.analysis.budget import Amount, amounts, total, totals_by
from som_cli.document import blocks as b
from som_cli.document.document import Picture
from som_cli.model.action import Action, MoneyKind, MoneyStage
from som_cli.model.values import UNKNOWN
from som_cli.reports.member.facts import member_of
from som_cli.reports.provenance import budget_share
from som_cli.reports.tables.budget_chart import money_chart
from som_cli.reports.tables.money import budget_years, source_name, span_of, year_groups, year_title
from som_cli.reports.wording import NOT_GIVEN, Wording

# Columns of figures that an upright page holds beside the years and the totals.
_MOST_SOURCES = 5


def paid_by(wording: Wording) -> tuple[Amount, ...]:
    """What the member pays, each project once."""
    member = member_of(wording).id
    return tuple(part for part in amounts(wording.workspace) if part.payer == member)


def member_chart(wording: Wording, pictures: dict[str, Picture]) -> list[b.Block]:
    """The same as stacked bars."""
    parts = paid_by(wording)
    return money_chart(wording, pictures, parts, "member-budget", wording.label("member.caption_chart"))


def member_forecast(wording: Wording) -> list[b.Block]:
    """Action by action with the item of the forecast; many years are cut into tables of a few each.

    A sentence where the member pays for nothing.
    """
    parts = paid_by(wording)
    if not parts:
        return [b.paragraph(wording.label("member.no_money"))]
    groups = year_groups(budget_years(parts))
    return [_forecast(wording, parts, groups, number) for number in range(1, len(groups) + 1)]


def _forecast(
    wording: Wording, parts: Sequence[Amount], groups: Sequence[Sequence[int | None]], number: int
) -> b.Block:
    """One table: actions without money in its years are left out, save in the last, which ends with the totals."""
    years, is_last = groups[number - 1], number == len(groups)
    sums = totals_by(parts, lambda part: (part.action.id, part.year))
    by_year = totals_by(parts, lambda part: part.year)
    by_action = totals_by(parts, lambda part: part.action.id)
    columns = [
        b.Column(wording.label("actions.title"), width=4.4),
        b.Column(wording.label("member.forecast_item"), width=2.2),
        *(b.Column(year_title(wording, year), "number", 1.5 if year else 1.8) for year in years),
        *([b.Column(wording.label("money.total"), "number", 1.8)] if is_last else []),
    ]
    rows = []
    for action in wording.workspace.actions.values():
        figures = [sums.get((action.id, year), Decimal(0)) for year in years]
        if any(figures) or (is_last and action.id in by_action):
            name = [wording.reference(action.id), " ", wording.title(action.id)]
            money = [*figures, *([by_action[action.id]] if is_last else [])]
            rows.append((name, forecast_items(wording, action), *map(wording.amount, money)))
    label = b.Span(wording.label("money.total"), columns=2)
    foot = [*(by_year[year] for year in years), *([total(parts)] if is_last else [])]
    caption = wording.label("member.caption_forecast", currency=wording.workspace.settings.currency)
    if len(groups) > 1:
        caption = wording.label(
            "money.part", caption=caption, number=str(number), count=str(len(groups)), years=span_of(years)
        )
    return b.table(
        "table-member-forecast" + (f"-{number}" if number > 1 else ""),
        caption,
        columns,
        rows,
        totals=[(label, *map(wording.amount, foot))],
        source=budget_share(wording, parts) if is_last else wording.label("money.rows_left_out"),
    )


def forecast_items(wording: Wording, action: Action) -> str:
    """The items of the member's forecast that carry the action, with their years."""
    member = member_of(wording).id
    found = []
    for entry in action.wpf:
        if entry.member == member:
            years = wording.short_period(entry.from_, entry.to)
            period = f" ({years})" if years != NOT_GIVEN else ""
            found.append(f"{entry.item or wording.label('member.forecast_unnamed')}{period}")
    return "; ".join(found) or NOT_GIVEN


def member_money(wording: Wording) -> list[b.Block]:
    """The same money year by year: by kind of spending, by how sure it is, by source."""
    parts = paid_by(wording)
    if not parts:
        return []
    kinds = [*(kind.value for kind in MoneyKind), ""]
    stages = [*(stage.value for stage in MoneyStage), ""]
    sums = totals_by(parts, lambda part: part.source)
    sources = sorted(sums, key=lambda source: (source in {"", UNKNOWN}, -sums[source], source))
    shown = [[source] for source in sources[:_MOST_SOURCES]]
    if len(sources) > _MOST_SOURCES:
        shown[-1] = sources[_MOST_SOURCES - 1 :]
    return [
        _by_year(wording, parts, "kind", money_kind, {_word(wording, "money_kind_of", one): [one] for one in kinds}),
        _by_year(wording, parts, "stage", money_stage, {_word(wording, "money_stage", one): [one] for one in stages}),
        _by_year(
            wording,
            parts,
            "source",
            lambda part: part.source,
            {short_sources(wording, group): group for group in shown},
        ),
    ]


def short_sources(wording: Wording, group: Sequence[str]) -> str:
    """The short name of a source; one name for the smaller ones together."""
    if len(group) > 1:
        return wording.label("money.other_sources")
    fund = wording.workspace.funds.get(group[0])
    return (fund and fund.short) or source_name(wording, group[0])


def money_kind(part: Amount) -> str:
    """Capital or current; empty where the document does not say."""
    return part.line.kind.value if part.line and part.line.kind else ""


def money_stage(part: Amount) -> str:
    return part.stage.value if part.stage else ""


def _word(wording: Wording, group: str, key: str) -> str:
    return wording.label(f"{group}.{key}") if key else wording.label("member.not_said")


def _by_year(
    wording: Wording,
    parts: Sequence[Amount],
    name: str,
    key: Callable[[Amount], str],
    groups: Mapping[str, Sequence[str]],
) -> b.Block:
    """A row for each year, a column for each group that has money; then the money without a year, and the totals."""
    sums = totals_by(parts, lambda part: (key(part), part.year))
    of_key = totals_by(parts, key)
    kept = {title: keys for title, keys in groups.items() if any(of_key.get(one) for one in keys)}
    columns = [
        b.Column(wording.label("member.year"), "code", 2.6),
        *(b.Column(title, "number", 2) for title in kept),
        b.Column(wording.label("money.total"), "number", 2),
    ]
    rows = []
    for year in budget_years(parts):
        figures = [sum((sums.get((one, year), Decimal(0)) for one in keys), Decimal(0)) for keys in kept.values()]
        rows.append((year_title(wording, year), *map(wording.amount, [*figures, sum(figures, Decimal(0))])))
    foot = [sum((of_key.get(one, Decimal(0)) for one in keys), Decimal(0)) for keys in kept.values()]
    caption = wording.label(f"member.caption_{name}", currency=wording.workspace.settings.currency)
    totals = [(wording.label("money.total"), *map(wording.amount, [*foot, total(parts)]))]
    return b.table(f"table-member-{name}", caption, columns, rows, totals=totals)

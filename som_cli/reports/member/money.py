"""A member -> the money that it pays, year by year, for its budget and its multi-annual financial forecast."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial

from som_cli.analysis.budget import Amount, amounts, total, totals_by
from som_cli.document import blocks as b
from som_cli.document.document import Picture
from som_cli.model.action import Action, MoneyKind, MoneyStage
from som_cli.model.registry import FundKind
from som_cli.model.values import UNKNOWN
from som_cli.reports.member.facts import member_of
from som_cli.reports.provenance import budget_share
from som_cli.reports.tables.budget_chart import money_chart
from som_cli.reports.tables.money import budget_years, source_name, span_of, year_groups, year_title
from som_cli.reports.tables.summary import SECURED
from som_cli.reports.wording import NOT_GIVEN, Wording


def paid_by(wording: Wording) -> tuple[Amount, ...]:
    """What the member pays, each project once."""
    member = member_of(wording).id
    return tuple(part for part in amounts(wording.workspace) if part.payer == member)


def member_chart(wording: Wording, pictures: dict[str, Picture]) -> list[b.Block]:
    """The same as stacked bars."""
    parts = paid_by(wording)
    return money_chart(wording, pictures, parts, "member-budget", wording.label("member.caption_chart"))


def member_forecast(wording: Wording) -> list[b.Block]:
    """Action by action with the item of the forecast: past years in one column, then each year from the running one.

    Many years are cut into tables of a few each. A sentence where the member pays for nothing.
    """
    parts = paid_by(wording)
    if not parts:
        return [b.paragraph(wording.label("member.no_money"))]
    groups = year_groups(_forecast_years(wording, parts))
    return [_forecast(wording, parts, groups, number) for number in range(1, len(groups) + 1)]


def _forecast_years(wording: Wording, parts: Sequence[Amount]) -> list[int | None]:
    """The years of the columns; the last past one stands for all before the running year."""
    first = wording.workspace.today.year
    years = budget_years(parts)
    past = [year for year in years if year is not None and year < first]
    return [*past[-1:], *(year for year in years if year is None or year >= first)]


def _forecast(
    wording: Wording, parts: Sequence[Amount], groups: Sequence[Sequence[int | None]], number: int
) -> b.Block:
    """One table: actions without money in its years are left out, save in the last, which ends with the totals."""
    years, is_last = groups[number - 1], number == len(groups)
    known = [year for group in groups for year in group if year is not None]
    earliest = min(known, default=0)
    past = earliest if earliest < wording.workspace.today.year else None

    def column(part: Amount) -> int | None:
        return part.year if part.year is None or past is None else max(part.year, past)

    sums = totals_by(parts, lambda part: (part.action.id, column(part)))
    by_year = totals_by(parts, column)
    by_action = totals_by(parts, lambda part: part.action.id)
    columns = [
        b.Column(wording.label("actions.title"), width=4.4),
        b.Column(wording.label("member.forecast_item"), width=2.2),
        *(b.Column(_year_head(wording, year, past), "number", 1.6 if year else 1.8) for year in years),
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


def _year_head(wording: Wording, year: int | None, past: int | None) -> str:
    if year is not None and year == past:
        return wording.label("member.until", year=str(wording.workspace.today.year - 1))
    return year_title(wording, year)


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
    """Years, then the money without a year: by kind, in all, and of that the member's own and the secured."""
    parts = paid_by(wording)
    if not parts:
        return []
    kinds = [key for key in (*(kind.value for kind in MoneyKind), "") if any(money_kind(part) == key for part in parts)]
    groups: list[tuple[str, Callable[[Amount], bool]]] = [
        *((_head(wording, "money_kind_of", key), partial(_is_kind, key)) for key in kinds),
        (wording.label("money.total"), lambda _: True),
        (wording.label("member.of_own"), partial(_is_own, wording)),
        (wording.label("member.of_secured"), lambda part: part.stage in SECURED),
    ]
    columns = [
        b.Column(wording.label("member.year"), "code", 2.6),
        *(b.Column(title, "number", 2) for title, _ in groups),
    ]

    def figures(found: Sequence[Amount]) -> Iterator[str]:
        return (wording.amount(total(part for part in found if belongs(part))) for _, belongs in groups)

    rows = [
        (year_title(wording, year), *figures([part for part in parts if part.year == year]))
        for year in budget_years(parts)
    ]
    caption = wording.label("member.caption_year", currency=wording.workspace.settings.currency)
    totals = [(wording.label("money.total"), *figures(parts))]
    source = wording.label("member.note_secured")
    return [b.table("table-member-year", caption, columns, rows, totals=totals, source=source)]


def _is_kind(key: str, part: Amount) -> bool:
    return money_kind(part) == key


def _is_own(wording: Wording, part: Amount) -> bool:
    fund = wording.workspace.funds.get(part.source)
    return fund is not None and fund.kind is FundKind.OWN


def member_sources(wording: Wording) -> list[b.Block]:
    """A row for each source, the largest first, a column for each stage that has money."""
    parts = paid_by(wording)
    if not parts:
        return []
    sums = totals_by(parts, lambda part: part.source)
    stages = [
        key for key in (*(stage.value for stage in MoneyStage), "") if any(money_stage(part) == key for part in parts)
    ]
    cells = totals_by(parts, lambda part: (part.source, money_stage(part)))
    by_stage = totals_by(parts, money_stage)
    columns = [
        b.Column(wording.label("member.by_source"), width=4.4),
        *(b.Column(_head(wording, "money_stage", key), "number", 2) for key in stages),
        b.Column(wording.label("money.total"), "number", 2),
    ]
    rows = [
        (
            source_name(wording, source),
            *(wording.amount(cells.get((source, key), Decimal(0))) for key in stages),
            wording.amount(sums[source]),
        )
        for source in sorted(sums, key=lambda source: (source in {"", UNKNOWN}, -sums[source], source))
    ]
    foot = [*(by_stage[key] for key in stages), total(parts)]
    caption = wording.label("member.caption_source", currency=wording.workspace.settings.currency)
    totals = [(wording.label("money.total"), *map(wording.amount, foot))]
    return [b.table("table-member-source", caption, columns, rows, totals=totals)]


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


def _head(wording: Wording, group: str, key: str) -> str:
    word = wording.label(f"{group}.{key}") if key else wording.label("member.not_said")
    return word[:1].upper() + word[1:]

"""The rolling programme of investments -> its sums by plan, source, payer and stage, one table for each kind of prices.

Prices of different kinds are never in one sum: they stand in tables, or rows of totals, of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from som_cli.analysis.budget import Amount, amounts, total, totals_by
from som_cli.analysis.investments import (
    SECURED,
    Period,
    Prices,
    by_prices,
    in_period,
    periods,
    projects,
    share,
    without_money,
)
from som_cli.document import blocks as b
from som_cli.document.formatting import NO_BREAK_SPACE
from som_cli.model.action import MoneyStage
from som_cli.model.values import UNKNOWN
from som_cli.reports.programme.spent import own_spending
from som_cli.reports.provenance import budget_share
from som_cli.reports.tables.money import payer_name, source_name
from som_cli.reports.wording import NOT_GIVEN, Wording

PROGRAMME_BY = ("plan", "source", "payer", "stage")


def prices_words(wording: Wording, prices: Prices) -> str:
    """`current prices, gross`; constant prices with their year."""
    year = f"{NO_BREAK_SPACE}{prices.year}" if prices.year else ""
    basis, vat = wording.term(prices.basis, "price_basis"), wording.term(prices.vat, "vat")
    return wording.label("money.basis", basis=f"{basis}{year}", vat=vat)


def period_words(wording: Wording, period: Period) -> str:
    if period.kind == "year":
        return str(period.year)
    if period.kind == "unallotted":
        return wording.label("money.unallotted")
    return wording.label(f"investments.{period.kind}", year=str(period.year))


def head(words: str) -> str:
    """Words at the head of a column."""
    return f"{words[:1].upper()}{words[1:]}"


def percent(wording: Wording, part: Decimal, whole: Decimal) -> str:
    found = share(part, whole)
    return NOT_GIVEN if found is None else wording.edition.formatter.percent(found)


def programme_text(wording: Wording) -> list[b.Block]:
    """What the programme is, its sums in each kind of prices, and what is not in them."""
    workspace = wording.workspace
    parts = amounts(workspace)
    if not parts:
        return [b.paragraph(wording.label("money.none"))]
    today = workspace.today
    found = [b.paragraph(wording.label("investments.text", year=str(today.year)))]
    kinds = by_prices(parts)
    lines = [_sum_sentence(wording, prices, own) for prices, own in kinds.items()]
    found.append(b.bullets(lines) if len(lines) > 1 else b.paragraph(lines[0]))
    if len(kinds) > 1:
        found.append(b.note(b.paragraph(wording.label("investments.not_added"))))
    past = [part for part in parts if part.year is not None and part.year < today.year]
    open_past = [part for part in past if part.stage is not MoneyStage.SPENT]
    if open_past:
        text = wording.label("investments.past_open", amount=_sums(wording, open_past), year=str(today.year))
        found.append(b.paragraph(f"{text}{_reported(wording)}"))
    if missing := without_money(workspace):
        words = wording.plural("investments.without", len(missing))
        found.append(b.paragraph(words, " ", *wording.references([one.id for one in missing]), "."))
    return found


def _reported(wording: Wording) -> str:
    """What members report as spent in years gone by, and no line of a budget gives: the report on monitoring has it."""
    today = wording.workspace.today.year
    more = sum((one.spent - one.own for one in own_spending(wording) if one.year < today), Decimal(0))
    return f" {wording.label('investments.past_reported', amount=wording.money(more))}" if more else ""


def _sum_sentence(wording: Wording, prices: Prices, parts: Sequence[Amount]) -> str:
    whole = total(parts)
    secured = total(part for part in parts if part.stage in SECURED)
    year = wording.workspace.today.year
    coming = total(part for part in parts if part.year is not None and part.year >= year)
    return wording.label(
        "investments.sum",
        prices=prices_words(wording, prices),
        projects=wording.plural("investments.projects", len({part.action.id for part in parts})),
        total=wording.money(whole),
        secured=wording.money(secured),
        share=percent(wording, secured, whole),
        coming=wording.money(coming),
        year=str(year),
        unallotted=wording.money(total(part for part in parts if part.year is None)),
    )


def _sums(wording: Wording, parts: Sequence[Amount]) -> str:
    """A sum in words; with several kinds of prices one for each."""
    kinds = by_prices(parts)
    if len(kinds) == 1:
        return wording.money(total(parts))
    return "; ".join(f"{wording.money(total(own))} ({prices_words(wording, kind)})" for kind, own in kinds.items())


def plans_table(wording: Wording) -> list[b.Block]:
    """Upright, a plan a row: projects, total, secured, its share, not allotted to years, stated beyond the lines."""
    kinds = by_prices(amounts(wording.workspace))
    return [_plans_of(wording, number, prices, own) for number, (prices, own) in enumerate(kinds.items(), 1)]


def _plans_of(wording: Wording, number: int, prices: Prices, parts: Sequence[Amount]) -> b.Block:
    gaps: dict[str, Decimal] = {}
    for project in projects(wording.workspace):
        if project.prices == prices and project.gap:
            gaps[project.plan] = gaps.get(project.plan, Decimal(0)) + project.gap
    columns = (
        b.Column(wording.label("money.plan"), width=5.6),
        b.Column(wording.label("investments.count"), "number", 1.1),
        b.Column(wording.label("money.total"), "number", 2.5),
        b.Column(wording.label("investments.secured"), "number", 2.5),
        b.Column(wording.label("investments.share"), "number", 1.9),
        b.Column(head(wording.label("money.unallotted")), "number", 2.3),
        *((b.Column(wording.label("investments.gap"), "number", 2.1),) if gaps else ()),
    )

    def cells(own: Sequence[Amount], gap: Decimal) -> tuple[str, ...]:
        secured = total(part for part in own if part.stage in SECURED)
        return (
            wording.edition.formatter.number(len({part.action.id for part in own})),
            wording.figure(total(own)),
            wording.amount(secured),
            percent(wording, secured, total(own)),
            wording.amount(total(part for part in own if part.year is None)),
            *((wording.amount(gap),) if gaps else ()),
        )

    rows = [
        (wording.prose(plan.title), *cells(own, gaps.get(plan.id, Decimal(0))))
        for plan in wording.plans.values()
        if (own := [part for part in parts if part.plan == plan.id])
    ]
    note = wording.label("investments.gap_note") if gaps else ""
    return b.table(
        f"table-programme-plans-{number}",
        _caption(wording, "plans", prices),
        columns,
        rows,
        totals=[(wording.label("money.total"), *cells(parts, sum(gaps.values(), Decimal(0))))],
        source=" ".join(one for one in (note, budget_share(wording, parts)) if one),
    )


def programme_table(wording: Wording, by: str) -> list[b.Block]:
    """On its side: plans, sources, payers or stages by years of the programme, a table for each kind of prices."""
    kinds = by_prices(amounts(wording.workspace))
    return [_part(wording, by, number, prices, own) for number, (prices, own) in enumerate(kinds.items(), 1)]


def _part(wording: Wording, by: str, number: int, prices: Prices, parts: Sequence[Amount]) -> b.Block:
    key, name = _rows_by(wording, by)
    shown = periods(wording.workspace, parts)
    columns = (b.Column(wording.label(f"investments.by_{by}"), width=2.8), *period_columns(wording, shown))
    sums = totals_by(parts, key)
    rows = [
        (name(row), *period_cells(wording, [part for part in parts if key(part) == row], shown))
        for row in _ordered(wording, by, list(sums), name)
    ]
    return b.table(
        f"table-programme-{by}-{number}",
        _caption(wording, by, prices),
        columns,
        rows,
        totals=[(wording.label("money.total"), *period_cells(wording, parts, shown))],
        source=budget_share(wording, parts),
    )


def period_columns(wording: Wording, shown: Sequence[Period]) -> tuple[b.Column, ...]:
    """A column for each period, and that of totals."""
    own = [b.Column(head(period_words(wording, one)), "number", 1.15 if one.kind != "year" else 1) for one in shown]
    return (*own, b.Column(wording.label("money.total"), "number", 1.2))


def period_cells(wording: Wording, parts: Sequence[Amount], shown: Sequence[Period]) -> tuple[str, ...]:
    return (*(wording.amount(in_period(parts, one)) for one in shown), wording.amount(total(parts)))


def stage_words(wording: Wording, stage: MoneyStage | None) -> str:
    return wording.term(stage, "money_stage") if stage else wording.label("investments.stage_not_given")


def _caption(wording: Wording, name: str, prices: Prices) -> str:
    currency = wording.workspace.settings.currency
    return wording.label(f"investments.caption_{name}", currency=currency, prices=prices_words(wording, prices))


def _rows_by(wording: Wording, by: str) -> tuple[Callable[[Amount], str], Callable[[str], str]]:
    stages = {stage.value: stage for stage in MoneyStage}
    keys: dict[str, tuple[Callable[[Amount], str], Callable[[str], str]]] = {
        "plan": (lambda part: part.plan, lambda plan: wording.prose(wording.plans[plan].title)),
        "source": (lambda part: part.source, lambda source: source_name(wording, source)),
        "payer": (lambda part: part.payer, lambda payer: payer_name(wording, payer)),
        "stage": (
            lambda part: part.stage.value if part.stage else "",
            lambda stage: stage_words(wording, stages.get(stage)),
        ),
    }
    return keys[by]


def _ordered(wording: Wording, by: str, found: Sequence[str], name: Callable[[str], str]) -> list[str]:
    """Plans and stages in their own order, the rest by name; what is unknown or not given stands last."""
    order = {"plan": list(wording.plans), "stage": [stage.value for stage in MoneyStage]}.get(by)
    if order is not None:
        return sorted(found, key=lambda row: order.index(row) if row in order else len(order))
    key = wording.edition.formatter.collation_key
    return sorted(found, key=lambda row: (row in {"", UNKNOWN}, key(name(row))))

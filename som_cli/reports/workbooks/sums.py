"""The long table of money -> live sums by year, and the check that none of them lost an amount."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from som_cli.analysis.budget import price_bases, total
from som_cli.document.document import Cell, Formula, Sheet, SheetColumn, SheetTable
from som_cli.model.values import UNKNOWN
from som_cli.reports.workbooks.money import BUDGET, MoneyRow, payer_name, source_name, unallotted
from som_cli.reports.workbooks.words import Words, column_title, one_line

_CENTS = 2
_SPECIAL_IN_TITLE = re.compile(r"(['#\[\]])")
_WILDCARD = re.compile(r"([~*?])")


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One table of sums: its Excel name, the column of the long table that it groups by, and how rows are named."""

    table: str
    column: str
    key: Callable[[MoneyRow], str]
    name: Callable[[Sequence[MoneyRow]], str]


def summary_sheet(words: Words, rows: Sequence[MoneyRow]) -> Sheet:
    """Plans, sources, payers and kinds of prices by year; money without a year in a column of its own."""
    found = breakdowns(words)
    tables = [breakdown_table(words, one, rows) for one in found]
    checked = {one.table: words.label(f"caption.{one.table}") for one in found}
    notes = mixed_prices(words, rows)
    return words.sheet("summary", *tables, check_table(words, checked, rows), notes=notes, frozen_columns=2)


def mixed_prices(words: Words, rows: Sequence[MoneyRow]) -> list[str]:
    """A warning where the sums mix prices of different kinds."""
    return [words.label("mixed_prices")] if len(price_bases(row.amount for row in rows)) > 1 else []


def breakdowns(words: Words) -> tuple[Breakdown, ...]:
    """By plan, source, payer and kind of prices."""
    titles = {code: one_line(words.workspace.title(plan)) for plan, code in words.plan_codes.items()}
    return (
        Breakdown("tblByPlan", "plan", lambda row: row.plan, lambda rows: titles.get(rows[0].plan, rows[0].plan)),
        Breakdown(
            "tblBySource", "fund_id", lambda row: row.source, lambda rows: source_name(words, rows[0].amount.source)
        ),
        Breakdown(
            "tblByPayer", "payer_id", lambda row: row.payer, lambda rows: payer_name(words, rows[0].amount.payer)
        ),
        Breakdown(
            "tblByPrices",
            "prices",
            lambda row: row.prices,
            lambda rows: ", ".join(dict.fromkeys(row.plan for row in rows)),
        ),
    )


def periods_of(words: Words, rows: Sequence[MoneyRow]) -> list[int | str]:
    """Years, and words for several of them, in order of time; then that for money without a year."""
    firsts: dict[int | str, int] = {}
    for row in rows:
        if row.amount.year is not None:
            firsts[row.period] = min(row.amount.year, firsts.get(row.period, row.amount.year))
    return [*sorted(firsts, key=lambda period: firsts[period]), unallotted(words)]


def breakdown_table(words: Words, breakdown: Breakdown, rows: Sequence[MoneyRow]) -> SheetTable:
    """Live sums by year of the rows that share a key."""
    periods = periods_of(words, rows)
    groups = _groups(words, breakdown, rows)
    columns = (
        words.column(breakdown.column, "code", 14),
        words.column(f"name_{breakdown.table}", width=46),
        *(SheetColumn(column_title(str(period)), "money", 17, total=True) for period in periods),
        words.column("total", "money", 18, total=True),
    )
    cells = tuple(_cells(words, breakdown, periods, group) for group in groups)
    return SheetTable(breakdown.table, columns, cells, words.label(f"caption.{breakdown.table}"))


def _groups(words: Words, breakdown: Breakdown, rows: Sequence[MoneyRow]) -> list[list[MoneyRow]]:
    """The rows by key: plans in their own order, all else by name, and what is not named at the end."""
    found: dict[str, list[MoneyRow]] = {}
    for row in rows:
        found.setdefault(breakdown.key(row), []).append(row)
    if breakdown.column == "plan":
        order = list(dict.fromkeys(words.plan_codes.values()))
        return sorted(found.values(), key=lambda group: _place(order, group[0].plan))
    collate = words.edition.formatter.collation_key
    unnamed = {words.id_or_word(""), words.id_or_word(UNKNOWN)}

    def rank(group: list[MoneyRow]) -> tuple[object, ...]:
        key = breakdown.key(group[0])
        return key in unnamed, collate(breakdown.name(group)), key

    return sorted(found.values(), key=rank)


def _place(order: list[str], plan: str) -> tuple[int, str]:
    return (order.index(plan) if plan in order else len(order), plan)


def _cells(
    words: Words, breakdown: Breakdown, periods: Sequence[int | str], group: Sequence[MoneyRow]
) -> tuple[Cell, ...]:
    key = breakdown.key(group[0])
    amount, by, period_column = (
        column_reference(BUDGET, words.column(name)) for name in ("amount", breakdown.column, "year_or_word")
    )
    sums = [
        Formula(
            f"=SUMIFS({amount},{by},{criterion(key)},{period_column},{criterion(period)})",
            _sum(row for row in group if row.period == period),
        )
        for period in periods
    ]
    first, last = (escaped(column_title(str(period))) for period in (periods[0], periods[-1]))
    across = Formula(f"=SUM({breakdown.table}[[#This Row],[{first}]:[{last}]])", _sum(group))
    return (key, breakdown.name(group), *sums, across)


def check_table(words: Words, checked: Mapping[str, str], rows: Sequence[MoneyRow]) -> SheetTable:
    """The total of each table (name -> what it sums) beside the sum of the long table, to the hundredth."""
    right, wrong = words.label("agrees"), words.label("differs")
    columns = (
        words.column("table", "code", 13),
        words.column("checked", width=40),
        words.column("amount", "money", 17),
        words.column("difference", "money", 17),
        SheetColumn(words.column("verdict").title, width=16, lights=((right, "good"), (wrong, "poor"))),
    )
    grand = column_reference(BUDGET, words.column("amount"))
    cells: list[tuple[Cell, ...]] = []
    for table, what in checked.items():
        total_column = column_reference(table, words.column("total"))
        difference = f"ROUND(SUM({total_column})-SUM({grand}),{_CENTS})"
        cells.append(
            (
                table,
                what,
                Formula(f"=SUM({total_column})", _sum(rows)),
                Formula(f"={difference}", Decimal(0)),
                Formula(f"=IF({difference}=0,{quoted(right)},{quoted(wrong)})", right),
            )
        )
    cells.append((BUDGET, words.sheet_title("budget"), Formula(f"=SUM({grand})", _sum(rows)), None, None))
    return SheetTable("tblCheck", columns, tuple(cells), words.label("caption.tblCheck"))


def _sum(rows: Iterable[MoneyRow]) -> Decimal:
    return total(row.amount for row in rows)


# ---- parts of formulas


def column_reference(table: str, column: SheetColumn) -> str:
    return f"{table}[{escaped(column.title)}]"


def escaped(title: str) -> str:
    """A column's title in a structured reference."""
    return _SPECIAL_IN_TITLE.sub(r"'\1", title)


def criterion(wanted: int | str) -> str:
    """What SUMIFS looks for: a number, or exactly this text, whatever signs of its own language stand in it."""
    return str(wanted) if isinstance(wanted, int) else quoted("=" + _WILDCARD.sub(r"~\1", wanted))


def quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'

"""Amounts of the consolidated budget -> the long table that everything else in the workbook is summed from."""

from __future__ import annotations

from dataclasses import dataclass

from som_cli.analysis.budget import Amount, amounts
from som_cli.document.document import Cell, SheetTable
from som_cli.model.action import PriceBasis
from som_cli.model.values import UNKNOWN
from som_cli.reports.workbooks.words import Words, column_title, one_line

BUDGET = "tblBudget"


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """One amount and the texts by which it is summed. `period` is its year, or the word for money without one."""

    amount: Amount
    plan: str
    period: int | str
    source: str
    payer: str
    prices: str


def money_rows(words: Words) -> tuple[MoneyRow, ...]:
    """The amounts of all actions, each project once."""
    return tuple(
        MoneyRow(
            amount=amount,
            plan=words.plan_code(amount.plan),
            period=amount.year if amount.year is not None else unallotted(words),
            source=words.id_or_word(amount.source),
            payer=words.id_or_word(amount.payer),
            prices=_prices(words, amount),
        )
        for amount in amounts(words.workspace)
    )


def _prices(words: Words, amount: Amount) -> str:
    """In which prices an amount is given: only those of one kind can be added."""
    price = amount.action.budget.price if amount.action.budget else None
    year = f" {price.year}" if price and price.year and amount.basis is PriceBasis.CONSTANT else ""
    return f"{words.term(amount.basis, 'price_basis')}{year}; {words.term(amount.vat, 'vat')}"


def source_name(words: Words, source: str) -> str:
    """The name of a fund; the words of all reports for one that is not given or unknown."""
    if not source or source == UNKNOWN:
        return words.edition.labels(f"money.source_{'unknown' if source else 'not_given'}")
    fund = words.workspace.funds.get(source)
    return one_line(fund.name) if fund else source


def payer_name(words: Words, payer: str) -> str:
    if not payer or payer == UNKNOWN:
        return words.edition.labels(f"money.payer_{'unknown' if payer else 'not_given'}")
    return words.actor(payer)


def unallotted(words: Words) -> str:
    """What stands instead of a year where money is not allotted to years."""
    return column_title(words.edition.labels("money.unallotted"))


def budget_table(words: Words, rows: tuple[MoneyRow, ...]) -> SheetTable:
    """One row an amount, every fact in a column of its own: a pivot table needs no more."""
    columns = (
        words.column("action", "code", 12),
        words.column("plan", "code", 8),
        words.column("title", width=50),
        words.column("year", "year", 8),
        words.column("year_or_word", "year", 15),
        words.column("fund", width=34),
        words.column("payer", width=26),
        words.column("money_kind", width=13),
        words.column("stage", width=15),
        words.column("amount", "money", 19, total=True),
        words.column("currency", "code", 9),
        words.column("provenance", width=15),
        words.column("prices", width=24),
        words.column("fund_id", "code", 13),
        words.column("payer_id", "code", 15),
        words.column("note", width=40),
    )
    return SheetTable(BUDGET, columns, tuple(_cells(words, row) for row in rows))


def _cells(words: Words, row: MoneyRow) -> tuple[Cell, ...]:
    amount, line = row.amount, row.amount.line
    return (
        words.to_row(amount.action.id, "actions"),
        row.plan,
        one_line(words.workspace.title(amount.action.id)),
        amount.year,
        row.period,
        source_name(words, amount.source),
        payer_name(words, amount.payer),
        words.term(line.kind if line else None, "workbook.money_kind"),
        words.term(amount.stage, "money_stage"),
        amount.value,
        words.workspace.settings.currency,
        words.provenance(amount.action, line, amount.action.budget),
        row.prices,
        row.source,
        row.payer,
        _note(words, row),
    )


def _note(words: Words, row: MoneyRow) -> str:
    """The line's own remark; the years of a line that is not split; that a sum is a stated total without lines."""
    line = row.amount.line
    if line is None:
        return words.label("stated_total")
    years = [words.date(end) for end in (line.from_, line.to) if end is not None]
    span = words.label("line_years", years="–".join(years)) if years and row.amount.year is None else ""
    return "; ".join(part for part in (span, one_line(line.note)) if part)

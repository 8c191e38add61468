"""The consolidated budget -> tables by year of plans, sources and payers, and the notes that belong to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from som_cli.analysis.budget import NOT_DONE, Amount, amounts, price_bases, total, totals_by
from som_cli.document import blocks as b
from som_cli.document.formatting import EN_DASH
from som_cli.model.values import UNKNOWN
from som_cli.reports.provenance import budget_share
from som_cli.reports.wording import Wording

BY = ("plan", "source", "payer")
# Reports print several of them: one says that there is no money.
_SAYS_NONE = "source"

# Figures of full length that a page on its side holds beside names: of years, without a year, and totals.
_MOST_FIGURES = 8
_MOST_YEARS = 6


def budget_table(wording: Wording, by: str) -> list[b.Block]:
    """Rows of one kind (`plan`, `source`, `payer`) by year, money without a year in its own column, then totals.

    Many years are cut into tables of a few each; the last of them has every row, and the totals of all years.
    """
    parts = amounts(wording.workspace)
    if not parts:
        return [b.paragraph(wording.label("money.none"))] if by == _SAYS_NONE else []
    periods = year_groups(budget_years(parts))
    return [_part(wording, by, parts, periods, number) for number in range(1, len(periods) + 1)]


def year_groups(years: Sequence[int | None]) -> list[list[int | None]]:
    """The years of each table: all in one where they fit beside the total, else as even as they can be."""
    if len(years) < _MOST_FIGURES:
        return [list(years)]
    known = [year for year in years if year is not None]
    count = -(-len(known) // _MOST_YEARS)
    edges = [len(known) * edge // count for edge in range(count + 1)]
    periods: list[list[int | None]] = [list(known[left:right]) for left, right in pairwise(edges)]
    periods[-1] += [None] if None in years else []
    return periods


def _part(
    wording: Wording, by: str, parts: Sequence[Amount], periods: Sequence[Sequence[int | None]], number: int
) -> b.Block:
    """One table: rows without money in its years are left out, save in the last, which ends with the totals."""
    key, name = _rows_by(wording, by)
    years, is_last = periods[number - 1], number == len(periods)
    sums = totals_by(parts, lambda part: (key(part), part.year))
    row_totals = totals_by(parts, key)
    by_year = totals_by(parts, lambda part: part.year)
    columns = [b.Column(wording.label(f"money.{by}"), width=2.8)]
    columns += [b.Column(year_title(wording, year), "number", 1 if year else 1.15) for year in years]
    columns += [b.Column(wording.label("money.total"), "number", 1.2)] if is_last else []
    rows = []
    for row in _ordered(row_totals, wording, by, name):
        figures = [sums.get((row, year), Decimal(0)) for year in years]
        if is_last or any(figures):
            rows.append((name(row), *map(wording.amount, [*figures, *([row_totals[row]] if is_last else [])])))
    foot = [*(by_year[year] for year in years), *([total(parts)] if is_last else [])]
    caption = wording.label(f"money.caption_{by}", currency=wording.workspace.settings.currency)
    if len(periods) > 1:
        caption = wording.label(
            "money.part", caption=caption, number=str(number), count=str(len(periods)), years=span_of(years)
        )
    return b.table(
        f"table-budget-{by}" + (f"-{number}" if number > 1 else ""),
        caption,
        columns,
        rows,
        totals=[(wording.label("money.total"), *map(wording.amount, foot))],
        source=budget_share(wording, parts) if is_last else wording.label("money.rows_left_out"),
    )


def span_of(years: Sequence[int | None]) -> str:
    known = [str(year) for year in years if year is not None]
    return f"{known[0]}{EN_DASH}{known[-1]}"


def budget_years(parts: Sequence[Amount]) -> list[int | None]:
    """The years that money is allotted to, and None at the end where some is allotted to none."""
    years = {part.year for part in parts}
    known: list[int | None] = [*sorted(year for year in years if year is not None)]
    return [*known, *([None] if None in years else [])]


def budget_notes(wording: Wording) -> list[b.Block]:
    """What a reader of the sums has to know: mirrors, actions without money or left out, mixed prices."""
    workspace = wording.workspace
    parts = amounts(workspace)
    own = [action for action in workspace.actions.values() if not action.is_mirror]
    counted = {part.action.id for part in parts}
    mirrors = len(workspace.actions) - len(own)
    dropped = sum(action.status in NOT_DONE for action in own)
    without = sum(action.id not in counted and action.status not in NOT_DONE for action in own)
    lines = [
        wording.plural(f"money.{key}", count)
        for key, count in (("mirrors", mirrors), ("without", without), ("dropped", dropped))
        if count
    ]
    notes: list[b.Block] = [b.bullets(lines)] if lines else []
    if len(bases := price_bases(parts)) > 1:
        kinds = sorted(
            wording.label("money.basis", basis=wording.term(basis, "price_basis"), vat=wording.term(vat, "vat"))
            for basis, vat in bases
        )
        notes.append(b.note(b.paragraph(b.strong(wording.label("money.mixed")), " ", "; ".join(kinds), ".")))
    return notes


def source_name(wording: Wording, source: str) -> str:
    """The name of a fund; words for a source that the document does not give, or calls unknown."""
    if not source:
        return wording.label("money.source_not_given")
    if source == UNKNOWN:
        return wording.label("money.source_unknown")
    fund = wording.workspace.funds.get(source)
    return wording.prose(fund.name) if fund else source


def payer_name(wording: Wording, payer: str) -> str:
    if not payer:
        return wording.label("money.payer_not_given")
    return wording.label("money.payer_unknown") if payer == UNKNOWN else wording.actor(payer)


def _rows_by(wording: Wording, by: str) -> tuple[Callable[[Amount], str], Callable[[str], str]]:
    if by == "plan":
        return (lambda part: part.plan), lambda plan: wording.prose(wording.plans[plan].title)
    if by == "source":
        return (lambda part: part.source), lambda source: source_name(wording, source)
    return (lambda part: part.payer), lambda payer: payer_name(wording, payer)


def _ordered(found: Mapping[str, Decimal], wording: Wording, by: str, name: Callable[[str], str]) -> list[str]:
    """Plans in their order, sources and payers by name; what is unknown or not given stands last."""
    if by == "plan":
        return [plan for plan in wording.plans if plan in found]
    key = wording.edition.formatter.collation_key
    return sorted(found, key=lambda row: (row in {"", UNKNOWN}, key(name(row))))


def year_title(wording: Wording, year: int | None) -> str:
    return str(year) if year is not None else wording.label("money.unallotted")

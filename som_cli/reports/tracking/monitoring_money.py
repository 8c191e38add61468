"""Money spent beside money planned -> a table by plan and year, to the year of the report."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from som_cli.analysis.budget import amounts, total
from som_cli.analysis.investments import by_prices
from som_cli.analysis.spending import Spending
from som_cli.document import blocks as b
from som_cli.document.formatting import MINUS
from som_cli.reports.programme.spent import own_spending
from som_cli.reports.programme.years import percent
from som_cli.reports.wording import Wording

_Sums = tuple[Decimal, Decimal, Decimal]


def spending_until_now(wording: Wording) -> list[Spending]:
    """Actions and years up to that of the report."""
    return [one for one in own_spending(wording) if one.year <= wording.workspace.today.year]


def spending_table(wording: Wording) -> list[b.Block]:
    """Plans with their years: planned, spent, as reported by members, share, difference."""
    found = spending_until_now(wording)
    if not any(one.planned or one.spent for one in found):
        return [b.paragraph(wording.label("monitoring.no_spending"))]
    columns = (
        b.Column(wording.label("monitoring.plan_and_year"), width=3.8),
        b.Column(wording.label("monitoring.planned"), "number", 2.3),
        b.Column(wording.label("monitoring.spent"), "number", 2.3),
        b.Column(wording.label("monitoring.of_it_reported"), "number", 2),
        b.Column(wording.label("monitoring.share"), "number", 1.2),
        b.Column(wording.label("monitoring.difference"), "number", 2.3),
    )
    rows: list[tuple[object, ...]] = []
    for plan in wording.plans.values():
        own = [one for one in found if one.plan == plan.id]
        if not own:
            continue
        rows.append((b.strong(wording.prose(plan.title)), *map(b.strong, _cells(wording, own))))
        rows += [
            (str(year), *_cells(wording, [one for one in own if one.year == year]))
            for year in sorted({one.year for one in own})
        ]
    caption = wording.label("monitoring.caption_spending", currency=wording.workspace.settings.currency)
    totals = [(wording.label("money.total"), *_cells(wording, found))]
    return [b.table("table-spending", caption, columns, rows, totals=totals, source=_note(wording))]


def _cells(wording: Wording, found: Sequence[Spending]) -> tuple[str, ...]:
    planned, spent, reported = sums(found)
    difference = spent - planned
    sign = "+" if difference > 0 else MINUS if difference < 0 else ""
    return (
        wording.amount(planned),
        wording.amount(spent),
        wording.amount(reported),
        percent(wording, spent, planned),
        f"{sign}{wording.figure(abs(difference))}",
    )


def sums(found: Sequence[Spending]) -> _Sums:
    """Planned, spent, reported."""
    return (
        sum((one.planned for one in found), Decimal(0)),
        sum((one.spent for one in found), Decimal(0)),
        sum((one.reported for one in found), Decimal(0)),
    )


def _note(wording: Wording) -> str:
    """What the columns mean; what is not in them; that prices differ."""
    parts = amounts(wording.workspace)
    notes = [wording.label("monitoring.spending_note")]
    if unallotted := total(part for part in parts if part.year is None):
        notes.append(wording.label("monitoring.spending_unallotted", amount=wording.money(unallotted)))
    if len(by_prices(part for part in parts if part.year is not None)) > 1:
        notes.append(wording.label("monitoring.spending_mixed"))
    return " ".join(notes)

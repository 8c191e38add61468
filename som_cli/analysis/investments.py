"""Amounts of a budget -> a rolling programme: projects, years from today on, secured shares, prices kept apart.

Source: data model, sections 5.6 and 6 (money): gross is never added to net, nor current prices to constant ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from som_cli.analysis.budget import NOT_DONE, Amount, amounts, total
from som_cli.model.action import Action, MoneyStage, PriceBasis, Vat
from som_cli.model.layout import plan_of
from som_cli.model.workspace import Workspace

# Money that is more than planned.
SECURED = frozenset({MoneyStage.SECURED, MoneyStage.CONTRACTED, MoneyStage.SPENT})
# Years of a programme that stand in columns of their own; what comes after them shares one.
MOST_YEARS = 4

PeriodKind = Literal["before", "year", "after", "unallotted"]


@dataclass(frozen=True, slots=True, order=True)
class Prices:
    """The prices in which an amount is given. Only amounts with equal ones can be added; `year` is that of constant."""

    basis: PriceBasis
    vat: Vat
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A column of the programme: all years before `year`, that year, all years after it, or money without a year."""

    kind: PeriodKind
    year: int = 0

    def holds(self, year: int | None) -> bool:
        """Whether money of this year (or of none) belongs into the column."""
        if year is None:
            return self.kind == "unallotted"
        return {
            "before": year < self.year,
            "year": year == self.year,
            "after": year > self.year,
            "unallotted": False,
        }[self.kind]


@dataclass(frozen=True, slots=True)
class Project:
    """An action with money: its amounts, and what its document states as their total."""

    action: Action
    plan: str
    parts: tuple[Amount, ...]

    @property
    def prices(self) -> Prices:
        return prices_of(self.parts[0])

    @property
    def total(self) -> Decimal:
        return total(self.parts)

    @property
    def secured(self) -> Decimal:
        return total(part for part in self.parts if part.stage in SECURED)

    @property
    def stated(self) -> Decimal | None:
        return self.action.budget.stated_total if self.action.budget else None

    @property
    def has_lines(self) -> bool:
        return any(part.line is not None for part in self.parts)

    @property
    def gap(self) -> Decimal | None:
        """The stated total less the lines; None where one of the two is not there to compare."""
        return self.stated - self.total if self.stated is not None and self.has_lines else None


def projects(workspace: Workspace, plan: str | None = None) -> tuple[Project, ...]:
    """Actions with money, each once, in the order of their ids."""
    grouped: dict[str, list[Amount]] = {}
    for part in amounts(workspace, plan):
        grouped.setdefault(part.action.id, []).append(part)
    return tuple(Project(parts[0].action, parts[0].plan, tuple(parts)) for parts in grouped.values())


def without_money(workspace: Workspace, plan: str | None = None) -> tuple[Action, ...]:
    """Actions that are to be done, and for which no amount is given."""
    counted = {part.action.id for part in amounts(workspace)}
    return tuple(
        action
        for action in workspace.actions.values()
        if not action.is_mirror and action.status not in NOT_DONE and action.id not in counted
        if plan is None or plan_of(action.origin.path) == plan
    )


def prices_of(part: Amount) -> Prices:
    price = part.action.budget.price if part.action.budget else None
    is_constant = part.basis is PriceBasis.CONSTANT and price is not None
    year = price.year if is_constant and price else None
    return Prices(part.basis, part.vat, year.year if year and year.is_known else None)


def by_prices(parts: Iterable[Amount]) -> Mapping[Prices, tuple[Amount, ...]]:
    """The amounts of each kind of prices, the largest sum first."""
    found: dict[Prices, list[Amount]] = {}
    for part in parts:
        found.setdefault(prices_of(part), []).append(part)
    ordered = sorted(found, key=lambda prices: (-total(found[prices]), prices.basis, prices.vat, prices.year or 0))
    return {prices: tuple(found[prices]) for prices in ordered}


def periods(workspace: Workspace, parts: Sequence[Amount]) -> tuple[Period, ...]:
    """The columns that these amounts need: years from today's on, with earlier and far later ones gathered."""
    today = workspace.today.year
    years = {part.year for part in parts if part.year is not None}
    last = max((year for year in years if year >= today), default=None)
    found = [Period("before", today)] if any(year < today for year in years) else []
    if last is not None:
        end = min(last, today + MOST_YEARS - 1)
        found += [Period("year", year) for year in range(today, end + 1)]
        found += [Period("after", end)] if last > end else []
    return (*found, *([Period("unallotted")] if any(part.year is None for part in parts) else []))


def in_period(parts: Iterable[Amount], period: Period) -> Decimal:
    return total(part for part in parts if period.holds(part.year))


def share(part: Decimal, whole: Decimal) -> Decimal | None:
    """A share of one, or None where there is nothing to share."""
    return part / whole if whole else None

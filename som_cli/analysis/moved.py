"""Budget lines of two versions -> the money that moved to other years, and what was added or taken away.

Lines carry `version`; the newest set counts (`amounts`), the set before it is what it is compared with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from som_cli.analysis.budget import NOT_DONE
from som_cli.model.action import Action, BudgetLine
from som_cli.model.workspace import Workspace

# The source and the payer of money; their money of a year, with None for what is not allotted to years.
_Giver = tuple[str, str]
_ByYear = dict[int | None, Decimal]


@dataclass(frozen=True, slots=True)
class Move:
    """Money of one source and payer of an action that the newest version puts elsewhere than the one before.

    `from_year` and `to_year` are None where the money stands in no single year. With `is_added` there is no year that
    it comes from, with `is_removed` none that it goes to: then the amount is the difference itself.
    """

    action: Action
    source: str
    payer: str
    old: str
    new: str
    amount: Decimal
    from_year: int | None
    to_year: int | None
    is_added: bool = False
    is_removed: bool = False

    @property
    def years(self) -> int | None:
        """By how many years it moved, later counted up; None where one end has no year, or does not exist."""
        if self.is_added or self.is_removed or self.from_year is None or self.to_year is None:
            return None
        return self.to_year - self.from_year

    @property
    def difference(self) -> Decimal:
        """What it changes in the sum: nothing where money only moved."""
        return self.amount if self.is_added else -self.amount if self.is_removed else Decimal(0)


def versions(action: Action) -> tuple[str, ...]:
    """The versions of an action's lines, oldest first; lines without one came before all."""
    lines = action.budget.lines if action.budget else ()
    return tuple(sorted({line.version or "" for line in lines}))


def moves(workspace: Workspace) -> tuple[Move, ...]:
    """What moved in all actions that have lines of two versions, by action, then source and payer."""
    return tuple(
        move
        for action in workspace.actions.values()
        if not action.is_mirror and action.status not in NOT_DONE
        for move in action_moves(action)
    )


def action_moves(action: Action) -> Iterator[Move]:
    """The moves of one action: within a source and payer, money leaves the earliest year for the earliest year first.

    A line that changed its source or its payer is money taken from one and added to the other.
    """
    known = versions(action)
    if len(known) < 2 or action.budget is None:  # noqa: PLR2004 - an old and a new one
        return
    old, new = known[-2:]
    before, after = (_sums(action.budget.lines, version) for version in (old, new))
    for giver in sorted(before.keys() | after.keys()):
        left, came = _differences(before.get(giver, {}), after.get(giver, {}))
        for amount, from_, to in _matched(left, came):
            yield Move(
                action,
                *giver,
                old,
                new,
                amount,
                from_[0] if from_ else None,
                to[0] if to else None,
                is_added=from_ is None,
                is_removed=to is None,
            )


def _sums(lines: tuple[BudgetLine, ...], version: str) -> Mapping[_Giver, _ByYear]:
    found: dict[_Giver, _ByYear] = defaultdict(lambda: defaultdict(Decimal))
    for line in lines:
        if (line.version or "") == version:
            year = line.year.year if line.year and line.year.is_known else None
            found[line.source or "", line.payer or ""][year] += line.amount * (line.rate or 1)
    return found


_Share = tuple[int | None, Decimal]


def _differences(before: _ByYear, after: _ByYear) -> tuple[list[_Share], list[_Share]]:
    """What each year lost and what each gained, by year; money without a year last."""
    years = sorted(before.keys() | after.keys(), key=lambda year: (year is None, year or 0))
    changes = [(year, after.get(year, Decimal(0)) - before.get(year, Decimal(0))) for year in years]
    lost = [(year, -change) for year, change in changes if change < 0]
    return lost, [(year, change) for year, change in changes if change > 0]


def _matched(
    left: list[_Share], came: list[_Share]
) -> Iterator[tuple[Decimal, tuple[int | None] | None, tuple[int | None] | None]]:
    """Amounts with the year that they left and the year that they came to; None for an end that does not exist."""
    left, came = list(left), list(came)
    while left and came:
        (from_year, gone), (to_year, new) = left[0], came[0]
        amount = min(gone, new)
        yield amount, (from_year,), (to_year,)
        left[0], came[0] = (from_year, gone - amount), (to_year, new - amount)
        left, came = (rows[1:] if not rows[0][1] else rows for rows in (left, came))
    yield from ((gone, (year,), None) for year, gone in left)
    yield from ((new, None, (year,)) for year, new in came)

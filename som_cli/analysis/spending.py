"""Budgets and returns -> money spent beside money planned, by action and year.

The same expense may be told twice, by the plan's own line and by a member's return: the larger of the two counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from som_cli.analysis.budget import Amount, amounts_by_action, total
from som_cli.analysis.lateness import own_actions
from som_cli.model.action import Action, BudgetLine, MoneyStage
from som_cli.model.layout import plan_of
from som_cli.model.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Spending:
    """One action in one year: what was planned, what its own lines say was spent, what members reported as spent."""

    action: Action
    plan: str
    year: int
    planned: Decimal
    own: Decimal
    reported: Decimal

    @property
    def spent(self) -> Decimal:
        return max(self.own, self.reported)


def spending(workspace: Workspace) -> tuple[Spending, ...]:
    """Every action and year with money planned or spent; money without a year is in none of them."""
    reported = _reported(workspace)
    found = []
    for action in own_actions(workspace):
        parts = [part for part in amounts_by_action(workspace)[action.id] if part.year is not None]
        planned = planned_parts(action, amounts_by_action(workspace)[action.id])
        told = reported.get(action.id, {})
        years = {part.year for part in parts if part.year is not None} | set(told)
        for year in sorted(years):
            own = total(part for part in parts if part.year == year and part.stage is MoneyStage.SPENT)
            plan = total(part for part in planned if part.year == year)
            spent = told.get(year, Decimal(0))
            found.append(Spending(action, plan_of(action.origin.path) or "", year, plan, own, spent))
    return tuple(found)


def planned_parts(action: Action, parts: Sequence[Amount]) -> tuple[Amount, ...]:
    """The lines that say what was planned.

    A line's stage may move on to `spent`: then all lines together are the plan. Or an expense stands beside the line
    that planned it: then lines of stage `spent` are left out. The stated total tells the two apart, as the sum that
    comes nearer to it; without one, lines of one year and source in both stages are an expense beside its plan.
    """
    rest = tuple(part for part in parts if part.stage is not MoneyStage.SPENT)
    spent = [part for part in parts if part.stage is MoneyStage.SPENT]
    stated = action.budget.stated_total if action.budget else None
    if not spent or not rest:
        return tuple(parts)
    if stated is not None:
        return tuple(parts) if abs(total(parts) - stated) <= abs(total(rest) - stated) else rest
    places = {(part.year, part.source) for part in rest}
    return rest if any((part.year, part.source) in places for part in spent) else tuple(parts)


def _reported(workspace: Workspace) -> Mapping[str, Mapping[int, Decimal]]:
    """Money that members reported as spent, by action and year; of one source and payer the last round counts."""
    latest: dict[tuple[str, int, str, str], tuple[str, Decimal]] = {}
    for answer in workspace.returns.values():
        for report in answer.actions:
            sums: dict[tuple[str, int, str, str], Decimal] = defaultdict(Decimal)
            for line in report.spent:
                if line.year is not None and line.year.is_known:
                    sums[report.action, line.year.year, line.source or "", _payer(line, answer.member)] += (
                        line.amount * (line.rate or 1)
                    )
            for key, value in sums.items():
                before = latest.get(key)
                if before is None or answer.round >= before[0]:
                    latest[key] = (answer.round, value)
    found: dict[str, dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for (action, year, _, _), (_, value) in latest.items():
        found[action][year] += value
    return found


def _payer(line: BudgetLine, member: str) -> str:
    return line.payer or member

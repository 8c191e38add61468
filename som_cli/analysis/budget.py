"""Budgets of actions -> amounts that can be summed: each project once, money without a year kept apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple, TypeVar

from som_cli.model.action import Action, ActionStatus, BudgetLine, MoneyStage, PriceBasis, Vat
from som_cli.model.layout import plan_of
from som_cli.model.workspace import Workspace

Key = TypeVar("Key")

# Money of what will not be done is no money of the plan.
NOT_DONE = frozenset({ActionStatus.CANCELLED, ActionStatus.WITHDRAWN})


class Amount(NamedTuple):
    """One amount of the consolidated budget, in the workspace's currency.

    `year` is None where the money is not allotted to years: a line over several years, a line without a year, or a
    total without lines (then `line` is None too). It counts in totals and is never split. `source`, `payer` and
    `stage` are empty or None where the document does not say.
    """

    action: Action
    plan: str
    value: Decimal
    year: int | None
    source: str
    payer: str
    stage: MoneyStage | None
    basis: PriceBasis
    vat: Vat
    line: BudgetLine | None


def amounts(workspace: Workspace, plan: str | None = None) -> tuple[Amount, ...]:
    """The money of all actions (of one plan), mirrors and actions that will not be done left out.

    Of the line sets of an action, told apart by `version`, only the newest counts.
    """
    return tuple(
        amount
        for action in workspace.actions.values()
        if action.mirror_of is None and action.status not in NOT_DONE
        if plan is None or plan_of(action.origin.path) == plan
        for amount in amounts_by_action(workspace)[action.id]
    )


def amounts_by_action(workspace: Workspace) -> Mapping[str, tuple[Amount, ...]]:
    """The money of each action, by its id."""
    return workspace.once(_amounts_by_action)


def _amounts_by_action(workspace: Workspace) -> Mapping[str, tuple[Amount, ...]]:
    return {action.id: action_amounts(action) for action in workspace.actions.values()}


def totals_by_action(workspace: Workspace) -> Mapping[str, Decimal]:
    """The sum of the money of each action, by its id."""
    return workspace.once(_totals_by_action)


def _totals_by_action(workspace: Workspace) -> Mapping[str, Decimal]:
    return {name: total(parts) for name, parts in amounts_by_action(workspace).items()}


def action_amounts(action: Action) -> tuple[Amount, ...]:
    """The money of one action: its lines, or its stated total where it has none."""
    budget = action.budget
    if budget is None:
        return ()
    price = budget.price
    basis = (price.basis if price else None) or PriceBasis.UNKNOWN
    vat = (price.vat if price else None) or Vat.UNKNOWN
    plan = plan_of(action.origin.path) or ""
    lines = budget.lines
    if versions := [line.version for line in lines if line.version]:
        newest = max(versions)
        lines = tuple(line for line in lines if line.version == newest)
    if not lines and budget.stated_total is not None:
        return (Amount(action, plan, budget.stated_total, None, "", "", None, basis, vat, None),)
    return tuple(
        [
            Amount(
                action,
                plan,
                line.amount * line.rate if line.rate else line.amount,
                line.year.year if line.year and line.year.is_known else None,
                line.source or "",
                line.payer or "",
                line.stage,
                basis,
                vat,
                line,
            )
            for line in lines
        ]
    )


def total(parts: Iterable[Amount]) -> Decimal:
    """The sum of amounts; prices of different bases are the caller's to keep apart (`price_bases`)."""
    return sum([part.value for part in parts], Decimal(0))


def totals_by(parts: Iterable[Amount], key: Callable[[Amount], Key]) -> Mapping[Key, Decimal]:
    """Sums by a key, in the order in which the keys first appear."""
    sums: dict[Key, Decimal] = defaultdict(Decimal)
    for part in parts:
        sums[key(part)] += part.value
    return dict(sums)


def price_bases(parts: Iterable[Amount]) -> frozenset[tuple[PriceBasis, Vat]]:
    """The kinds of prices that stand in a sum: more than one means that the sum mixes what should not be added."""
    return frozenset((part.basis, part.vat) for part in parts)

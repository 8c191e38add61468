"""Inventories, factors and effects of actions -> the emission balance of a plan.

Sources: IPCC 2006 Guidelines vol. 2 (emission = energy × factor); JRC136327 (one family of factors in one balance);
data model, section 6. Energy is in MWh a year, emission in tonnes a year, factors in tonnes for one MWh: base units.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import PurePosixPath
from typing import NamedTuple

from som_cli.analysis.conversion import in_base
from som_cli.model.action import Action, ActionStatus, EnergyEffect, Quantity
from som_cli.model.energy import FactorSet, Inventory, InventoryRow
from som_cli.model.plan import Plan
from som_cli.model.workspace import Workspace

NOT_DONE = frozenset({ActionStatus.CANCELLED, ActionStatus.WITHDRAWN})
_YEAR = re.compile(r"(?<![0-9])([12][0-9]{3})(?![0-9])")
WHOLE = Decimal(100)


class Cell(NamedTuple):
    """One row of the inventory, its factor, and the emission (t a year); None where the set has no such carrier."""

    inventory: Inventory
    row: InventoryRow
    factor: Decimal | None

    @property
    def emission(self) -> Decimal | None:
        return None if self.factor is None else self.row.mwh * self.factor


class Effect(NamedTuple):
    """What an action saves (MWh a year) and avoids (t a year): as stated, and as saved energy × factor.

    `mirror` is the action of the plan that stands for it, where another plan holds it. `members` are its owner and
    partners among the members of the partnership.
    """

    action: Action
    mirror: Action | None
    energy: EnergyEffect
    saved: Decimal | None
    stated: Decimal | None
    computed: Decimal | None
    members: tuple[str, ...]

    @property
    def value(self) -> Decimal | None:
        """The effect that counts: stated, else computed."""
        return self.computed if self.stated is None else self.stated

    @property
    def carrier(self) -> str | None:
        return self.energy.saved.carrier if self.energy.saved else None


@dataclass(frozen=True)
class Balance:
    """The emission of a plan's base year, its target, and what its actions do about it.

    base = Σ MWh × factor(carrier), by one set; target = base × (1 + pct / 100), or as stated; need = base - target;
    effects count once each, mirrors through their originals; gap = need - Σ effects.
    """

    plan: Plan
    factors: FactorSet
    inventories: tuple[Inventory, ...]
    cells: tuple[Cell, ...]
    target: Decimal | None
    effects: tuple[Effect, ...]

    @cached_property
    def base(self) -> Decimal:
        return emission(self.cells)

    @property
    def need(self) -> Decimal | None:
        return None if self.target is None else self.base - self.target

    @cached_property
    def effect(self) -> Decimal:
        return sum((found.value for found in self.effects if found.value is not None), Decimal(0))

    @property
    def gap(self) -> Decimal | None:
        return None if self.need is None else self.need - self.effect

    @cached_property
    def energy(self) -> Mapping[tuple[str, str, str], Decimal]:
        """Consumption (MWh a year) by member, sector and carrier."""
        sums: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
        for cell in self.cells:
            sums[cell.row.member, cell.row.sector, cell.row.carrier] += cell.row.mwh
        return dict(sums)

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        """Sectors' carriers that measures touch, in the order of the effects."""
        touching: dict[tuple[str, str], list[Effect]] = defaultdict(list)
        for found in self.effects:
            if found.saved is not None and found.energy.sector and found.carrier:
                touching[found.energy.sector, found.carrier].append(found)
        used: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for (_, sector, carrier), mwh in self.energy.items():
            used[sector, carrier] += mwh
        return tuple(Share(*key, tuple(found), used.get(key, Decimal(0))) for key, found in touching.items())


class Share(NamedTuple):
    """The measures that touch one carrier of one sector, and what the sector uses of it (MWh a year)."""

    sector: str
    carrier: str
    effects: tuple[Effect, ...]
    consumption: Decimal

    @property
    def saved(self) -> Decimal:
        return sum((found.saved for found in self.effects if found.saved is not None), Decimal(0))


def emission(cells: tuple[Cell, ...]) -> Decimal:
    """Σ MWh × factor (t a year); rows whose carrier has no factor are left out."""
    return sum((cell.emission for cell in cells if cell.emission is not None), Decimal(0))


def balances(workspace: Workspace) -> tuple[Balance, ...]:
    """The balance of every plan that names a set of factors."""
    found = (balance(plan, workspace) for plan in workspace.plans.values())
    return tuple(one for one in found if one is not None)


def balance(plan: Plan, workspace: Workspace) -> Balance | None:
    """The balance of a plan by the one set of factors that it names, or None where it names none that is there."""
    stated = plan.emissions
    factors = workspace.factor_sets.get(stated.factors or "") if stated else None
    if stated is None or factors is None:
        return None
    inventories = base_inventories(plan, workspace)
    cells = tuple(cell for inventory in inventories for cell in inventory_cells(inventory, factors, workspace))
    return Balance(
        plan, factors, inventories, cells, _target(plan, emission(cells), workspace), effects(plan, factors, workspace)
    )


def base_inventories(plan: Plan, workspace: Workspace) -> tuple[Inventory, ...]:
    """The inventories of the base year among those that the plan lists; all of them where no name tells that year."""
    stated = plan.emissions
    if stated is None:
        return ()
    listed = tuple(found for found in workspace.inventories if found.path in stated.inventory)
    base = stated.base_year.year if stated.base_year and stated.base_year.is_known else None
    of_base = tuple(found for found in listed if base is not None and inventory_year(found.path) == base)
    return of_base or listed


def inventory_year(path: str) -> int | None:
    """The year that the name of an inventory tells: `inventory/2013.csv`."""
    found = _YEAR.search(PurePosixPath(path).stem)
    return int(found[1]) if found else None


def factor_of(factors: FactorSet, carrier: str | None, workspace: Workspace) -> Decimal | None:
    """Tonnes for one MWh of a carrier, or None where the set does not hold it."""
    found = factors.factors.get(carrier or "")
    return None if found is None else in_base(found.value, factors.unit, workspace)


def inventory_cells(inventory: Inventory, factors: FactorSet, workspace: Workspace) -> tuple[Cell, ...]:
    """The rows of an inventory with their factors."""
    known = {carrier: factor_of(factors, carrier, workspace) for carrier in factors.factors}
    return tuple(Cell(inventory, row, known.get(row.carrier)) for row in inventory.rows)


def _target(plan: Plan, base: Decimal, workspace: Workspace) -> Decimal | None:
    target = plan.emissions.target if plan.emissions else None
    if target is None:
        return None
    if target.change_pct is not None:
        return base * (1 + target.change_pct / WHOLE)
    return None if target.value is None else in_base(target.value, target.unit, workspace)


def effects(plan: Plan, factors: FactorSet, workspace: Workspace) -> tuple[Effect, ...]:
    """Effects of the plan's actions and of those that its mirrors stand for, each once, without what is given up."""
    found: dict[str, Effect] = {}
    for listed in workspace.in_plan(Action, plan.id):
        action = workspace.original(listed)
        if action.is_mirror or action.energy is None or action.id in found:
            continue
        if action.status in NOT_DONE or listed.status in NOT_DONE:
            continue
        own = workspace.factor_sets.get(action.energy.factors or "") or factors
        found[action.id] = action_effect(action, listed if listed is not action else None, own, workspace)
    return tuple(found.values())


def action_effect(action: Action, mirror: Action | None, factors: FactorSet, workspace: Workspace) -> Effect:
    """The effect of one action: computed = saved × factor(carrier) + renewable production × factor(its carrier)."""
    energy = action.energy or EnergyEffect()
    parties = (action.owner, *action.partners)
    members = tuple(name for name in parties if name is not None and name in workspace.members)
    parts = [_avoided(part, factors, workspace) for part in (energy.saved, energy.res) if _is_counted(part)]
    known = [part for part in parts if part is not None]
    computed = sum(known, Decimal(0)) if parts and len(known) == len(parts) else None
    return Effect(
        action, mirror, energy, quantity(energy.saved, workspace), quantity(energy.co2, workspace), computed, members
    )


def quantity(found: Quantity | None, workspace: Workspace) -> Decimal | None:
    """A quantity in its base unit (MWh or tonnes a year)."""
    return None if found is None or found.value is None else in_base(found.value, found.unit, workspace)


def _is_counted(part: Quantity | None) -> bool:
    return part is not None and bool(part.value)


def _avoided(part: Quantity | None, factors: FactorSet, workspace: Workspace) -> Decimal | None:
    factor = factor_of(factors, part.carrier, workspace) if part else None
    energy = quantity(part, workspace)
    return None if factor is None or energy is None else energy * factor

"""Energy and emission (EMI): inventories that can be computed, by one set of factors, without holes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from som_cli.analysis.conversion import dimension, in_base
from som_cli.analysis.emissions import (
    Balance,
    Cell,
    balances,
    emission,
    inventory_cells,
    inventory_year,
)
from som_cli.analysis.median import median
from som_cli.analysis.series import all_readings
from som_cli.messages import msg
from som_cli.model.energy import FactorSet, Inventory
from som_cli.model.entry import FieldPath, Item
from som_cli.model.indicator import Baseline, Indicator
from som_cli.model.plan import Plan
from som_cli.model.workspace import WHOLE_AREA, Workspace
from som_cli.rules.figures import percent, rounded
from som_cli.rules.registry import Finding, rule
from som_cli.text.diagnostics import Related

# Fewer members have no usual value to differ from.
MIN_COMPARED = 4


@rule("EMI01", "E")
def energy_without_factor(workspace: Workspace) -> Iterator[Finding]:
    """A carrier has no factor in the plan's set, a sector is unknown, or energy is negative."""
    for inventory in workspace.inventories:
        plan = workspace.plans.get(inventory.plan)
        if plan is not None:
            yield from _rows_without_factor(plan, inventory, workspace)
    for found in balances(workspace):
        for effect in found.effects:
            own = workspace.factor_sets.get(effect.energy.factors or "") or found.factors
            for key, part in (("saved", effect.energy.saved), ("res", effect.energy.res)):
                if part is not None and part.value and part.carrier and part.carrier not in own.factors:
                    message = msg(
                        "the set {factors} has no factor for `{carrier}`", factors=own.id, carrier=part.carrier
                    )
                    help_ = msg("add the factor with its source, or correct the carrier")
                    yield Finding(effect.action, ("energy", key, "carrier"), message, help_)


def _rows_without_factor(plan: Plan, inventory: Inventory, workspace: Workspace) -> Iterator[Finding]:
    factors = workspace.factor_sets.get(plan.emissions.factors or "") if plan.emissions else None
    path = ("emissions", "inventory")
    sectors = workspace.codelists.get("sectors", {})
    for row in inventory.rows:
        cells = row.row.cells
        if row.sector not in sectors:
            help_ = msg("allowed: {allowed}", allowed=", ".join(sectors))
            message = msg("`{sector}` is not in the list of sectors", sector=row.sector)
            yield Finding(plan, path, message, help_, span=cells["sector"].span)
        if factors is not None and row.carrier not in factors.factors:
            message = msg("the set {factors} has no factor for `{carrier}`", factors=factors.id, carrier=row.carrier)
            help_ = msg("add the factor with its source, or correct the carrier")
            yield Finding(plan, path, message, help_, span=cells["carrier"].span)
        if row.mwh < 0:
            message = msg("the energy is {mwh} MWh, below 0", mwh=row.mwh)
            yield Finding(plan, path, message, msg("write what was used; production is no use"), span=cells["mwh"].span)


class _Stated(NamedTuple):
    """A baseline that says from which inventory it was computed, and where it stands."""

    indicator: Indicator
    item: Item
    path: FieldPath
    baseline: Baseline
    value: Decimal
    inventory: Inventory
    factors: FactorSet


def _stated_emissions(workspace: Workspace) -> Iterator[_Stated]:
    by_path = {inventory.path: inventory for inventory in workspace.inventories}
    if not by_path:
        return
    places: list[tuple[Indicator, Item, FieldPath, Baseline | None]] = []
    for indicator in workspace.indicators.values():
        places.append((indicator, indicator, ("baseline",), indicator.baseline))
        for objective, index, use in workspace.uses.get(indicator.id, ()):
            places.append((indicator, objective, ("indicators", index, "baseline"), use.baseline))
    for indicator, item, path, baseline in places:
        inventory = by_path.get(baseline.computed_from or "") if baseline else None
        if baseline is None or baseline.value is None or inventory is None:
            continue
        plan = workspace.plans.get(inventory.plan)
        factors = workspace.factor_sets.get(plan.emissions.factors or "") if plan and plan.emissions else None
        if factors is not None:
            yield _Stated(indicator, item, path, baseline, baseline.value, inventory, factors)


@rule("EMI02", "E")
def emission_unlike_inventory(workspace: Workspace) -> Iterator[Finding]:
    """A stated emission differs from the inventory that it was computed from, times the factors."""
    for stated in _stated_emissions(workspace):
        unit = stated.baseline.unit or stated.indicator.unit
        cells = _cells_of(stated.inventory, stated.factors, stated.baseline.area, workspace)
        found = in_base(stated.value, unit, workspace)
        computed = emission(cells)
        slack = _slack(computed, stated.indicator, workspace)
        if all(cell.factor is not None for cell in cells) and abs(found - computed) > slack:
            message = msg(
                "stated are {stated} t, {inventory} by {factors} gives {computed} t",
                stated=rounded(found, 1),
                computed=rounded(computed, 1),
                inventory=stated.inventory.path,
                factors=stated.factors.id,
            )
            help_ = msg("correct the value or the inventory; they may differ by {slack} t", slack=rounded(slack, 1))
            yield Finding(stated.item, (*stated.path, "value"), message, help_)


def _cells_of(inventory: Inventory, factors: FactorSet, area: str | None, workspace: Workspace) -> tuple[Cell, ...]:
    cells = inventory_cells(inventory, factors, workspace)
    return cells if area in (None, WHOLE_AREA) else tuple(cell for cell in cells if cell.row.member == area)


def _slack(computed: Decimal, indicator: Indicator, workspace: Workspace) -> Decimal:
    """How far a stated emission may lie from the computed one: a rounded last digit, or a share."""
    digit = Decimal(1).scaleb(-min(max(indicator.decimals or 0, -9), 9))
    step = in_base(digit, indicator.unit, workspace)
    return max(step, abs(computed) * workspace.settings.standards.emissions.stated_rel)


@rule("EMI03", "E")
def mixed_balance(workspace: Workspace) -> Iterator[Finding]:
    """One balance mixes sets of factors, gases or base years, which cannot be added."""
    for found in balances(workspace):
        yield from _other_sets(found, workspace)
        yield from _other_years(found)
    for stated in _stated_emissions(workspace):
        year = inventory_year(stated.inventory.path)
        period = stated.baseline.period
        if year is not None and period is not None and period.is_known and period.year != year:
            message = msg("the baseline is of {period}, its inventory of {year}", period=period, year=year)
            help_ = msg("name the inventory of the baseline's year in `computed_from`")
            yield Finding(stated.item, (*stated.path, "period"), message, help_)


def _other_sets(found: Balance, workspace: Workspace) -> Iterator[Finding]:
    related = (Related(found.plan.origin.span(("emissions", "factors")), msg("the set of the balance")),)
    target = found.plan.emissions.target if found.plan.emissions else None
    # The target, else the first effect, says which gases the balance counts.
    counted = target.unit if target and target.unit else None
    for effect in found.effects:
        action, factors, co2 = effect.action, effect.energy.factors, effect.energy.co2
        if factors is not None and factors != found.factors.id:
            message = msg(
                "the effect is computed with {other}, the balance of {plan} with {factors}",
                other=factors,
                plan=found.plan.id,
                factors=found.factors.id,
            )
            help_ = msg("compute it again with {factors}", factors=found.factors.id)
            yield Finding(action, ("energy", "factors"), message, help_, other=found.plan.id, related=related)
        if co2 is None or co2.unit is None or dimension(co2.unit, workspace) is None:
            continue
        counted = counted or co2.unit
        if dimension(co2.unit, workspace) != dimension(counted, workspace):
            message = msg(
                "the effect is in {unit}, the balance of {plan} in {counted}",
                unit=co2.unit,
                plan=found.plan.id,
                counted=counted,
            )
            help_ = msg("CO₂ and its equivalent are never added: compute it again in {counted}", counted=counted)
            yield Finding(action, ("energy", "co2", "unit"), message, help_, other=found.plan.id)


def _other_years(found: Balance) -> Iterator[Finding]:
    stated = found.plan.emissions
    base = stated.base_year if stated else None
    if stated is None or base is None or not base.is_known:
        return
    for index, path in enumerate(stated.inventory):
        year = inventory_year(path)
        is_counted = any(inventory.path == path for inventory in found.inventories)
        if is_counted and year is not None and year != base.year:
            message = msg("the base year is {base}, the inventory is of {year}", base=base, year=year)
            help_ = msg("add the inventory of {base}, or correct `base_year`", base=base)
            yield Finding(found.plan, ("emissions", "inventory", index), message, help_)


@rule("EMI08", "W")
def hole_in_inventory(workspace: Workspace) -> Iterator[Finding]:
    """A key sector is missing from the inventory, of all members or of one, or energy per head is out of line."""
    keys = workspace.settings.standards.emissions.key_sectors
    for found in balances(workspace):
        if not found.cells:
            continue
        held: dict[str, set[str]] = defaultdict(set)
        for cell in found.cells:
            held[cell.row.member].update(key for key in keys if _is_of(cell.row.sector, key))
        everywhere = set().union(*held.values())
        absent = [key for key in keys if key not in everywhere]
        help_ = msg("ask who can tell the consumption; write 0 where there is none")
        if absent:
            message = msg("the inventory has no row of the key sector {sectors}", sectors=", ".join(absent))
            yield Finding(found.plan, ("emissions", "inventory"), message, help_)
        for member, has in held.items():
            missing = [key for key in keys if key in everywhere and key not in has]
            if missing:
                message = msg(
                    "{member} has no row of the key sector {sectors}, others have",
                    member=workspace.actor_name(member),
                    sectors=", ".join(missing),
                )
                about = f"{found.plan.id}/{member}"
                yield Finding(found.plan, ("emissions", "inventory"), message, help_, about=about)
        yield from _unknown_consumption(found)
        yield from _out_of_line(found, workspace)


def _unknown_consumption(found: Balance) -> Iterator[Finding]:
    """Savings of a carrier that the inventory does not hold in that sector, though it holds the sector."""
    sectors = {sector for _, sector, _ in found.energy}
    held = {(sector, carrier) for _, sector, carrier in found.energy}
    for share in found.shares:
        if share.sector in sectors and (share.sector, share.carrier) not in held:
            action = share.effects[0].action
            message = msg(
                "the inventory of {plan} has no row of {carrier} in {sector}, which the action saves",
                plan=found.plan.id,
                carrier=share.carrier,
                sector=share.sector,
            )
            help_ = msg("add the consumption to the inventory, or correct the carrier")
            yield Finding(action, ("energy", "saved", "carrier"), message, help_, other=found.plan.id)


def _is_of(sector: str, key: str) -> bool:
    return sector == key or sector.startswith(f"{key}_")


def _out_of_line(found: Balance, workspace: Workspace) -> Iterator[Finding]:
    limit = workspace.settings.standards.emissions.per_head_factor
    heads = _populations(found, workspace)
    sums: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for (member, sector, _), mwh in found.energy.items():
        if member in heads:
            sums[sector][member] += mwh
    for sector, by_member in sums.items():
        rates = {member: mwh / heads[member] for member, mwh in by_member.items() if mwh > 0}
        if len(rates) < MIN_COMPARED:
            continue
        usual = median(rates.values())
        for member, rate in rates.items():
            if rate > usual * limit or rate * limit < usual:
                message = msg(
                    "{sector} of {member}: {rate} MWh a head, the members' median is {usual}",
                    sector=sector,
                    member=workspace.actor_name(member),
                    rate=rounded(rate, 2),
                    usual=rounded(usual, 2),
                )
                help_ = msg("check the unit and the rows; more than {limit} times apart is looked at", limit=limit)
                about = f"{found.plan.id}/{member}"
                yield Finding(found.plan, ("emissions", "inventory"), message, help_, about=about)


def _populations(found: Balance, workspace: Workspace) -> Mapping[str, Decimal]:
    """Inhabitants of members at the date nearest to the base year."""
    stated = found.plan.emissions
    year = stated.base_year.year if stated and stated.base_year and stated.base_year.is_known else workspace.today.year
    heads = {}
    for member in workspace.members.values():
        known = [count for count in member.population if count.value > 0]
        if known:
            heads[member.id] = min(known, key=lambda count: abs(count.date.year - year)).value
    return heads


@rule("EMI10", "W")
def other_factors_in_monitoring(workspace: Workspace) -> Iterator[Finding]:
    """A monitored emission does not come from its inventory by the factors of the base: a reduction on paper."""
    by_year = {(one.plan, inventory_year(one.path)): one for one in workspace.inventories}
    readings = all_readings(workspace)
    for stated in _stated_emissions(workspace):
        if stated.item is not stated.indicator:
            continue
        for reading in readings.get(stated.indicator.id, ()):
            inventory = by_year.get((stated.inventory.plan, reading.period.year))
            if reading.value is None or inventory is None or inventory is stated.inventory:
                continue
            cells = _cells_of(inventory, stated.factors, reading.area, workspace)
            found = in_base(reading.value, stated.indicator.unit, workspace)
            computed = emission(cells)
            slack = _slack(computed, stated.indicator, workspace)
            if cells and abs(found - computed) > slack:
                message = msg(
                    "{period}: stated are {stated} t, {inventory} by the base's {factors} gives {computed} t",
                    period=reading.period,
                    stated=rounded(found, 1),
                    inventory=inventory.path,
                    factors=stated.factors.id,
                    computed=rounded(computed, 1),
                )
                help_ = msg(
                    "use the same factors, or compute the base again with the new ones ({share} % may differ)",
                    share=percent(workspace.settings.standards.emissions.stated_rel),
                )
                yield Finding(reading.item, (*reading.path, "value"), message, help_, about=stated.indicator.id)

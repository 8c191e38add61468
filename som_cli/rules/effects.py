"""Effects of actions on energy and emission (EMI): what is claimed can be, and reaches the target."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from som_cli.analysis.conversion import dimension, in_base
from som_cli.analysis.emission_measures import ROUNDING, acts_on_itself, differs
from som_cli.analysis.emissions import Balance, Effect, balances, quantity
from som_cli.messages import msg
from som_cli.model.action import Action, ActionKind
from som_cli.model.workspace import Workspace
from som_cli.rules.figures import percent, rounded
from som_cli.rules.registry import Finding, rule
from som_cli.rules.scope import own_actions
from som_cli.text.diagnostics import Related

POWER = "power"
HOURS_OF_YEAR = Decimal(8760)


def _effects(workspace: Workspace) -> Iterator[tuple[Balance, Effect]]:
    """Each effect with the first balance that counts it."""
    seen = set()
    for found in balances(workspace):
        for effect in found.effects:
            if effect.action.id not in seen:
                seen.add(effect.action.id)
                yield found, effect


@rule("EMI04", "W")
def effect_unlike_saved_energy(workspace: Workspace) -> Iterator[Finding]:
    """The stated effect of an action differs from the energy that it saves times the factor."""
    tolerance = workspace.settings.tolerance.co2_rel
    for found, effect in _effects(workspace):
        if effect.stated is not None and effect.computed is not None and differs(effect, workspace):
            message = msg(
                "stated are {stated} t a year, energy × factor ({factors}) gives {computed} t",
                stated=rounded(effect.stated, 1),
                factors=effect.energy.factors or found.factors.id,
                computed=rounded(effect.computed, 1),
            )
            help_ = msg("correct one of them, or say in `method` why; {share} % may differ", share=percent(tolerance))
            yield Finding(effect.action, ("energy", "co2", "value"), message, help_)


@rule("EMI05", "E")
def saving_over_consumption(workspace: Workspace) -> Iterator[Finding]:
    """An action saves more energy than its members use of that carrier in that sector."""
    for found in balances(workspace):
        held = {cell.row.member for cell in found.cells}
        for effect in found.effects:
            members = [name for name in effect.members if name in held]
            # Where nobody of the inventory takes part, all of it may be meant.
            parties = members if len(members) == len(effect.members) and members else sorted(held)
            sector, carrier = effect.energy.sector or "", effect.carrier or ""
            # What has no row is unknown, not zero: EMI08 and EMI12 tell of it.
            if effect.saved is None or not any((name, sector, carrier) in found.energy for name in parties):
                continue
            used = sum((found.energy.get((name, sector, carrier), Decimal(0)) for name in parties), Decimal(0))
            if effect.saved > used + ROUNDING:
                message = msg(
                    "{saved} MWh are saved, {members} use {used} MWh of {carrier} in {sector}",
                    saved=rounded(effect.saved, 1),
                    members=", ".join(parties),
                    used=rounded(used, 1),
                    carrier=carrier,
                    sector=sector,
                )
                help_ = msg("correct the saving, its carrier or sector, or the inventory of {plan}", plan=found.plan.id)
                yield Finding(effect.action, ("energy", "saved", "value"), message, help_, other=found.plan.id)


@rule("EMI06", "W→E@A")
def target_out_of_reach(workspace: Workspace) -> Iterator[Finding]:
    """The effects of all actions together do not reach the emission target of the plan."""
    for found in balances(workspace):
        need, gap = found.need, found.gap
        if need is None or gap is None or gap <= ROUNDING or not found.cells:
            continue
        target = found.plan.emissions.target if found.plan.emissions else None
        key = "change_pct" if target and target.change_pct is not None else "value"
        message = msg(
            "the actions give {effect} of the {need} t needed, {gap} t are missing ({base} t by {factors})",
            effect=rounded(found.effect),
            need=rounded(need),
            gap=rounded(gap),
            base=rounded(found.base),
            factors=found.factors.id,
        )
        help_ = msg("add actions, or set a target that the actions reach")
        related = tuple(
            Related(
                effect.action.origin.span(("energy", "co2")),
                msg("{action}: {effect} t", action=effect.action.id, effect=rounded(effect.value, 1)),
            )
            for effect in found.effects
            if effect.value is not None
        )
        yield Finding(found.plan, ("emissions", "target", key), message, help_, related=related)


@rule("EMI07", "W")
def measures_that_interact(workspace: Workspace) -> Iterator[Finding]:
    """Several measures on one carrier of one sector together save more than they can one beside the other."""
    limit = workspace.settings.standards.emissions.interaction_share
    for found in balances(workspace):
        for share in found.shares:
            if acts_on_itself(share, workspace):
                message = msg(
                    "{actions} together save {saved} of {used} MWh ({share} %) of {carrier} in {sector}",
                    actions=", ".join(effect.action.id for effect in share.effects),
                    saved=rounded(share.saved, 1),
                    used=rounded(share.consumption, 1),
                    share=percent(share.saved / share.consumption),
                    carrier=share.carrier,
                    sector=share.sector,
                )
                help_ = msg(
                    "what one measure saves the next cannot: compute them together above {limit} %",
                    limit=percent(limit),
                )
                last = share.effects[-1].action
                related = tuple(
                    Related(effect.action.origin.span(("energy", "saved")), msg("saves here too"))
                    for effect in share.effects[:-1]
                )
                yield Finding(last, ("energy", "saved", "value"), message, help_, related=related)


@rule("EMI09", "W")
def impossible_renewable_output(workspace: Workspace) -> Iterator[Finding]:
    """Renewable production has no power beside it, or would run more hours a year than it can."""
    for action in own_actions(workspace):
        produced = quantity(action.energy.res if action.energy else None, workspace)
        if action.energy is None or not produced:
            continue
        power = _power(action, workspace)
        if power is None:
            help_ = msg("add the power as an output of an indicator in MW or kW")
            message = msg("{produced} MWh a year come from an unknown power", produced=rounded(produced, 1))
            yield Finding(action, ("energy", "res", "value"), message, help_)
            continue
        limits = workspace.settings.standards.emissions.full_load_hours
        limit = limits.get(action.energy.area or "", HOURS_OF_YEAR)
        hours = produced / power
        if hours > limit:
            message = msg(
                "{produced} MWh from {power} MW take {hours} hours a year, more than {limit}",
                produced=rounded(produced, 1),
                power=rounded(power, 3),
                hours=rounded(hours),
                limit=limit,
            )
            help_ = msg("check the units of energy and power")
            yield Finding(action, ("energy", "res", "value"), message, help_)


def _power(action: Action, workspace: Workspace) -> Decimal | None:
    """The power (MW) that the action builds: outputs in a unit of power."""
    total = Decimal(0)
    for output in action.outputs:
        indicator = workspace.indicators.get(output.indicator)
        unit = output.unit or (indicator.unit if indicator else None)
        if output.value is not None and dimension(unit, workspace) == POWER:
            total += in_base(output.value, unit, workspace)
    return total or None


@rule("EMI11", "I")
def effect_of_soft_action(workspace: Workspace) -> Iterator[Finding]:
    """An action of education claims a large part of all effects."""
    limit = workspace.settings.standards.emissions.soft_share
    for found in balances(workspace):
        for effect in found.effects:
            value = effect.value
            if effect.action.kind is not ActionKind.EDUCATION or value is None or found.effect <= 0:
                continue
            if value > limit * found.effect:
                message = msg(
                    "education gives {effect} of {total} t ({share} %), more than {limit} %",
                    effect=rounded(value, 1),
                    total=rounded(found.effect, 1),
                    share=percent(value / found.effect),
                    limit=percent(limit),
                )
                help_ = msg("say in `method` how it is measured, or count less")
                yield Finding(effect.action, ("energy", "co2", "value"), message, help_, other=found.plan.id)


@rule("EMI12", "W")
def emission_moved_elsewhere(workspace: Workspace) -> Iterator[Finding]:
    """An effect is claimed in a sector that the inventory does not count, or moves the emission into one."""
    shifts = workspace.settings.standards.emissions.shifts
    for found in balances(workspace):
        sectors = {cell.row.sector for cell in found.cells}
        if not sectors:
            continue
        for effect in found.effects:
            if not effect.value:
                continue
            sector, into = effect.energy.sector, shifts.get(effect.energy.area or "")
            if sector is not None and sector not in sectors:
                message = msg(
                    "the inventory of {plan} does not count the sector {sector}", plan=found.plan.id, sector=sector
                )
                help_ = msg("add the sector to the inventory, or leave the effect out of the balance")
                yield Finding(effect.action, ("energy", "sector"), message, help_, other=found.plan.id)
            elif into is not None and into not in sectors:
                message = msg(
                    "the emission moves to {into}, which the inventory of {plan} does not count",
                    into=into,
                    plan=found.plan.id,
                )
                help_ = msg("add {into} to the inventory, so that what is moved is seen", into=into)
                yield Finding(effect.action, ("energy", "area"), message, help_, other=found.plan.id)

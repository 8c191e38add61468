"""The emission balance of a plan -> its three measures, its sectors and members before and after, and its checks.

The three measures of a low-emission plan (data model, 1.8) are emission, final energy, and the share of renewable
energy. Energy is in MWh a year, emission in tonnes a year, shares are parts of one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from som_cli.analysis.emissions import Balance, Cell, Effect, Share, quantity
from som_cli.model.workspace import Workspace

# Below this many tonnes or megawatt-hours rounding is larger than the tolerance.
ROUNDING = Decimal("0.5")
# The code list of carriers that count as renewable.
RENEWABLE = "renewable-carriers"


class Measure(NamedTuple):
    """One measure before the actions and after them; `target` where the plan states one."""

    before: Decimal
    after: Decimal
    target: Decimal | None = None

    @property
    def change(self) -> Decimal | None:
        """As a part of what was before; None where there was nothing."""
        return (self.after - self.before) / self.before if self.before else None


class Measures(NamedTuple):
    """Emission (t), final energy (MWh), renewable energy (MWh), and its share in final energy."""

    emission: Measure
    energy: Measure
    renewable: Measure
    share: Measure | None


def measures(balance: Balance, workspace: Workspace) -> Measures:
    """The three measures: after = before, less what the actions save, with the renewable energy that they produce.

    Renewable energy replaces other energy: it changes the share, not the sum. Saving a renewable carrier lowers both.
    """
    carriers = workspace.codelists.get(RENEWABLE, {})
    energy = sum((cell.row.mwh for cell in balance.cells), Decimal(0))
    renewable = sum((cell.row.mwh for cell in balance.cells if cell.row.carrier in carriers), Decimal(0))
    saved = sum((found.saved for found in balance.effects if found.saved), Decimal(0))
    unused = sum((found.saved for found in balance.effects if found.saved and found.carrier in carriers), Decimal(0))
    produced = sum((renewable_energy(found, workspace) or Decimal(0) for found in balance.effects), Decimal(0))
    later, green = energy - saved, renewable + produced - unused
    share = Measure(renewable / energy, green / later) if energy > 0 and later > 0 else None
    return Measures(
        Measure(balance.base, balance.base - balance.effect, balance.target),
        Measure(energy, later),
        Measure(renewable, green),
        share,
    )


def renewable_energy(found: Effect, workspace: Workspace) -> Decimal | None:
    """What an action produces from renewable sources (MWh a year)."""
    return quantity(found.energy.res, workspace)


class Part(NamedTuple):
    """A sector, carrier or member: energy and emission of the base year, and what actions save and avoid there."""

    key: str
    energy: Decimal
    emission: Decimal
    saved: Decimal
    avoided: Decimal

    @property
    def after(self) -> Decimal:
        return self.emission - self.avoided


def by_sector(balance: Balance, workspace: Workspace) -> tuple[Part, ...]:
    """Sectors in the order of their code list; effects of no sector stand under an empty key, last."""
    found = _parts(balance, lambda cell: cell.row.sector, lambda effect: effect.energy.sector or "")
    return _in_list(found, workspace, "sectors")


def by_carrier(balance: Balance, workspace: Workspace) -> tuple[Part, ...]:
    """Carriers in the order of their code list; production from renewable sources counts under an empty key."""
    found = _parts(balance, lambda cell: cell.row.carrier, lambda effect: effect.carrier or "")
    return _in_list(found, workspace, "carriers")


def by_member(balance: Balance) -> tuple[Part, ...]:
    """Members of the inventory, with the actions that each answers for; those of others stand under an empty key."""
    members = {cell.row.member for cell in balance.cells}
    found = _parts(
        balance,
        lambda cell: cell.row.member,
        lambda effect: effect.action.owner if effect.action.owner in members else "",
    )
    return tuple(found.values())


def _parts(
    balance: Balance, key: Callable[[Cell], str], of_effect: Callable[[Effect], str | None]
) -> Mapping[str, Part]:
    sums: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 4)
    for cell in balance.cells:
        energy, emission, saved, avoided = sums[key(cell)]
        sums[key(cell)] = [energy + cell.row.mwh, emission + (cell.emission or 0), saved, avoided]
    for found in balance.effects:
        name = of_effect(found) or ""
        energy, emission, saved, avoided = sums[name]
        sums[name] = [energy, emission, saved + (found.saved or 0), avoided + (found.value or 0)]
    return {name: Part(name, *values) for name, values in sums.items()}


def _in_list(found: Mapping[str, Part], workspace: Workspace, name: str) -> tuple[Part, ...]:
    order = list(workspace.codelists.get(name, {}))

    def rank(part: Part) -> tuple[bool, int, str]:
        return not part.key, order.index(part.key) if part.key in order else len(order), part.key

    return tuple(sorted(found.values(), key=rank))


def of_member(balance: Balance, member: str) -> Balance:
    """The balance of one member: its rows of the inventory, and the actions that it answers for.

    The target is that of all members, so it goes; effects of common actions cannot be told apart by members.
    """
    cells = tuple(cell for cell in balance.cells if cell.row.member == member)
    effects = tuple(found for found in balance.effects if found.action.owner == member)
    return replace(balance, cells=cells, effects=effects, target=None)


def differs(found: Effect, workspace: Workspace) -> bool:
    """Whether the stated effect lies further from energy × factor than the tolerance allows."""
    if found.stated is None or found.computed is None:
        return False
    tolerance = workspace.settings.tolerance.co2_rel
    return abs(found.stated - found.computed) > max(tolerance * abs(found.computed), ROUNDING)


def acts_on_itself(share: Share, workspace: Workspace) -> bool:
    """Whether measures on one carrier of one sector save so much together that their effects cannot be added."""
    limit = workspace.settings.standards.emissions.interaction_share
    return len(share.effects) > 1 and share.consumption > 0 and share.saved > limit * share.consumption

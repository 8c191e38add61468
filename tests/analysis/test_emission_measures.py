"""The three measures, sectors before and after, and the checks of effects."""

from __future__ import annotations

from decimal import Decimal

from som_cli.analysis.emission_measures import acts_on_itself, by_member, by_sector, differs, measures, of_member
from som_cli.analysis.emissions import Balance, balances
from som_cli.model.workspace import Workspace
from tests.analysis.tables import workspace
from tests.analysis.test_emissions import BASE, action

INVENTORY = {
    "plans/str/inventory/2013.csv": "member,sector,carrier,mwh\nalfa,municipal,electricity,100\n"
    "beta,residential,hard_coal,800\nbeta,residential,other_biomass,100\n"
}
SAVING = "{sector: residential, saved: {value: 200, unit: MWh/a, carrier: hard_coal}, co2: {value: 68, unit: tCO2/a}}"
ROOF = "{sector: municipal, res: {value: 40, unit: MWh/a, carrier: electricity}}"


def made(*changes: dict[str, str]) -> tuple[Workspace, Balance]:
    merged = {**BASE, **INVENTORY}
    for one in changes:
        merged |= one
    space = workspace(merged)
    (found,) = balances(space)
    return space, found


def test_renewable_energy_replaces_other_energy() -> None:
    space, found = made(action("STR-A-11", SAVING), action("STR-A-12", ROOF))
    three = measures(found, space)
    assert [three.energy.before, three.energy.after] == [1000, 800]
    assert [three.renewable.before, three.renewable.after] == [100, 140]
    assert three.share is not None
    assert (three.share.before, three.share.after) == (Decimal("0.1"), Decimal("0.175"))
    assert three.emission.before - three.emission.after == 68 + 40 * Decimal("0.9")
    assert three.emission.target == found.target


def test_sectors_keep_the_order_of_their_list_and_lose_nothing() -> None:
    space, found = made(action("STR-A-11", SAVING), action("STR-A-12", "{co2: {value: 5, unit: tCO2/a}}"))
    parts = by_sector(found, space)
    assert [part.key for part in parts] == ["municipal", "residential", ""]
    assert [part.avoided for part in parts] == [0, 68, 5]
    assert sum(part.after for part in parts) == found.base - found.effect


def test_an_effect_stands_with_who_answers_for_it() -> None:
    _, found = made(action("STR-A-11", SAVING))
    assert {part.key: part.avoided for part in by_member(found)} == {"alfa": 68, "beta": 0}


def test_a_member_has_no_target_of_its_own() -> None:
    _, found = made(action("STR-A-11", SAVING))
    part = of_member(found, "beta")
    assert part.effects == ()
    assert len(of_member(found, "alfa").effects) == 1
    assert {cell.row.member for cell in part.cells} == {"beta"}
    assert [part.base, part.need, part.gap] == [272, None, None]


def test_an_effect_is_checked_by_energy_times_factor() -> None:
    wrong = SAVING.replace("value: 68", "value: 80")
    space, found = made(action("STR-A-11", SAVING), action("STR-A-12", wrong))
    assert [differs(effect, space) for effect in found.effects] == [False, True]


def test_measures_that_save_most_of_a_carrier_act_on_each_other() -> None:
    space, found = made(action("STR-A-11", SAVING), action("STR-A-12", SAVING))
    assert [acts_on_itself(share, space) for share in found.shares] == [False]
    much = SAVING.replace("value: 200", "value: 300")
    space, found = made(action("STR-A-11", SAVING), action("STR-A-12", much))
    assert [acts_on_itself(share, space) for share in found.shares] == [True]

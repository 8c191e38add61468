"""The emission balance: one set of factors, every effect once."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from som_cli.analysis.emissions import Balance, balances, inventory_year
from tests.analysis.tables import workspace

PLAN = "plans/str/plan.yml"
BASE: Mapping[str, str] = {
    "registry/emission-factors/EF-01.yml": "id: EF-01\napproach: standard\ngases: CO2\nunit: tCO2/MWh\n"
    "factors:\n  electricity: {value: 0.9}\n  hard_coal: {value: 0.34}\n",
    "plans/str/inventory/2013.csv": "member,sector,carrier,mwh\nalfa,municipal,electricity,100\n"
    "beta,residential,hard_coal,1000\nbeta,residential,peat,5\n",
    "plans/str/inventory/2017.csv": "member,sector,carrier,mwh\nalfa,municipal,electricity,9999\n",
    PLAN: "id: str\nprefix: STR\nkind: other\ntitle: S\nemissions:\n  base_year: 2013\n"
    "  inventory: [plans/str/inventory/2013.csv, plans/str/inventory/2017.csv]\n  factors: EF-01\n"
    "  target: {period: 2020, kind: relative, change_pct: -10}\n",
    "registry/units.yml": "km: {dimension: length}\ntrips: {dimension: rate}\n"
    "MWh/a: {dimension: energy_rate, factor: 1, base: MWh/a}\n"
    "GJ/a: {dimension: energy_rate, factor: 0.25, base: MWh/a}\n"
    "tCO2/a: {dimension: emission_rate, factor: 1, base: tCO2/a}\n"
    "kgCO2/a: {dimension: emission_rate, factor: 0.001, base: tCO2/a}\n",
}
HEAD = "id: {id}\ntitle: T\nkind: study\nobjective: {objective}\nowner: alfa\n"


def action(identifier: str, energy: str, plan: str = "str", objective: str = "STR-1", more: str = "") -> dict[str, str]:
    text = HEAD.format(id=identifier, objective=objective) + more + f"energy: {energy}\n"
    return {f"plans/{plan}/actions/{identifier}.yml": text}


def balance(*changes: Mapping[str, str]) -> Balance:
    merged = dict(BASE)
    for one in changes:
        merged.update(one)
    (found,) = balances(workspace(merged))
    return found


def test_energy_times_factor_of_the_base_year() -> None:
    found = balance()
    assert (found.base, found.target, found.need) == (Decimal(430), Decimal(387), Decimal(43))
    assert [cell.row.carrier for cell in found.cells if cell.factor is None] == ["peat"]


def test_an_absolute_target_may_be_in_another_unit() -> None:
    text = BASE[PLAN].replace("kind: relative, change_pct: -10", "value: 400000, unit: kgCO2/a")
    assert balance({PLAN: text}).need == 30


def test_a_stated_effect_counts_else_the_computed_one() -> None:
    stated = action(
        "STR-A-01", "{saved: {value: 40, unit: GJ/a, carrier: electricity}, co2: {value: 8000, unit: kgCO2/a}}"
    )
    computed = action("STR-A-02", "{saved: {value: 20, unit: MWh/a, carrier: electricity}}")
    found = balance(stated, computed)
    assert [(effect.saved, effect.stated, effect.computed) for effect in found.effects] == [
        (Decimal(10), Decimal(8), Decimal(9)),
        (Decimal(20), None, Decimal(18)),
    ]
    assert (found.effect, found.gap) == (Decimal(26), Decimal(17))


def test_a_mirror_brings_its_original_once() -> None:
    original = action("TR-A-01", "{co2: {value: 5, unit: tCO2/a}}", "tr", "TR-1")
    mirrors = {
        f"plans/str/actions/{name}.yml": f"id: {name}\nmirror_of: TR-A-01\nobjective: STR-1\n"
        for name in ("STR-A-01", "STR-A-02")
    }
    (effect,) = balance(original, mirrors).effects
    assert (effect.action.id, effect.mirror and effect.mirror.id, effect.value) == ("TR-A-01", "STR-A-01", Decimal(5))


def test_what_is_given_up_has_no_effect() -> None:
    given_up = action("STR-A-01", "{co2: {value: 5, unit: tCO2/a}}", more="status: cancelled\n")
    assert balance(given_up).effects == ()


def test_renewable_production_replaces_its_carrier() -> None:
    found = balance(action("STR-A-01", "{res: {value: 10, unit: MWh/a, carrier: electricity}}"))
    assert found.effects[0].value == 9
    assert balance(action("STR-A-01", "{res: {value: 10, unit: MWh/a}}")).effects[0].value is None


def test_measures_on_one_carrier_of_one_sector_stand_together() -> None:
    energy = "{sector: municipal, saved: {value: 30, unit: MWh/a, carrier: electricity}}"
    (share,) = balance(action("STR-A-01", energy), action("STR-A-02", energy)).shares
    assert (share.saved, share.consumption, len(share.effects)) == (Decimal(60), Decimal(100), 2)


def test_the_name_of_a_file_tells_the_year() -> None:
    years = [inventory_year(f"plans/str/inventory/{name}.csv") for name in ("2013", "base-2013-v2", "base", "120135")]
    assert years == [2013, 2013, None, None]

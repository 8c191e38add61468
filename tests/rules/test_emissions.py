"""EMI: each rule fires, keeps silent on the near miss, and can be waived."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.rules.energy_texts import ACTION, EMISSION, INVENTORY, PLAN, ROWS, SECOND, action, balance, emission, plan
from tests.rules.overlaid import findings, waived
from tests.rules.texts import found_at, is_waived

CODES = [f"EMI{number:02}" for number in range(1, 13)]
PV = (
    "  area: photovoltaics\n  res: {value: RES, unit: MWh/a, carrier: electricity}\n"
    "outputs: [{indicator: IND-P, value: VALUE, unit: UNIT}]\n"
)
POWER = {"registry/indicators/IND-P.yml": "id: IND-P\nname: Power\nkind: output\nunit: MW\nsource: SRC-001\n"}


def pv(res: str, value: str, unit: str) -> str:
    return action(more=PV.replace("RES", res).replace("VALUE", value).replace("UNIT", unit))


@pytest.mark.parametrize("code", CODES)
def test_a_sound_balance_is_left_alone(code: str) -> None:
    assert found_at(code, {**balance(), EMISSION: emission("7101")}) == []


@pytest.mark.parametrize(
    ("code", "changes", "item", "field", "message"),
    [
        (
            "EMI01",
            balance(rows=ROWS.replace("hard_coal,1000\n", "peat,1000\n")),
            "str",
            "emissions.inventory",
            "the set EF-01 has no factor for `peat`",
        ),
        (
            "EMI01",
            balance(rows=ROWS.replace("beta,tertiary", "beta,shops")),
            "str",
            "emissions.inventory",
            "`shops` is not in the list of sectors",
        ),
        (
            "EMI01",
            balance(rows=ROWS.replace(",500\n", ",-500\n")),
            "str",
            "emissions.inventory",
            "the energy is -500 MWh, below 0",
        ),
        (
            "EMI02",
            {**balance(), EMISSION: emission("7200")},
            "IND-CO2",
            "baseline.value",
            f"stated are 7200 t, {INVENTORY} by EF-01 gives 7100.5 t",
        ),
        (
            "EMI03",
            balance(plan=plan(base_year="2014")),
            "str",
            "emissions.inventory[0]",
            "the base year is 2014, the inventory is of 2013",
        ),
        (
            "EMI03",
            balance(action=action().replace("180, unit: tCO2/a", "180, unit: tCO2e/a"))
            | {SECOND: action(identifier="STR-A-02")},
            "STR-A-02",
            "energy.co2.unit",
            "the effect is in tCO2/a, the balance of str in tCO2e/a",
        ),
        (
            "EMI04",
            balance(action=action(co2="190")),
            "STR-A-01",
            "energy.co2.value",
            "stated are 190 t a year, energy × factor (EF-01) gives 180 t",
        ),
        (
            "EMI05",
            balance(action=action(saved="1200", co2="1080")),
            "STR-A-01",
            "energy.saved.value",
            "1200 MWh are saved, alfa, beta use 1100 MWh of electricity in municipal",
        ),
        (
            "EMI06",
            balance(plan=plan("kind: relative, change_pct: -5.0")),
            "str",
            "emissions.target.change_pct",
            "the actions give 180 of the 355 t needed, 175 t are missing (7101 t by EF-01)",
        ),
        (
            "EMI06",
            balance(plan=plan("value: 6900, unit: tCO2/a")),
            "str",
            "emissions.target.value",
            "the actions give 180 of the 201 t needed, 21 t are missing (7101 t by EF-01)",
        ),
        (
            "EMI07",
            balance(action=action("400", "360")) | {SECOND: action("300", "270", identifier="STR-A-02")},
            "STR-A-02",
            "energy.saved.value",
            "STR-A-01, STR-A-02 together save 700 of 1100 MWh (63.6 %) of electricity in municipal",
        ),
        (
            "EMI08",
            balance(rows=ROWS.replace("beta,tertiary,electricity,100\n", "")),
            "str/beta",
            "emissions.inventory",
            "Village of Beta has no row of the key sector tertiary, others have",
        ),
        (
            "EMI08",
            balance(action=action(carrier="petrol")),
            "STR-A-01",
            "energy.saved.carrier",
            "the inventory of str has no row of petrol in municipal, which the action saves",
        ),
        (
            "EMI09",
            balance(action=pv("650", "500", "kW")) | POWER,
            "STR-A-01",
            "energy.res.value",
            "650 MWh from 0.5 MW take 1300 hours a year, more than 1200",
        ),
        (
            "EMI09",
            balance(action=action(more="  res: {value: 5, unit: MWh/a}\n")),
            "STR-A-01",
            "energy.res.value",
            "5 MWh a year come from an unknown power",
        ),
        (
            "EMI11",
            balance() | {SECOND: action("20", "18", kind="education", identifier="STR-A-02")},
            "STR-A-02",
            "energy.co2.value",
            "education gives 18 of 198 t (9.1 %), more than 5 %",
        ),
        (
            "EMI12",
            balance(action=action(sector="agriculture")),
            "STR-A-01",
            "energy.sector",
            "the inventory of str does not count the sector agriculture",
        ),
        (
            "EMI12",
            balance(action=action(more="  area: modal_shift_to_public_transport\n")),
            "STR-A-01",
            "energy.area",
            "the emission moves to transport_public, which the inventory of str does not count",
        ),
    ],
)
def test_a_flaw_is_found_with_both_values(
    code: str, changes: Mapping[str, str], item: str, field: str, message: str
) -> None:
    found = [(one.item, one.field, str(one.message)) for one in findings(code, changes)]
    assert found == [(item, field, message)]


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("EMI02", {EMISSION: emission("7130")}),
        ("EMI02", {EMISSION: emission("6450", baseline=", area: alfa")}),
        ("EMI04", balance(action=action(co2="188"))),
        ("EMI04", balance(action=action(saved="0.2", co2="0.6"))),
        ("EMI04", balance(action=action(carrier="heat"))),
        ("EMI05", balance(action=action(saved="1100", co2="990"))),
        ("EMI05", balance(action=action(saved="1050", co2="990", head="owner: office\n"))),
        ("EMI05", balance(action=action(carrier="petrol"))),
        ("EMI06", balance(plan=plan("kind: relative, change_pct: -2.5"))),
        ("EMI06", balance(rows="member,sector,carrier,mwh\n")),
        ("EMI07", balance(action=action("700", "630"))),
        ("EMI07", balance(action=action("400", "360")) | {SECOND: action("200", "180", identifier="STR-A-02")}),
        ("EMI09", balance(action=pv("600", "500", "kW")) | POWER),
        ("EMI09", balance(action=action(more="  res: {value: 0, unit: MWh/a}\n"))),
        ("EMI11", balance() | {SECOND: action("10", "9", kind="education", identifier="STR-A-02")}),
        ("EMI12", balance(action=action(sector="agriculture", co2="0", saved="0"))),
    ],
)
def test_a_near_miss_is_left_alone(code: str, changes: Mapping[str, str]) -> None:
    assert found_at(code, {**balance(), **changes}) == []


@pytest.mark.parametrize(
    ("code", "path", "changes"),
    [
        ("EMI03", PLAN, balance(plan=plan(base_year="2014"))),
        ("EMI04", ACTION, balance(action=action(co2="190"))),
        ("EMI05", ACTION, balance(action=action(saved="1200", co2="1080"))),
        ("EMI06", PLAN, balance(plan=plan("value: 6900, unit: tCO2/a"))),
        ("EMI08", PLAN, balance(rows=ROWS.replace("beta,tertiary,electricity,100\n", ""))),
        ("EMI12", ACTION, balance(action=action(sector="agriculture"))),
        ("EMI02", EMISSION, {**balance(), EMISSION: emission("7200")}),
    ],
)
def test_a_flaw_can_be_waived(code: str, path: str, changes: Mapping[str, str]) -> None:
    assert is_waived(code, path, changes)


def test_a_row_of_the_inventory_is_waived_in_the_plan() -> None:
    waiver = f"waivers: [{{rule: EMI01, reason: Peat is local, by: office, until: never, about: {INVENTORY}}}]\n"
    changes = balance(rows=ROWS.replace("hard_coal,1000\n", "peat,1000\n"), plan=plan(more=waiver))
    (found,) = findings("EMI01", changes)
    assert (found.waived, found.span.path, found.span.line) == (True, INVENTORY, 8)


def test_a_monitored_emission_by_other_factors_is_found() -> None:
    later = {"plans/str/inventory/2015.csv": ROWS.replace("10000", "9900")}
    changes = balance() | later
    for value, expected in (("6100", 1), ("7066", 0)):
        observed = f"observations: [{{period: 2015, value: {value}}}]\n"
        found = findings("EMI10", {**changes, EMISSION: emission("7101", observed)})
        assert len(found) == expected
    found = findings(
        "EMI10", {**changes, EMISSION: waived(emission("7101", "observations: [{period: 2015, value: 1}]\n"), "EMI10")}
    )
    assert [one.waived for one in found] == [True]


def test_energy_per_head_out_of_line_is_found() -> None:
    people = {"alfa": 1000, "beta": 1000, "gama": 1000, "delta": 1000}
    rows = "member,sector,carrier,mwh\n" + "".join(
        f"{name},{sector},electricity,{6000 if name == 'delta' else 1000}\n"
        for name in people
        for sector in ("municipal", "tertiary", "residential", "transport_private")
        if sector == "tertiary" or name != "delta"
    )
    members = {
        f"partnership/members/{name}.yml": f"id: {name}\nname: {name}\nkind: municipality\n"
        f"population: [{{date: 2013, value: {count}}}]\n"
        for name, count in people.items()
    }
    messages = [str(one.message) for one in findings("EMI08", balance(rows=rows) | members)]
    assert "tertiary of delta: 6 MWh a head, the members' median is 1" in messages
    assert not any("alfa: " in message for message in messages)

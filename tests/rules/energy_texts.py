"""A plan with an emission balance, to lay over the tiny workspace."""

from __future__ import annotations

PLAN = "plans/str/plan.yml"
FACTORS = "registry/emission-factors/EF-01.yml"
INVENTORY = "plans/str/inventory/2013.csv"
ACTION = "plans/str/actions/STR-A-01.yml"
SECOND = "plans/str/actions/STR-A-02.yml"
EMISSION = "registry/indicators/IND-CO2.yml"

ROWS = """member,sector,carrier,mwh
alfa,municipal,electricity,1000
alfa,tertiary,electricity,1000
alfa,residential,hard_coal,10000
alfa,transport_private,petrol,5000
beta,municipal,electricity,100
beta,tertiary,electricity,100
beta,residential,hard_coal,1000
beta,transport_private,petrol,500
"""
UNITS = """km: {dimension: length, factor: 1000, base: m}
trips: {dimension: count_rate, factor: 1, base: 1/a}
MWh/a: {dimension: energy_rate, factor: 1, base: MWh/a}
tCO2/a: {dimension: emission_rate, factor: 1, base: tCO2/a}
tCO2e/a: {dimension: emission_rate_co2e, factor: 1, base: tCO2e/a}
tCO2/MWh: {dimension: emission_factor, factor: 1, base: tCO2/MWh}
MW: {dimension: power, factor: 1, base: MW}
kW: {dimension: power, factor: 0.001, base: MW}
"""


def plan(target: str = "kind: relative, change_pct: -2.0", base_year: str = "2013", more: str = "") -> str:
    return (
        "id: str\nprefix: STR\nkind: development_strategy\ntitle: Strategy 2020\nemissions:\n"
        f"  base_year: {base_year}\n  inventory: [{INVENTORY}]\n  factors: EF-01\n"
        f"  target: {{period: 2020, {target}}}\n{more}"
    )


def action(  # noqa: PLR0913 - each may be another
    saved: str = "200",
    co2: str = "180",
    *,
    sector: str = "municipal",
    carrier: str = "electricity",
    kind: str = "organisational",
    identifier: str = "STR-A-01",
    more: str = "",
    head: str = "owner: alfa\npartners: [beta]\n",
) -> str:
    return (
        f"id: {identifier}\ntitle: Energy management\nkind: {kind}\nobjective: STR-1\n{head}energy:\n"
        f"  sector: {sector}\n"
        f"  saved: {{value: {saved}, unit: MWh/a, carrier: {carrier}}}\n  co2: {{value: {co2}, unit: tCO2/a}}\n{more}"
    )


def emission(value: str, more: str = "", baseline: str = "") -> str:
    return (
        "id: IND-CO2\nname: Emission\nkind: impact\nunit: tCO2/a\ndecimals: 0\nsource: SRC-001\n"
        f"baseline: {{period: 2013, value: {value}, computed_from: {INVENTORY}{baseline}}}\n{more}"
    )


def balance(**changes: str) -> dict[str, str]:
    """The files of a balance that has no flaw; `plan`, `rows`, `action`, `factors` may be other texts."""
    return {
        FACTORS: changes.get(
            "factors",
            "id: EF-01\napproach: standard\ngases: CO2\nunit: tCO2/MWh\nsource: SRC-001\nfactors:\n"
            "  electricity: {value: 0.9}\n  hard_coal: {value: 0.341}\n  petrol: {value: 0.249}\n",
        ),
        "registry/units.yml": UNITS,
        PLAN: changes.get("plan", plan()),
        INVENTORY: changes.get("rows", ROWS),
        ACTION: changes.get("action", action()),
    }

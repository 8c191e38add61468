"""A number of items -> a workspace as partnerships write them: one file an item, the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from pathlib import Path
from random import Random

SOURCES, MEMBERS = 10, 40
# Objectives that share one output and one result indicator.
GROUP = 20
UPKEEP = 9_000
YEARS = range(2015, 2021)
# A strategic objective, its operational ones, and the directions of each.
BRANCHES = 6
TREE = 1 + BRANCHES + BRANCHES * BRANCHES

PLANS = {
    "str": ("STR", "development_strategy", "Strategia rozwoju"),
    "tr": ("TR", "public_transport_strategy", "Strategia transportu publicznego"),
    "row": ("ROW", "other", "Koncepcja sieci rowerowej"),
    "pgn": ("PGN", "other", "Plan gospodarki niskoemisyjnej"),
    "oze": ("OZE", "development_strategy", "Strategia energetyki odnawialnej"),
    "edu": ("EDU", "development_strategy", "Strategia usług edukacyjnych"),
    "woda": ("WOD", "development_strategy", "Strategia gospodarki wodnej"),
    "zdr": ("ZDR", "development_strategy", "Strategia usług zdrowotnych"),
}
VERBS = ("Budowa", "Przebudowa", "Remont", "Modernizacja", "Rozbudowa", "Adaptacja", "Uruchomienie", "Doposażenie")
THINGS = (
    "drogi rowerowej", "węzła przesiadkowego", "oświetlenia ulicznego", "szkoły podstawowej", "przedszkola",
    "kanalizacji deszczowej", "stacji uzdatniania wody", "biblioteki", "przychodni", "mostu", "wiaduktu", "świetlicy",
    "parku kieszonkowego", "pętli autobusowej", "zajezdni", "przystani", "hali sportowej", "żłobka",
    "sieci ciepłowniczej", "kotłowni", "farmy fotowoltaicznej", "muzeum", "domu kultury", "oczyszczalni ścieków",
    "placu zabaw", "nabrzeża", "ronda", "chodnika", "zbiornika retencyjnego", "ośrodka zdrowia", "tężni",
    "targowiska", "remizy", "stadionu",
)  # fmt: skip
STREETS = (
    "Lipowej", "Dębowej", "Szkolnej", "Polnej", "Leśnej", "Ogrodowej", "Kwiatowej", "Portowej", "Rybackiej",
    "Młyńskiej", "Kolejowej", "Zamkowej", "Słonecznej", "Brzozowej", "Jesionowej", "Klonowej", "Wiśniowej",
    "Parkowej", "Rzecznej", "Cichej", "Długiej", "Krótkiej", "Nowej", "Starej", "Wąskiej", "Szerokiej", "Granicznej",
    "Łąkowej", "Sadowej", "Topolowej", "Akacjowej", "Kasztanowej", "Jaśminowej", "Różanej", "Malinowej", "Jagodowej",
    "Wrzosowej", "Żytniej",
)  # fmt: skip
ROOTS = ("Bor", "Dąb", "Grab", "Jast", "Kal", "Lip", "Mir", "Now", "Ols", "Prze", "Rad", "Sos", "Trzeb", "Wierz", "Zał")
ENDINGS = ("owo", "ęcin", "nica", "ary", "ogóra")
AIMS = (
    "Więcej podróży", "Krótszy dojazd", "Czystsze powietrze", "Mniejsze zużycie energii", "Lepsza opieka",
    "Bezpieczniejsze przejścia", "Wyższe kompetencje", "Zdrowsza woda", "Trwalsze nawierzchnie",
    "Łatwiejsza przesiadka",
)  # fmt: skip
GROUPS = (
    "uczniów", "seniorów", "rodzin", "przedsiębiorców", "rowerzystów", "pasażerów", "pacjentów", "rolników",
    "sportowców", "czytelników", "rybaków", "turystów", "żeglarzy", "działkowców", "opiekunów", "kierowców",
    "studentów", "artystów",
)  # fmt: skip

SETTINGS = """\
schema: 1
example: true
language: pl
as_of: 2015-07-01
bbox: [-1.0, -1.0, 1.0, 1.0]
currency: PLN
limits: {risks_per_plan: 0, secured_share: 0, milestone_years: 8, reached_share: 0, running_cost_from: 50000000}
"""
FUNDS = """\
own: {name: Środki własne, kind: own}
eu: {name: Program regionalny, kind: eu, max_rate: 0.85, eligible_from: 2014-01-01, eligible_to: 2023-12-31}
"""
UNITS = """\
km: {dimension: length, factor: 1000, base: m, label: {pl: km}}
trips: {dimension: count_rate, factor: 1, base: 1/a, label: {pl: podróży rocznie}}
percent: {dimension: ratio, factor: 0.01, base: "1", label: {pl: "%"}}
"""


PARTNERSHIP = """\
id: som
name: Obszar Metropolitalny
short: OM
bodies:
  walne: {name: Walne Zebranie, kind: decision}
  biuro: {name: Biuro, kind: coordination}
"""


def write_corpus(folder: Path, items: int) -> None:
    """Writes `strategies/` with that many items, one a file; funds, units and the settings come on top."""
    for path, text in files(items):
        place = folder / "strategies" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="\n")


def files(items: int) -> Iterator[tuple[str, str]]:
    """Path and text of each file. As many actions as objectives (or a few more), about a tenth as many indicators."""
    left = items - MEMBERS - SOURCES - len(PLANS)
    per_plan = left * GROUP // (2 * GROUP + 2) // len(PLANS)
    objectives, pairs = per_plan * len(PLANS), ceil(per_plan / GROUP) * len(PLANS)
    yield "som.yml", SETTINGS
    yield "registry/funds.yml", FUNDS
    yield "registry/units.yml", UNITS
    yield "partnership/partnership.yml", PARTNERSHIP
    for number, member in enumerate(_members()):
        yield f"partnership/members/{member}.yml", _member(member, number)
    for number in range(SOURCES):
        yield f"registry/sources/SRC-{number:03}.yml", _source(number)
    for plan in PLANS:
        yield f"plans/{plan}/plan.yml", _plan(plan)
    for number in range(2 * pairs):
        yield f"registry/indicators/IND-{number:04}.yml", _indicator(number)
    for number in range(objectives):
        yield _objective(number)
    for number, title in enumerate(_titles(left - objectives - 2 * pairs)):
        yield _action(number, number % objectives, title)


def _members() -> list[str]:
    return [f"gmina{number:02}" for number in range(MEMBERS)]


def _name(number: int) -> str:
    return ROOTS[number % len(ROOTS)] + ENDINGS[number // len(ROOTS) % len(ENDINGS)]


def _titles(wanted: int) -> list[str]:
    """Titles of actions, no two the same, in no order."""
    random = Random(2014)  # noqa: S311 - nobody need be surprised
    every = [(verb, thing, other) for verb in VERBS for thing in THINGS for other in THINGS if thing != other]
    return [
        f"{verb} {thing} i {other}, {random.choice(STREETS)} ({_name(random.randrange(MEMBERS))})"
        for verb, thing, other in random.sample(every, wanted)
    ]


def _place(number: int) -> tuple[str, str]:
    """The plan of the objective or action with that number, and the path of its objective's id in the plan's tree."""
    plan, rank = list(PLANS)[number % len(PLANS)], number // len(PLANS)
    tree, node = divmod(rank, TREE)
    if node == 0:
        return plan, f"{tree + 1}"
    if node <= BRANCHES:
        return plan, f"{tree + 1}.{node}"
    branch, leaf = divmod(node - 1 - BRANCHES, BRANCHES)
    return plan, f"{tree + 1}.{branch + 1}.{leaf + 1}"


def _pair(objective: int) -> tuple[str, str]:
    """The output and the result indicator of an objective: shared by those near it in its plan only."""
    plan, rank = objective % len(PLANS), objective // len(PLANS)
    first = 2 * (rank // GROUP * len(PLANS) + plan)
    return f"IND-{first:04}", f"IND-{first + 1:04}"


def _member(member: str, number: int) -> str:
    return f"""\
id: {member}
name: Gmina {_name(number)}
kind: gmina_wiejska
core: {"true" if number < MEMBERS // 4 else "false"}
membership:
  - {{from: {2005 + number % 8}-01-10}}
"""


def _source(number: int) -> str:
    return f"""\
id: SRC-{number:03}
title: Ankieta gmin, część {number + 1}
kind: survey
year: 2014
"""


def _plan(plan: str) -> str:
    prefix, kind, title = PLANS[plan]
    return f"""\
id: {plan}
prefix: {prefix}
kind: {kind}
title: {title} 2020
horizon: {{from: 2014, to: 2020}}
status: draft
prepared_by: biuro
monitoring: {{frequency: annual, first_year: 2016, responsible: biuro}}
"""


def _indicator(number: int) -> str:
    street, thing = STREETS[number // 2 % len(STREETS)], THINGS[number // 2 // len(STREETS) % len(THINGS)]
    name, unit, kind = (
        (f"Długość {thing} przy ulicy {street}, odcinek {number}", "km", "output"),
        (f"Podróże do {thing} przy ulicy {street}, rejon {number}", "trips", "result"),
    )[number % 2]
    source = f"SRC-{number % SOURCES:03}"
    return f"""\
id: IND-{number:04}
name: {name}
definition: |
  Liczone raz w roku w każdej gminie, stan na koniec roku.
kind: {kind}
measure: unit
unit: {unit}
decimals: 1
direction: increase
aggregation: sum
frequency: annual
level: member
responsible: biuro
source: {source}
baseline: {{period: 2013, value: {10 + number % 50}.5, area: partnership, coverage: 2013-12-31, source: {source}}}
status: active
"""


def _objective(number: int) -> tuple[str, str]:
    plan, path = _place(number)
    prefix = PLANS[plan][0]
    parent, _, _ = path.rpartition(".")
    level = ("strategic", "operational", "direction")[path.count(".")]
    aim, group = AIMS[number % len(AIMS)], GROUPS[number // len(AIMS) % len(GROUPS)]
    street = STREETS[number // 180 % len(STREETS)]
    lines = [
        f"id: {prefix}-{path}",
        *([f"parent: {prefix}-{parent}"] if parent else []),
        f"level: {level}",
        f"title: {aim} dla {group} z ulicy {street}",
        "description: |",
        f"  {aim} dla {group} wymaga wspólnej pracy gmin, dotąd osobnej, w rejonie ulicy {street} {number}.",
        "  Postęp mierzy się co roku.",
        "indicators:",
    ]
    for indicator in _pair(number):
        lines += [
            f"  - ref: {indicator}",
            "    targets:",
            "      - {period: 2017, value: 75.0, kind: milestone}",
            "      - {period: 2020, value: 90.0}",
        ]
    if plan != "str" and number % 3 == 0:
        lines += ["contributes:", "  - {to: STR-1, strength: 2, why: Skraca codzienne podróże mieszkańców.}"]
    return f"plans/{plan}/objectives/{prefix}-{path}.yml", "\n".join(lines) + "\n"


def _action(number: int, objective: int, title: str) -> tuple[str, str]:
    plan, path = _place(objective)
    prefix = PLANS[plan][0]
    members = _members()
    owner, partner = members[number % MEMBERS], members[(number * 7 + 3) % MEMBERS]
    first = YEARS[1 + number % 3]
    invested = 100_000 + number * 137 % 900_000
    share = invested * 80 // 100
    identifier = f"{prefix}-A-{number // len(PLANS) + 1:04}"
    text = f"""\
id: {identifier}
title: {title}
kind: investment
objective: {prefix}-{path}
status: planned
owner: {owner}
partners: [{partner if partner != owner else members[(number + 1) % MEMBERS]}]
cooperation: coordination
from: {first}
to: {first + 2}
steps:
  - {{due: {first}, what: Dokumentacja i pozwolenia}}
  - {{due: {first + 2}, what: Odbiór robót}}
outputs:
  - {{indicator: {_pair(objective)[0]}, period: {first + 2}, value: {1 + number % 9}.5}}
budget:
  price: {{basis: nominal, vat: gross}}
  stated_total: {invested + UPKEEP}.00
  lines:
    - {{year: {first + 1}, source: eu, payer: {owner}, amount: {share}.00, kind: capital, stage: planned}}
    - {{year: {first + 1}, source: own, payer: {owner}, amount: {invested - share}.00, kind: capital, stage: planned}}
    - {{year: {first + 2}, source: own, payer: {owner}, amount: {UPKEEP}.00, kind: current, stage: planned}}
"""
    return f"plans/{plan}/actions/{identifier}.yml", text

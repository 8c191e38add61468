"""Emission balances -> sheets: the inventory as a long table, matrices of sectors and carriers, the factors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from som_cli.analysis.emissions import Balance, factor_of
from som_cli.document.document import Cell, Formula, Sheet, SheetColumn, SheetTable
from som_cli.model.energy import FactorSet
from som_cli.reports.workbooks.sums import column_reference, criterion, escaped
from som_cli.reports.workbooks.words import Words, column_title, one_line

INVENTORY, FACTORS = "tblInventory", "tblFactors"


def factors_sheet(words: Words, found: Sequence[Balance]) -> Sheet:
    """Every set that a plan or an action uses: tonnes for one MWh, with the source of each value."""
    rows = [row for factors in used_sets(words, found) for row in _factors(words, factors)]
    columns = (
        words.column("secap_set", "code", 16),
        words.column("secap_carrier_code", "code", 16),
        words.column("secap_carrier", width=26),
        words.numbers("secap_factor", (row[3] for row in rows), 14),
        words.column("secap_gas", "code", 10),
        words.column("secap_approach", width=24),
        words.column("provenance", width=15),
        words.column("source", "code", 11),
        words.column("note", width=36),
    )
    return words.sheet("secap_factors", SheetTable(FACTORS, columns, tuple(rows)), frozen_columns=3)


def used_sets(words: Words, found: Sequence[Balance]) -> list[FactorSet]:
    """The sets of the balances first, then others that actions name."""
    named = [balance.factors.id for balance in found]
    named += [effect.energy.factors for balance in found for effect in balance.effects if effect.energy.factors]
    sets = words.edition.everything.factor_sets
    return [sets[name] for name in dict.fromkeys(named) if name in sets]


def _factors(words: Words, factors: FactorSet) -> Iterable[tuple[Cell, ...]]:
    for carrier, factor in factors.factors.items():
        yield (
            factors.id,
            carrier,
            words.listed("carriers", carrier),
            factor_of(factors, carrier, words.workspace),
            factors.gases.value,
            words.edition.labels(f"emissions.approach.{factors.approach.value}"),
            words.provenance(factors, factor),
            factor.source or factors.source or "",
            one_line(factor.stated or factor.note),
        )


def factor_formula(words: Words, factors: str, carrier: str) -> str:
    """The factor that a table of factors has for a set and a carrier, each given as a formula's operand."""
    value, named, carriers = (
        column_reference(FACTORS, words.column(key)) for key in ("secap_factor", "secap_set", "secap_carrier_code")
    )
    return f"SUMIFS({value},{named},{factors},{carriers},{carrier})"


def this_row(table: str, column: SheetColumn) -> str:
    return f"{table}[[#This Row],[{escaped(column.title)}]]"


def inventory_sheet(words: Words, found: Sequence[Balance]) -> Sheet:
    """One row a member, sector and carrier: energy, factor, emission; both latter are formulas."""
    columns = (
        words.column("plan", "code", 8),
        words.column("secap_member", width=28),
        words.column("secap_sector_code", "code", 18),
        words.column("secap_sector", width=36),
        words.column("secap_carrier_code", "code", 16),
        words.column("secap_carrier", width=27),
        words.column("secap_set", "code", 16),
        _energy_column(words, found),
        SheetColumn(words.column("secap_factor").title, "number", 14, 5),
        SheetColumn(words.column("secap_emission").title, "number", 16, 1, total=True),
    )
    rows = tuple(row for balance in found for row in _inventory(words, balance, columns))
    return words.sheet("secap_inventory", SheetTable(INVENTORY, columns, rows), frozen_columns=2)


def _energy_column(words: Words, found: Sequence[Balance]) -> SheetColumn:
    numbers = words.numbers("secap_mwh", (cell.row.mwh for balance in found for cell in balance.cells), 14)
    return SheetColumn(numbers.title, "number", 14, numbers.decimals, total=True)


def _inventory(words: Words, balance: Balance, columns: Sequence[SheetColumn]) -> Iterable[tuple[Cell, ...]]:
    *_, carrier, _, factors, energy, factor, _ = columns
    lookup = factor_formula(words, this_row(INVENTORY, factors), this_row(INVENTORY, carrier))
    product = f"={this_row(INVENTORY, energy)}*{this_row(INVENTORY, factor)}"
    for cell in balance.cells:
        row = cell.row
        yield (
            words.plan_code(balance.plan.id),
            words.actor(row.member),
            row.sector,
            words.listed("sectors", row.sector),
            row.carrier,
            words.listed("carriers", row.carrier),
            balance.factors.id,
            row.mwh,
            Formula(f"={lookup}", cell.factor or Decimal(0)),
            Formula(product, cell.emission or Decimal(0)),
        )


def matrix_sheet(words: Words, found: Sequence[Balance], what: str) -> Sheet:
    """Sectors by carriers of each plan: energy summed from the inventory; emission is that energy times its factor."""
    tables = [_matrix(words, balance, what) for balance in found]
    return words.sheet(f"secap_{what}", *tables)


def _matrix(words: Words, balance: Balance, what: str) -> SheetTable:
    name = f"tbl{what.capitalize()}_{balance.plan.id.replace('-', '_')}"
    sectors = _present(words, "sectors", {cell.row.sector for cell in balance.cells})
    carriers = _present(words, "carriers", {cell.row.carrier for cell in balance.cells})
    heads = [SheetColumn(column_title(words.listed("carriers", one)), "number", 13, 1, total=True) for one in carriers]
    total = SheetColumn(words.column("total").title, "number", 15, 1, total=True)
    columns = (words.column("secap_sector_code", "code", 18), words.column("secap_sector", width=30), *heads, total)
    across = f"=SUM({name}[[#This Row],[{escaped(heads[0].title)}]:[{escaped(heads[-1].title)}]])" if heads else "=0"
    rows: list[tuple[Cell, ...]] = []
    for sector in sectors:
        cells = [_cell(words, balance, sector, carrier, what) for carrier in carriers]
        whole = sum((Decimal(cell.value) for cell in cells), Decimal(0))
        rows.append((sector, words.listed("sectors", sector), *cells, Formula(across, whole)))
    caption = words.label(f"caption.secap_{what}", plan=words.plan_code(balance.plan.id))
    return SheetTable(name, columns, tuple(rows), caption)


def _cell(words: Words, balance: Balance, sector: str, carrier: str, what: str) -> Formula:
    energy, plans, sectors, carriers = (
        column_reference(INVENTORY, words.column(key))
        for key in ("secap_mwh", "plan", "secap_sector_code", "secap_carrier_code")
    )
    plan = criterion(words.plan_code(balance.plan.id))
    by = f"{plans},{plan},{sectors},{criterion(sector)},{carriers},{criterion(carrier)}"
    cells = [one for one in balance.cells if (one.row.sector, one.row.carrier) == (sector, carrier)]
    if what == "energy":
        return Formula(f"=SUMIFS({energy},{by})", sum((one.row.mwh for one in cells), Decimal(0)))
    factor = factor_formula(words, criterion(balance.factors.id), criterion(carrier))
    value = sum((one.emission for one in cells if one.emission is not None), Decimal(0))
    return Formula(f"=SUMIFS({energy},{by})*{factor}", value)


def _present(words: Words, name: str, found: set[str]) -> list[str]:
    order = list(words.workspace.codelists.get(name, {}))
    return [code for code in order if code in found] + sorted(found - set(order))

"""Rows of an inventory table -> energy used by member, sector and carrier."""

from __future__ import annotations

from som_cli.model.energy import INVENTORY_COLUMNS, Inventory, InventoryRow
from som_cli.model.scalars import Problem, number
from som_cli.text.csv_reader import parse_csv
from som_cli.text.diagnostics import Diagnostic, Severity
from som_cli.text.source import SourceText


def decode_inventory(source: SourceText, plan: str) -> tuple[Inventory, list[Diagnostic]]:
    """The inventory of a plan (energy in MWh a year) and every problem (SCH01 for shape, YML08 for numbers)."""
    rows, problems = parse_csv(source, INVENTORY_COLUMNS)
    decoded = []
    for row in rows:
        energy = number.parse(row.cells["mwh"].text)
        if isinstance(energy, Problem):
            place = row.cells["mwh"].span
            problems.append(Diagnostic(energy.code, Severity.ERROR, energy.message, place, energy.help, field="mwh"))
        else:
            texts = {name: cell.text for name, cell in row.cells.items()}
            decoded.append(InventoryRow(texts["member"], texts["sector"], texts["carrier"], energy, row))
    return Inventory(source.path, plan, tuple(decoded)), problems

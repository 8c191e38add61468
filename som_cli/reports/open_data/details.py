"""A workspace -> the tables of what actions and plans hold in lists: steps of actions, inventories of energy."""

from __future__ import annotations

from som_cli.analysis.emissions import inventory_year
from som_cli.messages import mark_text
from som_cli.model.action import Action, BudgetLine, EnergyEffect, Quantity, Step
from som_cli.model.entry import Item
from som_cli.model.monitoring import Return
from som_cli.model.workspace import Workspace
from som_cli.reports.open_data.tables import Column, Table, make_table, of

_NUMBER = mark_text("The number of the row.")
_ACTION = mark_text("The action: its id.")
_MEMBER = mark_text("The member that used the energy.")
_SECTOR = mark_text("The sector that used the energy.")
_YEAR = mark_text("The year of the inventory.")
_MWH = mark_text("Final energy used in the year (MWh).")


def detail_tables(workspace: Workspace) -> list[Table]:
    return [_steps(workspace), _inventory(workspace)]


def _steps(workspace: Workspace) -> Table:
    columns = (
        Column("number", Item, label=_NUMBER, fixed="integer"),
        Column("action", BudgetLine, label=_ACTION, refers="actions"),
        *of(Step, "due", "what", "done", "provenance"),
    )
    found = [(action, step) for action in workspace.actions.values() for step in action.steps]
    entries = (
        (step, {"number": str(number), "action": action.id, "provenance": step.provenance or action.provenance})
        for number, (action, step) in enumerate(found, 1)
    )
    return make_table("action_steps", columns, ("number",), entries)


def _inventory(workspace: Workspace) -> Table:
    columns = (
        Column("number", Item, label=_NUMBER, fixed="integer"),
        Column("plan", Action, refers="plans"),
        Column("year", Item, label=_YEAR, fixed="integer"),
        Column("member", Return, label=_MEMBER, refers="members"),
        Column("sector", EnergyEffect, label=_SECTOR),
        Column("carrier", Quantity),
        Column("mwh", Item, label=_MWH, fixed="number"),
    )
    found = [(table, row) for table in workspace.inventories for row in table.rows]
    entries = (
        (row, {"number": str(number), "plan": table.plan, "year": inventory_year(table.path)})
        for number, (table, row) in enumerate(found, 1)
    )
    return make_table("inventory", columns, ("number",), entries)

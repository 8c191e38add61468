"""Emission balances -> the sheets of the strategy: target and gap as live sums, and what the plan says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from som_cli.analysis.emission_measures import RENEWABLE
from som_cli.analysis.emissions import WHOLE, Balance
from som_cli.document.document import Cell, Formula, Sheet, SheetColumn, SheetTable
from som_cli.model.plan import Objective, ObjectiveLevel
from som_cli.reports.emissions.secap_actions import ACTIONS
from som_cli.reports.emissions.secap_inventory import INVENTORY, this_row
from som_cli.reports.workbooks.sums import column_reference, criterion
from som_cli.reports.workbooks.words import Words, one_line

_BALANCE = "tblBalance"


def strategy_sheet(words: Words, found: Sequence[Balance]) -> Sheet:
    """One row a plan: base, target, need, effect of actions, gap."""
    columns = _columns(words)
    rows = tuple(_balance(words, balance, columns) for balance in found)
    return words.sheet("secap_strategy", SheetTable(_BALANCE, tuple(columns.values()), rows))


def plan_sheet(words: Words, found: Sequence[Balance]) -> Sheet:
    """What the plans say of themselves: horizon, vision, who is responsible."""
    columns = (
        words.column("plan", "code", 8),
        words.column("secap_item", width=32),
        words.column("secap_content", width=90),
    )
    rows = tuple(row for balance in found for row in _facts(words, balance))
    return words.sheet("secap_plan", SheetTable("tblStrategy", columns, rows), frozen_columns=2)


def _columns(words: Words) -> dict[str, SheetColumn]:
    def number(key: str) -> SheetColumn:
        return SheetColumn(words.column(key).title, "number", 17, 1)

    return {
        "plan": words.column("plan", "code", 8),
        "base_year": words.column("secap_base_year", "code", 10),
        "set": words.column("secap_set", "code", 16),
        "energy": number("secap_base_energy"),
        "base": number("secap_base"),
        "renewable": SheetColumn(words.column("secap_renewable").title, "percent", 14),
        "target_year": words.column("secap_target_year", "code", 10),
        "change": SheetColumn(words.column("secap_change").title, "percent", 12),
        "target": number("secap_target"),
        "need": number("secap_need"),
        "effect": number("secap_effect_all"),
        "gap": number("secap_gap"),
    }


def _balance(words: Words, balance: Balance, columns: dict[str, SheetColumn]) -> tuple[Cell, ...]:
    stated = balance.plan.emissions
    target = stated.target if stated else None
    plan = criterion(words.plan_code(balance.plan.id))

    def summed(table: str, key: str) -> str:
        value, plans = (column_reference(table, words.column(one)) for one in (key, "plan"))
        return f"SUMIFS({value},{plans},{plan})"

    base, need, effect = (this_row(_BALANCE, columns[key]) for key in ("base", "need", "effect"))
    change, aim = this_row(_BALANCE, columns["change"]), this_row(_BALANCE, columns["target"])
    energy = sum((cell.row.mwh for cell in balance.cells), Decimal(0))
    has_target = balance.target is not None
    is_relative = has_target and target is not None and target.change_pct is not None
    relative = Formula(f"={base}*(1+{change})", balance.target or Decimal(0))
    return (
        words.plan_code(balance.plan.id),
        words.date(stated.base_year) if stated else "",
        balance.factors.id,
        Formula(f"={summed(INVENTORY, 'secap_mwh')}", energy),
        Formula(f"={summed(INVENTORY, 'secap_emission')}", balance.base),
        _renewable(words, balance, energy, this_row(_BALANCE, columns["energy"])),
        words.date(target.period) if target and has_target else "",
        target.change_pct / WHOLE if is_relative and target and target.change_pct is not None else None,
        relative if is_relative else balance.target,
        Formula(f"={base}-{aim}", balance.need) if balance.need is not None else None,
        Formula(f"={summed(ACTIONS, 'secap_effect')}", balance.effect),
        Formula(f"={need}-{effect}", balance.gap) if balance.gap is not None else None,
    )


def _renewable(words: Words, balance: Balance, energy: Decimal, whole: str) -> Cell:
    """The share of renewable carriers in final energy, summed carrier by carrier."""
    carriers = words.workspace.codelists.get(RENEWABLE, {})
    value, plans, codes = (
        column_reference(INVENTORY, words.column(key)) for key in ("secap_mwh", "plan", "secap_carrier_code")
    )
    plan = criterion(words.plan_code(balance.plan.id))
    parts = "+".join(f"SUMIFS({value},{plans},{plan},{codes},{criterion(code)})" for code in carriers) or "0"
    green = sum((cell.row.mwh for cell in balance.cells if cell.row.carrier in carriers), Decimal(0))
    return Formula(f"=IF({whole}=0,0,({parts})/{whole})", green / energy if energy else Decimal(0))


def _facts(words: Words, balance: Balance) -> Iterable[tuple[Cell, ...]]:
    plan = balance.plan
    code = words.plan_code(plan.id)
    monitoring = plan.monitoring
    visions = [one for one in words.workspace.in_plan(Objective, plan.id) if one.level is ObjectiveLevel.VISION]
    members = dict.fromkeys(cell.row.member for cell in balance.cells)
    horizon = plan.horizon
    span = [words.date(moment) for moment in (horizon.from_, horizon.to) if moment is not None] if horizon else []
    pairs = (
        ("title", one_line(plan.title)),
        ("vision", "; ".join(one_line(one.title) for one in visions)),
        ("horizon", "–".join(dict.fromkeys(span))),
        ("status", words.term(plan.status, "plan_status")),
        ("authors", words.actors(plan.authors)),
        ("responsible", words.actor(monitoring.responsible) if monitoring else ""),
        ("frequency", words.term(monitoring.frequency, "frequency") if monitoring else ""),
        ("members", "; ".join(words.actor(one) for one in members)),
        ("note", one_line(plan.emissions.note) if plan.emissions else ""),
    )
    return ((code, words.label(f"secap.{key}"), text) for key, text in pairs if text)

"""Emission balances -> the sheet of mitigation actions, with the effect that energy and factors give as a formula."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from som_cli.analysis.budget import action_amounts, total
from som_cli.analysis.emission_measures import differs, renewable_energy
from som_cli.analysis.emissions import Balance, Effect
from som_cli.document.document import Cell, Formula, Sheet, SheetColumn, SheetTable
from som_cli.reports.emissions.secap_inventory import factor_formula, this_row
from som_cli.reports.workbooks.sums import quoted
from som_cli.reports.workbooks.words import Words, one_line

ACTIONS = "tblMitigation"


def actions_sheet(words: Words, found: Sequence[Balance]) -> Sheet:
    """Every action that counts in a balance, once; a mirror is shown as the action that it stands for."""
    columns = _columns(words, found)
    rows = tuple(_row(words, balance, effect, columns) for balance in found for effect in balance.effects)
    return words.sheet("secap_actions", SheetTable(ACTIONS, tuple(columns.values()), rows), frozen_columns=3)


def _columns(words: Words, found: Sequence[Balance]) -> dict[str, SheetColumn]:
    effects = [effect for balance in found for effect in balance.effects]
    agrees, differing = words.label("agrees"), words.label("differs")

    def coded(key: str, codes: str, width: float) -> SheetColumn:
        choices = tuple(words.listed(codes, code) for code in words.workspace.codelists.get(codes, {}))
        return SheetColumn(words.column(key).title, width=width, choices=choices)

    def quantity(key: str, values: Sequence[Cell]) -> SheetColumn:
        return SheetColumn(words.column(key).title, "number", 14, words.numbers(key, values).decimals, total=True)

    saved = quantity("secap_saved", [effect.saved for effect in effects])
    produced = quantity("secap_produced", [renewable_energy(effect, words.workspace) for effect in effects])
    return {
        "plan": words.column("plan", "code", 8),
        "id": words.column("id", "code", 12),
        "title": words.column("title", width=48),
        "sector": coded("secap_sector", "sectors", 28),
        "area": words.column("secap_area", width=30),
        "instrument": coded("secap_instrument", "instruments", 26),
        "origin": coded("secap_origin", "origins", 24),
        "owner": words.column("owner", width=28),
        "from": words.column("from", "code", 11),
        "to": words.column("to", "code", 11),
        "cost": words.column("secap_cost", "money", 18, total=True),
        "status": words.column("status", width=14),
        "saved": saved,
        "saved_carrier": words.column("secap_saved_carrier", "code", 16),
        "produced": produced,
        "produced_carrier": words.column("secap_produced_carrier", "code", 16),
        "set": words.column("secap_set", "code", 16),
        "stated": SheetColumn(words.column("secap_stated").title, "number", 14, 1, total=True),
        "computed": SheetColumn(words.column("secap_computed").title, "number", 14, 1, total=True),
        "effect": SheetColumn(words.column("secap_effect").title, "number", 14, 1, total=True),
        "check": SheetColumn(
            words.column("secap_check").title, width=16, lights=((agrees, "good"), (differing, "poor"))
        ),
        "counted": words.column("secap_held_by", "code", 12),
        "provenance": words.column("provenance", width=15),
        "method": words.column("secap_method", width=44),
    }


def _row(words: Words, balance: Balance, effect: Effect, columns: dict[str, SheetColumn]) -> tuple[Cell, ...]:
    action, energy = effect.action, effect.energy
    money = action_amounts(action)
    return (
        words.plan_code(balance.plan.id),
        action.id,
        one_line(action.title),
        words.listed("sectors", energy.sector),
        words.listed("intervention-areas", energy.area),
        words.listed("instruments", energy.instrument),
        words.listed("origins", energy.origin),
        words.actor(action.owner),
        words.date(action.from_),
        words.date(action.to),
        total(money) if money else None,
        words.term(action.status, "action_status"),
        effect.saved,
        energy.saved.carrier or "" if energy.saved else "",
        renewable_energy(effect, words.workspace) or None,
        energy.res.carrier or "" if energy.res else "",
        energy.factors or balance.factors.id,
        effect.stated,
        _computed(words, effect, columns),
        _counted(effect, columns),
        _check(words, effect, columns),
        effect.mirror.id if effect.mirror else "",
        words.provenance(action, energy),
        one_line(energy.method),
    )


def _computed(words: Words, effect: Effect, columns: dict[str, SheetColumn]) -> Formula:
    """Energy saved and produced, each times the factor of its carrier."""
    factors = this_row(ACTIONS, columns["set"])
    parts = (
        f"{this_row(ACTIONS, columns[amount])}*{factor_formula(words, factors, this_row(ACTIONS, columns[carrier]))}"
        for amount, carrier in (("saved", "saved_carrier"), ("produced", "produced_carrier"))
    )
    return Formula(f"={'+'.join(parts)}", effect.computed or Decimal(0))


def _counted(effect: Effect, columns: dict[str, SheetColumn]) -> Formula:
    """What the balance counts: as stated, else as computed."""
    stated, computed = this_row(ACTIONS, columns["stated"]), this_row(ACTIONS, columns["computed"])
    return Formula(f'=IF({stated}="",{computed},{stated})', effect.value or Decimal(0))


def _check(words: Words, effect: Effect, columns: dict[str, SheetColumn]) -> Formula:
    """Whether stated and computed lie within the tolerance; empty where nothing is stated."""
    stated, computed = this_row(ACTIONS, columns["stated"]), this_row(ACTIONS, columns["computed"])
    tolerance = words.workspace.settings.tolerance.co2_rel
    agrees, differing = words.label("agrees"), words.label("differs")
    test = f"ABS({stated}-{computed})<=MAX({tolerance}*ABS({computed}),0.5)"
    text = f'=IF(OR({stated}="",{computed}=0),"",IF({test},{quoted(agrees)},{quoted(differing)}))'
    if effect.stated is None or not effect.computed:
        return Formula(text, "")
    return Formula(text, differing if differs(effect, words.workspace) else agrees)

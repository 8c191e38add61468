"""An edition -> the workbook of emissions in the shape of a SECAP: strategy, inventory, matrices, actions, factors."""

from __future__ import annotations

from som_cli.analysis.emissions import Balance, balances
from som_cli.document.document import Workbook
from som_cli.reports.edition import Edition
from som_cli.reports.emissions.balance import plan_balance
from som_cli.reports.emissions.secap_actions import actions_sheet
from som_cli.reports.emissions.secap_inventory import factors_sheet, inventory_sheet, matrix_sheet
from som_cli.reports.emissions.secap_strategy import plan_sheet, strategy_sheet
from som_cli.reports.wording import Wording
from som_cli.reports.workbooks.assembly import assemble
from som_cli.reports.workbooks.words import Words


def build(edition: Edition) -> Workbook:
    """The sheets of the template of the Covenant of Mayors. What is computed from energy is a formula over factors."""
    words = Words(edition)
    found = _balances(edition)
    sheets = {
        "secap_strategy": strategy_sheet(words, found),
        "secap_plan": plan_sheet(words, found),
        "secap_inventory": inventory_sheet(words, found),
        "secap_energy": matrix_sheet(words, found, "energy"),
        "secap_emission": matrix_sheet(words, found, "emission"),
        "secap_actions": actions_sheet(words, found),
        "secap_factors": factors_sheet(words, found),
    }
    return assemble(words, "emissions", sheets, (words.label("read.secap"),))


def _balances(edition: Edition) -> tuple[Balance, ...]:
    """Those of the document: of one member where it is narrowed to it."""
    wording = Wording(edition)
    plans = [found.plan.id for found in wording.workspace.once(balances)]
    return tuple(
        found for plan in wording.plans if plan in plans and (found := plan_balance(wording, plan)) is not None
    )

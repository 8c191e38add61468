"""Risks of plans and actions -> the risk register: levels are live, so that a new mark ranks a risk anew."""

from __future__ import annotations

from som_cli.document.document import Cell, Formula, Sheet, SheetTable
from som_cli.model.layout import plan_of
from som_cli.model.plan import Risk
from som_cli.model.workspace import Workspace
from som_cli.reports.tables.risks import ranked_risks, risk_level
from som_cli.reports.workbooks.sums import escaped, quoted
from som_cli.reports.workbooks.words import Words, one_line

RISKS = "tblRisks"


def risks_sheet(words: Words) -> Sheet:
    """One risk a row, the highest first; the level is probability times impact."""
    limit = words.workspace.settings.limits.risk_level
    needs = words.label("needs_response", limit=str(limit))
    columns = (
        words.column("id", "code", 15),
        words.column("plan", "code", 8),
        words.column("risk", width=56),
        words.column("probability", "integer", 16),
        words.column("impact", "integer", 10),
        words.column("level_of_risk", "integer", 10),
        words.column("rating_of_risk", width=26),
        words.column("response", width=56),
        words.column("owner", width=26),
        words.column("provenance", width=15),
        words.column("source", "code", 11),
    )
    plans = plans_of_risks(words.workspace)
    rows = tuple(_row(words, risk, plans.get(risk.id, ""), needs, limit) for risk in ranked_risks(words.workspace))
    return words.sheet("risks", SheetTable(RISKS, columns, rows), frozen_columns=3)


def plans_of_risks(workspace: Workspace) -> dict[str, str]:
    """The plan of each risk: in whose folder it stands, or its action does."""
    own = {risk.id: plan_of(risk.origin.path) or "" for risk in workspace.of(Risk).values()}
    inner = {
        risk.id: plan_of(action.origin.path) or "" for action in workspace.actions.values() for risk in action.risks
    }
    return {**own, **inner}


def _row(words: Words, risk: Risk, plan: str, needs: str, limit: int) -> tuple[Cell, ...]:
    level = risk_level(risk)
    probability, impact, result = (
        f"{RISKS}[[#This Row],[{escaped(words.column(key).title)}]]"
        for key in ("probability", "impact", "level_of_risk")
    )
    below = words.label("below_limit")
    rated = needs if level is not None and level >= limit else below
    return (
        risk.id,
        words.plan_code(plan),
        one_line(risk.what),
        risk.probability,
        risk.impact,
        Formula(f"={probability}*{impact}", level) if level is not None else None,
        Formula(f"=IF({result}>={limit},{quoted(needs)},{quoted(below)})", rated) if level is not None else "",
        one_line(risk.response),
        words.actor(risk.owner),
        words.provenance(risk),
        words.to_row(risk.source, "sources"),
    )

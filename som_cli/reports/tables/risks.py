"""Risks of plans and of actions -> their register, the highest first."""

from __future__ import annotations

from collections.abc import Sequence

from som_cli.document import blocks as b
from som_cli.model.action import Action
from som_cli.model.layout import plan_of
from som_cli.model.plan import Risk
from som_cli.model.values import natural_key
from som_cli.model.workspace import Workspace
from som_cli.reports.marks import marks_of
from som_cli.reports.wording import NOT_GIVEN, Wording

_HIGHEST = 25


def risk_level(risk: Risk) -> int | None:
    """Probability times impact, from 1 to 25; None where one of them is not given."""
    return None if risk.probability is None or risk.impact is None else risk.probability * risk.impact


def ranked_risks(workspace: Workspace, plan: str = "") -> list[Risk]:
    """The risks of plans and their actions (of one plan), the highest first, unrated ones last."""
    own = [risk for risk in workspace.of(Risk).values() if not plan or plan_of(risk.origin.path) == plan]
    actions = workspace.in_plan(Action, plan) if plan else workspace.actions.values()
    found = [*own, *(risk for action in actions if not action.is_mirror for risk in action.risks)]
    return sorted(found, key=lambda risk: (-(risk_level(risk) or 0), natural_key(risk.id)))


def risks_table(wording: Wording) -> list[b.Block]:
    """The register of all plans."""
    return _table(wording, ranked_risks(wording.workspace), "table-risks", wording.label("risks.caption"))


def plan_risks_table(wording: Wording, plan: str) -> list[b.Block]:
    """The register of one plan."""
    caption = wording.label("risks.caption_plan", plan=wording.plans[plan].prefix)
    return _table(wording, ranked_risks(wording.workspace, plan), f"table-risks-{plan}", caption)


def _table(wording: Wording, risks: Sequence[Risk], identifier: str, caption: str) -> list[b.Block]:
    """Id, risk, probability, impact, level, response, owner; a level from the workspace's limit on is set strong."""
    if not risks:
        return []
    marks = marks_of(wording, risks)
    columns = (
        b.Column(wording.label("risks.id"), "code", 2),
        b.Column(wording.label("risks.what"), width=4.2),
        *marks.columns,
        b.Column(wording.label("risks.probability"), "number", 0.9),
        b.Column(wording.label("risks.impact"), "number", 0.9),
        b.Column(wording.label("risks.level"), "number", 1.2),
        b.Column(wording.label("risks.response"), width=4.2),
        b.Column(wording.label("risks.owner"), width=2),
    )
    rows = [
        (
            b.code(risk.id),
            wording.prose(risk.what),
            *marks.cells(risk),
            _mark(risk.probability),
            _mark(risk.impact),
            _level(wording, risk),
            wording.prose(risk.response),
            wording.actor(risk.owner),
        )
        for risk in risks
    ]
    limit = str(wording.workspace.settings.limits.risk_level)
    source = marks.note(wording.label("risks.note", highest=str(_HIGHEST), limit=limit))
    return [b.table(identifier, caption, columns, rows, source=source)]


def _mark(value: int | None) -> str:
    return NOT_GIVEN if value is None else str(value)


def _level(wording: Wording, risk: Risk) -> object:
    level = risk_level(risk)
    is_high = level is not None and level >= wording.workspace.settings.limits.risk_level
    return b.strong(f"{level} !") if is_high else _mark(level)

"""An edition -> the workbook of cooperation: the rung of each action, the steps of procedures with their evidence."""

from __future__ import annotations

from collections.abc import Iterator

from som_cli.analysis.procedures import standings
from som_cli.document.document import Cell, Sheet, SheetTable, Workbook
from som_cli.model.action import Action
from som_cli.reports.edition import Edition
from som_cli.reports.governance.ladder import own_actions, rung, rung_word
from som_cli.reports.governance.procedures import step_word
from som_cli.reports.wording import Wording
from som_cli.reports.workbooks.assembly import assemble
from som_cli.reports.workbooks.words import Words, one_line


def build(edition: Edition) -> Workbook:
    words = Words(edition)
    sheets = {"ladder": _ladder(words), "procedure_steps": _steps(words)}
    return assemble(words, "cooperation", sheets, (edition.labels("ladder.intro"),))


def _ladder(words: Words) -> Sheet:
    wording = Wording(words.edition)
    columns = (
        words.column("id", "code", 12),
        words.column("plan", "code", 8),
        words.column("title", width=56),
        words.column("rung", width=20),
        words.column("owner", width=30),
        words.column("partners", width=40),
        words.column("partner_count", "integer", 12),
        words.column("status", width=14),
        words.column("provenance", width=15),
        words.column("source", "code", 11),
    )
    rows = tuple(_action(words, wording, one) for plan in wording.plans for one in own_actions(wording, plan))
    return words.sheet("ladder", SheetTable("tblLadder", columns, rows), frozen_columns=3)


def _action(words: Words, wording: Wording, action: Action) -> tuple[Cell, ...]:
    return (
        action.id,
        words.plan_of(action),
        one_line(action.title),
        rung_word(wording, rung(action)),
        words.actor(action.owner),
        words.actors(action.partners),
        len(action.partners),
        words.term(action.status, "action_status"),
        words.provenance(action),
        action.source or "",
    )


def _steps(words: Words) -> Sheet:
    columns = (
        words.column("plan", "code", 8),
        words.column("procedure", width=36),
        words.column("procedure_number", "integer", 9),
        words.column("procedure_step", width=28),
        words.column("procedure_state", width=20),
        words.column("procedure_date", "code", 12),
        words.column("evidence", "code", 13),
        words.column("evidence_title", width=60),
    )
    return words.sheet("procedure_steps", SheetTable("tblSteps", columns, tuple(_step_rows(words))), frozen_columns=2)


def _step_rows(words: Words) -> Iterator[tuple[Cell, ...]]:
    """A row for each entry of the log; one for each step without an entry."""
    workspace, wording = words.workspace, Wording(words.edition)
    for plan, item in workspace.plans.items():
        for procedure in workspace.procedures.values():
            for place, found in enumerate(standings(item, procedure), 1):
                for entry in found.taken or (None,):
                    named = (entry.evidence or entry.source or "") if entry else ""
                    yield (
                        words.plan_code(plan),
                        one_line(procedure.name),
                        place,
                        step_word(wording, found.step),
                        words.edition.labels(f"step_state.{found.state.value}"),
                        words.date(entry.date) if entry else "",
                        named,
                        one_line(workspace.title(named)) if named else "",
                    )

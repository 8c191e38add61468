"""An edition -> the workbook of the schedule: bars in cells by quarter or year, steps, what is late, what waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from som_cli.analysis.lateness import StepState, dependencies, late_items, own_actions, state_of
from som_cli.document.document import Cell, Light, Sheet, SheetColumn, SheetTable, Workbook
from som_cli.model.action import Action, ActionStatus, Step
from som_cli.model.values import PartialDate
from som_cli.reports.edition import Edition
from som_cli.reports.tracking.schedule_tables import dependency_words, steps_by_date
from som_cli.reports.wording import Wording
from som_cli.reports.workbooks.assembly import assemble
from som_cli.reports.workbooks.words import Words, one_line

# Up to so many years a column is a quarter, beyond it a year.
_QUARTERLY = 6
_BAR, _DONE, _DUE, _LATE = "■", "●", "◇", "▲"
_SIGNS: tuple[tuple[str, Light], ...] = ((_BAR, "bar"), (_DONE, "good"), (_DUE, "fair"), (_LATE, "poor"))
_STATE_LIGHTS: dict[StepState, Light] = {
    StepState.DONE: "good",
    StepState.DONE_LATE: "fair",
    StepState.LATE: "poor",
    StepState.NOT_TRACKED: "quiet",
}


@dataclass(frozen=True, slots=True)
class Span:
    """A column of the schedule: a year, or a quarter of one, from its first to its last day."""

    title: str
    first: date
    last: date


def build(edition: Edition) -> Workbook:
    """The workbook: the chart as a sheet of cells, the steps, what is late, and what waits for what."""
    words = Words(edition)
    sheets = {
        "gantt": _gantt_sheet(words),
        "steps": _steps_sheet(words),
        "late": _late_sheet(words),
        "dependencies": _dependencies_sheet(words),
    }
    about = words.label("read.schedule", date=edition.formatter.date(edition.workspace.today))
    return assemble(words, "schedule", sheets, (about,))


def _gantt_sheet(words: Words) -> Sheet:
    spans = tuple(_spans(words))
    statuses = tuple(words.term(status, "action_status") for status in ActionStatus)
    columns = (
        words.column("id", "code", 12),
        words.column("title", width=44),
        words.column("plan", "code", 8),
        replace(words.column("status", width=14), choices=statuses),
        words.column("from", "code", 11),
        words.column("to", "code", 11),
        words.column("waits_for", "code", 14),
        *(SheetColumn(span.title, "text", 6, lights=_SIGNS) for span in spans),
    )
    rows = tuple(_gantt_row(words, action, spans) for action in own_actions(words.workspace))
    return words.sheet("gantt", SheetTable("tblGantt", columns, rows), frozen_columns=2)


def _spans(words: Words) -> Iterator[Span]:
    """The columns from the first to the last year of any action or step."""
    actions = list(own_actions(words.workspace))
    moments = [one for action in actions for one in (action.from_, action.to) if one and one.is_known]
    moments += [moment for action in actions for step in action.steps if (moment := _moment(step))]
    if not moments:
        return
    years = range(min(one.first.year for one in moments), max(one.last.year for one in moments) + 1)
    for year in years:
        if len(years) > _QUARTERLY:
            yield Span(str(year), date(year, 1, 1), date(year, 12, 31))
            continue
        for quarter in range(1, 5):
            first = date(year, quarter * 3 - 2, 1)
            after = date(year + 1, 1, 1) if quarter == 4 else date(year, quarter * 3 + 1, 1)  # noqa: PLR2004 - quarters
            yield Span(words.label("quarter", year=str(year), quarter=str(quarter)), first, after - timedelta(days=1))


def _gantt_row(words: Words, action: Action, spans: tuple[Span, ...]) -> tuple[Cell, ...]:
    return (
        action.id,
        one_line(words.workspace.title(action.id)),
        words.plan_of(action),
        words.term(action.status, "action_status"),
        words.date(action.from_),
        words.date(action.to),
        ", ".join(action.depends_on),
        *(_sign(words, action, span) for span in spans),
    )


def _sign(words: Words, action: Action, span: Span) -> str:
    """The most pressing step of the time, else a bar where the action lasts through some of it."""
    today = words.workspace.today
    states = {
        state_of(step, action, today)
        for step in action.steps
        if (moment := _moment(step)) and span.first <= moment.last <= span.last
    }
    if StepState.LATE in states:
        return _LATE
    if StepState.DUE in states:
        return _DUE
    if states & {StepState.DONE, StepState.DONE_LATE}:
        return _DONE
    return _BAR if _lasts(action, span) else ""


def _lasts(action: Action, span: Span) -> bool:
    """Whether an action lasts in a time; of one known date only that date is."""
    start, end = (one if one and one.is_known else None for one in (action.from_, action.to))
    if start is None and end is None:
        return False
    first = (start or end or PartialDate(date.max, date.max, "")).first
    last = (end or start or PartialDate(date.min, date.min, "")).last
    return first <= span.last and span.first <= last


def _moment(step: Step) -> PartialDate | None:
    return next((one for one in (step.done, step.due) if one and one.is_known), None)


def _steps_sheet(words: Words) -> Sheet:
    wording = Wording(words.edition)
    lights = tuple((words.label(f"step_state.{state.value}"), light) for state, light in _STATE_LIGHTS.items())
    states = tuple(words.label(f"step_state.{state.value}") for state in StepState)
    columns = (
        words.column("due", "code", 12),
        words.column("step", width=46),
        words.column("action", "code", 12),
        words.column("title", width=44),
        words.column("owner", width=26),
        words.column("done", "code", 12),
        replace(words.column("step_state", width=20), choices=states, lights=lights),
        words.column("days_late", "integer", 12),
        words.column("note", width=30),
    )
    rows = tuple(
        (
            words.date(step.due),
            one_line(step.what),
            words.to_row(action.id, "gantt"),
            one_line(words.workspace.title(action.id)),
            words.actor(action.owner),
            words.date(step.done),
            words.label(f"step_state.{state.value}"),
            _days_late(step, state, words.workspace.today),
            one_line(step.note),
        )
        for action, step, state in steps_by_date(wording)
    )
    return words.sheet("steps", SheetTable("tblSteps", columns, rows), frozen_columns=2)


def _days_late(step: Step, state: StepState, today: date) -> int | None:
    if step.due is None or state not in {StepState.LATE, StepState.DONE_LATE}:
        return None
    return ((step.done.last if step.done else today) - step.due.last).days


def _late_sheet(words: Words) -> Sheet:
    columns = (
        words.column("action", "code", 12),
        words.column("title", width=44),
        words.column("what_is_late", width=18),
        words.column("step", width=40),
        words.column("owner", width=26),
        words.column("due", "code", 12),
        words.column("days_late", "integer", 12),
    )
    rows = tuple(
        (
            words.to_row(one.action.id, "gantt"),
            one_line(words.workspace.title(one.action.id)),
            words.edition.labels(f"schedule.kind_{one.kind.value}"),
            one_line(one.step.what) if one.step else None,
            words.actor(one.action.owner),
            words.date(one.due),
            one.days,
        )
        for one in late_items(words.workspace)
    )
    return words.sheet("late", SheetTable("tblLate", columns, rows), frozen_columns=2)


def _dependencies_sheet(words: Words) -> Sheet:
    wording = Wording(words.edition)
    columns = (
        words.column("action", "code", 12),
        words.column("title", width=44),
        words.column("from", "code", 12),
        words.column("waits_for", "code", 12),
        words.column("waits_for_title", width=44),
        words.column("to", "code", 12),
        words.column("verdict", width=34),
    )
    rows = tuple(
        (
            words.to_row(one.action.id, "gantt"),
            one_line(words.workspace.title(one.action.id)),
            words.date(one.action.from_),
            words.to_row(one.needed.id, "gantt"),
            one_line(words.workspace.title(one.needed.id)),
            words.date(one.needed.to),
            one_line(dependency_words(wording, one)),
        )
        for one in dependencies(words.workspace)
    )
    return words.sheet("dependencies", SheetTable("tblDependencies", columns, rows), frozen_columns=2)

"""An edition -> the workbook of the monitoring report: verdicts, series, returns, actions, money."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from som_cli.analysis.completeness import ReturnState, returned
from som_cli.analysis.progress import Progress, Status, Waypoint
from som_cli.document.document import Cell, Formula, Light, Sheet, SheetChart, SheetTable, Workbook
from som_cli.model.action import ActionStatus
from som_cli.reports.edition import Edition
from som_cli.reports.tracking.monitoring_money import spending_until_now
from som_cli.reports.tracking.tracks import Track, plan_tracks, rounded
from som_cli.reports.wording import Wording
from som_cli.reports.workbooks.assembly import assemble
from som_cli.reports.workbooks.indicators import series_sheet
from som_cli.reports.workbooks.sums import column_reference, criterion, escaped
from som_cli.reports.workbooks.words import Words, one_line

_LIGHTS: dict[Status, Light] = {
    Status.ACHIEVED: "good",
    Status.ON_TRACK: "good",
    Status.AT_RISK: "fair",
    Status.OFF_TRACK: "poor",
    Status.DETERIORATING: "poor",
    Status.PROVISIONAL: "fair",
    Status.NO_DATA: "quiet",
    Status.NOT_DUE: "quiet",
    Status.NOT_JUDGED: "quiet",
}
_RETURN_LIGHTS: dict[ReturnState, Light] = {
    ReturnState.RECEIVED: "good",
    ReturnState.LATE: "fair",
    ReturnState.MISSING: "poor",
    ReturnState.NOT_DUE: "quiet",
}
_RATIO = Decimal("0.0001")
VERDICTS, SPENDING = "tblVerdicts", "tblSpending"


def build(edition: Edition) -> Workbook:
    """The workbook. Ratios, shares and sums are formulas; every status is a word, and its colour follows the word."""
    words = Words(edition)
    sheets = {
        "verdicts": _verdicts_sheet(words),
        "counts": _counts_sheet(words),
        "series": series_sheet(words),
        "returns": _returns_sheet(words),
        "reported": _reported_sheet(words),
        "spending": _spending_sheet(words),
    }
    about = words.label("read.monitoring", date=edition.formatter.date(edition.workspace.today))
    return assemble(words, "monitoring", sheets, (about,))


def _verdicts_sheet(words: Words) -> Sheet:
    """Every set of targets with what its verdict stands on; the ratio is a formula over its own row."""
    rows = tuple(_verdict_row(words, track, track.progress) for track in _tracks(words) if track.progress)
    lights = tuple((words.term(status, "progress_status"), light) for status, light in _LIGHTS.items())
    columns = (
        words.column("indicator", "code", 20),
        words.column("indicator_name", width=44),
        words.column("objective", "code", 12),
        words.column("plan", "code", 8),
        words.column("unit", width=12),
        words.numbers("baseline", (row[5] for row in rows)),
        words.column("reference_year", "year", 13),
        words.numbers("last_value", (row[7] for row in rows)),
        words.column("value_year", "year", 12),
        words.column("members_covered", "integer", 14),
        words.column("members_expected", "integer", 14),
        words.numbers("expected_value", (row[11] for row in rows)),
        replace(words.column("ratio", "number", 11), decimals=2),
        words.numbers("target", (row[13] for row in rows)),
        words.column("target_year", "year", 13),
        replace(words.column("status", width=18), lights=lights),
        words.column("verdict_so_far", width=18),
        words.column("provenance", width=15),
    )
    return words.sheet("verdicts", SheetTable(VERDICTS, columns, rows), frozen_columns=2)


def _tracks(words: Words) -> Iterator[Track]:
    wording = Wording(words.edition)
    return (track for plan in wording.plans for track in plan_tracks(wording, plan))


def _verdict_row(words: Words, track: Track, progress: Progress) -> tuple[Cell, ...]:
    point, base = progress.point, progress.baseline
    goal = progress.targets[-1] if progress.targets else None
    value = rounded(track.indicator, point) if point is not None and point.value is not None else None
    is_range = goal is not None and (goal.low is not None or goal.high is not None)
    return (
        track.indicator.id,
        one_line(track.indicator.name),
        progress.objective.id,
        words.plan_code(track.plan),
        words.unit(track.indicator.unit),
        base.value if base else None,
        words.year(base.period) if base else None,
        value,
        words.year(point.period) if point else None,
        len(point.covered) if point and point.expected else None,
        len(point.expected) if point and point.expected else None,
        progress.expected,
        _ratio(words, progress, value, base),
        goal.value if goal and not is_range else None,
        words.year(goal.period) if goal else None,
        words.term(progress.status, "progress_status"),
        words.term(progress.verdict, "progress_status"),
        words.provenance(track.indicator),
    )


def _ratio(words: Words, progress: Progress, value: Decimal | None, base: Waypoint | None) -> Cell:
    """(v - b) / (e - b) over the cells of the row, where a ratio judges."""
    if progress.ratio is None or value is None or base is None or progress.expected is None:
        return None
    b, v, e = (
        f"{VERDICTS}[[#This Row],[{escaped(words.column(key).title)}]]"
        for key in ("baseline", "last_value", "expected_value")
    )
    now = (value - base.value) / (progress.expected - base.value)
    return Formula(f"=IF({e}={b},0,ROUND(({v}-{b})/({e}-{b}),4))", now.quantize(_RATIO))


def _counts_sheet(words: Words) -> Sheet:
    """Plans by status: live counts of the sheet of verdicts, with the chart drawn from them."""
    found = list(_tracks(words))
    statuses = [status for status in Status if any(one.progress and one.progress.status is status for one in found)]
    titles = [words.term(status, "progress_status") for status in statuses]
    columns = (
        words.column("plan", "code", 14),
        *(replace(words.column("plan", "integer", 14), title=one_line(title), total=True) for title in titles),
    )
    plan, status = (column_reference(VERDICTS, words.column(key)) for key in ("plan", "status"))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            code,
            *(
                Formula(
                    f"=COUNTIFS({plan},{criterion(code)},{status},{criterion(title)})",
                    sum(
                        one.plan == key and one.progress is not None and one.progress.status is wanted for one in found
                    ),
                )
                for wanted, title in zip(statuses, titles, strict=True)
            ),
        )
        for key, code in words.plan_codes.items()
        if any(one.plan == key for one in found)
    )
    table = SheetTable("tblStatusCounts", columns, rows, words.label("caption.tblStatusCounts"))
    sheet = words.sheet("counts", table)
    charts = (_status_chart(words, table, titles),) if rows else ()
    return replace(sheet, charts=charts, landscape=False)


def _status_chart(words: Words, table: SheetTable, titles: list[str]) -> SheetChart:
    told = "; ".join(
        f"{row[0]}: "
        + ", ".join(
            f"{title} {cell.value}"
            for title, cell in zip(titles, row[1:], strict=True)
            if isinstance(cell, Formula) and cell.value
        )
        for row in table.rows
    )
    return SheetChart(
        table.caption,
        "stacked_bar",
        table.name,
        table.columns[0].title,
        tuple(column.title for column in table.columns[1:]),
        words.label("counts_alternative", title=table.caption, values=told),
        by_column=True,
    )


def _returns_sheet(words: Words) -> Sheet:
    lights = tuple((_return_word(words, state), light) for state, light in _RETURN_LIGHTS.items())
    columns = (
        words.column("round", "code", 12),
        words.column("member_name", width=30),
        replace(words.column("return_state", width=16), lights=lights),
        words.column("due", "code", 12),
        words.column("received", "code", 12),
        words.column("days_late", "integer", 12),
        words.column("values_asked", "integer", 14, total=True),
        words.column("values_given", "integer", 14, total=True),
    )
    member = words.edition.scope.member
    rows = tuple(
        (
            one.round.id,
            words.actor(one.member),
            _return_word(words, one.state),
            words.date(one.round.due),
            words.date(one.answer.received) if one.answer else None,
            one.days or None,
            one.asked if one.answer else None,
            one.given if one.answer else None,
        )
        for one in returned(words.workspace)
        if not member or one.member == member
    )
    return words.sheet("returns", SheetTable("tblReturns", columns, rows), frozen_columns=2)


def _return_word(words: Words, state: ReturnState) -> str:
    return words.edition.labels(f"monitoring.return_{state.value}")


def _reported_sheet(words: Words) -> Sheet:
    """What members reported of actions, all rounds; the status now is that of the plan."""
    statuses = tuple(words.term(status, "action_status") for status in ActionStatus)
    columns = (
        words.column("round", "code", 12),
        words.column("member_name", width=28),
        words.column("action", "code", 12),
        words.column("title", width=44),
        replace(words.column("reported_status", width=16), choices=statuses),
        words.column("progress_pct", "integer", 14),
        words.column("status", width=14),
        words.column("spent_reported", "money", 18, total=True),
        words.column("note", width=44),
    )
    rows = tuple(
        (
            answer.round,
            words.actor(answer.member),
            report.action,
            one_line(words.workspace.title(report.action)),
            words.term(report.status, "action_status"),
            report.progress_pct,
            words.term(words.workspace.actions[report.action].status, "action_status"),
            sum((line.amount * (line.rate or 1) for line in report.spent), Decimal(0)) if report.spent else None,
            one_line(report.note),
        )
        for answer in words.workspace.returns.values()
        for report in answer.actions
        if report.action in words.workspace.actions
    )
    return words.sheet("reported", SheetTable("tblReported", columns, rows), frozen_columns=3)


def _spending_sheet(words: Words) -> Sheet:
    columns = (
        words.column("action", "code", 12),
        words.column("title", width=44),
        words.column("plan", "code", 8),
        words.column("year", "year", 9),
        words.column("planned_amount", "money", 18, total=True),
        words.column("spent_own", "money", 18, total=True),
        words.column("spent_reported", "money", 18, total=True),
        words.column("spent_counted", "money", 18, total=True),
        words.column("difference", "money", 18, total=True),
    )
    own, told, counted, planned = (
        f"{SPENDING}[[#This Row],[{escaped(words.column(key).title)}]]"
        for key in ("spent_own", "spent_reported", "spent_counted", "planned_amount")
    )
    rows = tuple(
        (
            one.action.id,
            one_line(words.workspace.title(one.action.id)),
            words.plan_code(one.plan),
            one.year,
            one.planned,
            one.own,
            one.reported,
            Formula(f"=MAX({own},{told})", one.spent),
            Formula(f"=ROUND({counted}-{planned},2)", one.spent - one.planned),
        )
        for one in spending_until_now(Wording(words.edition))
    )
    return words.sheet("spending", SheetTable(SPENDING, columns, rows), frozen_columns=2)

"""A workspace or a part of it -> the second half of its summary: what people get, how it goes, what is open."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from som_cli.analysis.budget import amounts, total
from som_cli.analysis.progress import Progress, Status, Waypoint, all_progress
from som_cli.analysis.results import Result, counted_actions, late_actions, results, without_cost
from som_cli.document import blocks as b
from som_cli.model.entry import Provenance
from som_cli.model.indicator import IndicatorKind
from som_cli.model.participation import Disposition
from som_cli.reports.marks import MARKED, marks_of
from som_cli.reports.tables.summary import SECURED
from som_cli.reports.wording import NOT_GIVEN, Wording, Words
from som_cli.text.diagnostics import Severity

_RESULTS = 6
_INDICATORS = 6
# What people feel comes before what is built.
_RANK = (IndicatorKind.IMPACT, IndicatorKind.RESULT, IndicatorKind.OUTPUT, IndicatorKind.INPUT, IndicatorKind.CONTEXT)


def brief_residents(wording: Wording) -> list[b.Block]:
    """What the actions bring together, the effects that most actions have a part in."""
    found = results(wording.workspace)[:_RESULTS]
    if not found:
        return [b.paragraph(wording.label("brief.no_results"))]
    return [b.paragraph(wording.label("brief.results_text")), b.bullets(_result(wording, one) for one in found)]


def _result(wording: Wording, one: Result) -> Words:
    count = wording.plural("brief.from_actions", len(one.actions))
    words = f"{wording.prose(one.indicator.name)}: {wording.quantity(one.value, one.indicator)} ({count})"
    found = {wording.workspace.provenance(action) for action in one.actions}
    return [words, *wording.mark(_least_sure(found))]


def _least_sure(found: Iterable[Provenance]) -> Provenance:
    present = set(found)
    return next((mark for mark in reversed(MARKED) if mark in present), Provenance.PUBLISHED)


def _judged(wording: Wording) -> list[Progress]:
    """The verdicts on the indicators of the report: by the values of all members, whatever it is narrowed to."""
    workspace = wording.workspace
    return [
        one
        for one in all_progress(wording.edition.everything)
        if one.objective.id in workspace.objectives and one.indicator.id in workspace.indicators
    ]


def brief_progress(wording: Wording) -> list[b.Block]:
    """How many indicators are where, in a sentence; then those that say most, with baseline, value and target."""
    judged = _judged(wording)
    if not judged:
        return [b.paragraph(wording.label("brief.no_indicators"))]
    words = wording.plural("brief.judged", len({one.indicator.id for one in judged}))
    counts = {status: len({one.indicator.id for one in judged if one.status is status}) for status in Status}
    parts = [
        f"{wording.term(status, 'progress_status')}: {wording.edition.formatter.number(count)}"
        for status, count in counts.items()
        if count
    ]
    text = wording.label("brief.judged_parts", parts="; ".join(parts))
    return [b.paragraph(words, " ", text), *_headline(wording, judged)]


def _headline(wording: Wording, judged: Iterable[Progress]) -> list[b.Block]:
    chosen = _chosen(judged)
    if not chosen:
        return []
    marks = marks_of(wording, (one.indicator for one in chosen))
    columns = (
        b.Column(wording.label("brief.indicator"), width=5),
        *marks.columns,
        b.Column(wording.label("brief.unit"), width=1.7),
        b.Column(wording.label("brief.baseline"), "number", 1.9),
        b.Column(wording.label("brief.latest"), "number", 1.9),
        b.Column(wording.label("brief.target"), "number", 1.9),
        b.Column(wording.label("brief.verdict"), width=2.2),
    )
    rows = [
        (
            wording.prose(one.indicator.name),
            *marks.cells(one.indicator),
            wording.unit(one.indicator.unit),
            _point(wording, one, one.baseline),
            _latest(wording, one),
            _point(wording, one, one.targets[-1]),
            wording.term(one.status, "progress_status"),
        )
        for one in chosen
    ]
    source = marks.note(wording.label("brief.progress_note"))
    return [b.table("table-brief-progress", wording.label("brief.caption_progress"), columns, rows, source=source)]


def _chosen(judged: Iterable[Progress]) -> list[Progress]:
    """One use an indicator: those with baseline, value and target first, of them the nearest to people."""
    first: dict[str, Progress] = {}
    for one in judged:
        if one.baseline and one.targets:
            first.setdefault(one.indicator.id, one)

    def rank(one: Progress) -> tuple[bool, int, str]:
        return one.point is None, _RANK.index(one.indicator.kind), one.indicator.id

    return sorted(first.values(), key=rank)[:_INDICATORS]


def _point(wording: Wording, one: Progress, point: Waypoint | None) -> str:
    if point is None:
        return NOT_GIVEN
    return f"{rounded(wording, one, point.value)} ({point.period.year})"


def rounded(wording: Wording, one: Progress, value: Decimal) -> str:
    """A value with the decimals of the indicator, or of its baseline: a relative target is computed and has more."""
    base = one.baseline.value if one.baseline else value
    written = max(0, -int(base.as_tuple().exponent))
    return wording.edition.formatter.number(value, max(written, one.indicator.decimals or 0))


def _latest(wording: Wording, one: Progress) -> str:
    if one.point is None or one.point.value is None:
        return NOT_GIVEN
    return f"{wording.measured(one.point.value, one.indicator)} ({one.point.period.year})"


def brief_open(wording: Wording) -> list[b.Block]:
    """What waits for somebody: money, dates, values, remarks, findings; a sentence where nothing does."""
    workspace = wording.workspace
    parts = amounts(workspace)
    whole = total(parts)
    lines = []
    if whole:
        share = 1 - total(part for part in parts if part.stage in SECURED) / whole
        if share:
            lines.append(wording.label("brief.open_money", share=wording.edition.formatter.percent(share, 0)))
    unmeasured = {one.indicator.id for one in _judged(wording) if one.status is Status.NO_DATA}
    undecided = [one for one in workspace.remarks.values() if one.disposition in {Disposition.OPEN, None}]
    counts = {
        "cost": len(without_cost(counted_actions(workspace))),
        "late": len(late_actions(workspace)),
        "values": len(unmeasured),
        "remarks": len(undecided),
        "errors": _findings(wording, Severity.ERROR),
        "warnings": _findings(wording, Severity.WARNING),
    }
    lines += [wording.plural(f"brief.open_{key}", count) for key, count in counts.items() if count]
    return [b.bullets(lines)] if lines else [b.paragraph(wording.label("brief.nothing_open"))]


def _findings(wording: Wording, severity: Severity) -> int:
    outside = wording.workspace.outside
    return sum(
        found.severity is severity and not found.waived and found.item not in outside
        for found in wording.edition.findings
    )

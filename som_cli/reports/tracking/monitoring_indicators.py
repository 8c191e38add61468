"""Indicators with targets -> a table from which a reader can redo each verdict, and the rule that it follows."""

from __future__ import annotations

from collections.abc import Sequence

from som_cli.analysis.progress import Progress, Waypoint
from som_cli.document import blocks as b
from som_cli.document.formatting import EN_DASH
from som_cli.model.indicator import Aggregation, Direction, Indicator
from som_cli.reports.marks import marks_of
from som_cli.reports.tracking.tracks import (
    Track,
    coverage_words,
    plan_tracks,
    point_words,
    status_words,
    untargeted,
)
from som_cli.reports.wording import NOT_GIVEN, Wording, Words, one_a_line


def progress_rule(wording: Wording) -> list[b.Block]:
    """How a verdict is made: the expected value, the ratio, and the limits of this workspace."""
    limits = wording.workspace.settings.progress
    number = wording.edition.formatter.number
    return [
        b.paragraph(wording.label("monitoring.rule_expected")),
        b.paragraph(
            wording.label(
                "monitoring.rule_limits",
                on_track=number(limits.on_track),
                at_risk=number(limits.at_risk),
                maintain=wording.edition.formatter.percent(limits.maintain, 0),
            )
        ),
        b.paragraph(wording.label("monitoring.rule_provisional")),
    ]


def progress_table(wording: Wording, plan: str) -> list[b.Block]:
    """Upright: baseline, latest value with its coverage, expected value, ratio, target, status."""
    found = plan_tracks(wording, plan)
    if not found:
        return []
    marks = marks_of(wording, [track.indicator for track in found])
    columns = (
        b.Column(wording.label("indicators.name"), width=3.7),
        b.Column(wording.label("monitoring.baseline"), "number", 1.7),
        b.Column(wording.label("monitoring.value"), "number", 1.9),
        b.Column(wording.label("monitoring.expected"), "number", 2),
        b.Column(wording.label("monitoring.ratio"), "number", 1.1),
        b.Column(wording.label("monitoring.target"), "number", 1.8),
        b.Column(wording.label("monitoring.status"), width=1.9),
    )
    rows = [_row(wording, track, track.progress) for track in found if track.progress]
    caption = wording.label("monitoring.caption_progress", plan=wording.plans[plan].prefix)
    source = marks.note() if marks.found else ""
    return [b.table(f"table-progress-{plan}", caption, columns, rows, source=source)]


def _row(wording: Wording, track: Track, progress: Progress) -> tuple[object, ...]:
    indicator = track.indicator
    number = wording.edition.formatter.number
    coverage = coverage_words(wording, progress.point)
    value: list[Words] = [[point_words(wording, track, progress.point)]]
    if coverage:
        value.append([coverage])
    return (
        _name(wording, indicator),
        waypoint_words(wording, indicator, progress.baseline),
        one_a_line(value),
        wording.measured(progress.expected, indicator) if progress.expected is not None else NOT_GIVEN,
        number(progress.ratio, 2) if progress.ratio is not None else NOT_GIVEN,
        one_a_line([[waypoint_words(wording, indicator, target)] for target in progress.targets]),
        status_words(wording, progress),
    )


def _name(wording: Wording, indicator: Indicator) -> Words:
    unit = f" ({wording.unit(indicator.unit)})" if indicator.unit else ""
    tag = wording.mark(wording.workspace.provenance(indicator))
    return [
        wording.reference(indicator.id),
        f" {wording.prose(indicator.name)}{unit}",
        *tag,
        *_rule(wording, indicator),
    ]


def _rule(wording: Wording, indicator: Indicator) -> Words:
    """How members' values make the whole, and where it is not the straight line that judges."""
    rules = []
    if indicator.aggregation not in {None, Aggregation.NONE}:
        rules.append(wording.term(indicator.aggregation, "monitoring.aggregation"))
    if indicator.direction in {Direction.MAINTAIN, Direction.RANGE}:
        rules.append(wording.term(indicator.direction, "direction"))
    return [b.line_break(), wording.label("monitoring.rule", rule="; ".join(rules))] if rules else []


def waypoint_words(wording: Wording, indicator: Indicator, waypoint: Waypoint | None) -> str:
    """A value, or the ends of a range, with its year."""
    if waypoint is None:
        return NOT_GIVEN
    ends = [end for end in (waypoint.low, waypoint.high) if end is not None]
    if not ends:
        text = wording.measured(waypoint.value, indicator)
    elif len(ends) > 1:
        text = EN_DASH.join(wording.measured(end, indicator) for end in ends)
    else:
        key = "monitoring.at_least" if waypoint.low is not None else "monitoring.at_most"
        text = wording.label(key, value=wording.measured(ends[0], indicator))
    return f"{text} ({wording.short_date(waypoint.period)})"


def untargeted_table(wording: Wording) -> list[b.Block]:
    """Measured indicators that no plan sets a target for: first and latest value."""
    found: Sequence[Track] = untargeted(wording)
    if not found:
        return []
    columns = (
        b.Column(wording.label("indicators.name"), width=5),
        b.Column(wording.label("monitoring.first_value"), "number", 2),
        b.Column(wording.label("monitoring.value"), "number", 2),
    )
    rows = [
        (
            _name(wording, track.indicator),
            point_words(wording, track, track.values[0]),
            point_words(wording, track, track.values[-1]) if len(track.values) > 1 else NOT_GIVEN,
        )
        for track in found
    ]
    return [b.table("table-untargeted", wording.label("monitoring.caption_untargeted"), columns, rows)]

"""Indicators and their verdicts -> what a panel of the chart of series shows, plan by plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from som_cli.analysis.progress import QUALITATIVE, Progress, Status, all_progress, judged_uses
from som_cli.analysis.series import Point, all_readings, points
from som_cli.model.indicator import Aggregation, Indicator
from som_cli.model.layout import plan_of
from som_cli.model.workspace import Workspace
from som_cli.reports.wording import NOT_GIVEN, Wording

_MEANS = frozenset({Aggregation.MEAN, Aggregation.WEIGHTED_MEAN})


@dataclass(frozen=True, slots=True)
class Track:
    """An indicator with its values; `progress` is that of one plan's targets, None where nothing sets a target.

    `also` are other objectives of the plan that set the same targets.
    """

    indicator: Indicator
    plan: str
    series: tuple[Point, ...]
    progress: Progress | None
    also: tuple[Progress, ...] = ()

    @property
    def values(self) -> tuple[Point, ...]:
        return tuple(point for point in self.series if point.value is not None)

    @property
    def is_drawn(self) -> bool:
        """Whether there is something to draw: two values, or a way from a baseline (or a value) to a target."""
        if self.indicator.measure in QUALITATIVE:
            return False
        if self.progress is None:
            return len(self.values) > 1
        return bool(self.progress.targets) and bool(self.values or self.progress.baseline)


def tracks(workspace: Workspace, plan: str, year: int | None = None) -> tuple[Track, ...]:
    """The indicators with targets of a plan, each set of targets once."""
    found: dict[tuple[object, ...], Track] = {}
    for progress, (indicator, objective, _, series) in zip(
        all_progress(workspace, year), judged_uses(workspace), strict=True
    ):
        if plan_of(objective.origin.path) != plan:
            continue
        key = (indicator.id, progress.baseline, progress.targets)
        if key in found:
            before = found[key]
            found[key] = Track(indicator, plan, before.series, before.progress, (*before.also, progress))
        else:
            found[key] = Track(indicator, plan, series, progress)
    return tuple(found.values())


def untargeted(wording: Wording) -> tuple[Track, ...]:
    """Indicators that nobody sets a target for, and that were measured."""
    everything = wording.edition.everything
    judged = {indicator.id for indicator, *_ in judged_uses(wording.workspace)}
    readings = everything.once(all_readings)
    found = (
        Track(indicator, "", points(indicator, readings[indicator.id], everything), None)
        for indicator in wording.workspace.indicators.values()
        if indicator.id not in judged and indicator.id in readings
    )
    return tuple(one for one in found if one.values)


def last_year(wording: Wording) -> int | None:
    """The last year that the report is about; None where it is about all years."""
    return wording.edition.scope.years[1] if wording.edition.scope.years else None


def plan_tracks(wording: Wording, plan: str) -> tuple[Track, ...]:
    """The verdicts are those of the whole: the value of one member says nothing about a target that all share."""
    kept = wording.workspace

    def is_own(track: Track) -> bool:
        uses = [one for one in (track.progress, *track.also) if one is not None]
        return track.indicator.id in kept.indicators and any(one.objective.id in kept.objectives for one in uses)

    return tuple(track for track in tracks(wording.edition.everything, plan, last_year(wording)) if is_own(track))


def every_track(wording: Wording) -> list[Track]:
    """Those of all plans in their order, then those without targets."""
    own = [track for plan in wording.plans for track in plan_tracks(wording, plan)]
    return [*own, *untargeted(wording)]


def status_words(wording: Wording, progress: Progress, length: Literal["full", "short"] = "full") -> str:
    """The status; for a provisional one also what the figures say as they stand."""
    word = wording.term(progress.status, "progress_status")
    if progress.status is not Status.PROVISIONAL:
        return word
    return wording.label(
        f"monitoring.so_far_{length}", status=word, verdict=wording.term(progress.verdict, "progress_status")
    )


def coverage_words(wording: Wording, point: Point | None) -> str:
    """`12 of 15`: members whose values are in it; empty where the whole was measured or nothing is missing."""
    if point is None or point.is_complete:
        return ""
    number = wording.edition.formatter.number
    return wording.label(
        "monitoring.coverage", covered=number(len(point.covered)), expected=number(len(point.expected))
    )


def point_words(wording: Wording, track: Track, point: Point | None) -> str:
    """A value with its year."""
    if point is None or point.value is None:
        return NOT_GIVEN
    return f"{wording.measured(rounded(track.indicator, point), track.indicator)} ({wording.short_date(point.period)})"


def rounded(indicator: Indicator, point: Point) -> Decimal:
    """A mean is shown with one decimal more than the indicator has; other values as they are."""
    value = point.value or Decimal(0)
    places = (indicator.decimals or 0) + 1
    return round(value, places) if point.aggregation in _MEANS else value


def by_status(found: Iterable[Track]) -> dict[Status, list[Track]]:
    """The tracks with targets by their status, in the order of statuses."""
    groups: dict[Status, list[Track]] = {status: [] for status in Status}
    for track in found:
        if track.progress is not None:
            groups[track.progress.status].append(track)
    return {status: group for status, group in groups.items() if group}


def pages(found: Sequence[Track], size: int) -> list[Sequence[Track]]:
    return [found[start : start + size] for start in range(0, len(found), size)]

"""Series and targets -> how far each indicator is on its way.

Source: data model, section 6; the growth rate: Open SDG, *Progress calculation*, after Statistics Canada.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum
from typing import NamedTuple

from som_cli.analysis.conversion import converted
from som_cli.analysis.series import Point, all_readings, points
from som_cli.model.indicator import Baseline, Direction, Indicator, IndicatorStatus, Measure
from som_cli.model.partnership import ProgressLimits
from som_cli.model.plan import IndicatorUse, Objective, ObjectiveStatus, Target
from som_cli.model.values import EXACT, PartialDate
from som_cli.model.workspace import Workspace

QUALITATIVE = frozenset({Measure.QUALITATIVE, Measure.NOMINAL, Measure.ORDINAL})
WHOLE = Decimal(100)
MAX_DECIMALS = 9


class Status(StrEnum):
    """What can be said of an indicator at a period."""

    ACHIEVED = "achieved"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    DETERIORATING = "deteriorating"
    NOT_DUE = "not_due"
    NO_DATA = "no_data"
    PROVISIONAL = "provisional"
    NOT_JUDGED = "not_judged"


BEHIND = frozenset({Status.AT_RISK, Status.OFF_TRACK, Status.DETERIORATING})
UNJUDGED = frozenset({Status.NO_DATA, Status.NOT_DUE, Status.NOT_JUDGED})


JudgedUse = tuple[Indicator, Objective, int, tuple[Point, ...]]


class Waypoint(NamedTuple):
    """A value to be at in a period: the baseline, a milestone, the final target; ends of a range where it is one."""

    period: PartialDate
    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """An indicator as one objective uses it, at a period: the inputs, the ratio, the verdict.

    `verdict` is what the figures say as they stand; `status` is provisional where a value may still change. `limits`
    are the workspace's. Values are in the indicator's unit.
    """

    indicator: Indicator
    objective: Objective
    index: int
    baseline: Waypoint | None
    targets: tuple[Waypoint, ...]
    point: Point | None
    expected: Decimal | None
    ratio: Decimal | None
    verdict: Status
    limits: ProgressLimits

    @property
    def status(self) -> Status:
        is_open = self.point is not None and self.point.is_provisional and self.verdict not in UNJUDGED
        return Status.PROVISIONAL if is_open else self.verdict

    @property
    def use(self) -> IndicatorUse:
        return self.objective.indicators[self.index]

    @property
    def has_own_baseline(self) -> bool:
        return self.use.baseline is not None and self.use.baseline.value is not None


def all_progress(workspace: Workspace, year: int | None = None) -> tuple[Progress, ...]:
    """Every use of an indicator with targets, judged at its latest value (of a year, or before it)."""
    return tuple(
        judge(indicator, objective, index, _latest(series, year), workspace)
        for indicator, objective, index, series in judged_uses(workspace)
    )


def measured_progress(workspace: Workspace) -> tuple[Progress, ...]:
    """The same for those indicators only that have a value."""
    return tuple(
        judge(indicator, objective, index, _latest(series, None), workspace)
        for indicator, objective, index, series in judged_uses(workspace)
        if series
    )


def judged_uses(workspace: Workspace) -> Sequence[JudgedUse]:
    """Each use with targets by an objective in force: indicator, objective, index of the use, the series."""
    return workspace.once(_judged_uses)


def _judged_uses(workspace: Workspace) -> Sequence[JudgedUse]:
    return tuple(_each_judged_use(workspace))


def _each_judged_use(workspace: Workspace) -> Iterator[JudgedUse]:
    readings = all_readings(workspace)
    for indicator in workspace.indicators.values():
        uses = workspace.uses.get(indicator.id, ())
        if indicator.status is IndicatorStatus.WITHDRAWN or not any(use.targets for _, _, use in uses):
            continue
        series = points(indicator, readings.get(indicator.id, ()), workspace)
        for objective, index, use in uses:
            if use.targets and objective.status is not ObjectiveStatus.WITHDRAWN:
                yield indicator, objective, index, series


def _latest(series: tuple[Point, ...], year: int | None) -> Point | None:
    kept = [point for point in series if point.value is not None and (year is None or point.period.year <= year)]
    return kept[-1] if kept else None


def judge(
    indicator: Indicator, objective: Objective, index: int, point: Point | None, workspace: Workspace
) -> Progress:
    """The verdict for one value v at year y, and what it stands on.

    e(y) lies on the straight lines from the baseline b over the milestones to the final target, and after it stays;
    rounded towards b to the indicator's decimals, since half a station cannot be built. ratio = (v - b) / (e - b). At
    least `on_track` (0.95): on track; at least `at_risk` (0.60): at risk; below 0: deteriorating; else off track.
    Beyond the final target: achieved. e = b before the first milestone: not due. A target equal to the baseline, and
    the direction `maintain`: |v - b| within `maintain` × |b|. A range: inside it. A relative target is
    b × (1 + pct / 100).
    """
    use = objective.indicators[index]
    baseline = _baseline(use, indicator, workspace)
    targets = _targets(use, indicator, baseline, workspace)
    limits = workspace.settings.progress

    verdict, expected, ratio = Status.NO_DATA, None, None
    if indicator.measure in QUALITATIVE or not targets:
        verdict = Status.NOT_JUDGED
    elif point is not None and point.value is not None:
        verdict, expected, ratio = _verdict(indicator, baseline, targets, point, point.value, limits)
    return Progress(indicator, objective, index, baseline, targets, point, expected, ratio, verdict, limits)


Verdict = tuple[Status, Decimal | None, Decimal | None]


def _verdict(  # noqa: PLR0913, PLR0917 - what a verdict stands on
    indicator: Indicator,
    baseline: Waypoint | None,
    targets: tuple[Waypoint, ...],
    point: Point,
    value: Decimal,
    limits: ProgressLimits,
) -> Verdict:
    """The verdict, what was expected, and the ratio."""
    goal = next((target for target in targets if not target.period.is_before(point.period)), targets[-1])
    if goal.low is not None or goal.high is not None:
        is_inside = (goal.low is None or goal.low <= value) and (goal.high is None or value <= goal.high)
        return _kept(point, targets, is_kept=is_inside), goal.value, None
    if baseline is None:
        return Status.NOT_JUDGED, None, None
    final = targets[-1].value
    if indicator.direction is Direction.MAINTAIN or final == baseline.value:
        slack = max(limits.maintain * abs(baseline.value), _step(indicator))
        return _kept(point, targets, is_kept=abs(value - baseline.value) <= slack), baseline.value, None
    expected = _expected(indicator, baseline, targets, point.period)
    if (final > baseline.value and value >= final) or (final < baseline.value and value <= final):
        return Status.ACHIEVED, expected, None
    if _months(point.period) <= _months(baseline.period) or expected == baseline.value:
        return Status.NOT_DUE, expected, None
    ratio = (value - baseline.value) / (expected - baseline.value)
    return _of_ratio(ratio, limits), expected, ratio


def _kept(point: Point, targets: tuple[Waypoint, ...], *, is_kept: bool) -> Status:
    if not is_kept:
        return Status.OFF_TRACK
    return Status.ON_TRACK if point.period.is_before(targets[-1].period) else Status.ACHIEVED


def _of_ratio(ratio: Decimal, limits: ProgressLimits) -> Status:
    if ratio < 0:
        return Status.DETERIORATING
    if ratio >= limits.on_track:
        return Status.ON_TRACK
    return Status.AT_RISK if ratio >= limits.at_risk else Status.OFF_TRACK


def _baseline(use: IndicatorUse, indicator: Indicator, workspace: Workspace) -> Waypoint | None:
    found: Baseline | None = indicator.baseline
    if use.baseline is not None and use.baseline.value is not None:
        found = use.baseline
    if found is None or found.value is None or found.period is None or not found.period.is_known:
        return None
    value = converted(found.value, found.unit, indicator.unit, workspace)
    return None if value is None else Waypoint(found.period, value)


def _targets(
    use: IndicatorUse, indicator: Indicator, baseline: Waypoint | None, workspace: Workspace
) -> tuple[Waypoint, ...]:
    found = [
        waypoint
        for target in use.targets
        if target.period is not None and target.period.is_known
        if (waypoint := _waypoint(target, target.period, indicator, baseline, workspace)) is not None
    ]
    return tuple(sorted(found, key=lambda target: target.period.last))


def _waypoint(
    target: Target, period: PartialDate, indicator: Indicator, baseline: Waypoint | None, workspace: Workspace
) -> Waypoint | None:
    if target.change_pct is not None:
        return Waypoint(period, baseline.value * (1 + target.change_pct / WHOLE)) if baseline else None
    low, high, value = (
        None if number is None else converted(number, target.unit, indicator.unit, workspace)
        for number in (target.min, target.max, target.value)
    )
    if low is not None or high is not None:
        nearest = value if value is not None else low if low is not None else high
        return None if nearest is None else Waypoint(period, nearest, low, high)
    return None if value is None else Waypoint(period, value)


def _months(period: PartialDate) -> int:
    return period.last.year * 12 + period.last.month


def _step(indicator: Indicator) -> Decimal:
    """The smallest difference that the indicator shows; none where its decimals are not told."""
    return (
        Decimal(0) if indicator.decimals is None else Decimal(1).scaleb(-min(max(indicator.decimals, 0), MAX_DECIMALS))
    )


def _expected(indicator: Indicator, baseline: Waypoint, targets: tuple[Waypoint, ...], period: PartialDate) -> Decimal:
    at, before = _months(period), baseline
    for after in targets:
        if at <= _months(after.period):
            span = _months(after.period) - _months(before.period)
            share = (at - _months(before.period)) / Decimal(span) if span > 0 else Decimal(1)
            return _rounded(before.value + (after.value - before.value) * share, baseline.value, indicator)
        before = after
    return before.value


def _rounded(expected: Decimal, baseline: Decimal, indicator: Indicator) -> Decimal:
    if indicator.decimals is None:
        return expected
    towards = ROUND_FLOOR if expected > baseline else ROUND_CEILING
    # A sum of thirds may miss a whole step by the last digit of the arithmetic.
    exact = expected.quantize(Decimal("1e-12"), context=EXACT)
    return exact.quantize(_step(indicator), towards, EXACT)


class GrowthRate(NamedTuple):
    """Compound annual growth: observed, required (shares a year), and their ratio."""

    observed: Decimal
    required: Decimal
    ratio: Decimal


def growth_rate(progress: Progress) -> GrowthRate | None:
    """The compound annual growth rate as an alternative to the straight line, by its own name.

    observed = (v / b)^(1 / (y - y₀)) - 1; required = (target / b)^(1 / (t - y₀)) - 1; ratio = observed / required. None
    where it is not defined: a value at or below 0, no time passed, a target equal to the baseline.
    """
    base, point = progress.baseline, progress.point
    if base is None or point is None or point.value is None or not progress.targets:
        return None
    final = progress.targets[-1]
    passed, given = (_months(one.period) - _months(base.period) for one in (point, final))
    if min(base.value, point.value, final.value) <= 0 or min(passed, given) <= 0 or final.value == base.value:
        return None
    observed = (point.value / base.value) ** (12 / Decimal(passed)) - 1
    required = (final.value / base.value) ** (12 / Decimal(given)) - 1
    return GrowthRate(observed, required, observed / required) if required else None

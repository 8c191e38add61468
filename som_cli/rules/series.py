"""Series (VAL): values of one indicator over time that can be compared, and members that make up the whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from som_cli.analysis.conversion import converted
from som_cli.analysis.series import Reading, all_readings, members_on
from som_cli.messages import msg
from som_cli.model.entry import FieldPath, Item
from som_cli.model.indicator import Aggregation, Baseline, Indicator, Observation, ObservationStatus
from som_cli.model.monitoring import Return
from som_cli.model.values import PartialDate
from som_cli.model.workspace import Workspace
from som_cli.rules.figures import percent
from som_cli.rules.measures import shown
from som_cli.rules.registry import Finding, rule
from som_cli.rules.scope import indicators_in_use
from som_cli.text.diagnostics import Related

# Powers of ten that a wrong unit or a slipped point makes, and how near to one is suspicious.
SLIPS = (10, 100, 1000)
NEARNESS = Decimal("0.05")
# Among so small counts, twice as many is an ordinary year.
SMALL_COUNT = 10
OTHER_SERIES = frozenset({ObservationStatus.BREAK, ObservationStatus.DEFINITION_DIFFERS, ObservationStatus.FORECAST})


class Point(NamedTuple):
    """One value of a series: where it is written, its number in the indicator's unit, and what it stands for."""

    item: Item
    path: FieldPath
    period: PartialDate
    number: Decimal
    written: str
    entry: Baseline | Observation

    @property
    def related(self) -> Related:
        return Related(self.item.origin.span((*self.path, "value")), msg("the value compared"))


Series = dict[tuple[str, str], list[Point]]


def series_of(workspace: Workspace) -> Series:
    """The values of each indicator in use in each area, in the order of their periods; the baseline is one of them."""
    found: Series = defaultdict(list)
    readings = all_readings(workspace)
    for indicator in indicators_in_use(workspace):
        base = indicator.baseline
        if base is not None and base.value is not None and base.period is not None and base.period.is_known:
            number = converted(base.value, base.unit, indicator.unit, workspace)
            if number is not None:
                point = Point(
                    indicator, ("baseline",), base.period, number, shown(base.value, base.unit, indicator), base
                )
                found[indicator.id, base.area or workspace.settings.area].append(point)
        for reading in readings.get(indicator.id, ()):
            entry = _entry(reading)
            if reading.value is not None and reading.period.is_known and entry is not None and entry.value is not None:
                written = shown(entry.value, entry.unit, indicator)
                point = Point(reading.item, reading.path, reading.period, reading.value, written, entry)
                found[indicator.id, reading.area].append(point)
    for points in found.values():
        points.sort(key=lambda point: (point.period.last, point.period.first))
    return found


def _entry(reading: Reading) -> Observation | None:
    """The observation that a reading was made of."""
    item, (_, index) = reading.item, reading.path
    return item.observations[int(index)] if isinstance(item, (Indicator, Return)) else None


def _steps(workspace: Workspace) -> Iterator[tuple[Indicator, Point, Point]]:
    """Neighbours in each series that may be compared: one after the other, in one unit, with no break between."""
    for (name, _), points in series_of(workspace).items():
        indicator = workspace.indicators[name]
        for earlier, later in pairwise(points):
            is_broken = later.entry.status in OTHER_SERIES or any(
                earlier.period.last < mark.period.last and mark.period.first <= later.period.last
                for mark in indicator.breaks
            )
            if earlier.period.is_before(later.period) and not is_broken:
                yield indicator, earlier, later


@rule("VAL11", "W")
def jump_in_series(workspace: Workspace) -> Iterator[Finding]:
    """A value differs from the one before it by more than a series usually does, perhaps by a slip of the unit."""
    limit = workspace.settings.tolerance.jump_rel
    for indicator, earlier, later in _steps(workspace):
        if earlier.number <= 0 or later.number <= 0:
            continue
        is_small = max(earlier.number, later.number) < SMALL_COUNT and later.number == later.number.to_integral_value()
        years = max(1, round((later.period.last - earlier.period.last).days / 365))
        ratio = max(earlier.number, later.number) / min(earlier.number, later.number)
        # The tolerance is one year's; over several years as many changes may add up.
        slip = next((power for power in SLIPS if abs(ratio / power - 1) <= NEARNESS), None)
        # What counts all that was done so far grows as fast as work does; only a slip stands out.
        if is_small or ratio <= (1 + limit) ** years or (indicator.cumulative and slip is None):
            continue
        if slip is not None:
            message = msg(
                "{later} in {period} after {earlier} in {before}: about {slip} times as much or as little",
                later=later.written,
                period=later.period,
                earlier=earlier.written,
                before=earlier.period,
                slip=slip,
            )
        else:
            message = msg(
                "{later} in {period} after {earlier} in {before}: more than {limit} % a year",
                later=later.written,
                period=later.period,
                earlier=earlier.written,
                before=earlier.period,
                limit=percent(limit),
            )
        help_ = msg(
            "check unit and decimal point; if the series is broken, add `breaks` to {indicator}", indicator=indicator.id
        )
        yield Finding(
            later.item,
            (*later.path, "value"),
            message,
            help_,
            about=_about(indicator, later),
            related=(earlier.related,),
        )


@rule("VAL12", "E")
def cumulative_value_falls(workspace: Workspace) -> Iterator[Finding]:
    """A cumulative indicator falls, though it counts all that was done so far."""
    for indicator, earlier, later in _steps(workspace):
        if indicator.cumulative and later.number < earlier.number:
            message = msg(
                "{later} in {period} after {earlier} in {before}, and {indicator} is cumulative",
                later=later.written,
                period=later.period,
                earlier=earlier.written,
                before=earlier.period,
                indicator=indicator.id,
            )
            help_ = msg("write the sum since the beginning, or take `cumulative: true` away")
            yield Finding(
                later.item,
                (*later.path, "value"),
                message,
                help_,
                about=_about(indicator, later),
                related=(earlier.related,),
            )


@rule("VAL15", "E")
def members_differ_from_whole(workspace: Workspace) -> Iterator[Finding]:
    """The values of all members do not sum to the value that is stated for the whole."""
    found = series_of(workspace)
    whole = workspace.settings.area
    by_period = {
        (name, area, point.period.first, point.period.last): point
        for (name, area), points in found.items()
        for point in points
    }
    for (name, area), points in found.items():
        indicator = workspace.indicators[name]
        if area != whole or indicator.aggregation is not Aggregation.SUM:
            continue
        for point in points:
            day = (point.entry.coverage or point.period).last
            members = members_on(workspace, day)
            parts = [by_period.get((name, member, point.period.first, point.period.last)) for member in members]
            known = [part for part in parts if part is not None]
            if not members or len(known) < len(members):
                continue
            total = sum((part.number for part in known), Decimal(0))
            # Each value may be rounded by half of its last place.
            allowed = sum((_half_place(part, indicator, workspace) for part in (*known, point)), Decimal(0))
            if abs(total - point.number) > allowed:
                message = msg(
                    "{count} member sums to {total}, {whole} is stated for the whole in {period}",
                    plural="{count} members sum to {total}, {whole} is stated for the whole in {period}",
                    count=len(known),
                    total=shown(total, None, indicator),
                    whole=shown(point.number, None, indicator),
                    period=point.period,
                )
                help_ = msg(
                    "find the value that is wrong; rounding explains {allowed}", allowed=shown(allowed, None, indicator)
                )
                yield Finding(
                    point.item,
                    (*point.path, "value"),
                    message,
                    help_,
                    about=_about(indicator, point),
                    related=(known[0].related,),
                )


@rule("VAL16", "W")
def series_over_a_change(workspace: Workspace) -> Iterator[Finding]:
    """A series for the whole runs over a change of membership that `breaks` does not name."""
    whole = workspace.settings.area
    for (name, area), points in series_of(workspace).items():
        indicator = workspace.indicators[name]
        if area != whole or indicator.aggregation in (Aggregation.LAST, None):
            continue
        for earlier, later in pairwise(points):
            changed = _members_changed(earlier, later, workspace)
            is_marked = later.entry.status in OTHER_SERIES or any(
                earlier.period.last < mark.period.last and mark.period.first <= later.period.last
                for mark in indicator.breaks
            )
            if changed and not is_marked:
                message = msg(
                    "between {before} and {period} the members changed: {members}",
                    before=earlier.period,
                    period=later.period,
                    members=", ".join(changed),
                )
                help_ = msg(
                    "add `breaks: [{{period: {period}, why: …}}]` to {indicator}, or one `coverage` to both values",
                    period=later.period,
                    indicator=indicator.id,
                )
                yield Finding(
                    later.item,
                    (*later.path, "period"),
                    message,
                    help_,
                    about=_about(indicator, later),
                    related=(earlier.related,),
                )


def _members_changed(earlier: Point, later: Point, workspace: Workspace) -> list[str]:
    first, second = (
        set(members_on(workspace, (point.entry.coverage or point.period).last)) for point in (earlier, later)
    )
    return sorted(first ^ second)


def _about(indicator: Indicator, point: Point) -> str:
    return "" if point.item.id == indicator.id else indicator.id


def _half_place(point: Point, indicator: Indicator, workspace: Workspace) -> Decimal:
    exponent = point.entry.value.as_tuple().exponent if point.entry.value is not None else 0
    places = Decimal(5).scaleb((exponent if isinstance(exponent, int) else 0) - 1)
    return converted(places, point.entry.unit, indicator.unit, workspace) or places

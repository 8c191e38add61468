"""Returns and observations -> the series of each indicator, for each area and for the partnership.

Source: data model, sections 5.8 and 6 (aggregation, coverage). Values are in the unit of the indicator.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from som_cli.analysis.conversion import converted
from som_cli.model.entry import FieldPath, Item
from som_cli.model.indicator import Aggregation, Frequency, Indicator, MissingReason, Observation, ObservationStatus
from som_cli.model.monitoring import Return
from som_cli.model.partnership import Member
from som_cli.model.values import PartialDate, natural_key
from som_cli.model.workspace import WHOLE_AREA, Workspace

# What is measured more often than once a year has a value for each period as it is written.
WITHIN_A_YEAR = frozenset({Frequency.MONTHLY, Frequency.QUARTERLY, Frequency.HALF_YEARLY})
POPULATION = "population"
UNSURE = frozenset({ObservationStatus.ESTIMATED, ObservationStatus.PROVISIONAL})


class Reading(NamedTuple):
    """One observation: of which area and period, its value in the indicator's unit, and where it is written.

    `value` is None where it is missing, or given in a unit of another dimension. `round` is empty for the registry.
    """

    indicator: Indicator
    area: str
    period: PartialDate
    value: Decimal | None
    status: ObservationStatus | None
    missing: MissingReason | None
    is_revised: bool
    round: str
    item: Item
    path: FieldPath


class Point(NamedTuple):
    """The value of the partnership in a period, how it was made, and from what.

    `value` is None where the rule of the indicator refuses (`none`, no weights) or nothing was measured. `expected` are
    the members whose values it needs (none of them where the whole was measured directly), `covered` those it has.
    """

    period: PartialDate
    value: Decimal | None
    aggregation: Aggregation | None
    readings: tuple[Reading, ...]
    expected: tuple[str, ...] = ()
    covered: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        return len(self.covered) == len(self.expected)

    @property
    def is_provisional(self) -> bool:
        """Whether it may still change: members are missing, or a value is estimated or provisional."""
        return not self.is_complete or any(reading.status in UNSURE for reading in self.readings)


Series = Mapping[str, tuple[Reading, ...]]
# The indicator that a value belongs to, and the round that brought it.
_Kept = tuple[Indicator, str]


def all_readings(workspace: Workspace) -> Series:
    """The readings of each indicator in the order in which they were given: the registry, then round by round."""
    found: dict[str, list[Reading]] = defaultdict(list)
    for indicator in workspace.indicators.values():
        for index, seen in enumerate(indicator.observations):
            area = seen.area or WHOLE_AREA
            found[indicator.id].append(_reading(workspace, seen, area, (indicator, index), (indicator, "")))
    for answer in sorted(workspace.returns.values(), key=lambda one: _moment(one, workspace)):
        for index, returned in enumerate(answer.observations):
            measured = workspace.indicators.get(returned.indicator)
            if measured is not None:
                area = returned.area or answer.member
                found[measured.id].append(
                    _reading(workspace, returned, area, (answer, index), (measured, answer.round))
                )
    return {name: tuple(readings) for name, readings in found.items()}


def _moment(answer: Return, workspace: Workspace) -> tuple[date, tuple[object, ...], str]:
    """When a return counts: by the end of what its round covers, then by the round's name."""
    found = workspace.rounds.get(answer.round)
    covers = found.covers if found else None
    end = covers.to if covers and covers.to and covers.to.is_known else None
    return end.last if end else date.min, natural_key(answer.round), answer.member


def _reading(workspace: Workspace, seen: Observation, area: str, place: tuple[Item, int], kept: _Kept) -> Reading:
    indicator, round_ = kept
    value = None if seen.value is None else converted(seen.value, seen.unit, indicator.unit, workspace)
    item, index = place
    path = ("observations", index)
    return Reading(indicator, area, seen.period, value, seen.status, seen.missing, seen.revised, round_, item, path)


def period_key(indicator: Indicator, period: PartialDate) -> str:
    """What readings of one period share: the year, or the period as written where a year has several."""
    return period.text if indicator.frequency in WITHIN_A_YEAR else str(period.year)


def is_member(member: Member, day: date) -> bool:
    """Whether a member belonged to the partnership on a day; one whose membership is not told did."""
    if not member.membership:
        return True
    return any(
        (span.from_ is None or span.from_.first <= day) and (span.to is None or span.to.last >= day)
        for span in member.membership
    )


def members_on(workspace: Workspace, day: date) -> tuple[str, ...]:
    """The members on a day, by id."""
    return tuple(member.id for member in workspace.members.values() if is_member(member, day))


def points(indicator: Indicator, readings: Iterable[Reading], workspace: Workspace) -> tuple[Point, ...]:
    """The series of the partnership in order of time: measured as a whole, else made from its members' values.

    Of two values of one area in a year the one of the later period counts, else the one given later: the revision.
    """
    groups: dict[str, dict[str, Reading]] = defaultdict(dict)
    for reading in readings:
        if reading.period.is_known:
            latest = groups[period_key(indicator, reading.period)]
            before = latest.get(reading.area)
            if before is None or _goes_before(reading, before):
                latest.pop(reading.area, None)
                latest[reading.area] = reading
    made = [_point(indicator, latest, workspace) for latest in groups.values()]
    return tuple(sorted(made, key=lambda point: point.period.last))


def _goes_before(reading: Reading, before: Reading) -> bool:
    """Whether a reading takes the place of one given earlier for the same area and year."""
    if reading.value is None or before.value is None:
        return reading.value is not None
    return reading.period.last >= before.period.last


def _point(indicator: Indicator, latest: Mapping[str, Reading], workspace: Workspace) -> Point:
    whole = latest.get(WHOLE_AREA)
    if whole is not None and whole.value is not None:
        return Point(whole.period, whole.value, None, (whole,))
    period = max((reading.period for reading in latest.values()), key=lambda found: found.last)
    parts = {area: reading for area, reading in latest.items() if area in workspace.members}
    expected = tuple(
        name
        for name in members_on(workspace, period.last)
        if name not in parts or parts[name].missing is not MissingReason.NOT_APPLICABLE
    )
    counted = {name: parts[name] for name in expected if name in parts and parts[name].value is not None}
    value = aggregate(indicator, counted, workspace)
    return Point(period, value, indicator.aggregation, tuple(counted.values()), expected, tuple(counted))


def aggregate(indicator: Indicator, parts: Mapping[str, Reading], workspace: Workspace) -> Decimal | None:
    """The value of the whole by the indicator's own rule, or None where the rule refuses.

    `sum` Σv; `mean` Σv/n; `weighted_mean` Σ(w·v)/Σw with the population, or the indicator that `weight` names; `max`;
    `last` the value given last. `none` and an absent rule refuse, and so does a weight that a member lacks.
    """
    values = [reading.value for reading in parts.values() if reading.value is not None]
    if not values:
        return None
    rule = indicator.aggregation
    if rule is Aggregation.WEIGHTED_MEAN:
        return _weighted_mean(indicator, parts, workspace)
    total = sum(values, Decimal(0))
    simple = {
        Aggregation.SUM: total,
        Aggregation.MEAN: total / len(values),
        Aggregation.MAX: max(values),
        Aggregation.LAST: values[-1],
    }
    return simple.get(rule) if rule is not None else None


def _weighted_mean(indicator: Indicator, parts: Mapping[str, Reading], workspace: Workspace) -> Decimal | None:
    weights = {name: _weight(indicator, name, reading.period, workspace) for name, reading in parts.items()}
    known = {name: weight for name, weight in weights.items() if weight is not None}
    total = sum(known.values(), Decimal(0))
    if len(known) < len(parts) or not total:
        return None
    return sum((known[name] * (reading.value or 0) for name, reading in parts.items()), Decimal(0)) / total


def _weight(indicator: Indicator, name: str, period: PartialDate, workspace: Workspace) -> Decimal | None:
    if indicator.weight == POPULATION:
        counts = [count for count in workspace.members[name].population if count.date.first <= period.last]
        return max(counts, key=lambda count: count.date.last).value if counts else None
    weighing = workspace.indicators.get(indicator.weight or "")
    if weighing is None:
        return None
    found = [
        seen.value
        for answer in workspace.returns.values()
        if answer.member == name
        for seen in answer.observations
        if seen.indicator == weighing.id and seen.period.year == period.year
    ]
    return next((value for value in found if value is not None), None)

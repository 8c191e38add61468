"""Rounds and returns -> who returned what in time, what is still missing, and what the next round has to ask.

Source: data model, section 5.8 (round, return).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from som_cli.analysis.series import all_readings, members_on
from som_cli.model.indicator import Frequency, Indicator, IndicatorStatus, MissingReason
from som_cli.model.monitoring import Return, Round
from som_cli.model.plan import ObjectiveStatus
from som_cli.model.values import UNKNOWN_DATE
from som_cli.model.workspace import Workspace

YEARS_BETWEEN: Mapping[Frequency, int] = {
    Frequency.MONTHLY: 1,
    Frequency.QUARTERLY: 1,
    Frequency.HALF_YEARLY: 1,
    Frequency.ANNUAL: 1,
    Frequency.EVERY_2_YEARS: 2,
    Frequency.EVERY_4_YEARS: 4,
}
# Reasons that tell of no lack: nothing was owed.
NOTHING_OWED = frozenset({MissingReason.NOT_APPLICABLE, MissingReason.NOT_DUE})


class ReturnState(StrEnum):
    """How a return came: in time (or with no date to be late for), late, not at all, not yet due."""

    RECEIVED = "received"
    LATE = "late"
    MISSING = "missing"
    NOT_DUE = "not_due"


class Returned(NamedTuple):
    """What one member returned in one round: `given` of the `asked` values that apply to it; `days` late."""

    round: Round
    member: str
    state: ReturnState
    answer: Return | None
    days: int = 0
    given: int = 0
    asked: int = 0


def expected(round_: Round, workspace: Workspace) -> tuple[str, ...]:
    """Whom the round asks: as listed, else the members on the last day that it covers."""
    if round_.expected:
        return round_.expected
    end = round_.covers.to if round_.covers else None
    return members_on(workspace, end.last) if end and end.is_known else ()


def returned(workspace: Workspace) -> tuple[Returned, ...]:
    """Every member that a round asks, by round."""
    return tuple(
        _returned(round_, member, workspace)
        for round_ in workspace.rounds.values()
        for member in expected(round_, workspace)
    )


def _returned(round_: Round, member: str, workspace: Workspace) -> Returned:
    answer = workspace.returns.get(f"{round_.id}/{member}")
    due = round_.due if round_.due and round_.due.is_known else None
    if answer is None:
        is_over = due is not None and due.last < workspace.today
        return Returned(round_, member, ReturnState.MISSING if is_over else ReturnState.NOT_DUE, None)
    owed = [one for one in answer.observations if one.missing not in NOTHING_OWED]
    given = sum(one.value is not None for one in owed)
    came = answer.received
    days = (came.first - due.last).days if came and came.is_known and due else 0
    state = ReturnState.LATE if days > 0 else ReturnState.RECEIVED
    return Returned(round_, member, state, answer, max(days, 0), given, len(owed))


def first_years(workspace: Workspace) -> Mapping[str, int]:
    """The first year in which a plan that uses it monitors each indicator with targets."""
    found: dict[str, int] = {}
    for indicator in workspace.indicators.values():
        if indicator.status is IndicatorStatus.WITHDRAWN:
            continue
        for objective, _, use in workspace.uses.get(indicator.id, ()):
            plan = workspace.plan(objective)
            first = plan.monitoring.first_year if plan and plan.monitoring else None
            is_in_force = objective.status is not ObjectiveStatus.WITHDRAWN
            if use.targets and is_in_force and first is not None and first.is_known:
                found[indicator.id] = min(first.year, found.get(indicator.id, first.year))
    return found


def is_due(indicator: Indicator, first: int, year: int) -> bool:
    """Whether an indicator that is monitored from a first year on is measured in a year, by its frequency."""
    every = YEARS_BETWEEN.get(indicator.frequency) if indicator.frequency else None
    return every is not None and year >= first and (year - first) % every == 0


def round_years(workspace: Workspace) -> tuple[tuple[int, ...], int | None]:
    """Years whose rounds were not held, and the year to whose end the next round goes; None where there was no round.

    Each covers as many years as the last one did.
    """
    ends = [one.covers for one in workspace.rounds.values() if one.covers and one.covers.to and one.covers.to.is_known]
    if not ends:
        return (), None
    last = max(ends, key=lambda covers: covers.to.last.isoformat() if covers.to else "")
    start, end = last.from_, last.to or UNKNOWN_DATE
    length = max(end.year - start.year + 1, 1) if start and start.is_known else 1
    today = workspace.today.year
    missed = tuple(range(end.year + length, today, length))
    return missed, (missed[-1] if missed else end.year) + length


def due_indicators(workspace: Workspace, year: int) -> tuple[Indicator, ...]:
    """The indicators that are to be measured in a year."""
    return tuple(
        workspace.indicators[name]
        for name, first in first_years(workspace).items()
        if is_due(workspace.indicators[name], first, year)
    )


def unmeasured(workspace: Workspace, year: int) -> tuple[Indicator, ...]:
    """The indicators that were due in a year, and of which nobody gave a value or said why there is none."""
    readings = all_readings(workspace)
    due = due_indicators(workspace, year)
    return tuple(one for one in due if not any(reading.period.year == year for reading in readings.get(one.id, ())))


def again_missing(found: Iterable[Returned]) -> Mapping[str, tuple[str, ...]]:
    """The indicators for which a member gave no value in its last two returns, by member."""
    by_member: dict[str, list[Return]] = {}
    for one in found:
        if one.answer is not None:
            by_member.setdefault(one.member, []).append(one.answer)
    missing: dict[str, tuple[str, ...]] = {}
    for member, answers in by_member.items():
        lacks = [
            {one.indicator for one in answer.observations if one.value is None and one.missing not in NOTHING_OWED}
            for answer in answers[-2:]
        ]
        if len(lacks) > 1 and (both := lacks[0] & lacks[1]):
            missing[member] = tuple(sorted(both))
    return missing

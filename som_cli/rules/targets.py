"""Targets (VAL): on the right side of the baseline, and in one direction."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from som_cli.messages import Message, msg
from som_cli.model.indicator import Direction, Indicator
from som_cli.model.plan import IndicatorUse, Objective, Target
from som_cli.model.values import PartialDate
from som_cli.model.workspace import Workspace
from som_cli.rules.measures import baseline_of, baseline_span, in_base_unit, is_absolute, shown
from som_cli.rules.registry import Finding, rule
from som_cli.rules.scope import uses_in_force
from som_cli.text.diagnostics import Related

_PAIR = 2
SIGNS = {Direction.INCREASE: 1, Direction.DECREASE: -1}


@rule("VAL02", "E")
def target_against_direction(workspace: Workspace) -> Iterator[Finding]:
    """A target lies on the wrong side of the baseline: lower where more is better, or higher where less is."""
    gaps = workspace.once(_gaps)
    for indicator, objective, index, use in uses_in_force(workspace):
        sign = SIGNS.get(indicator.direction) if indicator.direction else None
        if sign is None:
            continue
        for number, target in enumerate(use.targets):
            path = ("indicators", index, "targets", number)
            if target.change_pct is not None:
                if target.change_pct * sign < 0:
                    message = msg(
                        "the target changes the baseline by {change} %, the direction of {indicator} is {direction}",
                        change=target.change_pct,
                        indicator=indicator.id,
                        direction=indicator.direction,
                    )
                    yield Finding(objective, (*path, "change_pct"), message, _mend(indicator))
            elif (gap := gaps.get((objective.id, index, number))) is not None and gap * sign < 0:
                message = msg(
                    "the target is {target}, the baseline {baseline}, the direction of {indicator} {direction}",
                    target=_written(target, indicator),
                    baseline=_written_baseline(use, indicator),
                    indicator=indicator.id,
                    direction=indicator.direction,
                )
                related = _baseline(objective, index, use, indicator)
                yield Finding(objective, (*path, "value"), message, _mend(indicator), related=(related,))


def _mend(indicator: Indicator) -> Message:
    return msg("correct the target, the baseline, or the `direction` of {indicator}", indicator=indicator.id)


@rule("VAL03", "W")
def target_without_change(workspace: Workspace) -> Iterator[Finding]:
    """A target equals the baseline, though nothing says that the state should be kept."""
    gaps = workspace.once(_gaps)
    for indicator, objective, index, use in uses_in_force(workspace):
        if indicator.direction not in SIGNS:
            continue
        for number, target in enumerate(use.targets):
            path = ("indicators", index, "targets", number)
            if target.change_pct == 0:
                message = msg("the target changes the baseline by {change} %", change=target.change_pct)
                yield Finding(objective, (*path, "change_pct"), message, _set_one(indicator))
            elif target.change_pct is None and gaps.get((objective.id, index, number)) == 0:
                message = msg(
                    "the target {target} equals the baseline {baseline}, the direction of {indicator} is {direction}",
                    target=_written(target, indicator),
                    baseline=_written_baseline(use, indicator),
                    indicator=indicator.id,
                    direction=indicator.direction,
                )
                related = _baseline(objective, index, use, indicator)
                yield Finding(objective, (*path, "value"), message, _set_one(indicator), related=(related,))


def _set_one(indicator: Indicator) -> Message:
    return msg("set a target, or write `direction: maintain` at {indicator}", indicator=indicator.id)


@rule("VAL04", "E")
def milestones_back_and_forth(workspace: Workspace) -> Iterator[Finding]:
    """Milestones and the final target do not all lead in the indicator's direction."""
    for indicator, objective, index, use in uses_in_force(workspace):
        sign = SIGNS.get(indicator.direction) if indicator.direction else None
        if sign is None:
            continue
        for key in _forms(use):
            for earlier, later in pairwise(_sequence(use, key, indicator, workspace)):
                if not earlier[0].is_before(later[0]) or earlier[1] != later[1] or (later[2] - earlier[2]) * sign >= 0:
                    continue
                first, second = use.targets[earlier[3]], use.targets[later[3]]
                message = msg(
                    "{later} for {later_period} after {earlier} for {earlier_period}, "
                    "the direction of {indicator} is {direction}",
                    later=_written(second, indicator),
                    later_period=later[0],
                    earlier=_written(first, indicator),
                    earlier_period=earlier[0],
                    indicator=indicator.id,
                    direction=indicator.direction,
                )
                place = objective.origin.span(("indicators", index, "targets", earlier[3], key))
                help_ = msg("correct one of the two values, or their periods")
                path = ("indicators", index, "targets", later[3], key)
                yield Finding(objective, path, message, help_, related=(Related(place, msg("the earlier target")),))


def _forms(use: IndicatorUse) -> list[str]:
    """The forms that more than one target has."""
    if len(use.targets) < _PAIR:
        return []
    return [key for key in ("value", "change_pct") if sum(getattr(one, key) is not None for one in use.targets) > 1]


def _sequence(
    use: IndicatorUse, key: str, indicator: Indicator, workspace: Workspace
) -> list[tuple[PartialDate, str, Decimal, int]]:
    """Targets of one form in the order of their periods: period, base unit, comparable number, index in the list."""
    found = []
    for index, target in enumerate(use.targets):
        if target.period is None or not target.period.is_known:
            continue
        if key == "value" and is_absolute(target) and target.value is not None:
            unit, number = in_base_unit(target.value, target.unit, indicator, workspace)
            found.append((target.period, unit, number, index))
        elif key == "change_pct" and target.change_pct is not None:
            found.append((target.period, "", target.change_pct, index))
    return sorted(found)


def _gaps(workspace: Workspace) -> dict[tuple[str, int, int], Decimal]:
    """How far targets in force lie above the baseline, in the base unit, where the two can be compared.

    By objective, index of the use, index of the target.
    """
    found = {}
    for indicator, objective, index, use in uses_in_force(workspace):
        baseline, _ = baseline_of(use, indicator)
        # The baseline of one member says nothing about a target for the whole.
        if baseline is None or baseline.value is None or baseline.area not in (None, workspace.settings.area):
            continue
        base_unit, base = in_base_unit(baseline.value, baseline.unit, indicator, workspace)
        for number, target in enumerate(use.targets):
            if target.value is not None:
                unit, value = in_base_unit(target.value, target.unit, indicator, workspace)
                if unit == base_unit:
                    found[objective.id, index, number] = value - base
    return found


def _written(target: Target, indicator: Indicator) -> str:
    if target.change_pct is not None:
        return f"{target.change_pct:f} %"
    return shown(target.value, target.unit, indicator) if target.value is not None else ""


def _written_baseline(use: IndicatorUse, indicator: Indicator) -> str:
    baseline, _ = baseline_of(use, indicator)
    return shown(baseline.value, baseline.unit, indicator) if baseline and baseline.value is not None else ""


def _baseline(objective: Objective, index: int, use: IndicatorUse, indicator: Indicator) -> Related:
    _, is_own = baseline_of(use, indicator)
    return Related(baseline_span(objective, index, indicator, is_own=is_own), msg("the baseline"))

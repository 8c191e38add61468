"""Targets (VAL): on the right side of the baseline, and in one direction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from som_cli.messages import Message, msg
from som_cli.model.entry import FieldPath
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


class _Step(NamedTuple):
    """A target that lies not ahead of its baseline; `ahead` says how far it does, below 0 on the wrong side."""

    indicator: Indicator
    objective: Objective
    use_index: int
    number: int
    ahead: Decimal

    @property
    def use(self) -> IndicatorUse:
        return self.objective.indicators[self.use_index]

    @property
    def target(self) -> Target:
        return self.use.targets[self.number]


@rule("VAL02", "E")
def target_against_direction(workspace: Workspace) -> Iterator[Finding]:
    """A target lies on the wrong side of the baseline: lower where more is better, or higher where less is."""
    for step in workspace.once(_steps_not_ahead):
        indicator, target = step.indicator, step.target
        if step.ahead == 0:
            continue
        if target.change_pct is not None:
            message = msg(
                "the target changes the baseline by {change} %, the direction of {indicator} is {direction}",
                change=target.change_pct,
                indicator=indicator.id,
                direction=indicator.direction,
            )
        else:
            message = msg(
                "the target is {target}, the baseline {baseline}, the direction of {indicator} {direction}",
                target=_written(target, indicator),
                baseline=_written_baseline(step.use, indicator),
                indicator=indicator.id,
                direction=indicator.direction,
            )
        help_ = msg("correct the target, the baseline, or the `direction` of {indicator}", indicator=indicator.id)
        yield _finding(step, message, help_)


@rule("VAL03", "W")
def target_without_change(workspace: Workspace) -> Iterator[Finding]:
    """A target equals the baseline, though nothing says that the state should be kept."""
    for step in workspace.once(_steps_not_ahead):
        indicator, target = step.indicator, step.target
        if step.ahead != 0:
            continue
        if target.change_pct is not None:
            message = msg("the target changes the baseline by {change} %", change=target.change_pct)
        else:
            message = msg(
                "the target {target} equals the baseline {baseline}, the direction of {indicator} is {direction}",
                target=_written(target, indicator),
                baseline=_written_baseline(step.use, indicator),
                indicator=indicator.id,
                direction=indicator.direction,
            )
        yield _finding(
            step, message, msg("set a target, or write `direction: maintain` at {indicator}", indicator=indicator.id)
        )


def _finding(step: _Step, message: Message, help_: Message) -> Finding:
    """A finding at the target's number; one that was compared with the baseline points at that too."""
    path: FieldPath = ("indicators", step.use_index, "targets", step.number)
    if step.target.change_pct is not None:
        return Finding(step.objective, (*path, "change_pct"), message, help_)
    _, is_own = baseline_of(step.use, step.indicator)
    place = baseline_span(step.objective, step.use_index, step.indicator, is_own=is_own)
    return Finding(step.objective, (*path, "value"), message, help_, related=(Related(place, msg("the baseline")),))


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


def _steps_not_ahead(workspace: Workspace) -> Sequence[_Step]:
    """Targets in force that do not lead from the baseline in the indicator's direction, where the two can be compared.

    How far is in per cent for a change in per cent, else in the base unit.
    """
    found = []
    for indicator, objective, index, use in uses_in_force(workspace):
        sign = SIGNS.get(indicator.direction) if indicator.direction else None
        if sign is None:
            continue
        base = _base(use, indicator, workspace)
        for number, target in enumerate(use.targets):
            change = target.change_pct
            if change is None and base is not None and target.value is not None:
                unit, value = in_base_unit(target.value, target.unit, indicator, workspace)
                change = value - base[1] if unit == base[0] else None
            if change is not None and change * sign <= 0:
                found.append(_Step(indicator, objective, index, number, change * sign))
    return found


def _base(use: IndicatorUse, indicator: Indicator, workspace: Workspace) -> tuple[str, Decimal] | None:
    """The baseline in its base unit; that of one member says nothing about a target for the whole."""
    baseline, _ = baseline_of(use, indicator)
    if baseline is None or baseline.value is None or baseline.area not in (None, workspace.settings.area):
        return None
    return in_base_unit(baseline.value, baseline.unit, indicator, workspace)


def _written(target: Target, indicator: Indicator) -> str:
    if target.change_pct is not None:
        return f"{target.change_pct:f} %"
    return shown(target.value, target.unit, indicator) if target.value is not None else ""


def _written_baseline(use: IndicatorUse, indicator: Indicator) -> str:
    baseline, _ = baseline_of(use, indicator)
    return shown(baseline.value, baseline.unit, indicator) if baseline and baseline.value is not None else ""

"""Targets (VAL): on the right side of the baseline, and in one direction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from som_cli.messages import Message, msg
from som_cli.model.entry import FieldPath
from som_cli.model.indicator import Indicator
from som_cli.model.plan import IndicatorUse, Objective, Target
from som_cli.model.workspace import Workspace
from som_cli.rules.measures import MeasuredUse, baseline_of, baseline_span, measured_uses, shown, shown_baseline
from som_cli.rules.registry import Finding, rule
from som_cli.text.diagnostics import Related

_PAIR = 2


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
                baseline=shown_baseline(step.use, indicator),
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
                baseline=shown_baseline(step.use, indicator),
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
    for one in measured_uses(workspace):
        indicator, objective, targets, sign = one.indicator, one.objective, one.use.targets, one.sign
        if not sign or len(targets) < _PAIR:
            continue
        for key, points in (("value", _values(one)), ("change_pct", _changes(one))):
            for (_, end, unit, number, at), (start, _, later_unit, later_number, later_at) in pairwise(points):
                if end >= start or unit != later_unit or (later_number - number) * sign >= 0:
                    continue
                first, second = targets[at], targets[later_at]
                message = msg(
                    "{later} for {later_period} after {earlier} for {earlier_period}, "
                    "the direction of {indicator} is {direction}",
                    later=_written(second, indicator),
                    later_period=second.period or "",
                    earlier=_written(first, indicator),
                    earlier_period=first.period or "",
                    indicator=indicator.id,
                    direction=indicator.direction,
                )
                place = objective.origin.span(("indicators", one.at, "targets", at, key))
                help_ = msg("correct one of the two values, or their periods")
                path = ("indicators", one.at, "targets", later_at, key)
                yield Finding(objective, path, message, help_, related=(Related(place, msg("the earlier target")),))


# A target of a known period: its days, base unit, comparable number, where it stands in the list. A tuple sorts fast.
_Point = tuple[date, date, str, Decimal, int]


def _values(use: MeasuredUse) -> list[_Point]:
    """Targets that are values, in the order of time."""
    return sorted(
        (period.first, period.last, unit, value, at)
        for at, target, _, unit, value in use.targets
        if (period := target.period) is not None and period.is_known and target.change_pct is None
    )


def _changes(use: MeasuredUse) -> list[_Point]:
    """Targets that are changes in per cent, in the order of time."""
    return sorted(
        (period.first, period.last, "", target.change_pct, at)
        for at, target in use.others
        if (period := target.period) is not None and period.is_known and target.change_pct is not None
    )


def _steps_not_ahead(workspace: Workspace) -> Sequence[_Step]:
    """Targets in force that do not lead from the baseline in the indicator's direction, where the two can be compared.

    How far is in per cent for a change in per cent, else in the base unit.
    """
    found = []
    for one in measured_uses(workspace):
        sign = one.sign
        if not sign:
            continue
        if one.base is not None:
            base_unit, base = one.base
            for at, target, _, unit, value in one.targets:
                if (value <= base if sign > 0 else value >= base) and unit == base_unit and target.change_pct is None:
                    found.append(_Step(one.indicator, one.objective, one.at, at, (value - base) * sign))
        for at, target in one.others:
            change = target.change_pct
            if change is not None and change * sign <= 0:
                found.append(_Step(one.indicator, one.objective, one.at, at, change * sign))
    return found


def _written(target: Target, indicator: Indicator) -> str:
    if target.change_pct is not None:
        return f"{target.change_pct:f} %"
    return shown(target.value, target.unit, indicator) if target.value is not None else ""

"""Values with their units -> numbers that can be compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from som_cli.model.action import Action
from som_cli.model.entry import FieldPath, Item
from som_cli.model.indicator import Baseline, Direction, Indicator, Observation
from som_cli.model.plan import IndicatorUse, Objective, Target
from som_cli.model.registry import Unit
from som_cli.model.workspace import Workspace
from som_cli.rules.scope import uses_in_force
from som_cli.text.diagnostics import Span

_SIGNS: Mapping[Direction | None, int] = {Direction.INCREASE: 1, Direction.DECREASE: -1}


def in_base_unit(value: Decimal, unit: str | None, indicator: Indicator, workspace: Workspace) -> tuple[str, Decimal]:
    """The base unit and the value in it; its own unit where no factor leads to a base. None is the indicator's unit."""
    name = unit or indicator.unit or ""
    found = workspace.once(_conversions).get(name)
    return (name, value) if found is None else (found[0], value * found[1])


def _conversions(workspace: Workspace) -> Mapping[str, tuple[str, Decimal]]:
    """The base and the factor of each unit that leads to one."""
    return {
        name: (unit.base, unit.factor)
        for name, unit in workspace.units.items()
        if unit.base is not None and unit.factor is not None
    }


def unit_of(unit: str | None, indicator: Indicator, workspace: Workspace) -> Unit | None:
    """The unit that a value of an indicator is given in, where the workspace knows it."""
    return workspace.units.get(unit or indicator.unit or "")


def shown(value: Decimal, unit: str | None, indicator: Indicator) -> str:
    """A value as it is written, with its unit."""
    return f"{value:f} {unit or indicator.unit or ''}".rstrip()


def shown_baseline(use: IndicatorUse, indicator: Indicator) -> str:
    """The baseline that a use counts from as it is written, with its unit; empty where there is no value."""
    baseline, _ = baseline_of(use, indicator)
    return shown(baseline.value, baseline.unit, indicator) if baseline and baseline.value is not None else ""


def baseline_of(use: IndicatorUse, indicator: Indicator) -> tuple[Baseline | None, bool]:
    """The baseline that a use counts from, and whether it is the use's own rather than the indicator's."""
    if use.baseline is not None and use.baseline.value is not None:
        return use.baseline, True
    return indicator.baseline, False


def baseline_span(objective: Objective, index: int, indicator: Indicator, *, is_own: bool) -> Span:
    """Where that baseline's value is written."""
    if is_own:
        return objective.origin.span(("indicators", index, "baseline", "value"))
    return indicator.origin.span(("baseline", "value"))


class Measured(NamedTuple):
    """A target that is a value: where it stands in the list, its number as stated, and that in its base unit."""

    at: int
    target: Target
    stated: Decimal
    unit: str
    value: Decimal


class MeasuredUse(NamedTuple):
    """A use of an indicator in force, the numbers of its targets, and that of the baseline they count from.

    `sign` is 1 where more is better, -1 where less is, 0 where neither. A baseline of one member says nothing about
    targets for the whole, and is left out. `others` are the targets that
    are a change, a range or words, with where they stand in the list; one with a value beside its change is in both.
    """

    indicator: Indicator
    objective: Objective
    at: int
    use: IndicatorUse
    sign: int
    base: tuple[str, Decimal] | None
    targets: Sequence[Measured]
    others: Sequence[tuple[int, Target]]


def measured_uses(workspace: Workspace) -> Sequence[MeasuredUse]:
    """The uses in force, measured once for all rules."""
    return workspace.once(_measured_uses)


def _measured_uses(workspace: Workspace) -> Sequence[MeasuredUse]:
    whole = (None, workspace.settings.area)
    found = []
    for indicator, objective, index, use in uses_in_force(workspace):
        baseline, _ = baseline_of(use, indicator)
        base = None
        if baseline is not None and baseline.value is not None and baseline.area in whole:
            base = in_base_unit(baseline.value, baseline.unit, indicator, workspace)
        targets, others = [], []
        for at, target in enumerate(use.targets):
            stated = target.value
            if stated is not None:
                targets.append(Measured(at, target, stated, *in_base_unit(stated, target.unit, indicator, workspace)))
            if stated is None or target.change_pct is not None:
                others.append((at, target))
        sign = _SIGNS.get(indicator.direction, 0)
        found.append(MeasuredUse(indicator, objective, index, use, sign, base, targets, others))
    return found


# The keys of a target that hold a value of its indicator.
_NUMBERS = ("value", "min", "max")


class Stated(NamedTuple):
    """Values of an indicator in one entry, wherever it stands: the item, the path to the entry, numbers by key, unit.

    `is_addition` marks what an action adds to the indicator.
    """

    indicator: Indicator
    item: Item
    path: FieldPath
    numbers: tuple[tuple[str, Decimal | None], ...]
    unit: str | None
    is_addition: bool = False


def stated_values(workspace: Workspace) -> Sequence[Stated]:
    """Every value of an indicator that could be read: baselines, observations, targets, outputs, returns."""
    return workspace.once(_stated_values)


def _stated_values(workspace: Workspace) -> Sequence[Stated]:
    return tuple(_each_stated_value(workspace))


def _each_stated_value(workspace: Workspace) -> Iterator[Stated]:
    for indicator in workspace.indicators.values():
        if indicator.baseline:
            yield _one(indicator, indicator, ("baseline",), indicator.baseline)
        for index, observation in enumerate(indicator.observations):
            yield _one(indicator, indicator, ("observations", index), observation)
    for objective in workspace.objectives.values():
        yield from _of_uses(objective, workspace)
    for action in workspace.actions.values():
        yield from _of_outputs(action, workspace)
    for answer in workspace.returns.values():
        for index, returned in enumerate(answer.observations):
            if found := workspace.indicators.get(returned.indicator):
                yield _one(found, answer, ("observations", index), returned)


def _of_outputs(action: Action, workspace: Workspace) -> Iterator[Stated]:
    for index, output in enumerate(action.outputs):
        if found := workspace.indicators.get(output.indicator):
            path = ("outputs", index)
            yield Stated(found, action, path, (("value", output.value),), output.unit, is_addition=True)


def _of_uses(objective: Objective, workspace: Workspace) -> Iterator[Stated]:
    for index, use in enumerate(objective.indicators):
        path = ("indicators", index)
        found = workspace.indicators.get(use.ref)
        if found is None:
            continue
        if use.baseline:
            yield _one(found, objective, (*path, "baseline"), use.baseline)
        for number, target in enumerate(use.targets):
            numbers = tuple([(key, vars(target)[key]) for key in _NUMBERS if key in vars(target)])
            yield Stated(found, objective, (*path, "targets", number), numbers, target.unit)


def _one(indicator: Indicator, item: Item, path: FieldPath, entry: Baseline | Observation) -> Stated:
    return Stated(indicator, item, path, (("value", entry.value),), entry.unit)

"""Values (VAL): units that exist, values that can be, missing ones that say why."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from som_cli.analysis.progress import MAX_DECIMALS
from som_cli.messages import msg
from som_cli.model.action import Action
from som_cli.model.energy import FactorSet
from som_cli.model.entry import Entry, FieldPath, Item
from som_cli.model.indicator import Baseline, Direction, Indicator, Measure, Observation
from som_cli.model.registry import Unit
from som_cli.model.workspace import Workspace
from som_cli.rules.measures import Stated, shown, stated_values, unit_of
from som_cli.rules.registry import Finding, rule
from som_cli.text.diagnostics import Related
from som_cli.text.nodes import Mapping
from som_cli.text.suggest import suggestion

# Dimensions as `registry/units.yml` names them.
ENERGY = ("energy", "energy_rate")
EMISSION = ("emission", "emission_rate", "emission_co2e", "emission_rate_co2e")
NEVER_NEGATIVE = frozenset({"count", "count_rate", "persons", "length", "area", "energy", "energy_rate", "power"})
RATIO = "ratio"
PER_CENT = Decimal("0.01")
WHOLE = Decimal(100)
NO_DATA = "no-data-phrases"


@rule("VAL01", "E")
def unit_that_does_not_fit(workspace: Workspace) -> Iterator[Finding]:
    """A unit is not in the list of units, or measures something else than it should."""
    if "unit" in workspace.unread.kinds:
        return
    for indicator in workspace.indicators.values():
        if indicator.unit is not None and indicator.unit not in workspace.units:
            yield _unknown_unit(indicator, ("unit",), indicator.unit, workspace)
    for factors in workspace.of(FactorSet).values():
        if factors.unit not in workspace.units:
            yield _unknown_unit(factors, ("unit",), factors.unit, workspace)
    for stated in stated_values(workspace):
        if stated.unit is not None:
            yield from _unit_of_value(stated, stated.unit, workspace)
    for action in workspace.actions.values():
        yield from _units_of_effect(action, workspace)


def _unit_of_value(stated: Stated, name: str, workspace: Workspace) -> Iterator[Finding]:
    path = (*stated.path, "unit")
    unit, expected = workspace.units.get(name), workspace.units.get(stated.indicator.unit or "")
    if unit is None:
        yield _unknown_unit(stated.item, path, name, workspace)
    elif expected is not None and unit.dimension != expected.dimension:
        message = msg(
            "`{unit}` measures {dimension}, the indicator {indicator} counts in `{own}` ({expected})",
            unit=name,
            dimension=unit.dimension,
            indicator=stated.indicator.id,
            own=expected.id,
            expected=expected.dimension,
        )
        related = Related(stated.indicator.origin.span(("unit",)), msg("the indicator's unit"))
        help_ = msg("write the value in `{unit}`, or in another unit of that dimension", unit=expected.id)
        yield Finding(stated.item, path, message, help_, related=(related,))


def _units_of_effect(action: Action, workspace: Workspace) -> Iterator[Finding]:
    for key, dimensions in (("saved", ENERGY), ("res", ENERGY), ("co2", EMISSION)):
        quantity = getattr(action.energy, key, None)
        if quantity is None or quantity.unit is None:
            continue
        path = ("energy", key, "unit")
        unit = workspace.units.get(quantity.unit)
        if unit is None:
            yield _unknown_unit(action, path, quantity.unit, workspace)
        elif unit.dimension not in dimensions:
            message = msg(
                "`{unit}` measures {dimension}, {expected} is expected here",
                unit=unit.id,
                dimension=unit.dimension,
                expected=" / ".join(dimensions[:2]),
            )
            fitting = ", ".join(one.id for one in workspace.units.values() if one.dimension in dimensions)
            yield Finding(action, path, message, msg("write it in one of: {units}", units=fitting))


def _unknown_unit(item: Item, path: FieldPath, name: str, workspace: Workspace) -> Finding:
    message = msg("the unit `{unit}` is not in registry/units.yml", unit=name)
    return Finding(item, path, message, suggestion(name, workspace.units))


@rule("VAL05", "E")
def value_that_cannot_be(workspace: Workspace) -> Iterator[Finding]:
    """A percentage lies outside 0-100, a count, length or energy below 0, or declared decimals outside 0-9."""
    for indicator in workspace.indicators.values():
        if indicator.decimals is not None and not 0 <= indicator.decimals <= MAX_DECIMALS:
            message = msg("`decimals` is {found}, outside 0 to {limit}", found=indicator.decimals, limit=MAX_DECIMALS)
            help_ = msg("write how many decimals documents print: `decimals: 1`")
            yield Finding(indicator, ("decimals",), message, help_)
    for stated in stated_values(workspace):
        for key, number in stated.numbers:
            if number is None or 0 <= number <= WHOLE or stated.indicator.unbounded:
                continue
            unit = unit_of(stated.unit, stated.indicator, workspace)
            # What an action adds to an indicator that should fall is less than nothing.
            is_fall = stated.is_addition and stated.indicator.direction is Direction.DECREASE
            value = abs(number) if is_fall else number
            if _is_percentage(stated.indicator, unit):
                if not 0 <= value <= WHOLE:
                    message = msg("the percentage is {value}, outside 0 to {limit}", value=number, limit=WHOLE)
                    help_ = msg("correct it, or write `unbounded: true` at the indicator if it may lie outside")
                    yield Finding(stated.item, (*stated.path, key), message, help_)
            elif value < 0 and unit is not None and unit.dimension in NEVER_NEGATIVE:
                written = shown(number, stated.unit, stated.indicator)
                message = msg("the value is {value}, below 0 ({dimension})", value=written, dimension=unit.dimension)
                help_ = msg("correct it, or write `unbounded: true` at the indicator if it is a balance")
                yield Finding(stated.item, (*stated.path, key), message, help_)


def _is_percentage(indicator: Indicator, unit: Unit | None) -> bool:
    if unit is None:
        return indicator.measure is Measure.PERCENTAGE
    return unit.dimension == RATIO and unit.factor == PER_CENT


@rule("VAL08", "E")
def value_missing_without_reason(workspace: Workspace) -> Iterator[Finding]:
    """A value is missing and nothing says why, or a zero stands for a value that is not known."""
    phrases = _no_data_phrases(workspace)
    holders: list[Indicator | Item] = [*workspace.indicators.values(), *workspace.returns.values()]
    for item in holders:
        for index, observation in enumerate(getattr(item, "observations", ())):
            yield from _missing(item, ("observations", index), observation, phrases, is_asked=True)
    for indicator in workspace.indicators.values():
        if indicator.baseline:
            yield from _baseline_missing(indicator, ("baseline",), indicator.baseline, phrases)
    for objective in workspace.objectives.values():
        for index, use in enumerate(objective.indicators):
            if use.baseline:
                yield from _baseline_missing(objective, ("indicators", index, "baseline"), use.baseline, phrases)


def _baseline_missing(item: Item, path: FieldPath, baseline: Baseline, phrases: tuple[str, ...]) -> Iterator[Finding]:
    # A baseline that says no value at all is VAL13's; one that says `value: null` claims that there is none.
    return _missing(item, path, baseline, phrases, is_asked=_is_written(item, (*path, "value")))


def _missing(
    item: Item, path: FieldPath, entry: Baseline | Observation, phrases: tuple[str, ...], *, is_asked: bool
) -> Iterator[Finding]:
    if entry.missing is not None:
        return
    if entry.value is None:
        if is_asked:
            help_ = msg("write the value, or `missing: …` with the reason (not_collected, not_found, confidential …)")
            yield Finding(item, (*path, "value"), msg("there is no value, and `missing` does not say why"), help_)
    elif entry.value == 0 and (phrase := _phrase_in(entry, phrases)):
        message = msg("the value is {value}, but the note says “{phrase}”", value=entry.value, phrase=phrase)
        help_ = msg("zero is a fact: write `value: null` and `missing: not_found` if the value is not known")
        yield Finding(item, (*path, "value"), message, help_)


def _no_data_phrases(workspace: Workspace) -> tuple[str, ...]:
    return tuple(label for entry in workspace.codelists.get(NO_DATA, {}).values() for label in entry.label.values())


def _phrase_in(entry: Entry, phrases: tuple[str, ...]) -> str | None:
    said = f"{entry.note or ''}\n{entry.stated or ''}".casefold()
    return next((phrase for phrase in phrases if phrase.casefold() in said), None)


def _is_written(item: Item, path: FieldPath) -> bool:
    node: object = item.origin.node
    for step in path[:-1]:
        if isinstance(node, Mapping) and isinstance(step, str):
            node = node.get(step)
        elif isinstance(node, list) and isinstance(step, int):
            node = node[step]
    return isinstance(node, Mapping) and path[-1] in node

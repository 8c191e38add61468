"""Figures (VAL): written so that they mean one thing, and no finer than they were measured."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from som_cli.messages import Message, msg
from som_cli.model.entry import FieldPath
from som_cli.model.indicator import Indicator, Measure
from som_cli.model.plan import Objective, Target
from som_cli.model.workspace import Workspace
from som_cli.rules.measures import Stated, baseline_of, baseline_span, measured_uses, stated_values, unit_of
from som_cli.rules.quantities import RATIO
from som_cli.rules.registry import Finding, rule
from som_cli.rules.scope import uses_in_force
from som_cli.text.diagnostics import Related

# Below three decimals a long number is a large one, not a fine one: money to the cent is honest.
FINE_DECIMALS = 3
_WHOLE = Decimal(1)
_NO_NUMBERS = (None, None, None, None)


@rule("VAL06", "E")
def change_of_nothing(workspace: Workspace) -> Iterator[Finding]:
    """A target is a change in per cent of a baseline that has no value, or is 0."""
    for indicator, objective, index, use in uses_in_force(workspace):
        baseline, is_own = baseline_of(use, indicator)
        value = baseline.value if baseline else None
        if value:
            continue
        help_ = msg("write the target as `value: …`, or give {indicator} a baseline", indicator=indicator.id)
        for number, target in enumerate(use.targets):
            # A value beside the change says what is meant.
            if target.change_pct is None or target.value is not None:
                continue
            change = target.change_pct
            message = (
                msg("the target changes the baseline by {change} %, and there is no baseline", change=change)
                if value is None
                else msg("the target changes the baseline by {change} %, and the baseline is 0", change=change)
            )
            path = ("indicators", index, "targets", number, "change_pct")
            place = Related(baseline_span(objective, index, indicator, is_own=is_own), msg("the baseline"))
            yield Finding(objective, path, message, help_, related=(place,))


@rule("VAL07", "W")
def per_cent_of_per_cent(workspace: Workspace) -> Iterator[Finding]:
    """A share is to change by a number of per cent, and nothing says whether percentage points are meant."""
    for indicator, objective, index, use in uses_in_force(workspace):
        unit = unit_of(None, indicator, workspace)
        if indicator.measure is not Measure.PERCENTAGE and (unit is None or unit.dimension != RATIO):
            continue
        baseline, _ = baseline_of(use, indicator)
        base = baseline.value if baseline else None
        for number, target in enumerate(use.targets):
            if target.change_pct is None or not base or _says_which(target):
                continue
            message = msg(
                "{change} % from {base} {unit} is {percent}, or {points} if percentage points are meant",
                change=target.change_pct,
                base=base,
                unit=indicator.unit or "%",
                percent=_plain(base * (1 + target.change_pct / 100)),
                points=_plain(base + target.change_pct),
            )
            help_ = msg("write the target as `value: …`, or say in `note` which is meant")
            yield Finding(objective, ("indicators", index, "targets", number, "change_pct"), message, help_)


def _says_which(target: Target) -> bool:
    return target.value is not None or bool(target.note) or bool(target.stated)


@rule("VAL09", "E")
def number_where_words_belong(workspace: Workspace) -> Iterator[Finding]:
    """A qualitative indicator has a number, or a target of another one has none."""
    has_words = any(one.measure is Measure.QUALITATIVE for one in workspace.indicators.values())
    for stated in stated_values(workspace) if has_words else ():
        indicator = stated.indicator
        if indicator.measure is not Measure.QUALITATIVE:
            continue
        for key, number in stated.numbers:
            if number is not None:
                message = msg(
                    "{indicator} is qualitative, its value here is {value}", indicator=indicator.id, value=number
                )
                related = Related(indicator.origin.span(("measure",)), msg("what it measures"))
                help_ = msg("describe it in `note`, or correct `measure` of {indicator}", indicator=indicator.id)
                yield Finding(stated.item, (*stated.path, key), message, help_, related=(related,))
    for use in measured_uses(workspace):
        for at, target in use.others:
            numbers = (target.value, target.change_pct, target.min, target.max)
            if numbers == _NO_NUMBERS and use.indicator.measure is not Measure.QUALITATIVE:
                yield _no_number(use.objective, ("indicators", use.at, "targets", at), use.indicator)


def _no_number(objective: Objective, path: FieldPath, indicator: Indicator) -> Finding:
    message = msg("the target of {indicator} has no number", indicator=indicator.id)
    help_ = msg(
        "write `value`, `change_pct`, or `min` and `max`; or `measure: qualitative` at {indicator}",
        indicator=indicator.id,
    )
    return Finding(objective, path, message, help_)


@rule("VAL10", "W")
def false_precision(workspace: Workspace) -> Iterator[Finding]:
    """A value has more decimals than its indicator declares, or more digits than anybody can measure."""
    limit = workspace.settings.limits.digits
    for stated in stated_values(workspace):
        for key, number in stated.numbers:
            if number is not None and not number.same_quantum(_WHOLE):
                yield from _too_fine(stated, key, number, limit)
    for action in workspace.actions.values():
        for name in ("saved", "res", "co2"):
            quantity = getattr(action.energy, name, None)
            if quantity is not None and quantity.value is not None and _claims_too_much(quantity.value, limit):
                path = ("energy", name, "value")
                yield Finding(action, path, _too_many_digits(quantity.value, limit), msg("round it to what is known"))


def _too_fine(stated: Stated, key: str, number: Decimal, limit: int) -> Iterator[Finding]:
    declared = stated.indicator.decimals
    path = (*stated.path, key)
    # Decimals are declared for the indicator's own unit; in kilometres a metre has three more.
    is_in_own_unit = stated.unit in (None, stated.indicator.unit)
    # One project may be known more exactly than the whole that it adds to.
    if declared is not None and is_in_own_unit and not stated.is_addition:
        # Closing zeros are looked at only where there are so many digits behind the point.
        if -_exponent(number) > declared and _decimals(number) > declared:
            message = msg(
                "{value} has {found} decimals, {indicator} declares {declared}",
                value=number,
                found=_decimals(number),
                indicator=stated.indicator.id,
                declared=declared,
            )
            related = Related(stated.indicator.origin.span(("decimals",)), msg("the decimals declared"))
            help_ = msg("round it, or raise `decimals` of {indicator}", indicator=stated.indicator.id)
            yield Finding(stated.item, path, message, help_, related=(related,))
    elif _claims_too_much(number, limit):
        yield Finding(stated.item, path, _too_many_digits(number, limit), msg("round it to what is known"))


def _too_many_digits(number: Decimal, limit: int) -> Message:
    return msg(
        "{value} claims {digits} significant digits, at most {limit} are credible",
        value=number,
        digits=_digits(number),
        limit=limit,
    )


def _claims_too_much(number: Decimal, limit: int) -> bool:
    return -_exponent(number) >= FINE_DECIMALS and _decimals(number) >= FINE_DECIMALS and _digits(number) > limit


def _decimals(number: Decimal) -> int:
    """Decimals that say something: closing zeros are a way of writing."""
    return max(0, -_exponent(number.normalize()))


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _digits(number: Decimal) -> int:
    return len(number.normalize().as_tuple().digits)


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f")

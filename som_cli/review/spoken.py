"""Numbers, money and dates -> how a sentence says them; the catalogue knows each language's signs."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from som_cli.messages import Message, msg
from som_cli.model.values import EXACT, PartialDate

MILLION = Decimal(1_000_000)
HUNDRED = Decimal(100)
_MINUS = "\N{MINUS SIGN}"
_GROUP = 3
_FOUR_DIGITS = 4
_MOST_DECIMALS = 3
_SHORT = 60
_MONTHS = 12


def number(value: Decimal, decimals: int | None = None) -> Message:
    """A number with the signs of the reader's language: as many decimals as it has, or as are asked for."""
    if decimals is not None:
        value = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, EXACT)
    sign = _MINUS if value < 0 else ""
    whole, _, fraction = format(value.copy_abs(), "f").partition(".")
    # Some languages keep four digits together and set longer numbers in groups.
    said = (
        msg("{thousand},{rest}", thousand=whole[0], rest=whole[1:]) if len(whole) == _FOUR_DIGITS else _grouped(whole)
    )
    if fraction:
        said = msg("{whole}.{fraction}", whole=said, fraction=fraction)
    return msg("{sign}{number}", sign=sign, number=said)


def _grouped(digits: str) -> Message:
    if len(digits) <= _GROUP:
        return msg("{digits}", digits=digits)
    return msg("{thousands},{rest}", thousands=_grouped(digits[:-_GROUP]), rest=digits[-_GROUP:])


def quantity(value: Decimal, unit: str) -> Message:
    """A number and its unit, which may be empty."""
    return msg("{number} {unit}", number=number(value), unit=unit) if unit else number(value)


def share_of_change(old: Decimal, new: Decimal) -> Message:
    """By how many per cent a number rose or fell, with its sign."""
    change = (new - old) / abs(old) * HUNDRED
    said = number(change.copy_abs(), 1 if abs(change) < 1 else 0)
    return msg("{sign}{number}", sign=_MINUS if change < 0 else "+", number=said)


def money_change(old: Decimal, new: Decimal, currency: str) -> Message:
    """`12.0 → 10.2 million` of a currency: rounded as far as the difference still shows."""
    if min(old, new) >= MILLION:
        for decimals in range(1, _MOST_DECIMALS + 1):
            parts = number(old / MILLION, decimals), number(new / MILLION, decimals)
            if str(parts[0]) != str(parts[1]):
                return msg("{old} → {new} million {currency}", old=parts[0], new=parts[1], currency=currency)
    decimals = 0 if old == old.to_integral_value() and new == new.to_integral_value() else 2
    return msg("{old} → {new} {currency}", old=number(old, decimals), new=number(new, decimals), currency=currency)


def money(value: Decimal, currency: str) -> Message:
    """An amount: to the hundredth where it is no whole one."""
    decimals = 0 if value == value.to_integral_value() else 2
    return msg("{number} {unit}", number=number(value, decimals), unit=currency)


def time_between(old: PartialDate, new: PartialDate) -> tuple[int, str]:
    """How much later the new date ends: in whole years, else in months, else in days (unit `year`, `month`, `day`)."""
    months = (new.last.year - old.last.year) * _MONTHS + new.last.month - old.last.month
    if months and months % _MONTHS == 0:
        return months // _MONTHS, "year"
    return (months, "month") if months else ((new.last - old.last).days, "day")


def joined(parts: Sequence[Message | str]) -> Message | str:
    """Several words of one sentence with commas between them."""
    if len(parts) < 2:  # noqa: PLR2004 - one has no comma
        return parts[0] if parts else ""
    return msg("{first}, {rest}", first=parts[0], rest=joined(parts[1:]))


def one_line(text: str) -> str:
    """A text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1].rstrip()}…"

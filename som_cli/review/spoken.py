"""Numbers, dates, codes and names -> how a sentence says them; the catalogue knows each language's signs."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from types import MappingProxyType

from som_cli.messages import Message, msg
from som_cli.model.values import PartialDate

MILLION = Decimal(1_000_000)
HUNDRED = Decimal(100)
_MINUS = "\N{MINUS SIGN}"
_GROUP = 3
_MOST_DECIMALS = 3
_SHORT = 60
_MONTHS = 12

CODE_WORDS: Mapping[str, Message] = MappingProxyType(
    {
        "accepted": msg("accepted"),
        "achieved": msg("achieved"),
        "active": msg("active"),
        "adopted": msg("adopted"),
        "amended": msg("amended"),
        "cancelled": msg("cancelled"),
        "capital": msg("capital expenditure"),
        "completed": msg("completed"),
        "constant": msg("constant prices"),
        "consulted": msg("consulted"),
        "contracted": msg("contracted"),
        "current": msg("current expenditure"),
        "decrease": msg("the less the better"),
        "draft": msg("draft"),
        "existing": msg("existing"),
        "expired": msg("expired"),
        "explained": msg("explained"),
        "final": msg("final"),
        "gross": msg("gross"),
        "idea": msg("idea"),
        "in_consultation": msg("in consultation"),
        "in_progress": msg("in progress"),
        "increase": msg("the more the better"),
        "maintain": msg("as it is"),
        "milestone": msg("milestone"),
        "net": msg("net"),
        "nominal": msg("prices of each year"),
        "open": msg("open"),
        "operating": msg("operating"),
        "partial": msg("accepted in part"),
        "planned": msg("planned"),
        "range": msg("within a range"),
        "rejected": msg("rejected"),
        "repealed": msg("repealed"),
        "secured": msg("secured"),
        "spent": msg("spent"),
        "suspended": msg("suspended"),
        "under_construction": msg("under construction"),
        "unknown": msg("unknown"),
        "withdrawn": msg("withdrawn"),
    }
)


def number(value: Decimal, decimals: int | None = None) -> Message:
    """A number with the signs of the reader's language: as many decimals as it has, or as are asked for."""
    if decimals is not None:
        value = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    sign = _MINUS if value < 0 else ""
    whole, _, fraction = format(abs(value), "f").partition(".")
    said = _grouped(whole)
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


def code_word(code: str, cls: object) -> Message | str:
    """What a code of the language of the model means; any other text as it stands."""
    is_code = isinstance(cls, type) and issubclass(cls, StrEnum)
    return CODE_WORDS.get(code, code) if is_code else code


def one_line(text: str) -> str:
    """A text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1].rstrip()}…"

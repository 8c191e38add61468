"""Text of a scalar -> the value it means, or None where it means none."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Context, Decimal
from functools import lru_cache

UNKNOWN = "unknown"

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?\Z")
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)\Z")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})\Z")
_GROUPED = re.compile(r"(-?[0-9][0-9 \u00a0\u202f_']*)(?:[.,]([0-9]+))?\Z")
MAX_DIGITS = 30
# Wide enough for products of the longest numbers that can be read: nothing is rounded on the way, or refused.
EXACT = Context(prec=120)
# The same years and round sums stand everywhere: a text is read once.
_TEXTS_KEPT = 16_384


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date as exactly as it is known: a year, a month, a day, or `unknown`.

    It stands for the whole span from `first` to `last`; comparisons say only what holds for every day of the spans, so
    `2017` neither begins after nor ends before `2017-03`. An unknown date spans all time.
    """

    first: date
    last: date
    text: str
    is_known: bool = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "is_known", self.text != UNKNOWN)

    @property
    def year(self) -> int:
        """The year in which it lies (of its first day)."""
        return self.first.year

    def is_before(self, other: PartialDate) -> bool:
        """Whether every day of it lies before every day of the other."""
        return self.last < other.first

    def __str__(self) -> str:
        return self.text


UNKNOWN_DATE = PartialDate(date.min, date.max, UNKNOWN)


@lru_cache(_TEXTS_KEPT)
def parse_date(text: str) -> PartialDate | None:
    """`2014`, `2014-06`, `2014-06-30` or `unknown`; None for anything else and for days that do not exist."""
    if text == UNKNOWN:
        return UNKNOWN_DATE
    found = _DATE.match(text)
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        last = first
    else:
        last_month = month or 12
        last = date(year, last_month, monthrange(year, last_month)[1])
    return PartialDate(first, last, text)


def has_date_form(text: str) -> bool:
    """Whether a text has the form of a date, be there such a day or not."""
    return bool(_DATE.match(text))


def plain_date(text: str) -> str | None:
    """The plain form that a day written as `30.6.2014` was meant to have, if there is such a day."""
    found = _DAY_FIRST.match(text.strip())
    turned = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else ""
    return turned if parse_date(turned) else None


def in_language(labels: Mapping[str, str], language: str) -> str | None:
    """The label in a language (`de-AT`), else in its tongue (`de`), or None."""
    return labels.get(language) or labels.get(tongue(language))


def tongue(language: str) -> str:
    """The language without its region: `de` of `de-AT` (BCP 47)."""
    return language.partition("-")[0]


def is_too_long(text: str) -> bool:
    """Whether a text is a number in plain form but for its length."""
    return len(text) > MAX_DIGITS and bool(_NUMBER.match(text))


def day_of(day: date) -> PartialDate:
    """A whole date as a PartialDate."""
    return PartialDate(day, day, day.isoformat())


@lru_cache(_TEXTS_KEPT)
def parse_number(text: str) -> Decimal | None:
    """A number in plain form (`12`, `-0.5`, `1250000.00`). `format(number, "f")` gives back exactly its text."""
    return Decimal(text) if _NUMBER.match(text) and len(text) <= MAX_DIGITS else None


def parse_integer(text: str) -> int | None:
    """A whole number in plain form."""
    return int(text) if _INTEGER.match(text) and len(text) <= MAX_DIGITS else None


def plain_number(text: str) -> str | None:
    """The plain form that a number written with decimal comma or digit groups was meant to have, if that is clear."""
    found = _GROUPED.match(text.strip())
    if not found:
        return None
    whole = re.sub(r"[^0-9-]", "", found[1])
    whole = re.sub(r"^(-?)0+(?=[0-9])", r"\1", whole)
    suggestion = f"{whole}.{found[2]}" if found[2] else whole
    return suggestion if suggestion != text and _NUMBER.match(suggestion) else None


@lru_cache(_TEXTS_KEPT)
def natural_key(identifier: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key that puts `A-7` before `A-10`: runs of digits are compared as numbers."""
    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part) for part in re.split(r"([0-9]+)", identifier) if part
    )

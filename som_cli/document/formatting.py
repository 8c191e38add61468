"""Decimals, money, dates, periods -> text as a language writes them; also plural categories and alphabetical order.

Rounding happens here and nowhere else, half to even. Spaces inside a value are no-break spaces, minus is U+2212.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from babel import Locale

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
EN_DASH = "\u2013"

SortKey = tuple[tuple[tuple[int, int], ...], str, str]


class UnknownLanguageError(ValueError):
    """No formatting data exist for this language code."""


@dataclass(frozen=True, slots=True)
class Conventions:
    """What the locale data of the library leave out.

    A number is grouped only from `least_grouped` on; `full_date_suffix` follows a date with a day; `alphabet` lists the
    letters in the order of the language's dictionaries; `writes_millions_out` where the short word is one letter, which
    stands in tables of banks only (`9.5M`).
    """

    least_grouped: int = 1000
    full_date_suffix: str = ""
    alphabet: str = "abcdefghijklmnopqrstuvwxyz"
    writes_millions_out: bool = False


_CONVENTIONS: Mapping[str, Conventions] = {
    "en": Conventions(writes_millions_out=True),
    "pl": Conventions(10_000, f"{NO_BREAK_SPACE}r.", "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"),
    "es": Conventions(10_000, alphabet="abcdefghijklmnñopqrstuvwxyz"),
    "pt": Conventions(10_000),
}
_MILLION = 1_000_000
# A code in letters stands apart from the figures behind it.
_LETTER_AND_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)")
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Formatter:
    """Writes values in one language, a code such as `pl`. Raises UnknownLanguageError for a code without data."""

    language: str

    def __post_init__(self) -> None:
        from babel import UnknownLocaleError

        try:
            self._locale()
        except (UnknownLocaleError, ValueError) as error:
            raise UnknownLanguageError(f"no formatting data for the language {self.language!r}") from error

    def number(self, value: Decimal | int, decimals: int | None = None) -> str:
        """`12 345,60`; without `decimals` with as many decimals as the value itself has."""
        amount = _rounded(value, decimals)
        return self._apply(self._locale().decimal_formats[None], amount, -_exponent(amount))

    def money(self, value: Decimal | int, currency: str, *, short: bool = False) -> str:
        """`1 250 000,00 zł`; short, from a million on, `1,25 mln zł`. `currency` is an ISO 4217 code."""
        from babel.numbers import get_currency_precision

        if short and abs(Decimal(value)) >= _MILLION:
            written = self._signed(self._in_millions(value, currency))
        else:
            decimals = get_currency_precision(currency)
            pattern = self._locale().currency_formats["standard"]
            written = self._apply(pattern, _rounded(value, decimals), decimals, currency)
        return _LETTER_AND_DIGIT.sub(NO_BREAK_SPACE, written)

    def percent(self, share: Decimal | int, decimals: int = 1) -> str:
        """A share of one as a percentage: 0.125 is `12,5%`."""
        rounded = _rounded(share, decimals + 2)
        return self._apply(self._locale().percent_formats[None], rounded, decimals)

    def with_unit(self, value: str, unit: str) -> str:
        """A formatted value and its unit, kept on one line; a per cent sign stands where the language wants it."""
        if unit == "%" and not self._locale().percent_formats[None].suffix[0].startswith((" ", NO_BREAK_SPACE)):
            return f"{value}%"
        return f"{value}{NO_BREAK_SPACE}{unit}" if unit else value

    def date(self, value: str | dt.date) -> str:
        """A date of mixed precision: `2014`, `czerwiec 2014` (2014-06) or `30 czerwca 2014 r.` (2014-06-30).

        Raises ValueError for any other text.
        """
        from babel.dates import format_date, format_skeleton

        written = value.isoformat() if isinstance(value, dt.date) else value
        match = _PARTIAL_DATE.fullmatch(written)
        if match is None:
            raise ValueError(f"not a date: {written!r}")
        year, month, day = match.groups()
        if month is None:
            return year
        moment = dt.date(int(year), int(month), int(day or 1))
        if day is None:
            return _joined(format_skeleton("yMMMM", moment, locale=self._locale()))
        suffix = self._conventions().full_date_suffix
        return _joined(format_date(moment, "long", locale=self._locale())) + suffix

    def short_date(self, value: str | dt.date) -> str:
        """A date in figures for a narrow cell: `2014`, `06.2014` or `30.06.2014`. Raises ValueError for other text."""
        from babel.dates import format_skeleton

        written = value.isoformat() if isinstance(value, dt.date) else value
        match = _PARTIAL_DATE.fullmatch(written)
        if match is None:
            raise ValueError(f"not a date: {written!r}")
        year, month, day = match.groups()
        if month is None:
            return year
        skeleton = "yMM" if day is None else "yMMdd"
        moment = dt.date(int(year), int(month), int(day or 1))
        return _joined(format_skeleton(_known_skeleton(self.language, skeleton), moment, locale=self._locale()))

    def short_period(self, start: str | dt.date, end: str | dt.date) -> str:
        """`2014–2020` or `30.06.2014–12.2015`; one date where both are equal. Both ends are given."""
        first, last = self.short_date(start), self.short_date(end)
        return first if first == last else f"{first}{EN_DASH}{last}"

    def period(self, start: str | dt.date, end: str | dt.date) -> str:
        """`2014–2020`, or `czerwiec 2014 – maj 2015`; one date where both are equal, an open end where one is empty."""
        if start == end:
            return self.date(start) if start else ""
        first, last = (self.date(moment) if moment else "" for moment in (start, end))
        if NO_BREAK_SPACE in first + last:
            return f"{first}{NO_BREAK_SPACE}{EN_DASH} {last}".strip(f" {NO_BREAK_SPACE}")
        return f"{first}{EN_DASH}{last}"

    def plural(self, count: Decimal | int) -> str:
        """The plural category of CLDR: `one`, `few`, `many`, `other` (and `zero`, `two` where a language has them)."""
        category: str = self._locale().plural_form(abs(Decimal(count)))
        return category

    def collation_key(self, text: str) -> SortKey:
        """Sorts as the language's dictionaries do: signs, digits, its letters, other letters; case decides last."""
        alphabet = self._conventions().alphabet
        ranks: list[tuple[int, int]] = []
        for letter in unicodedata.normalize("NFC", text.casefold()):
            parts = letter if letter in alphabet else unicodedata.normalize("NFKD", letter)
            ranks += [_rank(part, alphabet) for part in parts if not unicodedata.combining(part)]
        return tuple(ranks), text.casefold(), text

    def chart_numbers(self) -> dict[str, Any]:
        """The numbers of charts, in the terms of d3-format."""
        symbols = self._locale().number_symbols["latn"]
        space_or_sign = symbols["group"].replace(" ", NO_BREAK_SPACE)
        return {
            "decimal": symbols["decimal"],
            "thousands": space_or_sign,
            "grouping": [3],
            "currency": ["", ""],
            "minus": MINUS,
        }

    def chart_times(self) -> dict[str, Any]:
        """The names of months and days in charts, in the terms of d3-time-format."""
        locale = self._locale()
        months = locale.months["stand-alone"]
        days = locale.days["stand-alone"]
        sunday_first = (6, 0, 1, 2, 3, 4, 5)
        return {
            "dateTime": "%d.%m.%Y %H:%M",
            "date": "%d.%m.%Y",
            "time": "%H:%M",
            "periods": ["AM", "PM"],
            "days": [days["wide"][day] for day in sunday_first],
            "shortDays": [days["abbreviated"][day] for day in sunday_first],
            "months": [months["wide"][month] for month in range(1, 13)],
            "shortMonths": [months["abbreviated"][month] for month in range(1, 13)],
        }

    def _locale(self) -> Locale:
        return _locale(self.language)

    def _conventions(self) -> Conventions:
        return _CONVENTIONS.get(self._locale().language, Conventions())

    def _in_millions(self, value: Decimal | int, currency: str) -> str:
        from babel.numbers import format_compact_currency, format_compact_decimal, get_currency_symbol

        locale = self._locale()
        with localcontext(_context(value)):
            if not self._conventions().writes_millions_out:
                return format_compact_currency(value, currency, locale=locale, fraction_digits=2)
            words = format_compact_decimal(abs(Decimal(value)), format_type="long", locale=locale, fraction_digits=2)
        sign = locale.number_symbols["latn"]["minusSign"] if value < 0 else ""
        return f"{sign}{get_currency_symbol(currency, locale)}{words}"

    def _apply(self, pattern: Any, amount: Decimal, decimals: int, currency: str | None = None) -> str:
        exact = copy(pattern)
        exact.frac_prec = (decimals, decimals)
        # The library rounds in the context it finds, whose 28 digits would be too few for a long number.
        with localcontext(_context(amount)):
            shown = amount.scaleb(pattern.scale)
            written = exact.apply(
                amount or abs(amount),
                self._locale(),
                currency=currency,
                currency_digits=False,
                decimal_quantization=False,
                group_separator=abs(shown) >= self._conventions().least_grouped,
            )
        return self._signed(written)

    def _signed(self, written: str) -> str:
        return _joined(written).replace(self._locale().number_symbols["latn"]["minusSign"], MINUS)


# The library reads its data anew for each locale that it parses, and compares all of them for a skeleton.
@cache
def _locale(language: str) -> Locale:
    from babel import Locale

    return Locale.parse(language, sep="-" if "-" in language else "_")


@cache
def _known_skeleton(language: str, skeleton: str) -> str:
    """The language's own pattern of a date that is nearest to this one."""
    from babel.dates import match_skeleton

    known = _locale(language).datetime_skeletons
    return skeleton if skeleton in known else match_skeleton(skeleton, known) or skeleton


def _joined(text: str) -> str:
    return text.replace(" ", NO_BREAK_SPACE)


def _context(value: Decimal | int) -> Context:
    """Enough digits for the value itself: the default of 28 raises an error on longer ones."""
    return Context(prec=len(Decimal(value).as_tuple().digits) + abs(_exponent(value)) + 10, rounding=ROUND_HALF_EVEN)


def _exponent(value: Decimal | int) -> int:
    exponent = Decimal(value).as_tuple().exponent
    if isinstance(exponent, str):
        raise ValueError(f"not a finite number: {value}")  # noqa: TRY004 - the type is right, the value is not
    return exponent


def _rounded(value: Decimal | int, decimals: int | None) -> Decimal:
    places = max(0, -_exponent(value)) if decimals is None else decimals
    return Decimal(value).quantize(Decimal(1).scaleb(-places), context=_context(value))


def _rank(letter: str, alphabet: str) -> tuple[int, int]:
    if letter in alphabet:
        return 1, alphabet.index(letter)
    return (2 if letter.isalpha() else 0), ord(letter)

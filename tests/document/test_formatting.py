"""Values as Polish and other languages write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from som_cli.document.formatting import MINUS, NO_BREAK_SPACE, Formatter, UnknownLanguageError

POLISH = Formatter("pl")


def spaced(text: str) -> str:
    """No-break spaces as `~`, so that expected values can be read; an ordinary space stays one."""
    return text.replace(NO_BREAK_SPACE, "~")


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        ("1234.5", None, "1234,5"),
        ("12345.60", None, "12~345,60"),
        ("9999.995", 2, "10~000,00"),
        ("0.125", 2, "0,12"),
        ("0.135", 2, "0,14"),
        ("-0.001", 2, "0,00"),
        ("-1234567", None, f"{MINUS}1~234~567"),
        ("1E+3", None, "1000"),
        ("1234567890123456789012345678901234.55", None, "1~234~567~890~123~456~789~012~345~678~901~234,55"),
    ],
)
def test_numbers_keep_their_decimals_and_round_half_to_even(value: str, decimals: int | None, written: str) -> None:
    assert spaced(POLISH.number(Decimal(value), decimals)) == written


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=4))
def test_a_number_can_be_read_back(value: Decimal) -> None:
    written = POLISH.number(value)
    assert Decimal(written.replace(NO_BREAK_SPACE, "").replace(",", ".").replace(MINUS, "-")) == value


def test_a_number_without_end_is_refused() -> None:
    with pytest.raises(ValueError, match="not a finite number"):
        POLISH.number(Decimal("NaN"))


def test_money() -> None:
    assert spaced(POLISH.money(Decimal(1250000), "PLN")) == "1~250~000,00~zł"
    assert spaced(POLISH.money(1250, "EUR")) == "1250,00~€"
    assert spaced(POLISH.money(Decimal(1250000), "PLN", short=True)) == "1,25~mln~zł"
    assert spaced(POLISH.money(Decimal("-2554996000.01"), "EUR", short=True)) == f"{MINUS}2,55~mld~€"
    assert spaced(POLISH.money(Decimal("999999.99"), "PLN", short=True)) == "999~999,99~zł"
    assert Formatter("en").money(5, "JPY") == "¥5"


@pytest.mark.parametrize(
    ("language", "amount", "currency", "written"),
    [
        ("en", "9500000", "CZK", "CZK~9.5~million"),
        ("en-GB", "-2554996000.01", "EUR", f"{MINUS}€2.55~billion"),
        ("en", "1000", "CZK", "CZK~1,000.00"),
        ("de", "9500000", "CZK", "9,5~Mio.~CZK"),
        ("de", "9500000", "EUR", "9,5~Mio.~€"),
    ],
)
def test_short_money_says_its_unit_in_a_word(language: str, amount: str, currency: str, written: str) -> None:
    assert spaced(Formatter(language).money(Decimal(amount), currency, short=True)) == written


def test_shares_and_units() -> None:
    assert POLISH.percent(Decimal("0.125")) == "12,5%"
    assert POLISH.percent(Decimal("0.1249"), 0) == "12%"
    assert POLISH.with_unit("5", "%") == "5%"
    assert spaced(POLISH.with_unit("5", "km")) == "5~km"
    assert POLISH.with_unit("5", "") == "5"
    assert spaced(Formatter("de").with_unit("5", "%")) == "5~%"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("2014", "2014"),
        ("2014-06", "czerwiec~2014"),
        ("2014-06-30", "30~czerwca~2014~r."),
        (dt.date(2014, 6, 1), "1~czerwca~2014~r."),
    ],
)
def test_dates_keep_their_precision(value: str | dt.date, written: str) -> None:
    assert spaced(POLISH.date(value)) == written


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        ("2014", "2020", "2014–2020"),
        ("2014-06", "2014-06", "06.2014"),
        ("2017-09-27", "2021-12", "27.09.2017–12.2021"),
    ],
)
def test_dates_in_tables_are_figures(start: str, end: str, written: str) -> None:
    assert POLISH.short_period(start, end) == written


@pytest.mark.parametrize("text", ["", "unknown", "2014-13", "2014-6", "2014-02-30", "14"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        POLISH.date(text)
    with pytest.raises(ValueError, match=r"."):
        POLISH.short_date(text)


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        ("2014", "2020", "2014–2020"),
        ("2014", "2014", "2014"),
        ("2014", "", "2014–"),
        ("", "2020", "–2020"),
        ("", "", ""),
        ("2014-06", "2015-05", "czerwiec~2014~– maj~2015"),
    ],
)
def test_periods(start: str, end: str, written: str) -> None:
    assert spaced(POLISH.period(start, end)) == written


def test_plural_categories() -> None:
    categories = [POLISH.plural(count) for count in (1, 2, 5, 12, 22, Decimal("1.5"))]
    assert categories == ["one", "few", "many", "many", "few", "other"]
    assert Formatter("en").plural(2) == "other"


def test_the_alphabet_of_the_language_orders_words() -> None:
    words = ["żaba", "źdźbło", "Zebra", "ćma", "cukier", "łoś", "los", "Ósma", "osa", "2 osie", "élan", "ewa", "ęzor"]
    ordered = ["2 osie", "cukier", "ćma", "élan", "ewa", "ęzor", "los", "łoś", "osa", "Ósma", "Zebra", "źdźbło", "żaba"]
    assert sorted(words, key=POLISH.collation_key) == ordered
    assert sorted(["b", "ä", "a"], key=Formatter("en").collation_key) == ["a", "ä", "b"]


def test_charts_write_numbers_and_months_as_the_text_does() -> None:
    assert POLISH.chart_numbers()["decimal"] == ","
    assert POLISH.chart_times()["days"][0] == "niedziela"
    assert POLISH.chart_times()["months"][5] == "czerwiec"


@pytest.mark.parametrize("language", ["xx", "", "not a language", "../pl"])
def test_an_unknown_language_is_refused(language: str) -> None:
    with pytest.raises(UnknownLanguageError):
        Formatter(language)

"""Polish prose as a typographer sets it; nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from som_cli.document.typography import typeset

PIECES = st.lists(
    st.sampled_from(
        [
            *'aiouwz ąZ-–"„”.,/%§()',
            "\u00a0",
            "  ",
            "1",
            "12",
            "123",
            "2014",
            "2020",
            "km",
            "zł",
            "r.",
            "mln",
            "art.",
            "maja",
        ]
    )
).map("".join)


@pytest.mark.parametrize(
    ("prose", "printed"),
    [
        ("Rozwój w gminie i w powiecie, a także o tym", "Rozwój w~gminie i~w~powiecie, a~także o~tym"),
        ("Kwota 1 234 567,89 zł w 2025 r. oraz 12 mln zł", "Kwota 1~234~567,89~zł w~2025~r. oraz 12~mln~zł"),
        ("zgodnie z art. 10e ust. 3 pkt 7, § 12", "zgodnie z~art.~10e ust.~3 pkt~7, §~12"),
        ("w dniu 5 maja 2025 r.", "w~dniu 5~maja~2025~r."),
        ("w latach 2025-2030 - plan", "w~latach 2025–2030~– plan"),
        ("odcinek 10-15 km", "odcinek 10–15~km"),
        ('Program "Czyste powietrze" i ("test") oraz „już”', "Program „Czyste powietrze” i~(„test”) oraz „już”"),
        ('"w domu"', "„w~domu”"),
    ],
)
def test_polish_prose(prose: str, printed: str) -> None:
    assert typeset(prose, "pl").replace("\u00a0", "~") == printed


@pytest.mark.parametrize("text", ["71-414", "851-29-42-637", "2014-06-30", "ROW-A-01", "e-mail", "421-71-60", "a-b"])
def test_codes_numbers_and_compounds_stay(text: str) -> None:
    assert typeset(text, "pl") == text


@given(PIECES | st.text())
def test_what_was_set_once_is_not_set_again(text: str) -> None:
    once = typeset(text, "pl")
    assert typeset(once, "pl") == once


@given(PIECES | st.text())
def test_only_spaces_dashes_and_quotation_marks_change(text: str) -> None:
    plain = str.maketrans({"\u00a0": " ", "–": "-", "„": '"', "”": '"'})

    def letters(written: str) -> str:
        return written.translate(plain).replace(" ", "")

    assert letters(typeset(text, "pl")) == letters(text)


@given(PIECES)
def test_a_language_without_rules_is_left_alone(text: str) -> None:
    assert typeset(text, "en") == text

"""Bytes become text, or a finding that says where and why not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from som_cli.text.diagnostics import Span
from som_cli.text.source import FORBIDDEN, MAX_BYTES, SHOWN_PER_FILE, read_source, visible
from tests.text.reading import places, read


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\xef\xbb\xbfid: a\n", [("YML01", 1, 1)]),
        ("id: \u017c\n".encode("utf-16"), [("YML01", 1, 1)]),
        ("id: a\n".encode("utf-16-be"), [("YML01", 1, 1), ("YML01", 1, 3), ("YML01", 1, 5)]),
        ("id: a\ntitle: \u017c\u00f3\u0142w\n".encode("cp1250"), [("YML01", 2, 8)]),
        (b"id: \xed\xa0\x80\n", [("YML01", 1, 5)]),
        (b"id: a\x00b\n", [("YML01", 1, 6)]),
        (b"id: a\n\ttitle: b\n", [("YML01", 2, 1)]),
        (b"id: a\rtitle: b\n", [("YML01", 1, 6)]),
        (b"id: \x1b[31mred\n", [("YML01", 1, 5)]),
        ("id: \u202eevil\u202c\n".encode(), [("YML01", 1, 5), ("YML01", 1, 10)]),
        ("id: a\u2066b\u2069\n".encode(), [("YML01", 1, 6), ("YML01", 1, 8)]),
        ("id: a\u200eb\n".encode(), [("YML01", 1, 6)]),
        ("id: a\u0085b\u2028c\n".encode(), [("YML01", 1, 6), ("YML01", 1, 8)]),
        ("id: a\ufeffb\n".encode(), [("YML01", 1, 6)]),
        ("id: \ufffe\uffff\n".encode(), [("YML01", 1, 5), ("YML01", 1, 6)]),
        ("title: \u0105\nname: xa\u0328y\n".encode(), [("YML01", 2, 8)]),
        (b"id: a\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x\n", [("YML09", 2, 1), ("YML09", 4, 1), ("YML09", 6, 1)]),
    ],
)
def test_what_a_file_must_not_hold_is_found_in_its_place(content: bytes, expected: list[tuple[str, int, int]]) -> None:
    source, problems = read_source("a.yml", content)
    assert source is None
    assert places(problems)[: len(expected)] == expected


@pytest.mark.parametrize(
    "text",
    ["", "id: a\n", "id: a", "\u017c\u00f3\u0142\u0107 \U0001f600\n", "a: ======= b\n", "<<<<<<<\n", "a\u200db\n"],
)
def test_what_only_looks_so_is_read(text: str) -> None:
    assert read(text).text == text


def test_a_file_may_have_five_million_bytes_and_no_more() -> None:
    assert read_source("a.md", b"x" * MAX_BYTES)[1] == []
    source, problems = read_source("a.md", b"x" * (MAX_BYTES + 1))
    assert (source, places(problems)) == (None, [("YML01", 1, 1)])


def test_windows_line_ends_are_noted_and_normalised() -> None:
    source = read(b"a: 1\r\nb: 2\r\n")
    assert (source.text, source.has_windows_line_ends) == ("a: 1\nb: 2\n", True)


def test_a_file_full_of_tabs_does_not_flood_the_reader() -> None:
    assert len(read_source("a.yml", b"\t" * 1000)[1]) == SHOWN_PER_FILE


def test_the_bytes_of_another_encoding_are_named() -> None:
    (problem,) = read_source("a.yml", "t: \u0142\n".encode("cp1250"))[1]
    assert (str(problem.message), "Windows-1250" in str(problem.help)) == ("the file is not UTF-8 (byte 0xb3)", True)


def test_an_excerpt_is_the_text_of_a_span() -> None:
    source = read("abc\ndef\nghi\n")
    assert source.excerpt(Span("a.yml", 2, 2, 2, 4)) == "ef"
    assert source.excerpt(Span("a.yml", 1, 3, 3, 2)) == "c\ndef\ng"
    assert source.line(9) == ""


@given(st.text(max_size=80))
def test_any_text_is_read_as_it_is_or_refused(text: str) -> None:
    source, problems = read_source("a.yml", text.encode("utf-8", "surrogatepass"))
    assert (source is None) == bool(problems)
    if source is not None:
        assert source.text == text.replace("\r\n", "\n")
        assert not FORBIDDEN.search(source.text)


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    source, problems = read_source("a.yml", content)
    assert (source is None) == bool(problems)


@given(st.text(max_size=40))
def test_what_is_made_visible_holds_nothing_forbidden(text: str) -> None:
    assert not FORBIDDEN.search(visible(text))


def test_every_forbidden_character_is_found_where_most_texts_are_not_searched() -> None:
    forbidden = [chr(code) for code in range(0x10000) if FORBIDDEN.match(chr(code))]
    assert {"\0", "\t", "\r", "\x7f", "\x9f", "\u202e", "\ufeff"} <= set(forbidden)
    assert [one for one in forbidden if read_source("a.yml", f"a: b{one}c\n".encode())[1] == []] == []

"""A table becomes rows with places; every row that has another shape is found."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from som_cli.text.csv_reader import parse_csv
from tests.text.reading import Place, places, read

COLUMNS = ("member", "mwh")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("SCH01", 1, 1)]),
        ("mwh,member\n", [("SCH01", 1, 1)]),
        ("member;mwh\nalfa;1\n", [("SCH01", 1, 1), ("SCH01", 2, 1)]),
        ("member,mwh\nalfa\n", [("SCH01", 2, 1)]),
        ("member,mwh\nalfa,1,5\nbeta,2\ngamma,3,5\n", [("SCH01", 2, 1), ("SCH01", 4, 1)]),
        ("member,mwh\n\n", [("SCH01", 2, 1)]),
        ('member,mwh\n"alfa,1\n', [("YML01", 2, 1), ("SCH01", 2, 1)]),
        ('member,mwh\nalfa,"1"5\n', [("YML01", 2, 6), ("SCH01", 2, 1)]),
        ('member,mwh\n"al\nfa",1\n', [("YML01", 2, 1), ("SCH01", 2, 1)]),
    ],
)
def test_what_has_another_shape_is_found_in_its_place(text: str, expected: list[Place]) -> None:
    problems = parse_csv(read(text, "a.csv"), COLUMNS)[1]
    assert sorted(places(problems)) == sorted(expected)


def test_cells_have_their_places() -> None:
    source = read('member,mwh\n"a ""b"", c",1.50\n', "a.csv")
    (row,), problems = parse_csv(source, COLUMNS)
    assert problems == []
    assert row.cells["member"].text == 'a "b", c'
    assert source.excerpt(row.cells["member"].span) == '"a ""b"", c"'
    assert (row.cells["mwh"].text, source.excerpt(row.cells["mwh"].span)) == ("1.50", "1.50")


def test_the_last_line_may_lack_its_end() -> None:
    rows, problems = parse_csv(read("member,mwh\nalfa,1", "a.csv"), COLUMNS)
    assert (len(rows), problems) == (1, [])


FIELDS = st.text(alphabet="ab,\"' \u017c;", max_size=6)


@given(st.lists(st.tuples(FIELDS, FIELDS), max_size=6))
def test_what_the_standard_library_writes_is_read_back(rows: list[tuple[str, str]]) -> None:
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    found, problems = parse_csv(read(target.getvalue(), "a.csv"), COLUMNS)
    assert problems == []
    assert [tuple(cell.text for cell in row.cells.values()) for row in found] == rows

"""JSON is checked as JSON and read with places."""

from __future__ import annotations

import pytest

from som_cli.text.json_reader import parse_json
from som_cli.text.nodes import span, value_place
from som_cli.text.source import MAX_BYTES
from tests.text.reading import Place, places, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("YML01", 1, 1)),
        ("[1 2]", ("YML01", 1, 4)),
        ('{"a": 1}\n# no comments\n', ("YML01", 2, 1)),
        ("{a: 1}", ("YML01", 1, 2)),
        ('{"a": &x 1}', ("YML01", 1, 7)),
        ('{"a": 1,\n "b": 2,\n "a": 3}', ("YML02", 3, 2)),
        ('{"a": NaN}', ("YML01", 1, 1)),
        ('{"a": -Infinity}', ("YML01", 1, 1)),
        ("[" * 200_000 + "]" * 200_000, ("YML01", 1, 1)),
        ("[" * 41 + "]" * 41, ("YML01", 1, 41)),
        ('{"a": "\\u202e"}', ("YML01", 1, 7)),
        ('{"a": "\\u0000"}', ("YML01", 1, 7)),
        ('{"a": "\\ud800"}', ("YML01", 1, 10)),
    ],
)
def test_what_is_no_json_is_found_in_its_place(text: str, expected: Place) -> None:
    root, problems = parse_json(read(text, "a.geojson"))
    assert places(problems) == [expected]
    assert expected[0] == "YML02" or root is None or expected[2] == 7


def test_numbers_of_any_length_stay_text() -> None:
    digits = "9" * 5000
    assert parse_json(read(f'{{"a": [{digits}, 1e999, 14.50]}}', "a.geojson")) == (
        {"a": [digits, "1e999", "14.50"]},
        [],
    )


def test_values_have_their_places() -> None:
    source = read('{"type": "Point",\n "coordinates": [14.5, 53.4]}', "a.geojson")
    root, problems = parse_json(source)
    assert problems == []
    assert isinstance(root, dict)
    place = span("a.geojson", value_place(root, "coordinates"))
    assert (place.line, source.excerpt(place)) == (2, "[14.5, 53.4]")


def test_a_large_file_is_read() -> None:
    text = "[" + ", ".join(["[14.5, 53.4]"] * 1000) + "]"
    assert len(text) < MAX_BYTES
    assert parse_json(read(text, "a.geojson"))[1] == []

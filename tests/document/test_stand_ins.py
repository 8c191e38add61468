"""A label drawn as one letter is printed whole, in its place, and takes no other letter of the chart with it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from som_cli.document.stand_ins import choose_stand_ins

GREEK = range(0x391, 0x3A0)
INDENT = "\u00a0\u00a0"


def test_lines_and_indents_stay_and_texts_come_back_escaped() -> None:
    text = f"{INDENT}A & <b>\n{INDENT}second"
    found = choose_stand_ins([text, "plain"], "", GREEK)
    drawn = found.put_in({"rows": [text, "plain", "other"], "width": 3})
    assert drawn["rows"][2:] == ["other"]
    assert [len(line) for line in drawn["rows"][0].split("\n")] == [3, 3]
    assert drawn["rows"][0].startswith(INDENT)
    svg = f"<text>{drawn['rows'][0]}</text><text>{drawn['rows'][1]}</text>"
    written = f"{INDENT}A &amp; &lt;b&gt;\n{INDENT}second"
    assert found.put_back(svg) == f"<text>{written}</text><text>plain</text>"


def test_letters_that_the_chart_has_itself_are_left_alone() -> None:
    found = choose_stand_ins(["one"], "\u0391\u0392", GREEK)
    assert found.put_back("\u0391\u0392\u0393") == "\u0391\u0392one"


@pytest.mark.parametrize("printable", [range(0x20, 0x100), range(0x391, 0x392)], ids=["none", "too few"])
def test_without_letters_enough_all_is_drawn_as_it_is(printable: range) -> None:
    specification: dict[str, Any] = {"rows": ["one", "two"]}
    found = choose_stand_ins(["one", "two"], json.dumps(specification), printable)
    assert found.put_in(specification) == specification
    assert found.put_back("one") == "one"


def test_an_empty_line_needs_no_letter() -> None:
    found = choose_stand_ins(["", f"{INDENT}\nword"], "", GREEK)
    assert found.put_in(["", f"{INDENT}\nword"])[0] == ""
    assert list(found.letters.values()) == ["word"]

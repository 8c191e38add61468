"""Charts are the same bytes each time, hold nothing from outside, and print what they are given."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from som_cli.document.charts import PALETTE, ChartError, Row, draw_chart, with_patterns, wrap_label
from som_cli.document.document import Picture
from som_cli.document.formatting import Formatter

TEMPLATES = Path(__file__).parents[2] / "templates"
POLISH = Formatter("pl")
# In the schedule a row that begins so is an action; any other is the heading of the actions below it.
ROW_INDENT = "\u00a0\u00a0"
HOSTILE = '<script>&"]]> {{7*7}} datum.x'


def schedule(title: str, unmeasured: Sequence[str] = ()) -> Picture:
    rows = ["Plan", f"{ROW_INDENT}{title}", f"{ROW_INDENT}A-02"]
    values: list[Row] = [
        {"kind": "bar", "row": rows[0], "plan": "Plan", "from": None, "to": None, "dates": ""},
        {"kind": "bar", "row": rows[1], "plan": "Plan", "from": "2014-01-01", "to": "2016-12-31", "dates": "2014–2016"},
        {"kind": "bar", "row": rows[2], "plan": "Plan", "from": None, "to": None, "dates": "?"},
    ]
    return draw_chart(
        TEMPLATES / "charts" / "schedule.vl.json",
        values,
        formatter=POLISH,
        fonts=TEMPLATES / "fonts",
        words={},
        domains={"row": rows, "plan": ["Plan"], "from": ["2014-01-01", "2016-12-31"], "mark": ["done"]},
        width=900,
        marks=[{"date": "2015-05-31", "label": "31 maja"}],
        unmeasured=unmeasured,
    )


def budget(sources: list[str]) -> Picture:
    values: list[Row] = [
        {"year": "2014", "source": source, "amount": Decimal("1.5"), "order": order}
        for order, source in enumerate(sources)
    ]
    return draw_chart(
        TEMPLATES / "charts" / "budget.vl.json",
        values,
        formatter=POLISH,
        fonts=TEMPLATES / "fonts",
        words={"unit": "mln zł"},
        domains={"year": ["2014", "2015"], "source": sources},
        width=600,
        marks=[{"year": "2014", "amount": Decimal(3), "label": "3,0"}],
        patterns=True,
    )


def texts(picture: Picture) -> list[str]:
    root = ET.fromstring(picture.svg)  # noqa: S314 - our own picture
    return ["".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")]


def test_the_same_values_give_the_same_bytes() -> None:
    assert schedule("A-01") == schedule("A-01")
    assert budget(["b", "a"]) == budget(["b", "a"])


def test_the_width_is_kept_and_the_png_has_two_pixels_a_unit() -> None:
    picture = budget(["b", "a"])
    assert picture.width == 600
    width, height = struct.unpack(">II", picture.draw_png()[16:24])
    assert (width, height) == (2 * picture.width, 2 * picture.height)
    assert schedule("A-01").width == pytest.approx(900, abs=2)


def test_what_is_given_is_printed_in_the_declared_order() -> None:
    written = texts(budget(["b", "a"]))
    assert {"3,0", "mln zł", "2014", "2015"} <= set(written)
    assert [text for text in written if text in {"a", "b"}] == ["b", "a"]
    assert {"2014–2016", "?", "31 maja", "A-02"} <= set(texts(schedule("A-01")))


def test_a_text_that_is_not_measured_is_drawn_all_the_same() -> None:
    label = f'{ROW_INDENT}A-01 <Zażółć> & "Żółw" Ωμέγα'
    drawings = [schedule(label.strip(ROW_INDENT), unmeasured=unmeasured) for unmeasured in ((), (label,))]
    assert drawings[0].svg == drawings[1].svg
    assert label.strip(ROW_INDENT) in [text.strip(ROW_INDENT) for text in texts(drawings[1])]


def test_text_of_the_data_stays_text() -> None:
    assert HOSTILE in texts(schedule(HOSTILE))
    assert HOSTILE in texts(budget([HOSTILE, "a"]))


@pytest.mark.parametrize("draw", [lambda: schedule("A-01"), lambda: budget(["b", "a"])], ids=["schedule", "budget"])
def test_the_picture_refers_to_nothing_outside_and_uses_the_shipped_font(draw: Callable[[], Picture]) -> None:
    root = ET.fromstring(draw().svg)  # noqa: S314 - our own picture
    assert not [node for node in root.iter() if node.tag.endswith(("image", "script", "style", "foreignObject"))]
    assert not [name for node in root.iter() for name in node.attrib if name.endswith("href")]
    fonts = {node.get("font-family") for node in root.iter("{http://www.w3.org/2000/svg}text")}
    assert fonts == {"'Source Sans 3'"}


@pytest.mark.parametrize("draw", [lambda: schedule("A-01"), lambda: budget(["b", "a"])])
def test_the_page_shows_through_a_picture_and_its_png_has_a_ground(draw: Callable[[], Picture]) -> None:
    picture = draw()
    ground = ET.fromstring(picture.svg)[0]  # noqa: S314 - our own picture
    assert ground.get("fill") not in {"white", "#fff", "#ffffff"}
    # The first point: a filter byte, then red, green, blue and how far it hides what lies below.
    png = picture.draw_png()
    start = png.index(b"IDAT") + 4
    assert zlib.decompressobj().decompress(png[start:], 5)[1:] == b"\xff\xff\xff\xff"


def test_letters_are_drawn() -> None:
    assert len(schedule("Zażółć gęślą jaźń").draw_png()) > len(schedule(" ").draw_png()) + 500


def test_each_color_but_the_first_has_strokes_of_its_own() -> None:
    areas = "".join(f'<path d="M0,0h9v9z" fill="{color}"></path>' for color in PALETTE)
    drawn = with_patterns(f"<svg><g>{areas}</g></svg>")
    assert drawn.count("<pattern ") == len(PALETTE) - 1
    assert drawn.count("url(#p") == len(PALETTE) - 1
    assert all(f'fill="{color}"' in drawn for color in PALETTE)
    strokes = {line.split('"')[0] for line in drawn.split('<path d="') if 'fill="none"' in line}
    assert len(strokes) == len(PALETTE) - 1
    assert with_patterns("<svg><path/></svg>") == "<svg><path/></svg>"


def test_long_labels_are_wrapped_and_cut_with_a_mark() -> None:
    assert wrap_label("one two three", 8) == "one two\nthree"
    assert wrap_label("one two three four five six", 8) == "one two\nthree…"
    assert wrap_label("short", 8) == "short"


@pytest.mark.parametrize(
    ("specification", "words"),
    [
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        ("{}", "names no font"),
        (json.dumps({"title": "{absent}"}), "'absent'"),
        (json.dumps({"mark": "nothing", "config": {"font": "Source Sans 3"}}), "cannot be drawn"),
        (json.dumps({"mark": "bar", "data": {"url": "https://example.org/x.csv"}, "config": {"font": "F"}}), "drawn"),
    ],
)
def test_a_wrong_specification_is_an_error_in_words(specification: str, words: str) -> None:
    with pytest.raises(ChartError, match=words):
        draw_chart(specification, [], formatter=POLISH, fonts=TEMPLATES / "fonts", words={}, domains={}, width=100)


def test_a_character_without_a_glyph_is_written_out_so_that_no_font_of_the_machine_is_used() -> None:
    shown = " ".join(texts(budget(["Fund 😀", "漢 fund"])))
    assert "[U+1F600]" in shown
    assert "[U+6F22]" in shown
    assert "😀" not in shown

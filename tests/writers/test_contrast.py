"""Colours of text, grounds and marks: contrast as WCAG 2.2 AA asks, 4.5 : 1 for text and 3 : 1 for marks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from som_cli.document.charts import PALETTE, with_patterns
from som_cli.document.document import SheetColumn
from som_cli.writers import docx_watermark, xlsx_style
from som_cli.writers.docx_styles import BAND, Style, styles

TEMPLATES = Path(__file__).parents[2] / "templates"
TEXT, MARK = 4.5, 3.0
WHITE = "#FFFFFF"


def luminance(color: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    shares = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def look() -> dict[str, str]:
    """The colours of the PDF by their names in the template."""
    text = (TEMPLATES / "pdf" / "look.typ").read_text("utf-8")
    return dict(re.findall(r'#let ([\w-]+) = rgb\("(#[0-9A-Fa-f]{6})"\)', text))


def test_black_on_white_and_a_grey_that_is_too_light() -> None:
    assert contrast("#000000", WHITE) == pytest.approx(21)
    assert contrast("#767676", WHITE) >= TEXT > contrast("#777777", WHITE)


@pytest.mark.parametrize("ink", ["ink", "grey", "accent"])
@pytest.mark.parametrize("ground", ["", "band", "pale"])
def test_text_of_the_pdf(ink: str, ground: str) -> None:
    """Text is read on paper, on the band behind heads and remarks, and on the letters of the watermark."""
    colors = look()
    assert contrast(colors[ink], colors.get(ground, WHITE)) >= TEXT


def test_cover_and_strip_of_the_pdf() -> None:
    assert contrast(WHITE, look()["accent"]) >= TEXT
    document = (TEMPLATES / "pdf" / "document.typ").read_text("utf-8")
    ground, edge = re.findall(r'rgb\("(#[0-9A-F]{6})"\)', document)
    assert contrast(look()["ink"], ground) >= TEXT
    assert contrast(edge, ground) >= MARK


def _value(style: Style, known: dict[str, Style], pattern: str, otherwise: str) -> str:
    """What the style says, else those that it is based on."""
    found = re.search(pattern, style.paragraph + style.run)
    if found:
        return f"#{found[1]}"
    parent = known.get(style.based_on)
    return _value(parent, known, pattern, otherwise) if parent else otherwise


@pytest.mark.parametrize("style", styles(), ids=lambda style: style.identifier)
def test_text_of_the_word_styles(style: Style) -> None:
    known = {one.identifier: one for one in styles()}
    ink = _value(style, known, r'<w:color w:val="(\w{6})"', "#1A1A1A")
    ground = _value(style, known, r'w:fill="(\w{6})"', WHITE)
    grounds = {ground} if ground != WHITE else {WHITE, f"#{BAND}", docx_watermark._COLOUR}
    assert min(contrast(ink, one) for one in grounds) >= TEXT


def test_text_of_the_workbook() -> None:
    looks = [*xlsx_style.LINES.values(), *xlsx_style.LIGHTS.values(), xlsx_style.head_cell(SheetColumn("A"))]
    looks += [xlsx_style.linked(look) for look in xlsx_style.LINES.values()]
    pairs = [(str(one.get("font_color")), str(one.get("bg_color", WHITE))) for one in looks]
    assert all(contrast(ink, ground) >= TEXT for ink, ground in pairs)
    assert contrast("#7A3300", "#FFFFFF") >= TEXT


@pytest.mark.parametrize("color", PALETTE)
def test_areas_of_charts_stand_out_from_paper(color: str) -> None:
    """An area that is too light has an edge that is not."""
    area = f'<svg width="9" height="9"><path d="M0,0" fill="{color}" stroke="#FFFFFF" stroke-width="1"></path></svg>'
    strokes = re.findall(r'd="M0,0"[^>]*? stroke="(#[0-9A-F]{6})"', with_patterns(area))
    assert max(contrast(found, WHITE) for found in (color, *strokes)) >= MARK


def test_text_of_charts() -> None:
    """Letters on a ground of their own, such as a map's, have a halo or a label that the chart's own tests look at."""
    texts = "".join(path.read_text("utf-8") for path in sorted((TEMPLATES / "charts").glob("*.json")))
    colors = set(re.findall(r'"(?:labelColor|titleColor)": "(#[0-9A-F]{6})"', texts))
    assert colors
    assert all(contrast(color, WHITE) >= TEXT for color in colors)

"""A word -> the watermark that lies behind the text of every page, as Word makes its own."""

from __future__ import annotations

from typing import Any

from som_cli.writers.docx_text import visible
from som_cli.writers.docx_xml import element

_VML = "urn:schemas-microsoft-com:vml"
_COLOUR = "#E9EDF0"
_POINTS_A_LETTER, _HEIGHT = 52, 96
_MOST_LETTERS = 20
_STYLE = (
    "position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:{height}pt;rotation:310;z-index:-251658752;"
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;"
    "mso-position-vertical-relative:margin"
)


# How Word defines the shape that bends a text along a straight path.
_FORMULAS = (
    *("sum #0 0 10800", "prod #0 2 1", "sum 21600 0 @1", "sum 0 0 @2", "sum 21600 0 @3", "if @0 @3 0"),
    *("if @0 21600 @1", "if @0 0 @2", "if @0 @4 21600", "mid @5 @6", "mid @8 @5", "mid @7 @8", "mid @6 @7"),
    "sum @6 0 @5",
)
_DRAWING = (
    f'<w:pict xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="{_VML}"'
    ' xmlns:o="urn:schemas-microsoft-com:office:office">'
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"'
    ' path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas>'
    + "".join(f'<v:f eqn="{formula}"/>' for formula in _FORMULAS)
    + '</v:formulas><v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800"'
    ' o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
    f'<v:shape id="watermark" type="#_x0000_t136" fillcolor="{_COLOUR}" stroked="f">'
    '<v:textpath on="t" fitshape="t"/></v:shape></w:pict>'
)


def watermark(word: str) -> Any:
    """A run of a header that holds the word as a drawing; a long word is cut."""
    from docx.oxml import parse_xml

    letters = visible(word)[:_MOST_LETTERS].upper()
    picture = parse_xml(_DRAWING)
    shape = picture[-1]
    shape.set("alt", letters)
    shape.set("style", _STYLE.format(width=_POINTS_A_LETTER * len(letters), height=_HEIGHT))
    shape[0].set("string", letters)
    return element("r", picture)

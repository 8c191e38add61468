"""A cover -> its paragraphs in Word, and the coloured band behind the first of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from som_cli.document.document import Document
from som_cli.writers.docx_geometry import Geometry
from som_cli.writers.docx_styles import ON_BAND
from som_cli.writers.docx_text import visible
from som_cli.writers.docx_widths import text_width
from som_cli.writers.docx_xml import WORD, element, set_property, style_of

_ON_BAND = tuple(name.replace(" ", "") for name in ON_BAND)
_MOST_LETTERS = 20
# The band's share of the page, and the air at its foot; longer texts make it higher.
_BAND_SHARE, _FOOT = 0.5, 900
_LEAST_AIR, _BELOW = 480, 600
_LINE = 1.3
# A longer text is set smaller: so much of the page's height is for the title, and for any other.
_MOST_FOR_TITLE, _MOST_FOR_LINE = 0.27, 0.07
_SCALES = (1, 0.85, 0.7, 0.55, 0.45, 0.35)
_EMU = 635
_DRAWING = """<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><mc:AlternateContent>
<mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1"
 behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionV>
<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
<wp:docPr id="{number}" name="Band" descr=""><a:extLst><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">
<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>
</a:ext></a:extLst></wp:docPr><wp:cNvGraphicFramePr/><a:graphic>
<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/>
<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>
</a:prstGeom><a:solidFill><a:srgbClr val="{color}"/></a:solidFill><a:ln><a:noFill/></a:ln></wps:spPr><wps:bodyPr/>
</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"""


def cover_lines(document: Document) -> list[tuple[str, str]]:
    """The texts of the cover, each with its style."""
    cover = document.cover
    mark = visible(document.watermark)[:_MOST_LETTERS].upper()
    lines = (
        (cover.organisation, "Cover Organisation"),
        (cover.title, "Title"),
        (cover.subtitle, "Subtitle"),
        (mark, "Cover Draft"),
        *((line, "Cover Decision") for line in cover.decisions),
        *((line, "Cover Line") for line in cover.lines),
    )
    return [(text, style) for text, style in lines if text]


def finish_cover(body: Any, styles: Any, geometry: Geometry, number: int) -> None:
    """Lays the band behind the words that stand on it, when the template gives its Title a ground.

    The words have that ground of their own: they can be read where a program shows no band, or where they are longer
    than was told by their letters. `number` is the drawing's, unlike those of the document's pictures.
    """
    color = _ground(styles, "Title")
    fitted = [(node, _fit(node, styles, geometry)) for node in _opening(body)]
    on_band = [node for node, _ in fitted if style_of(node) in _ON_BAND]
    if not color or not on_band:
        return
    heights = [height for node, height in fitted if node in on_band]
    band = max(round(geometry.height * _BAND_SHARE), geometry.top + sum(heights) + _LEAST_AIR + _FOOT)
    title = next((node for node in on_band if style_of(node) == "Title"), on_band[0])
    air = band - geometry.top - sum(heights) - _FOOT
    for node in on_band:
        after = _FOOT + _BELOW if node is on_band[-1] else _after(styles, style_of(node))
        set_property(node, element("spacing", before=air if node is title else 0, after=after))
    on_band[0].insert(1, _shape(geometry.width, band, color, number))


def _shape(width: int, height: int, color: str, number: int) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(_DRAWING.format(width=width * _EMU, height=height * _EMU, color=color, number=number))


def _opening(body: Any) -> Iterator[Any]:
    """The first paragraphs, up to one that is none of the cover's."""
    for node in body:
        style = style_of(node)
        if not style.startswith(("Cover", "Title", "Subtitle")):
            return
        yield node


def _fit(node: Any, styles: Any, geometry: Geometry) -> int:
    """Sets a long text smaller; about how high the paragraph is then, with the space after it."""
    style = style_of(node)
    size = _style(styles, style, "rPr/sz")
    points = 11.0 if size is None else int(size.get(f"{WORD}val")) / 2
    text = "".join(piece.text or "" for piece in node.iter(f"{WORD}t"))
    room = geometry.text_width(landscape=False)
    highest = geometry.height * (_MOST_FOR_TITLE if style == "Title" else _MOST_FOR_LINE)
    sizes = [round(points * scale * 2) / 2 for scale in _SCALES]
    heights = {wanted: _lines(text, wanted, room) * wanted * 20 * _LINE for wanted in sizes}
    chosen = next((wanted for wanted in sizes if heights[wanted] <= highest), sizes[-1])
    if chosen != points:
        for run in node.iter(f"{WORD}r"):
            _set_size(run, chosen)
    return round(heights[chosen]) + _after(styles, style)


def _lines(text: str, points: float, room: int) -> int:
    """In how many lines the words stand; a long word is broken."""
    count, used = 1, 0.0
    for word in text.replace("\u200b", " ").split(" "):
        wide = text_width(f"{word} ", points, bold=True)
        if used and used + wide > room:
            count, used = count + 1, 0.0
        used += wide
        count += int(used // room)
        used %= room
    return count


def _set_size(run: Any, points: float) -> None:
    properties = run.find(f"{WORD}rPr")
    if properties is None:
        properties = element("rPr")
        run.insert(0, properties)
    half = round(points * 2)
    properties.extend([element("sz", val=half), element("szCs", val=half)])


def _after(styles: Any, style: str) -> int:
    spacing = _style(styles, style, "pPr/spacing")
    return 0 if spacing is None else int(spacing.get(f"{WORD}after") or 0)


def _ground(styles: Any, style: str) -> str:
    shade = _style(styles, style, "pPr/shd")
    fill = "" if shade is None else str(shade.get(f"{WORD}fill") or "")
    return fill if len(fill) == len("RRGGBB") else ""


def _style(styles: Any, identifier: str, path: str) -> Any:
    inner = "/".join(f"{WORD}{part}" for part in path.split("/"))
    return styles.find(f"{WORD}style[@{WORD}styleId='{identifier}']/{inner}")

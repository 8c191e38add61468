"""A Word body with markers -> sections upright and on their side, with header, footer and stamp on every page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from som_cli.document.document import Document
from som_cli.writers.docx_geometry import Geometry
from som_cli.writers.docx_text import visible
from som_cli.writers.docx_watermark import watermark
from som_cli.writers.docx_xml import WORD, element, field, paragraph, run, set_property, style_of

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


# What a letter of the running head takes, where it may take two thirds of the line.
_TWENTIETHS_A_LETTER = 125


@dataclass(frozen=True, slots=True)
class Furniture:
    """Relationship ids of the headers and footers: of the cover, of every other page, and of pages on their side."""

    cover_header: str
    cover_footer: str
    header: str
    footer: str
    landscape_header: str
    landscape_footer: str


def add_furniture(part: Any, document: Document, geometry: Geometry) -> Furniture:
    """Adds the header and footer parts to a python-docx document part."""

    def stamp() -> list[Any]:
        return [paragraph("Stamp", run(visible(document.stamp)))] if document.stamp else []

    def head(*, landscape: bool) -> list[Any]:
        return [*stamp(), _head_line(document, geometry.text_width(landscape=landscape))]

    def header(*children: Any) -> str:
        return _filled(part.add_header_part(), children)

    def footer(*children: Any) -> str:
        return _filled(part.add_footer_part(), children)

    return Furniture(
        # The cover shows its title large: above it stands the stamp alone.
        cover_header=header(*stamp(), element("p")),
        cover_footer=footer(element("p")),
        header=header(*head(landscape=False)),
        footer=footer(_footer_line(document, geometry.text_width(landscape=False))),
        landscape_header=header(*head(landscape=True)),
        landscape_footer=footer(_footer_line(document, geometry.text_width(landscape=True))),
    )


def _filled(added: tuple[Any, str], children: tuple[Any, ...]) -> str:
    part, relation = added
    root = part.element
    for child in list(root):
        root.remove(child)
    for child in children:
        root.append(child)
    return relation


def _head_line(document: Document, width: int) -> Any:
    """What the document is called, and at the right the chapter: Word finds its heading for each page."""
    name = _shortened(visible(document.running_head or document.title), width)
    chapter = [element("r", element("tab")), *field("STYLEREF 1", "")] if _has_chapters(document) else []
    mark = [watermark(document.watermark)] if document.watermark else []
    line = paragraph("Header", *mark, run(name), *chapter)
    set_property(line, element("tabs", element("tab", val="right", pos=width)))
    return line


def _has_chapters(document: Document) -> bool:
    return any(block["t"] == "Header" and block["c"][0] == 1 for block in document.blocks)


def _shortened(text: str, width: int) -> str:
    """The text cut to what the line holds beside the name of a chapter."""
    most = width // _TWENTIETHS_A_LETTER
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _footer_line(document: Document, width: int) -> Any:
    labels = document.labels
    pages = [
        run(f"{visible(labels['page'])} "),
        *field("PAGE", "1"),
        run(f" {visible(labels['of'])} "),
        *field("NUMPAGES", "1"),
    ]
    line = paragraph("Footer", run(visible(document.footer)), element("r", element("tab")), *pages)
    set_property(line, element("tabs", element("tab", val="right", pos=width)))
    return line


def section(geometry: Geometry, furniture: Furniture, *, landscape: bool, first: bool) -> Any:
    """The properties of one section; the first has a page of its own kind, the cover."""
    size: dict[str, Any] = {"w": geometry.width, "h": geometry.height}
    if landscape:
        size = {"w": geometry.height, "h": geometry.width, "orient": "landscape"}
    node = element("sectPr")
    header = furniture.landscape_header if landscape else furniture.header
    footer = furniture.landscape_footer if landscape else furniture.footer
    node.append(_reference("header", "default", header))
    node.append(_reference("footer", "default", footer))
    if first:
        node.append(_reference("header", "first", furniture.cover_header))
        node.append(_reference("footer", "first", furniture.cover_footer))
    node.append(element("type", val="nextPage"))
    node.append(element("pgSz", **size))
    node.append(
        element(
            "pgMar",
            top=geometry.top,
            right=geometry.right,
            bottom=geometry.bottom,
            left=geometry.left,
            header=geometry.header,
            footer=geometry.footer,
            gutter=0,
        )
    )
    if first:
        node.append(element("titlePg"))
    return node


def _reference(kind: str, page: str, relation: str) -> Any:
    node = element(f"{kind}Reference", type=page)
    node.set(_RELATION, relation)
    return node


def close_section(last: Any, properties: Any) -> None:
    """Ends a section after `last`, an element of the body: in it where it is a paragraph, else in a line of its own.

    The last line of a list of tables or figures is no place for it: Word writes these lines anew.
    """
    carrier = last
    if last.tag != f"{WORD}p" or style_of(last) == "TableOfFigures":
        carrier = paragraph("SectionEnd")
        last.addnext(carrier)
    set_property(carrier, properties)

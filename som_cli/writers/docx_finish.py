"""Pandoc's Word file -> the finished one: sections, contents, tables, numbers, alternative texts, properties."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any

from som_cli.document.document import Document
from som_cli.writers.docx_blocks import MARKER_PREFIX
from som_cli.writers.docx_changes import finish_changes
from som_cli.writers.docx_contents import contents_elements
from som_cli.writers.docx_cover import finish_cover
from som_cli.writers.docx_geometry import Geometry
from som_cli.writers.docx_grid import finish_lists, finish_table, table_look
from som_cli.writers.docx_groups import finish_group
from som_cli.writers.docx_inlines import Setting
from som_cli.writers.docx_numbering import add_heading_numbers, even_list_indents, set_language, write_settings
from som_cli.writers.docx_package import repacked
from som_cli.writers.docx_sections import Furniture, add_furniture, close_section, section
from som_cli.writers.docx_text import full_language, visible
from som_cli.writers.docx_xml import WORD, element, set_property, style_of

# Word's own limit for a property.
_LONGEST_PROPERTY = 255
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr"
_APPLICATION = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Company>{company}</Company></Properties>"
)


def finish_docx(raw: bytes, document: Document, setting: Setting) -> bytes:
    """`setting` is what the translation for pandoc collected: the pictures' texts in their order, who changed what."""
    import docx

    geometry = setting.geometry
    word = docx.Document(io.BytesIO(raw))
    body, styles, numbering = word.element.body, word.styles.element, word.part.numbering_part.element
    furniture = add_furniture(word.part, document, geometry)
    language = full_language(document.language)
    _write_alternatives(body, setting.alternatives)
    finish_cover(body, styles, geometry, len(setting.alternatives) + 1)
    finish_changes(body, setting.changed_by, setting.changed_at)
    even_list_indents(numbering)
    finish_lists(body)
    add_heading_numbers(numbering, styles)
    set_language(styles, language)
    write_settings(word.settings.element, language)
    _place_contents(body, contents_elements(body, document.labels, document.lists))
    _lay_out(body, geometry, furniture, styles)
    _write_properties(word.core_properties, document, language)
    stream = io.BytesIO()
    word.save(stream)
    company = escape(visible(document.cover.organisation), quote=False)
    return repacked(stream.getvalue(), {"docProps/app.xml": _APPLICATION.format(company=company).encode()})


def _write_alternatives(body: Any, alternatives: Sequence[str]) -> None:
    for index, (drawing, text) in enumerate(zip(body.iter(_DRAWING), alternatives, strict=True), start=1):
        drawing.set("id", str(index))
        drawing.set("name", f"Picture {index}")
        drawing.set("descr", text)
        drawing.attrib.pop("title", None)
    for picture, text in zip(body.iter(_PICTURE), alternatives, strict=True):
        picture.set("descr", text)


def _marker(node: Any) -> str:
    style = style_of(node)
    return style.removeprefix(MARKER_PREFIX) if style.startswith(MARKER_PREFIX) else ""


def _lay_out(body: Any, geometry: Geometry, furniture: Furniture, styles: Any) -> None:
    """Goes once through the body: obeys the markers, takes them out, and fits the tables to their page."""
    for old in body.findall(f"{WORD}sectPr"):
        body.remove(old)
    pages = _Pages(body, geometry, furniture)
    look = table_look(styles)
    groups: list[tuple[str, list[Any]]] = []
    for node in list(body):
        name = _marker(node)
        if name in {"card", "note"}:
            groups.append((name, []))
        elif name in {"card-end", "note-end"}:
            kind, nodes = groups.pop()
            finish_group(nodes, kind, styles)
        elif name in {"landscape", "upright"}:
            pages.turn(landscape=name == "landscape")
        elif name in {"page-break", "contents"}:
            pages.has_break = True
        if name:
            body.remove(node)
            continue
        if node.tag == f"{WORD}tbl":
            finish_table(node, geometry.text_width(landscape=pages.landscape) - 284 * len(groups), look)
        for _, nodes in groups:
            nodes.append(node)
        pages.see(node)
    pages.end()


class _Pages:
    """Where the present section stands: which way it lies, its last element, and whether a page has to begin."""

    def __init__(self, body: Any, geometry: Geometry, furniture: Furniture) -> None:
        self.body = body
        self.geometry = geometry
        self.furniture = furniture
        self.landscape = False
        self.has_break = False
        self._last: Any = None
        self._is_first = True

    def turn(self, *, landscape: bool) -> None:
        """Ends the section, unless nothing stands in it yet."""
        if self._last is not None:
            close_section(self._last, self._properties())
        self.landscape = landscape
        self.has_break = False
        self._last = None

    def see(self, node: Any) -> None:
        if node.tag not in {f"{WORD}p", f"{WORD}tbl", f"{WORD}sdt"}:
            return
        if self.has_break and self._last is not None:
            self._begin_page(node)
        self.has_break = False
        self._last = node

    def end(self) -> None:
        if self._last is None:
            # The document ends with a section on its side: that section is the body's own.
            self._reopen()
        self.body.append(self._properties())

    def _begin_page(self, node: Any) -> None:
        target = node if node.tag == f"{WORD}p" else element("p")
        if target is not node:
            node.addprevious(target)
        set_property(target, element("pageBreakBefore"))

    def _properties(self) -> Any:
        properties = section(self.geometry, self.furniture, landscape=self.landscape, first=self._is_first)
        self._is_first = False
        return properties

    def _reopen(self) -> None:
        closed = list(self.body.iter(f"{WORD}sectPr"))
        if closed:
            holder = closed[-1].getparent()
            holder.remove(closed[-1])
            self.landscape = closed[-1].find(f"{WORD}pgSz").get(f"{WORD}orient") == "landscape"
            self._is_first = closed[-1].find(f"{WORD}titlePg") is not None


def _place_contents(body: Any, contents: Sequence[Any]) -> None:
    """Puts the lists after the cover. Their marker stays behind them: what follows begins a page."""
    place = next(node for node in body if _marker(node) == "contents")
    for node in contents:
        place.addprevious(node)


def _write_properties(properties: Any, document: Document, language: str) -> None:
    moment = datetime.fromtimestamp(document.timestamp, UTC)
    properties.title = _short(document.title)
    properties.author = properties.last_modified_by = _short(document.cover.organisation)
    properties.subject = _short(document.subject)
    properties.keywords = _short(", ".join(document.keywords))
    properties.language = language
    properties.revision = 1
    properties.created = properties.modified = moment


def _short(value: str) -> str:
    return visible(value)[:_LONGEST_PROPERTY]

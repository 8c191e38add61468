"""Inline nodes of a Document -> inline nodes for pandoc's DOCX writer."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from som_cli.document.blocks import Block, Inline, attributes, leads_out
from som_cli.document.document import Document, Picture, plain_text
from som_cli.writers.docx_geometry import Geometry
from som_cli.writers.docx_text import breakable, visible

_WRAPPERS = frozenset({"Strong", "Emph", "Subscript", "Superscript", "SmallCaps", "Strikeout", "Underline"})
_PLAIN = frozenset({"Space", "SoftBreak", "LineBreak"})
_CHARACTER_STYLES = {"code": "Code Word", "mark": "Mark"}
_PIXELS_PER_CM = 96 / 2.54


@dataclass(slots=True)
class Setting:
    """What the translation of one document knows, and what it collects for the pass after pandoc.

    `alternatives` are the pictures' texts in the order of the document; `counts` number the tables and the figures.
    """

    document: Document
    geometry: Geometry
    bookmarks: Mapping[str, str]
    changed_by: str
    changed_at: str
    landscape: bool = False
    in_cell: bool = False
    in_link: bool = False
    in_note: bool = False
    change: str = ""
    alternatives: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    placed: set[str] = field(default_factory=set)


def raw(markup: str, *, block: bool = False) -> dict[str, Any]:
    """WordprocessingML of our own making. Nothing of the Document goes in but escaped text and numbers."""
    return {"t": "RawBlock" if block else "RawInline", "c": ["openxml", markup]}


def styled(content: Sequence[Inline], style: str) -> Inline:
    return {"t": "Span", "c": [attributes(pairs=[("custom-style", style)]), list(content)]}


def sequence_field(word: str, number: int) -> list[Inline]:
    """`Table 3` as Word numbers it itself: a word and a SEQ field that holds its number already."""
    name = escape(sequence_name(word), quote=False).replace('"', "&quot;")
    markup = (
        f'<w:r><w:t xml:space="preserve">{escape(visible(word), quote=False)}\u00a0</w:t></w:r>'
        f'<w:fldSimple w:instr=" SEQ {name} \\* ARABIC "><w:r><w:t>{number}</w:t></w:r></w:fldSimple>'
        '<w:r><w:t xml:space="preserve">. </w:t></w:r>'
    )
    return [raw(markup)]


def sequence_name(word: str) -> str:
    return "".join(character if character.isalnum() else "_" for character in word) or "_"


def inline_nodes(nodes: Sequence[Inline], setting: Setting) -> list[Inline]:
    return [translated for node in nodes for translated in _inline(node, setting)]


def _inline(node: Inline, setting: Setting) -> list[Inline]:
    kind, content = node["t"], node.get("c")
    if kind in _PLAIN:
        return [node]
    if kind in _WRAPPERS:
        return [{"t": kind, "c": inline_nodes(content or [], setting)}]
    translate = _TRANSLATIONS.get(kind)
    if translate is not None:
        return translate(content, setting)
    # Code, raw markup and formulas alike come out as the characters that were written.
    literal = content[1] if isinstance(content, list) and isinstance(content[-1], str) else plain_text(node)
    return words(literal)


def words(value: str) -> list[Inline]:
    """Literal text as words and spaces."""
    nodes: list[Inline] = []
    for index, word in enumerate(value.split(" ")):
        if index:
            nodes.append({"t": "Space"})
        if word:
            nodes.append({"t": "Str", "c": _word(word)})
    return nodes


def _word(value: str) -> str:
    return breakable(visible(value))


def _string(content: str, _setting: Setting) -> list[Inline]:
    return [{"t": "Str", "c": _word(content)}]


def _quoted(content: list[Any], setting: Setting) -> list[Inline]:
    return [{"t": "Quoted", "c": [content[0], inline_nodes(content[1], setting)]}]


def _span(content: list[Any], setting: Setting) -> list[Inline]:
    (identifier, classes, _), children = content
    inner = inline_nodes(children, setting)
    for css in classes:
        if css in {"insertion", "deletion"}:
            inner = [change_span(css, inner, setting)]
        elif css in _CHARACTER_STYLES and not setting.in_link:
            # Inside a link the link's own style wins: Word takes one style a run.
            inner = [styled(inner, _CHARACTER_STYLES[css])]
    return anchored(identifier, inner, setting)


def change_span(css: str, inner: Sequence[Inline], setting: Setting) -> Inline:
    """A tracked change."""
    who = [("author", setting.changed_by), ("date", setting.changed_at)]
    return {"t": "Span", "c": [attributes(classes=(css,), pairs=who), list(inner)]}


def anchored(identifier: str, inner: Sequence[Inline], setting: Setting) -> list[Inline]:
    """The inlines under a bookmark. An identifier that comes twice keeps its first place."""
    if not identifier or identifier in setting.placed:
        return list(inner)
    setting.placed.add(identifier)
    return [{"t": "Span", "c": [attributes(setting.bookmarks[identifier]), list(inner)]}]


def _link(content: list[Any], setting: Setting) -> list[Inline]:
    _, children, (target, _) = content
    inside = target.startswith("#")
    dead = target[1:] not in setting.bookmarks if inside else not leads_out(target)
    # Word knows no link inside a link, and a dead one is only text.
    if dead or setting.in_link:
        return inline_nodes(children, setting)
    setting.in_link = True
    inner = inline_nodes(children, setting)
    setting.in_link = False
    goal = "#" + setting.bookmarks[target[1:]] if inside else target
    return [{"t": "Link", "c": [attributes(), inner, [goal, ""]]}]


def _note(blocks: Sequence[Block], setting: Setting) -> list[Inline]:
    """A footnote of paragraphs; a footnote inside a footnote comes out as text in brackets."""
    paragraphs = [inner for block in blocks if isinstance(inner := block.get("c"), list)]
    if setting.in_note:
        return words(f" ({' '.join(plain_text(inner) for inner in paragraphs)})")
    setting.in_note = True
    inner = [{"t": "Para", "c": inline_nodes(_leaf(paragraph), setting)} for paragraph in paragraphs]
    setting.in_note = False
    return [{"t": "Note", "c": inner}]


def _leaf(content: list[Any]) -> list[Inline]:
    if all(isinstance(node, dict) and "t" in node for node in content):
        return content
    return words(plain_text(content))


def _image(content: list[Any], setting: Setting) -> list[Inline]:
    """One of the document's pictures, as large as it is drawn but never wider or higher than its page allows."""
    _, alternative, (target, _) = content
    picture = setting.document.pictures.get(target.removeprefix("picture:"))
    if picture is None or not target.startswith("picture:"):
        return inline_nodes(alternative, setting)
    setting.alternatives.append(visible(plain_text(alternative)))
    address = "data:image/png;base64," + base64.b64encode(picture.draw_png()).decode()
    size = [("width", f"{_width_cm(picture, setting):.2f}cm")]
    return [{"t": "Image", "c": [attributes(pairs=size), [{"t": "Str", "c": "x"}], [address, ""]]}]


def _width_cm(picture: Picture, setting: Setting) -> float:
    drawn = picture.width / _PIXELS_PER_CM
    widest = setting.geometry.text_width_cm(landscape=setting.landscape)
    # The caption, the source and a heading stay on the picture's page.
    highest = setting.geometry.text_height_cm(landscape=setting.landscape) * 0.8
    return min(drawn, widest, highest * picture.width / picture.height)


_TRANSLATIONS: dict[str, Callable[[Any, Setting], list[Inline]]] = {
    "Str": _string,
    "Quoted": _quoted,
    "Span": _span,
    "Link": _link,
    "Image": _image,
    "Note": _note,
}

"""Blocks of a Document -> blocks for pandoc's DOCX writer, with markers for the pass that follows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from som_cli.document.blocks import Block, Inline, attributes, division
from som_cli.document.document import plain_text
from som_cli.document.redline_words import whole_change
from som_cli.writers.docx_changes import change_class, mark_blocks
from som_cli.writers.docx_inlines import (
    Setting,
    anchored,
    inline_nodes,
    raw,
    sequence_field,
    styled,
    words,
)
from som_cli.writers.docx_tables import table_node

NUMBERED_LEVELS = 3
_DEEPEST_HEADING = 4
# Empty paragraphs of these styles tell the pass where something begins or ends; none is left in the file.
MARKER_PREFIX = "Marker-"
_GROUPS = {"landscape": "upright", "card": "card-end", "note": "note-end"}


def marker(name: str) -> Block:
    return raw(f'<w:p><w:pPr><w:pStyle w:val="{MARKER_PREFIX}{name}"/></w:pPr></w:p>', block=True)


def styled_block(blocks: Sequence[Block], style: str) -> Block:
    return {"t": "Div", "c": [attributes(pairs=[("custom-style", style)]), list(blocks)]}


def text_paragraph(value: str, style: str) -> Block:
    return styled_block([{"t": "Para", "c": words(value)}], style)


def block_nodes(blocks: Sequence[Block], setting: Setting) -> list[Block]:
    return [translated for block in blocks for translated in _block(block, setting)]


def _block(block: Block, setting: Setting) -> list[Block]:
    kind, content = block["t"], block.get("c")
    translate = _TRANSLATIONS.get(kind)
    if translate is not None:
        return translate(content, setting)
    literal = content[1] if isinstance(content, list) and isinstance(content[-1], str) else plain_text(block)
    return [text_paragraph(line, "Source Code") for line in literal.splitlines()]


def _paragraph(content: list[Inline], setting: Setting) -> list[Block]:
    """Where the whole paragraph is one change, its mark comes or goes with it."""
    paragraph: Block = {"t": "Para", "c": inline_nodes(content, setting)}
    change = whole_change(content)
    return mark_blocks([paragraph], change) if change and not setting.in_cell else [paragraph]


def _plain(content: list[Inline], setting: Setting) -> list[Block]:
    return [{"t": "Plain", "c": inline_nodes(content, setting)}]


def _heading(content: list[Any], setting: Setting) -> list[Block]:
    level, (identifier, classes, _), children = content
    inner = anchored(identifier, inline_nodes(children, setting), setting)
    depth = min(level, _DEEPEST_HEADING)
    if "unnumbered" in classes or depth > NUMBERED_LEVELS:
        return [styled_block([{"t": "Para", "c": inner}], f"Heading {depth} Plain")]
    return [{"t": "Header", "c": [depth, attributes(), inner]}]


def _bullets(content: list[list[Block]], setting: Setting) -> list[Block]:
    return [{"t": "BulletList", "c": [block_nodes(item, setting) for item in content]}]


def _numbers(content: list[Any], setting: Setting) -> list[Block]:
    return [{"t": "OrderedList", "c": [content[0], [block_nodes(item, setting) for item in content[1]]]}]


def _quote(content: list[Block], setting: Setting) -> list[Block]:
    return [{"t": "BlockQuote", "c": block_nodes(content, setting)}]


def _lines(content: list[list[Inline]], setting: Setting) -> list[Block]:
    joined: list[Inline] = []
    for line in content:
        joined += [{"t": "LineBreak"}] if joined else []
        joined += inline_nodes(line, setting)
    return [{"t": "Para", "c": joined}]


def _facts(content: list[Any], setting: Setting) -> list[Block]:
    """Each fact is one line: its term, a tab, its value; what follows a value stands under it."""
    blocks: list[Block] = []
    for term, definitions in content:
        first, *more = [block for definition in definitions for block in definition]
        head = styled(inline_nodes(term, setting), "Fact Term")
        value = inline_nodes(first["c"], setting) if first["t"] in {"Plain", "Para"} else []
        line = [head, raw("<w:r><w:tab/></w:r>"), *value]
        rest = more if value else [first, *more]
        fact = [styled_block([{"t": "Para", "c": line}], "Fact")]
        fact += [styled_block(block_nodes(rest, setting), "Fact More")] if rest else []
        change = whole_change(term)
        blocks += mark_blocks(fact, change) if change else fact
    return blocks


def _division(content: list[Any], setting: Setting) -> list[Block]:
    (identifier, classes, _), children = content
    if "page-break" in classes:
        return [marker("page-break")]
    if "source" in classes:
        return [styled_block(block_nodes(children, setting), "Source Line")]
    group = next((css for css in classes if css in _GROUPS), "")
    was_landscape, was_change = setting.landscape, setting.change
    setting.landscape = was_landscape or group == "landscape"
    setting.change = change_class(classes) or was_change
    inner = block_nodes(children, setting)
    setting.landscape, setting.change = was_landscape, was_change
    if change_class(classes):
        inner = mark_blocks(inner, change_class(classes))
    if identifier and identifier not in setting.placed:
        setting.placed.add(identifier)
        inner = [division(inner, identifier=setting.bookmarks[identifier])]
    # A section inside a section, or in a cell, would tear the page: only the outer one counts.
    if not group or setting.in_cell or (group == "landscape" and was_landscape):
        return inner
    return [marker(group), *inner, marker(_GROUPS[group])]


def _figure(content: list[Any], setting: Setting) -> list[Block]:
    (identifier, _, _), (_, caption), children = content
    pictures = [{"t": "Para", "c": block["c"]} for block in block_nodes(children, setting)]
    return [styled_block(pictures, "Figure"), *_caption("figure", identifier, caption, setting)]


def _table(content: list[Any], setting: Setting) -> list[Block]:
    (identifier, _, _), (_, caption), *_ = content
    node = table_node(content, setting, block_nodes)
    return [*_caption("table", identifier, caption, setting), node]


def _caption(kind: str, identifier: str, caption: list[Block], setting: Setting) -> list[Block]:
    """`Table 3. What it shows` in its own paragraph; nothing where there is nothing to say."""
    inner = [node for block in caption for node in inline_nodes(block["c"], setting)]
    if not inner:
        return []
    line = [*sequence_field(setting.document.labels[kind], _number(kind, setting)), *inner]
    style = "Table Caption" if kind == "table" else "Image Caption"
    return [styled_block([{"t": "Para", "c": anchored(identifier, line, setting)}], style)]


def _number(kind: str, setting: Setting) -> int:
    """The number that the table or figure has among the present ones; one that went has that of the old document."""
    numbers = {side: setting.counts.get(f"{kind} {side}", 0) + 1 for side in ("deletion", "insertion")}
    for side, number in numbers.items():
        if setting.change in {"", side}:
            setting.counts[f"{kind} {side}"] = number
    return numbers["deletion" if setting.change == "deletion" else "insertion"]


def _rule(_content: object, _setting: Setting) -> list[Block]:
    return [{"t": "HorizontalRule"}]


_TRANSLATIONS: dict[str, Callable[[Any, Setting], list[Block]]] = {
    "Para": _paragraph,
    "Plain": _plain,
    "Header": _heading,
    "BulletList": _bullets,
    "OrderedList": _numbers,
    "BlockQuote": _quote,
    "LineBlock": _lines,
    "DefinitionList": _facts,
    "Div": _division,
    "Figure": _figure,
    "Table": _table,
    "HorizontalRule": _rule,
}

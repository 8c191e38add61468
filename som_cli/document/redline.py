"""Two documents -> one that shows what the new one inserts and deletes.

Words are marked by spans of the class `insertion` or `deletion`, whole blocks by divisions of these classes, rows by
classes of their own; a block with marked words stands in a division `changed`. Taking every insertion and leaving every
deletion gives the new document; the reverse gives the old one. The cover, the footer and the properties are the new
document's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from som_cli.document.blocks import Block, division
from som_cli.document.document import Document, Picture
from som_cli.document.redline_align import align
from som_cli.document.redline_parts import block_part, classes, fact_part, items_part, nameless
from som_cli.document.redline_tables import CHANGED, diff_like, diff_table
from som_cli.document.redline_words import DELETION, INSERTION, diff_inlines, wrapped

Compare = Callable[[Block, Block], "list[Block] | None"]


def redline(old: Document, new: Document) -> Document:
    """The new document with its changes against the old one marked."""
    went, came = _named_by_content(old), _named_by_content(new)
    blocks = diff_blocks(went.blocks, came.blocks)
    return replace(came, blocks=tuple(blocks), pictures={**went.pictures, **came.pictures})


def _named_by_content(document: Document) -> Document:
    """The same document with its pictures named by what they show: equal pictures have equal names on both sides."""
    names = {name: _digest(picture) for name, picture in document.pictures.items()}
    pictures = {names[name]: picture for name, picture in document.pictures.items()}
    return replace(document, blocks=tuple(_renamed(list(document.blocks), names)), pictures=pictures)


def _digest(picture: Picture) -> str:
    return hashlib.sha256(picture.svg).hexdigest()[:20]


def _renamed(node: Any, names: Mapping[str, str]) -> Any:
    if isinstance(node, list):
        return [_renamed(child, names) for child in node]
    if not isinstance(node, dict):
        return node
    if node.get("t") == "Image":
        attr, alternative, (target, title) = node["c"]
        kind, _, name = target.partition(":")
        known = names.get(name) if kind == "picture" else None
        return {"t": "Image", "c": [attr, alternative, [f"picture:{known}" if known else target, title]]}
    return {key: _renamed(value, names) for key, value in node.items()}


def diff_blocks(old: Sequence[Block], new: Sequence[Block]) -> list[Block]:
    """Blocks of one level. Neighbours that went, or came, share one division."""
    olds, news = [block_part(block) for block in old], [block_part(block) for block in new]
    result: list[Block] = []
    for a, b in align(olds, news):
        if a is None or b is None:
            found = _came(new[b]) if b is not None else _went(old[a]) if a is not None else []
        elif olds[a].exact == news[b].exact:
            found = [new[b]]
        else:
            compared = _COMPARISONS.get(new[b]["t"], _nothing)(old[a], new[b])
            found = [*_went(old[a]), *_came(new[b])] if compared is None else compared
        result += found
    return _together(result)


def _together(blocks: Sequence[Block]) -> list[Block]:
    """Neighbours that went, or came, in one division: a heading stays with what follows it."""
    result: list[Block] = []
    for block in blocks:
        before = classes(result[-1]) if result else []
        if before in ([DELETION], [INSERTION]) and classes(block) == before:
            result[-1] = _refilled(block, [*result[-1]["c"][1], *block["c"][1]])
        else:
            result.append(block)
    return result


def _went(block: Block) -> list[Block]:
    return _whole(nameless(block), DELETION)


def _came(block: Block) -> list[Block]:
    return _whole(block, INSERTION)


def _whole(block: Block, change: str) -> list[Block]:
    """A block that came or went. Pages on their side stay a section, and a page's end is no text."""
    if "page-break" in classes(block):
        return [block] if change == INSERTION else []
    if "landscape" in classes(block):
        return [_refilled(block, [division(block["c"][1], change)])]
    return [division([block], change)]


def _refilled(block: Block, children: Sequence[Block]) -> Block:
    return {"t": "Div", "c": [block["c"][0], list(children)]}


def _nothing(_old: Block, _new: Block) -> None:
    return None


def _changed(block: Block) -> list[Block]:
    return [division([block], CHANGED)]


def _words(old: Block, new: Block) -> list[Block] | None:
    """Without words on one side the paragraph as a whole came or went."""
    if not old["c"] or not new["c"]:
        return None
    return _changed({"t": new["t"], "c": diff_inlines(old["c"], new["c"])})


def _heading(old: Block, new: Block) -> list[Block] | None:
    (old_level, old_attr, old_words), (level, attr, words) = old["c"], new["c"]
    if old_level != level or old_attr[1:] != attr[1:] or not old_words or not words:
        return None
    node = {"t": "Header", "c": [level, attr, diff_inlines(old_words, words)]}
    return [node] if old_words == words else _changed(node)


def _list_items(old: Sequence[list[Block]], new: Sequence[list[Block]]) -> list[list[Block]]:
    items = []
    for a, b in align([items_part(item) for item in old], [items_part(item) for item in new]):
        went, came = old[a] if a is not None else None, new[b] if b is not None else None
        if went is not None and came is not None:
            same = diff_like(went, came)
            items += [same] if same is not None else [_item(nameless(went), DELETION), _item(came, INSERTION)]
        else:
            items += [_item(nameless(went), DELETION)] if went is not None else []
            items += [_item(came, INSERTION)] if came is not None else []
    return items


def _item(blocks: list[Block], change: str) -> list[Block]:
    return [division(blocks, change)]


def _bullets(old: Block, new: Block) -> list[Block]:
    return _changed({"t": "BulletList", "c": _list_items(old["c"], new["c"])})


def _numbers(old: Block, new: Block) -> list[Block] | None:
    if old["c"][0] != new["c"][0]:
        return None
    return _changed({"t": "OrderedList", "c": [new["c"][0], _list_items(old["c"][1], new["c"][1])]})


def _facts(old: Block, new: Block) -> list[Block]:
    """A fact that came or went has its term and its value marked; the term of any other is the same on both sides."""
    pairs = []
    for a, b in align([fact_part(pair) for pair in old["c"]], [fact_part(pair) for pair in new["c"]]):
        went, came = old["c"][a] if a is not None else None, new["c"][b] if b is not None else None
        same = _same_fact(went, came) if went and came else None
        if same is not None:
            pairs.append(same)
        else:
            pairs += [_fact(nameless(went), DELETION)] if went else []
            pairs += [_fact(came, INSERTION)] if came else []
    return _changed({"t": "DefinitionList", "c": pairs})


def _same_fact(old: list[Any], new: list[Any]) -> list[Any] | None:
    if old[0] != new[0] or len(old[1]) != len(new[1]):
        return None
    values = [diff_like(a, b) for a, b in zip(old[1], new[1], strict=True)]
    return None if any(value is None for value in values) else [new[0], values]


def _fact(pair: list[Any], change: str) -> list[Any]:
    return [wrapped(change, pair[0]), [[_marked(block, change) for block in value] for value in pair[1]]]


def _marked(block: Block, change: str) -> Block:
    """A paragraph keeps its place beside the term; anything else stands under it as a whole."""
    if block["t"] in {"Para", "Plain"}:
        return {"t": block["t"], "c": wrapped(change, block["c"])}
    return division([block], change)


def _quote(old: Block, new: Block) -> list[Block]:
    return [{"t": "BlockQuote", "c": diff_blocks(old["c"], new["c"])}]


def _division(old: Block, new: Block) -> list[Block] | None:
    """A group keeps its frame while its content changes; a figure with another picture came and went as a whole."""
    names = classes(new)
    if "figure" in names and _pictures(old) != _pictures(new):
        return None
    if "source" in names:
        children = diff_like(old["c"][1], new["c"][1])
        return None if children is None else _changed(_refilled(new, children))
    return [_refilled(new, diff_blocks(old["c"][1], new["c"][1]))]


def _pictures(block: Block) -> list[Any]:
    return [child["c"][2] for child in block["c"][1] if child["t"] == "Figure"]


def _table(old: Block, new: Block) -> list[Block] | None:
    content = diff_table(old["c"], new["c"])
    return None if content is None else [{"t": "Table", "c": content}]


def _figure(old: Block, new: Block) -> list[Block] | None:
    (_, (_, old_caption), old_blocks), (attr, (short, caption), blocks) = old["c"], new["c"]
    compared = diff_like(old_caption, caption) if old_blocks == blocks and old_caption and caption else None
    return None if compared is None else _changed({"t": "Figure", "c": [attr, [short, compared], blocks]})


_COMPARISONS: dict[str, Compare] = {
    "Para": _words,
    "Plain": _words,
    "Header": _heading,
    "BulletList": _bullets,
    "OrderedList": _numbers,
    "DefinitionList": _facts,
    "BlockQuote": _quote,
    "Div": _division,
    "Table": _table,
    "Figure": _figure,
}

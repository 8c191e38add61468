"""Three versions of a value on one line -> one: a scalar as a whole, brackets entry by entry."""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingType
from collections.abc import Sequence as SequenceType
from dataclasses import dataclass
from typing import Any

from som_cli.edit.merge_order import merged_order
from som_cli.edit.merge_parts import CannotMergeError, read_node
from som_cli.model.natural_keys import ORDERED, WHOLE, entry_names
from som_cli.text.nodes import Mapping, Node, Sequence, value_place

_GAP = re.compile(r"\s*,\s*")


@dataclass(frozen=True, slots=True)
class Inline:
    """What a value becomes: the same text for both sides, or one for each with the fields that they disagree on."""

    ours: str
    theirs: str
    value: Any
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Flow:
    opening: str
    closing: str
    entries: MappingType[str, str]
    heads: MappingType[str, str]


def merge_inline(path: str, field: str, versions: tuple[str | None, str, str]) -> Inline:
    """The value that three texts (base, ours, theirs) merge into; None for a base that has none."""
    base, ours, theirs = versions
    nodes = [None if text is None else read_node(text) for text in versions]
    if theirs in {ours, base} or nodes[1] == nodes[2]:
        return Inline(ours, ours, nodes[1])
    if ours == base or (base is not None and nodes[0] == nodes[1]):
        return Inline(theirs, theirs, nodes[2])
    if base is not None and nodes[0] == nodes[2]:
        return Inline(ours, ours, nodes[1])
    mine, other = nodes[1], nodes[2]
    is_mapping = isinstance(mine, Mapping) and isinstance(other, Mapping)
    is_list = isinstance(mine, Sequence) and isinstance(other, Sequence) and field not in WHOLE
    if not (is_mapping or is_list):
        return Inline(ours, theirs, None, (path,))
    first = nodes[0] if isinstance(nodes[0], type(mine)) else None
    return _merge_flow(path, field, versions, (first, mine, other))


def is_ordered(field: str, nodes: SequenceType[Node]) -> bool:
    """Whether the order of a list says something: a list of plain values, of the few kinds where it does."""
    return field in ORDERED and not any(isinstance(node, Mapping) for node in nodes)


def _merge_flow(path: str, field: str, texts: tuple[str | None, str, str], nodes: tuple[Node, Node, Node]) -> Inline:
    names = _names(field, nodes)
    flows = [_flow(text or "", node, own) for text, node, own in zip(texts, nodes, names, strict=True)]
    merged: dict[str, Inline] = {}
    for name in dict.fromkeys([*names[1], *names[2]]):
        found = _merge_entry(f"{path}[{name}]" if isinstance(nodes[1], Sequence) else f"{path}.{name}", name, flows)
        if found is not None:
            merged[name] = found
    kept = [[name for name in own if name in merged] for own in names]
    order, is_unsure = merged_order(*kept)
    conflicts = tuple(conflict for name in order for conflict in merged[name].conflicts)
    if is_unsure and isinstance(nodes[1], Sequence) and is_ordered(field, nodes[1]):
        return Inline(str(texts[1]), texts[2], None, (path,))
    heads = {**flows[2].heads, **flows[1].heads}
    sides = [
        ", ".join(heads[name] + text for name in order if (text := getattr(merged[name], side)))
        for side in ("ours", "theirs")
    ]
    ours, theirs = (f"{flows[1].opening}{inner}{flows[1].closing}" for inner in sides)
    return Inline(ours, theirs, _value(nodes[1], order, merged), conflicts)


def _value(node: Node, order: list[str], merged: MappingType[str, Inline]) -> Any:
    return (
        {name: merged[name].value for name in order} if isinstance(node, Mapping) else [merged[n].value for n in order]
    )


def _merge_entry(path: str, name: str, flows: SequenceType[_Flow]) -> Inline | None:
    """One entry of brackets; None where it goes. A side that has not got it stands as an empty text."""
    base, ours, theirs = (flow.entries.get(name) for flow in flows)
    if ours is not None and theirs is not None:
        return merge_inline(path, name, (base, ours, theirs))
    known = ours if ours is not None else theirs
    if known is None or (base is not None and read_node(base) == read_node(known)):
        return None
    if base is None:
        return Inline(known, known, read_node(known))
    return Inline(ours or "", theirs or "", None, (path,))


def _names(field: str, nodes: SequenceType[Node]) -> SequenceType[SequenceType[str]]:
    if isinstance(nodes[1], Mapping):
        return [list(node) if isinstance(node, Mapping) else [] for node in nodes]
    return entry_names(field, *(node if isinstance(node, Sequence) else [] for node in nodes))


def _flow(text: str, node: Node, names: SequenceType[str]) -> _Flow:
    """The entries of brackets on one line: key and value, or value. Raises CannotMergeError for any other layout."""
    if not isinstance(node, Mapping | Sequence) or not node:
        return _Flow(text[:1], text[-1:], {}, {})
    if "\n" in text.strip():
        raise CannotMergeError(text)
    entries: dict[str, str] = {}
    heads: dict[str, str] = {}
    at = 0
    opening = ""
    keys: SequenceType[str | int] = list(node) if isinstance(node, Mapping) else range(len(node))
    for name, key in zip(names, keys, strict=True):
        start, end = value_place(node, key)
        first = node.places[str(key)][0].column if isinstance(node, Mapping) else start.column
        if not entries:
            opening = text[:first]
        elif not _GAP.fullmatch(text[at:first]):
            raise CannotMergeError(text)
        at = end.column
        heads[name], entries[name] = text[first : start.column], text[start.column : at]
    return _Flow(opening, text[at:], entries, heads)

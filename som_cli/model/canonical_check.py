"""The text and the nodes of a file -> whether they are in canonical form, at a fraction of the cost of writing it.

A yes is true; a no only says that the canonical form must be made and compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from som_cli.model.canonical import NO_SHAPE, Shape, observation_order, shape_of, shape_of_file
from som_cli.model.entry import Item
from som_cli.model.layout import Form, place_of
from som_cli.text.nodes import Mapping, Node, Position, Sequence
from som_cli.text.source import SourceText
from som_cli.text.yaml_scalars import SAFE_TEXT

# The lines of a file in canonical form. What stands in brackets is known to be well-formed, since it was read: only its
# spaces and quotes are looked at. Quantifiers are possessive, so that nothing is read twice.
_KEY = r"[^\W_][\w./-]*+:"
_QUOTED = rf'"(?!{SAFE_TEXT}")(?:[^"\\\n]|\\.)*+"'
_BRACKETS = (
    rf"[\[{{](?:[^\s,\[\]{{}}\"'#]++|(?<![ :,])[\]}}]|, (?=[^\s\]}}])|(?<=:) (?=\S)|[\[{{](?! )"
    rf"|(?<=[^\s,:\[{{]) ++(?=[^\s,\[\]{{}}\"'#])|{_QUOTED})*+"
)
_COMMENT = r"#[^\n]*+(?<! )"
_MORE = rf"(?:(?<=[\"}}\]]) ++{_COMMENT})?"
# A list of more than one mapping has a line for each.
_VALUE = rf"(?:(?:{_QUOTED}|(?!\[[^\n]*\}}, \{{){_BRACKETS}){_MORE}|[^\s#\"'\[{{|>][^\n]*+(?<! ))"
_BODY = r"[|>]-?\n(?P=margin)  (?! )[^\n]++(?<! )(?:\n(?P=margin)  (?! *+\n)[^\n]++|\n++(?=\n(?P=margin)  ))*+"
_FORM = re.compile(
    rf"(?!\n)(?:(?P<margin>(?:  )*+)(?:"
    rf"{_KEY}(?: (?:{_BODY}|{_VALUE})|(?: ++{_COMMENT})?(?=\n[^\n]))"
    rf"|- (?:{_KEY}(?: {_VALUE}|(?=\n[^\n]))|(?!{_KEY}[ \n]){_VALUE})"
    rf"|{_COMMENT}(?=\n(?P=margin)[^ \n]))\n"
    rf"|{_COMMENT}\n(?=\n)|\n(?=[^\n]))*+\Z"
)


STEP = 2


def has_canonical_items(source: SourceText, items: Iterable[Item]) -> bool:
    """Whether a file is known to be in canonical form; `items` are all that it holds."""
    return has_canonical_text(source.text) and all(_is_canonical(source.path, item.origin.node) for item in items)


def _is_canonical(path: str, node: Mapping) -> bool:
    """Whether the mapping of an item is in canonical form; in a keyed file it stands two spaces in, or in brackets."""
    found = place_of(path)
    if found is None or found[0].form is not Form.KEYED:
        return has_canonical_nodes(node, shape_of_file(path))
    start, end = node.place
    if start.line == end.line:
        return has_canonical_nodes(node, shape_of(found[0].cls), -1)
    return start.column == STEP and has_canonical_nodes(node, shape_of(found[0].cls), STEP)


def has_canonical_text(text: str) -> bool:
    """Whether each line of a file is written as the canonical form writes it."""
    return bool(_FORM.match(text))


def has_canonical_nodes(node: Mapping, shape: Shape, column: int = 0) -> bool:
    """Whether keys stand in order and blocks two spaces deeper than what holds them.

    `column` is where the keys of the mapping stand, or -1 where it is written in brackets.
    """
    inner = _every(node, shape.every) if shape.every else _nested(shape, tuple(node))
    if inner is None:
        return False
    places = node.places
    for key, expected in inner:
        value = node[key]
        if type(value) is str or value is None:
            continue
        at, start, _ = places[key]
        is_block = start.line != at.line
        if is_block and start.column != column + STEP:
            return False
        if not _has_canonical_value(value, expected, start.column if is_block else -1):
            return False
    return True


def _every(node: Mapping, shape: Shape) -> list[tuple[str, Shape]]:
    return [(key, shape) for key in node]


def _has_canonical_value(value: Node, shape: Shape, column: int) -> bool:
    if type(value) is Mapping:
        return has_canonical_nodes(value, shape, column)
    return type(value) is not Sequence or _has_canonical_entries(value, shape, column)


def _has_canonical_entries(node: Sequence, shape: Shape, column: int) -> bool:
    is_observation = shape.is_observation
    last: Any = None
    for value, (start, end) in zip(node, node.places, strict=True):
        if type(value) is str:
            continue
        is_block = _is_block(start, end)
        if is_block and (shape.is_line or start.column != column + STEP):
            return False
        if not _has_canonical_value(value, shape, start.column if is_block else -1):
            return False
        if is_observation and type(value) is Mapping:
            order: Any = observation_order(value)
            if last is not None and order < last:
                return False
            last = order
    return True


def _is_block(start: Position, end: Position) -> bool:
    """A block ends where the next one begins; in canonical form brackets close on their line."""
    return start.line != end.line


@cache
def _nested(shape: Shape, keys: tuple[str, ...]) -> tuple[tuple[str, Shape], ...] | None:
    """The keys that may hold more than a scalar, or None where the keys are out of order; unknown ones come last.

    Few combinations come often: the answers are kept.
    """
    ranks = shape.keys
    last = len(ranks)
    found = [ranks.index(key) if key in ranks else last for key in keys] if ranks else []
    if found != sorted(found):
        return None
    return tuple((key, shape.inner.get(key, NO_SHAPE)) for key in keys if key not in shape.scalars)

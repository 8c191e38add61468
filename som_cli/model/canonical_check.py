"""The text and the nodes of a file -> whether they are in canonical form, at a fraction of the cost of writing it.

A yes is true; a no only says that the canonical form must be made and compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import Any

from som_cli.model.canonical import NO_SHAPE, Shape, observation_order, shape_of, shape_of_file
from som_cli.model.entry import Item
from som_cli.model.monitoring import Overlay
from som_cli.text.nodes import Mapping, Sequence
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
# Most entries in braces hold nothing but plain words: they are read in one go.
_WORDS = r"[^\s,\[\]{}\"'#]++(?: [^\s,\[\]{}\"'#]++)*+"
_ENTRY = rf"\{{(?:[\w-]++: {_WORDS}(?:, |(?=\}})))++(?<!:)\}}(?=\n)"
# A list of more than one mapping has a line for each.
_VALUE = rf"(?:[^\s#\"'\[{{|>][^\n]*+(?<! )|{_ENTRY}|(?:{_QUOTED}|(?!\[[^\n]*\}}, \{{){_BRACKETS}){_MORE})"
_BODY = r"[|>]-?\n(?P=margin)  (?! )[^\n]++(?<! )(?:\n(?P=margin)  (?! *+\n)[^\n]++|\n++(?=\n(?P=margin)  ))*+"
# What a key without a value holds begins on the next line, two spaces deeper: no more, and no list in its own column.
_HOLDS = r"(?=\n[^\n])(?!\n(?P=margin){}(?:- |   ))"
# No line goes on deeper: it would be more of the same text.
_ENDS = r"(?!\n++(?P=margin){} )"
_FORM = re.compile(
    rf"(?![ \n])(?:(?P<margin>(?:  )*+)(?:"
    rf"{_KEY}(?: (?:{_VALUE}{_ENDS.format('')}|{_BODY})|(?: ++{_COMMENT})?{_HOLDS.format('')})"
    rf"|- (?:{_KEY}(?: {_VALUE}{_ENDS.format('  ')}|{_HOLDS.format('  ')})|(?!{_KEY}[ \n]){_VALUE}{_ENDS.format('')})"
    rf"|{_COMMENT}(?=\n(?P=margin)[^ \n]))\n"
    rf"|{_COMMENT}\n(?=\n)|\n(?=[^\n]))*+\Z"
)


def has_canonical_items(source: SourceText, items: Iterable[Item]) -> bool:
    """Whether a file is known to be in canonical form; `items` are all that it holds."""
    return has_canonical_text(source.text) and all(_is_in_order(item, source.path) for item in items)


def _is_in_order(item: Item, path: str) -> bool:
    shape = shape_of_file(path) if isinstance(item, Overlay) else shape_of(type(item))
    return has_canonical_nodes(item.origin.node, shape)


def has_canonical_text(text: str) -> bool:
    """Whether each line of a file is written and indented as in the canonical form."""
    return bool(_FORM.match(text))


def has_canonical_nodes(node: Mapping, shape: Shape) -> bool:
    """Whether keys and entries stand in order, and entries that have a line each on one line."""
    inner = _nested(shape, tuple(node))
    return inner is not None and _has_canonical_values(node, inner)


def _has_canonical_values(node: Mapping, inner: Iterable[tuple[str, Shape]]) -> bool:
    for key, expected in inner:
        value = node[key]
        if type(value) is Mapping:
            if not has_canonical_nodes(value, expected):
                return False
        elif type(value) is Sequence and not _has_canonical_entries(value, expected):
            return False
    return True


def _has_canonical_entries(node: Sequence, shape: Shape) -> bool:
    for value in node:
        if type(value) is Mapping:
            inner = _nested(shape, tuple(value))
            # What stands in braces stands on one line: the text was looked at. Most entries hold single values.
            if (
                inner is None
                or (shape.is_line and not value.is_flow)
                or (inner and not _has_canonical_values(value, inner))
            ):
                return False
        elif type(value) is Sequence and not _has_canonical_entries(value, shape):
            return False
    return not shape.is_observation or _is_sorted([observation_order(one) for one in node if type(one) is Mapping])


def _is_sorted(orders: Iterable[Any]) -> bool:
    return all(one <= two for one, two in pairwise(orders))


@cache
def _nested(shape: Shape, keys: tuple[str, ...]) -> tuple[tuple[str, Shape], ...] | None:
    """The keys that may hold more than a scalar, or None where the keys are out of order; unknown ones come last.

    Few combinations come often: the answers are kept.
    """
    if shape.every is not None:
        return tuple((key, shape.every) for key in keys)
    ranks = shape.keys
    last = len(ranks)
    found = [ranks.index(key) if key in ranks else last for key in keys] if ranks else []
    if found != sorted(found):
        return None
    return tuple((key, shape.inner.get(key, NO_SHAPE)) for key in keys if key not in shape.scalars)

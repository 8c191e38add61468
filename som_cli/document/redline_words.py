"""Two runs of inlines -> one run with the words that went and the words that came."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any

from som_cli.document.blocks import Inline, attributes
from som_cli.document.document import plain_text

INSERTION, DELETION = "insertion", "deletion"
CHANGES = frozenset({INSERTION, DELETION})

# A number with its signs and inner spaces, a word with its inner signs, or one other character.
_TOKENS = re.compile(r"\d+(?:[\u00a0\u202f.,:]\d+)*|\w+(?:[-/_.@]\w+)*|.", re.DOTALL)
_WRAPPERS = frozenset({"Strong", "Emph", "Subscript", "Superscript", "Strikeout", "Underline", "SmallCaps"})
# Spans that are printed as one piece; others may be cut where a change begins.
_WHOLE = frozenset({"code", "mark"})
# Fewer words in common than this: the old text is struck out whole and the new one follows it.
_TOO_UNLIKE = 0.25

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a sign, a space or a node that is not cut, and the nodes around it, outermost first (their JSON)."""

    key: str
    node: Inline
    path: Path

    @property
    def is_word(self) -> bool:
        return any(character.isalnum() for character in plain_text(self.node)) or self.node["t"] in {"Note", "Image"}

    @property
    def identity(self) -> tuple[str, Path]:
        return self.key, self.path


Piece = tuple[str, Sequence[Token]]


def diff_inlines(old: Sequence[Inline], new: Sequence[Inline]) -> list[Inline]:
    """The new inlines with insertions marked and deletions put in, each in a span of its own, outermost."""
    if old == new:
        return list(new)
    pieces = _merged(_compared(list(_tokens(old, ())), list(_tokens(new, ()))))
    return [node for change, tokens in pieces for node in _changed(change, tokens)]


def wrapped(change: str, nodes: Sequence[Inline]) -> list[Inline]:
    """All of the inlines as one change."""
    return [{"t": "Span", "c": [attributes(classes=(change,)), list(nodes)]}] if nodes else []


def whole_change(nodes: Sequence[Inline]) -> str:
    """`insertion` or `deletion` where the inlines hold nothing but one change; empty otherwise."""
    kinds = {_change_of(node) for node in nodes if node["t"] not in {"Space", "SoftBreak"}}
    return kinds.pop() if len(kinds) == 1 else ""


def _change_of(node: Inline) -> str:
    classes: list[str] = node["c"][0][1] if node["t"] == "Span" else []
    return next((css for css in classes if css in CHANGES), "")


def _tokens(nodes: Sequence[Inline], path: Path) -> Iterator[Token]:
    for node in nodes:
        kind, content = node["t"], node.get("c")
        if kind == "Str":
            for word in _TOKENS.findall(str(content)):
                yield Token(word, {"t": "Str", "c": word}, path)
        elif kind in {"Space", "SoftBreak"}:
            yield Token(" ", node, path)
        elif kind in _WRAPPERS:
            yield from _tokens(content or [], (*path, _written({"t": kind, "c": []})))
        elif kind in {"Span", "Link"} and content and not _WHOLE & set(content[0][1]):
            shell = {"t": kind, "c": [content[0], [], *content[2:]]}
            yield from _tokens(content[1], (*path, _written(shell)))
        else:
            yield Token(_written(node), node, path)


def _written(node: Inline) -> str:
    return json.dumps(node, ensure_ascii=False, sort_keys=True)


def _compared(old: list[Token], new: list[Token]) -> Iterator[Piece]:
    """Pieces in order: kept ones without a name, then deletion before insertion at each place."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    old_middle, new_middle = old[start : len(old) - end], new[start : len(new) - end]
    matcher = SequenceMatcher(None, [token.identity for token in old_middle], [token.identity for token in new_middle])
    yield "", new[:start]
    for kind, first, last, begin, stop in matcher.get_opcodes():
        if kind == "equal":
            yield "", new_middle[begin:stop]
        else:
            yield DELETION, old_middle[first:last]
            yield INSERTION, new_middle[begin:stop]
    yield "", new[len(new) - end :]


def _common(old: Sequence[Token], new: Sequence[Token]) -> int:
    """How many tokens two runs have in common at their beginning."""
    pairs = zip(old, new, strict=False)
    return next((index for index, (a, b) in enumerate(pairs) if a.identity != b.identity), min(len(old), len(new)))


def _merged(found: Iterator[Piece]) -> list[Piece]:
    """Changes that only spaces and signs keep apart become one: whole phrases read better than torn ones."""
    pieces = [(change, tokens) for change, tokens in found if tokens]
    words = sum(token.is_word for _, tokens in pieces for token in tokens)
    kept = sum(token.is_word for change, tokens in pieces if not change for token in tokens)
    unlike = kept < _TOO_UNLIKE * (words - kept) / 2
    result: list[Piece] = []
    old: list[Token] = []
    new: list[Token] = []
    for index, (change, tokens) in enumerate(pieces):
        is_inside = 0 < index < len(pieces) - 1
        is_glue = not change and is_inside and (unlike or not any(token.is_word for token in tokens))
        if not change and not is_glue:
            result += [(DELETION, old), (INSERTION, new), ("", tokens)]
            old, new = [], []
            continue
        old += tokens if change != INSERTION else ()
        new += tokens if change != DELETION else ()
    result += [(DELETION, old), (INSERTION, new)]
    return [piece for piece in result if piece[1]]


def _changed(change: str, tokens: Sequence[Token]) -> list[Inline]:
    nodes = _rebuilt(tokens, 0)
    return wrapped(change, nodes) if change else nodes


def _rebuilt(tokens: Sequence[Token], depth: int) -> list[Inline]:
    """Tokens back inside the nodes that they were taken from; neighbouring pieces of words grow together."""
    nodes: list[Inline] = []
    for shell, group in groupby(tokens, lambda token: token.path[depth] if len(token.path) > depth else ""):
        inside = list(group)
        if shell:
            nodes.append(_filled(json.loads(shell), _rebuilt(inside, depth + 1)))
        else:
            nodes += _joined(token.node for token in inside)
    return nodes


def _filled(shell: dict[str, Any], children: list[Inline]) -> Inline:
    if shell["t"] in _WRAPPERS:
        return {"t": shell["t"], "c": children}
    attr, _, *rest = shell["c"]
    return {"t": shell["t"], "c": [attr, children, *rest]}


def _joined(nodes: Iterator[Inline]) -> list[Inline]:
    result: list[Inline] = []
    for node in nodes:
        if node["t"] == "Str" and result and result[-1]["t"] == "Str":
            result[-1] = {"t": "Str", "c": result[-1]["c"] + node["c"]}
        else:
            result.append(node)
    return result

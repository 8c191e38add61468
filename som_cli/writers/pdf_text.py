"""Characters -> pieces between which a line may end: codes after their signs, over-long words anywhere."""

from __future__ import annotations

import re

LONGEST_WORD = 24
_WHOLE_CODE = 16
_SYLLABLES = 9
_PUNCTUATION = ".,;:!?()„”«»"
_SIGNS = re.compile(r"(?<=[-/_.@:?&=])(?=\S)")
_WORDS = re.compile(r"([^\S\u00a0\u202f]+)")


def split_code(value: str) -> list[str]:
    """Pieces of ids, file names or addresses: a short one stays whole, a long one may break after its signs."""
    parts: list[str] = []
    for word in _WORDS.split(value):
        if len(word) <= _WHOLE_CODE:
            parts.append(word)
        else:
            parts += [part for piece in _SIGNS.split(word) for part in _split_long(piece)]
    return [part for part in parts if part]


def split_prose(value: str) -> list[str]:
    """Pieces of running text: one, unless a word is longer than `LONGEST_WORD` letters; that one breaks anywhere."""
    pieces, joined = [], ""
    for word in _WORDS.split(value):
        if len(word) <= LONGEST_WORD:
            joined += word
        else:
            pieces += [joined, *word]
            joined = ""
    return [piece for piece in (*pieces, joined) if piece]


def widest_piece(value: str, kind: str) -> str:
    """The longest part of a cell's text that stays on one line.

    A number, whose inner spaces are no-break ones, stays whole unless it is too long to be one, a code breaks after
    its signs, and a word of text is hyphenated, so that its first syllables are enough.
    """
    parts = _parts(value, kind)
    return max((_shortest(part) if kind == "text" else part for part in parts), key=len, default="")


def widest_word(value: str, kind: str) -> str:
    """The longest part of a cell's text that is whole where no word is hyphenated."""
    return max(_parts(value, kind), key=len, default="")


def _parts(value: str, kind: str) -> list[str]:
    if kind == "number":
        parts = [part for word in _WORDS.split(value) for part in _split_long(word)]
    elif kind == "code":
        parts = split_code(value)
    else:
        parts = [piece for word in _WORDS.split(value) for piece in split_code(word)]
    return [part.strip() for part in parts]


def _shortest(piece: str) -> str:
    return piece[:_SYLLABLES] if piece.strip(_PUNCTUATION).isalpha() else piece


def _split_long(value: str) -> list[str]:
    return list(value) if len(value) > LONGEST_WORD else [value]

"""Characters -> pieces between which a line may end: codes after their signs, over-long words anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

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
    if not value or max(map(len, value.split(" "))) <= LONGEST_WORD:
        return [value] if value else []
    pieces, joined = [], ""
    for word in _WORDS.split(value):
        if len(word) <= LONGEST_WORD:
            joined += word
        else:
            pieces += [joined, *word]
            joined = ""
    return [piece for piece in (*pieces, joined) if piece]


def widest_piece(value: str, kind: str, beyond: int = 0) -> str:
    """The longest part of a cell's text that stays on one line, if it has more than `beyond` letters, or nothing.

    A number, whose inner spaces are no-break ones, stays whole unless it is too long to be one, a code breaks after
    its signs, and a word of text is hyphenated, so that its first syllables are enough.
    """
    parts = _parts(value, kind, beyond)
    return _longest((_shortest(part) if kind == "text" else part for part in parts), beyond)


def widest_word(value: str, kind: str, beyond: int = 0) -> str:
    """The longest part of a cell's text that is whole where no word is hyphenated."""
    return _longest(_parts(value, kind, beyond), beyond)


def _longest(parts: Iterable[str], beyond: int) -> str:
    longest = max(parts, key=len, default="")
    return longest if len(longest) > beyond else ""


def _parts(value: str, kind: str, beyond: int) -> Iterator[str]:
    """Parts of words with more than `beyond` letters; of the others no part can be longer."""
    words = [value] if kind == "code" else _WORDS.split(value)
    split = _split_long if kind == "number" else split_code
    return (part.strip() for word in words if len(word) > beyond for part in split(word))


def _shortest(piece: str) -> str:
    return piece[:_SYLLABLES] if piece.strip(_PUNCTUATION).isalpha() else piece


def _split_long(value: str) -> list[str]:
    return list(value) if len(value) > LONGEST_WORD else [value]

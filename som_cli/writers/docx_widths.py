"""Texts of a table's columns -> widths that break no word where they can, told by letters: only Word has the font."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Widths of letters in thousandths of the type's size, rounded up: those of a humanist sans such as ours or Calibri.
_NARROW, _WIDE, _CAPITAL, _DIGIT, _LETTER = 290, 860, 610, 510, 520
_NARROW_LETTERS = frozenset("iljtfrIJ.,:;|!'’()[]-/ \u00a0\u202f")
_WIDE_LETTERS = frozenset("mwMWŚŻ@%—…")
_BOLD = 1.07
# Longer words are broken by a sign in the text, or hyphenated.
_WHOLE_WORD, _ADDRESS, _SYLLABLES = 16, 12, 9
_LONGEST_LINE = 150
# Whole words everywhere are worth it while every column of text keeps so much of its share.
_LEAST_OF_SHARE = 0.8
_SPACES = re.compile(r"[ \t\n\u200b]+")


@dataclass(slots=True)
class ColumnTexts:
    """What a column asks for in twentieths of a point: its head's words, its words, what never breaks, its lines."""

    head: float = 0
    words: float = 0
    unbroken: float = 0
    line: float = 0

    def add(self, text: str, points: float, *, is_head: bool, is_bold: bool, is_whole: bool) -> None:
        """A paragraph of a cell; a whole one, such as a number or a code, is never broken inside its words."""
        for word in _SPACES.split(text):
            self.words = max(self.words, text_width(word if is_whole else word[:_WHOLE_WORD], points, bold=is_bold))
            if is_head:
                self.head = max(self.head, text_width(word, points, bold=is_bold))
            part = word if is_whole else word[: _least_part(word)]
            self.unbroken = max(self.unbroken, text_width(part, points, bold=is_bold))
        self.line = max(self.line, text_width(text[:_LONGEST_LINE], points, bold=is_bold))


def _least_part(word: str) -> int:
    """How many letters stay together: a syllable or two, more of an address, all of a date."""
    if word.isalpha():
        return _SYLLABLES
    return _ADDRESS if any(letter.isalpha() for letter in word) else _WHOLE_WORD


def text_width(text: str, points: float, *, bold: bool = False) -> float:
    """About how wide the text is, in twentieths of a point."""
    thousandths = sum(_letter_width(letter) for letter in text)
    return thousandths / 1000 * points * 20 * (_BOLD if bold else 1)


def _letter_width(letter: str) -> int:
    if letter in _NARROW_LETTERS:
        return _NARROW
    if letter in _WIDE_LETTERS:
        return _WIDE
    if letter.isdigit():
        return _DIGIT
    return _CAPITAL if letter.isupper() else _LETTER


def column_widths(shares: Sequence[int], texts: Sequence[ColumnTexts], room: int, padding: int) -> list[float]:
    """Widths that add up to the line: by share, yet so that each column holds what it must not break.

    A column wider than its longest line gives what it has to spare to those that are narrower than theirs. Where not
    even the words of the heads fit, words break after some syllables; where that is too much, all shrink alike.
    """
    lines = [text.line + padding for text in texts]
    unbroken = [text.unbroken + padding for text in texts]
    heads = [max(text.head + padding, least) for text, least in zip(texts, unbroken, strict=True)]
    words = [max(text.words + padding, least) for text, least in zip(texts, heads, strict=True)]
    levelled = _levelled(shares, lines, room)
    if sum(words) <= room:
        widths = _fitted(levelled, words)
        least = [
            min(has, share * room / sum(shares) * _LEAST_OF_SHARE) for has, share in zip(levelled, shares, strict=True)
        ]
        if all(width >= enough for width, enough in zip(widths, least, strict=True)):
            return widths
    needs = heads if sum(heads) <= room else unbroken
    if sum(needs) >= room:
        return [need * room / sum(needs) for need in needs]
    return _fitted(levelled, needs)


def _levelled(shares: Sequence[int], lines: Sequence[float], room: int) -> list[float]:
    wanted = [room * share / sum(shares) for share in shares]
    spare = sum(max(0.0, has - most) for has, most in zip(wanted, lines, strict=True))
    hunger = sum(max(0.0, most - has) for has, most in zip(wanted, lines, strict=True))
    if not spare or not hunger:
        return wanted
    fed, left = min(1.0, spare / hunger), max(0.0, spare - hunger)
    return [
        (most if has > most else has + (most - has) * fed) + left * share / sum(shares)
        for has, most, share in zip(wanted, lines, shares, strict=True)
    ]


def _fitted(wanted: Sequence[float], needs: Sequence[float]) -> list[float]:
    """A column that lacks room for its need takes it from those with more than theirs."""
    lacks = sum(max(0.0, need - has) for has, need in zip(wanted, needs, strict=True))
    spares = sum(max(0.0, has - need) for has, need in zip(wanted, needs, strict=True))
    if not lacks:
        return list(wanted)
    kept = 1 - lacks / spares
    return [need if has <= need else need + (has - need) * kept for has, need in zip(wanted, needs, strict=True)]

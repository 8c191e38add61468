"""Texts -> a letter for each of their lines while a chart is drawn, and the texts again in the picture.

The library measures every text glyph by glyph, and opens the font anew for each: in a chart with many labels that is
nearly all of the time. A label that stands where there is room for it moves nothing, so a single letter does as well.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

# Basic Latin is what SVG itself is written in, and Latin-1 what most texts are.
_FIRST = 0x100
_LETTERS = frozenset({"Ll", "Lu"})
_BLANKS = " \u00a0"


@dataclass(frozen=True, slots=True)
class StandIns:
    """Texts as they are drawn, and what each letter in them stands for."""

    texts: Mapping[str, str]
    letters: Mapping[str, str]

    def put_in(self, node: Any) -> Any:
        """A specification in which every one of the texts is as it is drawn."""
        if isinstance(node, str):
            return self.texts.get(node, node)
        if isinstance(node, list):
            return [self.put_in(part) for part in node]
        if isinstance(node, dict):
            return {key: self.put_in(value) for key, value in node.items()}
        return node

    def put_back(self, svg: str) -> str:
        return svg.translate({ord(letter): escape(text, quote=False) for letter, text in self.letters.items()})


def choose_stand_ins(texts: Sequence[str], used: str, printable: Iterable[int]) -> StandIns:
    """Letters that can be printed and that nothing of what is `used` holds; no stand-ins where there are not enough.

    Indents stay, since a specification may tell texts apart by them.
    """
    lines = {text: text.split("\n") for text in texts}
    free = (chr(code) for code in sorted(printable) if code >= _FIRST and chr(code) not in used)
    letters = (letter for letter in free if unicodedata.category(letter) in _LETTERS)
    drawn: dict[str, str] = {}
    meanings: dict[str, str] = {}
    for text, parts in lines.items():
        shown = []
        for line in parts:
            word = line.lstrip(_BLANKS)
            letter = next(letters, "") if word else ""
            if word and not letter:
                return StandIns({}, {})
            meanings |= {letter: word} if letter else {}
            shown.append(line[: len(line) - len(word)] + letter)
        drawn[text] = "\n".join(shown)
    return StandIns(drawn, meanings)

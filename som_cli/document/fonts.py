"""Font files -> the characters that they can print, and text in which every other character is written out."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from som_cli.document.font_tables import read_glyphs

FONT_SUFFIXES = frozenset({".ttf", ".otf"})
# A soft hyphen, a zero-width space and a word joiner shape the line and are never drawn: they need no glyph.
_INVISIBLE = "\u00ad\u200b\u2060"
_UNPRINTABLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@dataclass(slots=True)
class Printable:
    """What the fonts can print; `missing` collects each character that was written out, in order of appearance.

    `known` are the characters that were found to have a glyph: a document has many words and few letters.
    """

    characters: frozenset[int]
    missing: dict[str, None] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)

    def fit(self, value: str) -> str:
        """The text with controls, direction marks and characters without a glyph written as `[U+202E]`."""
        if self.known.issuperset(value):
            return value
        if all(self._has(character) for character in value):
            self.known.update(value)
            return value
        return "".join(self._written(character) for character in value)

    def _has(self, character: str) -> bool:
        if character in _INVISIBLE:
            return True
        return ord(character) in self.characters and unicodedata.category(character) not in _UNPRINTABLE

    def _written(self, character: str) -> str:
        if self._has(character):
            return character
        if unicodedata.category(character) == "Zs" or character in "\n\t":
            return " "
        self.missing[character] = None
        return f"[U+{ord(character):04X}]"


def read_coverage(files: Mapping[str, bytes]) -> frozenset[int]:
    """The characters that some family covers in all of its faces.

    A family is the files whose names agree up to the first hyphen (`SourceSans3-Bold.ttf`). Raises ValueError for a
    file that is no TrueType or OpenType font with a Unicode character map.
    """
    return _coverage(tuple(sorted(files.items())))


# A run draws and prints much with the same fonts.
@lru_cache(4)
def _coverage(files: tuple[tuple[str, bytes], ...]) -> frozenset[int]:
    families: dict[str, frozenset[int]] = {}
    for name, content in files:
        family = name.partition("-")[0]
        characters = _read_characters(name, content)
        families[family] = families.get(family, characters) & characters
    return frozenset().union(*families.values())


def _read_characters(name: str, font: bytes) -> frozenset[int]:
    try:
        return frozenset(read_glyphs(font))
    except ValueError as error:
        message = f"{name} is no font with a Unicode character map"
        raise ValueError(message) from error

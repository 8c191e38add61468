"""Font files -> the characters that they can print, and text in which every other character is written out."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

FONT_SUFFIXES = frozenset({".ttf", ".otf"})
_UNICODE_PLATFORMS = {(0, 3), (0, 4), (3, 1), (3, 10)}
_SEGMENTS, _GROUPS = 4, 12
_NO_GLYPH = 0
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
    """The characters of a font's `cmap` table, formats 4 and 12 (OpenType 1.9, "cmap")."""
    try:
        return frozenset(_mapped_characters(font))
    except (struct.error, StopIteration) as error:
        message = f"{name} is no font with a Unicode character map"
        raise ValueError(message) from error


def _mapped_characters(font: bytes) -> Iterable[int]:
    (tables,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * index) for index in range(tables))
    cmap = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    characters: set[int] = set()
    for index in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", font, cmap + 4 + 8 * index)
        if (platform, encoding) not in _UNICODE_PLATFORMS:
            continue
        (layout,) = struct.unpack_from(">H", font, cmap + offset)
        if layout == _SEGMENTS:
            characters.update(_segment_characters(font, cmap + offset))
        elif layout == _GROUPS:
            characters.update(_group_characters(font, cmap + offset))
    return characters


def _group_characters(font: bytes, start: int) -> Iterable[int]:
    (groups,) = struct.unpack_from(">I", font, start + 12)
    for index in range(groups):
        first, last, glyph = struct.unpack_from(">III", font, start + 16 + 12 * index)
        yield from (character for character in range(first, last + 1) if glyph + character - first != _NO_GLYPH)


def _segment_characters(font: bytes, start: int) -> Iterable[int]:
    (doubled,) = struct.unpack_from(">H", font, start + 6)
    ends, starts = start + 14, start + 16 + doubled
    deltas, ranges = starts + doubled, starts + 2 * doubled
    for at in range(0, doubled, 2):
        (last,), (first,) = struct.unpack_from(">H", font, ends + at), struct.unpack_from(">H", font, starts + at)
        (delta,), (offset,) = struct.unpack_from(">H", font, deltas + at), struct.unpack_from(">H", font, ranges + at)
        for character in range(first, last + 1):
            glyph = character
            if offset:
                (glyph,) = struct.unpack_from(">H", font, ranges + at + offset + 2 * (character - first))
            if (not offset or glyph) and (glyph + delta) % 0x10000 != _NO_GLYPH:
                yield character

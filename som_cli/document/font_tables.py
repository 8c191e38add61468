"""A font's bytes -> the glyph of each character and its width (OpenType 1.9: "cmap", "head", "hhea", "hmtx")."""

from __future__ import annotations

import struct
from collections.abc import Mapping

_UNICODE_PLATFORMS = {(0, 3), (0, 4), (3, 1), (3, 10)}
_SEGMENTS, _GROUPS = 4, 12
_NO_GLYPH = 0
_GLYPHS = 0x10000


def read_glyphs(font: bytes) -> dict[int, int]:
    """The number of the glyph of each character that has one. Raises ValueError for what is no such font."""
    try:
        return _read_glyphs(font)
    except (struct.error, KeyError) as error:
        raise ValueError("no font with a Unicode character map") from error


def read_widths(font: bytes) -> dict[int, float]:
    """The width of each character, in ems and without kerning. Raises ValueError for what is no such font."""
    glyphs = read_glyphs(font)
    try:
        tables = _tables(font)
        (units,) = struct.unpack_from(">H", font, tables[b"head"] + 18)
        (count,) = struct.unpack_from(">H", font, tables[b"hhea"] + 34)
        measures = struct.unpack_from(">" + "Hh" * count, font, tables[b"hmtx"])
    except (struct.error, KeyError) as error:
        raise ValueError("no font with widths") from error
    # Glyphs beyond the last measure are as wide as that.
    return {character: measures[2 * min(glyph, count - 1)] / units for character, glyph in glyphs.items()}


def _tables(font: bytes) -> Mapping[bytes, int]:
    (count,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * index) for index in range(count))
    return {tag: offset for tag, _, offset, _ in records}


def _read_glyphs(font: bytes) -> dict[int, int]:
    cmap = _tables(font)[b"cmap"]
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    records = [struct.unpack_from(">HHI", font, cmap + 4 + 8 * index) for index in range(count)]
    glyphs: dict[int, int] = {}
    # Several platforms may share one map.
    for offset in {offset for platform, encoding, offset in records if (platform, encoding) in _UNICODE_PLATFORMS}:
        (layout,) = struct.unpack_from(">H", font, cmap + offset)
        if layout == _SEGMENTS:
            glyphs |= _segments(font, cmap + offset)
        elif layout == _GROUPS:
            glyphs |= _groups(font, cmap + offset)
    return {character: glyph for character, glyph in glyphs.items() if glyph != _NO_GLYPH}


def _groups(font: bytes, start: int) -> dict[int, int]:
    (count,) = struct.unpack_from(">I", font, start + 12)
    glyphs: dict[int, int] = {}
    for index in range(count):
        first, last, glyph = struct.unpack_from(">III", font, start + 16 + 12 * index)
        glyphs.update(zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True))
    return glyphs


def _segments(font: bytes, start: int) -> dict[int, int]:
    (doubled,) = struct.unpack_from(">H", font, start + 6)
    ends, starts = start + 14, start + 16 + doubled
    deltas, ranges = starts + doubled, starts + 2 * doubled
    glyphs: dict[int, int] = {}
    for at in range(0, doubled, 2):
        (last,), (first,) = struct.unpack_from(">H", font, ends + at), struct.unpack_from(">H", font, starts + at)
        (delta,), (offset,) = struct.unpack_from(">H", font, deltas + at), struct.unpack_from(">H", font, ranges + at)
        if offset:
            named = struct.unpack_from(f">{last - first + 1}H", font, ranges + at + offset)
            shifted = [(glyph + delta) % _GLYPHS if glyph else _NO_GLYPH for glyph in named]
        else:
            shifted = [(character + delta) % _GLYPHS for character in range(first, last + 1)]
        glyphs.update(zip(range(first, last + 1), shifted, strict=True))
    return glyphs

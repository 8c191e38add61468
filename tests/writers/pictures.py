"""Numbers -> a real picture: a bar chart as SVG and as PNG, made without a library."""

from __future__ import annotations

import struct
import zlib
from functools import partial

from som_cli.document.document import Picture

BARS = ((2025, 12.4), (2026, 38.0), (2027, 61.5), (2028, 54.2), (2029, 33.9), (2030, 18.6))


def bar_picture() -> Picture:
    """A bar chart of `BARS`, drawn twice with the same bars: as SVG with letters, and as PNG without."""
    width, height = 640, 300
    shapes = [f'<rect width="{width}" height="{height}" fill="#ffffff"/>']
    boxes = []
    for index, (year, amount) in enumerate(BARS):
        left, top = 50 + index * 98, 260 - round(amount * 3.6)
        boxes.append((left, top, left + 62, 260))
        label = f"{amount}".replace(".", ",")
        shapes.append(f'<rect x="{left}" y="{top}" width="62" height="{260 - top}" fill="#14506B"/>')
        shapes.append(_letters(left + 31, top - 7, label))
        shapes.append(_letters(left + 31, 281, str(year)))
    shapes.append('<path d="M40 260H630" stroke="#5B6770" stroke-width="1"/>')
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
    )
    svg = f"{opening}{''.join(shapes)}</svg>"
    return Picture(svg.encode(), partial(_png, width * 2, height * 2, boxes), width, height)


def _letters(x: int, y: int, value: str) -> str:
    face = 'font-family="Source Sans 3" font-size="15" fill="#1A1A1A" text-anchor="middle"'
    return f'<text x="{x}" y="{y}" {face}>{value}</text>'


def _png(width: int, height: int, boxes: list[tuple[int, int, int, int]]) -> bytes:
    """A truecolour PNG of `boxes` given in half its pixels: left, top, right, bottom."""
    white, accent = b"\xff\xff\xff", b"\x14\x50\x6b"
    lines = []
    for y in range(height):
        line = bytearray(white * width)
        for left, top, right, bottom in boxes:
            if top * 2 <= y < bottom * 2:
                line[left * 6 : right * 6] = accent * ((right - left) * 2)
        lines.append(b"\x00" + bytes(line))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = (b"IHDR", header), (b"IDAT", zlib.compress(b"".join(lines), 9)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

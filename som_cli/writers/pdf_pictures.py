"""SVG bytes -> SVG bytes in which every character can be printed."""

from __future__ import annotations

import re

from som_cli.document.fonts import Printable

_REFERENCE = re.compile(r"&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")


def fit_picture(svg: bytes, printable: Printable) -> bytes:
    """SVG's own markup is ASCII, so that only letters and descriptions are touched; references are looked through."""
    text = _REFERENCE.sub(_opened, svg.decode("utf-8"))
    return _BEYOND_ASCII.sub(lambda match: printable.fit(match.group()), text).encode()


def _opened(match: re.Match[str]) -> str:
    """The character of a reference; those that XML needs written as references stay so."""
    hexadecimal, decimal = match.groups()
    number = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(number) if 0x7F < number <= 0x10FFFF else match.group()  # noqa: PLR2004 - beyond ASCII, within Unicode

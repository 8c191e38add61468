"""Fonts and text -> how wide the text is at most, in whichever of their faces it is set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from som_cli.document.charts import ChartError
from som_cli.document.font_tables import read_widths
from som_cli.document.fonts import FONT_SUFFIXES

# A character without a glyph is written out: `[U+1F600]`.
_WRITTEN_OUT = 6.0


@dataclass(frozen=True, slots=True)
class Ruler:
    """The widest form of each character, in ems."""

    widths: Mapping[str, float]

    def width(self, line: str, size: float) -> float:
        """In the unit of the size; kerning, which mostly brings letters closer, is left out."""
        return size * sum(self.widths.get(character, _WRITTEN_OUT) for character in line)


def read_ruler(fonts: Path) -> Ruler:
    """The ruler of a folder of fonts. Raises ChartError for a file that is no font."""
    paths = sorted(path for path in fonts.iterdir() if path.suffix in FONT_SUFFIXES)
    return _read(tuple((path, path.stat().st_mtime_ns) for path in paths))


# A document has many charts with the same fonts.
@lru_cache(4)
def _read(files: tuple[tuple[Path, int], ...]) -> Ruler:
    widest: dict[str, float] = {}
    for path, _ in files:
        try:
            widths = read_widths(path.read_bytes())
        except ValueError as error:
            raise ChartError(f"{path.name}: {error}") from error
        for code, width in widths.items():
            widest[chr(code)] = max(width, widest.get(chr(code), 0))
    return Ruler(widest)

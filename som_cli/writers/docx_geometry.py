"""The template's page -> its line and column, upright and on its side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_DXA_PER_CM = 1440 / 2.54


@dataclass(frozen=True, slots=True)
class Geometry:
    """The upright page in twentieths of a point; on its side, width and height change places and margins stay."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    header: int
    footer: int

    def text_width(self, *, landscape: bool) -> int:
        return (self.height if landscape else self.width) - self.left - self.right

    def text_width_cm(self, *, landscape: bool) -> float:
        return self.text_width(landscape=landscape) / _DXA_PER_CM

    def text_height_cm(self, *, landscape: bool) -> float:
        return ((self.width if landscape else self.height) - self.top - self.bottom) / _DXA_PER_CM


def template_geometry(section: Any) -> Geometry:
    """Geometry of a python-docx section; what it leaves out is A4 with margins of 2.5 cm."""

    def twentieths(length: Any, otherwise: int) -> int:
        return otherwise if length is None else round(length.twips)

    # A template that lies on its side has the upright page all the same.
    width, height = sorted((twentieths(section.page_width, 11906), twentieths(section.page_height, 16838)))
    return Geometry(
        width=width,
        height=height,
        left=twentieths(section.left_margin, 1418),
        right=twentieths(section.right_margin, 1418),
        top=twentieths(section.top_margin, 1418),
        bottom=twentieths(section.bottom_margin, 1418),
        header=twentieths(section.header_distance, 624),
        footer=twentieths(section.footer_distance, 624),
    )

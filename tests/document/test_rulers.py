"""Widths of letters are those of the font, and the widest face counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from som_cli.document.charts import ChartError
from som_cli.document.font_tables import read_glyphs, read_widths
from som_cli.document.rulers import read_ruler

FONTS = Path(__file__).parents[2] / "templates" / "fonts"
REGULAR, BOLD = ((FONTS / f"SourceSans3-{face}.ttf").read_bytes() for face in ("Regular", "Bold"))


def test_widths_are_those_of_the_font() -> None:
    widths = read_widths(REGULAR)
    # Figures of Source Sans 3 are of one width, 0.497 em; its space is 0.2 em.
    assert {widths[ord(figure)] for figure in "0123456789"} == {0.497}
    assert widths[ord(" ")] == 0.2
    assert widths[ord("i")] < widths[ord("ł")] < widths[ord("M")]
    assert 0x1F600 not in widths


def test_the_widest_face_counts_and_what_lacks_a_glyph_is_written_out() -> None:
    ruler = read_ruler(FONTS)
    line = "Szczęśliwy"
    bold = 12 * sum(read_widths(BOLD)[ord(letter)] for letter in line)
    assert bold <= ruler.width(line, 12) <= bold * 1.05
    assert ruler.width(line, 24) == pytest.approx(2 * ruler.width(line, 12))
    assert ruler.width("😀", 12) > ruler.width("MMMM", 12)


@pytest.mark.parametrize("content", [b"", b"no font", REGULAR[:400]])
def test_what_is_no_font_is_refused(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no font"):
        read_glyphs(content)
    (tmp_path / "broken.ttf").write_bytes(content)
    with pytest.raises(ChartError, match=r"broken\.ttf"):
        read_ruler(tmp_path)

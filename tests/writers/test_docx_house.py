"""A house's Word template: its styles stay, ours stand in for those it lacks, and its page is turned upright."""

from __future__ import annotations

import io
from pathlib import Path
from shutil import copytree
from typing import Any

import docx
import pytest
from docx.shared import Cm, Pt, RGBColor
from openxml_audit import OpenXmlValidator

from som_cli.writers.docx import BadReferenceError, borrowed_styles, write_docx
from tests.writers import docx_checks as checks
from tests.writers.docx_checks import W
from tests.writers.sample import sample_document

TEMPLATES = Path(__file__).parents[2] / "templates"


def _house() -> bytes:
    """Another font and colour, wide margins, a page on its side, ids of styles as a Polish Word gives them."""
    house = docx.Document()
    page = house.sections[0]
    page.page_width, page.page_height, page.left_margin, page.right_margin = Cm(29.7), Cm(21), Cm(3.5), Cm(3.5)
    styles: Any = house.styles
    styles["Normal"].font.name, styles["Normal"].font.size = "Georgia", Pt(12)
    styles["Heading 1"].font.color.rgb = RGBColor(0x8B, 0, 0)
    for node in styles.element.iter(f"{W}style"):
        if node.get(f"{W}styleId") == "Heading1":
            node.set(f"{W}styleId", "Nagwek1")
    for tag in ("basedOn", "next", "link"):
        for node in styles.element.iter(f"{W}{tag}"):
            if node.get(f"{W}val") == "Heading1":
                node.set(f"{W}val", "Nagwek1")
    stream = io.BytesIO()
    house.save(stream)
    return stream.getvalue()


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    copytree(TEMPLATES / "docx", tmp_path / "docx")
    (tmp_path / "docx" / "reference.docx").write_bytes(_house())
    return tmp_path


def _style(package: bytes, identifier: str) -> Any:
    return checks.part(package, "word/styles.xml").find(f"{W}style[@{W}styleId='{identifier}']")


def test_document_in_a_house_template_is_sound(templates: Path, tmp_path: Path) -> None:
    package = write_docx(sample_document(), templates)
    assert package == write_docx(sample_document(), templates)
    assert checks.problems(package) == []
    path = tmp_path / "audited.docx"
    path.write_bytes(package)
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


def test_house_keeps_its_look_and_lends_it_to_ours(templates: Path) -> None:
    package = write_docx(sample_document(), templates)
    assert _style(package, "Normal").find(f"{W}rPr/{W}rFonts").get(f"{W}ascii") == "Georgia"
    assert _style(package, "Heading1").find(f"{W}rPr/{W}color").get(f"{W}val") == "8B0000"
    assert _style(package, "TableHead").find(f"{W}rPr/{W}color").get(f"{W}val") == "8B0000"
    assert _style(package, "Nagwek1") is None


def test_pages_are_upright_with_the_margins_of_the_house(templates: Path) -> None:
    body = checks.part(write_docx(sample_document(), templates), "word/document.xml")
    sizes = [int(size.get(f"{W}w")) < int(size.get(f"{W}h")) for size in body.iter(f"{W}pgSz")]
    assert sizes == [True, False, True]
    assert {margin.get(f"{W}left") for margin in body.iter(f"{W}pgMar")} == {"1984"}


def test_words_of_the_cover_stand_on_white_where_the_title_does(templates: Path) -> None:
    body = checks.part(write_docx(sample_document(), templates), "word/document.xml")
    assert not [node for node in body.iter(checks.PICTURE) if checks.is_decorative(node)]
    package = write_docx(sample_document(), templates)
    assert _style(package, "CoverOrganisation").find(f"{W}rPr/{W}color").get(f"{W}val") == "1A1A1A"


def test_lacking_styles_are_named_and_ours_lacks_none(templates: Path) -> None:
    borrowed = borrowed_styles(templates)
    assert "Table Text" in borrowed
    assert "Title" not in borrowed
    assert borrowed_styles(TEMPLATES) == ()


def test_contents_heading_has_no_number_of_a_chapter(templates: Path) -> None:
    package = write_docx(sample_document(), templates)
    assert _style(package, "TOCHeading").find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") == "0"


def test_file_that_is_no_word_file_is_told(templates: Path) -> None:
    (templates / "docx" / "reference.docx").write_bytes(b"no file")
    with pytest.raises(BadReferenceError, match=r"reference\.docx is no Word file"):
        write_docx(sample_document(), templates)

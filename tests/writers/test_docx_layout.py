"""Pages of the Word file: columns that hold their words, rows that stay whole, the cover's band, the running head."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openxml_audit import OpenXmlValidator

from som_cli.document import blocks as b
from som_cli.document.document import Document
from som_cli.writers.docx import write_docx
from som_cli.writers.docx_widths import ColumnTexts, column_widths, text_width
from tests.writers import docx_checks as checks
from tests.writers.docx_checks import W
from tests.writers.sample import HOSTILE, sample_document

TEMPLATES = Path(__file__).parents[2] / "templates"
BODY = "word/document.xml"


def body_of(document: Document) -> Any:
    return checks.part(write_docx(document, TEMPLATES), BODY)


def texts(*cells: str, is_head: bool = False, is_whole: bool = False) -> ColumnTexts:
    column = ColumnTexts()
    for cell in cells:
        column.add(cell, 9, is_head=is_head, is_bold=is_head, is_whole=is_whole)
    return column


def test_column_is_as_wide_as_the_words_of_its_head() -> None:
    columns = [texts("Cele", is_head=True), texts("Odpowiedzialność", is_head=True)]
    columns[0].add("długi opis " * 20, 9, is_head=False, is_bold=False, is_whole=False)
    widths = column_widths([95, 5], columns, 9000, 170)
    assert sum(widths) == pytest.approx(9000)
    assert widths[1] >= text_width("Odpowiedzialność", 9, bold=True)


def test_column_gives_what_its_longest_line_leaves() -> None:
    widths = column_widths([50, 50], [texts("1"), texts("słowo " * 40)], 9000, 170)
    assert widths[0] < 1000
    assert widths[1] > 8000


def test_too_many_columns_shrink_alike() -> None:
    widths = column_widths([1] * 30, [texts("1 234 567,00".replace(" ", "\u00a0"), is_whole=True)] * 30, 9000, 170)
    assert widths == pytest.approx([300.0] * 30)


def test_short_rows_stay_whole_and_long_ones_may_break() -> None:
    columns = (b.Column("A"), b.Column("B", width=4))
    table = b.table("t", "T", columns, [("x", "krótki"), ("y", "długi opis " * 200)])
    rows = body_of(replace(sample_document(), blocks=(table,))).find(f".//{W}tbl").findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows] == [True, True, False]


def test_cover_has_a_band_that_readers_pass_over(tmp_path: Path) -> None:
    cover = replace(sample_document().cover, decisions=("Uchwała nr XII/34/2025",))
    package = write_docx(replace(sample_document(), cover=cover, watermark="Projekt"), TEMPLATES)
    body = checks.part(package, BODY)
    bands = [node for node in body.iter(checks.PICTURE) if checks.is_decorative(node)]
    assert len(bands) == 1
    styled = {checks.style_of(node): checks.text_of(node) for node in body.iter(f"{W}p")}
    assert styled["CoverDraft"] == "PROJEKT"
    assert styled["CoverDecision"] == "Uchwała nr XII/34/2025"
    path = tmp_path / "audited.docx"
    path.write_bytes(package)
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


def test_long_title_is_set_smaller() -> None:
    sizes = []
    for title in ("Plan", HOSTILE):
        body = body_of(replace(sample_document(), cover=replace(sample_document().cover, title=title)))
        line = next(node for node in body.iter(f"{W}p") if checks.style_of(node) == "Title")
        sizes.append([int(size.get(f"{W}val")) for size in line.iter(f"{W}sz")])
    assert sizes[0] == []
    assert max(sizes[1]) < 40


def test_running_head_names_the_document_and_asks_word_for_the_chapter() -> None:
    package = write_docx(replace(sample_document(), running_head="Plan krótki"), TEMPLATES)
    heads = [checks.part(package, name) for name in checks.part_names(package) if name.startswith("word/header")]
    named = [head for head in heads if "Plan krótki" in checks.text_of(head)]
    assert len(named) == 2
    for head in named:
        assert [node.text.strip() for node in head.iter(f"{W}instrText")] == ["STYLEREF 1"]

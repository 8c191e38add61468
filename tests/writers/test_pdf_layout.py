"""Pages of the PDF: one for the cover, a source with its table, whole words in heads, names in the running head."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from som_cli.document import blocks as b
from som_cli.document.document import Cover, Document
from som_cli.writers.pdf import write_pdf
from tests.writers.pdf_checks import elements, outside_problems, own_problems, page_texts, standard_problems
from tests.writers.sample import HOSTILE, sample_document

TEMPLATES = Path(__file__).parents[2] / "templates"
LONG = "Zintegrowana Strategia Transportu Publicznego Szerokiego Obszaru Metropolitalnego na lata 2014–2020"


def pages(document: Document) -> list[str]:
    return page_texts(write_pdf(document, TEMPLATES).content)


def with_blocks(*blocks: b.Block) -> Document:
    return replace(sample_document(), blocks=(b.heading(1, "Rozdział"), *blocks), has_contents=False)


@pytest.mark.parametrize("words", ["Plan", LONG, LONG * 3, HOSTILE])
def test_cover_is_one_page(words: str) -> None:
    cover = Cover(words, words, words, (words, words), (words,))
    printed = write_pdf(replace(with_blocks(b.paragraph("Akapit.")), cover=cover, watermark="PROJEKT"), TEMPLATES)
    assert printed.pages == 2
    assert outside_problems(printed.content, margin=40) == []
    assert "PROJEKT" in page_texts(printed.content)[0]


def test_decision_stands_on_the_cover() -> None:
    cover = replace(sample_document().cover, decisions=("Uchwała nr XII/34/2025 z 31 marca 2025 r.",))
    first, *_ = pages(replace(with_blocks(), cover=cover))
    assert "Uchwała nr XII/34/2025 z 31 marca 2025 r." in first
    assert "PROJEKT" not in first


COLUMNS = (b.Column("Kod", "code"), b.Column("Opis"), b.Column("Kwota", "number"))


@pytest.mark.parametrize("with_totals", [True, False])
def test_source_and_totals_stay_with_the_last_row(*, with_totals: bool) -> None:
    """Wherever the table ends on its page."""
    totals = [("Razem", "", "999")] if with_totals else []
    for count in range(36, 46):
        rows = [(f"A-{number}", "opis", "1") for number in range(count)]
        table = b.table("t", "Podpis", COLUMNS, rows, totals=totals, source="Źródło: sprawozdanie")
        found = pages(with_blocks(table))
        (holding,) = (text for text in found if "Źródło: sprawozdanie" in text)
        assert f"A-{count - 1} opis" in holding
        assert not with_totals or "Razem" in holding


def test_table_with_a_source_keeps_the_standards() -> None:
    rows = [(f"A-{number}", "opis", "1") for number in range(60)]
    table = b.table("t", "Podpis", COLUMNS, rows, totals=[("Razem", "", "60")], source="Źródło: sprawozdanie")
    content = write_pdf(with_blocks(table), TEMPLATES).content
    assert standard_problems(content) == []
    assert own_problems(content) == []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(elements(pdf, "/TR")) == 62


def test_words_of_a_head_stay_whole_where_they_fit() -> None:
    columns = (b.Column("Opis", width=12), *(b.Column(word) for word in ("Przedsięwzięcie", "Odpowiedzialność")))
    rows = [("Długi opis przedsięwzięcia " * 8, "tak", "nie")]
    text = " ".join(pages(with_blocks(b.table("t", "Podpis", columns, rows))))
    assert "Opis Przedsięwzięcie Odpowiedzialność" in text


def test_running_head_names_the_document_and_the_chapter() -> None:
    document = replace(with_blocks(b.paragraph("Akapit.")), running_head="Plan krótki")
    assert "Plan krótki Rozdział" in pages(document)[-1]
    long = pages(replace(document, running_head=LONG * 2))[-1]
    assert "… Rozdział" in long


def test_footnote_stands_at_the_foot_of_its_page() -> None:
    noted = b.paragraph("Zdanie", b.footnote(b.paragraph("Treść przypisu.")), ".")
    last = pages(with_blocks(noted, b.paragraph("Dalej.")))[-1]
    assert last.index("Dalej.") < last.index("Treść przypisu.")

"""The redline as a PDF: within its standards, every change under a sign, what went without number and bookmark."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings

from som_cli.document import blocks as b
from som_cli.document.redline import redline
from som_cli.writers.pdf import PdfResult, write_pdf
from tests.properties import documents
from tests.writers.pdf_checks import outside_problems, own_problems, page_texts, standard_problems
from tests.writers.redline_sample import edited_document, first_edition
from tests.writers.sample import sample_document

TEMPLATES = Path(__file__).parents[2] / "templates"
# The sign before what went: a minus, not a hyphen.
WENT = "\u2212"


def written(old: list[b.Block], new: list[b.Block]) -> PdfResult:
    document = sample_document()
    return write_pdf(redline(replace(document, blocks=tuple(old)), replace(document, blocks=tuple(new))), TEMPLATES)


@pytest.fixture(scope="module")
def strategy() -> PdfResult:
    return write_pdf(redline(first_edition(), edited_document()), TEMPLATES)


def text_of(made: PdfResult) -> str:
    """The pages behind the cover and the contents, if any; signs are set off by a narrow space."""
    _, *pages = page_texts(made.content)
    has_contents = pages[0].strip().startswith("Spis treści")
    return " ".join(pages[has_contents:]).replace("+ ", "+").replace(f"{WENT} ", WENT)


def test_a_redline_keeps_the_standards(strategy: PdfResult) -> None:
    assert standard_problems(strategy.content) == []
    assert own_problems(strategy.content) == []
    assert outside_problems(strategy.content, 20) == []
    assert strategy.warnings == ()


def test_the_same_redline_has_the_same_bytes(strategy: PdfResult) -> None:
    assert write_pdf(redline(first_edition(), edited_document()), TEMPLATES).content == strategy.content


@given(documents.blocks, documents.blocks)
@settings(max_examples=6, deadline=None)
def test_any_redline_keeps_the_standards(old: list[b.Block], new: list[b.Block]) -> None:
    made = written(old, new)
    assert standard_problems(made.content) == []
    assert [one for one in own_problems(made.content) if one != "no bookmarks"] == []


def test_words_stand_under_their_signs() -> None:
    old = [b.paragraph("Koszt wynosi dwa miliony, razem.")]
    new = [b.paragraph("Koszt wynosi trzy miliony, razem z wkładem.")]
    assert f"Koszt wynosi {WENT}dwa +trzy miliony, razem +z wkładem." in text_of(written(old, new))


def test_a_link_or_a_line_in_a_change_gives_way_to_the_changes_own() -> None:
    """PDF/UA-1 knows one line at a word."""
    underlined = {"t": "Underline", "c": b.text("podkreślone")}
    note = b.footnote(b.paragraph("Przypis z ", b.link("adresem", "https://example.org/")))
    words = b.paragraph(b.link("adres", "https://example.org/"), " ", underlined, note)
    for old, new in (([words], []), ([], [words])):
        made = written([*old, b.paragraph("Reszta.")], [*new, b.paragraph("Reszta.")])
        assert standard_problems(made.content) == []
        assert "adres podkreślone (Przypis z adresem)" in text_of(made)


def test_whole_blocks_rows_and_facts_stand_under_their_signs() -> None:
    columns = [b.Column("Kod"), b.Column("Kwota", "number")]
    old = [b.table("t", "Kwoty", columns, [("A", "1"), ("B", "2")]), b.facts([("Okres", "2025")])]
    new = [b.table("t", "Kwoty", columns, [("A", "1"), ("C", "3")]), b.facts([("Okres", "2025"), ("Koszt", "9")])]
    text = text_of(written(old, [*new, b.paragraph("Nowy akapit.")]))
    assert f"A 1 {WENT}B {WENT}2 +C +3" in text
    assert "Okres 2025 +Koszt +9 +Nowy akapit." in text


def test_a_heading_that_went_has_no_number_and_no_bookmark() -> None:
    made = written(
        [b.heading(1, "Dawny rozdział", "a"), b.heading(1, "Rozdział", "b")], [b.heading(1, "Rozdział", "b")]
    )
    assert "1. Rozdział" in text_of(made)
    with pikepdf.open(io.BytesIO(made.content)) as pdf, pdf.open_outline() as outline:
        assert [item.title.rpartition(" ")[2] for item in outline.root][-1:] == ["Rozdział"]
        assert not any("Dawny" in item.title for item in outline.root)


def test_a_table_that_went_leaves_its_number_to_the_next() -> None:
    old = b.table("t", "Dawna", [b.Column("Kod")], [("A",)])
    new = b.table("u", "Nowa", [b.Column("Kod")], [("B",)])
    text = text_of(written([old], [new]))
    assert "Tabela 1. +Nowa" in text
    assert "Tabela 2" not in text

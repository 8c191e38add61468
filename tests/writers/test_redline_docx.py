"""Tracked changes in Word: accepting all gives the new document, rejecting all the old one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from openxml_audit import OpenXmlValidator

from som_cli.document import blocks as b
from som_cli.document.document import Document
from som_cli.document.redline import redline
from som_cli.writers.docx import write_docx
from tests.properties import documents
from tests.writers import docx_checks as checks
from tests.writers.redline_sample import edited_document, first_edition
from tests.writers.sample import sample_document
from tests.writers.tracked_changes import accepted, plain, rejected

TEMPLATES = Path(__file__).parents[2] / "templates"
W = checks.W


def assert_both_sides(old: Document, new: Document) -> bytes:
    package = write_docx(redline(old, new), TEMPLATES)
    assert accepted(package) == plain(write_docx(new, TEMPLATES))
    assert rejected(package) == plain(write_docx(old, TEMPLATES))
    return package


def with_blocks(*blocks: b.Block) -> Document:
    return replace(sample_document(), blocks=blocks)


def test_a_strategy_with_every_kind_of_edit(tmp_path: Path) -> None:
    package = assert_both_sides(first_edition(), edited_document())
    path = tmp_path / "redline.docx"
    path.write_bytes(package)
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []
    assert checks.problems(package) == []
    assert package == write_docx(redline(first_edition(), edited_document()), TEMPLATES)


def test_the_same_document_has_no_changes() -> None:
    package = write_docx(redline(sample_document(), sample_document()), TEMPLATES)
    tracked = [node for name in ("ins", "del") for node in checks.part(package, "word/document.xml").iter(f"{W}{name}")]
    texts = ["".join(node.itertext()) for node in tracked]
    assert sorted(texts) == ["17 900 000 zł", "18 400 000 zł"]


@given(documents.blocks, documents.blocks)
@settings(max_examples=12, deadline=None)
def test_any_two_documents(old: list[b.Block], new: list[b.Block]) -> None:
    assert_both_sides(with_blocks(*old), with_blocks(*new))

"""A report -> what is wrong with its files: standards, our own checks, text that is cut, pages without any."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
from openxml_audit import OpenXmlValidator

from som_cli.document.document import Document, Workbook, plain_text
from som_cli.reports.composition import compose
from som_cli.reports.edition import Edition
from som_cli.reports.editions import Wanted
from som_cli.writers.docx import write_docx
from som_cli.writers.docx_text import full_language
from som_cli.writers.pdf import write_pdf
from som_cli.writers.xlsx import write_xlsx
from tests.writers import docx_checks, pdf_checks, xlsx_checks

_MARGIN = 20
# Points from the edge of the page to what stands between its head and its foot.
_HEAD, _FOOT = 70, 56


def faults_of(edition: Edition, wanted: Wanted, folder: Path) -> list[str]:
    """What is wrong with one file of a report, one line for each fault."""
    part = edition.narrowed(wanted.scope)
    if wanted.format == "xlsx" and wanted.kind.workbook is not None:
        return list(workbook_faults(wanted.kind.workbook(part), folder))
    if wanted.format == "zip" and wanted.kind.package is not None:
        return [] if wanted.kind.package(part) == wanted.kind.package(part) else ["two packages differ"]
    report = compose(part, wanted.kind)
    found = [str(problem.message) for problem in report.problems]
    if wanted.format == "pdf":
        return [*found, *_pdf_faults(report.document, part.templates)]
    return [*found, *_docx_faults(report.document, part.templates, folder)]


def workbook_faults(workbook: Workbook, folder: Path) -> Iterator[str]:
    content = write_xlsx(workbook)
    yield from xlsx_checks.audit_faults(content, folder)
    yield from xlsx_checks.structure_faults(content)
    if write_xlsx(workbook) != content:
        yield "two files differ"


def _docx_faults(document: Document, templates: Path, folder: Path) -> Iterator[str]:
    content = write_docx(document, templates)
    path = folder / "audited.docx"
    path.write_bytes(content)
    yield from (str(error) for error in OpenXmlValidator().validate(path).errors)
    allowed = set() if "contents" in document.lists else {"no contents"}
    yield from (one for one in docx_checks.problems(content, full_language(document.language)) if one not in allowed)
    printed = _plain(
        "".join(docx_checks.text_of(node) for node in docx_checks.part(content, "word/document.xml").iter())
    )
    yield from (f"not printed: {text[:60]}" for text in _texts(list(document.blocks)) if _plain(text) not in printed)


def _pdf_faults(document: Document, templates: Path) -> Iterator[str]:
    printed = write_pdf(document, templates)
    content = printed.content
    yield from printed.warnings
    yield from pdf_checks.standard_problems(content)
    yield from pdf_checks.own_problems(content)
    yield from pdf_checks.outside_problems(content, _MARGIN)
    pages = [_plain(text) for text in pdf_checks.page_texts(content)]
    furniture = len(_plain(f"{document.running_head}{document.footer}{document.watermark}")) + 40
    yield from (f"page {number} is empty" for number, text in enumerate(pages, 1) if len(text) <= min(furniture, 90))
    yield from (
        f"not printed: {text[:60]}" for text in _texts(list(document.blocks)) if not _stands(_plain(text), pages)
    )
    if write_pdf(document, templates).content != content:
        yield "two files differ"


def _empty_pages(content: bytes) -> Iterator[int]:
    """Pages with nothing between head and foot: no letter, no picture."""
    with closing(pypdfium2.PdfDocument(content)) as pdf:
        for number, sheet in enumerate(pdf, start=1):
            words = sheet.get_textpage()
            height = sheet.get_height()
            inner = words.get_text_bounded(bottom=_FOOT, top=height - _HEAD).strip()
            pictures = any(one.type != pypdfium2.raw.FPDF_PAGEOBJ_TEXT for one in sheet.get_objects(max_depth=2))
            if not inner and not pictures:
                yield number


def _plain(text: str) -> str:
    return re.sub(r"[\u200b\u2060]", "", pdf_checks.squeezed(text))


def _stands(text: str, pages: list[str]) -> bool:
    """Whether a text stands on a page, or begins on one and goes on where the next one's text begins."""
    if any(text in page for page in pages):
        return True
    return any(_goes_over(text, page, following) for page, following in pairwise(pages))


def _goes_over(text: str, page: str, following: str) -> bool:
    least, most = 0, len(text)
    while least < most:
        middle = (least + most + 1) // 2
        least, most = (middle, most) if text[:middle] in page else (least, middle - 1)
    return least > 0 and text[least:] in following


def _texts(node: Any) -> Iterator[str]:
    """The text of every paragraph, heading and cell."""
    if isinstance(node, list):
        for child in node:
            yield from _texts(child)
    elif isinstance(node, dict):
        if node.get("t") in {"Para", "Plain", "Header"}:
            text = plain_text([part for part in _inlines(node) if part.get("t") not in {"Image", "Note"}])
            if text.strip():
                yield text
        else:
            yield from _texts(node.get("c"))


def _inlines(node: dict[str, Any]) -> list[dict[str, Any]]:
    content: Any = node["c"]
    found: list[dict[str, Any]] = content[2] if node["t"] == "Header" else content
    return found

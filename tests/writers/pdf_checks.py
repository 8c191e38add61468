"""PDF bytes -> problems that a standard's checker leaves out: language, title, heads of tables, texts of pictures."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import page
import pikepdf
import pypdfium2

PROFILES = ("ua1", "2a")


def standard_problems(content: bytes) -> list[str]:
    """What page-validation finds against PDF/UA-1 and PDF/A-2a."""
    return [
        f"{profile}: {failure.rule_id} {failure.message}"
        for profile in PROFILES
        for failure in page.validate_pdf_bytes(content, profile=profile).failures
    ]


def outside_problems(content: bytes, margin: float) -> list[str]:
    """Letters nearer than `margin` points to the right side of the page, or beyond another side."""
    problems = []
    with closing(pypdfium2.PdfDocument(content)) as pdf:
        for number, sheet in enumerate(pdf, start=1):
            width, height = sheet.get_size()
            words = sheet.get_textpage()
            boxes = (words.get_charbox(index) for index in range(words.count_chars()))
            inside = (
                left >= 0 and right <= width - margin and 0 <= low <= high <= height for left, low, right, high in boxes
            )
            if not all(inside):
                problems.append(f"page {number} has letters outside")
    return problems


def own_problems(content: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [*_file_problems(pdf), *_table_problems(pdf), *_figure_problems(pdf), *_glyph_problems(pdf)]


def page_texts(content: bytes) -> list[str]:
    """The text of each page with single spaces; a word broken at a line's end is put together again."""
    with closing(pypdfium2.PdfDocument(content)) as pdf:
        texts = [sheet.get_textpage().get_text_range() for sheet in pdf]
    return [" ".join(text.replace("\ufffe\r\n", "").replace("\ufffe", "").split()) for text in texts]


def squeezed(text: str) -> str:
    """Without spaces and hyphens, for text that may break anywhere: readers drop a hyphen at the end of a line."""
    return "".join(text.split()).replace("\u00ad", "").replace("-", "")


def elements(pdf: pikepdf.Pdf, kind: str) -> list[Any]:
    return [node for node in _tree(pdf.Root.StructTreeRoot.get("/K")) if node.get("/S") == kind]


def _tree(node: Any) -> Iterator[Any]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _tree(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from _tree(node["/K"])


def _file_problems(pdf: pikepdf.Pdf) -> Iterator[str]:
    if not str(pdf.Root.get("/Lang", "")):
        yield "no language"
    if not pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/DisplayDocTitle", False):
        yield "the title is not shown"
    with pdf.open_metadata() as metadata:
        if not metadata.get("dc:title"):
            yield "no title"
    with pdf.open_outline() as outline:
        if not outline.root:
            yield "no bookmarks"


def _table_problems(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Each table has heads, each head a scope; each body row begins with a head or is reached by one from above."""
    for number, table in enumerate(elements(pdf, "/Table"), start=1):
        heads = [node for node in _tree(table.get("/K")) if node.get("/S") == "/TH"]
        if not heads:
            yield f"table {number} has no TH"
        if any(_attribute(head, "/Scope") is None for head in heads):
            yield f"table {number} has a TH without scope"
        reaching = 0
        for row in (node for node in _tree(table.get("/K")) if node.get("/S") == "/TR"):
            reaching -= 1
            if reaching > 0:
                continue
            first = next(node for node in _tree(row.get("/K")) if node.get("/S") in {"/TH", "/TD"})
            reaching = int(_attribute(first, "/RowSpan") or 1)
            if first.get("/S") != "/TH":
                yield f"table {number} has a row without a head"


def _attribute(node: Any, name: str) -> Any:
    found = node.get("/A")
    attributes = list(found) if isinstance(found, pikepdf.Array) else [] if found is None else [found]
    return next((attribute[name] for attribute in attributes if name in attribute), None)


def _figure_problems(pdf: pikepdf.Pdf) -> Iterator[str]:
    for number, picture in enumerate(elements(pdf, "/Figure"), start=1):
        if not str(picture.get("/Alt", "")).strip():
            yield f"figure {number} has no alternative text"


def _glyph_problems(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Glyph 0 is the empty box that stands for a missing one."""
    for number, sheet in enumerate(pdf.pages, start=1):
        for instruction in pikepdf.parse_content_stream(sheet):
            if str(instruction.operator) not in {"Tj", "TJ"}:
                continue
            operands: Any = instruction.operands
            shown = operands[0] if isinstance(operands[0], pikepdf.Array) else operands
            codes = b"".join(bytes(part) for part in shown if isinstance(part, pikepdf.String))
            if any(codes[at : at + 2] == b"\0\0" for at in range(0, len(codes), 2)):
                yield f"page {number} has a missing glyph"
                break

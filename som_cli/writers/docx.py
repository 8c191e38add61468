"""Document -> Word file: pandoc writes the text, a short pass adds what pandoc leaves out."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from som_cli.document.blocks import Block
from som_cli.document.document import Document
from som_cli.document.pandoc import pandoc_json, run_pandoc
from som_cli.writers.docx_blocks import block_nodes, marker, text_paragraph
from som_cli.writers.docx_cover import cover_lines
from som_cli.writers.docx_finish import finish_docx
from som_cli.writers.docx_geometry import Geometry, template_geometry
from som_cli.writers.docx_house import house_template
from som_cli.writers.docx_inlines import Setting
from som_cli.writers.docx_text import bookmark_names, full_language, visible

_REFERENCE = "docx/reference.docx"
_MEMORY_MB = 4096
_TIMEOUT_SECONDS = 600


class BadReferenceError(ValueError):
    """The template is no Word file; the text says which and why."""


def write_docx(document: Document, templates: Path) -> bytes:
    """The file's bytes. `templates` holds `docx/reference.docx`, whose styles and page are used.

    Raises PandocError and BadReferenceError, and OSError where the template cannot be read.
    """
    content, _ = _house(templates / _REFERENCE)
    geometry = _geometry(content)
    setting = Setting(
        document=document,
        geometry=geometry,
        bookmarks=bookmark_names(list(_identifiers(list(document.blocks)))),
        changed_by=visible(document.changed_by or document.cover.organisation),
        changed_at=datetime.fromtimestamp(document.timestamp, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    blocks = [*_cover(document), marker("contents"), *block_nodes(document.blocks, setting)]
    tree = pandoc_json(blocks, {"lang": full_language(document.language)})
    return finish_docx(_pandoc_docx(tree, content), document, setting)


def borrowed_styles(templates: Path) -> tuple[str, ...]:
    """The styles that the template lacks, so that ours stand in for them. Raises BadReferenceError."""
    return _house(templates / _REFERENCE)[1]


def _house(reference: Path) -> tuple[bytes, tuple[str, ...]]:
    try:
        return house_template(reference.read_bytes())
    except (BadZipFile, KeyError, SyntaxError, ValueError) as error:
        raise BadReferenceError(f"{reference.name} is no Word file: {error}") from error


def _geometry(content: bytes) -> Geometry:
    import docx

    try:
        return template_geometry(docx.Document(io.BytesIO(content)).sections[0])
    except (BadZipFile, IndexError, KeyError, SyntaxError, ValueError) as error:
        raise BadReferenceError(f"{Path(_REFERENCE).name} is no Word file: {error}") from error


def _pandoc_docx(tree: dict[str, Any], reference: bytes) -> bytes:
    with tempfile.NamedTemporaryFile(prefix="som-docx-", suffix=".docx") as file:
        file.write(reference)
        file.flush()
        arguments = ["--from=json", "--to=docx", "--standalone", f"--reference-doc={file.name}", "--output=-"]
        stdin = json.dumps(tree, ensure_ascii=False).encode()
        return run_pandoc(arguments, stdin, memory_mb=_MEMORY_MB, timeout_seconds=_TIMEOUT_SECONDS)


def _cover(document: Document) -> list[Block]:
    return [text_paragraph(text, style) for text, style in cover_lines(document)]


def _identifiers(node: Any) -> Iterator[str]:
    """Every identifier of the document, in its order: the first of each Attr of a block or inline."""
    if isinstance(node, dict):
        content: Any = node.get("c")
        if node.get("t") in {"Div", "Span", "Table", "Figure"} and content[0][0]:
            yield content[0][0]
        if node.get("t") == "Header" and content[1][0]:
            yield content[1][0]
        yield from _identifiers(content)
    elif isinstance(node, list):
        for child in node:
            yield from _identifiers(child)

"""A finished Excel file -> the same with its language among its properties, which programs that read aloud go by."""

from __future__ import annotations

import io
import zipfile
from html import escape

from som_cli.writers.docx_package import repacked

_CORE = "docProps/core.xml"
_END = b"</cp:coreProperties>"


def with_language(content: bytes, language: str) -> bytes:
    """XlsxWriter has no property for it: it is put into the file's core properties (ECMA-376 part 2, 11)."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        core = package.read(_CORE)
    named = f"<dc:language>{escape(language, quote=False)}</dc:language>".encode()
    return repacked(content, {_CORE: core.replace(_END, named + _END)})

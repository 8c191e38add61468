"""A report of the workspace here -> what its PDF is printed from, laid out for the bare libraries; run as a module.

`lay FOLDER REPORT` builds the report's PDF and keeps in the folder the template with its data (`typst/`), the document
(`document.pickle`), and the same document as Pandoc reads it (`pandoc/`). `bare FOLDER` compiles the first with nothing
but Typst; `print FOLDER` prints the second; `source FILE` compiles what Pandoc's Typst writer wrote.
"""

from __future__ import annotations

import json
import pickle
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

import typst


def lay(folder: Path, report: str) -> int:
    from som_cli.cli import app
    from som_cli.document.document import Document
    from som_cli.writers import pdf, rendering

    compile_files, write = pdf.Press.compile, pdf.write_pdf

    def compile_and_keep(press: pdf.Press, name: str, files: Mapping[Path, bytes], timestamp: int) -> bytes:
        for path, content in files.items():
            _place(folder / "typst" / path, content)
        return compile_files(press, name, files, timestamp)

    def write_and_keep(document: Document, templates: Path, press: pdf.Press | None = None) -> pdf.PdfResult:
        _place(folder / "document.pickle", pickle.dumps(document))
        for name, picture in document.pictures.items():
            _place(folder / "pandoc" / f"{name}.svg", picture.svg)
        _place(folder / "pandoc" / "document.json", json.dumps(_for_pandoc(document.blocks)).encode())
        return write(document, templates, press)

    with patch.object(pdf.Press, "compile", compile_and_keep), patch.object(rendering, "write_pdf", write_and_keep):
        return app.run(["build", "--force", report, "--format", "pdf"])


def _for_pandoc(blocks: Any) -> dict[str, Any]:
    return {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": _with_files(list(blocks))}


def _with_files(node: Any) -> Any:
    if isinstance(node, (list, tuple)):
        return [_with_files(child) for child in node]
    if not isinstance(node, dict):
        return node
    if node.get("t") == "Image":
        attributes, alternative, (target, title) = node["c"]
        return {"t": "Image", "c": [attributes, alternative, [f"{target.removeprefix('picture:')}.svg", title]]}
    return {key: _with_files(value) for key, value in node.items()}


def _place(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def compile_bare(folder: Path) -> int:
    root = folder / "typst"
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[root / "fonts"])
    compiler = typst.Compiler(input=root / "pdf" / "document.typ", root=root / "pdf", font_paths=fonts)
    content, _ = compiler.compile_with_warnings(format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=0)
    assert isinstance(content, bytes)
    (folder / "bare.pdf").write_bytes(content)
    return 0


def print_document(folder: Path) -> int:
    from som_cli.cli.places import shipped_templates
    from som_cli.writers.pdf import write_pdf

    document = pickle.loads((folder / "document.pickle").read_bytes())  # noqa: S301 - written by `lay`
    (folder / "printed.pdf").write_bytes(write_pdf(document, shipped_templates()).content)
    return 0


def compile_source(path: Path) -> int:
    content = typst.compile(path)
    assert isinstance(content, bytes)
    path.with_suffix(".pdf").write_bytes(content)
    return 0


if __name__ == "__main__":
    place = Path(sys.argv[2])
    done = {"bare": compile_bare, "print": print_document, "source": compile_source}.get(sys.argv[1])
    sys.exit(done(place) if done else lay(place, sys.argv[3]))

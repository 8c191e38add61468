"""Document -> PDF/UA-1 and PDF/A-2a: the Typst template, compiled in a folder of its own, then tagged to the end."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from som_cli.document.document import Document
from som_cli.document.fonts import FONT_SUFFIXES, Printable, read_coverage
from som_cli.writers.pdf_data import document_data, picture_names
from som_cli.writers.pdf_inlines import UnknownNodeError
from som_cli.writers.pdf_pictures import fit_picture
from som_cli.writers.pdf_tags import finish_pdf

_MAIN = "document.typ"


class WriterError(RuntimeError):
    """A document could not be printed: the template or the fonts are at fault, or a block is not in the vocabulary."""


@dataclass(frozen=True, slots=True)
class PdfResult:
    """The file, the number of its pages, and what the reader of it should know, such as characters without a glyph."""

    content: bytes
    pages: int
    warnings: tuple[str, ...] = ()


def write_pdf(document: Document, templates: Path) -> PdfResult:
    """Print the document by the template in `templates/pdf` with the fonts in `templates/fonts` and no others.

    The compiler sees a fresh folder with copies: it would follow symbolic links out of its root. Raises WriterError.
    """
    fonts = {path.name: content for path, content in _read_files(templates / "fonts") if path.suffix in FONT_SUFFIXES}
    try:
        printable = Printable(read_coverage(fonts))
        data = document_data(document, printable)
    except (UnknownNodeError, ValueError) as error:
        raise WriterError(str(error)) from error
    pictures = {
        file: fit_picture(document.pictures[name].svg, printable) for name, file in picture_names(document).items()
    }
    with tempfile.TemporaryDirectory(prefix="som-pdf-") as folder:
        root = Path(folder)
        _lay_out(root, templates, fonts, {**pictures, "data.json": json.dumps(data).encode()})
        content, pages = finish_pdf(_compile(root, document.timestamp))
    return PdfResult(content, pages, tuple(_missing(character) for character in printable.missing))


def _missing(character: str) -> str:
    return f"no glyph for U+{ord(character):04X}: printed as [U+{ord(character):04X}]"


def _lay_out(root: Path, templates: Path, fonts: Mapping[str, bytes], data: Mapping[str, bytes]) -> None:
    """`root/fonts` for the fonts, `root/pdf` for the template and all that it reads."""
    source = templates / "pdf"
    files = {Path("pdf") / path: content for path, content in _read_files(source)}
    if Path("pdf") / _MAIN not in files:
        raise WriterError(f"{source} has no {_MAIN}")
    files |= {Path("fonts") / name: content for name, content in fonts.items()}
    files |= {Path("pdf") / name: content for name, content in data.items()}
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _read_files(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """The folder's files in order, with their paths in it; a symbolic link is refused."""
    if not folder.is_dir():
        raise WriterError(f"{folder} is no folder")
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            raise WriterError(f"{path} is a symbolic link; templates are copied and links are not followed")
        if path.is_file():
            yield path.relative_to(folder), path.read_bytes()


def _compile(root: Path, timestamp: int) -> bytes:
    """The PDF as Typst writes it. Its warnings, such as an unknown font, are errors here."""
    import typst

    faces = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[root / "fonts"])
    try:
        compiler = typst.Compiler(
            input=root / "pdf" / _MAIN,
            root=root / "pdf",
            font_paths=faces,
            package_path=root / "packages",
            package_cache_path=root / "packages",
        )
        content, warnings = compiler.compile_with_warnings(
            format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=timestamp
        )
    except typst.TypstError as error:
        raise WriterError(_described(error.message, error.diagnostic)) from error
    if warnings:
        raise WriterError("; ".join(_described(warning.message, warning.diagnostic) for warning in warnings))
    if not isinstance(content, bytes):
        raise WriterError("the compiler gave no PDF")
    return content


def _described(message: str, diagnostic: str) -> str:
    """The message and the first place in the template that it names."""
    place = next((line.partition("─")[2].strip() for line in diagnostic.splitlines() if "┌─" in line), "")
    place = place.rpartition("..")[2].rpartition("/")[2]
    return f"{message} ({place})" if place else message

"""Document -> PDF/UA-1 and PDF/A-2a: the Typst template, compiled in a folder of its own, then finished."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from som_cli.document.document import Document
from som_cli.document.fonts import FONT_SUFFIXES, Printable, read_coverage
from som_cli.writers.pdf_data import document_data, picture_names
from som_cli.writers.pdf_inlines import UnknownNodeError
from som_cli.writers.pdf_jumps import Landing, lead_jumps, page_numbers
from som_cli.writers.pdf_objects import UnreadablePdfError, read_objects
from som_cli.writers.pdf_pictures import fit_picture
from som_cli.writers.pdf_tags import close_streams, mark_row_headers

_MAIN = "document.typ"


class WriterError(RuntimeError):
    """A document could not be printed: the template or the fonts are at fault, or a block is not in the vocabulary."""


@dataclass(frozen=True, slots=True)
class PdfResult:
    """The file, the number of its pages, and what the reader of it should know, such as characters without a glyph."""

    content: bytes
    pages: int
    warnings: tuple[str, ...] = ()


class Press:
    """Compilers that stay while documents change: each compiles anew only what differs from the last time."""

    def __init__(self) -> None:
        self._laid: dict[str, _Laid] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for laid in self._laid.values():
            laid.folder.cleanup()

    def compile(self, name: str, files: Mapping[Path, bytes], timestamp: int) -> bytes:
        """The PDF of the files of one document. Raises WriterError."""
        laid = self._laid.get(name)
        if laid is None or _fonts_of(laid.files) != _fonts_of(files):
            if laid is not None:
                laid.folder.cleanup()
            laid = self._laid[name] = _lay_out(files)
        else:
            _lay_again(laid, files)
        return _compiled(laid.compiler, timestamp)

    def landings(self, name: str) -> dict[str, Landing]:
        """Where the anchors of a compiled document stand that its jumps lead to."""
        found = json.loads(self._laid[name].compiler.query("<landings>", field="value"))
        return {anchor: Landing(page, left, top) for places in found for anchor, page, left, top in places}


@dataclass(slots=True)
class _Laid:
    """A document's folder: what lies in it, and the compiler that reads it."""

    folder: tempfile.TemporaryDirectory[str]
    files: Mapping[Path, bytes]
    compiler: Any


def write_pdf(document: Document, templates: Path, press: Press | None = None) -> PdfResult:
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
    files = _files(templates, fonts, {**pictures, "data.json": json.dumps(data).encode()})
    with nullcontext(press) if press else Press() as used:
        content = used.compile(document.name, files, document.timestamp)
        landings = used.landings(document.name)
    content, pages = _finished(content, landings, data["labels"]["page"])
    return PdfResult(content, pages, tuple(_missing(character) for character in printable.missing))


def _finished(content: bytes, landings: Mapping[str, Landing], page_word: str) -> tuple[bytes, int]:
    """The file with row headers and with jumps that lead somewhere, and the number of its pages."""
    try:
        file = read_objects(content)
        mark_row_headers(file)
        lead_jumps(file, landings, page_word)
        close_streams(file)
        return file.written(), len(page_numbers(file))
    except UnreadablePdfError as error:
        raise WriterError(str(error)) from error


def _missing(character: str) -> str:
    return f"no glyph for U+{ord(character):04X}: printed as [U+{ord(character):04X}]"


def _files(templates: Path, fonts: Mapping[str, bytes], data: Mapping[str, bytes]) -> dict[Path, bytes]:
    """What a folder of the compiler holds: `fonts`, and `pdf` for the template and all that it reads."""
    source = templates / "pdf"
    files = {Path("pdf") / path: content for path, content in _read_files(source)}
    if Path("pdf") / _MAIN not in files:
        raise WriterError(f"{source} has no {_MAIN}")
    files |= {Path("fonts") / name: content for name, content in fonts.items()}
    return {**files, **{Path("pdf") / name: content for name, content in data.items()}}


def _fonts_of(files: Mapping[Path, bytes]) -> dict[Path, bytes]:
    return {path: content for path, content in files.items() if path.parts[0] == "fonts"}


def _lay_again(laid: _Laid, files: Mapping[Path, bytes]) -> None:
    """Writes what has changed and takes away what is gone."""
    root = Path(laid.folder.name)
    for path in laid.files.keys() - files.keys():
        (root / path).unlink()
    for path, content in files.items():
        if laid.files.get(path) != content:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)
    laid.files = files


def _read_files(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """The folder's files in order, with their paths in it; a symbolic link is refused."""
    if not folder.is_dir():
        raise WriterError(f"{folder} is no folder")
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            raise WriterError(f"{path} is a symbolic link; templates are copied and links are not followed")
        if path.is_file():
            yield path.relative_to(folder), path.read_bytes()


def _lay_out(files: Mapping[Path, bytes]) -> _Laid:
    """A fresh folder with the files, and a compiler that knows no other fonts and no packages."""
    import typst

    folder = tempfile.TemporaryDirectory(prefix="som-pdf-")
    root = Path(folder.name)
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    faces = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[root / "fonts"])
    try:
        compiler = typst.Compiler(
            input=root / "pdf" / _MAIN,
            root=root / "pdf",
            font_paths=faces,
            package_path=root / "packages",
            package_cache_path=root / "packages",
        )
    except typst.TypstError as error:
        folder.cleanup()
        raise WriterError(_described(error.message, error.diagnostic)) from error
    return _Laid(folder, files, compiler)


def _compiled(compiler: Any, timestamp: int) -> bytes:
    """The PDF as Typst writes it. Its warnings, such as an unknown font, are errors here."""
    import typst

    try:
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

"""Bytes of a Word file -> what is wrong with it: the checks that openxml-audit leaves out, and readers for tests."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def part(package: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return etree.fromstring(archive.read(name))


def part_names(package: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return archive.namelist()


def with_part(package: bytes, name: str, content: bytes) -> bytes:
    """The same package with one part replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(stream, "w") as target:
        for entry in source.namelist():
            target.writestr(entry, content if entry == name else source.read(entry))
    return stream.getvalue()


def problems(package: bytes, language: str = "pl-PL") -> list[str]:
    """One line for every fault, empty when there is none."""
    body = part(package, "word/document.xml")
    return [
        *_numbering(package, body),
        *_bookmarks(body),
        *_tables(body),
        *_pictures(body),
        *_language(package, language),
        *_contents(body),
        *_styles(package, body),
    ]


def _numbering(package: bytes, body: Any) -> Iterator[str]:
    numbering = part(package, "word/numbering.xml")
    known = {"0", *(node.get(f"{W}numId") for node in numbering.iter(f"{W}num"))}
    for root in (body, part(package, "word/styles.xml")):
        for node in root.iter(f"{W}numId"):
            if node.get(f"{W}val") not in known:
                yield f"dangling numId {node.get(f'{W}val')}"


def _bookmarks(body: Any) -> Iterator[str]:
    for attribute in ("name", "id"):
        marks = [node.get(f"{W}{attribute}") for node in body.iter(f"{W}bookmarkStart")]
        for value, count in Counter(mark.lower() for mark in marks).items():
            if count > 1:
                yield f"bookmark {attribute} {value} comes {count} times"
    names = {node.get(f"{W}name") for node in body.iter(f"{W}bookmarkStart")}
    for link in body.iter(f"{W}hyperlink"):
        anchor = link.get(f"{W}anchor")
        if anchor is not None and anchor not in names:
            yield f"dead link to {anchor}"


def _tables(body: Any) -> Iterator[str]:
    for index, table in enumerate(body.iter(f"{W}tbl"), start=1):
        if table.find(f"{W}tr/{W}trPr/{W}tblHeader") is None:
            yield f"table {index} has no header row"
        for name in ("tblCaption", "tblDescription"):
            found = table.find(f"{W}tblPr/{W}{name}")
            if found is None or not found.get(f"{W}val"):
                yield f"table {index} has no {name}"
        grid = sum(int(column.get(f"{W}w")) for column in table.findall(f"{W}tblGrid/{W}gridCol"))
        if str(grid) != table.find(f"{W}tblPr/{W}tblW").get(f"{W}w"):
            yield f"table {index} is not as wide as its columns"


def _pictures(body: Any) -> Iterator[str]:
    for index, picture in enumerate(body.iter(PICTURE), start=1):
        if not picture.get("descr") and not is_decorative(picture):
            yield f"picture {index} has no alternative text"


def is_decorative(picture: Any) -> bool:
    """Whether readers that speak the page pass the picture over."""
    marks = (node for node in picture.iter() if etree.QName(node).localname == "decorative")
    return any(mark.get("val") == "1" for mark in marks)


def _language(package: bytes, language: str) -> Iterator[str]:
    languages = [node.get(f"{W}val") for node in part(package, "word/styles.xml").iter(f"{W}lang")]
    if not languages or set(languages) != {language}:
        yield f"language is {languages}"
    theme = part(package, "word/settings.xml").find(f"{W}themeFontLang")
    if theme is None or theme.get(f"{W}val") != language:
        yield "settings have another language"


def _contents(body: Any) -> Iterator[str]:
    instructions = [node for node in body.iter(f"{W}instrText") if (node.text or "").strip().startswith("TOC ")]
    for instruction in instructions:
        entry = instruction.getparent().getparent()
        if not text_of(entry).strip():
            yield f"empty list {instruction.text.strip()}"
    headed = any(style_of(node) == "Heading1" for node in body.iter(f"{W}p"))
    if headed and not any("\\o" in node.text for node in instructions):
        yield "no contents"


def _styles(package: bytes, body: Any) -> Iterator[str]:
    known = {node.get(f"{W}styleId") for node in part(package, "word/styles.xml").iter(f"{W}style")}
    for name in ("pStyle", "rStyle", "tblStyle"):
        for node in body.iter(f"{W}{name}"):
            if node.get(f"{W}val") not in known:
                yield f"unknown style {node.get(f'{W}val')}"


def style_of(node: Any) -> str:
    style = node.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else str(style.get(f"{W}val"))


def text_of(node: Any) -> str:
    """The characters of a part or paragraph, with what is struck out, without the places to break."""
    pieces = (piece.text or "" for piece in node.iter(f"{W}t", f"{W}delText"))
    return "".join(pieces).replace("\u200b", "")

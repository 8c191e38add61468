"""A Word file with tracked changes -> what it says once all of them are accepted or rejected (ECMA-376, 17.13.5)."""

from __future__ import annotations

from typing import Any

from tests.writers.docx_checks import PICTURE, W, part, style_of

# Word makes these lists anew from the headings and captions that are left.
_GENERATED = {"TOCHeading", "TableofFigures", "TableOfFigures"}
# Running text after a heading has a style name of its own that looks like the other.
_SAME_LOOK = {"FirstParagraph": "BodyText"}
# Paragraphs without words that hold a section's end, or stand where a page turns before a table.
_UNSEEN = {"SectionEnd", ""}

Said = list[Any]


def accepted(package: bytes) -> Said:
    return said(_resolved(part(package, "word/document.xml"), gone="del", kept="ins"))


def rejected(package: bytes) -> Said:
    return said(_resolved(part(package, "word/document.xml"), gone="ins", kept="del"))


def plain(package: bytes) -> Said:
    return said(part(package, "word/document.xml"))


def _resolved(body: Any, *, gone: str, kept: str) -> Any:
    """The body after Word's "accept all" (`gone` is `del`) or "reject all" (`gone` is `ins`)."""
    _drop_rows(body, gone)
    for node in [node for node in body.iter(f"{W}{gone}") if len(node)]:
        node.getparent().remove(node)
    for node in [node for node in body.iter(f"{W}{kept}") if len(node)]:
        for child in list(node):
            node.addprevious(child)
        node.getparent().remove(node)
    for node in body.iter(f"{W}delText"):
        node.tag = f"{W}t"
    for node in list(body.iter(f"{W}p")):
        if node.find(f"{W}pPr/{W}rPr/{W}{gone}") is not None:
            _join_with_next(node)
    return body


def _drop_rows(body: Any, gone: str) -> None:
    """A table without rows is none."""
    for row in list(body.iter(f"{W}tr")):
        if row.find(f"{W}trPr/{W}{gone}") is not None:
            row.getparent().remove(row)
    for table in list(body.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None:
            table.getparent().remove(table)


def _join_with_next(node: Any) -> None:
    """A paragraph without its mark: what is left of it begins the next one; before a table nothing may be left."""
    left = [child for child in node if child.tag not in {f"{W}pPr", f"{W}bookmarkStart", f"{W}bookmarkEnd"}]
    words = [child for child in left if "".join(child.itertext()).strip()]
    following = node.getnext()
    if following is not None and following.tag == f"{W}p":
        place = 1 if following.find(f"{W}pPr") is not None else 0
        for index, child in enumerate(left):
            following.insert(place + index, child)
    elif words:
        raise AssertionError(f"words without a paragraph: {''.join(node.itertext())}")
    node.getparent().remove(node)


def said(body: Any) -> Said:
    """Paragraphs as style, whether in a list, pictures and text; tables as rows of cells; fields counted anew."""
    counts: dict[str, int] = {}
    return _blocks(body.find(f"{W}body"), counts)


def _blocks(parent: Any, counts: dict[str, int]) -> Said:
    found: Said = []
    for node in parent:
        if node.tag == f"{W}p" and style_of(node) not in _GENERATED:
            pictures = [picture.get("descr") for picture in node.iter(PICTURE)]
            text = _text(node, counts)
            is_cell = parent.tag == f"{W}tc"
            if text.strip() or pictures or not (is_cell or style_of(node) in _UNSEEN):
                found.append(
                    (
                        _SAME_LOOK.get(style_of(node), style_of(node)),
                        node.find(f"{W}pPr/{W}numPr") is not None,
                        pictures,
                        text,
                    )
                )
        elif node.tag == f"{W}tbl":
            found.append([[_blocks(cell, counts) for cell in row.findall(f"{W}tc")] for row in node.findall(f"{W}tr")])
    return found


def _text(node: Any, counts: dict[str, int]) -> str:
    """The text, with breaks, tabs and footnote marks; the number of a SEQ field is counted, as Word does."""
    text, is_result = "", False
    for piece in node.iter():
        if piece.tag in {f"{W}fldSimple", f"{W}instrText", f"{W}delInstrText"}:
            words = (piece.get(f"{W}instr") or piece.text or "").split()
            if words[0] == "SEQ":
                counts[words[1]] = counts.get(words[1], 0) + 1
                text += str(counts[words[1]])
                is_result = True
        elif piece.tag == f"{W}t":
            text += "" if is_result else piece.text or ""
            is_result = False
        elif piece.tag in {f"{W}br", f"{W}tab", f"{W}footnoteReference"}:
            text += {"br": "\n", "tab": "\t", "footnoteReference": "*"}[piece.tag.removeprefix(W)]
    return text

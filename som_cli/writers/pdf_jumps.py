"""Links to addresses like `jump:item-7` -> links to the places where these anchors stand.

A link to a label would make Typst lay out each table that holds one again until all page numbers are known, which
costs a third of the time; an address asks for nothing. Where the anchors stand is told once, at the document's end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from som_cli.writers.pdf_objects import PdfObjects, UnreadablePdfError

JUMP = "jump:"
_LINK = re.compile(rb"/A<</Type/Action/S/URI/URI\(jump:([^)]*)\)>>(.*)/Contents\(jump:[^)]*\)", re.DOTALL)
_PAGES = re.compile(rb"1 0 obj\n<</Type/Pages/Count \d+/Kids\[([\d R]*)\]")
_HEIGHT = re.compile(rb"/MediaBox\[\S+ \S+ \S+ ([\d.]+)\]")
# A reader sees a little of what is above the place, as Typst has it for links to labels.
_ABOVE = 10


@dataclass(frozen=True, slots=True)
class Landing:
    """Where an anchor stands: its page, from 1, and points from the left and the upper edge of that."""

    page: int
    left: float
    top: float


def page_numbers(file: PdfObjects) -> list[int]:
    """The numbers of the objects that are pages, in order. Raises UnreadablePdfError."""
    pages = _PAGES.match(file.objects[1])
    if pages is None:
        message = "the first object of the PDF does not list its pages"
        raise UnreadablePdfError(message)
    return [int(number) for number in pages[1].split(b" 0 R")[:-1]]


def lead_jumps(file: PdfObjects, landings: Mapping[str, Landing], page_word: str) -> None:
    """Each jump leads to its landing and is described by the page, as "page 12". Raises UnreadablePdfError."""
    numbers = page_numbers(file)
    pages = [(number, _height(file.objects[number])) for number in numbers]
    for number, content in file.objects.items():
        link = _LINK.search(content) if b"/URI(jump:" in content else None
        if link is None:
            continue
        landing = landings.get(link[1].decode())
        if landing is None:
            message = f"a link leads to {link[1].decode()}, which stands nowhere"
            raise UnreadablePdfError(message)
        page, height = pages[landing.page - 1]
        top = height - max(0, landing.top - _ABOVE)
        place = b"/Dest[%d 0 R/XYZ %.3f %.3f 0]" % (page, landing.left, top)
        words = b"/Contents<FEFF%s>" % f"{page_word} {landing.page}".encode("utf-16-be").hex().upper().encode()
        file.objects[number] = content[: link.start()] + place + link[2] + words + content[link.end() :]


def _height(page: bytes) -> float:
    size = _HEIGHT.search(page)
    if size is None:
        message = "a page of the PDF has no size"
        raise UnreadablePdfError(message)
    return float(size[1])

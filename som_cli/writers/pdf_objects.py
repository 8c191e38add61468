"""The bytes of a PDF as Typst writes it -> its objects by number, and the bytes again.

Typst keeps every object in the open, in its shortest form, and lists where each begins in one table at the end. So a
few of thousands can be changed without reading the others, which costs a tenth of what a library for any PDF takes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TABLE = re.compile(rb"xref\n0 (\d+)\n")
_START = re.compile(rb"startxref\n(\d+)\n%%EOF\s*\Z")
_RECORD = 20
_IN_USE = b"n"


class UnreadablePdfError(ValueError):
    """A file that is not laid out as Typst lays out a PDF."""


@dataclass(slots=True)
class PdfObjects:
    """`objects` maps numbers to whole objects, from `7 0 obj` to the line end after `endobj`, in the file's order."""

    head: bytes
    objects: dict[int, bytes]
    trailer: bytes

    def written(self) -> bytes:
        """The file with a new table of where its objects begin."""
        places, place = {0: b"0000000000 65535 f\r\n"}, len(self.head)
        for number, content in self.objects.items():
            places[number] = b"%010d 00000 n\r\n" % place
            place += len(content)
        table = [b"xref\n0 %d\n" % len(places), *(places[number] for number in range(len(places)))]
        end = b"startxref\n%d\n%%%%EOF" % place
        return b"".join([self.head, *self.objects.values(), *table, self.trailer, end])


def read_objects(content: bytes) -> PdfObjects:
    """The objects of a file that Typst wrote. Raises UnreadablePdfError."""
    start = _START.search(content, max(0, len(content) - 64))
    table = _TABLE.match(content, int(start[1])) if start else None
    if start is None or table is None:
        message = "no table of objects at the end of the PDF"
        raise UnreadablePdfError(message)
    records = range(table.end() + _RECORD, table.end() + int(table[1]) * _RECORD, _RECORD)
    if any(content[at + 17 : at + 18] != _IN_USE for at in records):
        message = "a number without an object in the PDF"
        raise UnreadablePdfError(message)
    places = [int(content[at : at + 10]) for at in records]
    order = sorted(range(len(places)), key=places.__getitem__)
    ends = [*(places[index] for index in order[1:]), table.start()]
    objects = {index + 1: content[places[index] : end] for index, end in zip(order, ends, strict=True)}
    trailer = content[table.end() + int(table[1]) * _RECORD : start.start()]
    return PdfObjects(content[: places[order[0]]], objects, trailer)

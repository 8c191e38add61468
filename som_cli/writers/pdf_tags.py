"""A tagged PDF as Typst writes it -> the same with row headers in its tables, and streams that end without doubt."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator

from som_cli.writers.pdf_objects import PdfObjects

_ELEMENT = re.compile(rb"\d+ 0 obj\n<</Type/StructElem/S/(\w+)/")
_CHILDREN = re.compile(rb"/K\[([\d R]+)\](?:/Pg \d+ 0 R)?>>\nendobj\n\Z")
_ROW_SPAN = re.compile(rb"/RowSpan (\d+)")
_ROW_GROUPS = (b"TBody", b"TFoot")
_ROW_HEADER = b"<</O/Table/Scope/Row>>"
_STREAM = re.compile(rb"(\d+ 0 obj\n<<.*?)/Length \d+(.*?)>>\nstream\n", re.DOTALL)
_FILTERS = re.compile(rb"/Filter(?:(/\w+)|\[([^]]*)\])")
_STREAM_END = b"\nendstream\nendobj\n"
_LINE_ENDS = (b"\n" + _STREAM_END, b"\r" + _STREAM_END)


def mark_row_headers(file: PdfObjects) -> None:
    """The first cell of each body row becomes its header, save in rows that a first cell from above reaches into."""
    kinds = {number: found[1] for number, content in file.objects.items() if (found := _ELEMENT.match(content))}
    for table in [number for number, kind in kinds.items() if kind == b"Table"]:
        reaching = 0
        for row in _rows(file, kinds, table):
            if reaching > 0:
                reaching -= 1
                continue
            cell = next(iter(_children(file, row)), 0)
            if kinds.get(cell) == b"TD":
                span = _ROW_SPAN.search(file.objects[cell])
                reaching = int(span[1]) - 1 if span else 0
                file.objects[cell] = _row_header(file.objects[cell])


def _rows(file: PdfObjects, kinds: dict[int, bytes], table: int) -> Iterator[int]:
    groups = [group for group in _children(file, table) if kinds.get(group) in _ROW_GROUPS] or [table]
    for group in groups:
        yield from (row for row in _children(file, group) if kinds.get(row) == b"TR")


def _children(file: PdfObjects, number: int) -> list[int]:
    found = _CHILDREN.search(file.objects[number])
    return [int(child) for child in found[1].split(b" 0 R")[:-1]] if found else []


def _row_header(cell: bytes) -> bytes:
    before, attributes, after = cell.replace(b"/S/TD", b"/S/TH", 1).partition(b"/A[")
    if attributes:
        return before + attributes + _ROW_HEADER + after
    return cell.replace(b"/S/TD", b"/S/TH/A[" + _ROW_HEADER + b"]", 1)


def close_streams(file: PdfObjects) -> None:
    """Streams whose last byte is a line end are written in ASCII85, which ends with `~>`.

    A line end is written before `endstream` and is not part of the stream; after one that is, readers that search for
    the end count a byte less than /Length says (ISO 19005-2, 6.1.7.1).
    """
    for number, content in file.objects.items():
        if content.endswith(_LINE_ENDS) and (head := _STREAM.match(content)):
            file.objects[number] = _in_ascii(head, content[head.end() : -len(_STREAM_END)])


def _in_ascii(head: re.Match[bytes], stream: bytes) -> bytes:
    before, after = head.groups()
    coded = base64.a85encode(stream) + b"~>"
    entries = before + b"/Length %d" % len(coded) + after
    if filters := _FILTERS.search(entries):
        first, last = filters.span()
        entries = entries[:first] + b"/Filter[/ASCII85Decode" + (filters[1] or filters[2]) + b"]" + entries[last:]
    else:
        entries += b"/Filter/ASCII85Decode"
    return entries + b">>\nstream\n" + coded + _STREAM_END

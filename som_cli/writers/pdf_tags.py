"""A tagged PDF -> the same with row headers in its tables, and a stable form of its bytes."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf

_ROW_GROUPS = ("/TBody", "/TFoot")
_LINE_ENDS = (b"\n", b"\r")


def finish_pdf(content: bytes) -> tuple[bytes, int]:
    """The finished file and the number of its pages; equal content gives equal bytes."""
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as pdf:
        for table in _elements(pdf.Root.StructTreeRoot.get("/K"), "/Table"):
            _mark_row_headers(pdf, table)
        _close_streams(pdf)
        output = io.BytesIO()
        pdf.save(
            output,
            linearize=False,
            deterministic_id=True,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
        return output.getvalue(), len(pdf.pages)


def _elements(node: Any, kind: str) -> Iterator[Any]:
    """The structure elements of one kind, in reading order. The tree is walked without recursion: it may be deep."""
    pending = [node]
    while pending:
        found = pending.pop()
        if _is_array(found):
            pending.extend(reversed(list(found)))
        elif _is_dictionary(found):
            if found.get("/S") == kind:
                yield found
            if "/K" in found:
                pending.append(found["/K"])


def _is_array(node: Any) -> bool:
    import pikepdf

    return isinstance(node, pikepdf.Array)


def _is_dictionary(node: Any) -> bool:
    import pikepdf

    return isinstance(node, pikepdf.Dictionary)


def _children(node: Any) -> list[Any]:
    found = node.get("/K")
    return [child for child in (found if _is_array(found) else [found]) if _is_dictionary(child)]


def _mark_row_headers(pdf: pikepdf.Pdf, table: Any) -> None:
    """The first cell of each body row becomes its header, save in rows that a first cell from above reaches into."""
    import pikepdf

    groups = [group for group in _children(table) if group.get("/S") in _ROW_GROUPS] or [table]
    reaching = 0
    for row in (row for group in groups for row in _children(group) if row.get("/S") == "/TR"):
        if reaching > 0:
            reaching -= 1
            continue
        cell = next(iter(_children(row)), None)
        if cell is None or cell.get("/S") != "/TD":
            continue
        reaching = _row_span(cell) - 1
        cell["/S"] = pikepdf.Name.TH
        scope = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)
        cell["/A"] = pikepdf.Array([*_attributes(cell), pdf.make_indirect(scope)])


def _attributes(cell: Any) -> list[Any]:
    found = cell.get("/A")
    if found is None:
        return []
    return list(found) if _is_array(found) else [found]


def _row_span(cell: Any) -> int:
    return max((int(attribute.get("/RowSpan", 1)) for attribute in _attributes(cell)), default=1)


def _close_streams(pdf: pikepdf.Pdf) -> None:
    """Streams whose last byte is a line end are written in ASCII85, which ends with `~>`.

    A line end is written before `endstream` and is not part of the stream; after one that is, readers that search for
    the end count a byte less than /Length says (ISO 19005-2, 6.1.7.1).
    """
    import pikepdf

    for found in pdf.objects:
        if not isinstance(found, pikepdf.Stream):
            continue
        raw = found.read_raw_bytes()
        if not raw.endswith(_LINE_ENDS):
            continue
        filters = found.get("/Filter")
        before = [] if filters is None else list(filters) if _is_array(filters) else [filters]
        found.write(base64.a85encode(raw) + b"~>", filter=pikepdf.Array([pikepdf.Name.ASCII85Decode, *before]))

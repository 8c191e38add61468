"""An edition -> the workbook of the cycling network: every segment, and live sums of lengths."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from som_cli.analysis.network import Stretch
from som_cli.document.document import Cell, Formula, Sheet, SheetColumn, SheetTable, Workbook
from som_cli.model.network import SegmentStatus
from som_cli.reports.edition import Edition
from som_cli.reports.emissions.secap_inventory import this_row
from som_cli.reports.network.borders import border_rows
from som_cli.reports.network.tables import KILOMETRE, length_of, network_parts, present_statuses
from som_cli.reports.wording import Wording
from som_cli.reports.workbooks.assembly import assemble
from som_cli.reports.workbooks.sums import column_reference, criterion, escaped
from som_cli.reports.workbooks.words import Words, column_title, one_line

SEGMENTS = "tblSegments"
Parts = Sequence[Stretch]


def build(edition: Edition) -> Workbook:
    """Segments are a long table; lengths by type, surface, route and member are formulas over it."""
    words, wording = Words(edition), Wording(edition)
    parts = network_parts(wording)
    sheets = {
        "net_lengths": _lengths_sheet(words, parts),
        "net_segments": _segments_sheet(words, parts),
        "net_borders": _borders_sheet(words, wording),
    }
    return assemble(words, "network", sheets, (words.label("read.network"),))


def _columns(words: Words) -> dict[str, SheetColumn]:
    statuses = tuple(words.term(status, "network.status") for status in SegmentStatus)

    def metres(key: str, *, total: bool = False) -> SheetColumn:
        return SheetColumn(words.column(key).title, "number", 12, 0, total=total)

    return {
        "id": words.column("id", "code", 14),
        "route": words.column("net_route", "code", 11),
        "route_name": words.column("net_route_name", width=44),
        "class": words.column("net_class", width=12),
        "member": words.column("net_member", width=26),
        "name": words.column("name", width=34),
        "type": words.column("net_type", width=28),
        "surface": words.column("net_surface", width=22),
        "width": SheetColumn(words.column("net_width").title, "number", 11, 1),
        "direction": words.column("net_direction", width=16),
        "stated": metres("net_stated"),
        "drawn": metres("net_drawn"),
        "length": metres("net_length", total=True),
        "difference": SheetColumn(words.column("net_difference").title, "percent", 11),
        "status": SheetColumn(words.column("net_status").title, width=18, choices=statuses),
        "manager": words.column("net_manager", width=26),
        "road": words.column("net_road", "code", 10),
        "action": words.column("action", "code", 12),
        "provenance": words.column("provenance", width=15),
    }


def _segments_sheet(words: Words, parts: Parts) -> Sheet:
    columns = _columns(words)
    rows = tuple(_segment(words, part, columns) for part in parts)
    return words.sheet("net_segments", SheetTable(SEGMENTS, tuple(columns.values()), rows), frozen_columns=2)


def _segment(words: Words, part: Stretch, columns: dict[str, SheetColumn]) -> tuple[Cell, ...]:
    segment, drawn = part.segment, part.drawn_length
    stated_cell, drawn_cell = (this_row(SEGMENTS, columns[key]) for key in ("stated", "drawn"))
    length = Formula(f'=IF({stated_cell}="",{drawn_cell},{stated_cell})', part.length or Decimal(0))
    both = segment.length_m is not None and drawn
    share = (segment.length_m - drawn) / drawn if segment.length_m is not None and drawn else Decimal(0)
    return (
        segment.id,
        part.route.id,
        one_line(part.route.name),
        words.term(part.route.class_, "network.class"),
        words.actor(segment.member),
        one_line(segment.name),
        _type(words, part),
        _surface(words, part),
        segment.width_m,
        words.term(segment.direction, "network.direction"),
        segment.length_m,
        drawn,
        length,
        Formula(f"=({stated_cell}-{drawn_cell})/{drawn_cell}", share) if both else None,
        _status(words, part),
        words.actor(segment.manager),
        segment.road or "",
        segment.action or "",
        words.provenance(part.route, segment),
    )


def _type(words: Words, part: Stretch) -> str:
    return words.listed("segment-types", part.segment.type) or words.label("not_given")


def _surface(words: Words, part: Stretch) -> str:
    return words.listed("surfaces", part.segment.surface) or words.label("not_given")


def _status(words: Words, part: Stretch) -> str:
    return words.term(part.segment.status or SegmentStatus.UNKNOWN, "network.status")


def _lengths_sheet(words: Words, parts: Parts) -> Sheet:
    """Kilometres by status of types, surfaces, routes and members."""
    kinds: tuple[tuple[str, str, Callable[[Stretch], str]], ...] = (
        ("tblByType", "type", lambda part: _type(words, part)),
        ("tblBySurface", "surface", lambda part: _surface(words, part)),
        ("tblByMember", "member", lambda part: words.actor(part.segment.member)),
        ("tblByRoute", "route", lambda part: part.route.id),
    )
    tables = [_lengths(words, parts, table, key, row) for table, key, row in kinds]
    return words.sheet("net_lengths", *tables)


def _lengths(words: Words, parts: Parts, table: str, key: str, row: Callable[[Stretch], str]) -> SheetTable:
    columns = _columns(words)
    statuses = [words.term(status, "network.status") for status in present_statuses(parts)]
    heads = [SheetColumn(column_title(status), "number", 16, 1, total=True) for status in statuses]
    total = SheetColumn(words.column("total").title, "number", 14, 1, total=True)
    length, by, states = (column_reference(SEGMENTS, columns[one]) for one in ("length", key, "status"))
    across = f"=SUM({table}[[#This Row],[{escaped(heads[0].title)}]:[{escaped(heads[-1].title)}]])" if heads else "=0"
    rows: list[tuple[Cell, ...]] = []
    for name in dict.fromkeys(row(part) for part in parts):
        own = [part for part in parts if row(part) == name]
        cells = [
            Formula(
                f"=SUMIFS({length},{by},{criterion(name)},{states},{criterion(status)})/1000",
                _kilometres(part for part in own if _status(words, part) == status),
            )
            for status in statuses
        ]
        rows.append((name, *cells, Formula(across, _kilometres(own))))
    title = SheetColumn(columns[key].title, width=32)
    return SheetTable(table, (title, *heads, total), tuple(rows), words.label(f"caption.net_{key}"))


def _kilometres(parts: Iterable[Stretch]) -> Decimal:
    return length_of(parts) / KILOMETRE


def _borders_sheet(words: Words, wording: Wording) -> Sheet:
    """Where routes cross borders, in one row each."""
    columns = (
        words.column("net_route", "code", 11),
        words.column("net_from_member", width=28),
        words.column("net_to_member", width=28),
        words.column("net_from_segment", "code", 14),
        words.column("net_to_segment", "code", 14),
        words.column("net_continuity", width=50),
    )
    rows = tuple(
        (
            crossing.before.route.id,
            words.actor(crossing.before.segment.member),
            words.actor(crossing.after.segment.member),
            crossing.before.segment.id,
            crossing.after.segment.id,
            one_line(continuity),
        )
        for crossing, continuity in border_rows(wording)
    )
    return words.sheet("net_borders", SheetTable("tblBorders", columns, rows))

"""An edition -> the workbook of public transport: lines, their stops in order, stops, connections with the core."""

from __future__ import annotations

from som_cli.analysis.connections import MEANT, TODAY, Connection, connections, lines_by_stop, served_members
from som_cli.document.document import Cell, Formula, Sheet, SheetColumn, SheetTable, Workbook
from som_cli.model.network import Line, ServiceStatus, Stop, StopKind
from som_cli.reports.edition import Edition
from som_cli.reports.transport.tables import shown_lines
from som_cli.reports.wording import Wording
from som_cli.reports.workbooks.assembly import assemble
from som_cli.reports.workbooks.sums import column_reference, criterion, escaped
from som_cli.reports.workbooks.words import Words, column_title, one_line

STOPS = "tblStops"


def build(edition: Edition) -> Workbook:
    """Registers of lines and stops; how many stops of each kind serve is counted live."""
    words = Words(edition)
    sheets = {
        "trn_counts": _counts_sheet(words),
        "trn_lines": _lines_sheet(words),
        "trn_calls": _calls_sheet(words),
        "trn_stops": _stops_sheet(words),
        "trn_connections": _connections_sheet(words),
    }
    return assemble(words, "transport", sheets, (words.label("read.transport"),))


def _lines_sheet(words: Words) -> Sheet:
    columns = (
        words.column("id", "code", 12),
        words.column("name", width=44),
        words.column("trn_mode", width=12),
        words.column("trn_operator", width=28),
        words.column("status", width=16),
        words.column("from", "code", 12),
        words.column("to", "code", 12),
        words.column("trn_stop_count", "integer", 12),
        words.column("provenance", width=15),
        words.column("source", "code", 11),
        words.column("note", width=50),
    )
    rows = tuple(_line(words, line) for line in shown_lines(Wording(words.edition)))
    return words.sheet("trn_lines", SheetTable("tblLines", columns, rows), frozen_columns=2)


def _line(words: Words, line: Line) -> tuple[Cell, ...]:
    return (
        line.id,
        one_line(line.name),
        words.term(line.mode, "transport.mode"),
        words.actor(line.operator),
        _status(words, line.status),
        words.date(line.from_),
        words.date(line.to),
        len(line.stops),
        words.provenance(line),
        line.source or "",
        one_line(line.note),
    )


def _status(words: Words, status: ServiceStatus | None) -> str:
    return words.term(status or ServiceStatus.UNKNOWN, "transport.status")


def _calls_sheet(words: Words) -> Sheet:
    """One row a line and stop, in the order of the line."""
    columns = (
        words.column("trn_line", "code", 12),
        words.column("trn_order", "integer", 8),
        words.column("trn_stop", "code", 12),
        words.column("name", width=34),
        words.column("trn_member", width=28),
    )
    rows = []
    for line in shown_lines(Wording(words.edition)):
        for order, name in enumerate(line.stops, 1):
            stop = words.edition.everything.stops.get(name)
            row = (order, words.to_row(name, "trn_stops"), one_line(stop.name) if stop else "")
            rows.append((words.to_row(line.id, "trn_lines"), *row, words.actor(stop.member) if stop else ""))
    return words.sheet("trn_calls", SheetTable("tblCalls", columns, tuple(rows)), frozen_columns=2)


def _stop_columns(words: Words) -> dict[str, SheetColumn]:
    statuses = tuple(_status(words, status) for status in ServiceStatus)
    kinds = tuple(words.term(kind, "transport.kind") for kind in StopKind)
    return {
        "id": words.column("id", "code", 12),
        "name": words.column("name", width=34),
        "kind": SheetColumn(words.column("kind").title, width=20, choices=kinds),
        "member": words.column("trn_member", width=28),
        "status": SheetColumn(words.column("status").title, width=18, choices=statuses),
        "lines": words.column("trn_lines_served", width=34),
        "facilities": words.column("trn_facilities", width=36),
        "cars": words.column("trn_cars", "integer", 12),
        "bikes": words.column("trn_bikes", "integer", 12),
        "longitude": SheetColumn(words.column("trn_longitude").title, "number", 12, 4),
        "latitude": SheetColumn(words.column("trn_latitude").title, "number", 12, 4),
        "action": words.column("action", "code", 12),
        "provenance": words.column("provenance", width=15),
        "source": words.column("source", "code", 11),
    }


def _stops_sheet(words: Words) -> Sheet:
    serving = lines_by_stop(shown_lines(Wording(words.edition)))
    rows = tuple(_stop(words, stop, serving.get(stop.id, ())) for stop in words.workspace.stops.values())
    table = SheetTable(STOPS, tuple(_stop_columns(words).values()), rows)
    return words.sheet("trn_stops", table, frozen_columns=2)


def _stop(words: Words, stop: Stop, lines: tuple[Line, ...]) -> tuple[Cell, ...]:
    longitude, latitude = stop.position[:2] if len(stop.position) > 1 else (None, None)
    return (
        stop.id,
        one_line(stop.name),
        words.term(stop.kind, "transport.kind"),
        words.actor(stop.member),
        _status(words, stop.status),
        ", ".join(line.id for line in lines),
        ", ".join(words.listed("facilities", code) for code in stop.facilities),
        stop.capacity.cars if stop.capacity else None,
        stop.capacity.bikes if stop.capacity else None,
        longitude,
        latitude,
        stop.action or "",
        words.provenance(stop),
        stop.source or "",
    )


def _counts_sheet(words: Words) -> Sheet:
    """Kinds of stops by status, counted over the register of stops."""
    columns = _stop_columns(words)
    stops = list(words.workspace.stops.values())
    present = {stop.status or ServiceStatus.UNKNOWN for stop in stops}
    statuses = [status for status in ServiceStatus if status in present]
    heads = [SheetColumn(column_title(_status(words, one)), "integer", 16, total=True) for one in statuses]
    total = SheetColumn(words.column("total").title, "integer", 12, total=True)
    kinds, states = (column_reference(STOPS, columns[key]) for key in ("kind", "status"))
    name = "tblStopCounts"
    across = f"=SUM({name}[[#This Row],[{escaped(heads[0].title)}]:[{escaped(heads[-1].title)}]])" if heads else "=0"
    rows: list[tuple[Cell, ...]] = []
    for kind in StopKind:
        own = [stop for stop in stops if stop.kind is kind]
        word = words.term(kind, "transport.kind")
        cells = [
            Formula(
                f"=COUNTIFS({kinds},{criterion(word)},{states},{criterion(_status(words, status))})",
                sum((stop.status or ServiceStatus.UNKNOWN) is status for stop in own),
            )
            for status in statuses
        ]
        rows.append((word, *cells, Formula(across, len(own))))
    table = SheetTable(name, (SheetColumn(words.column("kind").title, width=24), *heads, total), tuple(rows))
    return words.sheet("trn_counts", table)


def _connections_sheet(words: Words) -> Sheet:
    """A row a member: changes to the core today and once all is built, and the lines to take."""
    everything = words.edition.everything
    today, then = connections(everything, TODAY), connections(everything, MEANT)
    member = words.edition.scope.member
    columns = (
        words.column("trn_member", width=30),
        words.column("trn_today", "integer", 14),
        words.column("trn_today_lines", width=30),
        words.column("trn_then", "integer", 14),
        words.column("trn_then_lines", width=30),
    )
    rows = tuple(
        (words.actor(one), *_way(words, today.get(one)), *_way(words, then.get(one)))
        for one in served_members(everything)
        if member in {"", one}
    )
    return words.sheet("trn_connections", SheetTable("tblConnections", columns, rows))


def _way(words: Words, found: Connection | None) -> tuple[Cell, Cell]:
    """Changes and lines; words where there is no connection."""
    return (found.changes, ", ".join(found.lines)) if found else (None, words.label("trn_none"))

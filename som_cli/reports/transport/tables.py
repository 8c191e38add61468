"""Lines and stops of public transport -> tables: what runs, what is planned, what is at each stop."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from som_cli.analysis.connections import lines_by_stop
from som_cli.document import blocks as b
from som_cli.model.network import Line, ServiceStatus, Stop, StopKind
from som_cli.model.workspace import Workspace
from som_cli.reports.marks import marks_of
from som_cli.reports.short_names import short_actor
from som_cli.reports.wording import NOT_GIVEN, Wording


def stop_named(wording: Wording, identifier: str) -> Stop | None:
    """A stop of a line, be it one that the report is narrowed away from."""
    found = wording.edition.everything.stops.get(identifier)
    return found if isinstance(found, Stop) else None


def stop_name(wording: Wording, identifier: str) -> str:
    found = stop_named(wording, identifier)
    return wording.prose(found.name) if found else identifier


def has_transport(workspace: Workspace) -> bool:
    """Whether a workspace has lines or stops to report on."""
    return bool(workspace.lines or workspace.stops)


def shown_lines(wording: Wording) -> list[Line]:
    """The lines of the document: those that stop in the member that it is narrowed to, be it within other members."""
    member = wording.edition.scope.member
    lines = list(wording.workspace.lines.values())
    return [line for line in lines if not member or any(_is_in(wording, stop, member) for stop in line.stops)]


def _is_in(wording: Wording, stop: str, member: str) -> bool:
    found = stop_named(wording, stop)
    return found is not None and found.member == member


def transport_facts(wording: Wording) -> list[b.Block]:
    """How many lines and stops there are, and how many of each status."""
    lines, stops = shown_lines(wording), list(wording.workspace.stops.values())
    everything: list[Line | Stop] = [*lines, *stops]
    if not has_transport(wording.workspace):
        return [b.paragraph(wording.label("transport.none"))]
    statuses = [one for one in ServiceStatus if any(_status(item) is one for item in everything)]
    number = wording.edition.formatter.number
    columns = [b.Column(wording.label("transport.what"), width=3)]
    columns += [b.Column(wording.term(status, "transport.status"), "number", 1.6) for status in statuses]
    columns.append(b.Column(wording.label("transport.all"), "number", 1.3))
    kinds: list[tuple[str, Sequence[Line | Stop]]] = [(wording.label("transport.lines"), lines)]
    for kind in StopKind:
        found = [stop for stop in stops if stop.kind is kind]
        kinds += [(wording.term(kind, "transport.stops"), found)] if found else []
    rows = []
    for name, items in kinds:
        counts = [sum(_status(item) is status for item in items) for status in statuses]
        rows.append((name, *(number(count) if count else NOT_GIVEN for count in counts), number(len(items))))
    return [b.table("table-transport-counts", wording.label("transport.counts"), columns, rows)]


def _status(item: Line | Stop) -> ServiceStatus:
    return item.status or ServiceStatus.UNKNOWN


def lines_table(wording: Wording) -> list[b.Block]:
    """A row a line: id, name, mode, operator, status, since when, stops."""
    return _lines(wording, shown_lines(wording), "table-lines", wording.label("transport.lines_all"))


def plan_lines_table(wording: Wording, plan: str) -> list[b.Block]:
    """The lines of one plan."""
    caption = wording.label("transport.lines_of", plan=wording.plans[plan].prefix)
    return _lines(wording, list(wording.workspace.in_plan(Line, plan)), f"table-lines-{plan}", caption)


def _lines(wording: Wording, lines: Sequence[Line], name: str, caption: str) -> list[b.Block]:
    if not lines:
        return []
    marks = marks_of(wording, lines)
    columns = (
        b.Column(wording.label("transport.id"), "code", 1.8),
        b.Column(wording.label("transport.line"), width=4.4),
        *marks.columns,
        b.Column(wording.label("transport.mode_head"), width=1.4),
        b.Column(wording.label("transport.operator"), width=2.4),
        b.Column(wording.label("transport.status_head"), width=1.9),
        b.Column(wording.label("transport.period"), width=1.9),
        b.Column(wording.label("transport.stop_count"), "number", 1.6),
    )
    rows = [
        (
            b.code(line.id),
            wording.prose(line.name),
            *marks.cells(line),
            wording.term(line.mode, "transport.mode"),
            wording.actor(line.operator),
            wording.term(line.status, "transport.status"),
            wording.short_period(line.from_, line.to),
            wording.edition.formatter.number(len(line.stops)),
        )
        for line in lines
    ]
    return [b.table(name, caption, columns, rows, source=marks.note())]


def stops_table(wording: Wording) -> list[b.Block]:
    """A row a stop: name, kind, member, status, lines, what is there."""
    return _stops(wording, list(wording.workspace.stops.values()), "table-stops", wording.label("transport.stops_all"))


def plan_stops_table(wording: Wording, plan: str) -> list[b.Block]:
    """The stops of one plan."""
    caption = wording.label("transport.stops_of", plan=wording.plans[plan].prefix)
    return _stops(wording, list(wording.workspace.in_plan(Stop, plan)), f"table-stops-{plan}", caption)


def _stops(wording: Wording, stops: Sequence[Stop], name: str, caption: str) -> list[b.Block]:
    if not stops:
        return []
    marks = marks_of(wording, stops)
    serving = lines_by_stop(shown_lines(wording))
    columns = (
        b.Column(wording.label("transport.id"), "code", 1.9),
        b.Column(wording.label("transport.stop"), width=3.6),
        *marks.columns,
        b.Column(wording.label("transport.kind_head"), width=2.7),
        b.Column(wording.label("transport.member"), width=2.1),
        b.Column(wording.label("transport.status_head"), width=1.7),
        b.Column(wording.label("transport.served_by"), "code", 1.6),
        b.Column(wording.label("transport.equipment"), width=3.2),
    )
    rows = [
        (
            b.code(stop.id),
            wording.prose(stop.name),
            *marks.cells(stop),
            wording.term(stop.kind, "transport.kind"),
            short_actor(wording, stop.member),
            wording.term(stop.status, "transport.status"),
            ", ".join(line.id for line in serving.get(stop.id, ())) or NOT_GIVEN,
            equipment(wording, stop),
        )
        for stop in stops
    ]
    return [b.table(name, caption, columns, rows, source=marks.note())]


def equipment(wording: Wording, stop: Stop) -> str:
    """Facilities, with the parking places where they are counted."""
    places = {
        "car_parking": stop.capacity.cars if stop.capacity else None,
        "bike_parking": stop.capacity.bikes if stop.capacity else None,
    }
    codes = [*stop.facilities, *(code for code, count in places.items() if count and code not in stop.facilities)]
    words = []
    for code in codes:
        count = places.get(code)
        word = wording.listed("facilities", code)
        words.append(f"{word} ({wording.edition.formatter.number(count)})" if count else word)
    return ", ".join(words) or NOT_GIVEN


def planned_table(wording: Wording) -> list[b.Block]:
    """What does not serve yet, nor any more: lines and stops by status, with the action that brings each."""
    everything: list[Line | Stop] = [*shown_lines(wording), *wording.workspace.stops.values()]
    items = [item for item in everything if item.status not in {ServiceStatus.OPERATING, ServiceStatus.UNKNOWN, None}]
    if not items:
        return [b.paragraph(wording.label("transport.nothing_planned"))] if has_transport(wording.workspace) else []
    order = [ServiceStatus.UNDER_CONSTRUCTION, ServiceStatus.PLANNED, ServiceStatus.SUSPENDED]
    columns = (
        b.Column(wording.label("transport.status_head"), width=1.8),
        b.Column(wording.label("transport.id"), "code", 1.8),
        b.Column(wording.label("transport.name"), width=4.6),
        b.Column(wording.label("transport.kind_head"), width=2),
        b.Column(wording.label("transport.member"), width=2.8),
        b.Column(wording.label("transport.action"), "code", 1.8),
    )
    rows = [
        (
            wording.term(status, "transport.status"),
            b.code(item.id),
            wording.prose(item.name),
            _kind(wording, item),
            short_actor(wording, item.member) if isinstance(item, Stop) else NOT_GIVEN,
            wording.reference(item.action) if isinstance(item, Stop) else NOT_GIVEN,
        )
        for status in order
        for item in items
        if item.status is status
    ]
    return [b.table("table-transport-planned", wording.label("transport.planned"), columns, rows)]


def _kind(wording: Wording, item: Line | Stop) -> str:
    if isinstance(item, Stop):
        return wording.term(item.kind, "transport.kind")
    mode: StrEnum | None = item.mode
    return wording.label("transport.line_of", mode=wording.term(mode, "transport.mode"))

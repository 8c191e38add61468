"""A member -> the stretches of routes and the stops that lie in it or that it looks after."""

from __future__ import annotations

from decimal import Decimal

from som_cli.analysis.participation import segments_of
from som_cli.document import blocks as b
from som_cli.model.network import Stop
from som_cli.reports.marks import marks_of
from som_cli.reports.member.facts import member_of
from som_cli.reports.wording import NOT_GIVEN, Wording, Words, one_a_line


def member_segments(wording: Wording) -> list[b.Block]:
    """Stretch, route, kind, surface, length, width, status, action; the foot sums the lengths."""
    found = segments_of(wording.workspace.routes.values(), member_of(wording).id)
    if not found:
        return []
    number = wording.edition.formatter.number
    columns = (
        b.Column(wording.label("member.segment"), "code", 2.2),
        b.Column(wording.label("member.route"), width=3.4),
        b.Column(wording.label("member.segment_type"), width=2.6),
        b.Column(wording.label("member.surface"), width=2),
        b.Column(wording.label("member.length"), "number", 1.6),
        b.Column(wording.label("member.width"), "number", 1.5),
        b.Column(wording.label("member.status"), width=2),
        b.Column(wording.label("member.action"), "code", 1.9),
    )
    rows = [
        (
            b.code(segment.id),
            wording.prose(segment.name or route.name),
            wording.listed("segment-types", segment.type) if segment.type else NOT_GIVEN,
            wording.listed("surfaces", segment.surface) if segment.surface else NOT_GIVEN,
            number(segment.length_m) if segment.length_m is not None else NOT_GIVEN,
            number(segment.width_m) if segment.width_m is not None else NOT_GIVEN,
            wording.term(segment.status, "segment_status"),
            wording.reference(segment.action),
        )
        for route, segment in found
    ]
    length = sum((segment.length_m for _, segment in found if segment.length_m is not None), Decimal(0))
    totals = [(b.Span(wording.label("money.total"), columns=4), number(length), "", "", "")]
    caption = wording.label("member.caption_segments")
    source = marks_of(wording, (route for route, _ in found)).note(wording.label("member.segments_note"))
    return [b.table("table-member-segments", caption, columns, rows, totals=totals, source=source)]


def member_stops(wording: Wording) -> list[b.Block]:
    """Stop, name, kind, lines, status, facilities with places to park, action."""
    stops = list(wording.workspace.stops.values())
    if not stops:
        return []
    columns = (
        b.Column(wording.label("member.stop"), "code", 1.6),
        b.Column(wording.label("member.stop_name"), width=2.8),
        b.Column(wording.label("member.stop_kind"), width=2.1),
        b.Column(wording.label("member.lines"), width=4.2),
        b.Column(wording.label("member.status"), width=1.8),
        b.Column(wording.label("member.facilities"), width=3),
        b.Column(wording.label("member.action"), "code", 1.7),
    )
    rows = [
        (
            b.code(stop.id),
            wording.prose(stop.name),
            wording.term(stop.kind, "stop_kind"),
            one_a_line([[name] for name in lines_at(wording, stop)]),
            wording.term(stop.status, "service_status"),
            one_a_line(_facilities(wording, stop)),
            wording.reference(stop.action),
        )
        for stop in stops
    ]
    caption = wording.label("member.caption_stops")
    source = marks_of(wording, stops).note()
    return [b.table("table-member-stops", caption, columns, rows, source=source)]


def lines_at(wording: Wording, stop: Stop) -> list[str]:
    """The names of the lines that stop there."""
    lines = wording.edition.everything.lines.values()
    return [wording.prose(line.name) for line in lines if stop.id in line.stops]


def _facilities(wording: Wording, stop: Stop) -> list[Words]:
    """What it offers; places for cars and for bicycles."""
    found: list[Words] = [[wording.listed("facilities", one)] for one in stop.facilities]
    counts = {"cars": stop.capacity.cars, "bikes": stop.capacity.bikes} if stop.capacity else {}
    return found + [
        [wording.label(f"member.{key}", count=wording.edition.formatter.number(count))]
        for key, count in counts.items()
        if count is not None
    ]

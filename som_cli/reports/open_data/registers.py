"""A workspace -> the tables of what plans share: members, actors, participation, networks, funds, sources, units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from som_cli.messages import mark_text
from som_cli.model.entry import Item
from som_cli.model.network import Capacity, Line, Route, Segment, Stop
from som_cli.model.participation import Adoption, Consultation, Decision, Meeting, Publication, Remark, Sender, Vote
from som_cli.model.partnership import Member, MemberCode, Population
from som_cli.model.registry import Fund, Source, Stakeholder, Unit
from som_cli.model.values import in_language
from som_cli.model.workspace import Workspace
from som_cli.reports.open_data.tables import Column, Table, Value, make_table, of

_NUMBER = mark_text("The number of the row.")
_PLACE = mark_text("The place in the order of the line, from 1.")
_ACTOR = mark_text("Which register it stands in: member, body or stakeholder.")
_ROUTE = mark_text("The route that the segment belongs to: its id.")
_LINE = mark_text("The line: its id.")
_STOP = mark_text("The stop: its id.")
_CONSULTATION = mark_text("The consultation that the remark was sent in: its id.")
_SENDER = mark_text("The organisation that sent the remark, where it was one.")
_LONGITUDE = mark_text("Longitude in degrees (WGS 84).")
_LATITUDE = mark_text("Latitude in degrees (WGS 84).")
_SYMBOL = mark_text("What documents print.")

Entries = Iterator[tuple[object, Mapping[str, Value]]]


def register_tables(workspace: Workspace, language: str) -> list[Table]:
    """The tables; those of texts by language hold the words of this one."""
    return [
        *_members(workspace),
        _actors(workspace),
        _funds(workspace),
        _units(workspace, language),
        *_participation(workspace),
        *_network(workspace),
        _sources(workspace),
    ]


def _members(workspace: Workspace) -> list[Table]:
    members = workspace.members.values()
    columns = (
        *of(Member, "id", "name", "kind", "core", "area_km2"),
        Column("population", Population, "value"),
        Column("population_date", Population, "date"),
        *of(Member, "source", source="sources"),
    )
    latest = ((one, one.population[-1] if one.population else None) for one in members)
    entries = (
        (one, {"population": last.value if last else None, "population_date": last.date if last else None})
        for one, last in latest
    )
    codes = [(one, code) for one in members for code in one.codes]
    periods = [(one, period) for one in members for period in one.membership]
    head = (Column("number", Item, label=_NUMBER, fixed="integer"), Column("member", MemberCode, refers="members"))
    return [
        make_table("members", columns, ("id",), entries),
        make_table(
            "member_codes",
            (*head, *of(MemberCode, "scheme", "code", "from", "to")),
            ("number",),
            ((code, {"number": str(number), "member": one.id}) for number, (one, code) in enumerate(codes, 1)),
        ),
        make_table(
            "member_periods",
            (*head, *of(MemberCode, "from", "to")),
            ("number",),
            ((period, {"number": str(number), "member": one.id}) for number, (one, period) in enumerate(periods, 1)),
        ),
    ]


def _actors(workspace: Workspace) -> Table:
    """Whoever a plan may name: members, bodies of the partnership, organisations. Never a person."""
    names: dict[str, tuple[str, str]] = {}
    for key, stakeholder in workspace.stakeholders.items():
        names[key] = (stakeholder.name, "stakeholder")
    for key, body in workspace.partnership.bodies.items():
        names[key] = (body.name, "body")
    for key, member in workspace.members.items():
        names[key] = (member.name, "member")
    columns = (*of(Stakeholder, "id", "name"), Column("register", Stakeholder, label=_ACTOR))
    entries = (
        (None, {"id": key, "name": name, "register": register}) for key, (name, register) in sorted(names.items())
    )
    return make_table("actors", columns, ("id",), entries)


def _funds(workspace: Workspace) -> Table:
    columns = of(Fund, "id", "name", "short", "kind", "programme_period", "max_rate")
    return make_table("funds", columns, ("id",), ((one, {}) for one in workspace.funds.values()))


def _units(workspace: Workspace, language: str) -> Table:
    columns = (*of(Unit, "id", "dimension", "factor", "base"), Column("symbol", Unit, label=_SYMBOL))
    entries = ((one, {"symbol": in_language(one.label, language)}) for one in workspace.units.values())
    return make_table("units", columns, ("id",), entries)


def _participation(workspace: Workspace) -> list[Table]:
    """Consultations, decisions, meetings, and what became of remarks: their texts may hold words on people."""
    remark_columns = (
        *of(Remark, "id"),
        Column("consultation", Remark, label=_CONSULTATION, refers="consultations"),
        Column("sender_kind", Sender, "kind"),
        Column("sender", Sender, "stakeholder", refers="actors", label=_SENDER),
        *of(Remark, "received", "about", "disposition", "answered", "passed_to", passed_to="actors"),
    )
    decision_columns = (
        *of(Decision, "id", "kind", "number", "title", "date", "body", body="actors"),
        Column("plan", Adoption, "plan", refers="plans"),
        Column("version", Adoption, "version"),
        Column("votes_for", Vote, "for"),
        Column("votes_against", Vote, "against"),
        Column("abstained", Vote, "abstained"),
        *of(Decision, "source", source="sources"),
    )
    consultation_columns = (
        *of(Consultation, "id", "title"),
        Column("plan", Consultation, refers="plans"),
        *of(Consultation, "announced", "opens", "closes", "lead", lead="actors"),
        Column("report_url", Publication, "url"),
        *of(Consultation, "source", source="sources"),
    )
    return [
        make_table("consultations", consultation_columns, ("id",), _consultations(workspace)),
        make_table("remarks", remark_columns, ("id",), _remarks(workspace)),
        make_table("decisions", decision_columns, ("id",), _decisions(workspace)),
        make_table(
            "meetings",
            of(Meeting, "id", "date", "title", "place", "participants", "source", source="sources"),
            ("id",),
            ((one, {}) for one in workspace.meetings.values()),
        ),
    ]


def _consultations(workspace: Workspace) -> Entries:
    for one in workspace.consultations.values():
        report = one.report.url if one.report else None
        yield one, {"plan": one.subject.plan if one.subject else None, "report_url": report}


def _remarks(workspace: Workspace) -> Entries:
    for one in workspace.remarks.values():
        sender = one.from_
        yield (
            one,
            {
                "consultation": one.id.partition("/")[0],
                "sender_kind": sender.kind if sender else None,
                "sender": sender.stakeholder if sender else None,
            },
        )


def _decisions(workspace: Workspace) -> Entries:
    for one in workspace.decisions.values():
        vote = one.vote
        yield (
            one,
            {
                "plan": one.adopts.plan if one.adopts else None,
                "version": one.adopts.version if one.adopts else None,
                "votes_for": vote.for_ if vote else None,
                "votes_against": vote.against if vote else None,
                "abstained": vote.abstained if vote else None,
            },
        )


def _network(workspace: Workspace) -> list[Table]:
    segment_columns = (
        *of(Segment, "id"),
        Column("route", Segment, label=_ROUTE, refers="routes"),
        *of(Segment, "name", "member", "type", "surface", "width_m", member="members"),
        *of(Segment, "direction", "length_m", "status", "manager", manager="actors"),
        *of(Segment, "road", "action", "provenance", action="actions"),
    )
    stop_columns = (
        *of(Stop, "id", "name", "kind", "member", "status", member="members"),
        Column("longitude", Stop, label=_LONGITUDE, fixed="number"),
        Column("latitude", Stop, label=_LATITUDE, fixed="number"),
        Column("car_places", Capacity, "cars"),
        Column("bike_places", Capacity, "bikes"),
        *of(Stop, "action", "provenance", "source", action="actions", source="sources"),
    )
    return [
        make_table(
            "routes",
            of(Route, "id", "name", "class", "provenance", "source", source="sources"),
            ("id",),
            ((one, {"provenance": workspace.provenance(one)}) for one in workspace.routes.values()),
        ),
        make_table("segments", segment_columns, ("id",), _segments(workspace)),
        make_table(
            "lines",
            of(Line, "id", "name", "mode", "operator", "status", "from", "to", "provenance", operator="actors"),
            ("id",),
            ((one, {"provenance": workspace.provenance(one)}) for one in workspace.lines.values()),
        ),
        make_table(
            "line_stops",
            (
                Column("line", Line, label=_LINE, refers="lines"),
                Column("place", Line, label=_PLACE, fixed="integer"),
                Column("stop", Line, label=_STOP, refers="stops"),
            ),
            ("line", "place"),
            (
                (None, {"line": line.id, "place": str(place), "stop": stop})
                for line in workspace.lines.values()
                for place, stop in enumerate(line.stops, 1)
            ),
        ),
        make_table("stops", stop_columns, ("id",), _stops(workspace)),
    ]


def _segments(workspace: Workspace) -> Entries:
    for route in workspace.routes.values():
        for one in route.segments:
            yield one, {"route": route.id, "provenance": one.provenance or workspace.provenance(route)}


def _stops(workspace: Workspace) -> Entries:
    for one in workspace.stops.values():
        longitude, latitude = (format(part, "f") for part in one.position[:2]) if one.position else (None, None)
        yield (
            one,
            {
                "longitude": longitude,
                "latitude": latitude,
                "car_places": one.capacity.cars if one.capacity else None,
                "bike_places": one.capacity.bikes if one.capacity else None,
                "provenance": workspace.provenance(one),
            },
        )


def _sources(workspace: Workspace) -> Table:
    """Authors are left out: they may be people."""
    columns = of(Source, "id", "title", "kind", "year", "date", "publisher", "url", "retrieved")
    return make_table("sources", columns, ("id",), ((one, {}) for one in workspace.sources.values()))

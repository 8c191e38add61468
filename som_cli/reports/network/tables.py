"""Routes of the cycling network -> tables of lengths: by route, member, type and surface."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from som_cli.analysis.network import ON_THE_GROUND, Stretch, by_route, gaps, lengths_by, stretches
from som_cli.document import blocks as b
from som_cli.model.network import Route, SegmentStatus
from som_cli.model.workspace import Workspace
from som_cli.reports.marks import marks_of
from som_cli.reports.wording import NOT_GIVEN, Wording

KILOMETRE = Decimal(1000)


def network_parts(wording: Wording) -> tuple[Stretch, ...]:
    """Every segment that the document is about, each once."""
    return wording.workspace.once(_parts)


def _parts(workspace: Workspace) -> tuple[Stretch, ...]:
    return tuple(stretches(workspace))


def kilometres(wording: Wording, metres: Decimal | None) -> str:
    """A length in a column whose head says kilometres; an en dash for none."""
    return wording.edition.formatter.number(metres / KILOMETRE, 1) if metres else NOT_GIVEN


def length_of(parts: Iterable[Stretch]) -> Decimal:
    return sum((part.length or Decimal(0) for part in parts), Decimal(0))


def ready_length(parts: Iterable[Stretch]) -> Decimal:
    """What one can ride on today."""
    return length_of(part for part in parts if part.segment.status in ON_THE_GROUND)


def network_facts(wording: Wording) -> list[b.Block]:
    """The network in figures: routes, lengths, gaps; where routes have no segments it says so."""
    parts = network_parts(wording)
    routes = wording.workspace.routes
    if not routes:
        return [b.paragraph(wording.label("network.none"))]
    drawn = by_route(parts)
    missing = gaps(parts)
    unknown = sum(part.length is None for part in parts)
    pairs: list[tuple[str, str]] = [
        ("routes", wording.plural("network.count_routes", len(routes))),
        ("length", _long(wording, length_of(parts))),
        ("ready", _long(wording, ready_length(parts))),
        ("gaps", f"{wording.plural('network.count_gaps', len(missing))}, {_long(wording, length_of(missing))}"),
    ]
    notes = [wording.label("network.convention")]
    if bare := len(routes) - len(drawn):
        notes.append(wording.plural("network.without_segments", bare))
    if unknown:
        notes.append(wording.plural("network.without_length", unknown))
    facts = b.facts((wording.label(f"network.fact_{key}"), value) for key, value in pairs)
    return [facts, b.paragraph(" ".join(notes))]


def _long(wording: Wording, metres: Decimal) -> str:
    return wording.edition.formatter.with_unit(wording.edition.formatter.number(metres / KILOMETRE, 1), "km")


def routes_table(wording: Wording) -> list[b.Block]:
    """A row a route: class, segments, length, what is ready, what is missing."""
    return _routes(wording, list(wording.workspace.routes.values()), "table-routes", wording.label("network.by_route"))


def plan_routes_table(wording: Wording, plan: str) -> list[b.Block]:
    """The routes of one plan."""
    routes = list(wording.workspace.in_plan(Route, plan))
    caption = wording.label("network.by_route_of", plan=wording.plans[plan].prefix)
    return _routes(wording, routes, f"table-routes-{plan}", caption)


def _routes(wording: Wording, routes: Sequence[Route], name: str, caption: str) -> list[b.Block]:
    if not routes:
        return []
    groups = by_route(network_parts(wording))
    marks = marks_of(wording, routes)
    columns = (
        b.Column(wording.label("network.id"), "code", 1.7),
        b.Column(wording.label("network.route"), width=4.6),
        *marks.columns,
        b.Column(wording.label("network.class_head"), width=1.8),
        b.Column(wording.label("network.length_km"), "number", 1.5),
        b.Column(wording.label("network.drawn_km"), "number", 1.7),
        b.Column(wording.label("network.ready_km"), "number", 1.5),
        b.Column(wording.label("network.gap_km"), "number", 1.1),
    )
    rows = []
    for route in routes:
        kind = wording.term(route.class_, "network.class")
        shown = _route_figures(wording, groups.get(route.id, ()))
        rows.append((b.code(route.id), wording.prose(route.name), *marks.cells(route), kind, *shown))
    sums = _route_figures(wording, [part for route in routes for part in groups.get(route.id, ())])
    label = b.Span(wording.label("money.total"), columns=len(columns) - len(sums))
    return [
        b.table(
            name,
            caption,
            columns,
            rows,
            totals=[(label, *sums)],
            source=marks.note(wording.label("network.ready_means")),
        )
    ]


def _route_figures(wording: Wording, parts: Sequence[Stretch]) -> tuple[str, ...]:
    """Length as it counts, along the drawn axis, of what is ready, of gaps."""
    drawn = sum((part.drawn_length or Decimal(0) for part in parts), Decimal(0))
    figures = (length_of(parts), drawn, ready_length(parts), length_of(gaps(parts)))
    return tuple(kilometres(wording, figure) for figure in figures)


def members_network_table(wording: Wording) -> list[b.Block]:
    """A row a member: routes that pass it, segments, length, what is ready, planned and missing."""
    parts = network_parts(wording)
    if not parts:
        return []
    groups: dict[str, list[Stretch]] = {}
    for part in parts:
        groups.setdefault(part.segment.member, []).append(part)
    key = wording.edition.formatter.collation_key
    names = sorted(groups, key=lambda member: key(wording.actor(member)))
    columns = (
        b.Column(wording.label("network.member"), width=4.2),
        b.Column(wording.label("network.routes"), "number", 1.2),
        b.Column(wording.label("network.segments"), "number", 1.4),
        b.Column(wording.label("network.length_km"), "number", 1.6),
        b.Column(wording.label("network.ready_km"), "number", 1.6),
        b.Column(wording.label("network.coming_km"), "number", 1.8),
        b.Column(wording.label("network.gap_km"), "number", 1.4),
    )
    rows = [(wording.actor(name), *_member_figures(wording, groups[name])) for name in names]
    total = (wording.label("money.total"), *_member_figures(wording, parts))
    source = " ".join((wording.label("network.ready_means"), wording.label("network.coming_means")))
    caption = wording.label("network.by_member")
    return [b.table("table-network-members", caption, columns, rows, totals=[total], source=source)]


def _member_figures(wording: Wording, parts: Sequence[Stretch]) -> tuple[str, ...]:
    number = wording.edition.formatter.number
    missing = gaps(parts)
    coming = length_of(parts) - ready_length(parts) - length_of(missing) - length_of(unknown_parts(parts))
    routes = number(len({part.route.id for part in parts}))
    figures = (length_of(parts), ready_length(parts), coming, length_of(missing))
    return (routes, number(len(parts)), *(kilometres(wording, figure) for figure in figures))


def unknown_parts(parts: Iterable[Stretch]) -> tuple[Stretch, ...]:
    return tuple(part for part in parts if part.segment.status in {None, SegmentStatus.UNKNOWN})


def lengths_by_type(wording: Wording) -> list[b.Block]:
    return _lengths(wording, "type", "segment-types", lambda part: part.segment.type or "")


def lengths_by_surface(wording: Wording) -> list[b.Block]:
    return _lengths(wording, "surface", "surfaces", lambda part: part.segment.surface or "")


def _lengths(wording: Wording, name: str, codes: str, key: Callable[[Stretch], str]) -> list[b.Block]:
    """Rows in the order of their code list, a column for each status that there is."""
    parts = network_parts(wording)
    if not parts:
        return []
    statuses = present_statuses(parts)
    sums = lengths_by(parts, lambda part: (key(part), part.segment.status or SegmentStatus.UNKNOWN))
    present = {row for row, _ in sums}
    order = [*wording.workspace.codelists.get(codes, {}), ""]
    rows = [row for row in order if row in present] + sorted(present - set(order))
    columns = [b.Column(wording.label(f"network.{name}"), width=3.4)]
    columns += [b.Column(wording.term(status, "network.status"), "number", 1.5) for status in statuses]
    columns.append(b.Column(wording.label("money.total"), "number", 1.4))

    def figures(found: Sequence[Decimal]) -> tuple[str, ...]:
        return tuple(kilometres(wording, figure) for figure in (*found, sum(found, Decimal(0))))

    body = [
        (
            wording.listed(codes, row) if row else wording.label("network.not_given"),
            *figures([sums.get((row, status), Decimal(0)) for status in statuses]),
        )
        for row in rows
    ]
    by_status = lengths_by(parts, lambda part: part.segment.status or SegmentStatus.UNKNOWN)
    foot = (wording.label("money.total"), *figures([by_status[status] for status in statuses]))
    caption = wording.label(f"network.by_{name}")
    return [b.table(f"table-network-{name}", caption, columns, body, totals=[foot])]


def present_statuses(parts: Iterable[Stretch]) -> list[SegmentStatus]:
    """The statuses that there are, in the order of the model."""
    found = {part.segment.status or SegmentStatus.UNKNOWN for part in parts}
    return [status for status in SegmentStatus if status in found]

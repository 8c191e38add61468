"""Cycling network (CYC): routes without breaks, wide enough, counted once, and joined to public transport."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from som_cli.analysis.borders import dead_ends
from som_cli.analysis.conversion import converted
from som_cli.analysis.network import (
    Stretch,
    by_route,
    detour,
    joints,
    network_lines,
    stretches,
)
from som_cli.analysis.series import Reading, all_readings
from som_cli.messages import msg
from som_cli.model.action import ActionStatus
from som_cli.model.network import RouteClass, SegmentDirection, SegmentStatus, StopKind
from som_cli.model.workspace import WHOLE_AREA, Workspace
from som_cli.rules.figures import percent, rounded
from som_cli.rules.registry import Finding, rule
from som_cli.rules.scope import GIVEN_UP
from som_cli.text.diagnostics import Related

# An action that has begun closes a gap; an idea or a plan does not yet.
CLOSING = frozenset({ActionStatus.IN_PROGRESS, ActionStatus.COMPLETED})
HUBS = frozenset({StopKind.STATION, StopKind.INTERCHANGE, StopKind.PARK_AND_RIDE})
KILOMETRE = Decimal(1000)


@rule("CYC01", "W")
def segments_apart(workspace: Workspace) -> Iterator[Finding]:
    """Two consecutive segments of a route do not touch."""
    limit = float(workspace.settings.standards.geometry.touch_m)
    for joint in joints(tuple(stretches(workspace))):
        if joint.metres > limit:
            after = joint.after
            message = msg(
                "it begins {metres} m away from {before}",
                metres=rounded(joint.metres),
                before=joint.before.segment.id,
            )
            help_ = msg(
                "draw them to one point, or add the missing segment; {limit} m are allowed", limit=rounded(limit)
            )
            path = ("segments", after.index, "id")
            yield Finding(after.route, path, message, help_, about=after.segment.id, other=joint.before.segment.id)


@rule("CYC02", "W")
def route_stops_at_border(workspace: Workspace) -> Iterator[Finding]:
    """A route ends at the border of a member, and nothing goes on behind it."""
    border = workspace.settings.standards.geometry.border_m
    for end in dead_ends(workspace, tuple(stretches(workspace))):
        missing = ", ".join(end.across)
        message = msg("the route ends at the border of {members}, where no segment goes on", members=missing)
        help_ = msg(
            "agree on the continuation with {members} ({limit} m around the end were looked at)",
            members=missing,
            limit=rounded(float(border)),
        )
        path = ("segments", end.part.index, "id")
        yield Finding(end.part.route, path, message, help_, about=end.part.segment.id)


@rule("CYC03", "W")
def gap_in_main_route(workspace: Workspace) -> Iterator[Finding]:
    """A main route has a gap that no action under way closes."""
    for part in stretches(workspace):
        if part.route.class_ is not RouteClass.MAIN or part.segment.status is not SegmentStatus.GAP:
            continue
        action = workspace.actions.get(part.segment.action or "")
        status = workspace.original(action).status if action else None
        if status in CLOSING:
            continue
        if action is None:
            message = msg("gap in a main route, and no action closes it")
        elif status in GIVEN_UP:
            message = msg("gap in a main route; {action}, which would close it, was given up", action=action.id)
        else:
            message = msg("gap in a main route; {action}, which closes it, has not begun", action=action.id)
        help_ = msg("name an action in `action`, and begin it")
        path = ("segments", part.index, "status")
        yield Finding(part.route, path, message, help_, about=part.segment.id)


@rule("CYC04", "W")
def segment_too_narrow(workspace: Workspace) -> Iterator[Finding]:
    """A segment is narrower than the standard asks for its type and direction."""
    widths = workspace.settings.standards.cycling.widths
    for part in stretches(workspace):
        segment = part.segment
        limits = widths.get(segment.type or "")
        if limits is None or segment.width_m is None or segment.status is SegmentStatus.GAP:
            continue
        is_both = segment.direction is SegmentDirection.TWO_WAY
        limit = limits.two_way if is_both else limits.one_way
        if limit is not None and segment.width_m < limit:
            width, kind = segment.width_m, segment.type
            text = (
                msg(
                    "{width} m for both directions, the standard for `{type}` is {limit} m",
                    width=width,
                    type=kind,
                    limit=limit,
                )
                if is_both
                else msg("{width} m wide, the standard for `{type}` is {limit} m", width=width, type=kind, limit=limit)
            )
            help_ = msg("widen it, or set `status: substandard` and waive with the reason")
            path = ("segments", part.index, "width_m")
            yield Finding(part.route, path, text, help_, about=segment.id)


@rule("CYC05", "W")
def surface_not_allowed(workspace: Workspace) -> Iterator[Finding]:
    """A segment has a surface that the class of its route does not allow."""
    barred = workspace.settings.standards.cycling.barred_surfaces
    for part in stretches(workspace):
        segment, class_ = part.segment, part.route.class_
        if class_ is None or segment.surface is None or segment.status is SegmentStatus.GAP:
            continue
        if segment.surface in barred.get(class_, ()):
            message = msg(
                "`{surface}` is not allowed on a route of class `{class_}`", surface=segment.surface, class_=class_
            )
            help_ = msg("plan another surface, or another class of the route")
            yield Finding(part.route, ("segments", part.index, "surface"), message, help_, about=segment.id)


@rule("CYC06", "I")
def wandering_route(workspace: Workspace) -> Iterator[Finding]:
    """A route changes its type too often, or is much longer than the straight line between its ends."""
    limits = workspace.settings.standards
    for parts in by_route(stretches(workspace)).values():
        route = parts[0].route
        kilometres = sum((part.length or Decimal(0) for part in parts), Decimal(0)) / KILOMETRE
        changes = sum(
            before.segment.type != after.segment.type and None not in (before.segment.type, after.segment.type)
            for before, after in pairwise(parts)
        )
        often = limits.cycling.changes_per_km
        if kilometres >= 1 and changes > often * kilometres:
            message = msg(
                "the type changes {changes} times in {kilometres} km, more than {limit} a kilometre",
                changes=changes,
                kilometres=rounded(kilometres, 1),
                limit=often,
            )
            yield Finding(route, ("segments",), message, msg("join what is built in one way"))
        factor = None if route.class_ is RouteClass.RECREATIONAL else detour(parts, float(limits.geometry.touch_m))
        if factor is not None and factor > limits.cycling.detour:
            message = msg(
                "the route is {factor} times as long as the straight line, more than {limit}",
                factor=rounded(factor, 2),
                limit=limits.cycling.detour,
            )
            yield Finding(route, ("segments",), message, msg("look for a more direct way, or waive with the reason"))


@rule("CYC07", "E")
def segment_counted_twice(workspace: Workspace) -> Iterator[Finding]:
    """Two segments are drawn along the very same line, so that its length is counted twice."""
    seen: dict[object, Stretch] = {}
    for part in stretches(workspace):
        if part.shape is None or part.shape.type != "LineString" or part.segment.id not in workspace.segments:
            continue
        line = part.shape.coordinates
        key = min(line, line[::-1])
        first = seen.setdefault(key, part)
        if first.segment.id != part.segment.id:
            message = msg("it is drawn along the same line as {other}", other=first.segment.id)
            help_ = msg("keep it in one route; the other passes it without a segment of its own")
            related = (Related(first.route.origin.span(("segments", first.index, "id")), msg("the same line")),)
            path = ("segments", part.index, "id")
            other = first.segment.id
            yield Finding(part.route, path, message, help_, about=part.segment.id, other=other, related=related)


@rule("CYC08", "W")
def length_unlike_indicator(workspace: Workspace) -> Iterator[Finding]:
    """The length of existing segments differs from what the latest round says of the indicator that counts them."""
    counted = workspace.settings.standards.cycling.length
    indicator = workspace.indicators.get(counted.indicator) if counted else None
    if counted is None or indicator is None:
        return
    parts = [
        part
        for part in stretches(workspace)
        if part.segment.type in counted.types and part.segment.status is SegmentStatus.EXISTING
    ]
    latest: dict[str, Reading] = {}
    for reading in all_readings(workspace).get(indicator.id, ()):
        before = latest.get(reading.area)
        if reading.value is not None and (before is None or not reading.period.is_before(before.period)):
            latest[reading.area] = reading
    tolerance = workspace.settings.tolerance.length_rel
    for area, reading in latest.items():
        own = [part for part in parts if area in (WHOLE_AREA, part.segment.member)]
        metres = sum((part.length or Decimal(0) for part in own), Decimal(0))
        length = converted(metres, "m", indicator.unit, workspace)
        if length is None or reading.value is None or not own or abs(length - reading.value) <= tolerance * length:
            continue
        message = msg(
            "{period}: {value} {unit} are reported for {area}, its existing segments make {length} {unit}",
            period=reading.period,
            value=reading.value,
            unit=indicator.unit,
            area=area,
            length=rounded(length, 1),
        )
        help_ = msg("bring the network or the value up to date; {share} % may differ", share=percent(tolerance))
        yield Finding(reading.item, (*reading.path, "value"), message, help_, about=indicator.id)


@rule("CYC09", "I")
def stop_off_network(workspace: Workspace) -> Iterator[Finding]:
    """No route comes near a station or an interchange."""
    lines = network_lines(stretches(workspace))
    if lines is None:
        return
    limit = workspace.settings.standards.cycling.feeder_m
    for stop in workspace.stops.values():
        if stop.kind not in HUBS or len(stop.position) < 2:  # noqa: PLR2004 - longitude, latitude
            continue
        nearest = lines.nearest((float(stop.position[0]), float(stop.position[1])))
        if nearest is not None and nearest[1] > limit:
            message = msg(
                "the nearest segment, {segment}, is {metres} m away", segment=nearest[0], metres=rounded(nearest[1])
            )
            help_ = msg("plan a feeder; {limit} m are near enough", limit=limit)
            yield Finding(stop, ("position",), message, help_, other=nearest[0])

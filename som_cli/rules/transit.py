"""Public transport (TRN): every member joined with the core, lines that can run, interchanges one can reach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from som_cli.analysis.network import member_areas
from som_cli.analysis.series import is_member
from som_cli.messages import msg
from som_cli.model.network import Line, ServiceStatus, Stop, StopKind
from som_cli.model.workspace import Workspace
from som_cli.rules.figures import rounded
from som_cli.rules.registry import Finding, rule
from som_cli.rules.scope import is_given_up
from som_cli.text.diagnostics import Related

# What runs, or is meant to.
MEANT = frozenset({ServiceStatus.OPERATING, ServiceStatus.PLANNED, ServiceStatus.UNDER_CONSTRUCTION})
NOT_SERVING = frozenset({ServiceStatus.PLANNED, ServiceStatus.SUSPENDED})
BIKES, CARS = "bike_parking", "car_parking"


@rule("TRN01", "W")
def member_without_connection(workspace: Workspace) -> Iterator[Finding]:
    """No line, direct or with one change, joins a member with the core."""
    core = {member.id for member in workspace.members.values() if member.core}
    if not core or not workspace.lines or _is_partly_read(workspace):
        return
    touched = {line.id: _members_of(line, workspace) for line in workspace.lines.values() if line.status in MEANT}
    stops = {name: set(workspace.lines[name].stops) for name in touched}
    to_core = {name for name, members in touched.items() if members & core}
    changes = set().union(*(stops[name] for name in to_core))
    joined = {member for name, found in touched.items() if name in to_core or stops[name] & changes for member in found}
    upper = workspace.settings.standards.geometry.upper_kinds
    for member in workspace.members.values():
        if member.id in joined | core or member.kind in upper or not is_member(member, workspace.today):
            continue
        message = msg("no line joins {member} with the core, direct or with one change", member=member.name)
        help_ = msg("add the line, or the stops in {member} that one serves", member=member.id)
        yield Finding(member, ("id",), message, help_)


def _is_partly_read(workspace: Workspace) -> bool:
    return bool(workspace.unread.plans)


def _members_of(line: Line, workspace: Workspace) -> set[str]:
    found = (workspace.stops.get(name) for name in line.stops)
    return {stop.member for stop in found if stop is not None and stop.member}


@rule("TRN02", "E")
def impossible_line(workspace: Workspace) -> Iterator[Finding]:
    """A line has fewer than two stops, a stop twice in a row, or a stop outside every member."""
    for line in workspace.lines.values():
        if len(line.stops) < 2:  # noqa: PLR2004 - from somewhere to somewhere
            message = msg("the line has {count} stop", plural="the line has {count} stops", count=len(line.stops))
            yield Finding(line, ("stops",), message, msg("list at least two stops in their order"))
        for index in range(1, len(line.stops)):
            if line.stops[index] == line.stops[index - 1]:
                message = msg("the stop {stop} comes twice in a row", stop=line.stops[index])
                yield Finding(line, ("stops", index), message, msg("delete one of the two"))
    yield from _stops_outside(workspace)


def _stops_outside(workspace: Workspace) -> Iterator[Finding]:
    areas = member_areas(workspace)
    upper = workspace.settings.standards.geometry.upper_kinds
    expected = [one.id for one in workspace.members.values() if one.kind not in upper]
    # While one member is not drawn, a stop may lie in it.
    if areas is None or set(expected) - set(areas.names):
        return
    limit = float(workspace.settings.standards.geometry.border_m)
    serving = _lines_by_stop(workspace)
    for stop in workspace.stops.values():
        if stop.id in serving and len(stop.position) > 1:
            position = (float(stop.position[0]), float(stop.position[1]))
            if not areas.around(position, limit):
                message = msg("the stop lies outside every member, and {line} serves it", line=serving[stop.id][0].id)
                help_ = msg("correct the position; {limit} m at the border are allowed", limit=rounded(limit))
                yield Finding(stop, ("position",), message, help_, other=serving[stop.id][0].id)


def _lines_by_stop(workspace: Workspace) -> Mapping[str, list[Line]]:
    found: dict[str, list[Line]] = defaultdict(list)
    for line in workspace.lines.values():
        for name in dict.fromkeys(line.stops):
            found[name].append(line)
    return found


@rule("TRN03", "W")
def line_at_closed_stop(workspace: Workspace) -> Iterator[Finding]:
    """A line operates although one of its stops is planned or suspended."""
    for line in workspace.lines.values():
        if line.status is not ServiceStatus.OPERATING:
            continue
        for index, name in enumerate(line.stops):
            stop = workspace.stops.get(name)
            if stop is not None and stop.status in NOT_SERVING:
                message = msg("the line is operating, its stop {stop} is {status}", stop=name, status=stop.status)
                related = (Related(stop.origin.span(("status",)), msg("the status of the stop")),)
                help_ = msg("correct one of the two, or take the stop off the line")
                yield Finding(line, ("stops", index), message, help_, other=name, related=related)


@rule("TRN04", "W")
def interchange_without_parking(workspace: Workspace) -> Iterator[Finding]:
    """An interchange has no place for bicycles or cars, and no action brings one."""
    for stop in workspace.stops.values():
        if stop.kind not in (StopKind.INTERCHANGE, StopKind.PARK_AND_RIDE) or _is_being_built(stop, workspace):
            continue
        places = stop.capacity
        has_bikes = BIKES in stop.facilities or bool(places and places.bikes)
        has_cars = CARS in stop.facilities or bool(places and places.cars)
        help_ = msg("add `facilities`, or the `action` that brings it")
        if stop.kind is StopKind.PARK_AND_RIDE and not has_cars:
            yield Finding(stop, ("facilities",), msg("a park and ride without a car park"), help_)
        elif not has_bikes and not has_cars:
            yield Finding(stop, ("facilities",), msg("an interchange without parking for bicycles or cars"), help_)


def _is_being_built(stop: Stop, workspace: Workspace) -> bool:
    action = workspace.actions.get(stop.action or "")
    if action is None:
        return stop.action in workspace.unread.ids
    return not is_given_up(action, workspace)


@rule("TRN05", "I")
def stop_without_line(workspace: Workspace) -> Iterator[Finding]:
    """A stop is served by no line."""
    if not workspace.lines or _is_partly_read(workspace):
        return
    serving = _lines_by_stop(workspace)
    for stop in workspace.stops.values():
        if stop.id not in serving:
            message = msg("no line stops at {stop}", stop=stop.name)
            yield Finding(stop, ("id",), message, msg("add it to a line, or delete it"))

"""Lines and stops of public transport -> how each member is joined with the core, and with how many changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from som_cli.analysis.series import is_member
from som_cli.model.network import Line, ServiceStatus, Stop
from som_cli.model.workspace import Workspace

# What carries passengers today, and what will once everything planned is there.
TODAY = frozenset({ServiceStatus.OPERATING})
MEANT = frozenset({ServiceStatus.OPERATING, ServiceStatus.PLANNED, ServiceStatus.UNDER_CONSTRUCTION})
# A stop whose status nobody gives is taken for one that serves.
_SILENT = frozenset({None, ServiceStatus.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Connection:
    """The way from a member to the core with the fewest changes: lines in order, and the stops that join them.

    `stops` begin where one boards in the member, go on with those where one changes, and end in the core.
    """

    member: str
    lines: tuple[str, ...]
    stops: tuple[str, ...]

    @property
    def changes(self) -> int:
        return len(self.lines) - 1


def served_members(workspace: Workspace) -> tuple[str, ...]:
    """The members of today that a connection with the core is asked of: no core, no county over others."""
    upper = workspace.settings.standards.geometry.upper_kinds
    return tuple(
        member.id
        for member in workspace.members.values()
        if not member.core and member.kind not in upper and is_member(member, workspace.today)
    )


def core_members(workspace: Workspace) -> tuple[str, ...]:
    return tuple(member.id for member in workspace.members.values() if member.core)


def connections(workspace: Workspace, statuses: frozenset[ServiceStatus]) -> Mapping[str, Connection]:
    """The connections of members by lines and stops of these statuses; a member without one is absent.

    Breadth first over the lines, which are joined where they share a stop: the fewest changes win, then natural order.
    """
    lines = {
        line.id: tuple(stop for stop in line.stops if _serves(workspace.stops.get(stop), statuses))
        for line in workspace.lines.values()
        if line.status in statuses
    }
    core = frozenset(core_members(workspace))
    ways = _ways(lines, _in_members(workspace, core))
    found = {}
    for member in served_members(workspace):
        own = _in_members(workspace, frozenset({member}))
        reached = [(len(way), rank, way) for rank, (line, way) in enumerate(ways.items()) if set(lines[line]) & own]
        if reached:
            way = min(reached)[2]
            stops = _stops_of(way, lines, own, _in_members(workspace, core))
            found[member] = Connection(member, way, stops)
    return found


def _serves(stop: Stop | None, statuses: frozenset[ServiceStatus]) -> bool:
    return stop is not None and (stop.status in statuses or stop.status in _SILENT)


def _in_members(workspace: Workspace, members: frozenset[str]) -> frozenset[str]:
    return frozenset(stop.id for stop in workspace.stops.values() if stop.member in members)


def _ways(lines: Mapping[str, Sequence[str]], goal: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
    """For each line from which the goal can be reached: the lines to take, it first; nearest lines first."""
    ways: dict[str, tuple[str, ...]] = {name: (name,) for name, stops in lines.items() if goal & set(stops)}
    level = list(ways)
    while level:
        further = []
        for near in level:
            for name, stops in lines.items():
                if name not in ways and set(stops) & set(lines[near]):
                    ways[name] = (name, *ways[near])
                    further.append(name)
        level = further
    return ways


def _stops_of(
    way: Sequence[str], lines: Mapping[str, Sequence[str]], start: frozenset[str], goal: frozenset[str]
) -> tuple[str, ...]:
    """Where one boards, changes and gets off: on each line the stop of its next set that is nearest to the last one."""
    stops: list[str] = []
    for index, name in enumerate(way):
        following = frozenset(lines[way[index + 1]]) if index + 1 < len(way) else goal
        if not stops:
            board, leave = _nearest_pair(lines[name], start, following)
            stops += [board, leave]
        else:
            stops.append(_nearest_pair(lines[name], frozenset({stops[-1]}), following)[1])
    return tuple(stops)


def _nearest_pair(stops: Sequence[str], first: frozenset[str], second: frozenset[str]) -> tuple[str, str]:
    """Two stops of a line with the fewest stops between them, one of each set."""
    pairs = [
        (abs(there - here), here, there)
        for here, board in enumerate(stops)
        if board in first
        for there, leave in enumerate(stops)
        if leave in second
    ]
    _, here, there = min(pairs)
    return stops[here], stops[there]


def lines_by_stop(lines: Iterable[Line]) -> Mapping[str, tuple[Line, ...]]:
    """The lines that serve each stop, in natural order."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        for name in dict.fromkeys(line.stops):
            found.setdefault(name, []).append(line)
    return {name: tuple(serving) for name, serving in found.items()}

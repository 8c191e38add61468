"""Members and projects of public transport -> how each member reaches the core, and who does what about it."""

from __future__ import annotations

from collections.abc import Mapping

from som_cli.analysis.budget import NOT_DONE, action_amounts, total
from som_cli.analysis.connections import MEANT, TODAY, Connection, connections, core_members, served_members
from som_cli.document import blocks as b
from som_cli.document.formatting import NO_BREAK_SPACE
from som_cli.model.action import Action
from som_cli.model.layout import plan_of
from som_cli.model.network import Line, Stop
from som_cli.model.workspace import in_order
from som_cli.reports.marks import marks_of
from som_cli.reports.provenance import budget_share
from som_cli.reports.short_names import short_actor
from som_cli.reports.transport.tables import stop_name
from som_cli.reports.wording import NOT_GIVEN, Wording, Words, one_a_line


def connections_table(wording: Wording) -> list[b.Block]:
    """A row a member: how many changes to the core, on which lines; today, and once all that is planned is there."""
    everything = wording.edition.everything
    core = core_members(everything)
    member = wording.edition.scope.member
    members = [one for one in served_members(everything) if member in {"", one}]
    if not everything.lines or not core or not members:
        return []
    today, then = connections(everything, TODAY), connections(everything, MEANT)
    key = wording.edition.formatter.collation_key
    columns = (
        b.Column(wording.label("transport.member"), width=3),
        b.Column(wording.label("transport.today"), width=2.3),
        b.Column(wording.label("transport.way"), width=5),
        b.Column(wording.label("transport.then"), width=2.3),
    )
    rows = [
        (
            short_actor(wording, one),
            _changes(wording, today.get(one)),
            _way(wording, today.get(one) or then.get(one)),
            _changes(wording, then.get(one)),
        )
        for one in sorted(members, key=lambda one: key(wording.actor(one)))
    ]
    caption = wording.label("transport.connections", core=wording.actors(core))
    return [
        b.paragraph(_unconnected(wording, members, today, then)),
        b.table("table-transport-connections", caption, columns, rows, source=wording.label("transport.search")),
    ]


def _changes(wording: Wording, found: Connection | None) -> str:
    if found is None:
        return wording.label("transport.no_connection")
    return wording.plural("transport.changes", found.changes) if found.changes else wording.label("transport.direct")


def _way(wording: Wording, found: Connection | None) -> Words:
    """Each line with the stops where one boards and gets off."""
    if found is None:
        return [NOT_GIVEN]
    return one_a_line(
        [
            [b.code(line), f": {stop_name(wording, board)}{NO_BREAK_SPACE}– {stop_name(wording, leave)}"]
            for line, board, leave in zip(found.lines, found.stops[:-1], found.stops[1:], strict=True)
        ]
    )


def _unconnected(
    wording: Wording, members: list[str], today: Mapping[str, Connection], then: Mapping[str, Connection]
) -> str:
    """Who has no connection by lines of the plans today, and who will not have one either."""
    without = [short_actor(wording, one) for one in members if one not in today]
    never = [short_actor(wording, one) for one in members if one not in then]
    if not without:
        return wording.label("transport.all_connected")
    sentence = wording.plural("transport.unconnected", len(without), names=", ".join(without))
    if not never:
        return f"{sentence} {wording.label('transport.planned_connects')}"
    return f"{sentence} {wording.plural('transport.never_connected', len(never), names=', '.join(never))}"


def projects_table(wording: Wording) -> list[b.Block]:
    """The actions that build lines and stops, and the others of their plans, with owner, years and money."""
    actions = transport_actions(wording)
    if not actions:
        return []
    stops = _stops_by_action(wording)
    marks = marks_of(wording, actions)
    columns = (
        b.Column(wording.label("actions.id"), "code", 1.9),
        b.Column(wording.label("actions.title"), width=4.6),
        *marks.columns,
        b.Column(wording.label("actions.owner"), width=2.4),
        b.Column(wording.label("actions.period"), width=2.6),
        b.Column(wording.label("actions.status"), width=1.9),
        b.Column(wording.label("transport.stop_count"), "number", 1.4),
        b.Column(wording.label("actions.total", currency=wording.workspace.settings.currency), "number", 2.6),
    )
    parts = [part for action in actions if _is_counted(action) for part in action_amounts(action)]
    rows = [
        (
            wording.reference(action.id),
            wording.title(action.id),
            *marks.cells(action),
            short_actor(wording, wording.workspace.original(action).owner),
            wording.short_period(wording.workspace.original(action).from_, wording.workspace.original(action).to),
            wording.term(wording.workspace.original(action).status, "action_status"),
            wording.edition.formatter.number(len(stops[action.id])) if action.id in stops else NOT_GIVEN,
            _money(wording, action),
        )
        for action in actions
    ]
    label = b.Span(wording.label("money.total"), columns=len(columns) - 1)
    totals = [(label, wording.figure(total(parts)))] if parts else []
    source = marks.note(wording.label("transport.projects_note"), budget_share(wording, parts))
    caption = wording.label("transport.projects")
    return [b.table("table-transport-projects", caption, columns, rows, totals=totals, source=source)]


def transport_actions(wording: Wording) -> list[Action]:
    """Actions that stops name, then the rest of the plans with lines or stops; each project once."""
    workspace = wording.workspace
    named = set(_stops_by_action(wording))
    plans = {plan_of(item.origin.path) for kind in (Line, Stop) for item in workspace.of(kind).values()}
    return in_order(
        action for action in workspace.actions.values() if action.id in named or plan_of(action.origin.path) in plans
    )


def _stops_by_action(wording: Wording) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for stop in wording.workspace.stops.values():
        if stop.action:
            found[stop.action] = (*found.get(stop.action, ()), stop.id)
    return found


def _is_counted(action: Action) -> bool:
    return not action.is_mirror and action.status not in NOT_DONE


def _money(wording: Wording, action: Action) -> Words | str:
    if action.mirror_of:
        return [wording.label("actions.counted_in"), NO_BREAK_SPACE, wording.reference(action.mirror_of)]
    found = action_amounts(action)
    if not found:
        return NOT_GIVEN
    shown = wording.figure(total(found))
    return shown if _is_counted(action) else f"{shown} {wording.label('actions.not_counted')}"

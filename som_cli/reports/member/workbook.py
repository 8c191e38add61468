"""An edition of one member -> its workbook: actions with its roles, money with live sums, values, places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from som_cli.analysis.budget import NOT_DONE, action_amounts, total
from som_cli.analysis.participation import roles, segments_of
from som_cli.document.document import Cell, Sheet, SheetTable, Workbook
from som_cli.model.action import Action
from som_cli.reports.edition import Edition
from som_cli.reports.member.facts import member_of
from som_cli.reports.member.indicators import own_readings
from som_cli.reports.member.money import forecast_items, money_kind
from som_cli.reports.programme.workbook import stage_word
from som_cli.reports.wording import NOT_GIVEN, Wording
from som_cli.reports.workbooks.assembly import assemble
from som_cli.reports.workbooks.money import MoneyRow, budget_table, money_rows
from som_cli.reports.workbooks.sums import Breakdown, breakdown_table, breakdowns, check_table, mixed_prices
from som_cli.reports.workbooks.words import Words, one_line


def build(edition: Edition) -> Workbook:
    """The workbook. All sums count the long table of the sheet Budget, which holds what the member pays."""
    words = Words(edition)
    member = member_of(Wording(edition)).id
    rows = tuple(row for row in money_rows(words) if row.amount.payer == member)
    by = (
        _by_action(words),
        Breakdown("tblByKind", "money_kind", lambda row: _kind(words, row), lambda _: ""),
        Breakdown("tblByStage", "stage", lambda row: stage_word(words, row.amount.stage), lambda _: ""),
        *(one for one in breakdowns(words) if one.table == "tblBySource"),
    )
    checked = {one.table: words.label(f"caption.{one.table}") for one in by}
    summary = (*(breakdown_table(words, one, rows) for one in by), check_table(words, checked, rows))
    sheets = {
        "summary": words.sheet("summary", *summary, notes=mixed_prices(words, rows), frozen_columns=2),
        "actions": _actions_sheet(words, member),
        "budget": words.sheet("budget", _long_table(words, rows)),
        "own_values": _values_sheet(words),
        **({"own_segments": _segments_sheet(words, member)} if words.workspace.routes else {}),
        **({"own_stops": _stops_sheet(words)} if words.workspace.stops else {}),
    }
    return assemble(words, "member", sheets, (words.label("read.member"), words.label("read.money")))


def _by_action(words: Words) -> Breakdown:
    def name(rows: Sequence[MoneyRow]) -> str:
        return one_line(words.workspace.title(rows[0].amount.action.id))

    return Breakdown("tblByAction", "action", lambda row: row.amount.action.id, name)


def _kind(words: Words, row: MoneyRow) -> str:
    """The word for the kind of spending; a word too where it is not given, which a sum can look for."""
    kind = money_kind(row.amount)
    return words.label(f"money_kind.{kind}") if kind else words.label("not_given")


def _long_table(words: Words, rows: tuple[MoneyRow, ...]) -> SheetTable:
    """The long table of all workbooks, with words where kind and stage are not given, and the forecast's item."""
    table = budget_table(words, rows)
    titles = [column.title for column in table.columns]
    kind, stage = (titles.index(words.column(key).title) for key in ("money_kind", "stage"))
    wording = Wording(words.edition)

    def filled(cells: tuple[Cell, ...], row: MoneyRow) -> tuple[Cell, ...]:
        changed = list(cells)
        changed[kind], changed[stage] = _kind(words, row), stage_word(words, row.amount.stage)
        item = forecast_items(wording, row.amount.action)
        return (*changed, "" if item == NOT_GIVEN else one_line(item))

    made = tuple(filled(cells, row) for cells, row in zip(table.rows, rows, strict=True))
    return replace(table, columns=(*table.columns, words.column("forecast_item", width=28)), rows=made)


def _actions_sheet(words: Words, member: str) -> Sheet:
    """Every action that the member has a part in: its roles, what it pays, what the action costs."""
    columns = (
        words.column("id", "code", 12),
        words.column("plan", "code", 8),
        words.column("title", width=52),
        words.column("role", width=26),
        words.column("status", width=14),
        words.column("from", "code", 12),
        words.column("to", "code", 12),
        words.column("member_pays", "money", 18, total=True),
        words.column("action_cost", "money", 18, total=True),
        words.column("forecast_item", width=30),
        words.column("provenance", width=15),
        words.column("mirror_of", "code", 12),
        words.column("source", "code", 11),
    )
    rows = tuple(_action_row(words, action, member) for action in words.workspace.actions.values())
    return words.sheet("actions", SheetTable("tblActions", columns, rows), frozen_columns=3)


def _action_row(words: Words, action: Action, member: str) -> tuple[Cell, ...]:
    wording = Wording(words.edition)
    shown = words.workspace.original(action)
    parts = () if action.is_mirror or action.status in NOT_DONE else action_amounts(action)
    paid = [part for part in parts if part.payer == member]
    item = forecast_items(wording, shown)
    return (
        action.id,
        words.plan_of(action),
        one_line(words.workspace.title(action.id)),
        ", ".join(words.edition.labels(f"role.{role.value}") for role in roles(shown, member)),
        words.term(shown.status, "action_status"),
        words.date(shown.from_),
        words.date(shown.to),
        total(paid) if paid else None,
        total(parts) if parts else None,
        "" if item == NOT_GIVEN else one_line(item),
        words.provenance(action),
        words.to_row(action.mirror_of, "actions"),
        words.to_row(action.source, "sources"),
    )


def _values_sheet(words: Words) -> Sheet:
    """The member's values, one a row."""
    readings = [one for found in own_readings(Wording(words.edition)).values() for one in found]
    columns = (
        words.column("indicator", "code", 20),
        words.column("indicator_name", width=46),
        words.column("period", "year", 12),
        words.numbers("value", [one.value for one in readings]),
        words.column("unit", width=12),
        words.column("observation_status", width=18),
        words.column("missing", width=18),
        words.column("round", "code", 14),
        words.column("provenance", width=15),
    )
    rows = tuple(
        (
            one.indicator.id,
            one_line(one.indicator.name),
            words.year(one.period),
            one.value,
            words.unit(one.indicator.unit),
            words.term(one.status, "workbook.observation_status"),
            words.term(one.missing, "missing"),
            one.round,
            words.provenance(one.item),
        )
        for one in readings
    )
    return words.sheet("own_values", SheetTable("tblValues", columns, rows))


def _segments_sheet(words: Words, member: str) -> Sheet:
    found = segments_of(words.workspace.routes.values(), member)
    columns = (
        words.column("segment", "code", 16),
        words.column("route", width=36),
        words.column("name", width=36),
        words.column("segment_type", width=24),
        words.column("surface", width=20),
        replace(words.numbers("length_m", [segment.length_m for _, segment in found]), total=True),
        words.numbers("width_m", [segment.width_m for _, segment in found]),
        words.column("status", width=18),
        words.column("manager", width=24),
        words.column("action", "code", 13),
        words.column("provenance", width=15),
    )
    rows = tuple(
        (
            segment.id,
            one_line(route.name),
            one_line(segment.name),
            words.listed("segment-types", segment.type),
            words.listed("surfaces", segment.surface),
            segment.length_m,
            segment.width_m,
            words.term(segment.status, "segment_status"),
            words.actor(segment.manager),
            words.to_row(segment.action, "actions"),
            words.provenance(route, segment),
        )
        for route, segment in found
    )
    return words.sheet("own_segments", SheetTable("tblSegments", columns, rows))


def _stops_sheet(words: Words) -> Sheet:
    columns = (
        words.column("stop", "code", 14),
        words.column("name", width=34),
        words.column("kind", width=20),
        words.column("status", width=18),
        words.column("facilities", width=40),
        words.column("car_places", "integer", 12),
        words.column("bike_places", "integer", 12),
        words.column("action", "code", 13),
        words.column("provenance", width=15),
    )
    rows = tuple(
        (
            stop.id,
            one_line(stop.name),
            words.term(stop.kind, "stop_kind"),
            words.term(stop.status, "service_status"),
            ", ".join(words.listed("facilities", one) for one in stop.facilities),
            stop.capacity.cars if stop.capacity else None,
            stop.capacity.bikes if stop.capacity else None,
            words.to_row(stop.action, "actions"),
            words.provenance(stop),
        )
        for stop in words.workspace.stops.values()
    )
    return words.sheet("own_stops", SheetTable("tblStops", columns, rows))

"""Meetings -> a table in the order of their dates; numbers of people, never names."""

from __future__ import annotations

from som_cli.document import blocks as b
from som_cli.model.participation import Meeting
from som_cli.model.values import natural_key
from som_cli.reports.wording import NOT_GIVEN, Wording


def meetings_table(wording: Wording) -> list[b.Block]:
    """Date, title, place, number of participants, plans that it was about, source."""
    meetings = sorted(wording.workspace.meetings.values(), key=_by_date)
    columns = (
        b.Column(wording.label("meetings.id"), "code", 1.7),
        b.Column(wording.label("meetings.date"), width=1.8),
        b.Column(wording.label("meetings.title"), width=4.2),
        b.Column(wording.label("meetings.place"), width=3.2),
        b.Column(wording.label("meetings.participants"), "number", 1.6),
        b.Column(wording.label("meetings.about"), "code", 1.2),
        b.Column(wording.label("meetings.source"), "code", 1.4),
    )
    rows = [
        (
            b.code(meeting.id),
            wording.short_date(meeting.date),
            wording.marked(wording.prose(meeting.title), meeting),
            wording.prose(meeting.place),
            NOT_GIVEN if meeting.participants is None else wording.edition.formatter.number(meeting.participants),
            ", ".join(_prefix(wording, plan) for plan in meeting.about) or NOT_GIVEN,
            wording.reference(meeting.source),
        )
        for meeting in meetings
    ]
    return [b.table("table-meetings", wording.label("meetings.caption"), columns, rows)] if rows else []


def _by_date(meeting: Meeting) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    return meeting.date.first.isoformat() if meeting.date else "", natural_key(meeting.id)


def _prefix(wording: Wording, plan: str) -> str:
    found = wording.edition.everything.plans.get(plan)
    return found.prefix if found else plan

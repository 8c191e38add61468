"""A member -> what its data lack: returns, values, facts of its actions, and the findings about what is its own."""

from __future__ import annotations

from collections.abc import Iterator

from som_cli.analysis.participation import part_of, roles
from som_cli.analysis.results import counted_actions, lacks
from som_cli.analysis.series import all_readings, points
from som_cli.document import blocks as b
from som_cli.model.indicator import Indicator
from som_cli.reports.member.facts import member_of
from som_cli.reports.tables.findings import finding_item, finding_message
from som_cli.reports.wording import NOT_GIVEN, Wording
from som_cli.text.diagnostics import Diagnostic


def member_returns(wording: Wording) -> list[b.Block]:
    """Each round that asked the member: what it covers, when the return was due and came, how many values are blank."""
    member, whole = member_of(wording).id, wording.edition.everything
    rounds = [one for one in whole.rounds.values() if member in one.expected]
    if not rounds:
        return []
    columns = (
        b.Column(wording.label("member.round"), "code", 1.4),
        b.Column(wording.label("member.covers"), width=2.6),
        b.Column(wording.label("member.due"), width=2.2),
        b.Column(wording.label("member.received"), width=2.6),
        b.Column(wording.label("member.values"), "number", 1.6),
        b.Column(wording.label("member.blank"), "number", 1.6),
    )
    number = wording.edition.formatter.number
    rows = []
    for one in rounds:
        answer = whole.returns.get(f"{one.id}/{member}")
        values = answer.observations if answer else ()
        rows.append(
            (
                b.code(one.id),
                wording.short_period(one.covers.from_, one.covers.to) if one.covers else NOT_GIVEN,
                wording.short_date(one.due),
                wording.short_date(answer.received) if answer else b.strong(wording.label("member.not_received")),
                number(len(values)),
                number(sum(value.value is None for value in values)),
            )
        )
    return [b.table("table-member-returns", wording.label("member.caption_returns"), columns, rows)]


def member_gaps(wording: Wording) -> list[b.Block]:
    """The values that the partnership's indicators still need of the member, by indicator."""
    rows = [
        ([b.code(indicator.id), " ", wording.prose(indicator.name)], periods) for indicator, periods in _gaps(wording)
    ]
    if not rows:
        return []
    columns = (
        b.Column(wording.label("indicators.name"), width=7),
        b.Column(wording.label("member.gap_periods"), "code", 3),
    )
    source = wording.label("member.gaps_note")
    return [b.table("table-member-gaps", wording.label("member.caption_gaps"), columns, rows, source=source)]


def _gaps(wording: Wording) -> Iterator[tuple[Indicator, str]]:
    """Indicators and the periods for which other members gave a value and this one did not."""
    member, whole = member_of(wording).id, wording.edition.everything
    for key, readings in whole.once(all_readings).items():
        indicator = whole.indicators[key]
        periods = [
            wording.short_date(point.period)
            for point in points(indicator, readings, whole)
            if member in point.expected and member not in point.covered
        ]
        if periods:
            yield indicator, ", ".join(periods)


def member_lacks(wording: Wording) -> list[b.Block]:
    """The actions that the member answers or pays for and that leave something out: what each does not say."""
    member = member_of(wording).id
    rows = []
    for action in counted_actions(wording.workspace):
        missing = lacks(action)
        held = [role for role in roles(action, member) if role.value != "partner"]
        if held and missing:
            words = ", ".join(wording.label(f"lack.{lack.value}") for lack in missing)
            rows.append(([wording.reference(action.id), " ", wording.title(action.id)], words))
    if not rows:
        return []
    columns = (b.Column(wording.label("actions.title"), width=6), b.Column(wording.label("member.lacks"), width=6))
    return [b.table("table-member-lacks", wording.label("member.caption_lacks"), columns, rows)]


def member_findings(wording: Wording) -> list[b.Block]:
    """Open findings about the member, its actions, stretches, stops and returns."""
    found = own_findings(wording)
    if not found:
        return [b.paragraph(wording.label("member.no_findings"))]
    columns = (
        b.Column(wording.label("member.severity"), width=1.8),
        b.Column(wording.label("findings.rule"), "code", 1.2),
        b.Column(wording.label("findings.item"), "code", 2.2),
        b.Column(wording.label("findings.message"), width=7),
    )
    rows = [
        (
            wording.label(f"workbook.severity.{one.severity.value}"),
            b.code(one.code),
            finding_item(wording, one.item),
            finding_message(wording, one),
        )
        for one in found
    ]
    return [b.table("table-member-findings", wording.label("member.caption_findings"), columns, rows)]


def own_findings(wording: Wording) -> list[Diagnostic]:
    """The findings that the member can do something about."""
    member = member_of(wording)
    part = part_of(wording.workspace, member.id)
    own = {member.id, *(action.id for action in (*part.owned, *part.paid))}
    own |= {segment.id for _, segment in part.segments} | {stop.id for stop in part.stops}
    own |= {one.id for one in wording.workspace.returns.values()}
    return [one for one in wording.edition.findings if not one.waived and one.item in own]


def nothing_missing(wording: Wording) -> list[b.Block]:
    """A sentence where no data of the member are missing."""
    parts = (member_gaps, member_lacks)
    is_missing = any(part(wording) for part in parts)
    return [] if is_missing else [b.paragraph(wording.label("member.nothing_missing"))]

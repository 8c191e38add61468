"""Waivers -> what was accepted on purpose, soonest to end first: rule, reason, by whom, until when, which items."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from som_cli.document import blocks as b
from som_cli.model.values import parse_date
from som_cli.reports.tables.findings import finding_item
from som_cli.reports.tables.findings_scope import waivers_in_scope
from som_cli.reports.wording import NOT_GIVEN, Wording, Words
from som_cli.rules.waivers import NEVER, PlacedWaiver


def last_day(one: PlacedWaiver) -> date | None:
    """The last day on which a waiver holds; None where it never ends, or does not say when."""
    until = parse_date(one.waiver.until)
    return until.last if until is not None and until.is_known else None


def in_order_of_end(waivers: Sequence[PlacedWaiver]) -> list[PlacedWaiver]:
    """Soonest first; those without a readable end before those that never end."""

    def rank(one: PlacedWaiver) -> tuple[bool, date, str, str, str]:
        return one.waiver.until == NEVER, last_day(one) or date.min, one.waiver.rule, one.waiver.reason, one.item.id

    return sorted(waivers, key=rank)


def waivers_table(wording: Wording) -> list[b.Block]:
    """Under each end a row for each rule and reason, with all items that share them; a sentence where there is none."""
    found = in_order_of_end(waivers_in_scope(wording.edition))
    if not found:
        return [b.paragraph(wording.label("findings.none_waived"))]
    # Where one body accepted all, a line under the table says so once.
    bodies = list(dict.fromkeys(one.waiver.by for one in found))
    columns = (
        b.Column(wording.label("quality.rule"), "code", 1.1),
        b.Column(wording.label("findings.reason"), width=5.4),
        b.Column(wording.label("findings.items"), "code", 3.8),
        *([b.Column(wording.label("quality.by"), width=2.4)] if len(bodies) > 1 else []),
    )
    rows: list[tuple[object, ...]] = []
    for until in dict.fromkeys(one.waiver.until for one in found):
        own = [one for one in found if one.waiver.until == until]
        rows.append((b.Span([b.strong(_end(wording, own[0], len(own)))], columns=len(columns)),))
        groups: dict[tuple[str, str, str], list[PlacedWaiver]] = {}
        for one in own:
            groups.setdefault((one.waiver.rule, one.waiver.reason, one.waiver.by), []).append(one)
        rows += [
            (b.code(code), wording.prose(reason), _items(wording, same), wording.actor(by))[: len(columns)]
            for (code, reason, by), same in groups.items()
        ]
    caption, source = wording.label("quality.caption_waivers"), wording.label("quality.note_waivers")
    if len(bodies) == 1:
        source = f"{wording.label('quality.all_by', by=wording.actor(bodies[0]))} {source}"
    return [b.table("table-waivers", caption, columns, rows, source=source)]


def _end(wording: Wording, one: PlacedWaiver, count: int) -> str:
    """`until 31 December 2027 (in 425 days): 32 waivers`."""
    counted = wording.plural("quality.count_waivers", count)
    day = last_day(one)
    if one.waiver.until == NEVER:
        return wording.label("quality.never", count=counted)
    if day is None:
        return wording.label("quality.no_end", count=counted)
    left = (day - wording.workspace.today).days
    until = wording.edition.formatter.date(one.waiver.until)
    if left < 0:
        return wording.label("quality.ended", date=until, count=counted)
    return wording.label("quality.until", date=until, days=wording.plural("quality.days", left), count=counted)


def _items(wording: Wording, waivers: Sequence[PlacedWaiver]) -> Words:
    words: Words = []
    for name in dict.fromkeys(_name(one) for one in waivers):
        words += [*([", "] if words else []), *b.inlines(finding_item(wording, name))]
    return words or [NOT_GIVEN]


def _name(one: PlacedWaiver) -> str:
    """The item that carries it, or the file that it is about."""
    return one.waiver.about or (one.inner[0].id if one.inner else one.item.id)

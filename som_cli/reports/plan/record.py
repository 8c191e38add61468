"""A plan -> how it came about: steps of its procedures, consultations, meetings and decisions in the order of time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from som_cli.analysis.citations import plan_events
from som_cli.document import blocks as b
from som_cli.model.participation import Consultation, Decision, Disposition, Meeting
from som_cli.model.values import PartialDate
from som_cli.reports.wording import NOT_GIVEN, Wording, Words


@dataclass(frozen=True, slots=True)
class Event:
    """One row: when, what sort of thing, what happened, and where that is written."""

    date: PartialDate | None
    when: str
    kind: str
    words: Words
    evidence: b.Inline | str
    source: b.Inline | str


def plan_record(wording: Wording, plan: str) -> list[b.Block]:
    """The table of events; nothing where the data hold none."""
    found = sorted(_events(wording, plan), key=lambda event: (event.date is None, event.date and event.date.first))
    if not found:
        return []
    columns = (
        b.Column(wording.label("record.date"), width=2),
        b.Column(wording.label("record.kind"), width=2.2),
        b.Column(wording.label("record.what"), width=6.4),
        b.Column(wording.label("record.evidence"), "code", 1.8),
        b.Column(wording.label("record.source"), "code", 1.5),
    )
    rows = [(event.when, event.kind, event.words, event.evidence, event.source) for event in found]
    caption = wording.label("record.caption", plan=wording.plans[plan].prefix)
    source = wording.label("plan_report.record_text")
    return [b.table(f"table-record-{plan}", caption, columns, rows, source=source)]


def _events(wording: Wording, plan: str) -> Iterator[Event]:
    own = plan_events(wording.workspace, plan)
    listed = {item.id for item in own}
    for step in wording.plans[plan].process:
        procedure = wording.workspace.procedures.get(step.procedure)
        name = wording.prose(procedure.name if procedure else step.procedure)
        words: Words = [wording.label("record.step_of", step=wording.prose(step.step), procedure=name)]
        is_source = step.evidence is not None and step.evidence not in listed
        evidence = _place(wording, step.evidence) if step.evidence and not is_source else NOT_GIVEN
        source = wording.reference(step.evidence if is_source else step.source)
        yield Event(step.date, wording.short_date(step.date), wording.label("record.step"), words, evidence, source)
    for item in own:
        if isinstance(item, Consultation):
            yield _consultation(wording, item)
        elif isinstance(item, Meeting):
            yield _meeting(wording, item)
        else:
            yield _decision(wording, item)


def _place(wording: Wording, identifier: str) -> b.Inline | str:
    """The id of an event, which is its own row: no link to itself."""
    return b.code(identifier) if identifier in wording.workspace.by_id else NOT_GIVEN


def _consultation(wording: Wording, item: Consultation) -> Event:
    remarks = [one for one in wording.workspace.remarks.values() if one.id.startswith(f"{item.id}/")]
    words: Words = wording.marked(wording.prose(item.title), item)
    if remarks:
        counts = {kind: sum(one.disposition is kind for one in remarks) for kind in Disposition}
        parts = [f"{wording.term(kind, 'disposition')}: {count}" for kind, count in counts.items() if count]
        words = [*words, f". {wording.plural('record.remarks', len(remarks))} ({'; '.join(parts)})"]
    when = wording.short_period(item.opens, item.closes)
    date = item.opens or item.announced
    kind = wording.label("record.consultation")
    return Event(date, when, kind, words, b.code(item.id), wording.reference(item.source))


def _meeting(wording: Wording, item: Meeting) -> Event:
    words: Words = [*wording.marked(wording.prose(item.title), item)]
    if item.place:
        words.append(f", {wording.prose(item.place)}")
    if item.participants is not None:
        words.append(f". {wording.plural('record.participants', item.participants)}")
    when, kind = wording.short_date(item.date), wording.label("record.meeting")
    return Event(item.date, when, kind, words, b.code(item.id), wording.reference(item.source))


def _decision(wording: Wording, item: Decision) -> Event:
    number = f" {item.number}" if item.number else ""
    head = f"{wording.actor(item.body)}: " if item.body else ""
    words: Words = [head, *wording.marked(wording.prose(item.title), item)]
    if item.vote and item.vote.for_ is not None:
        against = str(item.vote.against if item.vote.against is not None else NOT_GIVEN)
        abstained = str(item.vote.abstained if item.vote.abstained is not None else NOT_GIVEN)
        vote = wording.label("record.vote", votes=str(item.vote.for_), against=against, abstained=abstained)
        words.append(f". {vote}")
    kind = f"{wording.term(item.kind, 'decision_kind')}{number}"
    when = wording.short_date(item.date)
    return Event(item.date, when, kind, words, b.code(item.id), wording.reference(item.source))

"""Consultations -> how each was held: notice, dates against the law of the day, ways to take part, report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from som_cli.analysis.consultations import (
    Days,
    consultations_of,
    days_between,
    open_for,
    participants,
    remarks_of,
    reported_after,
)
from som_cli.document import blocks as b
from som_cli.model.legal import LegalProfile, LegalTerm
from som_cli.model.participation import Channel, Consultation
from som_cli.model.plan import EvaluationKind
from som_cli.model.values import day_of
from som_cli.reports.wording import NOT_GIVEN, Wording, Words, anchor, one_a_line
from som_cli.rules.law import law_for


def course(wording: Wording) -> list[b.Block]:
    """Every consultation under a heading of its own; a sentence where there is none."""
    found = list(wording.workspace.consultations.values())
    if not found:
        return [b.paragraph(wording.label("consultation.none"))]
    blocks: list[b.Block] = []
    for one in found:
        blocks.append(b.heading(2, wording.marked(_title(wording, one), one), anchor(one)))
        blocks += _held(wording, one)
    return blocks


def plan_course(wording: Wording, plan: str) -> list[b.Block]:
    """The consultations of one plan, for its own document: a title in bold over each."""
    blocks: list[b.Block] = []
    for one in consultations_of(wording.workspace, plan):
        title = b.paragraph(b.strong(wording.marked(_title(wording, one), one)))
        blocks += [b.division([title], identifier=anchor(one)), *_held(wording, one)]
    return blocks


def _title(wording: Wording, one: Consultation) -> str:
    return wording.prose(one.title) if one.title else one.id


def _held(wording: Wording, one: Consultation) -> list[b.Block]:
    facts = b.facts((wording.label(f"consultation.{key}"), value) for key, value in _facts(wording, one))
    notes = [b.note(*wording.paragraphs(one.note))] if one.note else []
    return [facts, *_channels(wording, one), *notes]


def _facts(wording: Wording, one: Consultation) -> list[tuple[str, object]]:
    not_given = wording.label("consultation.not_given")
    pairs: list[tuple[str, object]] = [
        ("code", b.code(one.id)),
        ("subject", _subject(wording, one)),
        ("announced", wording.date(one.announced) if one.announced else not_given),
        ("period", wording.period(one.opens, one.closes)),
        ("days", _length(wording, one)),
    ]
    if one.legal_basis:
        pairs.append(("basis", wording.prose(one.legal_basis)))
    if one.lead:
        pairs.append(("lead", wording.actor(one.lead)))
    if one.invited:
        pairs.append(("invited", wording.actors(one.invited)))
    count = participants(one)
    pairs += [
        ("participants", not_given if count is None else wording.edition.formatter.number(count)),
        ("remarks", _remarks(wording, one)),
        ("report", _report(wording, one)),
    ]
    if one.source:
        pairs.append(("source", wording.reference(one.source)))
    return pairs


def _subject(wording: Wording, one: Consultation) -> Words:
    plan = wording.edition.everything.plans.get(one.subject.plan) if one.subject else None
    if plan is None or one.subject is None:
        return [wording.label("consultation.no_plan")]
    version = wording.label("consultation.version", version=one.subject.version) if one.subject.version else ""
    return [wording.prose(plan.title), version]


def profile_of(wording: Wording, one: Consultation) -> LegalProfile | None:
    """The law that was in force when the consultation began, as far as its plan names one."""
    plan = wording.edition.everything.plans.get(one.subject.plan) if one.subject else None
    began = one.announced or one.opens or one.closes
    return law_for(wording.edition.everything, plan, began) if plan else None


def least_days(wording: Wording, one: Consultation) -> Sequence[LegalTerm]:
    """The least lengths that the law asked for: of any consultation, and of one about effects on the environment."""
    profile = profile_of(wording, one)
    plan = wording.edition.everything.plans.get(one.subject.plan) if one.subject else None
    if profile is None or plan is None:
        return ()
    is_environmental = any(found.kind is EvaluationKind.ENVIRONMENTAL for found in plan.evaluation)
    terms = (profile.consultation, profile.environmental_consultation if is_environmental else None)
    return tuple(term for term in terms if term is not None)


def days_words(wording: Wording, days: Days | None) -> str:
    """`20 days`; the most that they may be where a date is known by its month; a word where it is not known."""
    if days is None:
        return wording.label("consultation.days_unknown")
    count = wording.plural("consultation.count_days", days.count)
    return count if days.is_exact else wording.label("consultation.at_most", days=count)


def _length(wording: Wording, one: Consultation) -> Words:
    """How long it was, and each minimum that the law set, met or not."""
    days = open_for(one)
    start = "announced" if one.announced else "opens"
    words = days_words(wording, days)
    counted = wording.label(f"consultation.counted_{start}") if days else ""
    lines: list[Words] = [[f"{words}{counted}"]]
    for term in least_days(wording, one):
        least = wording.label(
            "consultation.least", days=wording.plural("consultation.count_days", term.days), article=term.article
        )
        lines.append([f"{least}{_verdict(wording, is_met=None if days is None else days.count >= term.days)}"])
    if not least_days(wording, one):
        lines.append([_no_term(wording, one)])
    return one_a_line(lines)


def _verdict(wording: Wording, *, is_met: bool | None) -> str:
    if is_met is None:
        return ""
    return " – " + wording.label("consultation.met" if is_met else "consultation.not_met")


def _no_term(wording: Wording, one: Consultation) -> str:
    profile = profile_of(wording, one)
    if profile is None:
        return wording.label("consultation.no_law")
    return wording.label("consultation.no_least", profile=wording.prose(profile.title))


def _remarks(wording: Wording, one: Consultation) -> str:
    found = remarks_of(wording.workspace, one.id)
    return wording.edition.formatter.number(len(found)) if found else wording.label("consultation.no_remarks")


def _report(wording: Wording, one: Consultation) -> Words:
    """When the report on the consultation was published, and how that stands to the term of the law."""
    report, profile = one.report, profile_of(wording, one)
    published = (report.published or report.date) if report else None
    term = profile.report if profile else None
    lines: list[Words] = []
    if published is None and (report is None or not report.url):
        is_over = (
            one.closes is not None and one.closes.is_known and one.closes.is_before(day_of(wording.workspace.today))
        )
        lines.append([wording.label("consultation.no_report" if is_over else "consultation.report_later")])
    else:
        days = reported_after(one)
        after = wording.label("consultation.after", days=days_words(wording, days)) if days else ""
        lines.append([f"{wording.date(published)}{after}"])
    if report and report.url:
        lines.append([b.link(b.code(report.url), report.url)])
    if term:
        days = days_between(one.closes, published)
        most = wording.label(
            "consultation.most", days=wording.plural("consultation.count_days", term.days), article=term.article
        )
        lines.append([f"{most}{_verdict(wording, is_met=None if days is None else days.count <= term.days)}"])
    return one_a_line(lines)


def _channels(wording: Wording, one: Consultation) -> list[b.Block]:
    if not one.channels:
        return [b.paragraph(wording.label("consultation.no_channels"))]
    columns = (
        b.Column(wording.label("consultation.channel"), width=2.6),
        b.Column(wording.label("consultation.date"), width=1.8),
        b.Column(wording.label("consultation.place"), width=5),
        b.Column(wording.label("consultation.people"), "number", 1.8),
    )
    rows = [_channel(wording, channel) for channel in one.channels]
    caption = wording.label("consultation.caption_channels", id=one.id)
    return [b.table(f"table-channels-{one.id.lower()}", caption, *_filled(columns, rows))]


def _filled(
    columns: Sequence[b.Column], rows: Sequence[tuple[object, ...]]
) -> tuple[list[b.Column], list[tuple[object, ...]]]:
    """A table without the columns in which no row says anything."""
    kept = [place for place in range(len(columns)) if any(row[place] not in (NOT_GIVEN, [NOT_GIVEN]) for row in rows)]
    return [columns[place] for place in kept], [tuple(row[place] for place in kept) for row in rows]


def _channel(wording: Wording, channel: Channel) -> tuple[object, ...]:
    places: list[Words] = [[wording.prose(text)] for text in (channel.place, channel.note) if text]
    if channel.url:
        places.append([b.link(b.code(channel.url), channel.url)])
    count = channel.participants
    return (
        wording.term(channel.kind, "channel_kind"),
        wording.short_date(channel.date),
        one_a_line(places),
        NOT_GIVEN if count is None else wording.edition.formatter.number(count),
    )


def overview(wording: Wording) -> list[b.Block]:
    """One row a consultation: plan, dates, days, people, remarks, report."""
    found = list(wording.workspace.consultations.values())
    columns = (
        b.Column(wording.label("consultation.code"), "code", 1.7),
        b.Column(wording.label("consultation.plan"), "code", 1),
        b.Column(wording.label("consultation.period"), width=2.4),
        b.Column(wording.label("consultation.days_short"), "number", 1.2),
        b.Column(wording.label("consultation.people"), "number", 1.8),
        b.Column(wording.label("consultation.remarks_short"), "number", 1.9),
        b.Column(wording.label("consultation.report_short"), width=1.9),
    )
    rows = [_overview_row(wording, one) for one in found]
    caption = wording.label("consultation.caption_overview")
    source = wording.label("consultation.note_overview")
    return [b.table("table-consultations-overview", caption, *_filled(columns, rows), source=source)] if rows else []


def _overview_row(wording: Wording, one: Consultation) -> tuple[object, ...]:
    plan = wording.edition.everything.plans.get(one.subject.plan) if one.subject else None
    count, days = participants(one), open_for(one)
    number = wording.edition.formatter.number
    remarks = len(remarks_of(wording.workspace, one.id))
    published = (one.report.published or one.report.date) if one.report else None
    return (
        wording.reference(one.id),
        plan.prefix if plan else NOT_GIVEN,
        wording.short_period(one.opens, one.closes),
        NOT_GIVEN if days is None else number(days.count),
        NOT_GIVEN if count is None else number(count),
        number(remarks) if remarks else NOT_GIVEN,
        wording.short_date(published),
    )


def consulted_sources(wording: Wording, consultations: Iterable[Consultation]) -> list[str]:
    """The ids of the sources that consultations and their remarks name."""
    named = [one.source for one in consultations]
    named += [one.source for one in wording.workspace.remarks.values()]
    return [one for one in dict.fromkeys(named) if one]

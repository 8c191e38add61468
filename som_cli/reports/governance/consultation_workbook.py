"""An edition -> the workbook of consultations: the register of remarks, and the consultations with live counts."""

from __future__ import annotations

from som_cli.analysis.consultations import open_for, participants, remarks_of
from som_cli.document.document import Cell, Formula, Sheet, SheetTable, Workbook
from som_cli.model.participation import Consultation, Disposition, Remark
from som_cli.reports.edition import Edition
from som_cli.reports.governance.consultation_course import least_days
from som_cli.reports.governance.remarks import withheld_remarks
from som_cli.reports.wording import Wording
from som_cli.reports.workbooks.assembly import assemble
from som_cli.reports.workbooks.sums import column_reference, criterion
from som_cli.reports.workbooks.words import Words, one_line

_REMARKS = "tblRemarks"


def build(edition: Edition) -> Workbook:
    words = Words(edition)
    sheets = {"consultations": _consultations(words), "remarks": remarks_sheet(words)}
    return assemble(words, "consultation", sheets, (edition.labels("consultation.intro"),))


def remarks_sheet(words: Words) -> Sheet:
    """One row a remark, with its position; senders by group only."""
    columns = (
        words.column("id", "code", 18),
        words.column("consultation", "code", 13),
        words.column("remark_received", "code", 12),
        words.column("sender", width=22),
        words.column("about", "code", 22),
        words.column("about_title", width=36),
        words.column("remark", width=60),
        words.column("disposition", width=20),
        words.column("answer", width=60),
        words.column("answered", "code", 12),
        words.column("changed", "code", 16),
        words.column("passed_to", width=20),
        words.column("provenance", width=15),
    )
    withheld = withheld_remarks(words.edition)
    rows = tuple(_remark(words, one, is_withheld=one.id in withheld) for one in words.workspace.remarks.values())
    return words.sheet("remarks", SheetTable(_REMARKS, columns, rows))


def _remark(words: Words, remark: Remark, *, is_withheld: bool) -> tuple[Cell, ...]:
    hidden = words.edition.labels("consultation.withheld")
    about = remark.about or ""
    return (
        remark.id,
        remark.id.partition("/")[0],
        words.date(remark.received),
        words.term(remark.from_.kind, "sender_kind") if remark.from_ else words.label("not_given"),
        about,
        one_line(words.workspace.title(about)) if about in words.workspace.by_id else "",
        hidden if is_withheld else one_line(remark.text),
        words.term(remark.disposition or Disposition.OPEN, "disposition"),
        hidden if is_withheld else one_line(remark.answer),
        words.date(remark.answered),
        ", ".join(remark.changed),
        words.actor(remark.passed_to),
        words.provenance(remark),
    )


def _consultations(words: Words) -> Sheet:
    columns = (
        words.column("id", "code", 12),
        words.column("plan", "code", 8),
        words.column("title", width=52),
        words.column("version", "code", 9),
        words.column("announced", "code", 12),
        words.column("opens", "code", 12),
        words.column("closes", "code", 12),
        words.column("days", "integer", 8),
        words.column("least_days", "integer", 12),
        words.column("article", width=40),
        words.column("channels", width=44),
        words.column("participants", "integer", 12),
        words.column("remarks_count", "integer", 10, total=True),
        words.column("report_date", "code", 14),
        words.column("source", "code", 11),
    )
    rows = tuple(_consultation(words, one) for one in words.workspace.consultations.values())
    return words.sheet("consultations", SheetTable("tblConsultations", columns, rows))


def _consultation(words: Words, one: Consultation) -> tuple[Cell, ...]:
    plan = words.edition.everything.plans.get(one.subject.plan) if one.subject else None
    days = open_for(one)
    terms = least_days(Wording(words.edition), one)
    strictest = max(terms, key=lambda term: term.days, default=None)
    report = one.report
    counted = f"=COUNTIFS({column_reference(_REMARKS, words.column('consultation'))},{criterion(one.id)})"
    return (
        one.id,
        plan.prefix if plan else "",
        one_line(one.title),
        (one.subject.version if one.subject else None) or "",
        words.date(one.announced),
        words.date(one.opens),
        words.date(one.closes),
        days.count if days else None,
        strictest.days if strictest else None,
        one_line(strictest.article) if strictest else "",
        "; ".join(dict.fromkeys(words.term(channel.kind, "channel_kind") for channel in one.channels)),
        participants(one),
        Formula(counted, len(remarks_of(words.workspace, one.id))),
        words.date((report.published or report.date) if report else None),
        one.source or "",
    )

"""A member -> the remarks that it sent, that were passed on to it, or that are about its actions."""

from __future__ import annotations

from collections.abc import Iterator

from som_cli.document import blocks as b
from som_cli.model.participation import Remark
from som_cli.reports.member.facts import member_of
from som_cli.reports.wording import Wording, Words


def member_remarks(wording: Wording) -> list[b.Block]:
    """Id and day, why it concerns the member, what it is about, its text, what became of it and the answer."""
    found = list(remarks_of(wording))
    if not found:
        return [b.paragraph(wording.label("member.no_remarks"))]
    columns = (
        b.Column(wording.label("member.remark"), "code", 1.7),
        b.Column(wording.label("member.remark_why"), width=2),
        b.Column(wording.label("member.remark_about"), "code", 1.7),
        b.Column(wording.label("member.remark_text"), width=5),
        b.Column(wording.label("member.remark_answer"), width=5),
    )
    rows = [
        (
            [b.paragraph(b.code(remark.id)), b.paragraph(wording.short_date(remark.received))],
            why,
            about_words(wording, remark),
            wording.marked(wording.prose(remark.text), remark),
            _answer(wording, remark),
        )
        for remark, why in found
    ]
    return [b.table("table-member-remarks", wording.label("member.caption_remarks"), columns, rows)]


def remarks_of(wording: Wording) -> Iterator[tuple[Remark, str]]:
    """The remarks and, in words, how each concerns the member; the first reason counts."""
    member = member_of(wording).id
    for remark in wording.edition.everything.remarks.values():
        if remark.from_ and remark.from_.stakeholder == member:
            yield remark, wording.label("member.why_sent")
        elif remark.passed_to == member:
            yield remark, wording.label("member.why_passed")
        elif remark.about in wording.workspace.actions:
            yield remark, wording.label("member.why_about")


def about_words(wording: Wording, remark: Remark) -> object:
    """The item; the name of the chapter's file where it is about a chapter."""
    if remark.about and remark.about in wording.workspace.by_id:
        return wording.reference(remark.about)
    return b.code((remark.about or "–").rpartition("/")[2])


def _answer(wording: Wording, remark: Remark) -> Words:
    words: Words = [b.strong(wording.term(remark.disposition, "disposition"))]
    return [*words, ". ", wording.prose(remark.answer)] if remark.answer else words

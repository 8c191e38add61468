"""Two editions and the changes between them -> a document that says what changed and why, and shows it in its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from som_cli.document import blocks as b
from som_cli.document.document import Cover, Document
from som_cli.document.redline import redline
from som_cli.reports.edition import Edition
from som_cli.reports.redline.values import new_cell, old_cell, said
from som_cli.reports.report import Report
from som_cli.reports.wording import Wording, Words, one_a_line
from som_cli.review.changes import Change, Weight
from som_cli.review.field_words import kind_word
from som_cli.text.diagnostics import Diagnostic
from som_cli.text.git_reasons import Reasoned

# The list is read by people; the document behind it shows the rest.
_MOST_ROWS = 400
_SHORT_HASH = 10
_SAID_WEIGHTS = frozenset({Weight.WEAKENING, Weight.STRENGTHENING})

Build = Callable[[Edition], Report]


@dataclass(frozen=True, slots=True)
class RedlineParts:
    """What a redline is made from: both editions, the changes of the data, the commits between, who made the new one.

    With a `plan`, only its changes and those of what plans share are listed. `build` composes the document that both
    editions are compared in; an edition without the plan has an empty one.
    """

    old: Edition
    new: Edition
    changes: Sequence[Change]
    commits: Sequence[Reasoned]
    author: str
    build: Build
    plan: str = ""


def build_redline(parts: RedlineParts) -> Report:
    """The new document with tracked changes behind a table of what was, what is, and why."""
    wording = Wording(parts.new)
    old, new, problems = _documents(parts)
    marked = redline(old, new)
    title = new.running_head or new.title
    document = replace(
        marked,
        name=f"{new.name}-redline",
        cover=_cover(wording, parts, new.cover),
        blocks=(*_summary(wording, parts), b.page_break(), *marked.blocks),
        running_head=wording.label("redline.running_head", title=title),
        watermark="",
        changed_by=parts.author,
    )
    return Report(document, problems)


def _documents(parts: RedlineParts) -> tuple[Document, Document, tuple[Diagnostic, ...]]:
    """Both documents; a plan that one edition lacks came, or went, as a whole."""
    reports = [
        parts.build(edition) if not parts.plan or parts.plan in edition.workspace.plans else None
        for edition in (parts.old, parts.new)
    ]
    old, new = (report.document if report else None for report in reports)
    present = new or old
    if present is None:
        raise LookupError(parts.plan)
    empty = replace(present, blocks=(), pictures={})
    return old or empty, new or empty, reports[1].problems if reports[1] else ()


def _cover(wording: Wording, parts: RedlineParts, cover: Cover) -> Cover:
    lines = [
        wording.label(f"redline.{side}", edition=edition.footer)
        for side, edition in (("old", parts.old), ("new", parts.new))
    ]
    return replace(cover, subtitle=wording.label("redline.subtitle"), lines=tuple(lines))


def _summary(wording: Wording, parts: RedlineParts) -> list[b.Block]:
    """A page or more of what changed; the weightiest first."""
    heading = b.heading(1, wording.label("redline.title"), "redline", numbered=False)
    explained = b.note(b.paragraph(wording.label("redline.how_to_read")))
    changes = [one for one in parts.changes if not parts.plan or one.plan in {"", parts.plan}]
    if not changes:
        return [heading, explained, b.paragraph(wording.label("redline.unchanged"))]
    reasons = Reasons(wording, parts.commits, changes)
    rows = [
        (_what(wording, change), old_cell(wording, change), new_cell(wording, change), reasons.of(change))
        for change in changes[:_MOST_ROWS]
    ]
    columns = (
        b.Column(wording.label("redline.item"), width=3.4),
        b.Column(wording.label("redline.was"), width=2.2),
        b.Column(wording.label("redline.is"), width=2.2),
        b.Column(wording.label("redline.why"), width=2.2),
    )
    left = len(changes) - len(rows)
    source = wording.plural("redline.more", left) if left else ""
    # Without a caption the table has no number: those behind it keep the numbers of the new document.
    order = b.paragraph(wording.label("redline.order"))
    return [heading, explained, order, b.table("redline-table", "", columns, rows, source=source)]


def _what(wording: Wording, change: Change) -> Words:
    """The item and what happened to it; whether that is a promise less or more is said beside it."""
    # A file is no id that a reader knows.
    kind = f"{said(wording, kind_word(change.item_kind))} " if change.item == change.path else ""
    parts: Words = [b.strong([kind, b.code(change.item)])]
    if change.title:
        parts += [" ", wording.prose(change.title)]
    parts += [b.line_break(), said(wording, change.message)]
    if change.weight in _SAID_WEIGHTS:
        parts += [" ", b.mark(wording.label(f"redline.weight.{change.weight.value}"))]
    return parts


class Reasons:
    """The reasons that trailers give, by the files that their commits touched.

    A trailer that names items speaks for these alone; any other for every change in the files of its commit. Where no
    commit gives a reason, the item's own justification does.
    """

    def __init__(self, wording: Wording, commits: Sequence[Reasoned], changes: Sequence[Change]) -> None:
        labels = {name.strip().lower() for name in wording.label("redline.trailers").split(",")}
        items = {change.item for change in changes}
        self.wording = wording
        self.given = [
            (commit, text, frozenset(re.findall(r"[\w./-]*\w", text)) & items)
            for commit in commits
            for name, text in commit.trailers
            if name.lower() in labels and text
        ]

    def of(self, change: Change) -> Words:
        wording = self.wording
        told = [(commit, text) for commit, text, named in self.given if change.item in named]
        told = told or [
            (commit, text) for commit, text, named in self.given if change.path in commit.paths and not named
        ]
        if told:
            return one_a_line(
                [self._line(commit, text.removeprefix(change.item).lstrip(" :–-")) for commit, text in told]
            )
        return [wording.prose(change.justification) if change.justification else wording.label("redline.no_reason")]

    def _line(self, commit: Reasoned, text: str) -> Words:
        name = self.wording.label("redline.commit", commit=commit.commit[:_SHORT_HASH])
        return [f"{self.wording.prose(text)} ", b.code(name)]

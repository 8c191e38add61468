"""The registers that all plans share -> annexed tables: sources, decisions, consultations, stakeholders, glossary."""

from __future__ import annotations

from collections.abc import Iterable

from som_cli.document import blocks as b
from som_cli.model.registry import Source, Term
from som_cli.reports.marks import marks_of
from som_cli.reports.wording import NOT_GIVEN, Wording


def sources_table(wording: Wording) -> list[b.Block]:
    """Every source."""
    return sources_rows(wording, wording.workspace.sources.values())


def sources_rows(wording: Wording, sources: Iterable[Source]) -> list[b.Block]:
    """Id, title, publisher and kind with the address below, year."""
    columns = (
        b.Column(wording.label("sources.id"), "code", 1.5),
        b.Column(wording.label("sources.title"), width=9),
        b.Column(wording.label("sources.year"), width=1.6),
    )
    rows = [_source(wording, source) for source in sources]
    return [b.table("table-sources", wording.label("sources.caption"), columns, rows)] if rows else []


def _source(wording: Wording, source: Source) -> tuple[object, ...]:
    details = [wording.prose(text) for text in (source.author, source.publisher) if text]
    details.append(wording.listed("source-kinds", source.kind))
    title = wording.marked(wording.prose(source.title), source)
    moment = source.date or source.year
    return (
        [wording.place(source)],
        [b.paragraph(*title, f". {', '.join(details)}"), *_address(source)],
        wording.short_date(moment),
    )


def _address(source: Source) -> list[b.Block]:
    return [b.paragraph(b.link(b.code(source.url), source.url))] if source.url else []


def decisions_table(wording: Wording) -> list[b.Block]:
    """Resolutions and agreements: id, title, number, who took them and when."""
    columns = (
        b.Column(wording.label("decisions.id"), "code", 1.7),
        b.Column(wording.label("decisions.title"), width=5.2),
        b.Column(wording.label("decisions.kind"), width=2.2),
        b.Column(wording.label("decisions.body"), width=2.4),
        b.Column(wording.label("decisions.date"), width=1.8),
        b.Column(wording.label("decisions.source"), "code", 1.4),
    )
    rows = [
        (
            [wording.place(decision)],
            wording.marked(wording.prose(decision.title), decision),
            " ".join(part for part in (wording.term(decision.kind, "decision_kind"), decision.number) if part),
            wording.actor(decision.body),
            wording.short_date(decision.date),
            wording.reference(decision.source),
        )
        for decision in wording.workspace.decisions.values()
    ]
    return [b.table("table-decisions", wording.label("decisions.caption"), columns, rows)] if rows else []


def consultations_table(wording: Wording) -> list[b.Block]:
    """Consultations: id, title, plan, period, number of remarks."""
    workspace = wording.workspace
    columns = (
        b.Column(wording.label("consultations.id"), "code", 1.7),
        b.Column(wording.label("consultations.title"), width=4.4),
        b.Column(wording.label("consultations.plan"), "code", 1.1),
        b.Column(wording.label("consultations.period"), width=2.2),
        b.Column(wording.label("consultations.remarks"), "number", 1.1),
        b.Column(wording.label("consultations.source"), "code", 1.4),
    )
    rows = []
    for consultation in workspace.consultations.values():
        plan = workspace.plans.get(consultation.subject.plan) if consultation.subject else None
        remarks = sum(remark.startswith(f"{consultation.id}/") for remark in workspace.remarks)
        rows.append(
            (
                [wording.place(consultation)],
                wording.marked(wording.prose(consultation.title), consultation),
                plan.prefix if plan else NOT_GIVEN,
                wording.short_period(consultation.opens, consultation.closes),
                wording.edition.formatter.number(remarks) if remarks else NOT_GIVEN,
                wording.reference(consultation.source),
            )
        )
    return [b.table("table-consultations", wording.label("consultations.caption"), columns, rows)] if rows else []


def stakeholders_table(wording: Wording) -> list[b.Block]:
    """Organisations and groups that the plans concern."""
    marks = marks_of(wording, wording.workspace.stakeholders.values())
    columns = (
        b.Column(wording.label("stakeholders.id"), "code", 1.2),
        b.Column(wording.label("stakeholders.name"), width=5),
        *marks.columns,
        b.Column(wording.label("stakeholders.kind"), width=3),
        b.Column(wording.label("stakeholders.source"), "code", 1.2),
    )
    rows = [
        (
            [wording.place(one)],
            wording.prose(one.name),
            *marks.cells(one),
            wording.listed("stakeholder-kinds", one.kind),
            wording.reference(one.source),
        )
        for one in wording.workspace.stakeholders.values()
    ]
    caption = wording.label("stakeholders.caption")
    return [b.table("table-stakeholders", caption, columns, rows, source=marks.note())] if rows else []


def glossary_table(wording: Wording) -> list[b.Block]:
    """Every word and abbreviation of the glossary."""
    return glossary_rows(wording, wording.workspace.terms.values())


def glossary_rows(wording: Wording, found: Iterable[Term]) -> list[b.Block]:
    """Words and abbreviations in the order of the dictionary."""
    key = wording.edition.formatter.collation_key
    terms = sorted(found, key=lambda term: key(term.term))
    columns = (
        b.Column(wording.label("glossary.term"), "code", 1.4),
        b.Column(wording.label("glossary.expand"), width=3.4),
        b.Column(wording.label("glossary.definition"), width=5),
    )
    rows = [
        (wording.marked(wording.prose(term.term), term), wording.prose(term.expand), wording.prose(term.definition))
        for term in terms
    ]
    return [b.table("table-glossary", wording.label("glossary.caption"), columns, rows)] if rows else []

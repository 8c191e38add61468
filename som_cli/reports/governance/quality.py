"""Findings -> the editor's view: how many of each rule and plan, then each with its place and how to mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from som_cli.document import blocks as b
from som_cli.model.layout import plan_of
from som_cli.reports.tables.findings import finding_item, finding_message, rule_summary, said
from som_cli.reports.tables.findings_scope import findings_in_scope
from som_cli.reports.wording import NOT_GIVEN, Wording
from som_cli.text.diagnostics import Diagnostic, Severity

# Findings in no plan's folder: of the partnership, its registers, its participation.
SHARED = ""


def plan_of_finding(found: Diagnostic) -> str:
    return plan_of(found.span.path) or SHARED


def rules_table(wording: Wording) -> list[b.Block]:
    """Each rule that found something: what it looks for, how much is open and how much was accepted."""
    found = findings_in_scope(wording.edition)
    if not found:
        return [b.paragraph(wording.label("findings.none"))]
    number = wording.edition.formatter.number
    columns = (
        b.Column(wording.label("quality.rule"), "code", 1.1),
        b.Column(wording.label("quality.summary"), width=7),
        *(b.Column(wording.label(f"quality.{one.value}"), "number", 1.2) for one in Severity),
        b.Column(wording.label("quality.waived"), "number", 1.3),
    )
    rows = []
    for code in sorted({one.code for one in found}):
        own = [one for one in found if one.code == code]
        counts = [*_open_counts(own), sum(one.waived for one in own)]
        rows.append((b.code(code), rule_summary(wording, code), *(number(one) if one else NOT_GIVEN for one in counts)))
    sums = [*_open_counts(found), sum(one.waived for one in found)]
    totals = [(b.Span(wording.label("quality.all"), columns=2), *map(number, sums))]
    caption = wording.label("quality.caption_rules")
    return [b.table("table-quality-rules", caption, columns, rows, totals=totals)]


def _open_counts(found: Sequence[Diagnostic]) -> list[int]:
    """By severity, errors first."""
    counts = Counter(one.severity for one in found if not one.waived)
    return [counts[severity] for severity in Severity]


def plans_table(wording: Wording) -> list[b.Block]:
    """Each plan, then what all plans share: how much is open and how much was accepted."""
    found = findings_in_scope(wording.edition)
    groups = {plan: [one for one in found if plan_of_finding(one) == plan] for plan in (*wording.plans, SHARED)}
    if not found:
        return []
    number = wording.edition.formatter.number
    columns = (
        b.Column(wording.label("quality.plan"), width=6),
        *(b.Column(wording.label(f"quality.{one.value}"), "number", 1.4) for one in Severity),
        b.Column(wording.label("quality.waived"), "number", 1.5),
    )
    rows = []
    for plan, own in groups.items():
        if own or plan:
            counts = [*_open_counts(own), sum(one.waived for one in own)]
            rows.append((_plan_name(wording, plan), *(number(one) if one else NOT_GIVEN for one in counts)))
    sums = [*_open_counts(found), sum(one.waived for one in found)]
    totals = [(wording.label("quality.all"), *map(number, sums))]
    caption = wording.label("quality.caption_plans")
    return [b.table("table-quality-plans", caption, columns, rows, totals=totals)]


def _plan_name(wording: Wording, plan: str) -> str:
    if plan == SHARED:
        return wording.label("quality.shared")
    return f"{wording.plans[plan].prefix}. {wording.prose(wording.plans[plan].title)}"


def findings_by_rule(wording: Wording) -> list[b.Block]:
    """A table for each rule with something open, the heaviest first; under each plan its findings, in place order."""
    opened = [one for one in findings_in_scope(wording.edition) if not one.waived]
    if not opened:
        return [b.paragraph(wording.label("findings.none"))]
    severities = list(Severity)
    ranks = {one.code: min(severities.index(own.severity) for own in opened if own.code == one.code) for one in opened}
    return [
        _of_rule(wording, code, [one for one in opened if one.code == code])
        for code in sorted(ranks, key=lambda code: (ranks[code], code))
    ]


def _of_rule(wording: Wording, code: str, found: Sequence[Diagnostic]) -> b.Block:
    columns = (
        b.Column(wording.label("findings.item"), "code", 2.4),
        b.Column(wording.label("findings.message"), width=4.4),
        b.Column(wording.label("quality.help"), width=4.2),
        b.Column(wording.label("quality.place"), "code", 3.6),
    )
    rows: list[tuple[object, ...]] = []
    for plan in (*wording.plans, SHARED):
        own = sorted((one for one in found if plan_of_finding(one) == plan), key=lambda one: one.order)
        if own:
            rows.append((b.Span([b.strong(_plan_name(wording, plan))], columns=len(columns)),))
        rows += [
            (
                finding_item(wording, one.item),
                [
                    b.strong(wording.label(f"workbook.severity.{one.severity.value}")),
                    ": ",
                    *finding_message(wording, one),
                ],
                said(wording, one.help) if one.help else NOT_GIVEN,
                b.code(f"{one.span.path}:{one.span.line}"),
            )
            for one in own
        ]
    caption = wording.label("quality.caption_rule", code=code, summary=rule_summary(wording, code).rstrip("."))
    return b.table(f"table-quality-{code.lower()}", caption, columns, rows)

"""An edition -> the workbook of quality: findings, rules with live counts, waivers with the days they have left."""

from __future__ import annotations

from dataclasses import replace

from som_cli.document.document import Cell, Formula, Sheet, SheetTable, Workbook
from som_cli.model.layout import plan_of
from som_cli.reports.edition import Edition
from som_cli.reports.tables.findings import rule_summary
from som_cli.reports.tables.findings_scope import findings_in_scope, waivers_in_scope
from som_cli.reports.tables.waivers import in_order_of_end, last_day
from som_cli.reports.wording import Wording
from som_cli.reports.workbooks.assembly import assemble
from som_cli.reports.workbooks.findings import findings_sheet
from som_cli.reports.workbooks.sums import column_reference, criterion
from som_cli.reports.workbooks.words import Words, one_line
from som_cli.rules import RULES
from som_cli.rules.waivers import NEVER, PlacedWaiver

_FINDINGS = "tblFindings"


def build(edition: Edition) -> Workbook:
    edition = replace(edition, findings=findings_in_scope(edition))
    words = Words(edition)
    sheets = {"findings": findings_sheet(words), "rules": _rules(words), "waivers": _waivers(words)}
    return assemble(words, "quality", sheets, (edition.labels("quality.intro"),))


def _rules(words: Words) -> Sheet:
    """Every rule of the program, also those that found nothing: that is a result too."""
    wording = Wording(words.edition)
    columns = (
        words.column("code", "code", 9),
        words.column("rule_name", "code", 34),
        words.column("rule_summary", width=80),
        words.column("open_count", "integer", 10, total=True),
        words.column("waived_count", "integer", 14, total=True),
    )
    code_column = column_reference(_FINDINGS, words.column("code"))
    waived_column = column_reference(_FINDINGS, words.column("waived"))
    findings = words.edition.findings
    rows: list[tuple[Cell, ...]] = []
    for code, name in sorted({rule.code: rule.name for rule in RULES}.items()):
        counts = []
        for is_waived in (False, True):
            word = words.yes_no(is_true=is_waived)
            text = f"=COUNTIFS({code_column},{criterion(code)},{waived_column},{criterion(word)})"
            counts.append(Formula(text, sum(one.code == code and one.waived is is_waived for one in findings)))
        rows.append((code, name, rule_summary(wording, code), *counts))
    return words.sheet("rules", SheetTable("tblRules", columns, tuple(rows)), frozen_columns=2)


def _waivers(words: Words) -> Sheet:
    columns = (
        words.column("until", "code", 14),
        words.column("days_left", "integer", 11),
        words.column("code", "code", 9),
        words.column("plan", "code", 8),
        words.column("item", "code", 20),
        words.column("reason", width=70),
        words.column("by", width=30),
        words.column("with", "code", 14),
        words.column("place", "code", 48),
    )
    rows = tuple(_waiver(words, one) for one in in_order_of_end(waivers_in_scope(words.edition)))
    return words.sheet("waivers", SheetTable("tblWaivers", columns, rows), frozen_columns=0)


def _waiver(words: Words, one: PlacedWaiver) -> tuple[Cell, ...]:
    waiver, day = one.waiver, last_day(one)
    span = one.item.origin.span(one.path)
    return (
        words.edition.labels("findings.never") if waiver.until == NEVER else waiver.until,
        (day - words.workspace.today).days if day else None,
        waiver.rule,
        words.plan_code(plan_of(one.item.origin.path)),
        waiver.about or (one.inner[0].id if one.inner else one.item.id),
        one_line(waiver.reason),
        words.actor(waiver.by),
        waiver.with_,
        f"{span.path}:{span.line}",
    )

"""Findings of the validation -> a sheet: what is open, what was waived and why."""

from __future__ import annotations

from collections.abc import Sequence

from som_cli.document.document import Cell, Sheet, SheetTable
from som_cli.messages import Message, translate
from som_cli.model.entry import field_name
from som_cli.model.values import tongue
from som_cli.reports.workbooks.words import Words, one_line
from som_cli.rules.waivers import PlacedWaiver, placed_waivers
from som_cli.text.diagnostics import Diagnostic


def findings_sheet(words: Words) -> Sheet:
    """Open findings first, each kind in the order of files and lines."""
    columns = (
        words.column("number", "integer", 7),
        words.column("severity", width=14),
        words.column("code", "code", 9),
        words.column("item", "code", 18),
        words.column("place", "code", 40),
        words.column("message", width=62),
        words.column("help", width=44),
        words.column("waived", width=12),
        words.column("reason", width=44),
    )
    waivers = placed_waivers(words.workspace)
    ordered = sorted(words.edition.findings, key=lambda found: (found.waived, found.order))
    rows = tuple(_row(words, number, found, waivers) for number, found in enumerate(ordered, start=1))
    open_count = sum(not found.waived for found in ordered)
    count = words.label("findings_count", open=str(open_count), waived=str(len(ordered) - open_count))
    return words.sheet("findings", SheetTable("tblFindings", columns, rows), notes=(count,), frozen_columns=3)


def _row(words: Words, number: int, found: Diagnostic, waivers: Sequence[PlacedWaiver]) -> tuple[Cell, ...]:
    def shown(message: Message | None) -> str:
        return one_line(translate(message, tongue(words.edition.language))) if message else ""

    place = f"{found.span.path}:{found.span.line}:{found.span.column}"
    return (
        number,
        words.term(found.severity, "workbook.severity"),
        found.code,
        words.to_item(found.item),
        f"{place} ({found.field})" if found.field else place,
        shown(found.message),
        shown(found.help),
        words.yes_no(is_true=found.waived),
        waiver_reason(found, waivers) if found.waived else "",
    )


def waiver_reason(found: Diagnostic, waivers: Sequence[PlacedWaiver]) -> str:
    """Why a finding was accepted: the reasons of its rule's waivers that stand at its item and around its field."""
    reasons = [one_line(placed.waiver.reason) for placed in waivers if _concerns(placed, found)]
    return "; ".join(dict.fromkeys(reason for reason in reasons if reason))


def _concerns(placed: PlacedWaiver, found: Diagnostic) -> bool:
    if placed.waiver.rule != found.code:
        return False
    if placed.waiver.about:
        return placed.waiver.about == found.span.path
    if placed.item.id == found.item:
        scope = field_name(placed.path[:-2])
        return not scope or found.field == scope or found.field.startswith((f"{scope}.", f"{scope}["))
    return placed.item.origin.path == found.span.path

"""Findings of the validation -> what is open, by severity; why one of them was accepted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from som_cli.document import blocks as b
from som_cli.messages import Codes, Message, translate, translate_text
from som_cli.model.entry import field_name
from som_cli.model.values import parse_date, tongue
from som_cli.reports.wording import NOT_GIVEN, Wording, Words
from som_cli.rules import RULES
from som_cli.rules.waivers import NEVER, PlacedWaiver
from som_cli.text.diagnostics import Diagnostic, Severity
from som_cli.text.source import visible

# Stands around the name of a value while a sentence is split; no text holds it.
_AT = "\x00"
_PLACE = re.compile(f"{_AT}(\\w+){_AT}")


def open_findings(wording: Wording) -> list[b.Block]:
    """A table for each severity, errors first; a sentence where nothing is open."""
    opened = [found for found in wording.edition.findings if not found.waived]
    if not opened:
        return [b.paragraph(wording.label("findings.none"))]
    groups = {severity: [one for one in opened if one.severity is severity] for severity in Severity}
    return [_of_severity(wording, severity, found) for severity, found in groups.items() if found]


def _of_severity(wording: Wording, severity: Severity, found: Sequence[Diagnostic]) -> b.Block:
    """Errors and warnings one by one with their places, for they wait for somebody; information by its rules."""
    name = f"table-findings-{severity.value}"
    caption = wording.label("findings.caption", count=wording.plural(f"findings.{severity.value}", len(found)))
    if severity is Severity.INFO:
        source = wording.label("findings.info_source")
        return b.table(name, caption, _columns_by_rule(wording), _rows_by_rule(wording, found), source=source)
    columns = (
        b.Column(wording.label("findings.rule"), "code", 1.1),
        b.Column(wording.label("findings.item"), "code", 2.4),
        b.Column(wording.label("findings.message"), width=4.6),
        b.Column(wording.label("findings.place"), "code", 3.8),
    )
    rows = [
        (b.code(one.code), finding_item(wording, one.item), finding_message(wording, one), b.code(_place(one)))
        for one in found
    ]
    return b.table(name, caption, columns, rows)


def _columns_by_rule(wording: Wording) -> tuple[b.Column, ...]:
    return (
        b.Column(wording.label("findings.rule"), "code", 1.1),
        b.Column(wording.label("findings.about"), width=5),
        b.Column(wording.label("findings.items"), "code", 5.4),
    )


def _rows_by_rule(wording: Wording, found: Sequence[Diagnostic]) -> Iterator[tuple[object, ...]]:
    for code in sorted({one.code for one in found}):
        items = dict.fromkeys(one.item for one in found if one.code == code)
        yield b.code(code), rule_summary(wording, code), _items(wording, items)


def finding_item(wording: Wording, identifier: str) -> object:
    return wording.reference(identifier) if identifier in wording.workspace.by_id else b.code(identifier or NOT_GIVEN)


def finding_message(wording: Wording, found: Diagnostic) -> Words:
    return said(wording, found.message)


def said(wording: Wording, message: Message) -> Words:
    """A message in the document's language; what its sentence sets between backticks is set as code.

    Backticks in a value are the value's own, and stay.
    """
    language = tongue(wording.edition.language)
    ours = (int, Codes)
    named = {name: value if isinstance(value, ours) else f"{_AT}{name}{_AT}" for name, value in message.params.items()}
    values = {name: _text(value, language) for name, value in message.params.items()}
    parts = translate(replace(message, params=named), language).split("`")
    shown = [_PLACE.sub(lambda place: values[place[1]], part) for part in parts]
    if len(shown) % 2 == 0:
        return [visible("`".join(shown))]
    return [b.code(visible(part)) if number % 2 else visible(part) for number, part in enumerate(shown) if part]


def _text(value: object, language: str) -> str:
    return translate(value, language) if isinstance(value, Message) else f"{value}"


def _place(found: Diagnostic) -> str:
    return f"{found.span.path}:{found.span.line}"


def rule_summary(wording: Wording, code: str) -> str:
    """What a rule looks for, in a sentence."""
    summary = next((rule.summary for rule in RULES if rule.code == code), "")
    return translate_text(summary, tongue(wording.edition.language))


def _items(wording: Wording, identifiers: Iterable[str]) -> Words:
    words: Words = []
    for identifier in identifiers:
        words += [*([", "] if words else []), *b.inlines(finding_item(wording, identifier))]
    return words


def _waiver(found: Diagnostic, placed: list[PlacedWaiver]) -> PlacedWaiver | None:
    """The waiver that accepts a finding: of its rule, for its file or its item, nearest to its field."""
    matching = [
        one
        for one in placed
        if one.waiver.rule == found.code
        if (one.waiver.about == found.span.path if one.waiver.about else _is_same_item(one, found))
    ]
    return max(matching, key=lambda one: len(one.path), default=None)


def _is_same_item(one: PlacedWaiver, found: Diagnostic) -> bool:
    """Inside the item or entry that carries it, also where that is an item within another, such as a segment."""
    places = ((one.item, one.path), *([one.inner] if one.inner else []))
    for item, path in places:
        is_inside = found.item.startswith(f"{item.id}/") and not path[:-2]
        if is_inside or (found.item == item.id and found.field.startswith(field_name(path[:-2]))):
            return True
    return bool(one.waiver.with_) and found.item == one.waiver.with_


def accepted_terms(wording: Wording, found: Diagnostic, placed: list[PlacedWaiver]) -> tuple[str, str, str]:
    """Why a finding was accepted, by whom, and until when."""
    one = _waiver(found, placed)
    if one is None:
        return NOT_GIVEN, NOT_GIVEN, NOT_GIVEN
    waiver = one.waiver
    until = parse_date(waiver.until)
    ends = wording.label("findings.until", date=wording.date(until)) if until else NOT_GIVEN
    if waiver.until == NEVER:
        ends = wording.label("findings.never")
    return wording.prose(waiver.reason), wording.actor(waiver.by), ends

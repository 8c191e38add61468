"""Findings -> SARIF 2.1.0 (OASIS), as code scanning reads it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from som_cli.text.diagnostics import Diagnostic, Severity, Span
from som_cli.writers.findings import FindingsPage

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
INFORMATION = "https://github.com/som-cli/som"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
# The name under which code scanning keeps our keys, so that a finding stays the same finding when lines move.
_FINGERPRINT = "somFinding/v1"


class RuleText(NamedTuple):
    """What SARIF tells of a rule: its name, one sentence, its page in Markdown, its level at draft."""

    name: str
    summary: str
    page: str
    level: Severity


def sarif(page: FindingsPage, rules: Mapping[str, RuleText], version: str, repository: Path) -> str:
    """One run with every rule and its help; paths from the repository's root; waived findings carry a suppression."""
    codes = list(rules)
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "som",
                        "version": version,
                        "informationUri": INFORMATION,
                        "rules": [_rule(code, rules[code]) for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [
                    _result(page, found, key, codes, repository)
                    for found, key in zip(page.findings, page.keys, strict=True)
                ],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str, rule: RuleText) -> dict[str, object]:
    return {
        "id": code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.summary},
        "help": {"text": rule.page, "markdown": rule.page},
        "defaultConfiguration": {"level": _LEVELS[rule.level]},
    }


def _result(page: FindingsPage, found: Diagnostic, key: str, codes: list[str], repository: Path) -> dict[str, object]:
    text = page.say(found.message) + (f"\n{page.say(found.help)}" if found.help else "")
    result: dict[str, object] = {
        "ruleId": found.code,
        "ruleIndex": codes.index(found.code),
        "level": _LEVELS[found.severity],
        "message": {"text": text},
        "locations": [_location(page, found.span, repository)],
        "partialFingerprints": {_FINGERPRINT: key},
    }
    if found.related:
        result["relatedLocations"] = [
            {"id": number, "message": {"text": page.say(related.message)}, **_location(page, related.span, repository)}
            for number, related in enumerate(found.related, 1)
        ]
    if found.waived:
        result["suppressions"] = [{"kind": "inSource"}]
    return result


def _location(page: FindingsPage, span: Span, repository: Path) -> dict[str, object]:
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    uri = quote(page.file(span, repository))
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}

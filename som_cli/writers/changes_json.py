"""A comparison -> JSON for programs."""

from __future__ import annotations

import json
from typing import Any

from som_cli.text.diagnostics import Diagnostic
from som_cli.writers.changes_page import ChangesPage, RefusalRow

SCHEMA = 1
_FIELDS = ("item", "field", "kind", "weight", "old", "new", "path", "line", "message")
_OF_EFFECTS = ("plan", "subject", "measure", "weight", "old", "new", "message")


def changes_json(page: ChangesPage) -> str:
    """Changes, effects, findings that came and went, what was not read; with the gate, what it stops."""
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "old": page.old,
        "new": page.new or None,
        "changes": [{name: getattr(change, name) for name in _FIELDS} for change in page.changes],
        "effects": [{name: getattr(effect, name) for name in _OF_EFFECTS} for effect in page.effects],
        "findings": {
            "new": [_finding(page, found) for found in page.came],
            "gone": [_finding(page, found) for found in page.went],
        },
        "unread": list(page.unread),
    }
    if page.refusals is not None:
        document["refused"] = [_refusal(one) for one in page.refusals]
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _finding(page: ChangesPage, found: Diagnostic) -> dict[str, Any]:
    return {
        "code": found.code,
        "severity": found.severity.value,
        "item": found.item,
        "field": found.field,
        "path": found.span.path,
        "line": found.span.line,
        "message": page.say(found.message),
    }


def _refusal(one: RefusalRow) -> dict[str, Any]:
    return {
        "item": one.change.item,
        "field": one.change.field,
        "path": one.change.path,
        "line": one.change.line,
        "message": one.message,
        "help": one.help,
    }

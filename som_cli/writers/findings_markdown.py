"""Findings -> Markdown for a comment on a pull request."""

from __future__ import annotations

import re
from pathlib import Path

from som_cli.messages import msg, translate
from som_cli.text.diagnostics import Diagnostic, Severity
from som_cli.writers.findings import SEVERITY_WORDS, FindingsPage, summary

# A comment with this line is ours: a later run replaces it instead of adding one.
MARKER = "<!-- som:validate -->"
# GitHub refuses comments over 65,536 characters; the rest is for the closing lines.
LIMIT = 60_000
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!@$&])")


def findings_markdown(page: FindingsPage, repository: Path) -> str:
    """A table of the open findings, errors first, cut at the size that a comment may have, with a count of the rest."""
    order = list(Severity)
    found = sorted(page.open, key=lambda one: (order.index(one.severity), one.order))
    head = [MARKER, f"**som validate**: {'; '.join(_plain(page.say(sentence)) for sentence in summary(page))}"]
    if not found:
        return "\n\n".join(head) + "\n"
    titles = (msg("severity"), msg("rule"), msg("place"), msg("finding"))
    rows = ["| " + " | ".join(translate(title, page.language) for title in titles) + " |", "|---|---|---|---|"]
    size = sum(map(len, head)) + sum(map(len, rows))
    shown = 0
    for one in found:
        row = _row(page, one, repository)
        size += len(row) + 1
        if size > LIMIT:
            break
        rows.append(row)
        shown += 1
    left = len(found) - shown
    tail = []
    if left:
        cut = msg("… and {count} more finding", plural="… and {count} more findings", count=left)
        tail.append(page.say(cut))
    return "\n\n".join([*head, "\n".join(rows), *tail]) + "\n"


def _row(page: FindingsPage, one: Diagnostic, repository: Path) -> str:
    place = f"{page.file(one.span, repository)}:{one.span.line}"
    text = _plain(f"{one.item}: " if one.item else "") + _plain(page.say(one.message))
    help_ = f"<br>{_plain(page.say(one.help))}" if one.help else ""
    word = page.say(SEVERITY_WORDS[one.severity])
    return f"| {word} | {one.code} | {_plain(place)} | {text}{help_} |"


def _plain(text: str) -> str:
    """Text that Markdown prints as it stands; mentions and references to issues lose their power."""
    return _SPECIAL.sub(r"\\\1", text.replace("\n", " ")).replace("\\@", "&#64;").replace("\\#", "&#35;")

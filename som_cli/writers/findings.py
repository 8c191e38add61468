"""Findings -> lines for people, JSON, or annotations of GitHub Actions."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from som_cli.messages import Message, msg, translate
from som_cli.text.diagnostics import Diagnostic, Severity, Span
from som_cli.text.source import SourceText, visible

NEW = msg(" (new)")
SEVERITY_WORDS = {
    Severity.ERROR: msg("error"),
    Severity.WARNING: msg("warning"),
    Severity.INFO: msg("info"),
}
_GITHUB_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


@dataclass(frozen=True)
class FindingsPage:
    """Findings with what is needed to show them: a key for each, rules' names by code, the texts, the folder.

    `skipped` names the plans that could not be read whole; `is_nothing_checked` says that no rule could run. `known`
    counts findings left out since a baseline holds them; `new` are the keys of those that a branch introduced, None
    where nobody asked.
    """

    findings: tuple[Diagnostic, ...]
    keys: tuple[str, ...]
    names: Mapping[str, str]
    texts: Mapping[str, SourceText]
    folder: Path
    language: str
    skipped: tuple[str, ...] = ()
    is_nothing_checked: bool = False
    known: int = 0
    new: frozenset[str] | None = None

    def say(self, message: Message) -> str:
        """The message in the reader's language, safe to print: control and direction characters as codes."""
        return visible(translate(message, self.language))

    @property
    def open(self) -> tuple[Diagnostic, ...]:
        return tuple(found for found in self.findings if not found.waived)

    def is_new(self, found: Diagnostic) -> bool:
        """Whether the branch introduced this finding."""
        return id(found) in self._introduced

    @cached_property
    def _introduced(self) -> frozenset[int]:
        if self.new is None:
            return frozenset()
        return frozenset(id(found) for found, key in zip(self.findings, self.keys, strict=True) if key in self.new)

    def count(self, severity: Severity) -> int:
        """How many findings of a severity count: waived ones do not."""
        return sum(found.severity is severity for found in self.open)

    def file(self, span: Span, start: Path) -> str:
        """The path of a span's file as seen from a folder, with `/`."""
        return Path(os.path.relpath(self.folder / span.path, start)).as_posix()


def concise(page: FindingsPage, start: Path) -> str:
    """`path:line:column: error BUD01 message`, a line a finding; paths as seen from `start`."""
    lines = [
        f"{page.file(found.span, start)}:{found.span.line}:{found.span.column}: "
        f"{found.severity.value} {found.code} {page.say(found.message)}{page.say(NEW) if page.is_new(found) else ''}"
        for found in page.open
    ]
    return "".join(f"{line}\n" for line in lines)


def github(page: FindingsPage, repository: Path) -> str:
    """Workflow commands that annotate the files of a pull request; paths from the repository's root."""
    lines = []
    for found in page.open:
        properties = {
            "file": page.file(found.span, repository.resolve()),
            "line": str(found.span.line),
            "col": str(found.span.column),
            "endLine": str(found.span.end_line),
            "endColumn": str(found.span.end_column),
            "title": f"{found.code} {page.names.get(found.code, '')}".strip(),
        }
        text = page.say(found.message) + (f"\n{page.say(found.help)}" if found.help else "")
        shown = ",".join(f"{key}={_escaped(value, is_property=True)}" for key, value in properties.items())
        lines.append(f"::{_GITHUB_LEVELS[found.severity]} {shown}::{_escaped(text)}\n")
    return "".join(lines)


def _escaped(text: str, *, is_property: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if is_property else text


def json_text(page: FindingsPage) -> str:
    """The findings with keys that stay when lines move; paths relative to the workspace; counts without waived ones."""
    document = {
        "schema": 1,
        "findings": [_as_dict(page, found, key) for found, key in zip(page.findings, page.keys, strict=True)],
        "summary": {severity.value: page.count(severity) for severity in Severity},
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _as_dict(page: FindingsPage, found: Diagnostic, key: str) -> dict[str, object]:
    marks = {} if page.new is None else {"new": key in page.new}
    return {
        "key": key,
        "code": found.code,
        "name": page.names.get(found.code, ""),
        "severity": found.severity.value,
        "message": page.say(found.message),
        "help": page.say(found.help) if found.help else "",
        "item": found.item,
        "field": found.field,
        "waived": found.waived,
        "path": found.span.path,
        "line": found.span.line,
        "column": found.span.column,
        "end_line": found.span.end_line,
        "end_column": found.span.end_column,
        **marks,
    }


def summary(page: FindingsPage) -> list[Message]:
    """What the run comes to, in sentences."""
    errors, warnings, notes = (page.count(severity) for severity in Severity)
    sentences = [
        msg(
            "{errors}, {warnings}, {notes}",
            errors=msg("{count} error", plural="{count} errors", count=errors),
            warnings=msg("{count} warning", plural="{count} warnings", count=warnings),
            notes=msg("{count} note", plural="{count} notes", count=notes),
        )
        if errors or warnings or notes
        else msg("no problems found")
    ]
    waived = sum(found.waived for found in page.findings)
    if waived:
        sentences.append(msg("{count} finding is waived", plural="{count} findings are waived", count=waived))
    if page.known:
        sentences.append(msg("{count} finding is known", plural="{count} findings are known", count=page.known))
    if page.new is not None:
        count = sum(key in page.new for key, found in zip(page.keys, page.findings, strict=True) if not found.waived)
        sentences.append(msg("{count} finding is new", plural="{count} findings are new", count=count))
    if page.is_nothing_checked:
        sentences.append(msg("no rule was run: som.yml or partnership.yml could not be read"))
    elif page.skipped:
        plans = ", ".join(page.skipped)
        sentences.append(msg("rules were not run on what could not be read: {plans}", plans=plans))
    return sentences

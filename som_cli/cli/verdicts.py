"""Unchanged files -> the verdict of the last run, kept under `.som/`."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from som_cli import __version__
from som_cli.cli.places import PACKAGE, shipped_templates
from som_cli.messages import Message
from som_cli.rules.registry import Gate
from som_cli.rules.run import Verdict
from som_cli.text.diagnostics import Diagnostic, Related, Severity, Span
from som_cli.text.files import Files
from som_cli.text.git import git_state
from som_cli.writers.files import write_file

FOLDER = ".som"
_KEPT = 8


def verdict_key(folder: Path, files: Files, gate: Gate, plans: Sequence[str], today: date, *, is_fixed: bool) -> str:
    """The digest of all that a verdict depends on: every file, the options, the day, the history, the program.

    A day that `is_fixed` goes before the workspace's own `as_of`; the same day from the clock does not.
    """
    return inputs_key(folder, files, (gate.value, tuple(plans), today, is_fixed))


def inputs_key(folder: Path, files: Files, options: tuple[object, ...]) -> str:
    """The digest of what a run depends on: every file, the options, the history, the program."""
    seen = hashlib.sha256(repr((__version__, _program(), options, git_state(folder))).encode())
    for path in files.paths:
        content = files.read(path)
        seen.update(f"\x1e{path}\x1f{len(content)}\x1f".encode("utf-8", "surrogateescape"))
        seen.update(content)
    seen.update("\x1d".join(files.links).encode("utf-8", "surrogateescape"))
    return seen.hexdigest()


def _program() -> str:
    """The state of our own modules: in a checkout a verdict is not trusted once the code has changed."""
    return f"{max(_newest(PACKAGE, ('.py', '.yml')), _newest(shipped_templates()))}"


def _newest(folder: Path, suffixes: tuple[str, ...] = ("",)) -> int:
    """When a file of a folder was changed, added or deleted last, in nanoseconds since 1970."""
    newest = folder.stat().st_mtime_ns
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                newest = max(newest, _newest(Path(entry.path), suffixes) if entry.name != "__pycache__" else 0)
            elif entry.name.endswith(suffixes):
                newest = max(newest, entry.stat().st_mtime_ns)
    return newest


def recall(folder: Path, key: str) -> tuple[Verdict, tuple[str, ...]] | None:
    """The verdict stored under a key and its findings' keys, or None where there is none that can be read."""
    try:
        document = json.loads((folder / FOLDER / f"{key}.json").read_text(encoding="utf-8"))
        findings = tuple(read_diagnostic(entry) for entry in document["findings"])
        verdict = Verdict(findings, tuple(document["skipped"]), document["is_nothing_checked"])
        return verdict, tuple(document["keys"])
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError, ValueError):
        return None


def remember(folder: Path, key: str, verdict: Verdict, keys: Sequence[str]) -> None:
    """Stores a verdict beside the last few. Where the disk refuses, the next run computes it again."""
    document = {
        "findings": [as_dict(found) for found in verdict.findings],
        "keys": list(keys),
        "skipped": verdict.skipped,
        "is_nothing_checked": verdict.is_nothing_checked,
    }
    keep(folder, key, document)


def keep(folder: Path, key: str, document: Mapping[str, Any]) -> None:
    """Stores what a run came to beside the last few."""
    place = folder / FOLDER
    with contextlib.suppress(OSError):
        write_file(place, f"{key}.json", json.dumps(document).encode())
        write_file(place, ".gitignore", b"*\n")
        stored = sorted(place.glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
        for path in stored[:-_KEPT]:
            path.unlink()


def as_dict(found: Diagnostic) -> dict[str, Any]:
    return {
        "code": found.code,
        "severity": found.severity.value,
        "message": as_message(found.message),
        "span": _span(found.span),
        "help": found.help and as_message(found.help),
        "item": found.item,
        "field": found.field,
        "related": [[_span(related.span), as_message(related.message)] for related in found.related],
        "waived": found.waived,
    }


def read_diagnostic(entry: Mapping[str, Any]) -> Diagnostic:
    return Diagnostic(
        entry["code"],
        Severity(entry["severity"]),
        read_message(entry["message"]),
        Span(*entry["span"]),
        read_message(entry["help"]) if entry["help"] else None,
        entry["item"],
        entry["field"],
        tuple(Related(Span(*span), read_message(message)) for span, message in entry["related"]),
        entry["waived"],
    )


def _span(span: Span) -> list[object]:
    return [span.path, span.line, span.column, span.end_line, span.end_column]


def as_message(message: Message) -> dict[str, Any]:
    return {"text": message.text, "plural": message.plural, "params": {k: _param(v) for k, v in message.params.items()}}


def _param(value: object) -> object:
    """A parameter as it will be printed: only counts stay numbers, since they choose the plural."""
    if isinstance(value, Message):
        return as_message(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else f"{value}"


def read_message(entry: Mapping[str, Any]) -> Message:
    params = {k: read_message(v) if isinstance(v, dict) else v for k, v in entry["params"].items()}
    return Message(entry["text"], params, entry["plural"])

"""`som log`: the history of one item."""

from __future__ import annotations

import json
from collections.abc import Iterable
from enum import StrEnum

import typer

from som_cli.cli.failure import ExitCode
from som_cli.cli.histories import Found, find_history
from som_cli.cli.options import Session
from som_cli.console import Console
from som_cli.messages import mark_text, msg
from som_cli.review.changes import told_once
from som_cli.review.item_log import LogEntry, item_log
from som_cli.text.source import visible


class LogFormat(StrEnum):
    """How a history is written."""

    TABLE = "table"
    MARKDOWN = "markdown"
    JSON = "json"


def log(
    context: typer.Context,
    item: str = typer.Argument(metavar="ID"),
    format_: LogFormat = typer.Option(LogFormat.TABLE, "--format", help=mark_text("How the history is written.")),
) -> int:
    """Show the history of one item. Who changed what and when, by which decision, also under its former ids."""
    session: Session = context.obj
    found = find_history(session, item)
    entries = tuple(item_log(found.workspace, found.target, found.node, found.versions, found.inside))
    console = session.console
    if format_ is LogFormat.JSON:
        console.write(_json(console, found, entries))
    elif format_ is LogFormat.MARKDOWN:
        console.write(_markdown(console, found, entries))
    elif entries:
        heads = (msg("date"), msg("author"), msg("commit"), msg("what happened"))
        console.table(heads, [_row(console, entry) for entry in entries])
    else:
        console.note([msg("no commit knows `{id}`", id=item)])
    return ExitCode.CLEAN


def _row(console: Console, entry: LogEntry) -> tuple[str, str, str, str]:
    commit = entry.commit
    said = "\n".join(_said(console, entry))
    if commit is None:
        return "", "", "", said
    return commit.written.date().isoformat(), commit.author, commit.short[:8], said


def _said(console: Console, entry: LogEntry) -> Iterable[str]:
    """The commit's first line, what it did, and the ids that it gives as reasons."""
    subject = msg("“{text}”", text=entry.commit.subject) if entry.commit else msg("not committed yet")
    yield console.say(subject)
    if not entry.is_readable:
        yield "– " + console.say(msg("what stood here then cannot be read today"))
    for change in told_once(entry.changes):
        yield "– " + console.say(change.message)
    if entry.former and not entry.changes:
        yield "– " + console.say(msg("moved from {path}", path=entry.former))
    if entry.reasons:
        yield console.say(msg("reason: {reasons}", reasons=", ".join(entry.reasons)))


def _markdown(console: Console, found: Found, entries: Iterable[LogEntry]) -> str:
    rows = [f"## {found.inside or found.target.identifier}", ""]
    for entry in entries:
        first, *rest = _said(console, entry)
        commit = entry.commit
        rows.append(
            f"- **{commit.written.date()}**, {commit.author}, `{commit.short}`: {first}" if commit else f"- {first}"
        )
        rows += [f"  - {line.removeprefix('– ')}" for line in rest]
    return visible("\n".join(rows)) + "\n"


def _json(console: Console, found: Found, entries: Iterable[LogEntry]) -> str:
    listed = []
    for entry in entries:
        commit = entry.commit
        listed.append(
            {
                "commit": commit.name if commit else None,
                "author": commit.author if commit else None,
                "date": commit.written.isoformat() if commit else None,
                "subject": commit.subject if commit else None,
                "path": entry.path,
                "former_path": entry.former or None,
                "readable": entry.is_readable,
                "reasons": list(entry.reasons),
                "changes": [
                    {
                        "field": change.field,
                        "kind": change.kind.value,
                        "weight": change.weight.value,
                        "old": change.old if change.steps else None,
                        "new": change.new if change.steps else None,
                        "message": console.say(change.message),
                    }
                    for change in entry.changes
                ],
            }
        )
    document = {"schema": 1, "item": found.inside or found.target.identifier, "log": listed}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"

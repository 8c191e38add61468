"""`som blame`: the commit that last set each field of one item."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import typer

from som_cli.analysis.blame import SetField, gathered
from som_cli.analysis.blame import blame as blame_fields
from som_cli.cli.failure import ExitCode, UsageError
from som_cli.cli.histories import Found, find_history
from som_cli.cli.listing import ListFormat, show_list
from som_cli.cli.options import Session
from som_cli.console import Console
from som_cli.messages import mark_text, msg
from som_cli.writers.lists import TextTable

_SHOWN = 40


def blame(
    context: typer.Context,
    item: str = typer.Argument(metavar="ID"),
    format_: ListFormat = typer.Option(ListFormat.TABLE, "--format", help=mark_text("How the list is written.")),
) -> int:
    """Show the commit that last set each field of an item. Moved and reformatted lines count as unchanged."""
    session: Session = context.obj
    found = find_history(session, item)
    if found.node is None:
        message = msg("`{id}` is not there any more", id=item)
        raise UsageError(message, msg("see what became of it: `som log {id}`", id=item))
    fields = blame_fields(found.node, found.versions)
    if found.inside:
        fields = tuple(one for one in fields if f"[{found.inside}]" in one.steps)
    console = session.console
    if format_ is ListFormat.JSON:
        console.write(_json(found, fields))
        return ExitCode.CLEAN
    depth = 3 if found.inside else 1
    shown = fields if format_ is ListFormat.CSV else gathered(fields, depth)
    rows = tuple(_row(console, one, is_short=format_ is ListFormat.TABLE) for one in shown)
    heads = (msg("commit"), msg("date"), msg("author"), msg("field"), msg("value"))
    show_list(console, "fields", TextTable(("commit", "date", "author", "field", "value"), rows), format_, heads)
    return ExitCode.CLEAN


def _row(console: Console, one: SetField, *, is_short: bool) -> tuple[str, ...]:
    value = one.value if len(one.value) <= _SHOWN or not is_short else f"{one.value[: _SHOWN - 1]}…"
    commit = one.commit
    if commit is None:
        return "", "", console.say(msg("not committed yet")) if is_short else "", one.name, value
    name = commit.short[:8] if is_short else commit.name
    return name, commit.written.date().isoformat(), commit.author, one.name, value


def _json(found: Found, fields: Sequence[SetField]) -> str:
    listed: list[dict[str, Any]] = [
        {
            "field": one.name,
            "value": one.value,
            "commit": one.commit.name if one.commit else None,
            "author": one.commit.author if one.commit else None,
            "date": one.commit.written.isoformat() if one.commit else None,
            "subject": one.commit.subject if one.commit else None,
        }
        for one in fields
    ]
    document = {"schema": 1, "item": found.inside or found.target.identifier, "fields": listed}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"

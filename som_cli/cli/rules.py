"""`som rules`: the rules, in a list."""

from __future__ import annotations

from enum import StrEnum

import typer

from som_cli.cli.options import Session
from som_cli.messages import mark_text, msg, translate_text
from som_cli.rules import RULES
from som_cli.writers.lists import TextTable, as_csv, as_json


class ListFormat(StrEnum):
    """How a list is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def rules(
    context: typer.Context,
    format_: ListFormat = typer.Option(ListFormat.TABLE, "--format", help=mark_text("How the list is written.")),
) -> int:
    """List the rules: code, severity, name, what each checks."""
    session: Session = context.obj
    language = session.console.language
    table = TextTable(
        ("code", "severity", "name", "summary"),
        tuple((rule.code, rule.severity, rule.name, translate_text(rule.summary, language)) for rule in RULES),
    )
    if format_ is ListFormat.JSON:
        session.console.write(as_json("rules", table))
    elif format_ is ListFormat.CSV:
        session.console.write(as_csv(table))
    else:
        heads = (msg("code"), msg("severity"), msg("name"), msg("what it checks"))
        session.console.table(heads, table.rows)
    return 0

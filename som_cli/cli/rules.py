"""`som rules`: the rules, in a list."""

from __future__ import annotations

import typer

from som_cli.cli.listing import ListFormat, show_list
from som_cli.cli.options import Session
from som_cli.messages import mark_text, msg, translate_text
from som_cli.rules import RULES
from som_cli.writers.lists import TextTable


def rules(
    context: typer.Context,
    format_: ListFormat = typer.Option(ListFormat.TABLE, "--format", help=mark_text("How the list is written.")),
) -> int:
    """List the rules: code, severity, name, what each checks."""
    session: Session = context.obj
    language = session.console.language
    rows = tuple((rule.code, rule.severity, rule.name, translate_text(rule.summary, language)) for rule in RULES)
    heads = (msg("code"), msg("severity"), msg("name"), msg("what it checks"))
    show_list(session.console, "rules", TextTable(("code", "severity", "name", "summary"), rows), format_, heads)
    return 0

"""`som rules`: the rules, in a list."""

from __future__ import annotations

from collections.abc import Iterable

import typer

from som_cli.cli.listing import ListFormat, show_list
from som_cli.cli.options import Session
from som_cli.console import Console
from som_cli.messages import mark_text, msg, translate_text
from som_cli.rules import RULES
from som_cli.rules.registry import Rule
from som_cli.writers.lists import TextTable


def rules(
    context: typer.Context,
    format_: ListFormat = typer.Option(ListFormat.TABLE, "--format", help=mark_text("How the list is written.")),
) -> int:
    """List the rules: code, severity, name, what each checks."""
    session: Session = context.obj
    show_rules(session.console, RULES, format_)
    return 0


def show_rules(console: Console, chosen: Iterable[Rule], format_: ListFormat) -> None:
    """Prints rules, one a row."""
    language = console.language
    rows = tuple((rule.code, rule.severity, rule.name, translate_text(rule.summary, language)) for rule in chosen)
    heads = (msg("code"), msg("severity"), msg("name"), msg("what it checks"))
    show_list(console, "rules", TextTable(("code", "severity", "name", "summary"), rows), format_, heads)

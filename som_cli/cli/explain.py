"""`som explain`: the page of a rule."""

from __future__ import annotations

import typer

from som_cli.cli.failure import UsageError
from som_cli.cli.listing import ListFormat
from som_cli.cli.options import Session
from som_cli.cli.rules import show_rules
from som_cli.messages import msg
from som_cli.rules import RULES
from som_cli.text.suggest import suggestion


def explain(context: typer.Context, rule: str = typer.Argument(metavar="RULE")) -> int:
    """Print the page of a rule. What it checks, why, examples, when to waive it; takes its code, name, or group."""
    session: Session = context.obj
    for known in RULES:
        if rule.upper() == known.code or rule.lower() == known.name:
            session.console.markdown(known.page)
            return 0
    if of_group := [known for known in RULES if known.group == rule.upper()]:
        show_rules(session.console, of_group, ListFormat.TABLE)
        session.console.note([msg("`som explain CODE` prints the page of one of them")])
        return 0
    names = [*(known.code for known in RULES), *(known.name for known in RULES)]
    raise UsageError(msg("there is no rule `{code}`", code=rule), suggestion(rule, names))

"""`som explain`: the page of a rule."""

from __future__ import annotations

import typer

from som_cli.cli.failure import UsageError
from som_cli.cli.options import Session
from som_cli.messages import msg
from som_cli.rules import RULES
from som_cli.text.suggest import suggestion


def explain(context: typer.Context, rule: str = typer.Argument(metavar="RULE")) -> int:
    """Print the page of a rule. What it checks, why, examples, when to waive it; takes its code or its name."""
    session: Session = context.obj
    for known in RULES:
        if rule.upper() == known.code or rule.lower() == known.name:
            session.console.markdown(known.page)
            return 0
    names = [*(known.code for known in RULES), *(known.name for known in RULES)]
    raise UsageError(msg("there is no rule `{code}`", code=rule), suggestion(rule, names))

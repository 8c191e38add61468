"""`som validate`: every problem of the workspace, in one run."""

from __future__ import annotations

import typer

from som_cli.cli.failure import ExitCode
from som_cli.cli.findings import Format, findings_page, show
from som_cli.cli.options import Session, check_plans, load_files, open_files, parse_day, split_codes
from som_cli.messages import mark_text
from som_cli.rules.registry import Gate
from som_cli.rules.run import Verdict, check_workspace, only
from som_cli.text.diagnostics import Severity


def validate(
    context: typer.Context,
    plans: list[str] = typer.Argument(None, metavar="[PLAN]...", help="", show_default=False),
    gate: Gate = typer.Option(Gate.DRAFT, help=mark_text("The stage whose demands are made.")),
    format_: Format = typer.Option(Format.FULL, "--format", help=mark_text("How findings are written.")),
    select: list[str] = typer.Option([], metavar="CODE", help=mark_text("Only these rules or groups (BUD01,COV).")),
    ignore: list[str] = typer.Option([], metavar="CODE", help=mark_text("Not these rules or groups.")),
    date: str | None = typer.Option(None, metavar="DATE", help=mark_text("The day that stands for today.")),
    strict: bool = typer.Option(False, "--strict", help=mark_text("Warnings fail too.")),  # noqa: FBT001, FBT003
) -> int:
    """Check the plans and list every problem with its file, line and column."""
    session: Session = context.obj
    folder = session.workspace
    loaded = load_files(open_files(folder), folder, parse_day(date))
    check_plans(loaded, plans or ())
    verdict = check_workspace(loaded, gate, plans or ())
    verdict = only(verdict, split_codes(select), split_codes(ignore))
    show(session.console, findings_page(loaded, verdict, folder, session.console.language), format_)
    return exit_code(verdict, is_strict=strict)


def exit_code(verdict: Verdict, *, is_strict: bool) -> int:
    """1 with errors, or with warnings where they fail too."""
    failing = verdict.count(Severity.ERROR) + (verdict.count(Severity.WARNING) if is_strict else 0)
    return ExitCode.FINDINGS if failing else ExitCode.CLEAN

"""`som validate`: every problem of the workspace, in one run."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path

import typer

from som_cli.cli.failure import ExitCode
from som_cli.cli.options import Session, check_plans, load_workspace, parse_day, split_codes
from som_cli.messages import mark_text
from som_cli.model.loading import Loaded
from som_cli.rules import RULES
from som_cli.rules.registry import Gate
from som_cli.rules.run import Verdict, check_workspace, finding_keys, only
from som_cli.text.diagnostics import Severity
from som_cli.text.git import repository_root
from som_cli.writers.findings import FindingsPage, concise, github, json_text, summary


class Format(StrEnum):
    """How findings are written."""

    FULL = "full"
    CONCISE = "concise"
    JSON = "json"
    GITHUB = "github"


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
    loaded = load_workspace(folder, parse_day(date))
    check_plans(loaded, plans or ())
    verdict = check_workspace(loaded, gate, plans or ())
    verdict = only(verdict, split_codes(select), split_codes(ignore))
    show(session, findings_page(session, folder, loaded, verdict), format_)
    return exit_code(verdict, is_strict=strict)


def findings_page(session: Session, folder: Path, loaded: Loaded, verdict: Verdict) -> FindingsPage:
    """A verdict as the console and the writers show it."""
    texts = loaded.workspace.texts
    return FindingsPage(
        findings=verdict.findings,
        keys=tuple(finding_keys(verdict.findings, texts)),
        names={rule.code: rule.name for rule in RULES},
        texts=texts,
        folder=folder,
        language=session.console.language,
        skipped=verdict.skipped,
        is_nothing_checked=verdict.is_nothing_checked,
    )


def show(session: Session, page: FindingsPage, format_: Format) -> None:
    """Prints the findings in a format; inside GitHub Actions annotations are added to the lines for people."""
    console = session.console
    if format_ is Format.JSON:
        console.write(json_text(page))
        return
    if format_ is Format.FULL:
        console.findings(page, Path.cwd())
    elif format_ is Format.CONCISE:
        console.write(concise(page, Path.cwd()))
    if format_ is Format.GITHUB or os.environ.get("GITHUB_ACTIONS") == "true":
        console.write(github(page, repository_root(page.folder) or page.folder))
    console.note(summary(page))


def exit_code(verdict: Verdict, *, is_strict: bool) -> int:
    """1 with errors, or with warnings where they fail too."""
    failing = verdict.count(Severity.ERROR) + (verdict.count(Severity.WARNING) if is_strict else 0)
    return ExitCode.FINDINGS if failing else ExitCode.CLEAN

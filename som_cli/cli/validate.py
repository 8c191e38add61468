"""`som validate`: every problem of the workspace, in one run."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import typer

from som_cli.cli.failure import ExitCode, UsageError
from som_cli.cli.findings import Format, findings_page, keep, only, show, texts_with_findings
from som_cli.cli.options import Session, check_plans, clock, load_files, open_files, parse_day, split_codes
from som_cli.cli.verdicts import recall, remember, verdict_key
from som_cli.messages import mark_text, msg
from som_cli.rules.registry import Gate
from som_cli.rules.run import check_workspace, finding_keys
from som_cli.text.diagnostics import Severity
from som_cli.writers.findings import FindingsPage


def validate(
    context: typer.Context,
    plans: list[str] = typer.Argument(None, metavar="[PLAN]...", help="", show_default=False),
    gate: Gate = typer.Option(Gate.DRAFT, help=mark_text("The stage whose demands are made.")),
    format_: Format = typer.Option(Format.FULL, "--format", help=mark_text("How findings are written.")),
    select: list[str] = typer.Option([], metavar="CODE", help=mark_text("Only these rules or groups (BUD01,COV).")),
    ignore: list[str] = typer.Option([], metavar="CODE", help=mark_text("Not these rules or groups.")),
    date: str | None = typer.Option(None, metavar="DATE", help=mark_text("The day that stands for today.")),
    baseline: Path | None = typer.Option(
        None, metavar="FILE", help=mark_text("Leave out findings of an earlier run (its --format json).")
    ),
    since: str | None = typer.Option(
        None, metavar="REV", help=mark_text("Mark findings that are new since a revision.")
    ),
    strict: bool = typer.Option(False, "--strict", help=mark_text("Warnings fail too.")),  # noqa: FBT001, FBT003
) -> int:
    """Check the plans and list every problem. Each with its file, line and column."""
    session: Session = context.obj
    folder = session.workspace
    page = _judge(session, folder, gate, tuple(plans or ()), parse_day(date))
    page = only(page, split_codes(select), split_codes(ignore))
    if baseline is not None:
        page = without_known(page, read_baseline(baseline))
    if since is not None:
        page = replace(page, new=frozenset(page.keys) - _keys_at(folder, since, gate, plans or ()))
    show(session.console, page, format_)
    failing = page.count(Severity.ERROR) + (page.count(Severity.WARNING) if strict else 0)
    return ExitCode.FINDINGS if failing else ExitCode.CLEAN


def _judge(session: Session, folder: Path, gate: Gate, plans: tuple[str, ...], day: dt.date | None) -> FindingsPage:
    """The findings of a workspace: those of the last run where nothing has changed since."""
    files = open_files(folder)
    key = verdict_key(folder, files, gate, plans, day or clock(), is_fixed=day is not None)
    known = recall(folder, key)
    if known is None:
        loaded = load_files(files, folder, day)
        session.kept.append(loaded)
        check_plans(loaded, plans)
        verdict = check_workspace(loaded, gate, plans)
        texts = loaded.workspace.texts
        known = verdict, tuple(finding_keys(verdict.findings, texts))
        remember(folder, key, *known)
    verdict, keys = known
    return findings_page(verdict, keys, texts_with_findings(files, verdict.findings), folder, session.console.language)


def _keys_at(folder: Path, revision: str, gate: Gate, plans: Sequence[str]) -> frozenset[str]:
    """The keys of the findings that a revision had."""
    loaded = load_files(open_files(folder, revision), folder, None, revision)
    findings = check_workspace(loaded, gate, plans).findings
    return frozenset(finding_keys(findings, loaded.workspace.texts))


def read_baseline(path: Path) -> frozenset[str]:
    """The keys of the findings in a file that `--format json` wrote. Raises UsageError for any other file."""
    if not path.exists():
        message = msg("there is no file {file}", file=path)
        raise UsageError(message, msg("make one: `som validate --format json > {file}`", file=path))
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        return frozenset(finding["key"] for finding in document["findings"])
    except (UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError) as error:
        message = msg("{file} is no baseline", file=path)
        raise UsageError(message, msg("make one: `som validate --format json > {file}`", file=path)) from error


def without_known(page: FindingsPage, known: frozenset[str]) -> FindingsPage:
    """The page without the findings whose keys are known; waived ones stay."""
    kept = [found.waived or key not in known for found, key in zip(page.findings, page.keys, strict=True)]
    return replace(keep(page, kept), known=kept.count(False))

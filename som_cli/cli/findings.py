"""A verdict -> findings in the format that was asked for."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path

from som_cli.console import Console
from som_cli.model.loading import Loaded
from som_cli.rules import RULES
from som_cli.rules.run import Verdict, finding_keys
from som_cli.text.git import repository_root
from som_cli.writers.findings import FindingsPage, concise, github, json_text, summary


class Format(StrEnum):
    """How findings are written."""

    FULL = "full"
    CONCISE = "concise"
    JSON = "json"
    GITHUB = "github"


def findings_page(loaded: Loaded, verdict: Verdict, folder: Path, language: str) -> FindingsPage:
    """A verdict as the console and the writers show it."""
    texts = loaded.workspace.texts
    return FindingsPage(
        findings=verdict.findings,
        keys=tuple(finding_keys(verdict.findings, texts)),
        names={rule.code: rule.name for rule in RULES},
        texts=texts,
        folder=folder,
        language=language,
        skipped=verdict.skipped,
        is_nothing_checked=verdict.is_nothing_checked,
    )


def show(console: Console, page: FindingsPage, format_: Format) -> None:
    """Prints the findings in a format; inside GitHub Actions annotations are added to the lines for people."""
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

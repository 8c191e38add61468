"""A verdict -> findings in the format that was asked for."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path

from som_cli import __version__
from som_cli.console import Console
from som_cli.messages import translate_text
from som_cli.model.loading import Loaded
from som_cli.rules import RULES
from som_cli.rules.registry import Gate
from som_cli.rules.run import Verdict, finding_keys
from som_cli.text.diagnostics import Severity
from som_cli.text.git import repository_root
from som_cli.writers.findings import FindingsPage, concise, github, json_text, summary
from som_cli.writers.findings_markdown import findings_markdown
from som_cli.writers.junit import junit
from som_cli.writers.sarif import RuleText, sarif


class Format(StrEnum):
    """How findings are written."""

    FULL = "full"
    CONCISE = "concise"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"
    JUNIT = "junit"
    MARKDOWN = "markdown"


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
    if format_ in _FOR_PROGRAMS:
        console.write(_for_programs(page, format_, console.language))
        return
    if format_ is Format.FULL:
        console.findings(page, Path.cwd())
    elif format_ is Format.CONCISE:
        console.write(concise(page, Path.cwd()))
    if format_ is Format.GITHUB or os.environ.get("GITHUB_ACTIONS") == "true":
        console.write(github(page, _repository(page)))
    console.note(summary(page))


_FOR_PROGRAMS = frozenset({Format.JSON, Format.SARIF, Format.JUNIT, Format.MARKDOWN})


def _for_programs(page: FindingsPage, format_: Format, language: str) -> str:
    """Formats that hold the summary themselves, and nothing beside them."""
    if format_ is Format.JSON:
        return json_text(page)
    if format_ is Format.JUNIT:
        return junit(page, Path.cwd())
    if format_ is Format.MARKDOWN:
        return findings_markdown(page, _repository(page))
    rules = {
        rule.code: RuleText(
            rule.name,
            translate_text(rule.summary, language),
            rule.page,
            rule.severity_at(Gate.DRAFT) or Severity.WARNING,
        )
        for rule in RULES
    }
    return sarif(page, rules, __version__, _repository(page))


def _repository(page: FindingsPage) -> Path:
    return (repository_root(page.folder) or page.folder).resolve()

"""A verdict -> findings in the format that was asked for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from som_cli import __version__
from som_cli.console import Console
from som_cli.messages import translate_text
from som_cli.rules import RULES
from som_cli.rules.registry import Gate
from som_cli.rules.run import Verdict
from som_cli.text.diagnostics import Diagnostic, Severity
from som_cli.text.files import Files
from som_cli.text.git import repository_root
from som_cli.text.source import SourceText, read_source
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


def findings_page(
    verdict: Verdict, keys: Sequence[str], texts: Mapping[str, SourceText], folder: Path, language: str
) -> FindingsPage:
    """A verdict as the console and the writers show it; `texts` are those of the files that have findings."""
    return FindingsPage(
        findings=verdict.findings,
        keys=tuple(keys),
        names={rule.code: rule.name for rule in RULES},
        texts=texts,
        folder=folder,
        language=language,
        skipped=verdict.skipped,
        is_nothing_checked=verdict.is_nothing_checked,
    )


def texts_with_findings(files: Files, findings: Iterable[Diagnostic]) -> dict[str, SourceText]:
    """The texts that findings point into, where they can be read."""
    wanted = {span.path for found in findings for span in (found.span, *(one.span for one in found.related))}
    read = {path: read_source(path, files.read(path))[0] for path in sorted(wanted & set(files.paths))}
    return {path: source for path, source in read.items() if source is not None}


def only(page: FindingsPage, selected: Sequence[str], ignored: Sequence[str]) -> FindingsPage:
    """The page with only the findings of selected codes or groups (all, if none is named), without ignored ones."""

    def is_kept(found: Diagnostic) -> bool:
        names = {found.code, found.code[:3]}
        return (not selected or bool(names & {*selected})) and not names & {*ignored}

    return keep(page, [is_kept(found) for found in page.findings])


def keep(page: FindingsPage, kept: Sequence[bool]) -> FindingsPage:
    """The page with the findings that are marked as kept."""
    return replace(
        page,
        findings=tuple(found for found, is_kept in zip(page.findings, kept, strict=True) if is_kept),
        keys=tuple(key for key, is_kept in zip(page.keys, kept, strict=True) if is_kept),
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

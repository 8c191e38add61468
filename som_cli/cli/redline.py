"""A comparison -> a file: the redline (`som diff OLD NEW --format docx` or `pdf`), or a workbook (`xlsx`)."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from som_cli.analysis.scope import Scope
from som_cli.cli.comparison import Comparison, Side
from som_cli.cli.editions import laid_templates, make_edition
from som_cli.cli.failure import UsageError
from som_cli.cli.options import Session
from som_cli.cli.places import output_folder
from som_cli.cli.template_faults import template_errors
from som_cli.messages import msg
from som_cli.reports.catalogue import REPORTS
from som_cli.reports.composition import compose
from som_cli.reports.edition import UNDATED, Edition
from som_cli.reports.kinds import ReportKind
from som_cli.reports.redline.changes_workbook import build as build_workbook
from som_cli.reports.redline.document import RedlineParts, build_redline
from som_cli.reports.report import Report
from som_cli.rules.run import check_workspace
from som_cli.text.diagnostics import Severity
from som_cli.text.git import GitError, describe_revision
from som_cli.text.git_reasons import Reasoned, author_of, commits_between
from som_cli.writers.changes_page import ChangesPage
from som_cli.writers.files import write_file
from som_cli.writers.rendering import Job, render
from som_cli.writers.xlsx import write_xlsx

_WHOLE = "consolidated"
_OF_PLAN = "plan"


def write_redline(session: Session, found: Comparison, form: str, plans: Sequence[str], out: Path | None) -> None:
    """Makes the redline in the format `docx` or `pdf`, writes it and says where.

    It shows the document of the one plan that is named, else that of all plans. `out` is the file; without it the
    redline goes to the folder of the other documents. Raises UsageError for more than one plan.
    """
    if len(plans) > 1:
        raise UsageError(msg("a redline shows one plan, or all of them"), msg("name one: `--plan {id}`", id=plans[0]))
    plan = next(iter(plans), "")
    console, folder = session.console, found.folder
    with ExitStack() as stack:
        stack.enter_context(console.progress(msg("making the documents")))
        sides = (found.old, found.new)
        templates = [stack.enter_context(laid_templates(side.files)) for side in sides]
        stack.enter_context(template_errors(*templates))
        language = found.new.workspace.settings.language
        old, new = (_edition(folder, side, place, language) for side, place in zip(sides, templates, strict=True))
        build = partial(_compose, plan=plan)
        commits = _commits(folder, found.old.revision, found.new.revision)
        parts = RedlineParts(old, new, found.changes, commits, author_of(folder, found.new.revision), build, plan)
        document = build_redline(parts).document
        target = out or output_folder(folder) / f"{document.name}.{form}"
        made = render(Job(target.name, document, form, templates[1]))
    console.note([msg("{file}: {warning}", file=target.name, warning=warning) for warning in made.warnings])
    console.note([msg("written: {file}", file=write_file(target.parent, target.name, made.content))])


def write_workbook(session: Session, found: Comparison, page: ChangesPage, out: Path | None) -> None:
    """Writes the changes, their effects and the findings as a workbook, and says where."""
    revision = describe_revision(found.folder, found.new.revision or "HEAD", compare_files=False)
    book = build_workbook(
        found.new.workspace,
        found.changes,
        found.effects,
        found.came,
        found.went,
        compared=page.compared,
        language=page.language,
        timestamp=int(revision.committed.timestamp()) if revision else UNDATED,
    )
    target = out or output_folder(found.folder) / f"{book.name}.xlsx"
    written = write_file(target.parent, target.name, write_xlsx(book))
    session.console.note([msg("written: {file}", file=written)])


def _edition(folder: Path, side: Side, templates: Path, language: str) -> Edition:
    verdict = check_workspace(side.loaded)
    is_forced = bool(verdict.count(Severity.ERROR))
    return make_edition(
        folder, side.loaded, verdict, templates, revision=side.revision, language=language, is_forced=is_forced
    )


def _compose(edition: Edition, plan: str) -> Report:
    return compose(edition.narrowed(Scope(plan=plan)), _kind(plan))


def _kind(plan: str) -> ReportKind:
    """The plan's own document; all plans in one where none is named."""
    return REPORTS[_OF_PLAN if plan else _WHOLE]


def _commits(folder: Path, old: str | None, new: str | None) -> tuple[Reasoned, ...]:
    """The commits that may say why. Without a history nobody says so, and the table tells it."""
    try:
        return commits_between(folder, old, new or "HEAD") if old is not None else ()
    except GitError:
        return ()

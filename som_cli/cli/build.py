"""`som build`: the documents of a workspace."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import typer

from som_cli.cli.editions import laid_templates, make_edition, program_digest
from som_cli.cli.failure import ExitCode, UsageError
from som_cli.cli.findings import findings_page, keep
from som_cli.cli.kept_builds import keep_build, recall_build
from som_cli.cli.listing import ListFormat, show_list
from som_cli.cli.options import Session, clock, load_files, open_files
from som_cli.cli.places import output_folder
from som_cli.cli.publishing import publish
from som_cli.cli.scopes import Filters, parse_scope
from som_cli.cli.template_faults import broken_reports, strange_labels, template_errors
from som_cli.cli.verdicts import inputs_key
from som_cli.cli.watching import watch_files
from som_cli.messages import Message, mark_text, msg, translate_text
from som_cli.model.loading import Loaded
from som_cli.reports.definitions import check_names, defined_reports
from som_cli.reports.edition_labels import unknown_labels
from som_cli.reports.editions import wanted_files
from som_cli.reports.kinds import ReportKind
from som_cli.rules.run import check_workspace, finding_keys
from som_cli.text.diagnostics import Severity
from som_cli.text.suggest import suggestion
from som_cli.writers.findings import FindingsPage, summary
from som_cli.writers.lists import TextTable
from som_cli.writers.pdf import Press

FORMATS = ("pdf", "docx", "xlsx", "zip")


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for on the command line."""

    reports: tuple[str, ...]
    formats: tuple[str, ...]
    out: Path | None
    revision: str | None
    language: str | None
    filters: Filters
    reference: bytes
    force: bool


def build(
    context: typer.Context,
    reports: list[str] = typer.Argument(None, metavar="[REPORT]...", help="", show_default=False),
    format_: list[str] = typer.Option(
        [], "--format", metavar="pdf,docx,xlsx,zip", help=mark_text("Only these formats; all if none is named.")
    ),
    out: Path | None = typer.Option(None, metavar="DIR", help=mark_text("The folder to write to; else build/.")),
    revision: str | None = typer.Option(None, metavar="REV", help=mark_text("Build a git revision, not the files.")),
    lang: str | None = typer.Option(None, "--lang", metavar="CODE", help=mark_text("The language of the documents.")),
    plan: str = typer.Option("", metavar="PLAN", help=mark_text("Only this plan.")),
    member: str = typer.Option("", metavar="MEMBER", help=mark_text("Only what this member owns, joins or pays for.")),
    objective: str = typer.Option("", metavar="ID", help=mark_text("Only this objective and all below it.")),
    period: str = typer.Option("", metavar="2016-2020", help=mark_text("Only actions and money of these years.")),
    status: str = typer.Option("", metavar="STATUS", help=mark_text("Only actions of this status.")),
    reference_doc: Path | None = typer.Option(
        None, "--reference-doc", metavar="FILE", help=mark_text("A Word file whose styles and page the DOCX takes.")
    ),
    list_: bool = typer.Option(False, "--list", help=mark_text("List the reports and build nothing.")),  # noqa: FBT001, FBT003
    watch: bool = typer.Option(False, "--watch", help=mark_text("Build again whenever a file is saved.")),  # noqa: FBT001, FBT003
    force: bool = typer.Option(False, "--force", help=mark_text("Build despite errors; every page says so.")),  # noqa: FBT001, FBT003
) -> int:
    """Check the plans, then write the reports. As PDF, DOCX and XLSX."""
    session: Session = context.obj
    formats = _chosen((part for text in format_ for part in text.split(",")), FORMATS)
    filters = Filters(plan, member, objective, period, status)
    reference = reference_doc.read_bytes() if reference_doc else b""
    request = Request(tuple(reports or ()), tuple(formats), out, revision, lang, filters, reference, force)
    if list_:
        return _list(session, request)
    if watch:
        return watch_files(session, lambda press: build_once(session, request, press))
    return build_once(session, request)


def build_once(session: Session, request: Request, press: Press | None = None) -> int:
    """Builds what is asked for, or says that it is there already; with a press, in this process."""
    console, folder = session.console, session.workspace
    target = _target(request, folder)
    files = open_files(folder, request.revision)
    key = inputs_key(folder, files, (request, clock(), target.resolve()))
    if (kept := recall_build(folder, key, target)) is not None:
        kept.show(console, folder, with_summary=True)
        return ExitCode.CLEAN
    with console.progress(msg("reading the plans")):
        loaded = load_files(files, folder, None, request.revision or "HEAD")
        verdict = check_workspace(loaded)
    scope = parse_scope(loaded, request.filters)
    texts = loaded.workspace.texts
    page = findings_page(verdict, finding_keys(verdict.findings, texts), texts, folder, console.language)
    errors = verdict.count(Severity.ERROR)
    if errors and not request.force:
        return _refuse(session, page)
    _check_plans(loaded)
    with laid_templates(files, request.reference) as templates, template_errors(templates):
        revision, language = request.revision, request.language
        edition = make_edition(
            folder, loaded, verdict, templates, revision=revision, language=language, is_forced=bool(errors)
        )
        known = defined_reports(templates)
        names = _chosen(request.reports, known.names) or known.names
        kinds = known.asked(names)
        for kind in kinds:
            check_names(templates, kind, loaded.workspace)
        remarks = broken_reports(templates, known, names)
        remarks += strange_labels(templates, unknown_labels(templates, edition.language))
        wanted = list(wanted_files(edition, kinds, scope, request.formats))
        if not wanted:
            raise UsageError(_nothing(kinds, request.formats))
        console.note(summary(page))
        done = publish(console, edition, target, wanted, program_digest(edition), press)
    done = replace(done, warnings=(*remarks, *done.warnings))
    keep_build(folder, key, done, summary(page)).show(console, folder, with_summary=False)
    return ExitCode.CLEAN


def _target(request: Request, folder: Path) -> Path:
    """The folder to write to. Raises UsageError for a file: before minutes of work, not after."""
    target = request.out or output_folder(folder)
    if target.exists() and not target.is_dir():
        message = msg("{file} is a file, not a folder to write to", file=target)
        raise UsageError(message, msg("name a folder: `--out DIR`"))
    return target


def _check_plans(loaded: Loaded) -> None:
    """Raises UsageError where there is nothing yet that a document could say."""
    if not loaded.workspace.plans and not loaded.workspace.unread.plans:
        raise UsageError(msg("there is no plan yet: nothing to build"), msg("make one first: `som new plan PREFIX`"))


def _nothing(kinds: Sequence[ReportKind], formats: Sequence[str]) -> Message:
    if formats and not any(form in kind.all_formats for kind in kinds for form in formats):
        return msg("no report asked for comes as {formats}", formats=", ".join(formats))
    return msg("there is nothing to report: the plans hold nothing of the kind")


def _list(session: Session, request: Request) -> int:
    """The reports: name, formats, for whom there is one each, what it is about."""
    console, folder = session.console, session.workspace
    with laid_templates(open_files(folder, request.revision)) as templates, template_errors(templates):
        known = defined_reports(templates)
        names = _chosen(request.reports, known.names)
        kinds = known.asked(names or known.kinds)
        console.note(broken_reports(templates, known, names))
    each = {"": "", "plan": console.say(msg("plan")), "member": console.say(msg("member"))}
    rows = tuple(
        (kind.name, ", ".join(kind.all_formats), each[kind.each], translate_text(kind.summary, console.language))
        for kind in kinds
    )
    heads = (msg("report"), msg("formats"), msg("one for each"), msg("what it is"))
    table = TextTable(("report", "formats", "each", "summary"), rows)
    show_list(console, "reports", table, ListFormat.TABLE, heads)
    return ExitCode.CLEAN


def _chosen(given: Iterable[str], known: Sequence[str]) -> list[str]:
    """What was asked for, in its order and once. Raises UsageError for what there is not."""
    names = [name.strip() for name in given if name.strip()]
    for name in names:
        if name not in known:
            raise UsageError(msg("there is no `{name}` to build", name=name), suggestion(name, known))
    return list(dict.fromkeys(names))


def _refuse(session: Session, page: FindingsPage) -> int:
    """Shows the errors that stand in the way."""
    console = session.console
    errors = keep(page, [found.severity is Severity.ERROR and not found.waived for found in page.findings])
    console.findings(errors, Path.cwd())
    count = len(errors.findings)
    message = msg("{count} error: nothing was built", plural="{count} errors: nothing was built", count=count)
    console.complain(message, msg("mend them, or add --force: then every page says that the data have errors"))
    return ExitCode.FINDINGS

"""`som build`: the documents of a workspace."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import typer

from som_cli.analysis.scope import Scope
from som_cli.cli.editions import inputs_digest, make_edition
from som_cli.cli.failure import ExitCode, UsageError
from som_cli.cli.findings import findings_page, keep
from som_cli.cli.listing import ListFormat, show_list
from som_cli.cli.options import Session, check_plans, load_files, open_files
from som_cli.cli.places import output_folder
from som_cli.cli.publishing import Target, publish
from som_cli.document.charts import ChartError
from som_cli.document.formatting import UnknownLanguageError
from som_cli.document.labels import MissingLabelError
from som_cli.document.pandoc import PandocError
from som_cli.messages import Message, mark_text, msg, translate_text
from som_cli.model.action import ActionStatus
from som_cli.model.loading import Loaded
from som_cli.reports.composition import SkeletonError
from som_cli.reports.definitions import DefinitionError, defined_reports
from som_cli.reports.edition_labels import LabelFileError
from som_cli.reports.editions import wanted_files
from som_cli.reports.kinds import ReportKind
from som_cli.rules.run import check_workspace, finding_keys
from som_cli.text.diagnostics import Severity
from som_cli.text.suggest import suggestion
from som_cli.writers.docx import BadReferenceError
from som_cli.writers.findings import FindingsPage, summary
from som_cli.writers.lists import TextTable
from som_cli.writers.pdf import WriterError

FORMATS = ("pdf", "docx", "xlsx", "zip")
TEMPLATE_ERRORS = (
    BadReferenceError,
    ChartError,
    DefinitionError,
    LabelFileError,
    MissingLabelError,
    PandocError,
    SkeletonError,
    UnknownLanguageError,
    WriterError,
)
_PERIOD = re.compile(r"(\d{4})(?:[-–](\d{4}))?")


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
    list_: bool = typer.Option(False, "--list", help=mark_text("List the reports and build nothing.")),  # noqa: FBT001, FBT003
    force: bool = typer.Option(False, "--force", help=mark_text("Build despite errors; every page says so.")),  # noqa: FBT001, FBT003
) -> int:
    """Check the plans, then write the reports as PDF, DOCX and XLSX."""
    session: Session = context.obj
    console, folder = session.console, session.workspace
    formats = _chosen((part for text in format_ for part in text.split(",")), FORMATS)
    with console.progress(msg("reading the plans")):
        files = open_files(folder, revision)
        loaded = load_files(files, folder, None, revision or "HEAD")
        verdict = check_workspace(loaded)
    scope = parse_scope(loaded, plan=plan, member=member, objective=objective, period=period, status=status)
    texts = loaded.workspace.texts
    page = findings_page(verdict, finding_keys(verdict.findings, texts), texts, folder, console.language)
    if verdict.count(Severity.ERROR) and not force and not list_:
        return _refuse(session, page)
    with tempfile.TemporaryDirectory(prefix="som-templates-") as templates:
        try:
            edition = make_edition(
                folder,
                files,
                loaded,
                verdict,
                Path(templates),
                revision=revision,
                language=lang,
                is_forced=bool(verdict.count(Severity.ERROR)),
            )
            known = defined_reports(edition.templates)
            kinds = [known[name] for name in _chosen(reports or (), tuple(known)) or known]
            if list_:
                return _list(session, kinds)
            console.note(summary(page))
            target = Target(out or output_folder(folder), inputs_digest(edition, files))
            wanted = list(wanted_files(edition, kinds, scope, formats))
            if not wanted:
                raise UsageError(_nothing(kinds, formats))
            publish(console, edition, target, wanted, page)
        except TEMPLATE_ERRORS as error:
            message = msg("a template could not be used: {problem}", problem=str(error))
            raise UsageError(message, msg("look at the workspace's own `templates/`")) from error
    return ExitCode.CLEAN


def _nothing(kinds: Sequence[ReportKind], formats: Sequence[str]) -> Message:
    if formats and not any(form in kind.all_formats for kind in kinds for form in formats):
        return msg("no report asked for comes as {formats}", formats=", ".join(formats))
    return msg("there is nothing to report: the plans hold nothing of the kind")


def _list(session: Session, kinds: Iterable[ReportKind]) -> int:
    """The reports: name, formats, for whom there is one each, what it is about."""
    console = session.console
    each = {"": "", "plan": console.say(msg("plan")), "member": console.say(msg("member"))}
    rows = tuple(
        (kind.name, ", ".join(kind.all_formats), each[kind.each], translate_text(kind.summary, console.language))
        for kind in kinds
    )
    heads = (msg("report"), msg("formats"), msg("one for each"), msg("what it is"))
    table = TextTable(("report", "formats", "each", "summary"), rows)
    show_list(console, "reports", table, ListFormat.TABLE, heads)
    return ExitCode.CLEAN


def parse_scope(loaded: Loaded, *, plan: str, member: str, objective: str, period: str, status: str) -> Scope:
    """What the filters name. Raises UsageError for what the workspace does not have."""
    workspace = loaded.workspace
    if plan:
        check_plans(loaded, [plan])
    if member and member not in workspace.members:
        raise UsageError(msg("there is no member `{member}`", member=member), suggestion(member, workspace.members))
    if objective and objective not in workspace.objectives:
        message = msg("there is no objective `{objective}`", objective=objective)
        raise UsageError(message, suggestion(objective, workspace.objectives))
    known = [one.value for one in ActionStatus]
    if status and status not in known:
        raise UsageError(msg("there is no status `{status}`", status=status), suggestion(status, known))
    return Scope(plan, member, objective, ActionStatus(status) if status else None, _years(period))


def _years(period: str) -> tuple[int, int] | None:
    """The first and last year of `2016` or `2016-2020`. Raises UsageError."""
    if not period:
        return None
    found = _PERIOD.fullmatch(period.strip())
    if found is None or int(found[2] or found[1]) < int(found[1]):
        message = msg("`{value}` is no span of years", value=period)
        raise UsageError(message, msg("write it so: `--period 2016-2020`"))
    return int(found[1]), int(found[2] or found[1])


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

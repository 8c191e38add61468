"""`som build`: the documents of a workspace."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import typer

from som_cli import __version__
from som_cli.cli.editions import inputs_digest, make_edition
from som_cli.cli.failure import ExitCode, UsageError
from som_cli.cli.findings import findings_page, keep
from som_cli.cli.options import Session, load_files, open_files
from som_cli.cli.places import output_folder
from som_cli.console import Console
from som_cli.document.charts import ChartError
from som_cli.document.formatting import UnknownLanguageError
from som_cli.document.labels import MissingLabelError
from som_cli.document.pandoc import PandocError
from som_cli.messages import Message, mark_text, msg
from som_cli.reports.catalogue import REPORTS
from som_cli.reports.consolidated import SkeletonError
from som_cli.reports.edition import Edition
from som_cli.reports.edition_labels import LabelFileError
from som_cli.rules.run import check_workspace, finding_keys
from som_cli.text.diagnostics import Severity
from som_cli.text.suggest import suggestion
from som_cli.writers.docx import BadReferenceError
from som_cli.writers.files import Output, digest, is_current, read_manifest, write_file, write_manifest
from som_cli.writers.findings import FindingsPage, concise, summary
from som_cli.writers.pdf import WriterError
from som_cli.writers.rendering import Job, Rendered, render_all

FORMATS = ("pdf", "docx", "xlsx")
TEMPLATE_ERRORS = (
    BadReferenceError,
    ChartError,
    LabelFileError,
    MissingLabelError,
    PandocError,
    SkeletonError,
    UnknownLanguageError,
    WriterError,
)
_KILOBYTE = 1000


@dataclass(frozen=True, slots=True)
class Target:
    """Where files go, and the digest of what they are made from."""

    folder: Path
    inputs: str


def build(
    context: typer.Context,
    reports: list[str] = typer.Argument(None, metavar="[REPORT]...", help="", show_default=False),
    format_: list[str] = typer.Option(
        [], "--format", metavar="pdf,docx,xlsx", help=mark_text("Only these formats; all if none is named.")
    ),
    out: Path | None = typer.Option(None, metavar="DIR", help=mark_text("The folder to write to; else build/.")),
    revision: str | None = typer.Option(None, metavar="REV", help=mark_text("Build a git revision, not the files.")),
    lang: str | None = typer.Option(None, "--lang", metavar="CODE", help=mark_text("The language of the documents.")),
    force: bool = typer.Option(False, "--force", help=mark_text("Build despite errors; every page says so.")),  # noqa: FBT001, FBT003
) -> int:
    """Check the plans, then write the reports as PDF, DOCX and XLSX."""
    session: Session = context.obj
    console, folder = session.console, session.workspace
    names = _chosen(reports or (), tuple(REPORTS))
    formats = _chosen((part for text in format_ for part in text.split(",")), FORMATS)
    with console.progress(msg("reading the plans")):
        files = open_files(folder, revision)
        loaded = load_files(files, folder, None, revision or "HEAD")
        verdict = check_workspace(loaded)
    texts = loaded.workspace.texts
    keys = finding_keys(verdict.findings, texts)
    page = findings_page(verdict, keys, texts, folder, console.language)
    if verdict.count(Severity.ERROR) and not force:
        return _refuse(session, page)
    console.note(summary(page))
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
            target = Target(out or output_folder(folder), inputs_digest(edition, files))
            _publish(console, edition, target, [(name, form) for name in names for form in formats], page)
        except TEMPLATE_ERRORS as error:
            message = msg("a template could not be used: {problem}", problem=str(error))
            raise UsageError(message, msg("look at the workspace's own `templates/`")) from error
    return ExitCode.CLEAN


def _chosen(given: Iterable[str], known: Sequence[str]) -> list[str]:
    """What was asked for, in its order and once; all that there is where nothing was. Raises UsageError."""
    names = [name.strip() for name in given if name.strip()]
    for name in names:
        if name not in known:
            raise UsageError(msg("there is no `{name}` to build", name=name), suggestion(name, known))
    return list(dict.fromkeys(names)) or list(known)


def _refuse(session: Session, page: FindingsPage) -> int:
    """Shows the errors that stand in the way."""
    console = session.console
    errors = keep(page, [found.severity is Severity.ERROR and not found.waived for found in page.findings])
    console.findings(errors, Path.cwd())
    count = len(errors.findings)
    message = msg("{count} error: nothing was built", plural="{count} errors: nothing was built", count=count)
    console.complain(message, msg("mend them, or add --force: then every page says that the data have errors"))
    return ExitCode.FINDINGS


def _publish(
    console: Console, edition: Edition, target: Target, wanted: Sequence[tuple[str, str]], page: FindingsPage
) -> None:
    """Makes what is not current, writes it, and says what there is."""
    known = dict(read_manifest(target.folder))
    files = {entry: f"{edition.workspace.partnership.id}-{entry[0]}.{entry[1]}" for entry in wanted}
    stale = [entry for entry in wanted if not is_current(target.folder, known, files[entry], target.inputs)]
    with console.progress(msg("making the documents")):
        made = _render(console, edition, stale, page)
    for (report, form), file in made.items():
        name = files[report, form]
        write_file(target.folder, name, file.content)
        known[name] = Output(name, report, form, digest(file.content), len(file.content), file.pages, target.inputs)
        console.note([msg("{file}: {warning}", file=name, warning=warning) for warning in file.warnings])
    revision = edition.revision
    write_manifest(
        target.folder,
        known,
        version=__version__,
        commit=revision.commit if revision else "",
        is_dirty=bool(revision and revision.is_dirty),
    )
    for entry in wanted:
        console.write(console.say(_line(target.folder, known[files[entry]], is_new=entry in made)) + "\n")


def _render(
    console: Console, edition: Edition, stale: Sequence[tuple[str, str]], page: FindingsPage
) -> Mapping[tuple[str, str], Rendered]:
    """The files by report and format. Pages are made once for PDF and DOCX; what is wrong in a template is said."""
    jobs = {}
    for report in dict.fromkeys(name for name, _ in stale):
        kind = REPORTS[report]
        forms = [form for name, form in stale if name == report]
        if "xlsx" in forms:
            jobs[report, "xlsx"] = Job(kind.workbook(edition), "xlsx", edition.templates)
        if forms != ["xlsx"]:
            pages = kind.pages(edition)
            console.write(concise(replace(page, findings=pages.problems), Path.cwd()))
            jobs |= {(report, form): Job(pages.document, form, edition.templates) for form in forms if form != "xlsx"}
    return dict(zip(jobs, render_all(list(jobs.values())), strict=True))


def _line(folder: Path, output: Output, *, is_new: bool) -> Message:
    """What a line of the list says: file, pages, size, and whether it was made now."""
    path = (folder / output.file).as_posix()
    kilobytes = -(-output.bytes // _KILOBYTE)
    if not is_new:
        return msg("{file}  unchanged", file=path)
    if output.format == "xlsx":
        return msg("{file}  {pages} sheets, {size} kB", file=path, pages=output.pages, size=kilobytes)
    if not output.pages:
        return msg("{file}  {size} kB", file=path, size=kilobytes)
    return msg("{file}  {pages} pages, {size} kB", file=path, pages=output.pages, size=kilobytes)

"""The files wanted -> files in the output folder, and the manifest that lists them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from som_cli import __version__
from som_cli.console import Console
from som_cli.messages import Message, msg
from som_cli.reports.composition import compose
from som_cli.reports.edition import Edition
from som_cli.reports.editions import Wanted
from som_cli.reports.kinds import ReportKind
from som_cli.text.diagnostics import Diagnostic
from som_cli.writers.files import Output, digest, is_current, read_manifest, write_file, write_manifest
from som_cli.writers.findings import FindingsPage, concise
from som_cli.writers.rendering import Job, Rendered, render_all

_KILOBYTE = 1000


@dataclass(frozen=True, slots=True)
class Target:
    """Where files go, and the digest of what they are made from."""

    folder: Path
    inputs: str


def publish(console: Console, edition: Edition, target: Target, wanted: Sequence[Wanted], page: FindingsPage) -> None:
    """Makes what is not current, writes it, and says what there is. Nothing is written before all is made."""
    known = dict(read_manifest(target.folder))
    stale = [one for one in wanted if not is_current(target.folder, known, one.file, target.inputs)]
    problems: list[Diagnostic] = []
    with console.progress(msg("making the documents")):
        made = {
            **{one.file: Rendered(_package(edition, one)) for one in stale if one.format == "zip"},
            **dict(render_all(_jobs(edition, stale, problems), sum(one.format != "zip" for one in stale))),
        }
    console.write(concise(replace(page, findings=_once(problems)), Path.cwd()))
    for one in wanted:
        if file := made.get(one.file):
            write_file(target.folder, one.file, file.content)
            size, name = len(file.content), one.file
            known[name] = Output(name, one.kind.name, one.format, digest(file.content), size, file.pages, target.inputs)
            console.note([msg("{file}: {warning}", file=one.file, warning=warning) for warning in file.warnings])
    revision = edition.revision
    write_manifest(
        target.folder,
        known,
        version=__version__,
        commit=revision.commit if revision else "",
        is_dirty=bool(revision and revision.is_dirty),
    )
    for one in wanted:
        console.write(console.say(_line(target.folder, known[one.file], is_new=one.file in made)) + "\n")


def _jobs(edition: Edition, stale: Sequence[Wanted], problems: list[Diagnostic]) -> Iterator[Job]:
    """One job a file. The pages of a report are composed once for PDF and DOCX; what is wrong in prose is collected."""
    groups: dict[tuple[str, object], list[Wanted]] = {}
    for one in stale:
        groups.setdefault((one.kind.name, one.scope), []).append(one)
    for group in groups.values():
        part = edition.narrowed(group[0].scope)
        kind: ReportKind = group[0].kind
        pages = [one for one in group if one.format in {"pdf", "docx"}]
        if pages:
            report = compose(part, kind)
            problems += report.problems
            for one in pages:
                yield Job(one.file, report.document, one.format, edition.templates)
        for one in group:
            if one.format == "xlsx" and kind.workbook is not None:
                yield Job(one.file, kind.workbook(part), "xlsx", edition.templates)


def _package(edition: Edition, one: Wanted) -> bytes:
    return one.kind.package(edition.narrowed(one.scope)) if one.kind.package else b""


def _once(problems: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Each problem once, though several documents print the chapter that has it."""
    return tuple(dict.fromkeys(sorted(problems, key=lambda problem: problem.order)))


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

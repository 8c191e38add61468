"""The files wanted -> files in the output folder, and the manifest that lists them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from som_cli import __version__
from som_cli.console import Console
from som_cli.document.document import Document, Workbook
from som_cli.messages import Message, msg
from som_cli.reports.composition import compose
from som_cli.reports.edition import Edition
from som_cli.reports.editions import Wanted
from som_cli.text.diagnostics import Diagnostic
from som_cli.writers.files import Output, digest, is_current, read_manifest, write_file, write_manifest
from som_cli.writers.pdf import Press
from som_cli.writers.rendering import Job, Rendered, content_digest, render_all

_KILOBYTE = 1000


@dataclass(frozen=True, slots=True)
class Published:
    """What a build came to: every file that was asked for, those made anew, and what is wrong in the prose."""

    folder: Path
    outputs: tuple[Output, ...]
    made: frozenset[str]
    problems: tuple[Diagnostic, ...]
    warnings: tuple[Message, ...]

    def lines(self) -> list[Message]:
        """A line a file: its pages, its size, and whether it was made now."""
        return [_line(self.folder, output, is_new=output.file in self.made) for output in self.outputs]


def publish(
    console: Console,
    edition: Edition,
    folder: Path,
    wanted: Sequence[Wanted],
    program: str,
    press: Press | None = None,
) -> Published:
    """Makes what is not current and writes it. Nothing is written before all is made; what says the same stays.

    `program` is the digest of what prints; with a `press` all is printed in this process. A file is current where its
    document and the program are the same.
    """
    run = _Run(edition, folder, program)
    with console.progress(msg("making the documents")):
        made = dict(render_all(run.jobs(wanted), len(wanted), press))
    warnings: list[Message] = []
    for name, file in {**made, **run.packages}.items():
        write_file(folder, name, file.content)
        report, form = run.asked[name].kind.name, run.asked[name].format
        size = len(file.content)
        run.known[name] = Output(name, report, form, digest(file.content), size, file.pages, run.inputs[name])
        warnings += [msg("{file}: {warning}", file=name, warning=warning) for warning in file.warnings]
    revision = edition.revision
    write_manifest(
        folder,
        run.known,
        version=__version__,
        commit=revision.commit if revision else "",
        is_dirty=bool(revision and revision.is_dirty),
    )
    outputs = tuple(run.known[one.file] for one in wanted)
    # Several documents may print the chapter that has a problem.
    problems = {(problem.order, str(problem.message)): problem for problem in run.problems}
    told = tuple(problems[key] for key in sorted(problems))
    return Published(folder, outputs, frozenset(made) | frozenset(run.packages), told, tuple(warnings))


@dataclass
class _Run:
    """One build: what is known of earlier files, what each new one is made from, what was met on the way."""

    edition: Edition
    folder: Path
    program: str
    known: dict[str, Output] = field(default_factory=dict)
    inputs: dict[str, str] = field(default_factory=dict)
    asked: dict[str, Wanted] = field(default_factory=dict)
    packages: dict[str, Rendered] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.known = dict(read_manifest(self.folder))

    def jobs(self, wanted: Sequence[Wanted]) -> Iterator[Job]:
        """A job for each file that is not current. Pages are composed once for PDF and DOCX."""
        self.asked = {one.file: one for one in wanted}
        groups: dict[tuple[str, object], list[Wanted]] = {}
        for one in wanted:
            groups.setdefault((one.kind.name, one.scope), []).append(one)
        for group in groups.values():
            part, kind = self.edition.narrowed(group[0].scope), group[0].kind
            paged = [one for one in group if one.format in {"pdf", "docx"}]
            if paged:
                report = compose(part, kind)
                self.problems += report.problems
                yield from self._stale(paged, report.document)
            for one in group:
                if one.format == "xlsx" and kind.workbook is not None:
                    yield from self._stale([one], kind.workbook(part))
                elif one.format == "zip" and kind.package is not None:
                    self._pack(one, kind.package(part))

    def _stale(self, wanted: Sequence[Wanted], source: Document | Workbook) -> Iterator[Job]:
        inputs = sha256(f"{self.program}{content_digest(source)}".encode()).hexdigest()
        for one in wanted:
            self.inputs[one.file] = inputs
            if not is_current(self.folder, self.known, one.file, inputs):
                yield Job(one.file, source, one.format, self.edition.templates)

    def _pack(self, one: Wanted, content: bytes) -> None:
        self.inputs[one.file] = digest(content)
        if not is_current(self.folder, self.known, one.file, self.inputs[one.file]):
            self.packages[one.file] = Rendered(content)


def _line(folder: Path, output: Output, *, is_new: bool) -> Message:
    path = (folder / output.file).as_posix()
    kilobytes = -(-output.bytes // _KILOBYTE)
    if not is_new:
        return msg("{file}  unchanged", file=path)
    if output.format == "xlsx":
        return msg("{file}  {pages} sheets, {size} kB", file=path, pages=output.pages, size=kilobytes)
    if not output.pages:
        return msg("{file}  {size} kB", file=path, size=kilobytes)
    return msg("{file}  {pages} pages, {size} kB", file=path, pages=output.pages, size=kilobytes)

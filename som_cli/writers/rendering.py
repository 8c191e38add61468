"""A document or a workbook and a format -> the file's content: one pure job, fit for another process."""

from __future__ import annotations

import hashlib
import marshal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path

from som_cli.document.document import Document, Workbook
from som_cli.writers.docx import borrowed_styles, write_docx
from som_cli.writers.pdf import Press, write_pdf
from som_cli.writers.xlsx import write_xlsx


@dataclass(frozen=True, slots=True)
class Job:
    """What to make a file of: its name, the source, the format (`pdf`, `docx`, `xlsx`), the templates."""

    file: str
    source: Document | Workbook
    format: str
    templates: Path


def content_digest(source: Document | Workbook) -> str:
    """The digest of all that a document or a workbook says."""
    seen = hashlib.sha256()
    if isinstance(source, Document):
        for name, picture in source.pictures.items():
            seen.update(name.encode() + picture.svg)
        # Much faster than JSON; version 2 writes equal blocks alike, later ones look at how often a text is shared.
        seen.update(marshal.dumps(source.blocks, 2))
        source = replace(source, blocks=(), pictures={})
    seen.update(repr(source).encode("utf-8", "surrogateescape"))
    return seen.hexdigest()


@dataclass(frozen=True, slots=True)
class Rendered:
    """The content of a file, its pages (sheets of a workbook; 0 where only a reader's program can count them)."""

    content: bytes
    pages: int = 0
    warnings: tuple[str, ...] = ()


def render(job: Job, press: Press | None = None) -> Rendered:
    """The file that a job asks for. Raises WriterError or PandocError where a template is at fault."""
    source = job.source
    if isinstance(source, Workbook):
        return Rendered(write_xlsx(source), len(source.sheets))
    if job.format == "docx":
        borrowed = ", ".join(borrowed_styles(job.templates))
        warnings = (f"styles that the Word template lacks are ours: {borrowed}",) if borrowed else ()
        return Rendered(write_docx(source, job.templates), warnings=warnings)
    printed = write_pdf(source, job.templates, press)
    return Rendered(printed.content, printed.pages, printed.warnings)


def render_all(jobs: Iterable[Job], most: int, press: Press | None = None) -> Iterator[tuple[str, Rendered]]:
    """The files of at most so many jobs by name, in their order: one job here, several in processes of their own.

    With a press they are all printed here. A job is taken when there is room for it, so that the next documents are
    composed while the last ones are printed.
    """
    if most <= 1 or press is not None:
        for job in jobs:
            yield job.file, render(job, press)
        return
    processes = min(most, cpu_count() or 1)
    # Fresh processes, not forks: the chart library has threads of its own by now.
    with ProcessPoolExecutor(processes, get_context("spawn")) as executor:
        yield from _run(executor, jobs, 2 * processes)


def _run(executor: Executor, jobs: Iterable[Job], most: int) -> Iterator[tuple[str, Rendered]]:
    waiting: deque[tuple[str, Future[Rendered]]] = deque()
    for job in jobs:
        if len(waiting) >= most:
            file, future = waiting.popleft()
            yield file, future.result()
        waiting.append((job.file, executor.submit(render, job)))
    while waiting:
        file, future = waiting.popleft()
        yield file, future.result()

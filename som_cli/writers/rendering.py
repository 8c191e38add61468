"""A document or a workbook and a format -> the file's content: one pure job, fit for another process."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path

from som_cli.document.document import Document, Workbook
from som_cli.writers.docx import write_docx
from som_cli.writers.pdf import write_pdf
from som_cli.writers.xlsx import write_xlsx


@dataclass(frozen=True, slots=True)
class Job:
    """What to make a file of: the source, the format (`pdf`, `docx`, `xlsx`), the templates."""

    source: Document | Workbook
    format: str
    templates: Path


@dataclass(frozen=True, slots=True)
class Rendered:
    """The content of a file, its pages (sheets of a workbook; 0 where only a reader's program can count them)."""

    content: bytes
    pages: int = 0
    warnings: tuple[str, ...] = ()


def render(job: Job) -> Rendered:
    """The file that a job asks for. Raises WriterError or PandocError where a template is at fault."""
    source = job.source
    if isinstance(source, Workbook):
        return Rendered(write_xlsx(source), len(source.sheets))
    if job.format == "docx":
        return Rendered(write_docx(source, job.templates))
    printed = write_pdf(source, job.templates)
    return Rendered(printed.content, printed.pages, printed.warnings)


def render_all(jobs: Sequence[Job]) -> list[Rendered]:
    """The files of all jobs, in their order: one job here, several in processes of their own."""
    if len(jobs) <= 1:
        return [render(job) for job in jobs]
    # Fresh processes, not forks: the chart library has threads of its own by now.
    with ProcessPoolExecutor(min(len(jobs), cpu_count() or 1), get_context("spawn")) as executor:
        return _run(executor, jobs)


def _run(executor: Executor, jobs: Sequence[Job]) -> list[Rendered]:
    futures: list[Future[Rendered]] = [executor.submit(render, job) for job in jobs]
    return [future.result() for future in futures]

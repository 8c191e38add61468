"""An edition and a report -> the report's document: its skeleton, filled with tables, figures and chapters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from som_cli.document import blocks as b
from som_cli.document.charts import ChartError
from som_cli.document.document import Document
from som_cli.document.labels import MissingLabelError
from som_cli.document.links import settle_links
from som_cli.document.prose import Function, Inserted, Prose, render_chapters, render_prose
from som_cli.messages import Message, msg
from som_cli.reports.covers import draw_cover, running_head, watermark
from som_cli.reports.edition import Edition
from som_cli.reports.kinds import ReportKind
from som_cli.reports.prose_functions import Vocabulary
from som_cli.reports.report import Report
from som_cli.reports.wording import Wording
from som_cli.text.diagnostics import Diagnostic, Severity, Span

PROSE_PROBLEM = "TPL01"


class SkeletonError(Exception):
    """The skeleton of the report is absent or cannot be rendered; the text says where and why."""


def compose(edition: Edition, kind: ReportKind) -> Report:
    """The whole document. Raises SkeletonError and MissingLabelError where the templates are at fault."""
    composition = _Composition(Wording(edition), kind)
    blocks = settle_links(composition.skeleton())
    wording = composition.wording
    document = Document(
        name=edition.file_name(kind.name),
        language=edition.language,
        cover=draw_cover(wording, kind),
        blocks=blocks,
        labels=edition.labels.group("document"),
        timestamp=edition.timestamp,
        footer=edition.footer,
        stamp=edition.stamp,
        watermark=watermark(wording),
        running_head=running_head(wording, kind),
        subject=wording.label("cover.subject", name=wording.partnership),
        keywords=tuple(wording.prose(plan.title) for plan in wording.plans.values()),
        pictures=composition.vocabulary.pictures,
        has_contents=kind.has_contents,
        has_lists=kind.has_lists,
    )
    return Report(document, tuple(sorted(composition.problems, key=lambda problem: problem.order)))


def _guarded(functions: Mapping[str, Function]) -> dict[str, Function]:
    """The functions, with faults of the templates told apart from faults of the program and of the prose."""

    def guard(function: Function) -> Function:
        @wraps(function)
        def call(*arguments: Any, **options: Any) -> Inserted:
            try:
                return function(*arguments, **options)
            except (ChartError, MissingLabelError, OSError) as error:
                raise SkeletonError(str(error)) from error

        return call

    return {name: guard(function) for name, function in functions.items()}


@dataclass
class _Composition:
    """One run: the vocabulary that its prose shares, and the problems that its chapters have."""

    wording: Wording
    kind: ReportKind
    problems: list[Diagnostic] = field(default_factory=list)
    vocabulary: Vocabulary = field(init=False)

    def __post_init__(self) -> None:
        self.vocabulary = Vocabulary(self.wording)

    def skeleton(self) -> list[b.Block]:
        """The skeleton's blocks, with every chapter in its place."""
        name = f"reports/{self.kind.name}.md.j2"
        path = self.wording.edition.templates / name
        try:
            markdown = path.read_text("utf-8") if path.exists() or not self.kind.sections else "{{ sections() }}\n"
        except (OSError, UnicodeDecodeError) as error:
            raise SkeletonError(f"{path}: {error}") from error
        functions = _guarded(
            {
                **self.vocabulary.functions(self.wording.edition.scope.plan),
                "remains": self.vocabulary.remains,
                "lacks": self.vocabulary.lacks,
                "is_wide": self.vocabulary.is_wide,
                "heading": self.vocabulary.heading,
                "chapters": self.chapters,
                "sections": self.sections,
                "new_page": lambda: [b.page_break()],
                "title": self.wording.title,
            }
        )
        edition = self.wording.edition
        data = {
            "plans": list(self.wording.plans),
            "members": list(edition.workspace.members),
            "plan": edition.scope.plan,
            "member": edition.scope.member,
            "objective": edition.scope.objective,
        }
        rendered = render_prose(name, markdown, functions, edition.language, data=data)
        if rendered.problems:
            first = rendered.problems[0]
            raise SkeletonError(f"{path}:{first.line}: {first.message}")
        return list(rendered.blocks)

    def sections(self) -> list[b.Block]:
        """The sections that the report's own file lists: a heading, and the table or figure that it names."""
        found: list[b.Block] = []
        for section in self.kind.sections:
            title = section.titles.get(self.wording.edition.language) or next(iter(section.titles.values()), "")
            plan = section.plan or self.wording.edition.scope.plan
            made = (
                self.vocabulary.figure(section.figure)
                if section.figure
                else self.vocabulary.table(section.table, default_plan=plan)
            )
            found += [b.heading(1, self.wording.prose(title)), *made]
        return found

    def chapters(self, plan: str, level: int = 1) -> list[b.Block]:
        """A plan's chapters, headings set so many levels lower; what is wrong in one is noted, the rest printed."""
        item, edition = self.wording.plans[plan], self.wording.edition
        texts = {path: self.wording.workspace.texts.get(path) for path in item.chapters}
        for index, path in enumerate(item.chapters):
            if texts[path] is None:
                span = item.origin.span(("chapters", index))
                self._note(span, msg("the chapter {path} is left out: it cannot be read", path=path), None, plan)
        sources = [source for path in item.chapters if (source := texts[path])]
        functions = _guarded(self.vocabulary.functions(plan))
        chapters = [(source.path, source.text) for source in sources]
        proses = render_chapters(chapters, functions, edition.language, shift_headings=level)
        found: list[b.Block] = []
        for source, prose in zip(sources, proses, strict=True):
            self._note_all(source.path, prose, plan)
            if source.path in edition.source_chapters:
                found.append(b.note(b.paragraph(self.wording.label("translation.chapter"))))
            found += prose.blocks
        return found

    def _note_all(self, path: str, rendered: Prose, plan: str) -> None:
        for problem in rendered.problems:
            span = Span(path, problem.line, problem.column, problem.line, problem.column + 1)
            self._note(span, problem.message, problem.hint, plan)

    def _note(self, span: Span, message: Message, hint: Message | None, plan: str) -> None:
        self.problems.append(Diagnostic(PROSE_PROBLEM, Severity.WARNING, message, span, hint, plan))

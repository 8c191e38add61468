"""An edition -> the consolidated document: all plans of the partnership in one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from som_cli.document import blocks as b
from som_cli.document.charts import ChartError
from som_cli.document.document import Cover, Document
from som_cli.document.labels import MissingLabelError
from som_cli.document.prose import Function, Inserted, Prose, render_prose
from som_cli.messages import Message, msg
from som_cli.reports.edition import Edition
from som_cli.reports.prose_functions import Vocabulary
from som_cli.reports.report import Report
from som_cli.reports.wording import Wording
from som_cli.text.diagnostics import Diagnostic, Severity, Span

SKELETON = "reports/consolidated.md.j2"
PROSE_PROBLEM = "TPL01"


class SkeletonError(Exception):
    """The skeleton of the report is absent or cannot be rendered; the text says where and why."""


def build(edition: Edition) -> Report:
    """The whole document. Raises SkeletonError and MissingLabelError where the templates are at fault."""
    composition = _Composition(Wording(edition))
    blocks = composition.skeleton()
    wording = composition.wording
    partnership = wording.workspace.partnership
    name = partnership.short or wording.prose(partnership.name)
    document = Document(
        name=f"{partnership.id}-consolidated",
        language=edition.language,
        cover=_cover(wording),
        blocks=tuple(blocks),
        labels=edition.labels.group("document"),
        timestamp=edition.timestamp,
        footer=edition.footer,
        stamp=edition.stamp,
        subject=wording.label("cover.subject", name=name),
        keywords=tuple(wording.prose(plan.title) for plan in wording.plans.values()),
        pictures=composition.vocabulary.pictures,
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


def _cover(wording: Wording) -> Cover:
    workspace = wording.workspace
    partnership = workspace.partnership
    lines = [
        wording.label("cover.as_of", date=wording.edition.formatter.date(workspace.today)),
        wording.edition.footer,
    ]
    if workspace.settings.example:
        lines.insert(0, wording.label("guide.example"))
    return Cover(
        organisation=wording.prose(partnership.name),
        title=wording.label("cover.title"),
        subtitle=wording.plural("cover.subtitle", len(workspace.plans)),
        lines=tuple(lines),
    )


@dataclass
class _Composition:
    """One run: the vocabulary that its prose shares, and the problems that its chapters have."""

    wording: Wording
    problems: list[Diagnostic] = field(default_factory=list)
    vocabulary: Vocabulary = field(init=False)

    def __post_init__(self) -> None:
        self.vocabulary = Vocabulary(self.wording)

    def skeleton(self) -> list[b.Block]:
        """The skeleton's blocks, with every chapter in its place."""
        path = self.wording.edition.templates / SKELETON
        try:
            markdown = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise SkeletonError(f"{path}: {error}") from error
        functions = _guarded(
            {
                **self.vocabulary.functions(),
                "remains": self.vocabulary.remains,
                "lacks": self.vocabulary.lacks,
                "heading": self.vocabulary.heading,
                "chapters": self.chapters,
                "new_page": lambda: [b.page_break()],
            }
        )
        language = self.wording.edition.language
        data = {"plans": list(self.wording.plans)}
        rendered = render_prose(SKELETON, markdown, functions, language, data=data)
        if rendered.problems:
            first = rendered.problems[0]
            raise SkeletonError(f"{path}:{first.line}: {first.message}")
        return list(rendered.blocks)

    def chapters(self, plan: str) -> list[b.Block]:
        """A plan's chapters under its heading; what is wrong in one is noted, and the rest is printed."""
        found: list[b.Block] = []
        for index, path in enumerate(self.wording.plans[plan].chapters):
            source = self.wording.workspace.texts.get(path)
            if source is None:
                item = self.wording.plans[plan]
                span = item.origin.span(("chapters", index))
                self._note(span, msg("the chapter {path} is left out: it cannot be read", path=path), None, plan)
                continue
            functions = _guarded(self.vocabulary.functions(plan))
            rendered = render_prose(path, source.text, functions, self.wording.edition.language, shift_headings=1)
            self._note_all(path, rendered, plan)
            found += rendered.blocks
        return found

    def _note_all(self, path: str, rendered: Prose, plan: str) -> None:
        for problem in rendered.problems:
            span = Span(path, problem.line, problem.column, problem.line, problem.column + 1)
            self._note(span, problem.message, problem.hint, plan)

    def _note(self, span: Span, message: Message, hint: Message | None, plan: str) -> None:
        self.problems.append(Diagnostic(PROSE_PROBLEM, Severity.WARNING, message, span, hint, plan))

"""Markdown with insertions -> blocks: what a template prints is put in as text or as blocks, never read as markup.

A template prints, loops and chooses; it computes nothing. Every printed value becomes one private-use character, pandoc
parses the prose around it, and the value is put back into the parsed document (`prose_nodes`).
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from som_cli.document.blocks import Block
from som_cli.document.insertions import Insertion, ProseProblem, insertion_content
from som_cli.document.pandoc import PandocError
from som_cli.document.prose_nodes import NodeReader, OverlargeError
from som_cli.document.prose_parsing import Parsed, parse_prose
from som_cli.messages import Message, msg

if TYPE_CHECKING:
    from jinja2 import Environment, nodes

Inserted = str | Block | Sequence[str | Block]
Function = Callable[..., Inserted]

FIRST_TOKEN = 0xF0000
_MAX_TOKENS = 0xFFFD
_MAX_STEPS = 100_000
_MAX_CHARACTERS = 1_000_000

# The part of the template language that cannot grow: no assignment, no arithmetic, no joining, no macro, no file.
_ALLOWED_NODES = frozenset(
    {
        *("Template", "Output", "TemplateData", "For", "If", "CondExpr", "Name", "Const", "List", "Tuple", "Getattr"),
        *("Getitem", "Call", "Keyword", "Filter", "Test", "Compare", "Operand", "And", "Or", "Not", "Neg"),
    }
)
_ALLOWED_FILTERS = (
    *("default", "first", "groupby", "last", "length", "map", "reject", "rejectattr", "reverse"),
    *("select", "selectattr", "sort", "unique"),
)
_ALLOWED_METHODS = frozenset({"items", "keys", "values"})
_PRIVATE_USE = re.compile("[\U000f0000-\U0010fffd]")


class InsertionError(ValueError):
    """What the author asked an insertion for does not exist: an unknown id, an absent value. Functions raise it."""

    def __init__(self, message: Message, hint: Message | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.hint = hint


class _FunctionBrokenError(RuntimeError):
    """An insertion failed by a fault of the program, which is no problem of the prose."""


@dataclass(frozen=True, slots=True)
class Prose:
    """Parsed prose. With a problem in the template there are no blocks; other problems leave out what they name."""

    blocks: tuple[Block, ...]
    problems: tuple[ProseProblem, ...]


def render_prose(  # noqa: PLR0913 - what a chapter is made of
    source_name: str,
    markdown: str,
    functions: Mapping[str, Function],
    language: str,
    *,
    shift_headings: int = 0,
    data: Mapping[str, Any] | None = None,
) -> Prose:
    """A report skeleton, or a chapter, as blocks: `render_chapters` of one.

    `data` are plain dicts, lists, strings and whole numbers, for the loops and choices of a skeleton.
    """
    sources = [(source_name, markdown)]
    return render_chapters(sources, functions, language, shift_headings=shift_headings, data=data)[0]


def render_chapters(
    chapters: Sequence[tuple[str, str]],
    functions: Mapping[str, Function],
    language: str,
    *,
    shift_headings: int = 0,
    data: Mapping[str, Any] | None = None,
) -> list[Prose]:
    """Chapters (the name of the source, its Markdown) as blocks; what they print is made in their order.

    `functions` are what the template may call; a result is text, an inline, a sequence of both, or blocks. Typography
    is applied to the prose, not to what is inserted. Lines of problems count from the first line of the Markdown.
    """
    runs = [_Run(name, functions) for name, _ in chapters]
    expanded = [
        _private_use(markdown) or run.expand(markdown, data or {})
        for run, (_, markdown) in zip(runs, chapters, strict=True)
    ]
    parsed = iter(parse_prose([text for text in expanded if isinstance(text, str)]))
    return [
        Prose((), (text,))
        if isinstance(text, ProseProblem)
        else _read(next(parsed), NodeReader(language, markdown, run.insertions, shift_headings))
        for text, run, (_, markdown) in zip(expanded, runs, chapters, strict=True)
    ]


def _read(parsed: Parsed, reader: NodeReader) -> Prose:
    try:
        return Prose(tuple(reader.blocks(parsed())), tuple(reader.problems))
    except (PandocError, OverlargeError) as error:
        return Prose((), (ProseProblem(1, 1, msg("the text cannot be read: {reason}", reason=str(error))),))


def _private_use(markdown: str) -> ProseProblem | None:
    """A character that the author wrote could be taken for one that stands for a printed value."""
    match = _PRIVATE_USE.search(markdown)
    if match is None:
        return None
    line = markdown.count("\n", 0, match.start()) + 1
    column = match.start() - markdown.rfind("\n", 0, match.start())
    return ProseProblem(line, column, msg("a private-use character cannot be printed"))


class _RefusedError(ValueError):
    """The template uses or does what it may not; carries the problem."""

    def __init__(self, problem: ProseProblem) -> None:
        super().__init__(str(problem.message))
        self.problem = problem


@dataclass(slots=True)
class _Run:
    """One expansion of one template: collects what it prints, counts what it does."""

    source_name: str
    functions: Mapping[str, Function]
    insertions: dict[str, Insertion] = field(default_factory=dict)
    steps: int = 0
    line: int = 1

    def expand(self, markdown: str, data: Mapping[str, Any]) -> str | ProseProblem:
        """Markdown in which each printed value is one character, or the problem that the template has."""
        from jinja2 import Template, TemplateError, TemplateSyntaxError

        environment = _environment()
        try:
            tree = environment.parse(markdown, self.source_name, self.source_name)
            self._restrict(tree)
            program = environment.compile(tree, self.source_name, self.source_name)
        except _RefusedError as error:
            return error.problem
        except TemplateSyntaxError as error:
            return ProseProblem(error.lineno, 1, msg("the template has an error: {reason}", reason=str(error.message)))
        except (RecursionError, MemoryError, SyntaxError):
            return ProseProblem(1, 1, msg("the template is nested too deeply"))
        names: dict[str, Any] = {name: self._guarded(name, function) for name, function in self.functions.items()}
        names |= {"_at": self._at, "_print": self._print, "_each": self._each, "_test": self._test}
        try:
            parts = Template.from_code(environment, program, names).generate(data)
            return "".join(self._measured(parts))
        except InsertionError as error:
            return ProseProblem(self.line, 1, error.message, error.hint)
        except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
            return ProseProblem(self.line, 1, msg("the template has an error: {reason}", reason=str(error)))

    def _restrict(self, tree: nodes.Template) -> None:
        """Refuses what the small language lacks; makes every printed value and every loop pass through this object."""
        from jinja2 import nodes

        found = list(tree.find_all(nodes.Node))
        for node in found:
            self._check(node)
        for node in found:
            if isinstance(node, nodes.For):
                node.iter = _through("_each", node.iter)
                node.test = _through("_test", node.test) if node.test else None
            elif isinstance(node, nodes.If):
                node.test = _through("_test", node.test)
            elif isinstance(node, nodes.Output):
                node.nodes = [
                    part if isinstance(part, nodes.TemplateData) else _through("_print", part) for part in node.nodes
                ]

    def _check(self, node: nodes.Node) -> None:
        from jinja2 import nodes

        kind = type(node).__name__
        if kind not in _ALLOWED_NODES or (isinstance(node, nodes.For) and node.recursive):
            raise _RefusedError(
                ProseProblem(
                    node.lineno,
                    1,
                    msg("a template cannot use {kind}", kind=kind),
                    msg("Only printing, for and if are possible; what is computed comes from a function."),
                )
            )
        if isinstance(node, nodes.Call) and not self._is_callable(node.node):
            name = node.node.name if isinstance(node.node, nodes.Name) else "()"
            raise _RefusedError(
                ProseProblem(
                    node.lineno,
                    1,
                    msg("no function is called {name}", name=name),
                    msg("Known functions: {names}.", names=", ".join(sorted(self.functions)) or "-"),
                )
            )

    def _is_callable(self, target: nodes.Node) -> bool:
        from jinja2 import nodes

        if isinstance(target, nodes.Name):
            return target.name in self.functions
        return isinstance(target, nodes.Getattr) and target.attr in _ALLOWED_METHODS

    def _guarded(self, name: str, function: Function) -> Callable[..., Inserted]:
        """The function, with the author's mistakes told apart from its own."""

        def call(*arguments: Any, **options: Any) -> Inserted:
            for argument in (*arguments, *options.values()):
                _refuse_undefined(argument)
            try:
                inspect.signature(function).bind(*arguments, **options)
            except TypeError as error:
                raise InsertionError(msg("{name}: {reason}", name=name, reason=str(error))) from error
            try:
                return function(*arguments, **options)
            except InsertionError:
                raise
            except (TypeError, ValueError, ArithmeticError, LookupError) as error:
                raise _FunctionBrokenError(f"{self.source_name}: {name} failed") from error

        return call

    def _at(self, line: int) -> None:
        self.line = line

    def _print(self, _: None, value: object) -> str:
        _refuse_undefined(value)
        if len(self.insertions) >= _MAX_TOKENS:
            raise InsertionError(msg("the text has more than {limit} insertions", limit=_MAX_TOKENS))
        token = chr(FIRST_TOKEN + len(self.insertions))
        self.insertions[token] = Insertion(self.line, insertion_content(value))
        return token

    def _each(self, _: None, items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            self.steps += 1
            if self.steps > _MAX_STEPS:
                raise InsertionError(msg("the loops take more than {limit} steps", limit=_MAX_STEPS))
            yield item

    def _test(self, _: None, value: object) -> bool:
        return bool(value)

    def _measured(self, parts: Iterable[str]) -> Iterator[str]:
        length = 0
        for part in parts:
            length += len(part)
            if length > _MAX_CHARACTERS:
                raise InsertionError(msg("the text is longer than {limit} characters", limit=_MAX_CHARACTERS))
            yield part


def _environment() -> Environment:
    from jinja2 import StrictUndefined
    from jinja2.filters import FILTERS
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, optimized=False
    )
    environment.globals.clear()
    environment.filters = {name: FILTERS[name] for name in _ALLOWED_FILTERS}
    return environment


def _through(method: str, value: nodes.Node) -> nodes.Expr:
    """The value by way of one of the run's own methods; its line is noted before the value is computed."""
    from jinja2 import nodes

    if not isinstance(value, nodes.Expr):
        raise TypeError(f"{type(value).__name__} is no expression")
    noted = nodes.Call(nodes.Name("_at", "load"), [nodes.Const(value.lineno)], [], None, None)
    call = nodes.Call(nodes.Name(method, "load"), [noted, value], [], None, None)
    call.set_lineno(value.lineno)
    return call


def _refuse_undefined(value: object) -> None:
    from jinja2 import Undefined

    if isinstance(value, Undefined):
        str(value)  # raises the error that says what is undefined

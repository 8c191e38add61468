"""SourceText -> located nodes, refusing on the way whatever a shared text file should not hold."""

from __future__ import annotations

from collections.abc import Callable
from sys import intern
from typing import Any, NoReturn

from yaml._yaml import CParser
from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from som_cli.messages import Message, msg
from som_cli.text.diagnostics import Diagnostic, Span
from som_cli.text.nodes import Mapping, Node, Sequence, span
from som_cli.text.source import FORBIDDEN, SourceText, forbidden_character, unreadable
from som_cli.text.yaml_places import Places

MAX_DEPTH = 40
NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class _StopReadingError(Exception):
    """The rest of the file makes no sense; the problem is already noted."""


def parse_yaml(source: SourceText) -> tuple[Node, list[Diagnostic]]:
    """The root node (None for an empty file) and every problem found (YML01, YML02, YML03).

    With any problem the nodes are incomplete and must not be decoded.
    """
    reader = _Reader(source)
    try:
        return reader.document(), reader.problems
    except MarkedYAMLError as error:
        reader.problems.append(_syntax_problem(source, error))
    except _StopReadingError:
        pass
    return None, reader.problems


class _Reader:
    """Walks libyaml's event stream once. Nothing recursive runs deeper than MAX_DEPTH."""

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.problems: list[Diagnostic] = []
        self.depth = 0
        self.count = 0
        self.places = Places(source.text)
        self.next_event: Callable[[], Any] = CParser(source.text).get_event

    def document(self) -> Node:
        next_event = self.next_event
        next_event()  # start of the stream
        if type(next_event()) is StreamEndEvent:
            return None
        event = next_event()
        root = self.value(event)
        if type(next_event()) is not DocumentEndEvent:
            self.stop(event, msg("the file could not be read to its end"))
        event = next_event()
        if type(event) is not StreamEndEvent:
            self.stop(event, msg("a second document begins here (`---`)"), msg("write one document a file"))
        return root

    def value(self, event: Any) -> Node:
        """The node that begins with `event`; `mapping` repeats the path of plain scalars, for speed."""
        kind = type(event)
        if kind is ScalarEvent:
            return self.scalar(event)
        if kind is MappingStartEvent:
            return self.mapping(event)
        if kind is SequenceStartEvent:
            return self.sequence(event)
        if kind is not AliasEvent:
            self.stop(event, msg("the file could not be read to its end"))
        self.refuse(event, msg("an alias (`*{name}`) stands here", name=event.anchor))
        return None

    def scalar(self, event: Any) -> str | None:
        text: str = event.value
        if event.anchor is not None or event.tag is not None:
            self.refuse_properties(event)
        if not event.style:
            return None if text in NULLS else text
        if event.style == '"' and (found := FORBIDDEN.search(text)):
            self.problems.append(forbidden_character(found[0], self.span(event)))
        return text

    def mapping(self, start: Any) -> Mapping:
        self.enter(start)
        node = Mapping()
        node.is_flow = start.flow_style
        node.whereabouts, node.number = self.places, self.count
        self.count += 1
        next_event = self.next_event
        while type(key := next_event()) is not MappingEndEvent:
            if type(key) is ScalarEvent and not key.style and key.anchor is None and key.tag is None:
                name = intern(key.value)
            else:
                name = self.key(key)
            event = next_event()
            if type(event) is ScalarEvent:
                if event.style or event.anchor is not None or event.tag is not None:
                    value: Any = self.scalar(event)
                else:
                    value = None if event.value in NULLS else event.value
            else:
                value = self.value(event)
            if name in node or name == "<<":
                self.refuse_key(key, name, node)
            node[name] = value
        self.depth -= 1
        return node

    def sequence(self, start: Any) -> Sequence:
        self.enter(start)
        node = Sequence()
        node.whereabouts, node.number = self.places, self.count
        self.count += 1
        next_event = self.next_event
        while type(event := next_event()) is not SequenceEndEvent:
            node.append(self.value(event))
        self.depth -= 1
        return node

    def key(self, event: Any) -> str:
        if type(event) is not ScalarEvent:
            self.stop(event, msg("a key must be plain text"), msg("put the key in quotes"))
        if event.anchor is not None or event.tag is not None:
            self.refuse_properties(event)
        elif event.style and (found := FORBIDDEN.search(event.value)):
            self.problems.append(forbidden_character(found[0], self.span(event)))
        name: str = event.value
        return name

    def enter(self, start: Any) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.stop(start, msg("values are nested deeper than {limit} levels", limit=MAX_DEPTH))
        if start.anchor is not None or start.tag is not None:
            self.refuse_properties(start)

    def refuse_key(self, key: Any, name: str, node: Mapping) -> None:
        if name not in node:
            if not key.style:
                self.refuse(key, msg("the merge key `<<` stands here"))
            return
        message = msg(
            "the key `{key}` stands here a second time (first on line {line})",
            key=name,
            line=node.places[name][0].line + 1,
        )
        help_ = msg("keep one of the two; a YAML reader would keep the last without a word")
        self.problems.append(unreadable(self.span(key), message, help_, "YML02"))

    def refuse_properties(self, event: Any) -> None:
        if event.anchor is not None:
            self.refuse(event, msg("an anchor (`&{name}`) stands here", name=event.anchor))
        if event.tag is not None:
            self.refuse(event, msg("a tag (`{tag}`) stands here", tag=event.tag))

    def refuse(self, event: Any, message: Message) -> None:
        help_ = msg("write the value out: anchors, aliases, merge keys and tags are not read")
        self.problems.append(unreadable(self.span(event), message, help_, "YML03"))

    def stop(self, event: Any, message: Message, help_: Message | None = None) -> NoReturn:
        self.problems.append(unreadable(self.span(event), message, help_))
        raise _StopReadingError

    def span(self, event: Any) -> Span:
        return span(self.source.path, (event.start_mark, event.end_mark))


def _syntax_problem(source: SourceText, error: MarkedYAMLError) -> Diagnostic:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if line > len(source.lines):  # libyaml counts one more line after text without an end of line
        line, column = len(source.lines), len(source.lines[-1]) + 1
    place = Span(source.path, line, column, line, column + 1)
    problem = str(error.problem or error.context or "")
    for part, message, help_ in _SYNTAX_HELP:
        if part in problem:
            return unreadable(place, message, help_)
    return unreadable(place, msg("this is not valid YAML: {problem}", problem=problem))


_QUOTE = msg("put the text in double quotes")
_SYNTAX_HELP: tuple[tuple[str, Message, Message], ...] = (
    ("mapping values are not allowed", msg("a colon followed by a space stands inside unquoted text"), _QUOTE),
    ("cannot start any token", msg("unquoted text cannot begin with this character"), _QUOTE),
    (
        "could not find expected ':'",
        msg("a key without its colon stands here, or the line above"),
        msg("write `key: value`; text over several lines begins with `|`"),
    ),
    (
        "did not find expected",
        msg("the file stops making sense here"),
        msg("look at the indentation of this line and at the brackets and quotes of the line above"),
    ),
    (
        "found unexpected end of stream",
        msg("a quote or a bracket that was opened is not closed"),
        msg("close it where the value ends"),
    ),
    (
        "invalid Unicode character escape code",
        msg("an escape that stands for no character stands here"),
        msg("write the character itself"),
    ),
    (
        "found unknown escape character",
        msg("an unknown escape (`\\`) stands in double-quoted text"),
        msg("put the text in single quotes, or write `\\\\`"),
    ),
)

"""SourceText -> a tree that keeps what located nodes leave out: styles, comments, blank lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from yaml._yaml import CParser
from yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, StreamEndEvent

from som_cli.text.source import SourceText

_BLOCK = re.compile(r"(?P<style>[|>])(?P<signs>[-+0-9]*)(?P<comment> +#[^\n]*)?[^\n]*(?:\n|\Z)")


@dataclass(slots=True)
class Leaf:
    """A scalar as it is written. `style` is `|` or `>` for text in a block, a quotation mark, or empty.

    `body` holds the lines of a block without their indentation, `signs` says what becomes of its last line ends,
    `comment` stands behind its first line.
    """

    raw: str
    value: str
    style: str = ""
    signs: str = ""
    body: tuple[str, ...] = ()
    comment: str = ""


@dataclass(slots=True)
class Branch:
    """A mapping (every twig has a key) or a sequence; `tail` holds comments behind its last entry.

    `is_line` says that an entry of a list belongs on one line, where one can hold it.
    """

    is_mapping: bool
    is_flow: bool
    is_split: bool = False
    is_line: bool = False
    twigs: list[Twig] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Twig:
    """One entry: comment lines and blank lines `above` it, the comment `behind` it, the one at its key (`head`)."""

    key: Leaf | None
    value: Leaf | Branch
    above: list[str] = field(default_factory=list)
    behind: str = ""
    head: str = ""


@dataclass(slots=True)
class Tree:
    """A file: comments at its top that belong to no key, and its root."""

    header: list[str]
    root: Branch


def grow_tree(source: SourceText) -> Tree | None:
    """The tree of a file that `parse_yaml` has read without a problem; None where it holds no mapping or sequence."""
    return _Grower(source.text).tree()


class _Grower:
    """Walks the events once; what stands between two of them holds the comments."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.pending: list[tuple[int, str]] = []
        self.next_event: Callable[[], Any] = CParser(text).get_event

    def tree(self) -> Tree | None:
        self.next_event()
        if type(self.next_event()) is StreamEndEvent:
            return None
        event = self.next_event()
        if type(event) is ScalarEvent:
            return None
        behind = self.advance(event.start_mark.index)
        if behind:
            self.pending.insert(0, (0, behind.lstrip()))
        header = self.header()
        root = self.branch(event, -1)
        root.tail += [text for _, text in self.pending]
        self.pending = []
        late = self.advance(len(self.text))
        root.tail += [late.lstrip()] * bool(late) + [text for _, text in self.pending]
        return Tree(header, root)

    def header(self) -> list[str]:
        """Comments at the top that a blank line parts from the first key."""
        lines = [text for _, text in self.pending]
        last_blank = max((index for index, text in enumerate(lines) if not text), default=-1)
        self.pending = self.pending[last_blank + 1 :]
        return lines[: last_blank + 1]

    def advance(self, index: int) -> str:
        """Moves on to `index`; keeps the comments on the way and returns the one on the line of what came before."""
        if index <= self.at:
            return ""
        gap = self.text[self.at : index]
        is_at_line_start = self.at == 0 or self.text[self.at - 1] == "\n"
        self.at = index
        if "#" not in gap and "\n" not in gap:
            return ""
        lines = gap.split("\n")
        behind = ""
        if not is_at_line_start:
            before, sign, comment = lines.pop(0).partition("#")
            if sign:
                behind = " " * max(1, len(before) - len(before.rstrip())) + sign + comment.rstrip()
        last = len(lines) - 1
        for number, line in enumerate(lines):
            before, sign, comment = line.partition("#")
            if sign:
                self.pending.append((len(before), sign + comment.rstrip()))
            elif number < last and not line.strip():
                self.pending.append((-1, ""))
        return behind

    def take(self) -> list[str]:
        taken = [text for _, text in self.pending]
        self.pending = []
        return taken

    def value(self, event: Any, column: int) -> Leaf | Branch:
        return self.leaf(event) if type(event) is ScalarEvent else self.branch(event, column)

    def branch(self, event: Any, column: int) -> Branch:
        """A mapping or a sequence in a mapping whose keys stand at `column`; its start is already reached."""
        start = event.start_mark
        made = Branch(type(event) is MappingStartEvent, bool(event.flow_style))
        if made.is_flow and self.text[start.index] in "{[":
            self.at = start.index + 1
        while type(first := self.next_event()) not in (MappingEndEvent, SequenceEndEvent):
            self.close(made, self.advance(first.start_mark.index))
            above = self.take()
            if made.is_mapping:
                made.twigs.append(self.pair(first, above, start.column))
            else:
                made.twigs.append(Twig(None, self.value(first, start.column), above))
        end = first.start_mark
        self.close(made, self.advance(end.index))
        made.is_split = end.line != start.line
        if made.is_flow:
            made.tail = self.take()
            self.at = first.end_mark.index
        else:
            made.tail = self.tail(start.column + (start.column == column and not made.is_mapping))
        return made

    def close(self, branch: Branch, behind: str) -> None:
        """Gives a comment to the entry that it stands behind."""
        if behind and branch.twigs:
            last = branch.twigs[-1]
            if last.behind:
                last.above.append(last.behind.strip())
            last.behind = behind
        elif behind:
            self.pending.insert(0, (0, behind.lstrip()))

    def pair(self, key: Any, above: list[str], column: int) -> Twig:
        name = self.leaf(key)
        event = self.next_event()
        head = self.advance(event.start_mark.index)
        is_block = type(event) is not ScalarEvent and not event.flow_style
        if not is_block:
            above = [*above, *(text for text in self.take() if text)]
        value = self.value(event, column)
        return Twig(name, value, above, "" if is_block else head, head if is_block else "")

    def tail(self, column: int) -> list[str]:
        """The comments that stand at least as deep as the entries of what has ended."""
        cut = 0
        for index, (found, text) in enumerate(self.pending):
            if text and found < column:
                break
            if text:
                cut = index + 1
        tail = [text for _, text in self.pending[:cut]]
        self.pending = self.pending[cut:]
        return tail

    def leaf(self, event: Any) -> Leaf:
        start, self.at = event.start_mark.index, event.end_mark.index
        raw, style = self.text[start : self.at], event.style or ""
        found = _BLOCK.match(raw) if style in ("|", ">") else None
        if found is None:
            return Leaf(raw, event.value, style)
        lines = raw[found.end() :].split("\n")
        is_open = lines[-1] != ""  # the file ends without an end of line
        if not is_open:
            lines.pop()
        indentation = _indentation(lines, event.value)
        body = [line[indentation:] for line in lines]
        chomping = "-" if is_open and not event.value.endswith("\n") else found["signs"].strip("0123456789")
        while "+" not in chomping and body and not body[-1]:
            body.pop()
            self.at -= len(lines.pop()) + 1
        return Leaf(raw, event.value, style, chomping, tuple(body), (found["comment"] or "").rstrip())


def _indentation(lines: list[str], value: str) -> int:
    """How many spaces stand before each line of a block and are no part of its text."""
    first = next((line for line in lines if line.strip(" ")), "")
    own = value.lstrip("\n")
    return max(0, (len(first) - len(first.lstrip(" "))) - (len(own) - len(own.lstrip(" "))))

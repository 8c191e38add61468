"""Pandoc's parse of prose -> the nodes that writers know, with the inserted values in their places."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from som_cli.document.blocks import (
    Block,
    Inline,
    attributes,
    code,
    division,
    line_break,
    paragraph,
    strong,
    text,
)
from som_cli.document.insertions import Insertion, ProseProblem
from som_cli.document.typography import typeset
from som_cli.messages import Message, msg

_MARKED = frozenset({"Emph", "Strong", "Strikeout", "Superscript", "Subscript"})
_DIVISIONS = frozenset({"note", "card", "landscape"})
_MAX_DEPTH = 30
_MAX_BYTES = 40_000_000
_LOWEST_HEADING = 4
_SHOWN_MARKUP = 40

# A token stands for an inserted value; a place, in the text that typography sees, for a node that is no text.
_FIRST_PLACE = 0x100000
_TOKEN_OR_PLACE = re.compile("([\U000f0000-\U0010fffd])")
_PLACE = re.compile("[\U00100000-\U0010fffd]")
_TOKEN = re.compile("[\U000f0000-\U000ffffd]")
_ESCAPED_TOKEN = re.compile("%F3%B[0-9A-F]%", re.IGNORECASE)
_ADDRESS = re.compile(r"(https?://|mailto:)[^\s\\]+", re.IGNORECASE)


class OverlargeError(ValueError):
    """The prose nests deeper than any reader could follow, or its notes repeat one another without end."""


def read_json(output: bytes) -> list[Block]:
    """The blocks of pandoc's JSON. Raises OverlargeError where they are too many or too deep."""
    if len(output) > _MAX_BYTES:
        raise OverlargeError("it is too long when its notes and links are written out")
    try:
        blocks: list[Block] = json.loads(output)["blocks"]
    except RecursionError as error:
        raise OverlargeError("it is nested too deeply") from error
    return blocks


@dataclass(slots=True)
class NodeReader:
    """Reads the nodes of one chapter and collects what it had to leave out."""

    language: str
    markdown: str
    insertions: Mapping[str, Insertion]
    shift_headings: int = 0
    problems: list[ProseProblem] = field(default_factory=list)
    heading_level: int | None = None

    def blocks(self, nodes: Sequence[Block], depth: int = 0) -> list[Block]:
        """Blocks of the known kinds; at the top, a paragraph of nothing but inserted blocks becomes those blocks."""
        if depth > _MAX_DEPTH:
            raise OverlargeError("it is nested too deeply")
        return [block for node in nodes for block in self._block(node, depth)]

    def _block(self, node: Block, depth: int) -> list[Block]:  # noqa: PLR0911 - one return for each kind of node
        kind: str = node["t"]
        content: Any = node.get("c")
        match kind:
            case "Para" | "Plain":
                return self._paragraph(kind, content, depth)
            case "Header":
                return self._heading(content, depth)
            case "BulletList":
                return [{"t": kind, "c": self._items(content, depth)}]
            case "OrderedList":
                return [{"t": kind, "c": [content[0], self._items(content[1], depth)]}]
            case "DefinitionList":
                entries = [[self.inlines(term, depth), self._items(items, depth)] for term, items in content]
                return [{"t": kind, "c": entries}]
            case "BlockQuote":
                return [{"t": kind, "c": self.blocks(content, depth + 1)}]
            case "CodeBlock":
                return [self._code_block(content[1])]
            case "Table":
                return [self._table(content, depth)]
            case "Div":
                return self._division(content, depth)
            case _:
                self._left_out(kind, content)
                return []

    def _items(self, items: Sequence[Sequence[Block]], depth: int) -> list[list[Block]]:
        return [self.blocks(item, depth + 1) for item in items]

    def _paragraph(self, kind: str, content: Sequence[Inline], depth: int) -> list[Block]:
        if depth == 0 and (found := self._only_insertions(content)) is not None:
            return found
        read = self.inlines(content, depth)
        return [{"t": kind, "c": read}] if read else []

    def _only_insertions(self, content: Sequence[Inline]) -> list[Block] | None:
        """The inserted blocks, where the paragraph holds nothing else but spaces."""
        if not all(node["t"] in {"Str", "Space", "SoftBreak"} for node in content):
            return None
        found = [self.insertions.get(token) for node in content for token in node.get("c", "")]
        blocks = [insertion for insertion in found if insertion is not None and insertion.is_blocks]
        if not blocks or len(blocks) != len(found):
            return None
        inserted = [block for insertion in blocks for block in insertion.content]
        levels = [block["c"][0] for block in inserted if block["t"] == "Header"]
        self.heading_level = levels[-1] if levels else self.heading_level
        return inserted

    def _heading(self, content: Sequence[Any], depth: int) -> list[Block]:
        read = self.inlines(content[2], depth)
        if not read:
            return []
        if depth:
            return [paragraph(strong(read))]
        wanted = content[0] + self.shift_headings
        deepest = _LOWEST_HEADING if self.heading_level is None else min(_LOWEST_HEADING, self.heading_level + 1)
        level = max(1, min(wanted, deepest))
        if level != wanted:
            self._problem(
                self._line_of("#" * content[0] + " "),
                msg(
                    "a heading of level {wanted} cannot stand here; it becomes one of level {level}",
                    wanted=wanted,
                    level=level,
                ),
                msg("Headings go down by one level at a time, to level {lowest} at most.", lowest=_LOWEST_HEADING),
            )
        self.heading_level = level
        return [{"t": "Header", "c": [level, attributes(), read]}]

    def _code_block(self, content: str) -> Block:
        """Lines as written, in the text's own face: their indents become no-break spaces."""
        nodes: list[Inline] = []
        for number, line in enumerate(content.split("\n")):
            nodes += [line_break()] if number else []
            kept = line.replace("\t", "    ").replace(" ", "\u00a0")
            nodes.append(code(self._filled(kept)))
        return {"t": "Para", "c": nodes}

    def _table(self, content: Sequence[Any], depth: int) -> Block:
        """A table of the prose in the shape of `blocks.table`: no caption, equal widths, column kinds by alignment."""
        columns = content[2]
        for row in [*content[3][1], *(row for body in content[4] for row in (*body[2], *body[3])), *content[5][1]]:
            for cell in row[1]:
                read = self.blocks(cell[4], depth + 1)
                cell[4] = [{"t": "Para", "c": block["c"]} if block["t"] == "Plain" else block for block in read]
        for body in content[4]:
            body[1] = 1
        kinds = ["number" if column[0]["t"] == "AlignRight" else "text" for column in columns]
        width = {"t": "ColWidth", "c": round(1 / len(columns), 4)}
        specs = [[{"t": "AlignRight" if kind == "number" else "AlignLeft"}, width] for kind in kinds]
        attribute = attributes(pairs=[("kinds", ",".join(kinds))])
        return division([{"t": "Table", "c": [attribute, [None, []], specs, *content[3:]]}], "table")

    def _division(self, content: Sequence[Any], depth: int) -> list[Block]:
        classes = content[0][1]
        # Inserted blocks may stand in a division as they do outside it, so it counts as no depth of its own.
        inner = self.blocks(content[1], depth and depth + 1)
        if depth == 0 and len(classes) == 1 and classes[0] in _DIVISIONS:
            return [division(inner, classes[0])]
        self._problem(
            self._line_of(":::"),
            msg("a section of the kind {kind} is not known here", kind=" ".join(classes) or ":::"),
            msg("Known kinds: {names}.", names=", ".join(sorted(_DIVISIONS))),
        )
        return inner

    def inlines(self, nodes: Sequence[Inline], depth: int) -> list[Inline]:
        """Inlines of the known kinds, typeset as one text, so that a space before a bold word counts too."""
        if depth > _MAX_DEPTH:
            raise OverlargeError("it is nested too deeply")
        written = ""
        kept: list[Inline] = []
        for node in nodes:
            match node["t"]:
                case "Str":
                    written += _PLACE.sub("\ufffd", node["c"])
                case "Space" | "SoftBreak":
                    written += " "
                case _:
                    for inline in self._inline(node, depth):
                        written += chr(_FIRST_PLACE + len(kept))
                        kept.append(inline)
        read: list[Inline] = []
        for part in _TOKEN_OR_PLACE.split(typeset(written, self.language)):
            if _PLACE.match(part):
                read.append(kept[ord(part) - _FIRST_PLACE])
            elif _TOKEN.match(part):
                read += self._inserted(part)
            else:
                read += text(part)
        return read

    def _inline(self, node: Inline, depth: int) -> list[Inline]:  # noqa: PLR0911 - one return for each kind of node
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind in _MARKED:
            return [{"t": kind, "c": self.inlines(content, depth + 1)}]
        match kind:
            case "LineBreak":
                return [line_break()]
            case "Code":
                return [code(self._filled(content[1]))]
            case "Note":
                return [{"t": "Note", "c": self.blocks(content, depth + 1)}]
            case "Link":
                return self._link(content, depth)
            case "Span":
                return self.inlines(content[1], depth + 1)
            case "Image":
                self._problem(
                    self._line_of(content[2][0]),
                    msg("a picture from a file or an address cannot be shown"),
                    msg("Charts and maps are inserted by figure(…)."),
                )
                return self.inlines(content[1], depth + 1)
            case _:
                self._left_out(kind, content)
                return []

    def _link(self, content: Sequence[Any], depth: int) -> list[Inline]:
        inner = self.inlines(content[1], depth + 1)
        target = content[2][0]
        if _ADDRESS.fullmatch(target) and not _TOKEN.search(target) and not _ESCAPED_TOKEN.search(target):
            return [{"t": "Link", "c": [attributes(), inner, [target, ""]]}]
        self._problem(
            self._line_of(target),
            msg("a link cannot lead to this address"),
            msg("Links lead to http(s) and mailto addresses; places in the document are inserted by ref(…)."),
        )
        return inner

    def _inserted(self, token: str) -> list[Inline]:
        insertion = self.insertions.get(token)
        if insertion is None:
            return text("\ufffd")
        if insertion.is_blocks:
            self._problem(
                insertion.line,
                msg("a table, a figure or a section cannot stand inside a sentence, a list or a heading"),
                msg("Put the insertion in a paragraph of its own, with an empty line before and after it."),
            )
            return []
        return list(insertion.content)

    def _filled(self, written: str) -> str:
        """Text of code, with inserted values in it; what is not text has no place there."""

        def value(match: re.Match[str]) -> str:
            insertion = self.insertions.get(match[0])
            if insertion is None:
                return "\ufffd"
            if insertion.is_text:
                return "".join(str(node.get("c", " ")) for node in insertion.content)
            self._problem(insertion.line, msg("only text can be inserted into code"))
            return ""

        return _TOKEN_OR_PLACE.sub(value, written)

    def _left_out(self, kind: str, content: Any) -> None:
        if kind in {"RawInline", "RawBlock"}:
            lines = str(content[1]).split("\n")
            message = msg("markup of another language is left out: {markup}", markup=lines[0][:_SHOWN_MARKUP])
            self._problem(self._line_of(lines[0]), message, msg("A backslash before the first sign makes it text."))
        elif kind == "HorizontalRule":
            self._problem(self._line_of("---"), msg("a rule across the page is left out"))
        else:
            self._problem(1, msg("a part of the kind {kind} is left out", kind=kind))

    def _line_of(self, needle: str) -> int:
        position = self.markdown.find(needle) if needle else -1
        return self.markdown.count("\n", 0, position) + 1 if position >= 0 else 1

    def _problem(self, line: int, message: Message, hint: Message | None = None) -> None:
        self.problems.append(ProseProblem(line, 1, message, hint))

"""Document -> the data that the Typst template reads: plain JSON values in which no string is ever markup."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from som_cli.document.document import Cover, Document, Picture, plain_text
from som_cli.document.fonts import Printable
from som_cli.writers.pdf_anchors import Anchors, collect_anchors
from som_cli.writers.pdf_changes import barred, change_class, has_gone, mark_words
from som_cli.writers.pdf_inlines import Inlines, UnknownNodeError
from som_cli.writers.pdf_tables import set_table
from som_cli.writers.pdf_text import split_prose

_DEEPEST_NUMBERED = 3
# About half a page of text: a frame that is longer may be split between pages.
_SHORT = 1800
_SHORT_TERM = 500
_FRAMES = ("card", "remark")
_BLOCK_WEIGHT = 90


def document_data(document: Document, printable: Printable) -> dict[str, Any]:
    """The template's whole input; the pictures' names are those of the files that hold them."""
    fit = printable.fit
    language, _, region = document.language.partition("-")
    anchors = collect_anchors(document.blocks)
    blocks = _Blocks(printable, anchors, picture_names(document), dict(document.pictures)).set(list(document.blocks))
    lists = document.lists
    return {
        "language": language,
        "region": region,
        "cover": _cover(document.cover, fit),
        "labels": {name: fit(label) for name, label in document.labels.items()},
        "footer": fit(document.footer),
        "stamp": fit(document.stamp),
        "watermark": fit(document.watermark),
        "running-head": fit(document.running_head or document.title),
        "stamp-pieces": split_prose(fit(document.stamp)),
        "subject": fit(document.subject),
        "keywords": [fit(keyword) for keyword in document.keywords],
        "has": {name: name in lists for name in ("contents", "tables", "figures")},
        "blocks": blocks,
        "landings": list(anchors.jumps),
    }


def _cover(cover: Cover, fit: Callable[[str], str]) -> dict[str, Any]:
    """The cover's strings for the file's properties, and the same in pieces for print."""
    strings = {"organisation": fit(cover.organisation), "title": fit(cover.title), "subtitle": fit(cover.subtitle)}
    pieces: dict[str, Any] = {name: split_prose(value) for name, value in strings.items()}
    pieces["decisions"] = [split_prose(fit(line)) for line in cover.decisions]
    pieces["lines"] = [split_prose(fit(line)) for line in cover.lines]
    return {**strings, "pieces": pieces}


def picture_names(document: Document) -> dict[str, str]:
    """The document's names of pictures and the names of their files."""
    return {name: f"picture-{number}.svg" for number, name in enumerate(sorted(document.pictures), start=1)}


@dataclass(slots=True)
class _Blocks:
    """Sets blocks in order: headings may not skip a level, and an id may be given once."""

    printable: Printable
    anchors: Anchors
    pictures: dict[str, str]
    sizes: dict[str, Picture]
    level: int = 0
    given: set[str] = field(default_factory=set)

    def set(self, blocks: list[Any]) -> list[Any]:
        return [self._block(block["t"], block.get("c")) for block in blocks]

    @property
    def inlines(self) -> Inlines:
        return Inlines(self.printable, self.anchors, self.set)

    def _block(self, kind: str, content: Any) -> dict[str, Any]:
        setters: dict[str, Callable[[Any], dict[str, Any]]] = {
            "Para": lambda nodes: {"t": "para", "c": self.inlines.set(nodes)},
            "Plain": lambda nodes: {"t": "plain", "c": self.inlines.set(nodes)},
            "Header": self._heading,
            "BulletList": lambda items: {"t": "bullets", "c": [self.set(item) for item in items]},
            "OrderedList": lambda c: {"t": "steps", "start": c[0][0], "c": [self.set(item) for item in c[1]]},
            "LineBlock": self._lines,
            "BlockQuote": lambda blocks: {"t": "quote", "c": self.set(blocks)},
            "CodeBlock": self._listing,
            "HorizontalRule": lambda _: {"t": "rule"},
            "DefinitionList": self._facts,
            "Div": self._division,
            "Table": self._table,
            "Figure": self._figure,
        }
        if kind not in setters:
            raise UnknownNodeError(kind)
        return setters[kind](content)

    def _heading(self, content: Any) -> dict[str, Any]:
        """A heading; one that skips a level moves up to the next, or becomes a bold line if it is the lowest."""
        level, (identifier, classes, _), nodes = content
        if has_gone(nodes):
            return {"t": "line", "c": self.inlines.flattened().set(nodes)}
        lowest = level > _DEEPEST_NUMBERED
        skips = level > self.level + 1
        if not (lowest and skips):
            level = min(level, self.level + 1)
            self.level = level
        return {
            "t": "line" if lowest and skips else "heading",
            "level": level,
            "numbered": not lowest and "unnumbered" not in classes,
            "listed": not lowest,
            "id": self._give(identifier),
            "text": self.printable.fit(plain_text(nodes)),
            "c": self.inlines.flattened().set(nodes),
        }

    def _lines(self, lines: list[Any]) -> dict[str, Any]:
        setting = self.inlines
        parts = [[*([{"t": "break"}] if index else []), *setting.set(line)] for index, line in enumerate(lines)]
        return {"t": "para", "c": [node for part in parts for node in part]}

    def _listing(self, content: Any) -> dict[str, Any]:
        setting = self.inlines.coded()
        lines = [setting.set([{"t": "Str", "c": line}]) for line in content[1].split("\n")]
        return {"t": "listing", "c": lines}

    def _facts(self, pairs: list[Any]) -> dict[str, Any]:
        setting = self.inlines
        rows = [
            {
                "term": setting.set(term),
                "value": self.set([block for definition in definitions for block in definition]),
                "whole": len(plain_text(term)) < _SHORT_TERM and len(plain_text(definitions)) < _SHORT,
            }
            for term, definitions in pairs
        ]
        return {"t": "facts", "c": rows}

    def _division(self, content: Any) -> dict[str, Any]:
        (identifier, classes, _), blocks = content
        if "page-break" in classes:
            return {"t": "page-break"}
        if "source" in classes:
            nodes = [node for block in blocks for node in block["c"]]
            return {"t": "source", "c": self.inlines.set(nodes)}
        if change := change_class(classes):
            return barred(self.set(mark_words(blocks, change)))
        names = {
            "landscape": "landscape",
            "card": "card",
            "note": "remark",
            "table": "captioned",
            "figure": "captioned",
        }
        kind = next((names[name] for name in classes if name in names), "group")
        anchor = self._give(identifier)
        short = kind in _FRAMES and len(plain_text(blocks)) + _BLOCK_WEIGHT * len(blocks) < _SHORT
        return {"t": kind, "id": anchor, "short": short, "c": self.set(blocks)}

    def _table(self, content: Any) -> dict[str, Any]:
        return {"id": self._give(content[0][0]), **set_table(content, self.inlines, self.set)}

    def _figure(self, content: Any) -> dict[str, Any]:
        (identifier, _, _), (_, captions), blocks = content
        images = [node for block in blocks for node in block["c"] if node["t"] == "Image"]
        if len(images) != 1 or not images[0]["c"][2][0].startswith("picture:"):
            raise UnknownNodeError("Figure")
        _, alternative, (target, _) = images[0]["c"]
        name = target.partition(":")[2]
        if name not in self.pictures:
            raise UnknownNodeError(target)
        caption = [node for block in captions for node in block["c"]]
        return {
            "t": "figure",
            "id": self._give(identifier),
            "caption": self.inlines.flattened().set(caption),
            "gone": has_gone(caption),
            "alt": self.printable.fit(plain_text(alternative)),
            "file": self.pictures[name],
            "width": self.sizes[name].width,
            "height": self.sizes[name].height,
        }

    def _give(self, identifier: str) -> str:
        """The link target of this id for its first bearer, and nothing for a second."""
        if identifier in self.given:
            return ""
        self.given.add(identifier)
        return self.anchors.target(identifier)

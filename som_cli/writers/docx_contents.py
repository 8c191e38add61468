"""Headings and captions of a Word body -> contents and lists of tables and figures, filled in, kept by Word."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from som_cli.writers.docx_changes import is_deleted
from som_cli.writers.docx_inlines import sequence_name
from som_cli.writers.docx_text import visible
from som_cli.writers.docx_xml import (
    WORD,
    element,
    field,
    field_end,
    field_start,
    paragraph,
    run,
    set_property,
    style_of,
    visible_text,
)

_LEVELS = {"Heading1": 1, "Heading2": 2, "Heading3": 3}
# Deeper headings are numbered and not listed.
_DEEPEST_LISTED = 2
# Stands for a page number until Word has laid the pages out; among the leader's dots it disturbs nobody.
_UNKNOWN_PAGE = "…"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: its style, its number (empty for captions), its words and the bookmark that it leads to."""

    style: str
    number: str
    text: str
    bookmark: str


def contents_elements(body: Any, labels: Mapping[str, str], wanted: Collection[str]) -> list[Any]:
    """Those of the lists `contents`, `tables`, `figures` that are wanted, as elements; none that would be empty."""
    targets = _Targets(body)
    headings = [*_headings(body, targets)]
    tables = [*_captions(body, "TableCaption", targets)] if "tables" in wanted else []
    figures = [*_captions(body, "ImageCaption", targets)] if "figures" in wanted else []
    instruction = f'TOC \\o "1-{_DEEPEST_LISTED}" \\h \\z'
    lists = [_contents_control(_listing(labels["contents"], instruction, headings))] if "contents" in wanted else []
    for title, word, entries in (("list_of_tables", "table", tables), ("list_of_figures", "figure", figures)):
        if entries:
            lists += _listing(labels[title], f'TOC \\h \\z \\c "{sequence_name(labels[word])}"', entries)
    return lists


class _Targets:
    """Gives every listed paragraph a bookmark of its own, with numbers that the document does not use yet."""

    def __init__(self, body: Any) -> None:
        marks = [int(mark.get(f"{WORD}id")) for mark in body.iter(f"{WORD}bookmarkStart")]
        self.last = max(marks, default=0)
        self.count = 0

    def name(self, node: Any) -> str:
        existing = node.find(f".//{WORD}bookmarkStart")
        if existing is not None:
            return str(existing.get(f"{WORD}name"))
        self.last += 1
        self.count += 1
        name = f"_Toc{self.count:08d}"
        node.insert(1, element("bookmarkStart", id=self.last, name=name))
        node.append(element("bookmarkEnd", id=self.last))
        return name


def _headings(body: Any, targets: _Targets) -> Iterator[Entry]:
    counts = [0, 0, 0]
    for node in body.iter(f"{WORD}p"):
        level = _LEVELS.get(style_of(node))
        if level is None or is_deleted(node):
            continue
        counts[level - 1] += 1
        counts[level:] = [0] * (len(counts) - level)
        number = "".join(f"{count}." for count in counts[:level])
        if level <= _DEEPEST_LISTED:
            yield Entry(f"Toc{level}", number, visible_text(node), targets.name(node))


def _captions(body: Any, style: str, targets: _Targets) -> Iterator[Entry]:
    for node in body.iter(f"{WORD}p"):
        if style_of(node) == style and not is_deleted(node):
            yield Entry("TableOfFigures", "", visible_text(node), targets.name(node))


def _listing(title: str, instruction: str, entries: Sequence[Entry]) -> list[Any]:
    """A heading and one field over all entries."""
    lines = [paragraph(entry.style, _entry_link(entry)) for entry in entries]
    for index, node in enumerate(field_start(instruction)):
        lines[0].insert(1 + index, node)
    lines[-1].append(field_end())
    return [paragraph("TOCHeading", run(visible(title))), *lines]


def _entry_link(entry: Entry) -> Any:
    tab = element("r", element("tab"))
    number = [run(entry.number), element("r", element("tab"))] if entry.number else []
    page = field(f"PAGEREF {entry.bookmark} \\h", _UNKNOWN_PAGE)
    return element("hyperlink", *number, run(entry.text), tab, *page, anchor=entry.bookmark, history="1")


def _contents_control(children: Sequence[Any]) -> Any:
    """The frame in which Word offers to refresh the contents. They begin a page."""
    set_property(children[0], element("pageBreakBefore"))
    gallery = element("docPartObj", element("docPartGallery", val="Table of Contents"), element("docPartUnique"))
    return element("sdt", element("sdtPr", gallery), element("sdtContent", *children))

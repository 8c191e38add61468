"""Chapters as they are read (TXT08, TXT09): pictures in words, tables with heads, levels in order, proper signs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from som_cli.messages import Message, msg
from som_cli.model.workspace import Workspace
from som_cli.rules.prose import Chapter, chapters
from som_cli.rules.registry import Finding, rule

_FENCE = re.compile(r"^(```|~~~).*?(?:^\1|\Z)|<!--.*?-->|\{#.*?#\}", re.DOTALL | re.MULTILINE)
_IMAGE = re.compile(r"!\[\s*\]\(|<img\b(?![^>]*\balt=\s*[\"']\s*[^\"'\s])[^>]*>")
_EMPTY_HEAD = re.compile(r"^[ \t]*\|(?:[ \t]*\|)+[ \t]*\n(?=[ \t]*\|?[ \t]*:?-{2,})", re.MULTILINE)
_HEADING = re.compile(r"^(#{1,6})[ \t]+\S.*$", re.MULTILINE)
_RULE = re.compile(r"^[ \t|:+=-]+$")

# Each flaw of typography: how it is found in prose, and what it is called.
SIGNS: tuple[tuple[re.Pattern[str], Message, Message], ...] = (
    (
        re.compile(r"(?<=[^\s|\0]) - (?=[^\s|\0])"),
        msg("a hyphen stands for a dash"),
        msg("write an en dash with spaces: `–`"),
    ),
    (
        re.compile(r"(?<=[\s(])\"(?=\w)"),
        msg("straight quotation marks stand here"),
        msg("write those of the language: „ ”, “ ”"),
    ),
    (re.compile(r"(?<=[^\s|\0])  +(?=[^\s|\0])"), msg("more than one space stands here"), msg("write one space")),
)


@rule("TXT08", "W")
def inaccessible_chapter(workspace: Workspace) -> Iterator[Finding]:
    """A picture has no alternative text, a table no header, or a heading skips a level."""
    for chapter in chapters(workspace):
        text = _FENCE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), chapter.source.text)
        for found in _IMAGE.finditer(text):
            message = msg("the picture has no alternative text")
            yield _at(chapter, found, message, msg("say in `![…](…)` what the picture shows"))
        for found in _EMPTY_HEAD.finditer(text):
            yield _at(chapter, found, msg("the header of the table is empty"), msg("name each column in the first row"))
        level = 0
        for found in _HEADING.finditer(text):
            depth = len(found[1])
            if level and depth > level + 1:
                message = msg("the heading of level {depth} follows one of level {level}", depth=depth, level=level)
                yield _at(chapter, found, message, msg("go down one level at a time"))
            level = depth


@rule("TXT09", "I")
def typewriter_signs(workspace: Workspace) -> Iterator[Finding]:
    """A chapter has hyphens for dashes, straight quotation marks or double spaces."""
    for chapter in chapters(workspace):
        for pattern, flaw, help_ in SIGNS:
            places = [found for found in pattern.finditer(chapter.words) if not _is_ruled(chapter, found.start())]
            if places:
                message = msg("{flaw} ({count} × in the chapter)", flaw=flaw, count=len(places))
                yield _at(chapter, places[0], message, help_)


def _is_ruled(chapter: Chapter, offset: int) -> bool:
    """Whether the line is a row or a rule of a table: spaces there make columns."""
    start = chapter.words.rfind("\n", 0, offset) + 1
    end = chapter.words.find("\n", offset)
    line = chapter.words[start : end if end >= 0 else None]
    return line.lstrip().startswith("|") or bool(_RULE.match(line))


def _at(chapter: Chapter, found: re.Match[str], message: Message, help_: Message) -> Finding:
    span = chapter.finding_place(found.start(), found.end())
    return Finding(chapter.plan, ("chapters",), message, help_, span=span)

"""Chapters and texts of items -> what rules of wording read, with its places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from som_cli.model.entry import FieldPath, Item
from som_cli.model.layout import CHAPTER
from som_cli.model.plan import Plan
from som_cli.model.registry import CodeListEntry
from som_cli.model.walked import walked
from som_cli.model.workspace import Workspace
from som_cli.text.diagnostics import Span
from som_cli.text.source import SourceText

CodeLists = Mapping[str, Mapping[str, CodeListEntry]]

# Stands for each hidden character, so that places stay true; it is no letter, no space and no sign of a sentence.
HIDDEN = "\0"
# Fenced and inline code, insertions and other marks of the template, comments, addresses.
_NOT_PROSE = re.compile(
    r"^(?P<fence>```|~~~).*?(?:^(?P=fence)|\Z)|`[^`\n]+`|\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<!--.*?-->"
    r"|\]\([^)\n]*\)|\b(?:https?://|mailto:|www\.)[^\s)>\]]+",
    re.DOTALL | re.MULTILINE,
)
_SENTENCE = re.compile(
    r"[^.!?…\n].*?(?:[.!?…]+(?=[\s\"”»)\]]|\Z)|\n[ \t]*\n|\Z|(?=\n[ \t]*(?:[-*#|>]|\d+\.)[ \t]))", re.DOTALL
)
WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


class Chapter(NamedTuple):
    """A chapter of a plan; `words` is its text with everything hidden that nobody reads as prose."""

    plan: Plan
    source: SourceText
    words: str

    def finding_place(self, start: int, end: int) -> Span:
        """The span of a stretch of the text; of its first line where it goes on."""
        line_end = self.source.text.find("\n", start)
        return self.source.span_at(start, (min(end, line_end) if line_end >= 0 else end) - start)


def chapters(workspace: Workspace) -> Sequence[Chapter]:
    """Every chapter that could be read of every plan, in the order of paths."""
    return workspace.once(_chapters)


def _chapters(workspace: Workspace) -> Sequence[Chapter]:
    return tuple(
        Chapter(plan, source, _NOT_PROSE.sub(_hidden, source.text))
        for path, source in workspace.texts.items()
        if CHAPTER.fullmatch(path) and (plan := workspace.plan_at(path))
    )


def _hidden(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", HIDDEN, found[0])


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Sentences, list entries, headings and table rows with the offset at which each begins."""
    for found in _SENTENCE.finditer(text):
        if WORD.search(found[0]):
            yield found.start(), found[0]


def phrases(codelists: CodeLists, name: str) -> list[str]:
    """The phrases of a list in all languages, longest first; labels without a letter or sign are none."""
    labels = {label for entry in codelists.get(name, {}).values() for label in entry.label.values()}
    return sorted((label for label in labels if label.strip(" \n*")), key=lambda one: (-len(one), one))


def phrase_pattern(codelists: CodeLists, name: str) -> re.Pattern[str]:
    """Finds any phrase of a list as whole words, case ignored; a word that ends in `*` stands for all its forms."""
    forms = [_as_pattern(phrase) for phrase in phrases(codelists, name)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)" if forms else r"(?!)", re.IGNORECASE)


def _as_pattern(phrase: str) -> str:
    return r"\s+".join(
        re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "") for word in phrase.split()
    )


def phrase_hints(codelists: CodeLists, name: str) -> list[str]:
    """The longest word of each phrase of a list, without its ending."""
    return [max((word.removesuffix("*") for word in one.split()), key=len) for one in phrases(codelists, name)]


def matching_fields(
    workspace: Workspace, pattern: re.Pattern[str], kinds: Iterable[type[Item]], hints: Iterable[str]
) -> Iterator[tuple[Item, FieldPath, re.Match[str]]]:
    """The first match in each text of items of some kinds; waivers apart, which speak of findings.

    A match holds one of the `hints`, case ignored: texts that hold none are left aside at once, most are innocent.
    """
    wanted = tuple(kinds)
    for item, value, path in walked(workspace).prose_with(hints):
        if isinstance(item, wanted) and "waivers" not in path and (found := pattern.search(value)):
            yield item, path, found

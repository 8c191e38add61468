"""Texts of plans -> what they name: sources that items and chapters cite, words of the glossary that they use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from som_cli.model.action import Action
from som_cli.model.entry import Item, Mark, Ref
from som_cli.model.indicator import Indicator
from som_cli.model.layout import plan_of
from som_cli.model.participation import Consultation, Decision, Meeting
from som_cli.model.plan import Objective
from som_cli.model.registry import Source, Term
from som_cli.model.walk import marked_values
from som_cli.model.workspace import Workspace

_WORD = re.compile(r"\w+")
# Endings change: a word of ten letters is known by its first seven.
_ENDING = 0.3
_LEAST_STEM = 3


def plan_items(workspace: Workspace, plan: str) -> Iterator[Item]:
    """What a plan consists of: the items of its folder, the originals of its mirrors, the indicators that it uses."""
    used: dict[str, None] = {}
    for items in workspace.items.values():
        for item in items.values():
            if plan_of(item.origin.path) == plan:
                yield item
                if isinstance(item, Action):
                    used |= dict.fromkeys(output.indicator for output in item.outputs)
                    if item.is_mirror:
                        yield workspace.original(item)
                if isinstance(item, Objective):
                    used |= dict.fromkeys(use.ref for use in item.indicators)
    for name in used:
        indicator = workspace.by_id.get(name)
        if isinstance(indicator, Indicator):
            yield indicator


def chapter_texts(workspace: Workspace, plan: str) -> Iterator[str]:
    """The text of each chapter of a plan."""
    for path in workspace.plans[plan].chapters:
        source = workspace.texts.get(path)
        if source is not None:
            yield source.text


def cited_sources(workspace: Workspace, plan: str) -> list[Source]:
    """The sources that a plan's items, chapters, consultations, decisions and meetings name, in natural order."""
    own = [*plan_items(workspace, plan), *plan_events(workspace, plan)]
    named = {
        value
        for item in own
        for mark, value, _ in marked_values(item)
        if isinstance(mark, Ref) and Source.kind_name in mark.kinds
    }
    texts = [*chapter_texts(workspace, plan), *prose_of(own)]
    return [
        source
        for key, source in workspace.sources.items()
        if key in named or any(_is_named(key, text) for text in texts)
    ]


def _is_named(identifier: str, text: str) -> bool:
    return identifier in text and re.search(rf"(?<![\w-]){re.escape(identifier)}(?![\w-])", text) is not None


def prose_of(items: Iterable[Item]) -> Iterator[str]:
    """Every text that people wrote into the items."""
    for item in items:
        for mark, value, _ in marked_values(item):
            if mark is Mark.PROSE:
                yield value


def plan_events(workspace: Workspace, plan: str) -> list[Consultation | Meeting | Decision]:
    """Consultations and meetings about a plan, the decisions on it, and those that its process and chapters name."""
    item = workspace.plans[plan]
    texts = [*chapter_texts(workspace, plan), item.note or ""]
    steps = {step.evidence for step in item.process} | {version.decision for version in item.versions}
    consultations = [
        one for one in workspace.consultations.values() if (one.subject and one.subject.plan == plan) or one.id in steps
    ]
    meetings = [one for one in workspace.meetings.values() if plan in one.about or one.id in steps]
    decisions: Mapping[str, Decision] = {
        key: one
        for key, one in workspace.decisions.items()
        if (one.adopts and one.adopts.plan == plan) or key in steps or any(_is_named(key, text) for text in texts)
    }
    return [*consultations, *meetings, *decisions.values()]


def used_terms(terms: Iterable[Term], texts: Iterable[str]) -> list[Term]:
    """The terms that stand in the texts, whatever ending their words have; abbreviations as they are written."""
    whole = "\n".join(texts)
    return [term for term in terms if _pattern(term.term).search(whole)]


def _pattern(term: str) -> re.Pattern[str]:
    """How a term may stand in a text; what follows with a hyphen is an id, not a word."""
    if any(letter.isupper() for letter in term[1:]) or len(term) <= _LEAST_STEM:
        return re.compile(rf"(?<![\w-]){re.escape(term)}(?![\w]|-[\w])")
    stems = (re.escape(word[: _stem(word)]) + r"\w*" for word in _WORD.findall(term))
    return re.compile(r"(?<!\w)" + r"\W+".join(stems), re.IGNORECASE)


def _stem(word: str) -> int:
    return max(_LEAST_STEM, len(word) - max(1, round(len(word) * _ENDING)))

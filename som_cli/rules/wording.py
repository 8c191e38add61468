"""Wording (TXT04, 05, 07): words that can be checked, abbreviations that are explained, sentences that can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from som_cli.messages import msg
from som_cli.model.action import Action
from som_cli.model.entry import Item
from som_cli.model.plan import Objective, ObjectiveStatus
from som_cli.model.workspace import Workspace
from som_cli.rules.prose import (
    WORD,
    Chapter,
    chapters,
    matching_fields,
    phrase_hints,
    phrase_pattern,
    phrases,
    sentences,
)
from som_cli.rules.registry import Finding, rule
from som_cli.rules.scope import is_given_up

VAGUE, KNOWN, SUMMARIES = "vague-words", "abbreviations", "summary-names"
PROMISES = frozenset({"title", "description", "scope", "result"})
LONGEST_SENTENCE = 35
# FOG: 0.4 × (words per sentence + per cent of hard words); 12 is what a pupil of a secondary school reads with ease.
HIGHEST_FOG = 12
# Words of four syllables and more are hard in Polish (Pisarek); English counts three, and is judged mildly here.
HARD_SYLLABLES = 4
_VOWELS = re.compile(r"(?:i(?=[aeouąęóy]))?[aeiouyąęóäöüé]", re.IGNORECASE)
_ABBREVIATION = re.compile(r"(?<![\w./-])[A-ZĄĆĘŁŃÓŚŹŻ]{2,6}(?![\w/-])")
_ROMAN = re.compile(r"[IVXLC]+\Z")


@rule("TXT04", "I")
def vague_promise(workspace: Workspace) -> Iterator[Finding]:
    """An objective or an action promises with a word that cannot be measured, and has no measure either."""
    pattern = phrase_pattern(workspace.codelists, VAGUE)
    for item, path, found in matching_fields(
        workspace, pattern, (Objective, Action), phrase_hints(workspace.codelists, VAGUE)
    ):
        if path[0] in PROMISES and not _is_measured(item, workspace):
            message = msg("“{word}” says not how much, and nothing measures it", word=found[0])
            help_ = msg("say how much and by when, or add an indicator with a target")
            yield Finding(item, path, message, help_)


def _is_measured(item: Item, workspace: Workspace) -> bool:
    if isinstance(item, Action):
        return bool(item.outputs) or is_given_up(item, workspace)
    return isinstance(item, Objective) and (bool(item.indicators) or item.status is ObjectiveStatus.WITHDRAWN)


@rule("TXT05", "I")
def unexplained_abbreviation(workspace: Workspace) -> Iterator[Finding]:
    """A chapter uses an abbreviation that neither the glossary nor the text explains."""
    known = _known(workspace)
    seen: set[tuple[str, str]] = set()
    for chapter in chapters(workspace):
        for found in _ABBREVIATION.finditer(chapter.words):
            word, key = found[0], (chapter.plan.id, found[0])
            if key in seen or word.casefold() in known or _ROMAN.match(word) or _is_shouted(chapter, found):
                continue
            seen.add(key)
            if not _is_expanded(chapter.words, found):
                message = msg("“{word}” is explained neither here nor in the glossary", word=word)
                help_ = msg("write it out at its first use, or add it to `registry/glossary.yml`")
                span = chapter.finding_place(found.start(), found.end())
                yield Finding(chapter.plan, ("chapters",), message, help_, span=span)


def _known(workspace: Workspace) -> frozenset[str]:
    """Words that need no explanation: of the glossary, of titles and names, and what every reader knows."""
    names = [
        *phrases(workspace.codelists, KNOWN),
        *(word for key, term in workspace.terms.items() for word in (key, term.term)),
        *(plan.prefix for plan in workspace.plans.values()),
        *(fund.short or name for name, fund in workspace.funds.items()),
        *workspace.units,
        workspace.partnership.short,
        workspace.settings.currency,
        # Names of firms and bodies may be written in capitals.
        *(word for one in workspace.stakeholders.values() for word in WORD.findall(one.name)),
        *(word for one in workspace.members.values() for word in WORD.findall(one.name)),
    ]
    return frozenset(name.casefold() for name in names if name)


def _is_expanded(text: str, found: re.Match[str]) -> bool:
    """Whether the first use stands in brackets behind the words, or has them in brackets behind it."""
    before, after = text[: found.start()].rstrip(' „”"*_'), text[found.end() :].lstrip(' ”"*_')
    return before.endswith("(") or after.startswith(("(", "– ", "— "))


def _is_shouted(chapter: Chapter, found: re.Match[str]) -> bool:
    """Whether the whole line is in capitals: there a word of few letters is a word."""
    start = chapter.words.rfind("\n", 0, found.start()) + 1
    end = chapter.words.find("\n", found.end())
    letters = "".join(WORD.findall(chapter.words[start : end if end >= 0 else None]))
    return letters.isupper() and len(letters) > len(found[0])


@rule("TXT07", "I")
def hard_reading(workspace: Workspace) -> Iterator[Finding]:
    """A chapter has sentences of too many words, or a summary is harder to read than its readers can be asked."""
    summaries = phrase_pattern(workspace.codelists, SUMMARIES)
    help_ = msg("cut them in two, and put long lists under one another")
    for chapter in chapters(workspace):
        counted = [(start, len(text), WORD.findall(text)) for start, text in sentences(chapter.words)]
        long = [(len(words), start, length) for start, length, words in counted if len(words) > LONGEST_SENTENCE]
        if long:
            words, start, length = max(long, key=lambda one: (one[0], -one[1]))
            message = msg(
                "{count} sentence has more than {limit} words; the longest, {words}, begins here",
                plural="{count} sentences have more than {limit} words; the longest, {words}, begins here",
                count=len(long),
                limit=LONGEST_SENTENCE,
                words=words,
            )
            yield Finding(
                chapter.plan, ("chapters",), message, help_, span=chapter.finding_place(start, start + length)
            )
        if summaries.search(re.sub(r"[-_/.]", " ", chapter.source.path)):
            yield from _too_foggy(chapter, [words for _, _, words in counted if words])


def _too_foggy(chapter: Chapter, counted: list[list[str]]) -> Iterator[Finding]:
    words = [word for sentence in counted for word in sentence]
    if not words:
        return
    hard = sum(len(_VOWELS.findall(word)) >= HARD_SYLLABLES for word in words)
    fog = 0.4 * (len(words) / len(counted) + 100 * hard / len(words))
    if fog > HIGHEST_FOG:
        message = msg(
            "FOG index {fog} (limit {limit}): {words} words, {hard} of them hard, in {sentences} sentences",
            fog=f"{fog:.1f}",
            limit=HIGHEST_FOG,
            words=len(words),
            sentences=len(counted),
            hard=hard,
        )
        help_ = msg("use shorter sentences and everyday words")
        yield Finding(chapter.plan, ("chapters",), message, help_, span=chapter.finding_place(0, 1))

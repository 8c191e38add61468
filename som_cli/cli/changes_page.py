"""A comparison -> the page that the writers show: every sentence in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from som_cli.cli.comparison import Comparison
from som_cli.messages import Message, translate
from som_cli.review.changes import Change, Weight
from som_cli.review.effects import Effect
from som_cli.review.field_words import kind_word
from som_cli.review.gate import Refusal
from som_cli.review.sentences import is_quoted
from som_cli.review.weight_words import WEIGHT_WORDS
from som_cli.review.words import is_same_but_for_spaces
from som_cli.text.source import visible
from som_cli.writers.changes_page import ChangeRow, ChangesPage, EffectRow, RefusalRow, Run

_EXPLAINED = frozenset({Weight.WEAKENING, Weight.WEIGHTY})


def changes_page(
    found: Comparison, language: str, *, prefix: str = "", refused: Iterable[Refusal] | None = None
) -> ChangesPage:
    """The page; with `refused` what the gate stops."""
    speaker = _Speaker(language)
    plans = found.new.workspace.plans
    refusals = None
    if refused is not None:
        refusals = tuple(
            RefusalRow(speaker.change(one.change), speaker.say(one.message), speaker.say(one.help)) for one in refused
        )
    return ChangesPage(
        changes=tuple(speaker.change(one) for one in found.changes),
        effects=tuple(
            speaker.effect(one, plans[one.plan].prefix if one.plan in plans else one.plan) for one in found.effects
        ),
        came=found.came,
        went=found.went,
        old=found.old.name,
        new=found.new.name,
        language=language,
        weights={weight.value: speaker.say(WEIGHT_WORDS[weight]) for weight in Weight},
        prefix=prefix,
        unread=found.unread,
        refusals=refusals,
    )


def _is_long(change: Change) -> bool:
    """Whether a text is shown word by word: a short one stands in the sentence, and spaces are no words."""
    if not isinstance(change.old, str) or not isinstance(change.new, str):
        return False
    return not is_quoted(change.old, change.new) and not is_same_but_for_spaces(change.old, change.new)


class _Speaker:
    """Says changes and effects in one language, safe to print."""

    def __init__(self, language: str) -> None:
        self._language = language

    def say(self, message: Message | str) -> str:
        return visible(translate(message, self._language) if isinstance(message, Message) else message)

    def change(self, change: Change) -> ChangeRow:
        # The kind is said where an id and a title do not tell what the item is.
        is_told = change.title and change.item_kind != "chapter"
        kind = "" if is_told else f"{self.say(kind_word(change.item_kind))} "
        is_explained = change.weight in _EXPLAINED
        return ChangeRow(
            item=change.item,
            heading=visible(f"{kind}{change.item} {change.title}".strip()),
            field=change.field,
            kind=change.kind.value,
            weight=change.weight.value,
            old=change.old,
            new=change.new,
            path=change.path,
            line=change.line,
            message=self.say(change.message),
            why=visible(" ".join(change.justification.split())) if is_explained else "",
            words=tuple(Run(word.sign, word.text) for word in change.words) if _is_long(change) else (),
            is_derived=change.is_derived,
        )

    def effect(self, effect: Effect, name: str) -> EffectRow:
        return EffectRow(
            plan=effect.plan,
            name=name,
            subject=effect.subject,
            measure=effect.measure,
            weight=effect.weight.value,
            old=effect.old,
            new=effect.new,
            message=self.say(effect.message),
        )

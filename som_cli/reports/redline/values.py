"""The old and the new value of a change -> the words of its two cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from som_cli.document import blocks as b
from som_cli.messages import Message, translate
from som_cli.model.values import parse_date, parse_number
from som_cli.reports.wording import NOT_GIVEN, Wording, Words, one_a_line
from som_cli.review.changes import Change, ChangeKind, Value, Word
from som_cli.review.code_words import CODE_WORDS
from som_cli.review.field_words import field_word

# So much of a text that stayed is shown at each side of a change; of one value, so much in all.
_CONTEXT = 45
_LONGEST = 400
_WENT, _CAME = "-", "+"
_GAP = " […] "


def old_cell(wording: Wording, change: Change) -> Words:
    """What was; an en dash where there was nothing."""
    return _cell(wording, change, change.old, _WENT)


def new_cell(wording: Wording, change: Change) -> Words:
    """What is."""
    return _cell(wording, change, change.new, _CAME)


def said(wording: Wording, message: Message | str) -> str:
    """A message as documents of this language say it."""
    text = translate(message, wording.edition.language) if isinstance(message, Message) else message
    return wording.prose(text)


def _cell(wording: Wording, change: Change, value: Value, sign: str) -> Words:
    if value is None:
        return [NOT_GIVEN]
    if change.words:
        return _text(wording, change.words, sign)
    if not change.steps and change.kind in {ChangeKind.ADDED, ChangeKind.REMOVED}:
        return [wording.prose(change.title) if change.title else wording.label("redline.whole")]
    if not change.steps and isinstance(value, str):
        return [b.code(value)]
    return _value(wording, value)


def _text(wording: Wording, words: Sequence[Word], sign: str) -> Words:
    """A text with what went (or came) in bold; long passages that stayed are cut in the middle."""
    parts: Words = []
    kept = [word for word in words if word.sign in {" ", sign}]
    for index, word in enumerate(kept):
        if word.sign == sign:
            parts += _spaced(word.text[:_LONGEST], lambda text: b.strong(wording.prose(text)))
        else:
            shown = _shortened(word.text, is_first=index == 0, is_last=index == len(kept) - 1)
            parts += _spaced(shown, wording.prose)
    return parts or [NOT_GIVEN]


def _spaced(text: str, put: Callable[[str], b.Inline | str]) -> Words:
    """A piece of a text with the spaces at its ends, which typography would take for blunders."""
    words = text.strip()
    if not words:
        return [" "]
    return [*([" "] if text[:1].isspace() else []), put(words), *([" "] if text[-1:].isspace() else [])]


def _shortened(text: str, *, is_first: bool, is_last: bool) -> str:
    """The ends of a passage that lie beside a change."""
    if len(text) <= 2 * _CONTEXT + len(_GAP):
        return text
    before = "" if is_first else text[:_CONTEXT].rpartition(" ")[0]
    after = "" if is_last else text[-_CONTEXT:].partition(" ")[2]
    return f"{before}{_GAP}{after}"


def _value(wording: Wording, value: Value) -> Words:
    if isinstance(value, str):
        return [_scalar(wording, value)]
    if isinstance(value, dict):
        return one_a_line([_field(wording, key, inner) for key, inner in value.items() if inner is not None])
    if isinstance(value, list):
        return one_a_line([_value(wording, inner) for inner in value])
    return [NOT_GIVEN]


def _field(wording: Wording, key: str, value: Value) -> Words:
    return [f"{said(wording, field_word((key,)))}: ", *_inner(wording, value)]


def _inner(wording: Wording, value: Value) -> Words:
    """A value inside another stays on its line."""
    if isinstance(value, list):
        return _listed([_inner(wording, one) for one in value])
    if isinstance(value, dict):
        return _listed([_inner(wording, one) for one in value.values() if one is not None])
    return _value(wording, value)


def _listed(parts: Sequence[Words]) -> Words:
    return [word for index, part in enumerate(parts) for word in (*([", "] if index else []), *part)] or [NOT_GIVEN]


def _scalar(wording: Wording, value: str) -> b.Inline | str:
    """A number, a date, an id with what it names, a word of a list, or a text as it stands."""
    number = parse_number(value)
    if number is not None:
        return value if _is_year(value) else wording.edition.formatter.number(number, _decimals(number))
    date = parse_date(value)
    if date is not None:
        return wording.short_date(date)
    name = wording.workspace.actor_name(value)
    if name != value:
        return wording.prose(name)
    if value in wording.workspace.by_id:
        return f"{value} ({wording.title(value)})"
    if value in CODE_WORDS:
        return said(wording, CODE_WORDS[value])
    return wording.prose(value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…")


def _is_year(value: str) -> bool:
    return len(value) == len("2000") and value.isdigit()


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0

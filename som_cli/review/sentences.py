"""A difference -> the sentence that says it, where no field asks for words of its own."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from som_cli.messages import Message, msg
from som_cli.model.values import PartialDate, parse_date, parse_number
from som_cli.review.changes import ChangeKind
from som_cli.review.entry_names import entry_name
from som_cli.review.field_words import field_word
from som_cli.review.fields import Difference
from som_cli.review.said import said
from som_cli.review.scene import Scene
from som_cli.review.spoken import joined, one_line, time_between
from som_cli.review.structure import Form
from som_cli.review.words import is_same_but_for_spaces

# From how many words on a text is compared word by word instead of being quoted.
_QUOTED = 8


def sentence(difference: Difference, scene: Scene) -> Message:
    """What happened to the field, led by the names of the list entries that it stands in."""
    is_entry = difference.steps[-1].startswith("[")
    return within(difference, _core(difference, scene), scene, len(difference.entries) - is_entry)


def within(difference: Difference, what: Message, scene: Scene, count: int | None = None) -> Message:
    """A sentence led by the names of the list entries around the field (of the first `count`): `IND-KM: …`."""
    names = [entry_name(entry, scene) for entry in difference.entries[:count]]
    return msg("{place}: {what}", place=joined(names), what=what) if names else what


def _core(difference: Difference, scene: Scene) -> Message:
    old, new, word = (
        difference.old,
        difference.new,
        field_word(difference.keys or [entry.label for entry in difference.entries]),
    )
    said_old, said_new = (None if one is None else said(difference.field, one, scene) for one in (old, new))
    if difference.kind is ChangeKind.ADDED:
        return msg("{field} added: {value}", field=word, value=said_new)
    if difference.kind is ChangeKind.REMOVED:
        return msg("{field} removed: {value}", field=word, value=said_old)
    if difference.kind is ChangeKind.RENAMED:
        return msg(
            "{field}: follows the new id {new}", field=word, new=", ".join(new) if isinstance(new, list) else new
        )
    if difference.kind is ChangeKind.MOVED or difference.field.form is Form.SCALARS:
        return _list_change(difference, scene)
    if is_text(difference):
        return text_change(word, old, new)
    return msg("{field}: {old} → {new}", field=word, old=said_old, new=said_new)


def is_quoted(old: str, new: str) -> bool:
    """Whether two texts are so short that a sentence quotes them."""
    return max(len(old.split()), len(new.split())) <= _QUOTED


def text_change(word: Message | str, old: str, new: str) -> Message:
    """A text that changed; short ones are quoted."""
    if is_same_but_for_spaces(old, new):
        return msg("{field}: only spaces and line ends changed", field=word)
    if is_quoted(old, new):
        return msg("{field}: “{old}” → “{new}”", field=word, old=one_line(old), new=one_line(new))
    return msg("{field}: text changed", field=word)


def said_of_move(old: str, new: str, *, is_same: bool) -> Message:
    """A file that got another name."""
    if is_same:
        return msg("moved to another file, nothing else changed: {old} → {new}", old=old, new=new)
    return msg("moved to another file: {old} → {new}", old=old, new=new)


def is_text(difference: Difference) -> bool:
    """Whether a difference is one between two texts for people to read."""
    is_both = isinstance(difference.old, str) and isinstance(difference.new, str)
    return is_both and difference.field.is_prose and difference.kind is ChangeKind.CHANGED


def date_change(difference: Difference, word: Message | str) -> Message | None:
    """`end 2 years later: 2018 → 2020`; None where one of the dates is not known or neither is later."""
    old, new = known_date(difference.old), known_date(difference.new)
    if old is None or new is None or old.last == new.last:
        return None
    count, unit = time_between(old, new)
    is_later = count > 0
    given: dict[str, Any] = {"field": word, "count": abs(count), "old": old.text, "new": new.text}
    return _LATER[unit](given) if is_later else _EARLIER[unit](given)


_LATER = {
    "year": lambda given: msg(
        "{field} {count} year later: {old} → {new}", plural="{field} {count} years later: {old} → {new}", **given
    ),
    "month": lambda given: msg(
        "{field} {count} month later: {old} → {new}", plural="{field} {count} months later: {old} → {new}", **given
    ),
    "day": lambda given: msg(
        "{field} {count} day later: {old} → {new}", plural="{field} {count} days later: {old} → {new}", **given
    ),
}
_EARLIER = {
    "year": lambda given: msg(
        "{field} {count} year earlier: {old} → {new}", plural="{field} {count} years earlier: {old} → {new}", **given
    ),
    "month": lambda given: msg(
        "{field} {count} month earlier: {old} → {new}", plural="{field} {count} months earlier: {old} → {new}", **given
    ),
    "day": lambda given: msg(
        "{field} {count} day earlier: {old} → {new}", plural="{field} {count} days earlier: {old} → {new}", **given
    ),
}


def known_date(value: Any) -> PartialDate | None:
    """The date that a text says, or None for `unknown` and for what is no date."""
    date = parse_date(value) if isinstance(value, str) else None
    return date if date is not None and date.is_known else None


def known_number(value: Any) -> Decimal | None:
    """The number that a text says."""
    return parse_number(value) if isinstance(value, str) else None


def _list_change(difference: Difference, scene: Scene) -> Message:
    word = field_word(difference.keys)
    came = [one for one in difference.new if one not in difference.old]
    went = [one for one in difference.old if one not in difference.new]
    parts: dict[str, Any] = {
        "field": word,
        "came": said(difference.field, came, scene),
        "went": said(difference.field, went, scene),
    }
    if came and went:
        return msg("{field}: added {came}; removed {went}", **parts)
    if came:
        return msg("{field}: added {came}", field=word, came=parts["came"])
    if went:
        return msg("{field}: removed {went}", field=word, went=parts["went"])
    return msg("{field}: the list is in another order", field=word)

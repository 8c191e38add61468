"""English messages -> the reader's language."""

from __future__ import annotations

import gettext
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

DOMAIN = "som"
SOURCE_LANGUAGE = "en"
LOCALE_FOLDER = Path(__file__).parent / "locale"


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence as data: the English text with `{name}` places, and what stands in them.

    `plural` is the English plural; the form is chosen by the parameter `count`. A parameter may itself be a Message.
    """

    text: str
    params: Mapping[str, object] = field(default_factory=dict)
    plural: str | None = None

    def __str__(self) -> str:
        return translate(self, SOURCE_LANGUAGE)


class Codes(str):
    """Names set between backticks by us: in a value of any other kind a backtick is the value's own."""

    __slots__ = ()


def codes(names: Iterable[str]) -> Codes:
    """Names of keys or steps, as a message lists them."""
    return Codes(", ".join(f"`{name}`" for name in names))


def msg(text: str, /, plural: str | None = None, **params: object) -> Message:
    """A message of the catalogue: the extractor collects the literal texts of every call."""
    return Message(text, params, plural)


def mark_text(text: str) -> str:
    """Marks a text for the catalogue where no Message is wanted (help of options, summaries of rules)."""
    return text


def translate(message: Message, language: str) -> str:
    """The message in `language` (a code such as `pl`); a text that the catalogue lacks stays English."""
    catalogue = _catalogue(language)
    if message.plural is None:
        pattern = catalogue.gettext(message.text)
    else:
        count = message.params["count"]
        if not isinstance(count, int):
            raise TypeError(message.text)
        pattern = catalogue.ngettext(message.text, message.plural, count)
    shown = {
        name: translate(value, language) if isinstance(value, Message) else value
        for name, value in message.params.items()
    }
    return pattern.format_map(shown)


def translate_text(text: str, language: str) -> str:
    """A text marked with `mark_text`, in `language`."""
    return _catalogue(language).gettext(text) if text else ""


def languages() -> tuple[str, ...]:
    """The languages that messages can be shown in."""
    return (SOURCE_LANGUAGE, *sorted(path.name for path in LOCALE_FOLDER.iterdir() if path.is_dir()))


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == SOURCE_LANGUAGE:
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, str(LOCALE_FOLDER), [language], fallback=True)

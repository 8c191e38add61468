"""Label texts of one language -> the words that documents print around their data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from som_cli.document.formatting import Formatter

_PLACE = re.compile(r"\{([a-z_]+)\}")


class MissingLabelError(LookupError):
    """A document asks for a label that the label file lacks; `key` names it."""

    def __init__(self, key: str, language: str) -> None:
        super().__init__(f"the labels of the language {language!r} lack {key!r}")
        self.key = key
        self.language = language


@dataclass(frozen=True, slots=True)
class Labels:
    """Words by key. `{name}` in a text is a place for a value; nothing else in it is special."""

    texts: Mapping[str, str]
    formatter: Formatter

    def __call__(self, key: str, **values: str) -> str:
        """The text under `key`. Raises MissingLabelError for an absent key, LookupError for a place without a value."""
        text = self.texts.get(key)
        if text is None:
            raise MissingLabelError(key, self.formatter.language)
        return _PLACE.sub(lambda place: values[place[1]], text)

    def plural(self, key: str, count: int, **values: str) -> str:
        """The form for a count: `key.one`, `key.few`, `key.many` or `key.other`; `{count}` stands for the number."""
        form = f"{key}.{self.formatter.plural(count)}"
        return self(form, count=self.formatter.number(count), **values)

    def group(self, prefix: str) -> dict[str, str]:
        """The labels under `prefix.`, without it: a code list, or the words that a writer prints itself."""
        start = f"{prefix}."
        return {key.removeprefix(start): text for key, text in self.texts.items() if key.startswith(start)}


def load_labels(tree: Mapping[str, object], language: str) -> Labels:
    """Labels from a parsed label file: texts under keys, nested as deep as its author likes (`action: {one: …}`)."""
    return Labels(_flattened(tree, ""), Formatter(language))


def _flattened(tree: Mapping[str, object], prefix: str) -> dict[str, str]:
    texts: dict[str, str] = {}
    for key, value in tree.items():
        if isinstance(value, Mapping):
            texts |= _flattened(value, f"{prefix}{key}.")
        elif isinstance(value, str):
            texts[f"{prefix}{key}"] = value
        else:
            raise ValueError(f"the label {prefix}{key!s} is not a text")  # noqa: TRY004 - wrong content of a file
    return texts

"""Text -> text that a Word file can hold: no control characters, breakable long words, safe bookmark names."""

from __future__ import annotations

import hashlib
import locale
import re

from som_cli.text import source

# Characters that no XML file holds, beside those that no source file may hold.
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
ZERO_WIDTH_SPACE = "\u200b"
# Longer words get places to break. Ids are shorter, so that finding and copying them in Word works.
_LONG_WORD = 24
_CHUNK = 12
_BOOKMARK_LENGTH = 40


def visible(value: str) -> str:
    """The text with every control and bidirectional character written out, such as `[U+001B]`."""
    return _NOT_XML.sub(lambda match: f"[U+{ord(match.group()):04X}]", source.visible(value))


def breakable(word: str) -> str:
    """The word with zero-width spaces where it may break, when it is too long for a narrow cell."""
    if len(word) <= _LONG_WORD:
        return word
    pieces = re.findall(r"[^-/_.@]*[-/_.@]+|[^-/_.@]+", word)
    return ZERO_WIDTH_SPACE.join(chunk for piece in pieces for chunk in _chunks(piece))


def _chunks(piece: str) -> list[str]:
    if len(piece) <= _LONG_WORD:
        return [piece]
    return [piece[start : start + _CHUNK] for start in range(0, len(piece), _CHUNK)]


def bookmark_names(identifiers: list[str]) -> dict[str, str]:
    """Identifier -> Word's name for it: letters, digits and underscores, at most 40, unique whatever the case."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for identifier in dict.fromkeys(identifiers):
        name = "r_" + re.sub(r"\W", "_", identifier)
        if len(name) > _BOOKMARK_LENGTH or name.lower() in taken:
            digest = hashlib.sha256(identifier.encode("utf-8", "surrogatepass")).hexdigest()[:10]
            name = f"{name[: _BOOKMARK_LENGTH - 11]}_{digest}"
        taken.add(name.lower())
        names[identifier] = name
    return names


def full_language(language: str) -> str:
    """The language with its region (`pl` -> `pl-PL`), which Word needs to check spelling and to hyphenate."""
    if "-" in language or "_" in language:
        return language.replace("_", "-")
    return locale.normalize(language).partition(".")[0].replace("_", "-")

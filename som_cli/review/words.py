"""Two texts -> the words that stayed, came and went."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from som_cli.review.changes import Word

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
# Beyond this many pairs of words a passage counts as written anew: nobody reads such a comparison.
_LARGEST = 4_000_000
_STAYED, _CAME, _WENT = " ", "+", "-"


def compare_words(old: str, new: str) -> tuple[Word, ...]:
    """Runs of words in the order of reading, what went before what came in its place.

    What stayed and what came is the new text, what stayed and what went the old one. The comparison of (new, old) is
    this one with the signs exchanged.
    """
    if new < old:
        swapped = {_CAME: _WENT, _WENT: _CAME, _STAYED: _STAYED}
        return _ordered(Word(swapped[word.sign], word.text) for word in compare_words(new, old))
    return _ordered(_by_line(_LINE.findall(old), _LINE.findall(new)))


def is_same_but_for_spaces(old: str, new: str) -> bool:
    """Whether two texts differ in spaces and line ends only."""
    return old.split() == new.split()


def _by_line(old: Sequence[str], new: Sequence[str]) -> Iterator[Word]:
    for name, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        before, after = "".join(old[a:b]), "".join(new[c:d])
        if name == "equal":
            yield Word(_STAYED, before)
        elif name == "replace":
            yield from _by_word(_TOKEN.findall(before), _TOKEN.findall(after))
        else:
            yield Word(_WENT, before)
            yield Word(_CAME, after)


def _by_word(old: Sequence[str], new: Sequence[str]) -> Iterator[Word]:
    if len(old) * len(new) > _LARGEST:
        yield Word(_WENT, "".join(old))
        yield Word(_CAME, "".join(new))
        return
    for name, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if name == "equal":
            yield Word(_STAYED, "".join(old[a:b]))
        else:
            yield Word(_WENT, "".join(old[a:b]))
            yield Word(_CAME, "".join(new[c:d]))


def _ordered(words: Iterable[Word]) -> tuple[Word, ...]:
    """Runs between two stretches that stayed, gathered: first all that went, then all that came."""
    found = []
    for stayed, run in groupby((word for word in words if word.text), key=lambda word: word.sign == _STAYED):
        parts = list(run)
        for sign in (_STAYED,) if stayed else (_WENT, _CAME):
            text = "".join(word.text for word in parts if word.sign == sign)
            if text:
                found.append(Word(sign, text))
    return tuple(found)

"""A word that was not found -> the one that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from som_cli.messages import Message, msg

_SHOWN = 12
_ALIKE = 0.6


def nearest(word: str, options: Iterable[str], likeness: float = _ALIKE) -> str | None:
    """The option most like the word (case ignored), or None when none is near. The likeness of one to itself is 1."""
    by_folded = {option.casefold(): option for option in options}
    found = get_close_matches(word.casefold(), by_folded, n=1, cutoff=likeness)
    return by_folded[found[0]] if found else None


def suggestion(word: str, options: Iterable[str]) -> Message:
    """Help that names the nearest option and the allowed ones (the first few of a long list)."""
    allowed = list(options)
    shown = ", ".join(allowed[:_SHOWN]) + (", …" if len(allowed) > _SHOWN else "")
    meant = nearest(word, allowed)
    if meant is None:
        return msg("allowed: {allowed}", allowed=shown)
    return msg("did you mean `{meant}`? allowed: {allowed}", meant=meant, allowed=shown)

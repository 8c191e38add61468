"""Two lists of entries -> which entry is which, by natural keys and never by place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from som_cli.model.natural_keys import KEYS
from som_cli.review.structure import default_text

# What finds no partner by its natural key finds one by these: a budget line whose stage or year has changed is the same
# line, a target whose year was moved the same target.
_MONEY = (("source", "payer", "kind", "stage"), ("year", "from", "to", "source"), ("year", "from", "to", "payer"))
_LOOSER: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "channels": (("kind",),),
    "codes": (("scheme",),),
    "external": (("scheme",),),
    "higher": (("document",),),
    "lines": _MONEY,
    "membership": (("to",), ()),
    "outputs": (("indicator",),),
    "spent": _MONEY,
    "steps": (("due",),),
    "targets": (("kind",),),
    "wpf": (("member",),),
}
# Lists whose order says nothing: `som fmt` sorts some of them.
UNORDERED = frozenset({"actions", "lines", "observations", "population", "spent", "waivers"})
_LABEL_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Pair:
    """What an entry is called on both sides, and its place in the old and in the new list; None where it is not."""

    label: str
    old: int | None
    new: int | None


def match_entries(
    name: str, cls: Any, old: Sequence[Any], new: Sequence[Any], renames: Mapping[str, str]
) -> tuple[Pair, ...]:
    """All entries of the two lists under a key, each once. What is found for (old, new) is found for (new, old) too."""
    levels = _levels(name)
    names = _Names()
    left, right = dict(enumerate(old)), dict(enumerate(new))
    pairs = []
    # Entries that are wholly alike come first, so that of two with one key the untouched one is not called changed.
    for level in (None, *levels):
        groups: dict[tuple[str, ...], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for side, entries in enumerate((left, right)):
            for index, entry in entries.items():
                key = (repr(_settled(entry)),) if level is None else _key(cls, level, entry, renames)
                groups[key][side].append(index)
        for before, after in groups.values():
            for one, other in zip(before, after, strict=False):
                label = names.take(_key(cls, levels[0] if level is None else level, old[one], renames))
                pairs.append(Pair(label, one, other))
                del left[one], right[other]
    # Names are given in the order of the keys, not first to what went: the other way round they must be the same.
    alone: list[tuple[tuple[str, ...], int | None, int | None]] = [
        (_key(cls, levels[0], entry, renames), index, None) for index, entry in left.items()
    ]
    alone += [(_key(cls, levels[0], entry, renames), None, index) for index, entry in right.items()]
    alone.sort(key=lambda found: (found[0], found[1] or 0, found[2] or 0))
    pairs += [Pair(names.take(key), one, other) for key, one, other in alone]
    return tuple(pairs)


def _levels(name: str) -> tuple[tuple[str, ...], ...]:
    """The keys of a list's entries, the strictest first."""
    key = KEYS[name]
    return tuple(dict.fromkeys(((*key.fields, *key.further), key.fields, *_LOOSER.get(name, ()))))


def _key(cls: Any, level: Sequence[str], entry: Mapping[str, Any], renames: Mapping[str, str]) -> tuple[str, ...]:
    """What an entry is known by: the texts of its key fields, ids as they are called now."""
    texts = (str(entry.get(name) or default_text(cls, name)).strip() for name in level)
    return tuple(renames.get(text, text) for text in texts)


class _Names:
    """Gives each entry of a list a name of its own."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()

    def take(self, key: Sequence[str]) -> str:
        text = " ".join(" ".join(key).split()) or "-"
        short = text if len(text) <= _LABEL_LENGTH else f"{text[: _LABEL_LENGTH - 1]}…"
        self._taken[short] += 1
        count = self._taken[short]
        return f"[{short}]" if count == 1 else f"[{short} #{count}]"


def _settled(value: Any) -> Any:
    """A value in which the order of keys means nothing."""
    if isinstance(value, dict):
        return sorted((key, _settled(inner)) for key, inner in value.items() if inner is not None)
    return [_settled(inner) for inner in value] if isinstance(value, list) else value

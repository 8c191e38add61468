"""Entries of a list in an item -> what tells each from the others, whatever its place in the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class NaturalKey:
    """The fields that an entry is known by, and the `further` ones that matter only where two share the first."""

    fields: tuple[str, ...]
    further: tuple[str, ...] = ()


_MONEY = NaturalKey(("year", "from", "to", "source", "payer"), ("kind", "stage", "version", "currency"))
_POINT = NaturalKey(("text",))

# By the name of the list: one name means one kind of entry wherever it stands, as far as keys go.
KEYS: Mapping[str, NaturalKey] = MappingProxyType(
    {
        "actions": NaturalKey(("action",)),
        "breaks": NaturalKey(("period",)),
        "channels": NaturalKey(("kind", "date"), ("place", "url")),
        "codes": NaturalKey(("scheme", "code"), ("from",)),
        "contributes": NaturalKey(("to",)),
        "evaluation": NaturalKey(("kind",), ("date",)),
        "external": NaturalKey(("scheme", "code")),
        "higher": NaturalKey(("title",), ("document",)),
        "indicators": NaturalKey(("ref",)),
        "lines": _MONEY,
        "membership": NaturalKey(("from",)),
        "objections": NaturalKey(("member",), ("why",)),
        "observations": NaturalKey(("indicator", "period", "area"), ("status",)),
        "opportunities": _POINT,
        "outputs": NaturalKey(("indicator", "period")),
        "population": NaturalKey(("date",), ("source",)),
        "process": NaturalKey(("procedure", "step"), ("date",)),
        "risks": NaturalKey(("id",)),
        "segments": NaturalKey(("id",)),
        "spent": _MONEY,
        "stated_sums": NaturalKey(("year", "fund", "payer"), ("source",)),
        "steps": NaturalKey(("what",), ("due",)),
        "strengths": _POINT,
        "targets": NaturalKey(("period",), ("kind",)),
        "threats": _POINT,
        "versions": NaturalKey(("version",)),
        "waivers": NaturalKey(("rule",), ("with", "about")),
        "weaknesses": _POINT,
        "wpf": NaturalKey(("member", "item"), ("from", "to")),
    }
)
# Lists of plain values that mean one thing together: coordinates.
WHOLE = frozenset({"bbox", "position"})
# Lists of plain values in which the order says something: two changes of one place do not go together.
ORDERED = frozenset({"chapters", "languages", "steps", "stops"})


def entry_names(field: str, *versions: Sequence[Any]) -> tuple[tuple[str, ...], ...]:
    """A name for every entry of one list in each of its versions: unique in a version, the same in all for an entry.

    A name is made of the natural key (`2017 eu-fund town`); further fields are added where the first ones name two
    entries of any version, and at last a number (`#2`). Values that are no mappings are named by themselves.
    """
    first = [[_name(field, value) for value in version] for version in versions]
    shared = {name for names in first for name, count in Counter(names).items() if count > 1}
    return tuple(
        _numbered(
            [
                _name(field, value, is_full=True) if name in shared else name
                for name, value in zip(names, version, strict=True)
            ]
        )
        for names, version in zip(first, versions, strict=True)
    )


def full_names(field: str, entries: Sequence[Any]) -> tuple[str, ...]:
    """Names from all fields of the natural key: what stands beside an entry does not change them."""
    return _numbered([_name(field, value, is_full=True) for value in entries])


def key_fields(field: str, entry: Any) -> frozenset[str]:
    """The fields of an entry that its full name is made of."""
    key = KEYS.get(field)
    if not isinstance(entry, Mapping):
        return frozenset()
    known = (*key.fields, *key.further) if key else ("id",)
    return frozenset(name for name in known if _text(entry.get(name)))


def _name(field: str, value: Any, *, is_full: bool = False) -> str:
    if not isinstance(value, Mapping):
        return _plain(value)
    key = KEYS.get(field) or NaturalKey(("id",))
    names = (*key.fields, *key.further) if is_full else key.fields
    parts = [text for name in names if (text := _text(value.get(name)))]
    return " ".join(parts) or _plain(value)


def _plain(value: Any) -> str:
    return _text(value) or repr(value)


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _numbered(names: Sequence[str]) -> tuple[str, ...]:
    seen: Counter[str] = Counter()
    numbered = []
    for name in names:
        seen[name] += 1
        numbered.append(name if seen[name] == 1 else f"{name} #{seen[name]}")
    return tuple(numbered)

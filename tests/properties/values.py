"""Types of fields -> hypothesis strategies for what may stand there, as it is written."""

from __future__ import annotations

import dataclasses
import types
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from hypothesis import strategies as st

from som_cli.model.entity import Record, field_types
from som_cli.model.entry import DataPath, Entry, InList, Mark, Origin, Pattern, Ref
from som_cli.model.values import PartialDate
from som_cli.text.source import FORBIDDEN
from tests.properties.blocks import Value
from tests.properties.vocabulary import (
    ABSENT,
    CODES,
    DATES,
    IDS,
    INTEGERS,
    KEYS,
    NAMED,
    NUMBERS,
    OTHER_KEYS,
    PATHS,
    TEXTS,
)

# How many of its optional fields an item, and an entry in it, gets at most; how many entries a list gets.
FIELDS, FIELDS_INSIDE, LENGTH = 9, 4, 3
COMMON = [spec.name for spec in dataclasses.fields(Entry)]


def is_allowed(text: str) -> bool:
    return bool(text) and not FORBIDDEN.search(text)


LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cn", "Co", "Cc"))
ODD = st.text(LETTERS, min_size=1, max_size=8).map(lambda text: unicodedata.normalize("NFC", text)).filter(is_allowed)
TEXT = st.one_of(
    st.sampled_from([unicodedata.normalize("NFC", text) for text in TEXTS]),
    st.lists(st.sampled_from(TEXTS), min_size=2, max_size=3).map(
        lambda parts: unicodedata.normalize("NFC", " ".join(parts))
    ),
    ODD,
)
NUMBER = st.one_of(
    st.sampled_from(NUMBERS),
    st.decimals("-1000", "5000000", places=2)
    .map(lambda number: format(number, "f"))
    .filter(lambda text: text != "-0.00"),
)
PLAIN: Mapping[Any, st.SearchStrategy[Any]] = {
    bool: st.sampled_from(["true", "false"]),
    int: st.sampled_from(INTEGERS),
    Decimal: NUMBER,
    PartialDate: st.sampled_from(DATES),
    DataPath: st.sampled_from(PATHS),
}


def values(hint: Any, name: str) -> st.SearchStrategy[Any]:  # noqa: PLR0911 - one return a type
    """The values that a field of a type may hold, as they are written."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _marked(hint, name)
    if origin in (Union, types.UnionType):
        return values(next(part for part in arguments if part is not type(None)), name)
    if origin is tuple:
        return st.lists(values(arguments[0], name), max_size=LENGTH)
    if origin is Mapping:
        keys = st.sampled_from(KEYS.get(name, OTHER_KEYS))
        return st.dictionaries(keys, values(arguments[1], name), max_size=LENGTH)
    if hint is str:
        return st.one_of(st.sampled_from(NAMED[name]), TEXT) if name in NAMED else TEXT
    if hint in PLAIN:
        return PLAIN[hint]
    if issubclass(hint, StrEnum):
        return st.sampled_from([member.value for member in hint])
    return st.deferred(lambda: records(hint, FIELDS_INSIDE))


def _marked(hint: Any, name: str) -> st.SearchStrategy[Any]:
    for mark in hint.__metadata__:
        if isinstance(mark, Ref):
            ids = [one for kind in mark.kinds for one in IDS[kind]]
            return st.sampled_from([*ids, ABSENT, *(["unknown"] if mark.or_unknown else [])])
        if isinstance(mark, InList):
            return st.sampled_from(CODES[mark.name])
        if mark is Mark.PATH:
            return PLAIN[DataPath]
        if isinstance(mark, Pattern):
            return _of_form(mark, name)
    return TEXT


def _of_form(mark: Pattern, name: str) -> st.SearchStrategy[str]:
    """Texts of a form: digests, prefixes, and the ids of what stands inside items (segments and risks)."""
    if "{64}" in mark.expression:
        return st.just(mark.expression.partition("[")[0] + "0" * 64)
    if name == "prefix":
        return st.sampled_from(["STR", "TR", "AB"])
    if name in NAMED:
        return st.sampled_from(NAMED[name])
    return st.sampled_from([*IDS["segment"], *IDS["risk"]])


@cache
def records(cls: type[Record], count: int, *natural: str) -> st.SearchStrategy[dict[str, Value]]:
    """What a mapping may hold that is read as an instance of a class; `natural` fields are no keys of it."""
    hints = field_types(cls)
    required: dict[str, st.SearchStrategy[Any]] = {}
    optional: dict[str, st.SearchStrategy[Any]] = {}
    for spec in dataclasses.fields(cls):  # type: ignore[arg-type]
        key = spec.name.rstrip("_")
        if key in natural or hints[spec.name] is Origin:
            continue
        has_default = spec.default is not dataclasses.MISSING or spec.default_factory is not dataclasses.MISSING
        if has_default:
            optional[key] = values(hints[spec.name], key)
        else:
            required[key] = values(hints[spec.name], key).filter(bool)
    return _record(required, optional, min(count, len(optional)))


@st.composite
def _record(
    draw: st.DrawFn,
    required: Mapping[str, st.SearchStrategy[Any]],
    optional: Mapping[str, st.SearchStrategy[Any]],
    count: int,
) -> dict[str, Value]:
    """Fields that any entry may carry come seldom: else they would crowd out what an item says."""
    rare = [key for key in optional if key in COMMON]
    own = [key for key in optional if key not in COMMON]
    chosen = draw(st.lists(st.sampled_from(own), unique=True, max_size=count)) if own else []
    if rare and draw(st.integers(0, 3)) == 0:
        chosen = [*chosen, *draw(st.lists(st.sampled_from(rare), unique=True, max_size=2))]
    made = {key: draw(strategy) for key, strategy in required.items()}
    return made | {key: draw(optional[key]) for key in chosen}

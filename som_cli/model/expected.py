"""The type of a field -> words that show how its value is written."""

from __future__ import annotations

import types
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin

from som_cli.messages import Message, msg
from som_cli.model.entry import InList
from som_cli.text.source import read_source
from som_cli.text.yaml_reader import parse_yaml

DEFAULTS = Path(__file__).parent / "codelists"
_SHOWN = 12


def how_to_write(key: str, hint: Any) -> Message:
    """How a missing value is written: with what is allowed, where that is a closed list or a code list."""
    found = _closed(hint)
    if isinstance(found, InList):
        codes = default_codes(found.name)
        if codes:
            return msg(
                "write `{key}: …`, a code of the list `{list}`; ours holds {codes}",
                key=key,
                list=found.name,
                codes=_few(codes),
            )
        return msg("write `{key}: …`, a code of the list `{list}`", key=key, list=found.name)
    if found is not None:
        return msg("write `{key}: …`, one of: {options}", key=key, options=_few(one.value for one in found))
    return msg("write `{key}: …`", key=key)


def as_mapping(key: str | int, names: Iterable[str]) -> Message | None:
    """How a mapping with these keys is written, in a list or under its own key; None where no key is known."""
    inner = ", ".join(f"{name}: …" for name in names)
    if not inner:
        return None
    return msg("write `{example}`", example=f"- {{{inner}}}" if isinstance(key, int) else f"{key}: {{{inner}}}")


@cache
def default_codes(name: str) -> tuple[str, ...]:
    """The codes of our own list of a name; none where we have no such list."""
    path = DEFAULTS / f"{name}.yml"
    source = read_source(path.name, path.read_bytes())[0] if path.is_file() else None
    root = parse_yaml(source)[0] if source is not None else None
    return tuple(root) if isinstance(root, dict) else ()


def _closed(hint: Any) -> InList | type[StrEnum] | None:
    """The list that a value of this type is from."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        listed = next((mark for mark in hint.__metadata__ if isinstance(mark, InList)), None)
        return listed or _closed(arguments[0])
    if origin in (Union, types.UnionType):
        return next((found for part in arguments if (found := _closed(part))), None)
    return hint if isinstance(hint, type) and issubclass(hint, StrEnum) else None


def _few(names: Iterable[str]) -> str:
    every = list(names)
    return ", ".join(every[:_SHOWN]) + (", …" if len(every) > _SHOWN else "")

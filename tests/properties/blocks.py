"""Nested values -> YAML in block style, one value a line, so that a line can be put between any two of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

Value: TypeAlias = "str | Mapping[str, Value] | list[Value]"

_PLAIN = re.compile(r"[0-9A-Za-z][0-9A-Za-z_./-]*|-[0-9][0-9.]*")
_NULLS = ("null", "Null", "NULL")


def block_text(value: Mapping[str, Value]) -> str:
    """The text of a file that holds these keys."""
    return "".join(f"{line}\n" for line in _lines(value)) or "{}\n"


def _lines(value: Value) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _entry(f"{_scalar(key)}:", inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _entry("-", inner)


def _entry(head: str, inner: Value) -> Iterator[str]:
    if isinstance(inner, str):
        yield f"{head} {_scalar(inner)}"
    elif not inner:
        yield f"{head} {'[]' if isinstance(inner, list) else '{}'}"
    else:
        yield head
        yield from (f"  {line}" for line in _lines(inner))


def _scalar(text: str) -> str:
    """Plain where nothing can be misread, else in double quotes: JSON's escapes are YAML's."""
    if _PLAIN.fullmatch(text) and text not in _NULLS:
        return text
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "")

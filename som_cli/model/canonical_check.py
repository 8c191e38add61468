"""The text and the nodes of a file -> whether they are in canonical form, at a fraction of the cost of writing it.

A yes is true; a no only says that the canonical form must be made and compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from som_cli.model.canonical import NO_SHAPE, Shape, observation_order
from som_cli.text.nodes import Mapping, Sequence
from som_cli.text.yaml_scalars import SAFE_TEXT

_KEY = r"[^\W_][\w./-]*+:"
_QUOTED = rf'"(?!{SAFE_TEXT.replace(chr(92) + "Z", "")}")(?:[^"\\\n]|\\.)*+"'
_WORD = r"[^\s,\[\]{}]++"
_FLOW_SCALAR = rf"""(?:{_QUOTED}|(?!["'#&*!|>%@`?]){_WORD}(?: ++(?!\#){_WORD})*+)"""


def _brackets(inner: str) -> str:
    entry = rf"{_KEY} {inner}"
    return rf"(?:\{{(?:{entry}(?:, {entry})*+)?\}}|\[(?:{inner}(?:, {inner})*+)?\])"


_NESTED = rf"(?:{_brackets(rf'(?:{_brackets(_FLOW_SCALAR)}|{_FLOW_SCALAR})')}|{_FLOW_SCALAR})"
_ENTRY = rf"{_KEY} {_NESTED}"
_MAPPING = rf"\{{(?:{_ENTRY}(?:, {_ENTRY})*+)?\}}"
# A list of more than one mapping has a line for each.
_LIST = rf"\[(?:{_MAPPING}|{_FLOW_SCALAR}(?:, {_FLOW_SCALAR})*+)?\]"
_BEHIND = r"(?: ++\#[^\n]*+(?<! ))?"
_VALUE = rf"""(?:{_QUOTED}{_BEHIND}|{_MAPPING}{_BEHIND}|{_LIST}{_BEHIND}|(?!["'\[{{|>])[^\s\#][^\n]*+(?<! ))"""
_BLOCK = r" [|>]-?\n(?P=margin)  (?! )[^\n]++(?<! )\n(?:(?P=margin)  (?! *+\n)[^\n]++\n|\n++(?=(?P=margin)  \S))*+"
_LINE = rf"""
    (?P<margin>(?:\ \ )*+)
    (?: {_KEY.replace(" ", "[ ]")} (?: {_BLOCK.replace(" ", "[ ]")} | [ ]{_VALUE.replace(" ", "[ ]")}\n | {_BEHIND.replace(" ", "[ ]")}\n(?!\n) )
      | -[ ] (?: {_KEY.replace(" ", "[ ]")} (?: [ ]{_VALUE.replace(" ", "[ ]")}\n | \n(?!\n)) | {_VALUE.replace(" ", "[ ]")}\n )
      | \#[^\n]*+(?<![ ])\n (?=(?P=margin)[^ \n])
    )
  | \#[^\n]*+(?<![ ])\n (?=\n)
  | \n(?=[^\n])
"""

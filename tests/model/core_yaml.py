"""The text of a YAML file -> the plain data that an editor's parser (YAML 1.2, core schema) makes of it."""

from __future__ import annotations

import re
from typing import Any

import yaml

NULL = re.compile(r"~|null|Null|NULL|")
BOOLEAN = re.compile(r"true|True|TRUE|false|False|FALSE")
WHOLE = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
NUMBER = re.compile(
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)


def core_data(text: str) -> Any:
    """The data of a text that is valid YAML without tags and aliases; keys stay text."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    return None if node is None else _data(node)


def _data(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _data(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_data(value) for value in node.value]
    return str(node.value) if getattr(node, "style", None) else _scalar(node.value)


def _scalar(text: str) -> Any:
    if NULL.fullmatch(text):
        return None
    if BOOLEAN.fullmatch(text):
        return text.lower() == "true"
    if WHOLE.fullmatch(text):
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
    return float(re.sub(r"\.(?=[in])", "", text.lower())) if NUMBER.fullmatch(text) else text

"""SourceText of JSON (GeoJSON) -> located nodes."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from som_cli.messages import msg
from som_cli.text.diagnostics import Diagnostic, Span
from som_cli.text.nodes import Node
from som_cli.text.source import SourceText, unreadable
from som_cli.text.yaml_reader import parse_yaml


def parse_json(source: SourceText) -> tuple[Node, list[Diagnostic]]:
    """The root node and every problem (YML01, YML02).

    JSON proper is checked first; places then come from the YAML reader, since JSON is YAML in flow style.
    """
    try:
        # Numbers stay text: Python refuses to make one of more than 4300 digits.
        json.loads(source.text, parse_int=str, parse_float=str, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        span = Span(source.path, error.lineno, error.colno, error.lineno, error.colno + 1)
        return None, [unreadable(span, msg("this is not valid JSON: {problem}", problem=error.msg))]
    except (_ConstantError, RecursionError) as error:
        message = msg("this is not valid JSON: {problem}", problem=str(error))
        return None, [unreadable(Span(source.path), message, msg("a coordinate is a plain number"))]
    return parse_yaml(source)


class _ConstantError(ValueError):
    """`NaN` and the infinities are no JSON numbers."""


def _refuse_constant(name: str) -> NoReturn:
    raise _ConstantError(name)


def as_plain(node: Any) -> Any:
    """Located nodes as bare lists and dicts of text: for writing a file's content out again."""
    if isinstance(node, dict):
        return {key: as_plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [as_plain(value) for value in node]
    return node

"""Types of single values -> JSON Schemas of what YAML parsers make of the texts that the decoder accepts.

The decoder reads every scalar as text and lets the field's type say what it means. An editor's parser has decided
before the schema sees a value: `2015` is a number to it, `2015-03` text. So a field of text takes numbers and truth
values too, a date a whole number, a number its digits in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from som_cli.model.entry import Pattern
from som_cli.model.values import MAX_DIGITS, UNKNOWN

Schema = dict[str, Any]

TEXT_TYPES = ("string", "number", "boolean")
_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_TRUTH = {"true": True, "false": False}

_LONG_MONTH = r"(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
_SHORT_MONTH = r"(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
_FEBRUARY = r"02-(?:0[1-9]|1[0-9]|2[0-8])"
_LEAP_YEAR = r"(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
_MONTH = r"(?:0[1-9]|1[0-2])"
_IN_YEAR = rf"(?:{_MONTH}|{_LONG_MONTH}|{_SHORT_MONTH}|{_FEBRUARY})"
DATE = rf"^(?:{UNKNOWN}|(?!0000)(?:[0-9]{{4}}(?:-{_IN_YEAR})?|{_LEAP_YEAR}-02-29))$"

# One definition a type, with null: an optional field may be left empty.
DEFINITIONS: Mapping[str, Schema] = {
    "boolean": {"type": ["boolean", "string", "null"], "pattern": "^(?:true|false)$"},
    "integer": {
        "type": ["integer", "string", "null"],
        "pattern": "^-?(?:0|[1-9][0-9]*)$",
        "maxLength": MAX_DIGITS,
        "exclusiveMinimum": -(10 ** (MAX_DIGITS - 1)),
        "exclusiveMaximum": 10**MAX_DIGITS,
    },
    "number": {
        "type": ["number", "string", "null"],
        "pattern": r"^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$",
        "maxLength": MAX_DIGITS,
        "exclusiveMinimum": -(10 ** (MAX_DIGITS - 1)),
        "exclusiveMaximum": 10**MAX_DIGITS,
        "examples": [1250.5],
    },
    "date": {
        "type": ["integer", "string", "null"],
        "pattern": DATE,
        "minimum": 1000,
        "maximum": 9999,
        "examples": [2014, "2014-06", "2014-06-30", UNKNOWN],
    },
}


def text() -> Schema:
    """Any single value."""
    return {"type": list(TEXT_TYPES)}


def text_of_form(pattern: Pattern) -> Schema:
    """Text of a form; a plain whole number or truth value where its text has that form."""
    matches = re.compile(pattern.expression).fullmatch
    types = ["string", *(["integer"] if matches("2015") else []), *(["boolean"] if matches("true") else [])]
    schema: Schema = {"type": types, "pattern": f"^(?:{pattern.expression})$"}
    if "integer" in types and not matches("-1"):
        schema["minimum"] = 0
    if matches(pattern.example):
        schema["examples"] = [pattern.example]
    return schema


def defined(name: str) -> Schema:
    """A value of one of the DEFINITIONS, not null."""
    return {"$ref": f"#/$defs/{name}", "type": [kind for kind in DEFINITIONS[name]["type"] if kind != "null"]}


def choice(labels: Mapping[str, str]) -> Schema:
    """One of the values of a list, or null; labels say what each means (`""` where nobody does)."""
    values = [(reading, label) for value, label in labels.items() for reading in _readings(value)]
    schema: Schema = {"enum": [*(reading for reading, _ in values), None]}
    if any(labels.values()):
        schema["enumDescriptions"] = [*(label for _, label in values), ""]
    return schema


def chosen_from(name: str) -> Schema:
    """A value of a list that is defined under a name, not null."""
    return {"$ref": f"#/$defs/{name}", "type": list(TEXT_TYPES)}


def reference(ids: Iterable[str]) -> Schema:
    """An id, or null. The ids that there are now are examples: new ones come every day."""
    schema: Schema = {"type": [*TEXT_TYPES, "null"]}
    if examples := list(ids):
        schema["examples"] = examples
    return schema


def or_nothing(schema: Schema) -> Schema:
    """The schema of an optional field: what it accepts, or null. Every definition accepts null already."""
    if "$ref" in schema:
        return {key: value for key, value in schema.items() if key != "type"}
    return {**schema, "type": [*_types(schema), "null"]}


def not_empty(schema: Schema) -> Schema:
    """The schema of a required field: empty text is no value."""
    return {**schema, "minLength": 1} if "string" in _types(schema) else schema


def _types(schema: Schema) -> list[str]:
    types = schema["type"]
    return [types] if isinstance(types, str) else list(types)


def _readings(value: str) -> list[object]:
    """A value of a list as text, and as the number or truth value that it is without quotes."""
    if value in _TRUTH:
        return [value, _TRUTH[value]]
    if _PLAIN_NUMBER.fullmatch(value):
        return [value, float(value) if "." in value else int(value)]
    return [value]

"""A kind of file and a workspace's lists -> the JSON Schema (2020-12) of what the decoder accepts there.

Editors complete and check files by it while they are written. It is derived from the same classes as the decoder, and
says what a schema can: not that an id is the file's name, nor that an id exists.
"""

from __future__ import annotations

import dataclasses
import re
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import Annotated, Any, Union, get_args, get_origin

from som_cli.messages import translate_text
from som_cli.model.decode_files import SCHEMA_VERSIONS
from som_cli.model.descriptions import describe, describe_file, describe_value
from som_cli.model.entity import Record, field_types
from som_cli.model.entry import Entry, InList, Origin, Pattern, Ref
from som_cli.model.layout import PLACES, Form, Place
from som_cli.model.monitoring import TranslatedText
from som_cli.model.partnership import Settings
from som_cli.model.schema_values import (
    DEFINITIONS,
    Schema,
    choice,
    chosen_from,
    defined,
    not_empty,
    or_nothing,
    reference,
    text,
    text_of_form,
)
from som_cli.model.values import UNKNOWN, PartialDate
from som_cli.model.workspace import Workspace

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SCALARS = {bool: "boolean", int: "integer", Decimal: "number", PartialDate: "date"}
_COMMON = frozenset(spec.name for spec in dataclasses.fields(Entry))
# Every id of a workspace would stand in every schema: where any item may be named, none is offered.
_ANY_ITEM = "item"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a schema offers, and in which language: the workspace whose code lists and ids it names."""

    workspace: Workspace
    language: str


def file_kind(place: Place) -> str:
    """The name of a kind of file: `action`, `legal-profile`."""
    return place.cls.kind_name.replace(" ", "-")


def file_kinds() -> dict[str, Place]:
    """All kinds of files by name, in the order of the layout."""
    return {file_kind(place): place for place in PLACES}


def file_glob(place: Place) -> str:
    """The pattern that editors find the files of a kind by: `plans/*/actions/*.yml`."""
    named = re.sub(r"\(\?P<[a-z]+>\.\+\)", "**/*", place.pattern)
    return re.sub(r"\(\?P<[a-z]+>\[\^/\]\+\)", "*", named).replace("\\.", ".")


def file_schema(place: Place, vocabulary: Vocabulary) -> Schema:
    """The schema of a kind of file, complete in itself."""
    builder = _Builder(vocabulary)
    root = builder.root(place)
    return {
        "$schema": DIALECT,
        "title": file_kind(place),
        "description": translate_text(describe_file(place.cls), vocabulary.language),
        **root,
        "$defs": {name: builder.definitions[name] for name in sorted(builder.definitions)},
    }


@dataclass(slots=True)
class _Builder:
    """Makes the schema of one file; what it refers to stands once in `definitions`."""

    vocabulary: Vocabulary
    definitions: dict[str, Schema] = field(default_factory=dict)

    def root(self, place: Place) -> Schema:
        if place.form is Form.KEYED:
            return {"type": ["object", "null"], "additionalProperties": self.entity(place.cls, natural={"id"})}
        if place.form is Form.OVERLAY:
            texts = self.entity(TranslatedText, natural={"id"})
            identifier = {"description": self.description(place.cls, "id"), **text()}
            return {
                "type": "object",
                "properties": {"id": identifier},
                "required": ["id"],
                "additionalProperties": texts,
            }
        schema = self.entity(place.cls, natural={"id"} if place.form is Form.NATURAL else set())
        if place.cls is Settings:
            versions = choice(dict.fromkeys(SCHEMA_VERSIONS, ""))
            schema["properties"]["schema"] |= {"enum": [value for value in versions["enum"] if value is not None]}
        return schema

    def entity(self, cls: Any, natural: set[str]) -> Schema:
        """The mapping that a class is read from. `natural` fields follow from the place and are no keys."""
        hints = field_types(cls)
        properties: dict[str, Schema] = {}
        required: list[str] = []
        conditions: dict[str, list[str]] = {}
        for spec in sorted(dataclasses.fields(cls), key=lambda spec: spec.name in _COMMON):
            key = spec.name.rstrip("_")
            if hints[spec.name] is Origin or key in natural:
                continue
            value = self.value(hints[spec.name])
            has_default = spec.default is not dataclasses.MISSING or spec.default_factory is not dataclasses.MISSING
            if unless := spec.metadata.get("required_unless"):
                conditions.setdefault(unless, []).append(key)
            elif not has_default:
                required.append(key)
            schema = or_nothing(value) if has_default else not_empty(value)
            properties[key] = {"description": self.description(cls, key), **schema}
        schema = {"type": "object", "properties": properties, "additionalProperties": False}
        if required:
            schema["required"] = required
        if conditions:
            schema["allOf"] = [_required_unless(unless, keys) for unless, keys in conditions.items()]
        return schema

    def description(self, cls: type, key: str) -> str:
        return translate_text(describe(cls, key), self.vocabulary.language)

    def value(self, hint: Any) -> Schema:
        """The schema of a type hint, without null. Raises KeyError for one that the decoder does not know (a bug)."""
        origin, arguments = get_origin(hint), get_args(hint)
        if origin is Annotated:
            return self.marked(hint.__metadata__) or self.value(arguments[0])
        if origin in (Union, types.UnionType):
            (inner,) = (part for part in arguments if part is not type(None))
            return self.value(inner)
        if origin is tuple:
            return {"type": "array", "items": self.value(arguments[0])}
        if origin is Mapping:
            return {"type": "object", "additionalProperties": or_nothing(self.value(arguments[1]))}
        return self.plain(hint)

    def plain(self, cls: Any) -> Schema:
        """The schema of a class: text, a closed list, an entity, or one of the DEFINITIONS."""
        if cls is str:
            return text()
        if issubclass(cls, StrEnum):
            return self.choice_of(cls)
        if issubclass(cls, Record):
            return self.nested(cls)
        name = _SCALARS[cls]
        return self.define(name, lambda: DEFINITIONS[name], defined(name))

    def marked(self, marks: tuple[Any, ...]) -> Schema | None:
        """The schema of text that a mark says more about."""
        for mark in marks:
            if isinstance(mark, Pattern):
                return text_of_form(mark)
            if isinstance(mark, InList):
                name = f"codes-{mark.name}"
                return self.define(name, partial(self.codes, mark), chosen_from(name))
            if isinstance(mark, Ref):
                name = "-".join(("id", *mark.kinds, *([UNKNOWN] if mark.or_unknown else []))).replace(" ", "-")
                return self.define(name, partial(self.ids, mark), chosen_from(name))
        return None

    def nested(self, cls: Any) -> Schema:
        name = cls.__name__
        if name not in self.definitions:
            self.definitions[name] = {}  # stands in while it is made: a class may hold itself
            self.definitions[name] = or_nothing(self.entity(cls, set()))
        return {"$ref": f"#/$defs/{name}", "type": "object"}

    def choice_of(self, options: type[StrEnum]) -> Schema:
        labels = {
            option.value: translate_text(describe_value(options, option.value), self.vocabulary.language)
            for option in options
        }
        return self.define(options.__name__, lambda: choice(labels), chosen_from(options.__name__))

    def codes(self, mark: InList) -> Schema:
        entries = self.vocabulary.workspace.codelists.get(mark.name, {})
        return choice({code: entry.label.get(self.vocabulary.language, "") for code, entry in entries.items()})

    def ids(self, mark: Ref) -> Schema:
        kinds = (kind for kind in mark.kinds if kind != _ANY_ITEM)
        found = [identifier for kind in kinds for identifier in self.vocabulary.workspace.ids(kind)]
        return reference(dict.fromkeys([*found, *([UNKNOWN] if mark.or_unknown else [])]))

    def define(self, name: str, make: Callable[[], Schema], use: Schema) -> Schema:
        if name not in self.definitions:
            self.definitions[name] = dict(make())
        return use


def _required_unless(unless: str, keys: list[str]) -> Schema:
    """The keys must be there unless another key is, and neither is empty."""
    empty = {"not": {"enum": [None, ""]}}
    return {
        "if": {"required": [unless], "properties": {unless: empty}},
        "else": {"required": keys, "properties": dict.fromkeys(keys, empty)},
    }

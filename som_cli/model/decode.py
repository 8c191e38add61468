"""Located nodes -> typed items: one generic decoder, with the frozen dataclasses as the schema.

Every problem of a file is collected: unknown key YML04, absent YML06, not in the list YML07, number YML08, wrong shape
SCH01, any other unreadable value SCH02.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Collection
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Annotated, Any, NamedTuple, TypeVar, Union, get_args, get_origin

from som_cli.messages import Message, msg
from som_cli.model.entity import Record, field_types
from som_cli.model.entry import Entry, FieldPath, Item, Origin, Pattern, field_name
from som_cli.model.expected import as_mapping, how_to_write
from som_cli.model.scalars import Problem, ScalarParser, boolean, date, enumeration, integer, number, text
from som_cli.model.values import PartialDate
from som_cli.text.diagnostics import Diagnostic, Severity, Span
from som_cli.text.nodes import Mapping, Sequence, key_span, span, value_place
from som_cli.text.suggest import suggestion

INVALID = object()
_SHOWN_KEYS = 3
ItemType = TypeVar("ItemType", bound=Item)
Decoder = Callable[[Any, "Mapping | Sequence", "str | int", "Context"], Any]
Quick = Callable[[str], Any]


@dataclass(slots=True)
class Context:
    """Where the decoder is: the file, the item, the path of fields down to here; and what it has found wrong."""

    path: str
    item: str = ""
    trail: list[str | int] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)

    def report(self, code: str, place: Span, message: Message, help_: Message | None, *steps: str | int) -> Any:
        """Notes a problem and returns INVALID."""
        name = field_name((*self.trail, *steps))
        self.problems.append(Diagnostic(code, Severity.ERROR, message, place, help_, self.item, name))
        return INVALID

    def value_span(self, container: Mapping | Sequence, key: str | int) -> Span:
        return span(self.path, value_place(container, key))


@dataclass(frozen=True, slots=True)
class Schema:
    """How a dataclass is read: its keys, and which of them must be there (unless another key is), of what type.

    Each key has its field, its decoder, and the quick way to read the text of a single value, which gives None where
    only the decoder can tell (or tell what is wrong).
    """

    cls: type
    fields: MappingType[str, tuple[str, Decoder, Quick]]
    required: tuple[tuple[str, str | None, Any], ...]

    @property
    def example(self) -> tuple[str, ...]:
        """Keys that show what a mapping of the class looks like: those that must be there, else its first ones."""
        return tuple(key for key, unless, _ in self.required if not unless) or tuple(self.fields)[:_SHOWN_KEYS]


def decode_item(
    cls: type[ItemType],
    node: Mapping,
    path: str,
    *,
    natural: MappingType[str, str] | None = None,
    trail: FieldPath = (),
) -> tuple[ItemType | None, list[Diagnostic]]:
    """The item that a mapping holds, or None, and every problem in it.

    `natural` gives fields that the place determines (the id of an entry in a keyed file); they are no keys of the
    mapping.
    """
    natural = natural or {}
    identifier = natural.get("id") or node.get("id")
    context = Context(path, identifier if isinstance(identifier, str) else "", list(trail))
    values = _decode_fields(_schema_of(cls), node, context, frozenset(natural))
    if context.problems:
        return None, context.problems
    values.update(natural)
    values["origin"] = Origin(path, node)
    return cls.from_fields(values), []


def has_keys_of(cls: type[Item], node: Mapping) -> bool:
    """Whether a mapping has the keys of a class: all that it needs, and none that it does not know."""
    schema = _schema_of(cls)
    needed = (key in node or bool(unless and unless in node) for key, unless, _ in schema.required)
    return node.keys() <= schema.fields.keys() and all(needed)


def example_keys(cls: type[Item], natural: Collection[str] = ()) -> tuple[str, ...]:
    """Keys that show what a mapping of a class looks like, without those that its place gives."""
    return tuple(key for key in _schema_of(cls).example if key not in natural)


# Keys that every entry may carry come last among the allowed ones that a finding lists.
_COMMON = frozenset(spec.name for spec in dataclasses.fields(Entry))


def _schema_of(cls: type[Record]) -> Schema:
    hashable: Any = cls  # a class is, whatever its instances say
    return _schema(hashable)


@cache
def _schema(cls: type) -> Schema:
    hints = field_types(cls)
    fields: dict[str, tuple[str, Decoder, Quick]] = {}
    required = []
    own_first = sorted(dataclasses.fields(cls), key=lambda spec: spec.name in _COMMON)
    for spec in own_first:
        if hints[spec.name] is Origin:
            continue
        key = spec.name.rstrip("_")
        parser = _parser(hints[spec.name])
        decoder = _decoder(hints[spec.name])
        fields[key] = (spec.name, decoder, parser.quick if parser else _never)
        has_default = spec.default is not dataclasses.MISSING or spec.default_factory is not dataclasses.MISSING
        unless = spec.metadata.get("required_unless")
        if not has_default or unless:
            required.append((key, unless, hints[spec.name]))
    return Schema(cls, fields, tuple(required))


def _decode_fields(schema: Schema, node: Mapping, context: Context, natural: frozenset[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    fields = schema.fields
    for key, value in node.items():
        entry = fields.get(key)
        if entry is None or key in natural:
            _report_unknown(node, key, [name for name in fields if name not in natural], context)
        elif type(value) is str and (found := entry[2](value)) is not None:
            values[entry[0]] = found
        elif value is not None:
            decoded = entry[1](value, node, key, context)
            if decoded is not INVALID:
                values[entry[0]] = decoded
    for key, unless, hint in schema.required:
        written = node.get(key)
        if not written and written in (None, "") and key not in natural and not (unless and node.get(unless)):
            _report_absent(node, key, how_to_write(key, hint), context)
    return values


def _report_unknown(node: Mapping, key: str, allowed: list[str], context: Context) -> None:
    place = key_span(context.path, node, key)
    before = next((name for name, following in pairwise(node) if following == key), "")
    amount = node.get(before)
    if node[key] is None and isinstance(amount, str) and _is_digits(key) and _is_digits(amount.removeprefix("-")):
        # In braces YAML takes `amount: 1000000,50` for two entries.
        message = msg("a comma ends a value here: `{value},{key}` is read as two", value=amount, key=key)
        context.report("YML04", place, message, msg("write `{plain}`", plain=f"{before}: {amount}.{key}"), key)
        return
    context.report("YML04", place, msg("unknown key `{key}`", key=key), suggestion(key, allowed), key)


def _is_digits(value: str) -> bool:
    return value.isascii() and value.isdecimal()


def _report_absent(node: Mapping, key: str, help_: Message, context: Context) -> None:
    if key in node:
        place, message = context.value_span(node, key), msg("`{key}` is empty", key=key)
    else:
        place, message = _head(context.path, node), msg("`{key}` is missing", key=key)
    context.report("YML06", place, message, help_, key)


def _head(path: str, node: Mapping) -> Span:
    first = "id" if "id" in node else next(iter(node), None)
    if first is None:
        return span(path, node.place)
    return key_span(path, node, first)


# ---- one decoder for each type of field: what every entry may carry is met again in each class


@cache
def _decoder(hint: Any) -> Decoder:
    """The decoder for a type hint. Raises TypeError for a hint that no decoder knows (a bug of the schema)."""
    parser = _parser(hint)
    if parser is not None:
        return _scalar(parser)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _decoder(arguments[0])
    if origin in (Union, types.UnionType):
        return _decoder(_present(arguments))
    if origin is tuple:
        return _tuple(_decoder(arguments[0]))
    if origin in (MappingType, dict):
        return _keyed(_decoder(arguments[1]))
    if isinstance(hint, type) and issubclass(hint, Record):
        return _nested(hint)
    raise TypeError(hint)


@cache
def _parser(hint: Any) -> ScalarParser[Any] | None:
    """How a single value of a type is read; None for types of more than one value."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        pattern = next((mark for mark in hint.__metadata__ if isinstance(mark, Pattern)), None)
        return text(pattern) if pattern else _parser(arguments[0])
    if origin in (Union, types.UnionType):
        return _parser(_present(arguments))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return enumeration(hint)
    return _SCALARS.get(hint)


def _present(arguments: tuple[Any, ...]) -> Any:
    """The type of a value that is there, of those that an optional value may have."""
    (inner,) = (part for part in arguments if part is not type(None))
    return inner


def _never(_: str) -> None:
    """No single value is read here."""


_SCALARS: dict[Any, ScalarParser[Any]] = {
    str: text(None),
    bool: boolean,
    int: integer,
    Decimal: number,
    PartialDate: date,
}


class Expected(NamedTuple):
    """What should stand somewhere: in words, and how it is written."""

    words: Message
    help: Message | None = None


_SINGLE = Expected(msg("a single value"))
_LIST = Expected(msg("a list"))
_MAPPING = Expected(msg("a mapping (`key: value`)"))


def _scalar(parser: ScalarParser[Any]) -> Decoder:
    quick, parse = parser.quick, parser.parse

    def decode(node: Any, container: Mapping | Sequence, key: str | int, context: Context) -> Any:
        if type(node) is not str:
            return _wrong_shape(_SINGLE, node, container, key, context)
        found = quick(node)
        if found is not None:
            return found
        value = parse(node)
        if type(value) is Problem:
            place = context.value_span(container, key)
            return context.report(value.code, place, value.message, value.help, key)
        return value

    return decode


def _tuple(inner: Decoder) -> Decoder:
    def decode(node: Any, container: Mapping | Sequence, key: str | int, context: Context) -> Any:
        if type(node) is not Sequence:
            return _wrong_shape(_LIST, node, container, key, context)
        context.trail.append(key)
        values = []
        for index, value in enumerate(node):
            if value is None:
                place = context.value_span(node, index)
                context.report("YML06", place, msg("an entry of the list is empty"), msg("delete it"), index)
            else:
                values.append(inner(value, node, index, context))
        context.trail.pop()
        return tuple(values)

    return decode


def _keyed(inner: Decoder) -> Decoder:
    def decode(node: Any, container: Mapping | Sequence, key: str | int, context: Context) -> Any:
        if type(node) is not Mapping:
            return _wrong_shape(_MAPPING, node, container, key, context)
        context.trail.append(key)
        values = {name: inner(value, node, name, context) for name, value in node.items() if value is not None}
        context.trail.pop()
        return values

    return decode


def _nested(cls: type[Record]) -> Decoder:
    schema: Schema | None = None  # made at first use: a class may hold itself

    def decode(node: Any, container: Mapping | Sequence, key: str | int, context: Context) -> Any:
        nonlocal schema
        if schema is None:
            schema = _schema_of(cls)
        if type(node) is not Mapping:
            shape = Expected(_MAPPING.words, as_mapping(key, schema.example))
            return _wrong_shape(shape, node, container, key, context)
        context.trail.append(key)
        count = len(context.problems)
        values = _decode_fields(schema, node, context, frozenset())
        context.trail.pop()
        if len(context.problems) > count:
            return INVALID
        if issubclass(cls, Item):
            values["origin"] = Origin(context.path, node)
        return cls.from_fields(values)

    return decode


def _wrong_shape(expected: Expected, node: Any, container: Mapping | Sequence, key: str | int, context: Context) -> Any:
    found = _MAPPING if isinstance(node, Mapping) else _LIST if isinstance(node, Sequence) else _SINGLE
    message = msg("{expected} is expected here, not {found}", expected=expected.words, found=found.words)
    is_bare = expected is _LIST and isinstance(node, str)
    help_ = msg("write `{key}: [{value}]`", key=key, value=node) if is_bare else expected.help
    return context.report("SCH01", context.value_span(container, key), message, help_, key)

"""A class of entries -> what each of its keys holds, and by what the entries of its lists are known."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import Enum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from som_cli.model.entity import Record, field_types
from som_cli.model.entry import InList, Mark, Origin, Ref


class Form(Enum):
    """What stands under a key."""

    SCALAR = "one value"
    SCALARS = "a list of values"
    RECORD = "one entry"
    RECORDS = "a list of entries"
    KEYED = "values or entries by name"


@dataclass(frozen=True, slots=True)
class Field:
    """The form, the class of a value or an entry, the kinds that a reference may name, whether it is text to read.

    `code_list` names the list, kept as data, that the value is an entry of.
    """

    form: Form
    cls: Any
    refs: tuple[str, ...] = ()
    is_prose: bool = False
    inner: Field | None = None
    code_list: str = ""


@cache
def fields_of(cls: Any) -> Mapping[str, Field]:
    """The keys of a file's entry, as they are written (`from`, not `from_`)."""
    hints = field_types(cls)
    return {spec.name.rstrip("_"): _field(hints[spec.name]) for spec in fields(cls) if hints[spec.name] is not Origin}


def default_text(cls: Any, key: str) -> str:
    """What an absent key means, as text: a target without `kind` is a final one."""
    default = getattr(cls, key, None)
    return str(default.value) if isinstance(default, Enum) else ""


def _field(hint: Any) -> Field:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        inner = _field(arguments[0])
        refs = next((mark.kinds for mark in hint.__metadata__ if isinstance(mark, Ref)), inner.refs)
        listed = next((mark.name for mark in hint.__metadata__ if isinstance(mark, InList)), inner.code_list)
        is_prose = inner.is_prose or Mark.PROSE in hint.__metadata__
        return Field(inner.form, inner.cls, refs, is_prose, inner.inner, listed)
    if origin in (Union, types.UnionType):
        return _field(next(part for part in arguments if part is not type(None)))
    if origin is tuple:
        inner = _field(arguments[0])
        form = Form.RECORDS if inner.form is Form.RECORD else Form.SCALARS
        return Field(form, inner.cls, inner.refs, inner.is_prose, code_list=inner.code_list)
    if origin is Mapping:
        inner = _field(arguments[1])
        return Field(Form.KEYED, inner.cls, inner.refs, inner.is_prose, inner)
    return Field(Form.RECORD if is_record(hint) else Form.SCALAR, hint)


def is_record(cls: Any) -> bool:
    return isinstance(cls, type) and issubclass(cls, Record)

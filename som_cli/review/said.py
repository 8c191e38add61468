"""A value of a field -> how a sentence says it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from som_cli.messages import Message, msg
from som_cli.model.values import parse_number
from som_cli.review.code_words import code_word
from som_cli.review.scene import Scene
from som_cli.review.spoken import joined, number, one_line
from som_cli.review.structure import Field, Form, fields_of, is_record

_FLAGS = {"true": msg("yes"), "false": msg("no")}


def said(field: Field, value: Any, scene: Scene) -> Message | str:
    """A value as people say it: names for ids, words for codes; of an entry all that stands in it."""
    if isinstance(value, list):
        return joined([said(field, one, scene) for one in value])
    if isinstance(value, dict):
        return joined(list(_parts(field, value, scene)))
    return _scalar(field, value, scene) if isinstance(value, str) else one_line(str(value))


def _scalar(field: Field, value: str, scene: Scene) -> Message | str:
    if field.cls is Decimal and (amount := parse_number(value)) is not None:
        return number(amount)
    if field.cls is bool:
        return _FLAGS.get(value, value)
    if field.code_list:
        return scene.listed(field.code_list, value)
    return scene.reference(value, field.refs) if field.refs else code_word(one_line(value), field.cls)


def _parts(field: Field, entry: dict[str, Any], scene: Scene) -> Iterator[Message | str]:
    inner = field.inner if field.form is Form.KEYED else None
    known = fields_of(field.cls) if is_record(field.cls) else {}
    for key, value in entry.items():
        if value is not None:
            own = inner or known.get(key)
            yield said(own, value, scene) if own else one_line(str(value))

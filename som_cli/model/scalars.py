"""The text of one scalar -> its value, or the problem with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from som_cli.messages import Message, msg
from som_cli.model.entry import Pattern
from som_cli.model.values import (
    MAX_DIGITS,
    PartialDate,
    has_date_form,
    is_too_long,
    parse_date,
    parse_integer,
    parse_number,
    plain_date,
    plain_number,
)
from som_cli.text.suggest import suggestion

Value = TypeVar("Value")


class Problem(NamedTuple):
    """Why a scalar cannot be read: code, message, help."""

    code: str
    message: Message
    help: Message | None = None


@dataclass(frozen=True, slots=True)
class ScalarParser(Generic[Value]):
    """How a text is read: in full, with its problem; and quickly, None where it is not what is expected."""

    parse: Callable[[str], Value | Problem]
    quick: Callable[[str], Value | None]


def text(pattern: Pattern | None) -> ScalarParser[str]:
    """Any text, or text of a form."""
    if pattern is None:
        return ScalarParser(str, str)
    matches = re.compile(pattern.expression).fullmatch

    def parse(value: str) -> str | Problem:
        if matches(value):
            return value
        message = msg("`{value}` does not have the form that is expected here", value=value)
        return Problem("SCH02", message, msg("write it like `{example}`", example=pattern.example))

    return ScalarParser(parse, lambda value: value if matches(value) else None)


def _boolean(value: str) -> bool | Problem:
    """`true` or `false`."""
    if value in ("true", "false"):
        return value == "true"
    message = msg("`{value}` is neither `true` nor `false`", value=value)
    return Problem("YML07", message, msg("allowed: {allowed}", allowed="true, false"))


def _number(value: str) -> Decimal | Problem:
    """A number in plain form."""
    parsed = parse_number(value)
    return _number_problem(value) if parsed is None else parsed


def _integer(value: str) -> int | Problem:
    """A whole number in plain form."""
    parsed = parse_integer(value)
    if parsed is not None:
        return parsed
    if parse_number(value) is not None:
        return Problem("YML08", msg("`{value}` is not a whole number", value=value), msg("leave out the decimals"))
    return _number_problem(value)


def _number_problem(value: str) -> Problem:
    if is_too_long(value):
        message = msg(
            "`{value}` is longer than the {limit} characters that a number may have", value=value, limit=MAX_DIGITS
        )
        return Problem("YML08", message, msg("write it shorter: leave out digits that nobody knows"))
    message = msg("`{value}` is not a number in plain form", value=value)
    plain = plain_number(value)
    if plain is not None:
        return Problem("YML08", message, msg("write `{plain}`", plain=plain))
    return Problem("YML08", message, msg("write digits, with a point before decimals and no spaces: `1250.5`"))


def _date(value: str) -> PartialDate | Problem:
    """A year, a month, a day, or `unknown`."""
    parsed = parse_date(value)
    if parsed is not None:
        return parsed
    return date_problem(value)


def date_problem(value: str) -> Problem:
    """Why a text is no date: there is no such day, or it is written in another form."""
    if has_date_form(value):
        message = msg("`{value}` is not a date that exists", value=value)
    else:
        message = msg("`{value}` is not a date as dates are written here", value=value)
    plain = plain_date(value)
    if plain is not None:
        return Problem("SCH02", message, msg("write `{plain}`", plain=plain))
    return Problem(
        "SCH02", message, msg("write a year, a month or a day: `2014`, `2014-06`, `2014-06-30`; or `unknown`")
    )


def enumeration(options: type[StrEnum]) -> ScalarParser[StrEnum]:
    """One of the values of a closed list."""
    members = {member.value: member for member in options}

    def parse(value: str) -> StrEnum | Problem:
        found = members.get(value)
        if found is not None:
            return found
        return Problem("YML07", msg("`{value}` is not an allowed value", value=value), suggestion(value, members))

    return ScalarParser(parse, members.get)


boolean = ScalarParser(_boolean, {"true": True, "false": False}.get)
number = ScalarParser(_number, parse_number)
integer = ScalarParser(_integer, parse_integer)
date = ScalarParser(_date, parse_date)

"""Prose -> prose set by the rules of its language: no-break spaces, quotation marks, dashes.

For prose only: codes, addresses and telephone numbers are not prose. Nothing but spaces, straight quotation marks and
hyphens is changed, and a text that was set once is not changed again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_NO_BREAK = "\u00a0"

# What a text must hold for the rule to find anything, the pattern, and what takes its place.
Rule = tuple[str, re.Pattern[str], str]

_QUOTE, _DIGIT, _SPACE = '"', r"\d", " "

_UNITS = (
    "zł|euro|gr|tys\\.|mln|mld|%|‰|proc\\.|km²|km2|km|m²|m2|m³|m3|mm|cm|m|ha|szt\\.|os\\.|t|Mg|kg|g|kWh|MWh|GWh|kW|MW|GJ|TJ"
    "|r\\.|w\\.|lat|lata|dni|godz\\.|min|°C"
)
_BEFORE_NUMBER = "art\\.|ust\\.|pkt|lit\\.|poz\\.|nr|s\\.|str\\.|rys\\.|tab\\.|t\\.|§|godz\\.|zał\\.|ok\\.|tel\\."
_BEFORE_NAME = "ul\\.|al\\.|pl\\.|os\\.|gm\\.|pow\\.|woj\\.|m\\.|dr|inż\\.|mgr|prof\\.|im\\.|św\\."
_MONTHS = "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia"
_YEAR = "(?:1[89]|20|21)\\d\\d"
_JOINT = "(?<![\\w./\u2013-])"  # a number that is no part of a code, a telephone number or a full date

_POLISH: tuple[Rule, ...] = (
    (_QUOTE, re.compile('(^|[\\s(\\[{„«–—-])"(?=[^\\s"])'), r"\1„"),
    (_QUOTE, re.compile('"'), "”"),
    (_DIGIT, re.compile(f"{_JOINT}({_YEAR}) ?- ?(?={_YEAR}(?![\\w/-]|\\.\\d))"), "\\1\u2013"),
    (_DIGIT, re.compile(f"{_JOINT}(\\d+(?:,\\d+)?)-(?=\\d+(?:,\\d+)?[ {_NO_BREAK}]?(?:{_UNITS})(?!\\w))"), "\\1\u2013"),
    (_SPACE, re.compile("(?<=\\S) [-\u2013] (?=\\S)"), f"{_NO_BREAK}\u2013 "),
    (_DIGIT, re.compile("(?<![\\w.,])(\\d{1,3}) (?=\\d{3}(?!\\d))"), f"\\1{_NO_BREAK}"),
    (_DIGIT, re.compile(f"(?<=[ {_NO_BREAK}]\\d{{3}}) (?=\\d{{3}}(?!\\d))"), _NO_BREAK),
    (_DIGIT, re.compile(f"(?<=\\d) (?=(?:{_UNITS}|{_MONTHS})(?!\\w))"), _NO_BREAK),
    (_DIGIT, re.compile(f"(?<=\\d{_NO_BREAK})(tys\\.|mln|mld) (?=\\w)"), f"\\1{_NO_BREAK}"),
    (_DIGIT, re.compile(f"(?<=[^\\W\\d_]) (?={_YEAR}{_NO_BREAK}r\\.)"), _NO_BREAK),
    (_DIGIT, re.compile(f"(?<!\\w)({_BEFORE_NUMBER}) (?=\\d)"), f"\\1{_NO_BREAK}"),
    (_SPACE, re.compile(f"(?<!\\w)({_BEFORE_NAME}) (?=[\\dA-ZĄĆĘŁŃÓŚŹŻ])"), f"\\1{_NO_BREAK}"),
    (_SPACE, re.compile("(?<![\\w-])([aiouwzAIOUWZ]) (?=\\S)"), f"\\1{_NO_BREAK}"),
)

_RULES: Mapping[str, tuple[Rule, ...]] = {"pl": _POLISH}


def typeset(text: str, language: str) -> str:
    """The text with the spaces, quotation marks and dashes of `language`; unchanged where no rules are known for it."""
    rules = _RULES.get(language, ())
    # Most texts have few of these, and no rule adds one.
    held = [sign for sign in (_QUOTE, _DIGIT, _SPACE) if re.search(sign, text)]
    found = [(pattern, replacement) for sign, pattern, replacement in rules if sign in held]
    before = None
    # One rule makes room for another; each change removes a plain space, quotation mark or hyphen, so this ends.
    while text != before:
        before = text
        for pattern, replacement in found:
            text = pattern.sub(replacement, text)
    return text

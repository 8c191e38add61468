"""A value -> the shortest way to write it in YAML that reads the same in every reader."""

from __future__ import annotations

import re

# Words that some reader takes for a truth value, a number or nothing; digests and the like (hexadecimal).
_RESERVED = r"(?i:y|n|yes|no|on|off|true|false|null|nan|inf|[0-9a-f]+)"
# Letters first, then also digits and signs that mean nothing in YAML.
SAFE_TEXT = rf"(?!{_RESERVED}(?:\"|\Z))[^\W\d_](?:[\w ()/.–-]*[\w).])?"
_SAFE = re.compile(rf"{SAFE_TEXT}\Z")
_PLAIN_IN_FLOW = re.compile(r"(?!-?[-?:](?:\s|\Z))[^\s,\[\]{}#&*!|>%@`\"'][^,\[\]{}]*\Z")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def needs_no_quotes(value: str) -> bool:
    """Whether plain text of this value is text to every reader, in block and in flow style."""
    return bool(_SAFE.match(value))


def fits_in_flow(plain: str) -> bool:
    """Whether plain text that was written outside brackets may stand inside them."""
    return bool(_PLAIN_IN_FLOW.match(plain))


def quoted(value: str) -> str:
    """The value in double quotes, on one line."""
    return '"' + "".join(_ESCAPES.get(character, character) for character in value) + '"'


def scalar_text(value: str) -> str:
    """A text value, in quotes only where it needs them."""
    return value if needs_no_quotes(value) else quoted(value)

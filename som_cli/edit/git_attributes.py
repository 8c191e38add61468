"""A workspace's .gitattributes -> the same with our lines in it, or without; every other line stays as it is."""

from __future__ import annotations

import re

BEGIN = "# som: begin (written by `som install-git`, removed by `som install-git --undo`)"
END = "# som: end"
ITEMS = "*.yml text eol=lf diff=som merge=som"
LINES = ("*.md text eol=lf", "*.csv text eol=lf", "*.geojson text eol=lf -diff")
# Shared lists to which several branches add: with an entry a line, git keeps the lines of both sides, even where our
# driver is not installed; a key that both changed then stands twice, which the reader reports.
SHARED = ("registry/funds.yml", "registry/glossary.yml", "registry/units.yml")
_BLOCK = re.compile(r"^# som: begin\b.*?^# som: end$\r?\n?", re.MULTILINE | re.DOTALL)


def with_lines(text: str, union: tuple[str, ...]) -> str:
    """The text with our lines as its last ones, where they outweigh earlier ones; `union` are the files that add up."""
    ours = [BEGIN, ITEMS, *LINES, *(f"/{path} merge=union" for path in union), END]
    block = "".join(f"{line}\n" for line in ours)
    if _BLOCK.search(text):
        return _BLOCK.sub(lambda _: block, text, count=1)
    gap = "" if not text or text.endswith("\n") else "\n"
    return f"{text}{gap}{block}"


def without_lines(text: str) -> str:
    """The text without our lines."""
    return _BLOCK.sub("", text)


def holds_an_entry_a_line(text: str) -> bool:
    """Whether a file may be merged by keeping the lines of both sides: no line of it needs the one above."""
    return not any(line[:1] in (" ", "-", "}", "]") for line in text.splitlines())

"""A document's ids -> the link targets of the template, and those that are led to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from som_cli.writers.pdf_jumps import JUMP

_PLAIN_ANCHOR = re.compile(r"[A-Za-z][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class Anchors:
    """`targets` maps ids to link targets; `divisions` are the ids of groups and frames, which have no number.

    `jumps` collects the targets of divisions that something leads to, in order of appearance.
    """

    targets: dict[str, str]
    divisions: frozenset[str]
    jumps: dict[str, None] = field(default_factory=dict)

    def target(self, identifier: str) -> str:
        """The link target, or nothing for an id that is not in the document."""
        return self.targets.get(identifier, "")

    def link(self, identifier: str) -> dict[str, Any] | None:
        """The template's link to the id without its content, or nothing."""
        target = self.target(identifier)
        if not target:
            return None
        if identifier not in self.divisions:
            return {"t": "jump", "to": target}
        self.jumps[target] = None
        return {"t": "link", "to": JUMP + target, "bare": True}


def collect_anchors(blocks: Iterable[Any]) -> Anchors:
    """The ids of headings, tables, figures and divisions; a link leads to the first bearer of an id."""
    bearers: dict[str, str] = {}
    for identifier, kind in _identifiers(blocks):
        if identifier:
            bearers.setdefault(identifier, kind)
    targets = {
        identifier: identifier if _PLAIN_ANCHOR.fullmatch(identifier) else f"_{number}"
        for number, identifier in enumerate(bearers, start=1)
    }
    return Anchors(targets, frozenset(identifier for identifier, kind in bearers.items() if kind == "Div"))


def _identifiers(blocks: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        kind = block["t"]
        if kind == "Header":
            yield block["c"][1][0], kind
        elif kind in {"Table", "Figure"}:
            yield block["c"][0][0], kind
            if kind == "Table":
                for cell in (cell for body in block["c"][4] for row in body[3] for cell in row[1]):
                    yield from _identifiers(cell[4])
        elif kind == "Div":
            yield block["c"][0][0], kind
            yield from _identifiers(block["c"][1])

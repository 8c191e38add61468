"""A report of a folder of plans -> its document, and tables of it as texts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from som_cli.analysis.scope import Scope
from som_cli.document.document import Document, plain_text
from som_cli.reports.catalogue import REPORTS
from som_cli.reports.composition import compose
from som_cli.reports.edition import Edition
from tests.reports.editions import make_edition


def narrow_edition(root: Path, language: str, scope: Scope | None = None) -> Edition:
    return make_edition(root, language).narrowed(scope or Scope())


def report_of(edition: Edition, report: str) -> Document:
    found = compose(edition, REPORTS[report])
    assert found.problems == ()
    return found.document


@cache
def whole_document(root: Path, language: str) -> Document:
    """The consolidated document, composed once for all tests that read it."""
    return report_of(make_edition(root, language), "consolidated")


def nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        yield from nodes(node.get("c"))
    elif isinstance(node, list):
        for child in node:
            yield from nodes(child)


def table(document: Document, identifier: str) -> list[list[str]]:
    """Body and foot of a table, cell by cell."""
    for node in nodes(list(document.blocks)):
        if node["t"] == "Table" and node["c"][0][0] == identifier:
            _, _, _, _, bodies, foot = node["c"]
            rows = [*(row for body in bodies for row in body[3]), *foot[1]]
            return [[plain_text(cell[4]) for cell in row[1]] for row in rows]
    raise LookupError(identifier)


def tables(document: Document) -> list[str]:
    return [node["c"][0][0] for node in nodes(list(document.blocks)) if node["t"] == "Table"]


def empty_headings(document: Document) -> list[str]:
    """Headings that nothing follows before the next one of their level or above."""
    flat = [block for block in _flat(list(document.blocks)) if block["t"] != "Div" or block["c"][1]]
    found = []
    for block, after in zip(flat, [*flat[1:], None], strict=True):
        if block["t"] != "Header":
            continue
        if after is None or (after["t"] == "Header" and after["c"][0] <= block["c"][0]):
            found.append(plain_text(block["c"][2]))
    return found


def _flat(blocks: list[Any]) -> Iterator[dict[str, Any]]:
    """Blocks in order, those inside landscape pages too."""
    for block in blocks:
        if block["t"] == "Div" and "landscape" in block["c"][0][1]:
            yield from _flat(block["c"][1])
        else:
            yield block


def doubled_places(document: Document) -> list[str]:
    """Places that stand twice."""
    found = list(nodes(list(document.blocks)))
    places = [node["c"][0][0] for node in found if node["t"] in {"Div", "Table", "Figure"}]
    places += [node["c"][1][0] for node in found if node["t"] == "Header"]
    named = [place for place in places if place]
    return sorted({place for place in named if named.count(place) > 1})

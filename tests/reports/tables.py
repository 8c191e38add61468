"""Blocks of a report -> the cells of one of its tables."""

from __future__ import annotations

from som_cli.document.blocks import Block
from som_cli.document.document import plain_text
from tests.reports.reading import nodes


def rows_of(blocks: list[Block], identifier: str) -> list[list[str]]:
    """Body and foot of a table, cell by cell. Raises LookupError where there is no such table."""
    for node in nodes(blocks):
        if node["t"] == "Table" and node["c"][0][0] == identifier:
            _, _, _, _, bodies, foot = node["c"]
            rows = [*(row for body in bodies for row in body[3]), *foot[1]]
            return [[plain_text(cell[4]) for cell in row[1]] for row in rows]
    raise LookupError(identifier)

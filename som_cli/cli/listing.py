"""A list of texts -> a table, JSON or CSV, as the user asked."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from som_cli.console import Console
from som_cli.messages import Message, msg
from som_cli.writers.lists import TextTable, as_csv, as_json


class ListFormat(StrEnum):
    """How a list is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def show_list(
    console: Console,
    name: str,
    table: TextTable,
    format_: ListFormat,
    heads: tuple[Message, ...] | None = None,
    styles: Mapping[str, str] | None = None,
) -> None:
    """Prints a list; the table has its keys for heads unless `heads` says it better."""
    if format_ is ListFormat.JSON:
        console.write(as_json(name, table))
    elif format_ is ListFormat.CSV:
        console.write(as_csv(table))
    else:
        console.table(heads or tuple(msg("{key}", key=key) for key in table.keys), table.rows, styles)

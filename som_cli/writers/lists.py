"""Rows of text -> JSON or CSV for other programs."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextTable:
    """Keys of the columns (English, stable) and rows of text."""

    keys: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def as_json(name: str, table: TextTable) -> str:
    """`{"schema": 1, "<name>": [{key: text, …}, …]}`, indented, with its line end."""
    rows = [dict(zip(table.keys, row, strict=True)) for row in table.rows]
    return json.dumps({"schema": 1, name: rows}, ensure_ascii=False, indent=2) + "\n"


def as_csv(table: TextTable) -> str:
    """RFC 4180 with LF; text that a spreadsheet would take for a formula is marked by an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.keys)
    writer.writerows([guarded(text) for text in row] for row in table.rows)
    return out.getvalue()


def guarded(text: str) -> str:
    """Text that begins like a formula, made plain for spreadsheets."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text

"""Tables of open data -> the texts of a package: CSV, JSON, GeoJSON.

Values stand as the files of the plans write them: decimals to the last digit, dates as exactly as they are known. Texts
that begin like a formula are left as they are, too, where lists for people guard them with an apostrophe: a package is
read by programs, an apostrophe would change ids, join keys and negative numbers, and the schema would no longer hold.
The codebook tells people to import the files instead of opening them.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from som_cli.analysis.selection import text_of
from som_cli.model.network import Shape
from som_cli.model.values import parse_number
from som_cli.model.workspace import Workspace
from som_cli.reports.open_data.tables import Column, Table, Value


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """RFC 4180 with LF and one head row; blank is not given."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(rows)
    return out.getvalue()


def table_csv(table: Table) -> str:
    return as_csv([one.name for one in table.columns], text_rows(table))


def text_rows(table: Table) -> list[list[str]]:
    """The rows as texts; blank where nothing is given."""
    return [["" if value is None else text_of(value) for value in row] for row in table.rows]


def as_json(value: Any, indent: int = 0) -> str:
    """JSON in which a decimal keeps every digit that was written; objects and lists of objects a line each."""
    space = " " * indent
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Mapping):
        if not value:
            return "{}"
        parts = (
            f"{space} {json.dumps(key, ensure_ascii=False)}: {as_json(one, indent + 1)}" for key, one in value.items()
        )
        return "{\n" + ",\n".join(parts) + f"\n{space}}}"
    if isinstance(value, (list, tuple)):
        if any(isinstance(one, Mapping) for one in value):
            return "[\n" + ",\n".join(f"{space} {as_json(one, indent + 1)}" for one in value) + f"\n{space}]"
        return "[" + ", ".join(as_json(one) for one in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def records(table: Table) -> list[dict[str, Any]]:
    """The rows as objects: numbers as numbers, everything else as text, null for what is not given."""
    return [
        {column.name: _typed(column, text) for column, text in zip(table.columns, row, strict=True)}
        for row in text_rows(table)
    ]


def _typed(column: Column, text: str) -> Any:
    if not text:
        return None
    if column.kind in {"number", "integer"}:
        return parse_number(text)
    return text == "true" if column.kind == "boolean" else text


# ---- shapes


def shape_files(workspace: Workspace, tables: Mapping[str, Table]) -> dict[str, str]:
    """GeoJSON by file name: segments and members with a shape, stops with a position; each with its row's values."""
    shapes = {shape.id: shape for found in workspace.shapes.values() for shape in found}
    made = {name: _features(tables[name], shapes) for name in ("segments", "members")}
    made["stops"] = [
        _feature(row, {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]})
        for row in records(tables["stops"])
        if row["longitude"] is not None and row["latitude"] is not None
    ]
    return {
        f"{name}.geojson": as_json({"type": "FeatureCollection", "features": features}) + "\n"
        for name, features in made.items()
        if features
    }


def _features(table: Table, shapes: Mapping[str, Shape]) -> list[dict[str, Any]]:
    found = ((row, shapes.get(str(row["id"]))) for row in records(table))
    return [_feature(row, {"type": one.type, "coordinates": one.coordinates}) for row, one in found if one is not None]


def _feature(row: Mapping[str, Any], geometry: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "id": row["id"], "properties": row, "geometry": geometry}


def completed(tables: Sequence[Table], unknown: str, name: Value) -> list[Table]:
    """The tables, with a row for the word that says `unknown` where another table refers to it."""
    asked = {
        column.refers
        for table in tables
        for column in table.columns
        if column.refers and unknown in {str(row[table.place(column.name)] or "") for row in table.rows}
    }
    return [_with_unknown(table, unknown, name) if table.name in asked else table for table in tables]


def _with_unknown(table: Table, unknown: str, name: Value) -> Table:
    words = {table.columns[0].name: unknown, "name": name, "title": name}
    row = tuple(words.get(column.name) for column in table.columns)
    return Table(table.name, table.columns, table.key, (*table.rows, row))

"""An edition -> a package of open data: CSV, JSON, GeoJSON, a codebook, and a Frictionless description of them.

Source: Frictionless Data Package 1, Tabular Data Resource 1, Table Schema 1 (specs.frictionlessdata.io).
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from som_cli.messages import translate_text
from som_cli.model.descriptions import describe_value
from som_cli.model.values import UNKNOWN, in_language, tongue
from som_cli.reports.covers import left_out, scope_words
from som_cli.reports.edition import Edition
from som_cli.reports.open_data.details import detail_tables
from som_cli.reports.open_data.plans import plan_tables
from som_cli.reports.open_data.registers import register_tables
from som_cli.reports.open_data.tables import Column, Table
from som_cli.reports.open_data.texts import (
    as_csv,
    as_json,
    completed,
    records,
    shape_files,
    table_csv,
    text_rows,
)
from som_cli.reports.wording import Wording

_DATE = r"(unknown|[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)"
_CODEBOOK = ("table", "column", "kind", "description", "refers_to", "code", "meaning")
_TYPES = {"date": "string"}


def package(edition: Edition) -> bytes:
    """The zip archive: the same bytes for the same edition."""
    tables = open_tables(edition)
    by_name = {table.name: table for table in tables}
    files = {f"{table.name}.csv": table_csv(table) for table in tables}
    files["data.json"] = as_json({table.name: records(table) for table in tables}) + "\n"
    files |= shape_files(edition.workspace, by_name)
    files["codebook.csv"] = as_csv(_CODEBOOK, codebook(edition, tables))
    files["datapackage.json"] = as_json(descriptor(edition, tables, files)) + "\n"
    return _archive(edition, files)


def open_tables(edition: Edition) -> list[Table]:
    """The tables that have rows."""
    language = tongue(edition.language)
    workspace = edition.workspace
    found = [*plan_tables(workspace), *detail_tables(workspace), *register_tables(workspace, language)]
    whole = completed(found, UNKNOWN, edition.labels("value.unknown"))
    needed = {"segments", "stops", "members"}
    return [table for table in whole if table.rows or table.name in needed]


# ---- what the package says of itself


def descriptor(edition: Edition, tables: Sequence[Table], files: Mapping[str, str]) -> dict[str, Any]:
    """`datapackage.json`: who, when, from which sources, and the schema of every table."""
    partnership = edition.workspace.partnership
    wording = Wording(edition)
    about = scope_words(wording)
    title = edition.labels("open_data.title", name=partnership.name)
    described: dict[str, Any] = {
        "profile": "data-package",
        "name": edition.file_name("data").lower(),
        "title": f"{title} ({about})" if about else title,
        "description": " ".join([edition.labels("open_data.description"), edition.footer, *left_out(wording)]),
    }
    if edition.revision is not None:
        described["version"] = edition.revision.short
        described["created"] = edition.revision.committed.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if partnership.url:
        described["homepage"] = partnership.url
    described["contributors"] = [{"title": partnership.name, "role": "publisher"}]
    sources = [_source(one.title, one.url) for one in edition.workspace.sources.values()]
    if sources:
        described["sources"] = sources
    described["resources"] = [
        *(_resource(edition, table, tables, files) for table in tables),
        *(_shapes(edition, name, files) for name in files if name.endswith(".geojson")),
        {
            **_file("codebook", "codebook.csv", edition.labels("open_data.codebook"), "text/csv", files),
            "schema": {"fields": [{"name": name, "type": "string"} for name in _CODEBOOK], "missingValues": [""]},
        },
        _file("data", "data.json", edition.labels("open_data.json"), "application/json", files),
    ]
    return described


def _source(title: str, url: str | None) -> dict[str, str]:
    return {"title": " ".join(title.split()), **({"path": url} if url else {})}


def _file(name: str, path: str, title: str, media_type: str, files: Mapping[str, str]) -> dict[str, Any]:
    content = files[path].encode()
    return {
        "name": name,
        "path": path,
        "title": title,
        "format": path.rpartition(".")[2],
        "mediatype": media_type,
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }


def _shapes(edition: Edition, path: str, files: Mapping[str, str]) -> dict[str, Any]:
    name = path.partition(".")[0]
    title = edition.labels("open_data.shapes", table=edition.labels(f"open_data.table.{name}"))
    return _file(f"{name}-shapes", path, title, "application/geo+json", files)


def _resource(edition: Edition, table: Table, tables: Sequence[Table], files: Mapping[str, str]) -> dict[str, Any]:
    path = f"{table.name}.csv"
    described = _file(
        table.name.replace("_", "-"), path, edition.labels(f"open_data.table.{table.name}"), "text/csv", files
    )
    schema: dict[str, Any] = {
        "fields": [_field(edition, table, column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    keys = list(_foreign_keys(table, tables))
    if keys:
        schema["foreignKeys"] = keys
    dialect = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\n", "header": True}
    return {"profile": "tabular-data-resource", **described, "dialect": dialect, "schema": schema}


def _field(edition: Edition, table: Table, column: Column) -> dict[str, Any]:
    language = tongue(edition.language)
    constraints: dict[str, Any] = {}
    if column.name in table.key:
        constraints["required"] = True
    if len(table.key) == 1 and column.name in table.key:
        constraints["unique"] = True
    if column.kind == "date":
        constraints["pattern"] = _DATE
    if codes := [code for code, _ in _codes(edition, column)]:
        constraints["enum"] = codes
    described: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.kind, column.kind),
        "description": column.description(language),
    }
    return {**described, **({"constraints": constraints} if constraints else {})}


def _foreign_keys(table: Table, tables: Sequence[Table]) -> Iterator[dict[str, Any]]:
    """The references that hold within the package: a package of a part of the plans may name what is left out."""
    rows = text_rows(table)
    for column in table.columns:
        target = next((other for other in tables if other.name == column.refers), None)
        if target is None:
            continue
        known = {row[0] for row in text_rows(target)}
        if {row[table.place(column.name)] for row in rows} - {""} <= known:
            resource = "" if target is table else target.name.replace("_", "-")
            yield {"fields": column.name, "reference": {"resource": resource, "fields": target.columns[0].name}}


# ---- the codebook


def codebook(edition: Edition, tables: Sequence[Table]) -> Iterator[tuple[str, ...]]:
    """A row for each table, each column, and each code that it may hold, in the language of the edition."""
    language = tongue(edition.language)
    for table in tables:
        yield table.name, "", "", edition.labels(f"open_data.table.{table.name}"), "", "", ""
        for column in table.columns:
            refers = f"{column.refers}.{_first(tables, column.refers)}" if column.refers else ""
            kind = edition.labels(f"open_data.kind.{column.kind}")
            yield table.name, column.name, kind, column.description(language), refers, "", ""
            for code, meaning in _codes(edition, column):
                yield table.name, column.name, "", "", "", code, meaning


def _first(tables: Sequence[Table], name: str) -> str:
    return next((table.columns[0].name for table in tables if table.name == name), "id")


def _codes(edition: Edition, column: Column) -> Iterator[tuple[str, str]]:
    """The codes that a column may hold and what they mean: of a closed list, or of a list of the workspace."""
    language = tongue(edition.language)
    if options := column.options:
        for one in options:
            yield one.value, translate_text(describe_value(options, one.value), language)
    elif column.code_list:
        for code, entry in edition.workspace.codelists.get(column.code_list, {}).items():
            yield code, in_language(entry.label, edition.language) or code


# ---- the archive


def _archive(edition: Edition, files: Mapping[str, str]) -> bytes:
    """A zip of one folder's files in the order of their names, dated by the commit."""
    moment = datetime.fromtimestamp(edition.timestamp, UTC)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, moment.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name].encode())
    return stream.getvalue()

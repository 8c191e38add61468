"""The package of open data: every value as it is written, every cell as the schema says, every key known."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from som_cli.analysis.budget import amounts, total
from som_cli.analysis.scope import Scope
from som_cli.reports.edition import Edition
from som_cli.reports.open_data.package import package
from tests.reports.editions import EXAMPLE, REAL, TINY, changed_edition, make_edition
from tests.reports.reading import narrow_edition

CASES = {"tiny": (TINY, "en"), "example": (EXAMPLE, "pl"), "real": (REAL, "pl")}
everywhere = pytest.mark.parametrize("case", CASES)
NUMBER = re.compile(r"-?\d+(\.\d+)?")
CHECKS: dict[str, Callable[[str], object]] = {
    "number": NUMBER.fullmatch,
    "integer": re.compile(r"-?\d+").fullmatch,
    "boolean": re.compile("true|false").fullmatch,
    "string": lambda _: True,
}


def files_of(edition: Edition) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(package(edition))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@cache
def files(case: str) -> dict[str, str]:
    return files_of(make_edition(*CASES[case]))


def rows(content: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content)))


def resources(found: dict[str, str]) -> list[dict[str, Any]]:
    described = json.loads(found["datapackage.json"])
    return [one for one in described["resources"] if one.get("profile") == "tabular-data-resource"]


def schema_faults(found: dict[str, str]) -> list[str]:
    """Every cell against the type, the pattern and the codes of its field; keys that are double; keys unknown."""
    faults = []
    by_name = {one["name"]: one for one in resources(found)}
    for resource in by_name.values():
        schema, table = resource["schema"], rows(found[resource["path"]])
        fields = {field["name"]: field for field in schema["fields"]}
        heads = next(csv.reader(io.StringIO(found[resource["path"]])))
        if heads != list(fields):
            faults.append(f"{resource['name']}: heads")
        for line, row in enumerate(table, 2):
            faults += [
                f"{resource['name']}:{line} {name}: {value!r}"
                for name, value in row.items()
                if not _fits(value, fields[name])
            ]
        keys = [tuple(row[name] for name in schema["primaryKey"]) for row in table]
        if len(keys) != len(set(keys)):
            faults.append(f"{resource['name']}: key")
        for reference in schema.get("foreignKeys", ()):
            target = by_name[reference["reference"]["resource"] or resource["name"]]
            known = {row[reference["reference"]["fields"]] for row in rows(found[target["path"]])}
            unknown = {row[reference["fields"]] for row in table} - known - {""}
            faults += [f"{resource['name']}.{reference['fields']}: {one}" for one in sorted(unknown)]
    return faults


def _fits(value: str, field: dict[str, Any]) -> bool:
    limits = field.get("constraints", {})
    if not value:
        return not limits.get("required")
    is_coded = "enum" not in limits or value in limits["enum"]
    is_shaped = "pattern" not in limits or re.fullmatch(limits["pattern"], value)
    return bool(CHECKS[field["type"]](value) and is_coded and is_shaped)


@everywhere
def test_every_cell_keeps_its_schema(case: str) -> None:
    assert schema_faults(files(case)) == []


def test_a_wrong_cell_would_be_seen() -> None:
    found = dict(files("example"))
    found["actions.csv"] = found["actions.csv"].replace("investment", "invention", 1)
    head, first, rest = found["budget_lines.csv"].split("\n", 2)
    action = first.split(",")[1]
    found["budget_lines.csv"] = "\n".join([head, first.replace(action, "STR-A-99"), rest])
    found["targets.csv"] = found["targets.csv"].replace("\n2,", "\n1,", 1)
    faults = schema_faults(found)
    assert any("invention" in fault for fault in faults)
    assert {"budget-lines.action: STR-A-99", "targets: key"} <= set(faults)


@everywhere
def test_every_reference_is_declared(case: str) -> None:
    """A whole workspace without errors names nothing that is not there."""
    declared = {
        (one["name"], key["fields"]) for one in resources(files(case)) for key in one["schema"].get("foreignKeys", ())
    }
    present = {one["name"] for one in resources(files(case))}
    wanted = {("actions", "plan"), ("actions", "objective"), ("actions", "owner"), ("budget-lines", "payer")}
    assert {pair for pair in wanted if pair[0] in present} <= declared


def test_values_are_as_written() -> None:
    found = rows(files("real")["budget_lines.csv"])
    workspace = make_edition(REAL, "pl").workspace
    written = [line.amount for action in workspace.actions.values() if action.budget for line in action.budget.lines]
    assert [row["amount"] for row in found] == [format(value, "f") for value in written]
    assert any(row["amount"].endswith(".00") for row in found)
    assert "unknown" in {row["to"] for row in found}


def test_counted_lines_sum_to_the_budget() -> None:
    found = rows(files("real")["budget_lines.csv"])
    workspace = make_edition(REAL, "pl").workspace
    counted = sum((Decimal(row["amount"]) for row in found if row["counted"] == "true"), Decimal(0))
    stated = total(part for part in amounts(workspace) if part.line is None)
    assert counted == total(amounts(workspace)) - stated


def test_json_holds_the_same() -> None:
    found = files("real")
    data = json.loads(found["data.json"], parse_float=Decimal, parse_int=Decimal)
    for resource in resources(found):
        table = rows(found[resource["path"]])
        held = data[resource["path"].removesuffix(".csv")]
        assert len(held) == len(table)
        for row, record in zip(table, held, strict=True):
            shown = {key: _text(value) for key, value in record.items()}
            assert shown == row


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def test_shapes_carry_the_rows() -> None:
    found = files("real")
    segments = json.loads(found["segments.geojson"])
    ids = {row["id"] for row in rows(found["segments.csv"])}
    assert {one["id"] for one in segments["features"]} <= ids
    assert len(segments["features"]) > 100
    assert {one["geometry"]["type"] for one in segments["features"]} <= {"LineString", "MultiLineString"}
    stops = json.loads(found["stops.geojson"])
    assert all(one["geometry"]["type"] == "Point" for one in stops["features"])
    assert len(json.loads(found["members.geojson"])["features"]) == 14


def test_no_text_of_a_remark_and_no_author_is_published() -> None:
    workspace = make_edition(REAL, "pl").workspace
    everything = "\n".join(files("real").values())
    for remark in workspace.remarks.values():
        assert not remark.text or remark.text.strip() not in everything
    assert "text" not in rows(files("real")["remarks.csv"])[0]
    assert "author" not in rows(files("real")["sources.csv"])[0]


def test_the_codebook_explains_every_column_and_code() -> None:
    found = files("real")
    book = rows(found["codebook.csv"])
    columns = {(row["table"], row["column"]) for row in book if row["kind"]}
    for resource in resources(found):
        name = resource["path"].removesuffix(".csv")
        assert {(name, field["name"]) for field in resource["schema"]["fields"]} <= columns
        for field in resource["schema"]["fields"]:
            codes = {row["code"] for row in book if (row["table"], row["column"]) == (name, field["name"])} - {""}
            assert codes == set(field.get("constraints", {}).get("enum", ()))
    assert all(row["meaning"] for row in book if row["code"])
    assert all(row["description"] for row in book if row["kind"])


def test_the_description_says_when_and_from_what() -> None:
    described = json.loads(files("real")["datapackage.json"])
    assert described["created"] == "2026-01-15T12:00:00Z"
    assert described["profile"] == "data-package"
    assert len(described["sources"]) == len(make_edition(REAL, "pl").workspace.sources)
    assert "licenses" not in described
    assert {one["path"] for one in described["resources"]} == set(files("real")) - {"datapackage.json"}


def test_a_part_of_the_plans_is_whole_in_itself() -> None:
    found = files_of(narrow_edition(REAL, "pl", Scope(plan="som")))
    assert schema_faults(found) == []
    assert {row["plan"] for row in rows(found["actions.csv"])} == {"som"}
    assert json.loads(found["datapackage.json"])["name"] == "som-data-som"


def test_text_like_a_formula_stays_as_it_is() -> None:
    title = "=1+1"
    changes = {"plans/tr/objectives/TR-1.yml": f"id: TR-1\nlevel: strategic\ntitle: '{title}'\n"}
    found = files_of(changed_edition(TINY, "en", changes))
    assert next(row for row in rows(found["objectives.csv"]) if row["id"] == "TR-1")["title"] == title


def test_the_same_edition_gives_the_same_bytes() -> None:
    edition = make_edition(EXAMPLE, "pl")
    assert package(edition) == package(edition)


@everywhere
def test_lines_end_with_lf(case: str) -> None:
    assert all("\r" not in content and content.endswith("\n") for content in files(case).values())


def test_the_folder_holds_nothing_else() -> None:
    assert all("/" not in name for name in files("real"))
    assert Path("datapackage.json").name in files("tiny")


def test_steps_and_inventories_are_in_the_package() -> None:
    found, workspace = files("real"), make_edition(REAL, "pl").workspace
    steps = sum(len(action.steps) for action in workspace.actions.values())
    assert len(rows(found["action_steps.csv"])) == steps
    used = sum(row.mwh for inventory in workspace.inventories for row in inventory.rows)
    assert sum(Decimal(row["mwh"]) for row in rows(found["inventory.csv"])) == used
    assert {row["year"] for row in rows(found["inventory.csv"])} == {"2013"}


def test_the_codebook_speaks_to_those_who_have_the_tables() -> None:
    book = rows(files("real")["codebook.csv"])
    assert [row for row in book if "registry/" in row["description"] or ".yml" in row["description"]] == []
    assert {row["table"] for row in book if not row["column"]} == {row["table"] for row in book}

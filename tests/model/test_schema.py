"""Schemas and the decoder accept and refuse the same files: every file at hand, every decode case, every field."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import date
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from som_cli.model.assemble import NO_PARTNERSHIP, NO_SETTINGS
from som_cli.model.codelists import check_codes
from som_cli.model.decode_files import decode_texts
from som_cli.model.entry import Entry
from som_cli.model.layout import place_of
from som_cli.model.loading import load
from som_cli.model.schema import Vocabulary, file_glob, file_kind, file_kinds, file_schema
from som_cli.model.workspace import Workspace
from som_cli.text.files import WorkingTree
from som_cli.text.source import SourceText, read_source
from som_cli.text.yaml_reader import parse_yaml
from tests.model import test_decode
from tests.model.core_yaml import core_data

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "tests" / "example" / "strategies"
FOLDERS = (EXAMPLE, ROOT / "tests" / "tiny", ROOT / "strategies")
CASES = ROOT / "tests" / "cases" / "validate"
TODAY = date(2026, 1, 15)

# A schema sees what a parser made of a text. These it cannot tell from what they look like afterwards.
LOST_FORM = {
    "budget: {lines: [{amount: 1e3}]}\n": "1e3 is the number 1000",
    "budget: {lines: [{amount: .5}]}\n": ".5 is the number 0.5",
    "order: 01\n": "01 is the number 1",
}
# That an id is the name of its file stands in no file: the finding YML05 is none of a schema's.
ABOUT_PATHS = "YML05"


@cache
def workspace_of(folder: Path) -> Workspace:
    return load(WorkingTree(folder), TODAY, is_fixed=True).workspace


@cache
def validator(folder: Path, kind: str) -> Draft202012Validator:
    return Draft202012Validator(file_schema(file_kinds()[kind], Vocabulary(workspace_of(folder), "en")))


def is_readable(path: str, text: str) -> bool:
    """Whether the text is YAML that we read at a place that has a schema."""
    found = read_source(path, text.encode())[0]
    return place_of(path) is not None and found is not None and not parse_yaml(found)[1]


def decoder_refuses(path: str, text: str, folder: Path) -> list[str]:
    decoded = decode_texts({path: SourceText(path, text)})
    alone = Workspace(
        items={"": {f"{number}": item for number, item in enumerate(decoded.items)}},
        settings=NO_SETTINGS,
        partnership=NO_PARTNERSHIP,
        today=TODAY,
        codelists=workspace_of(folder).codelists,
    )
    codes = check_codes(alone)
    return [
        f"{problem.code} {problem.message}" for problem in (*decoded.problems, *codes) if problem.code != ABOUT_PATHS
    ]


def schema_refuses(path: str, text: str, folder: Path) -> list[str]:
    found = place_of(path)
    assert found is not None
    errors = validator(folder, file_kind(found[0])).iter_errors(core_data(text))
    return [f"{error.json_path} {error.message}" for error in errors]


def disagreement(path: str, text: str, folder: Path = EXAMPLE) -> str:
    """What each of the two says where one accepts and the other does not; empty where they agree."""
    decoder, schema = decoder_refuses(path, text, folder), schema_refuses(path, text, folder)
    return "" if bool(decoder) == bool(schema) else f"{path}\n{text}\ndecoder: {decoder}\nschema: {schema}"


def data_files(folder: Path) -> list[str]:
    return [path for path in WorkingTree(folder).paths if path.endswith(".yml") and place_of(path)]


@pytest.mark.parametrize("kind", file_kinds())
def test_schemas_are_valid_and_their_examples_too(kind: str) -> None:
    schema = validator(EXAMPLE, kind).schema
    Draft202012Validator.check_schema(schema)
    shown = [(part, example) for part in parts(schema) for example in part.get("examples", ())]
    assert shown
    for part, example in shown:
        assert Draft202012Validator({**part, "$defs": schema["$defs"]}).is_valid(example), (part, example)


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Every schema inside a schema."""
    if isinstance(schema, dict):
        if "type" in schema or "$ref" in schema:
            yield schema
        for inner in schema.values():
            yield from parts(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from parts(inner)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.relative_to(ROOT).as_posix())
def test_they_agree_on_every_file_at_hand(folder: Path) -> None:
    files = data_files(folder)
    texts = {path: (folder / path).read_text("utf-8") for path in files}
    readable = {path: text for path, text in texts.items() if is_readable(path, text)}
    assert len(readable) > 10
    assert [found for path, text in readable.items() if (found := disagreement(path, text, folder))] == []


def test_they_agree_on_the_golden_trees() -> None:
    paths = [path for path in CASES.glob("*/tree/**/*.yml") if is_readable(tree_path(path), path.read_text("utf-8"))]
    refused = [path for path in paths if decoder_refuses(tree_path(path), path.read_text("utf-8"), FOLDERS[1])]
    assert len(refused) > 1
    assert [
        found for path in paths if (found := disagreement(tree_path(path), path.read_text("utf-8"), FOLDERS[1]))
    ] == []


def tree_path(path: Path) -> str:
    return path.as_posix().rpartition("/tree/")[2]


def decode_cases() -> list[tuple[str, str]]:
    """Path and text of every case that the decoder's own tests read."""
    at_action, at_objective = "plans/str/actions/STR-A-01.yml", "plans/str/objectives/STR-1.yml"
    cases = [
        (at_action, test_decode.ACTION + row[0]) for row in rows(test_decode.test_each_problem_is_found_in_its_place)
    ]
    cases += [
        (at_action, test_decode.ACTION + row[0]) for row in rows(test_decode.test_the_help_says_what_was_probably_meant)
    ]
    cases += [(row[0], row[1]) for row in rows(test_decode.test_a_file_says_what_its_place_expects)]
    ids = [*rows(test_decode.test_ids_have_a_form), *rows(test_decode.test_what_is_no_id_is_refused)]
    cases += [(at_objective, f"id: {identifier}\ntitle: T\n") for identifier in ids]
    cases += [
        (at_action, "id: TR-A-09\nmirror_of: STR-A-01\nobjective: TR-1\n"),
        (at_action, "id: TR-A-09\nmirror_of: ''\nobjective: TR-1\n"),
        (at_action, "id: TR-A-09\nmirror_of: STR-A-01\nobjective: TR-1\ntitle: ''\n"),
        ("registry/units.yml", "km: {dimension: length}\nm: x\n"),
        ("registry/units.yml", "km: {dimension: length}\nm: {dimension: length, id: m}\n"),
        ("registry/units.yml", "km: {dimension: length}\nm:\n"),
        ("registry/funds.yml", "# none yet\n"),
    ]
    return [(path, text) for path, text in cases if is_readable(path, text)]


def rows(test: Callable[..., None]) -> list[Any]:
    (mark,) = test.pytestmark  # type: ignore[attr-defined]
    return list(mark.args[1])


@pytest.mark.parametrize(("path", "text"), decode_cases())
def test_they_agree_on_every_decode_case(path: str, text: str) -> None:
    lost = next((reason for form, reason in LOST_FORM.items() if text.endswith(form)), "")
    assert bool(disagreement(path, text)) == bool(lost), lost


DATES = (
    2014,
    "2014",
    "2014-02-29",
    "2016-02-29",
    "1900-02-29",
    "2000-02-29",
    "2014-06-31",
    "2014-6",
    "0000",
    "unknown",
)
VALUES: tuple[Any, ...] = (
    None,
    "",
    "x",
    "true",
    "1 200",
    "1250.50",
    "-3",
    "Ab-1",
    True,
    0,
    -7,
    3.25,
    10**31,
    [],
    ["x"],
    {},
    {"x": "y"},
    *DATES,
)


@pytest.mark.parametrize("kind", file_kinds())
def test_they_agree_on_every_field(kind: str) -> None:
    place = file_kinds()[kind]
    path = file_glob(place).replace("**/*", "plans/str/plan").replace("*", "x")
    texts = [as_yaml(make(value)) for _, make in sites(validator(EXAMPLE, kind).schema) for value in VALUES]
    found = [(text, decoder_refuses(path, text, EXAMPLE), schema_refuses(path, text, EXAMPLE)) for text in texts]
    assert 10 < sum(not decoder for _, decoder, _ in found) < len(found)
    assert [verdicts for verdicts in found if bool(verdicts[1]) != bool(verdicts[2])] == []


Maker = Callable[[Any], Any]


def sites(schema: Any) -> Iterator[tuple[str, Maker]]:
    """Each field that a file can hold, once, with a function that makes a good file with a value there.

    What any entry may carry is tried at the top alone.
    """
    definitions = schema["$defs"]
    common = {spec.name for spec in fields(Entry)}
    seen: set[str] = set()

    def walk(part: Any, name: str, wrap: Maker) -> Iterator[tuple[str, Maker]]:
        if "$ref" in part:
            name = part["$ref"].rpartition("/")[2]
            part = definitions[name]
        if name in seen:
            return
        if "properties" in part:
            seen.add(name)
        least = least_mapping(part, definitions)
        for key, inner in part.get("properties", {}).items():
            if name in definitions and key in common - {*least}:
                continue

            def fill(value: Any, key: str = key) -> Any:
                return wrap({**least, key: value})

            yield f"{name}.{key}", fill
            yield from walk(inner, f"{name}.{key}", fill)
        if "items" in part:
            yield f"{name}[]", lambda value: wrap([value])
            yield from walk(part["items"], f"{name}[]", lambda value: wrap([value]))
        if part.get("additionalProperties"):
            yield f"{name}{{}}", lambda value: wrap({**least, "x": value})
            yield from walk(part["additionalProperties"], f"{name}{{}}", lambda value: wrap({**least, "x": value}))

    return walk(schema, "", lambda value: value)


def least_mapping(part: Any, definitions: Any) -> dict[str, Any]:
    """The mapping with nothing but what must be there."""
    keys = [*part.get("required", ()), *(key for rule in part.get("allOf", ()) for key in rule["else"]["required"])]
    return {key: good_value(part["properties"][key], definitions) for key in keys}


def good_value(part: Any, definitions: Any) -> Any:
    """A value that a schema accepts: an example, the first of a list, or text."""
    part = {**definitions[part["$ref"].rpartition("/")[2]], **part} if "$ref" in part else part
    shown = [*part.get("examples", ()), *part.get("enum", ())]
    if shown:
        return shown[0]
    if "64" in part.get("pattern", ""):
        return "0" * 64
    return 1 if "string" in part["type"] and "pattern" in part else "text"


def as_yaml(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False) + "\n"


@settings(max_examples=200)
@given(st.data())
def test_they_agree_on_changed_files(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(data_files(EXAMPLE)))
    document = core_data((EXAMPLE / path).read_text("utf-8"))
    place = data.draw(st.sampled_from(list(containers(document))))
    change = data.draw(st.sampled_from(["drop", "add", "set"]))
    if isinstance(place, dict):
        key = data.draw(st.sampled_from([*place, "note", "onwer"]))
        if change == "drop":
            place.pop(key, None)
        else:
            place["note" if change == "add" else key] = data.draw(st.sampled_from(VALUES))
    else:
        place.append(data.draw(st.sampled_from(VALUES)))
    assert disagreement(path, as_yaml(document)) == ""


def containers(data: Any) -> Iterator[Any]:
    if isinstance(data, dict | list):
        yield data
        for inner in data.values() if isinstance(data, dict) else data:
            yield from containers(inner)


def test_a_schema_offers_the_lists_and_ids_of_its_workspace() -> None:
    schema = validator(EXAMPLE, "action").schema
    assert "PGN-A-03" in schema["$defs"]["id-action"]["examples"]
    assert "unknown" in schema["$defs"]["id-member-body-stakeholder-unknown"]["examples"]
    sectors = schema["$defs"]["codes-sectors"]
    assert set(sectors["enum"]) == {*workspace_of(EXAMPLE).codelists["sectors"], None}
    assert len(sectors["enum"]) == len(sectors["enumDescriptions"])
    assert "planned" in schema["$defs"]["ActionStatus"]["enum"]
    polish = file_schema(file_kinds()["action"], Vocabulary(workspace_of(EXAMPLE), "pl"))
    assert "rolnictwo" in polish["$defs"]["codes-sectors"]["enumDescriptions"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.relative_to(ROOT).as_posix())
def test_every_file_is_found_by_the_pattern_of_its_kind_alone(folder: Path) -> None:
    for path in data_files(folder):
        found = place_of(path)
        assert found is not None
        # The YAML extension of VS Code lets a star stand for slashes too.
        kinds = [
            kind for kind, place in file_kinds().items() if fnmatch(f"/a/data/{path}", f"*data/{file_glob(place)}")
        ]
        assert kinds == [file_kind(found[0])]

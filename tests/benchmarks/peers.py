"""The benchmark's items -> the same items in the format of each peer, and the command that checks them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import yaml

from tests.benchmarks.corpus import files

# What a JSON Schema can say of every item alike.
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "string", "pattern": "^[A-Za-z0-9.-]+$"},
        "title": {"type": "string", "minLength": 3},
        "kind": {"type": "string"},
        "objective": {"type": "string", "pattern": "^[A-Z]+-[0-9.]+$"},
        "status": {"enum": ["draft", "planned", "active"]},
        "partners": {"type": "array", "items": {"type": "string"}},
        "steps": {"type": "array", "items": {"type": "object", "required": ["due", "what"]}},
        "outputs": {"type": "array", "items": {"type": "object", "required": ["indicator", "value"]}},
        "budget": {
            "type": "object",
            "required": ["stated_total", "lines"],
            "properties": {
                "stated_total": {"type": "number", "minimum": 0},
                "lines": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["year", "source", "payer", "amount"],
                        "properties": {"year": {"type": "integer"}, "amount": {"type": "number"}},
                    },
                },
            },
        },
        "contributes": {"type": "array", "items": {"type": "object", "required": ["to", "why"]}},
    },
}


@dataclass(frozen=True, slots=True)
class Written:
    """An item as any tool can hold it: whole number, title, the text of its file, number of the item that it serves.

    `fields` are the item's own, every value as it is written, but for its id, its title and what it serves.
    """

    number: int
    title: str
    text: str
    serves: int | None
    fields: Mapping[str, Any]

    @property
    def words(self) -> Mapping[str, str]:
        """The fields that hold one value each, or a list of such."""
        flat = {name: ", ".join(value) if _is_plain(value) else value for name, value in self.fields.items()}
        return {name: value.strip() for name, value in flat.items() if isinstance(value, str)}

    @property
    def records(self) -> Mapping[str, Any]:
        """The fields that hold records or lists of them: money, steps, outputs, targets, contributions."""
        return {name: value for name, value in self.fields.items() if name not in self.words}


def _is_plain(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool: its package and version, how its corpus is written, its command, and what folders a run leaves behind.

    A command ends with the files of the pattern `over`, where it takes files. `is_slow`: one run is enough.
    """

    name: str
    package: str
    version: str
    write: Callable[[Path, int], None]
    command: tuple[str, ...]
    leaves: tuple[str, ...] = ()
    over: str = ""
    is_slow: bool = False


def written_items(items: int) -> Iterator[Written]:
    """The items of the corpus; an item serves an objective, or an objective above it."""
    numbers: dict[str, int] = {}
    for path, text in files(items):
        fields = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - text alone is made
        if "id" not in fields or path.endswith("partnership.yml"):
            continue
        numbers[fields.pop("id")] = len(numbers) + 1
        title = fields.pop("title", None) or fields.pop("name")
        parent = fields.pop("objective", None) or fields.pop("parent", None)
        # `level` is a number in Doorstop.
        named = {"tier" if name == "level" else name: value for name, value in fields.items()}
        yield Written(len(numbers), title, text, numbers[parent] if parent else None, named)


def _place(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _indented(text: str, by: int) -> str:
    return "".join(f"{' ' * by}{line}\n" for line in text.splitlines())


def write_for_check_jsonschema(folder: Path, items: int) -> None:
    """The very files that we read, and one schema."""
    _place(folder, "schema.json", json.dumps(SCHEMA))
    for item in written_items(items):
        _place(folder, f"items/{item.number:05}.yml", item.text)


def write_for_doorstop(folder: Path, items: int) -> None:
    """One document in a git repository, one file an item, the item's fields as attributes."""
    subprocess.run(["git", "init", "--quiet", "."], cwd=folder, check=True)
    _place(folder, "items/.doorstop.yml", "settings:\n  digits: 5\n  itemformat: yaml\n  prefix: ITEM\n  sep: ''\n")
    for item in written_items(items):
        known = {
            "active": True,
            "derived": False,
            "header": item.title,
            "level": f"{item.number}.0",
            "links": [{f"ITEM{item.serves:05}": None}] if item.serves else [],
            "normative": True,
            "ref": "",
            "reviewed": None,
            "text": item.title,
        }
        text = yaml.dump(known | dict(item.fields), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
        _place(folder, f"items/ITEM{item.number:05}.yml", text)


def write_for_strictdoc(folder: Path, items: int) -> None:
    """Documents of a thousand requirements, whose fields are declared; records stand in the statement."""
    every = list(written_items(items))
    names = list(dict.fromkeys(name for item in every for name in item.words))
    declared = ["UID", "TITLE", *(name.upper() for name in names), "STATEMENT"]
    fields = "".join(f"  - TITLE: {name}\n    TYPE: String\n    REQUIRED: False\n" for name in declared)
    grammar = f"[GRAMMAR]\nELEMENTS:\n- TAG: REQUIREMENT\n  FIELDS:\n{fields}  RELATIONS:\n  - TYPE: Parent\n"
    for first in range(0, len(every), 1000):
        parts = [f"[DOCUMENT]\nTITLE: Items from {first}\n\n{grammar}"]
        for item in every[first : first + 1000]:
            link = f"RELATIONS:\n- TYPE: Parent\n  VALUE: ITEM-{item.serves}\n" if item.serves else ""
            words = "".join(f"{name.upper()}: {_line(item.words[name])}\n" for name in names if name in item.words)
            parts.append(
                f"[REQUIREMENT]\nUID: ITEM-{item.number}\nTITLE: {item.title}\n{words}"
                f"STATEMENT: >>>\n{_listed(item)}\n<<<\n{link}"
            )
        _place(folder, f"docs/{first}.sdoc", "\n".join(parts))


def _line(text: str) -> str:
    return " ".join(text.split())


def _listed(item: Written) -> str:
    """The records of an item as a list, an entry a line."""
    lines = [
        f"- {name}: {json.dumps(entry, ensure_ascii=False)}"
        for name, value in item.records.items()
        for entry in (value if isinstance(value, list) else [value])
    ]
    return "\n".join(lines) or item.title


def write_for_trestle(folder: Path, items: int) -> None:
    """One OSCAL catalog whose controls are the items: single values as properties, records as parts."""
    controls = [
        {
            "id": f"item-{item.number}",
            "title": item.title,
            "props": _properties(item.words),
            "links": [{"href": f"#item-{item.serves}", "rel": "required"}] if item.serves else None,
            "parts": [
                {"id": f"item-{item.number}_smt", "name": "statement", "prose": item.title},
                *_parts(f"item-{item.number}", item.records),
            ],
        }
        for item in written_items(items)
    ]
    catalog = {
        "uuid": str(uuid5(NAMESPACE_URL, "catalog")),
        "metadata": {
            "title": "Items",
            "last-modified": "2015-07-01T00:00:00.000+00:00",
            "version": "1",
            "oscal-version": "1.2.1",
        },
        "groups": [
            {
                "id": "items",
                "title": "Items",
                "controls": [{key: value for key, value in one.items() if value} for one in controls],
            }
        ],
    }
    _place(folder, ".trestle/config.ini", "")
    _place(folder, "catalogs/items/catalog.json", json.dumps({"catalog": catalog}))


def _properties(words: Mapping[str, str]) -> list[Mapping[str, str]]:
    return [{"name": name, "value": _line(value)} for name, value in words.items()]


def _parts(identifier: str, records: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The records as parts of parts, each with an id of its own."""
    parts: list[Mapping[str, Any]] = []
    for name, value in records.items():
        for number, entry in enumerate(value if isinstance(value, list) else [value]):
            own = f"{identifier}_{name}{number}"
            words = {key: text for key, text in entry.items() if isinstance(text, str)}
            inner = _parts(own, {key: one for key, one in entry.items() if key not in words})
            part = {"id": own, "name": name, "props": _properties(words), "parts": inner}
            parts.append({key: one for key, one in part.items() if one})
    return parts


def write_for_sphinx_needs(folder: Path, items: int) -> None:
    """Pages of a hundred needs, whose fields are declared; records stand in the body."""
    every = list(written_items(items))
    names = sorted({name for item in every for name in item.words} - {"status"})
    declared = {name: {"nullable": True} for name in names}
    settings = f"needs_id_regex = '^ITEM_[0-9]+$'\nneeds_fields = {declared}\n"
    _place(folder, "conf.py", f"project = 'Items'\nextensions = ['sphinx_needs']\n{settings}")
    pages = []
    for first in range(0, len(every), 100):
        parts = ["Items\n=====\n"]
        for item in every[first : first + 100]:
            link = f"   :links: ITEM_{item.serves}\n" if item.serves else ""
            words = "".join(f"   :{name}: {_line(value)}\n" for name, value in item.words.items())
            body = _indented(_listed(item), 3)
            parts.append(f".. req:: {item.title}\n   :id: ITEM_{item.number}\n{words}{link}\n{body}")
        pages.append(f"page{first}")
        _place(folder, f"{pages[-1]}.rst", "\n".join(parts))
    _place(folder, "index.rst", "Items\n=====\n\n.. toctree::\n\n" + "".join(f"   {page}\n" for page in pages))


PEERS: Sequence[Peer] = (
    Peer(
        "check-jsonschema",
        "check-jsonschema",
        "0.39.0",
        write_for_check_jsonschema,
        ("check-jsonschema", "--schemafile", "schema.json"),
        over="items/*.yml",
    ),
    Peer("Doorstop -F", "doorstop", "3.2", write_for_doorstop, ("doorstop", "-F")),
    Peer("Doorstop", "doorstop", "3.2", write_for_doorstop, ("doorstop",), is_slow=True),
    Peer(
        "StrictDoc (JSON)",
        "strictdoc",
        "0.30.4",
        write_for_strictdoc,
        ("strictdoc", "export", "--formats=json", "--output-dir", "out", "docs"),
        leaves=("out",),
    ),
    Peer(
        "sphinx-needs",
        "sphinx-needs",
        "9.1.0",
        write_for_sphinx_needs,
        ("sphinx-build", "-q", "-b", "needs", ".", "out"),
        leaves=("out",),
    ),
    Peer(
        "compliance-trestle",
        "compliance-trestle",
        "5.2.0",
        write_for_trestle,
        ("trestle", "validate", "-t", "catalog", "-n", "items"),
    ),
)

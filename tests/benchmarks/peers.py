"""The benchmark's items -> the same items in the format of each peer, and the command that checks them."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from tests.benchmarks.corpus import files

_ID = re.compile(r"^id: (.+)$", re.MULTILINE)
_TITLE = re.compile(r"^(?:title|name): (.+)$", re.MULTILINE)
_PARENT = re.compile(r"^(?:objective|parent): (.+)$", re.MULTILINE)

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
    """An item as any tool can hold it: whole number, title, the text of its file, number of the item that it serves."""

    number: int
    title: str
    text: str
    serves: int | None


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
        found = _ID.search(text)
        if found is None or path.endswith("partnership.yml"):
            continue
        numbers[found[1]] = len(numbers) + 1
        title, parent = _TITLE.search(text), _PARENT.search(text)
        yield Written(len(numbers), title[1] if title else "", text, numbers[parent[1]] if parent else None)


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
    """One document, one file an item, in a git repository, as Doorstop wants it."""
    subprocess.run(["git", "init", "--quiet", "."], cwd=folder, check=True)
    _place(folder, "items/.doorstop.yml", "settings:\n  digits: 5\n  itemformat: yaml\n  prefix: ITEM\n  sep: ''\n")
    for item in written_items(items):
        links = f"\n- ITEM{item.serves:05}: null\n" if item.serves else " []\n"
        _place(
            folder,
            f"items/ITEM{item.number:05}.yml",
            f"active: true\nderived: false\nheader: |\n  {item.title}\nlevel: {item.number}.0\nlinks:{links}"
            f"normative: true\nref: ''\nreviewed: null\ntext: |\n{_indented(item.text, 2)}",
        )


def write_for_strictdoc(folder: Path, items: int) -> None:
    """Documents of a thousand requirements."""
    every = list(written_items(items))
    for first in range(0, len(every), 1000):
        parts = [f"[DOCUMENT]\nTITLE: Items from {first}\n"]
        for item in every[first : first + 1000]:
            link = f"RELATIONS:\n- TYPE: Parent\n  VALUE: ITEM-{item.serves}\n" if item.serves else ""
            parts.append(
                f"[REQUIREMENT]\nUID: ITEM-{item.number}\nTITLE: {item.title}\nSTATEMENT: >>>\n{item.text}<<<\n{link}"
            )
        _place(folder, f"docs/{first}.sdoc", "\n".join(parts))


def write_for_trestle(folder: Path, items: int) -> None:
    """One OSCAL catalog whose controls are the items."""
    controls = [
        {
            "id": f"item-{item.number}",
            "title": item.title,
            "links": [{"href": f"#item-{item.serves}", "rel": "required"}] if item.serves else None,
            "parts": [{"id": f"item-{item.number}_smt", "name": "statement", "prose": item.text}],
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


def write_for_sphinx_needs(folder: Path, items: int) -> None:
    """Pages of a hundred needs."""
    _place(folder, "conf.py", "project = 'Items'\nextensions = ['sphinx_needs']\nneeds_id_regex = '^ITEM_[0-9]+$'\n")
    every = list(written_items(items))
    pages = []
    for first in range(0, len(every), 100):
        parts = ["Items\n=====\n"]
        for item in every[first : first + 100]:
            link = f"   :links: ITEM_{item.serves}\n" if item.serves else ""
            body = _indented(item.text, 6)
            parts.append(f".. req:: {item.title}\n   :id: ITEM_{item.number}\n{link}\n   ::\n\n{body}")
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

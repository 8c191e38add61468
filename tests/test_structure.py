"""The architecture holds: layers, doors, cycles, sizes, names. Each check is shown to fail on a tree that breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.tools import structure
from tests.tools.structure import Tree

ROOT = Path(__file__).parent.parent

Check = Callable[[Tree], Iterator[str]]

CHECKS: list[Check] = [
    structure.check_layers,
    structure.check_doors,
    structure.check_hidden_imports,
    structure.check_cycles,
    structure.check_sizes,
    structure.check_names,
    structure.check_packages,
    structure.check_words,
]


@pytest.fixture(scope="module")
def tree() -> Tree:
    return structure.read_tree(ROOT)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_program_keeps_to_its_architecture(check: Check, tree: Tree) -> None:
    assert list(check(tree)) == []


def test_the_whole_program_is_looked_at(tree: Tree) -> None:
    packages = {path.split("/")[1] for path in tree if path.startswith("som_cli/")}
    assert {"messages.py", "text", "model", "rules", "document", "writers", "cli"} <= packages
    assert any(path.startswith("templates/") for path in tree)
    assert any(found.target == "som_cli.messages" for found in structure.imports(tree))


@pytest.mark.parametrize(
    ("check", "path", "text", "problem"),
    [
        (structure.check_layers, "som_cli/text/a.py", "from som_cli.model import plan", "is not below text"),
        (structure.check_layers, "som_cli/text/a.py", "import som_cli.rules.budget", "is not below text"),
        (structure.check_layers, "som_cli/messages.py", "from som_cli.text import nodes", "is not below messages"),
        (structure.check_layers, "som_cli/forms/a.py", "from som_cli.writers.xlsx import x", "is not below forms"),
        (structure.check_layers, "som_cli/writers/a.py", "from som_cli.model.plan import Plan", "is not below writers"),
        (structure.check_layers, "som_cli/document/a.py", "from som_cli.model import Plan", "is not below document"),
        (
            structure.check_layers,
            "som_cli/text/a.py",
            "if TYPE_CHECKING:\n    from som_cli.model.plan import Plan",
            "is not below text",
        ),
        (structure.check_layers, "som_cli/text/a.py", "from . import nodes", "is relative"),
        (structure.check_layers, "som_cli/extra/a.py", "", "belongs to no layer"),
        (structure.check_layers, "som_cli/text/a.py", "from som_cli.extra import a", "is not below text"),
        (structure.check_doors, "som_cli/cli/a.py", "import yaml", "outside its door"),
        (structure.check_doors, "som_cli/writers/docx.py", "import docx.oxml", "is heavy"),
        (structure.check_doors, "som_cli/writers/pdf.py", "class A:\n    import typst", "is heavy"),
        (structure.check_doors, "som_cli/model/a.py", "import pandas", "has no door"),
        (structure.check_doors, "som_cli/model/a.py", "def f():\n    import json", "belongs to the top"),
        (structure.check_doors, "som_cli/cli/a.py", "def f():\n    from som_cli import text", "belongs to the top"),
        (structure.check_hidden_imports, "som_cli/rules/a.py", "importlib.import_module(name)", "import_module"),
        (structure.check_hidden_imports, "som_cli/rules/a.py", "__import__(name)", "__import__"),
        (structure.check_sizes, "som_cli/model/a.py", "\n" * 351, "351 lines"),
        (structure.check_sizes, "som_cli/model/a.py", "def f():\n" + "    x = 1\n" * 50, "f has 51 lines"),
        (structure.check_names, "som_cli/model/utils.py", "", "utils"),
        (structure.check_names, "som_cli/common/a.py", "", "common"),
        (structure.check_names, "som_cli/model/plan_helpers.py", "", "helpers"),
        (structure.check_packages, "som_cli/model/a.py", "", "som_cli/model: no __init__.py"),
        (structure.check_words, "som_cli/model/a.py", "TERYT = 1", "TERYT"),
        (structure.check_words, "templates/pdf/a.typ", "Urząd w Szczecinie", "Szczecinie"),
        (structure.check_words, "templates/labels.pl.yml", "amount: Kwota [PLN]", "PLN"),
        (structure.check_words, "som_cli/model/a.py", "the SOM's plans", "SOM"),
    ],
)
def test_a_breach_is_found(check: Check, path: str, text: str, problem: str) -> None:
    assert any(problem in found for found in check({path: text}))


def test_a_cycle_is_found_through_type_only_and_late_imports() -> None:
    tree = {
        "som_cli/model/a.py": "from som_cli.model import b",
        "som_cli/model/b.py": "if TYPE_CHECKING:\n    from som_cli.model.c import C",
        "som_cli/model/c.py": "def f():\n    import som_cli.model.a",
    }
    (cycle,) = structure.check_cycles(tree)
    assert {"som_cli.model.a", "som_cli.model.b", "som_cli.model.c"} == set(cycle.split(" <- "))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("som_cli/text/yaml_reader.py", "import yaml\nfrom yaml._yaml import CParser"),
        ("som_cli/writers/docx_tables.py", "def f():\n    from docx import Document"),
        ("som_cli/writers/pdf.py", "if TYPE_CHECKING:\n    import pikepdf"),
        ("som_cli/forms/xlsx_import.py", "def f():\n    import openpyxl"),
        ("som_cli/__main__.py", "def main():\n    from som_cli.cli import app"),
        ("som_cli/writers/docx.py", "from som_cli.document.blocks import Block\nfrom som_cli.text import source"),
        ("som_cli/model/baseline.py", "SOM_LANG = 'SOM_LANG'; som = 'som'"),
    ],
)
def test_what_is_allowed_passes(path: str, text: str) -> None:
    tree = {path: text, "som_cli/cli/__init__.py": "", f"{path.rpartition('/')[0]}/__init__.py": ""}
    assert [problem for check in CHECKS for problem in check(tree)] == []

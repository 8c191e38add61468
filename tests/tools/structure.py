"""Source files -> what the program imports, and where that breaks the architecture (ARCHITECTURE.md, *Layers, doors*).

A tree is a mapping of paths relative to the repository to their texts; every check yields one line per problem.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from graphlib import CycleError, TopologicalSorter
from pathlib import Path, PurePosixPath

PACKAGE = "som_cli"

# Low to high. Packages of one row do not import each other; `__main__` stands above all.
LAYERS = (
    ("",),  # som_cli/__init__.py: the version
    ("messages",),
    ("text",),
    ("model",),
    ("analysis",),
    ("review",),
    ("rules",),
    ("edit",),
    ("document",),
    ("reports",),
    ("writers", "forms"),
    ("console",),
    ("cli",),
    ("__main__",),
)
RANK = {name: rank for rank, row in enumerate(LAYERS) for name in row}

# A writer sees a Document or a Workbook and nothing else, and so does what these are made of.
NEVER = {"document": {"model", "analysis", "review", "rules", "edit"}}
NEVER["writers"] = NEVER["document"] | {"reports"}

DOORS = {
    "babel": "document/formatting.py",
    "docx": "writers/docx*.py",
    "geographiclib": "analysis/geometry.py",
    "jinja2": "document/prose.py",
    "openpyxl": "forms/*.py",
    "pikepdf": "writers/pdf*.py",
    "pypandoc": "document/pandoc.py",
    "rich": "console.py",
    "shapely": "analysis/geometry.py",
    "typer": "cli/*.py",
    "typst": "writers/pdf*.py",
    "vl_convert": "document/charts.py",
    "xlsxwriter": "writers/xlsx*.py",
    "yaml": "text/yaml_*.py",
}
# What every command needs may be imported at the top of its door.
LIGHT = {"rich", "typer", "yaml"}

MAX_LINES = 350
MAX_FUNCTION_LINES = 50
FORBIDDEN_NAMES = {"base", "common", "helper", "helpers", "manager", "util", "utils"}
# Data of one partnership or of one country: never in the program or in what every workspace shares.
FORBIDDEN_WORDS = re.compile(r"\b(SOM|TERYT|PLN|Szczeci\w*)\b")
TEMPLATE_TEXT = {".csl", ".j2", ".json", ".md", ".typ", ".yaml", ".yml"}

Tree = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Import:
    """One module named by an import statement: dotted, as written; type-only ones count like all others."""

    path: str
    line: int
    target: str
    inside_function: bool
    type_only: bool

    @property
    def library(self) -> str:
        return self.target.partition(".")[0]

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.target}"


def read_tree(root: Path) -> Tree:
    """The package and the text templates of a checkout."""
    paths = [
        *(root / PACKAGE).rglob("*.py"),
        *(path for path in (root / "templates").rglob("*") if path.suffix in TEMPLATE_TEXT),
    ]
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in sorted(paths)}


def imports(tree: Tree) -> Iterator[Import]:
    """Every import of every module, those inside functions and under TYPE_CHECKING included."""
    modules = {_module(path) for path in tree if path.endswith(".py")}
    for path, text in tree.items():
        if path.endswith(".py"):
            yield from _imports_of(ast.parse(text), path, modules, inside_function=False, type_only=False)


def _imports_of(
    node: ast.AST, path: str, modules: set[str], *, inside_function: bool, type_only: bool
) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            targets = [alias.name for alias in child.names]
        elif isinstance(child, ast.ImportFrom):
            source = "." * child.level + (child.module or "")
            parts = [f"{source}.{alias.name}" for alias in child.names]
            targets = sorted({part if part in modules else source for part in parts})
        else:
            yield from _imports_of(
                child,
                path,
                modules,
                inside_function=inside_function or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef),
                type_only=type_only or (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)),
            )
            continue
        for target in targets:
            yield Import(path, child.lineno, target, inside_function, type_only)


def check_layers(tree: Tree) -> Iterator[str]:
    """A module imports only its own package and lower layers."""
    for path in tree:
        if path.endswith(".py") and _layer(_module(path)) not in RANK:
            yield f"{path}: belongs to no layer"
    for found in imports(tree):
        if found.target.startswith("."):
            yield f"{found} is relative"
        if found.library != PACKAGE:
            continue
        importer, imported = _layer(_module(found.path)), _layer(found.target)
        if importer == imported or importer not in RANK:
            continue
        if RANK.get(imported, len(LAYERS)) >= RANK[importer] or imported in NEVER.get(importer, ()):
            yield f"{found} is not below {importer}"


def check_doors(tree: Tree) -> Iterator[str]:
    """A library is imported only in its door, a heavy one only where it is used; nothing else is imported so late."""
    for found in imports(tree):
        inside = PurePosixPath(found.path).relative_to(PACKAGE).as_posix()
        if found.library in DOORS:
            if not fnmatch(inside, DOORS[found.library]):
                yield f"{found} outside its door {DOORS[found.library]}"
            elif not (found.library in LIGHT or found.inside_function or found.type_only):
                yield f"{found} is heavy: import it in the function that uses it"
        elif found.library not in sys.stdlib_module_names | {PACKAGE}:
            yield f"{found} has no door"
        elif found.inside_function and inside != "__main__.py":
            yield f"{found} belongs to the top of the module"


# Loads the module of the command that was called, and the parts of a command that most runs do without.
ON_DEMAND = "som_cli/cli/on_demand.py"


def check_hidden_imports(tree: Tree) -> Iterator[str]:
    """No module is imported by a name that is made at run time."""
    for path, text in tree.items():
        if (
            path.endswith(".py")
            and path != ON_DEMAND
            and (found := re.search(r"\b(importlib\.import_module|import_module|__import__)\b", text))
        ):
            yield f"{path}: {found.group()}"


def check_cycles(tree: Tree) -> Iterator[str]:
    """The graph of imports has no cycle."""
    graph: dict[str, set[str]] = {}
    for found in imports(tree):
        graph.setdefault(_module(found.path), set()).add(found.target)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        yield " <- ".join(error.args[1])


def check_sizes(tree: Tree) -> Iterator[str]:
    """Modules and functions stay short."""
    for path, text in tree.items():
        if not path.endswith(".py"):
            continue
        if (lines := text.count("\n")) > MAX_LINES:
            yield f"{path}: {lines} lines"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > MAX_FUNCTION_LINES:
                    yield f"{path}:{node.lineno}: {node.name} has {length} lines"


def check_names(tree: Tree) -> Iterator[str]:
    """No module has a name that says nothing."""
    for path in tree:
        if path.endswith(".py"):
            words = re.split(r"[/_.]", path)
            yield from (f"{path}: {word}" for word in words if word in FORBIDDEN_NAMES)


def check_packages(tree: Tree) -> Iterator[str]:
    """Every folder that holds modules is a package."""
    folders = {PurePosixPath(path).parent.as_posix() for path in tree if path.endswith(".py")}
    yield from (f"{folder}: no __init__.py" for folder in sorted(folders) if f"{folder}/__init__.py" not in tree)


def check_words(tree: Tree) -> Iterator[str]:
    """Nothing in the program names one partnership, city, register or currency."""
    for path, text in tree.items():
        for number, line in enumerate(text.splitlines(), start=1):
            yield from (f"{path}:{number}: {found.group()}" for found in FORBIDDEN_WORDS.finditer(line))


def _module(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _layer(module: str) -> str:
    return module.removeprefix(PACKAGE).removeprefix(".").partition(".")[0]

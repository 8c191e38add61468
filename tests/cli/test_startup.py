"""What a command loads: nothing heavy that it does not need."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from som_cli import __version__
from tests.cli.runner import workspace

ROOT = Path(__file__).parents[2]
HEAVY = [
    "babel",
    "docx",
    "geographiclib",
    "jinja2",
    "lxml",
    "openpyxl",
    "pikepdf",
    "pydantic",
    "pypandoc",
    "rich.console",
    "rich.table",
    "shapely",
    "typst",
    "vl_convert",
    "xlsxwriter",
]
SCRIPT = """
import sys
from som_cli.__main__ import answer
answer(sys.argv[1:], [])
sys.stderr.write("\\nMODULES " + " ".join(sys.modules))
"""


def loaded_modules(folder: Path, *arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    return set(done.stderr.rpartition("MODULES ")[2].split())


@pytest.mark.parametrize("command", [["--version"], ["--help"], ["validate"], ["rules"]], ids=" ".join)
def test_heavy_libraries_stay_unloaded(tmp_path: Path, command: list[str]) -> None:
    workspace(tmp_path)
    heavy = set(HEAVY) - ({"rich.console", "rich.table"} if command == ["rules"] else set())
    assert heavy & loaded_modules(tmp_path, *command) == set()


def test_the_list_of_heavy_libraries_names_real_ones() -> None:
    script = (
        f"import importlib\nfor name in {HEAVY!r}:\n    if name != 'pydantic':\n        importlib.import_module(name)"
    )
    assert subprocess.run([sys.executable, "-W", "ignore", "-c", script], check=False).returncode == 0


def test_the_version_is_answered_before_typer_is_imported(tmp_path: Path) -> None:
    modules = loaded_modules(tmp_path, "--version")
    assert "typer" not in modules
    assert "yaml" not in modules


@pytest.mark.parametrize("flags", [["--version"], ["--lang", "pl", "--version"]], ids=" ".join)
def test_the_version_is_the_package_s(tmp_path: Path, flags: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "som_cli", *flags],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"som {__version__}\n"


def test_only_a_redline_loads_reports(tmp_path: Path) -> None:
    workspace(tmp_path)
    assert not [name for name in loaded_modules(tmp_path, "diff", "--help") if name.startswith("som_cli.reports")]

"""How long commands take to start, against the interpreter and the libraries they cannot do without."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.benchmarks.timing import ROOT, cpu_of_process, cpu_ratio, report

VERSION_BAR = 6.0
VALIDATE_BAR = 3.0
UNCHANGED_BAR = 2.0


def test_version_costs_little_more_than_python(tmp_path: Path) -> None:
    ratio = cpu_of_process(["-m", "som_cli", "--version"], tmp_path) / cpu_of_process(["-c", "pass"], tmp_path)
    report("som --version / python -c pass", ratio, VERSION_BAR)
    assert ratio <= VERSION_BAR


def test_validate_on_the_example_costs_little_more_than_its_libraries(tmp_path: Path) -> None:
    folder = tmp_path / "strategies"
    shutil.copytree(ROOT / "tests" / "example" / "strategies", folder)

    def forget_the_verdict() -> None:
        shutil.rmtree(folder / ".som", ignore_errors=True)

    ratio = cpu_ratio(["-m", "som_cli", "validate"], ["-c", "import typer, yaml"], tmp_path, forget_the_verdict)
    report("som validate on the example / import typer, yaml", ratio, VALIDATE_BAR)
    assert ratio <= VALIDATE_BAR


def test_an_unchanged_second_run_costs_little_more_than_help(tmp_path: Path) -> None:
    folder = tmp_path / "strategies"
    shutil.copytree(ROOT / "tests" / "tiny", folder)
    objective = (folder / "plans/str/objectives/STR-1.yml").read_text(encoding="utf-8")
    for number in range(1000):
        path = folder / f"plans/str/objectives/STR-9{number:03}.yml"
        path.write_text(objective.replace("id: STR-1", f"id: STR-9{number:03}"), encoding="utf-8", newline="\n")
    cpu_of_process(["-m", "som_cli", "validate"], tmp_path, runs=1)
    ratio = cpu_of_process(["-m", "som_cli", "validate", "--format", "concise"], tmp_path) / cpu_of_process(
        ["-m", "som_cli", "--help"], tmp_path
    )
    report("som validate again on 1,000 unchanged files / som --help", ratio, UNCHANGED_BAR)
    assert ratio <= UNCHANGED_BAR

"""How long documents take to make, each format alone and all three together; printed, with no bar."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from statistics import median

from tests.benchmarks.timing import ROOT, cost_of

FORMATS = ("pdf", "docx", "xlsx")
RUNS = 3


def test_building_is_timed(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests" / "example" / "strategies", tmp_path / "strategies")
    build = tmp_path / "build"
    every = [*((one,) for one in FORMATS), FORMATS]
    walls: dict[tuple[str, ...], list[float]] = {formats: [] for formats in every}
    for _ in range(RUNS + 1):
        for formats in every:
            shutil.rmtree(build, ignore_errors=True)
            command = [sys.executable, "-m", "som_cli", "build", "--force", *(f"--format={one}" for one in formats)]
            walls[formats].append(cost_of(command, tmp_path).wall)
            assert any(build.rglob(f"*.{formats[-1]}"))
    medians = {formats: median(runs[1:]) for formats, runs in walls.items()}
    slowest = max(medians[formats] for formats in every[:-1])
    sys.stdout.write("\n")
    for formats, wall in medians.items():
        sys.stdout.write(f"som build {' '.join(formats)}: {wall:.2f} s, {wall / slowest:.2f} x the slowest alone\n")

"""How long the documents of `strategies/` take to make, against the libraries that print them and other roads to a PDF.

Where one process is compared with another their CPU counts, as everywhere; formats that are made side by side, and
roads to a PDF of which one has both cores to print with, are measured by the clock: it is what a user waits for.
"""

from __future__ import annotations

import math
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import pypandoc
import pytest

from tests.benchmarks.corpus import write_corpus
from tests.benchmarks.environments import commands_of
from tests.benchmarks.timing import ROOT, Cost, cost_of, cpu_ratio, median_cost, report

FORMATS = ("pdf", "docx", "xlsx")
RUNS = 3
COLD_BAR, KEPT_BAR = 3.2, 2.0
TOGETHER_BAR = 1.6
NOTHING_BAR = 2.0
# Actions, and the items of the corpus that hold so many.
GROWTH = {100: 270, 1_000: 2_160, 5_000: 10_560}
GROWTH_BAR = 1.25
MEGABYTE = 1024
PEER_BARS = {"WeasyPrint": 5.0, "XeLaTeX": 3.0, "Typst": 1.5}
WEASYPRINT = "66.0"
LIKE_OURS = ("--toc", "--number-sections", "--variable=lang=pl", "--variable=papersize=a4")
PRINTING = (sys.executable, "-m", "tests.benchmarks.printing")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A folder with the real strategies in it, and nothing built."""
    ignored = shutil.ignore_patterns(".som")
    shutil.copytree(ROOT / "strategies", tmp_path / "strategies", ignore=ignored)
    return tmp_path


def build(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "som_cli", "build", "--force", *arguments]


def forget(folder: Path, *, charts: bool) -> None:
    """Takes away what was built and what is known of it; the charts where they count as well."""
    shutil.rmtree(folder / "build", ignore_errors=True)
    for path in (folder / "strategies" / ".som").glob("*.json"):
        path.unlink()
    if charts:
        shutil.rmtree(folder / "strategies" / ".som", ignore_errors=True)


def test_pdf_costs_little_more_than_typst_alone(workspace: Path) -> None:
    laid = workspace / "laid"
    _lay(workspace, laid)
    pdf = build("consolidated", "--format=pdf")
    cost_of([*PRINTING, "bare", str(laid)], workspace)
    assert (laid / "bare.pdf").exists()
    bare, cold, kept = [], [], []
    for _ in range(RUNS):
        bare.append(cost_of([*PRINTING, "bare", str(laid)], workspace))
        cold.append(cost_of(pdf, workspace, lambda: forget(workspace, charts=True)))
        kept.append(cost_of(pdf, workspace, lambda: forget(workspace, charts=False)))
        assert any((workspace / "build").glob("*.pdf"))
    floor = median_cost(bare)
    for what, costs, bar in (("with charts kept", kept, KEPT_BAR), ("cold", cold, COLD_BAR)):
        cost = median_cost(costs)
        sys.stdout.write(f"\nconsolidated PDF {what}: {cost.cpu:.2f} s CPU, {cost.wall:.2f} s\n")
        report(f"consolidated PDF {what} / bare Typst", cost.cpu / floor.cpu, bar)
    assert median_cost(kept).cpu <= KEPT_BAR * floor.cpu
    assert median_cost(cold).cpu <= COLD_BAR * floor.cpu


@pytest.mark.skipif((os.cpu_count() or 1) == 1, reason="formats are made side by side on two cores")
def test_three_formats_take_little_more_than_the_slowest(workspace: Path) -> None:
    every = [*((one,) for one in FORMATS), FORMATS]
    walls: dict[tuple[str, ...], list[float]] = {formats: [] for formats in every}
    for _ in range(RUNS + 1):
        for formats in every:
            forget(workspace, charts=False)
            command = build("consolidated", *(f"--format={one}" for one in formats))
            walls[formats].append(cost_of(command, workspace).wall)
            assert any((workspace / "build").rglob(f"*.{formats[-1]}"))
    medians = {formats: median(runs[1:]) for formats, runs in walls.items()}
    slowest = max(medians[formats] for formats in every[:-1])
    sys.stdout.write("\n")
    for formats, wall in medians.items():
        sys.stdout.write(f"som build {' '.join(formats)}: {wall:.2f} s, {wall / slowest:.2f} x the slowest alone\n")
    report("three formats / the slowest alone", medians[FORMATS] / slowest, TOGETHER_BAR)
    assert medians[FORMATS] <= TOGETHER_BAR * slowest


def test_building_again_costs_little_more_than_help(workspace: Path) -> None:
    arguments = ["-m", "som_cli", "build", "--force", "consolidated", "--format=xlsx"]
    cost_of([sys.executable, *arguments], workspace)
    ratio = cpu_ratio(arguments, ["-m", "som_cli", "--help"], workspace)
    report("som build of unchanged files / som --help", ratio, NOTHING_BAR)
    assert ratio <= NOTHING_BAR


def test_all_reports_are_timed(workspace: Path) -> None:
    cost = cost_of(build(), workspace)
    files = [path for path in (workspace / "build").rglob("*.*") if path.suffix[1:] in {*FORMATS, "zip"}]
    sys.stdout.write(f"\nall reports, cold: {len(files)} files, {cost.wall:.1f} s, {cost.cpu:.1f} s CPU\n")
    assert files


@pytest.mark.parametrize("form", ["pdf"])
def test_growth_is_close_to_linear(form: str, tmp_path: Path) -> None:
    times, peaks = [], []
    for actions, items in GROWTH.items():
        folder = tmp_path / f"{actions}"
        write_corpus(folder, items)
        seconds, megabytes = _cost_with_memory(build("consolidated", f"--format={form}"), folder)
        sys.stdout.write(f"\n{form} of {actions} actions: {seconds:.1f} s CPU, {megabytes:.0f} MB at most\n")
        times.append(seconds)
        peaks.append(megabytes)
    sizes = list(GROWTH)
    for what, figures in (("time", times), ("memory", peaks)):
        exponent = math.log(figures[-1] / figures[-2]) / math.log(sizes[-1] / sizes[-2])
        sys.stdout.write(f"{what} grows as n^{exponent:.2f} from {sizes[-2]} to {sizes[-1]} (bar {GROWTH_BAR})\n")
        assert exponent <= GROWTH_BAR


def _cost_with_memory(command: Sequence[str], folder: Path) -> tuple[float, float]:
    """CPU seconds, and megabytes that the largest of its processes held at once."""
    with subprocess.Popen(command, cwd=folder, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=-3, stderr=-3) as run:
        _, status, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
    assert run.returncode == 0
    return used.ru_utime + used.ru_stime, used.ru_maxrss / MEGABYTE


def test_printing_is_faster_than_pandoc(workspace: Path) -> None:
    """From the same document to a PDF: our printing, and Pandoc with each engine that is there, whole processes.

    Pandoc numbers the headings and makes a list of contents, as we do; it makes no lists of tables and figures, no
    running heads, and no PDF/UA or PDF/A.
    """
    laid = workspace / "laid"
    _lay(workspace, laid)
    pandoc = [pypandoc.get_pandoc_path(), "document.json", "--from=json", "--standalone", *LIKE_OURS]
    roads: dict[str, Callable[[], Cost]] = {
        "ours": lambda: cost_of([*PRINTING, "print", str(laid)], workspace),
        "Typst": lambda: _pandoc_typst(pandoc, laid / "pandoc"),
    }
    if shutil.which("xelatex"):
        roads["XeLaTeX"] = lambda: cost_of([*pandoc, "--pdf-engine=xelatex", "-o", "x.pdf"], laid / "pandoc")
    try:
        engine = commands_of("weasyprint", WEASYPRINT) / "weasyprint"
        subprocess.run([engine, "--info"], check=True, capture_output=True)
        roads["WeasyPrint"] = lambda: cost_of([*pandoc, f"--pdf-engine={engine}", "-o", "w.pdf"], laid / "pandoc")
    except (OSError, subprocess.CalledProcessError) as error:
        sys.stdout.write(f"\nno WeasyPrint to compare with: {error}\n")
    costs: dict[str, list[Cost]] = {name: [] for name in roads}
    for _ in range(RUNS):
        for name, road in roads.items():
            costs[name].append(road())
    made = {path.stem for path in laid.rglob("*.pdf")}
    assert len(made - {"bare"}) == len(roads), made
    medians = {name: median_cost(runs) for name, runs in costs.items()}
    ours = medians.pop("ours")
    sys.stdout.write(f"\nprinting the document: {ours.wall:.2f} s, {ours.cpu:.2f} s CPU\n")
    for name, cost in medians.items():
        report(f"Pandoc with {name} / ours", cost.wall / ours.wall, PEER_BARS[name], at_least=True)
        sys.stdout.write(f"  by CPU {cost.cpu / ours.cpu:.2f} x\n")
    assert all(cost.wall >= PEER_BARS[name] * ours.wall for name, cost in medians.items())


def _lay(workspace: Path, laid: Path) -> None:
    cost_of([*PRINTING, "lay", str(laid), "consolidated"], workspace)
    assert (laid / "pandoc" / "document.json").exists()


def _pandoc_typst(pandoc: Sequence[str], folder: Path) -> Cost:
    writing = cost_of([*pandoc, "--to=typst", "-o", "document.typ"], folder)
    printing = cost_of([*PRINTING, "source", str(folder / "document.typ")], folder)
    return Cost(writing.cpu + printing.cpu, writing.wall + printing.wall)

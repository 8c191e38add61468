"""CPU time of whole processes and of calls, compared in one run: only ratios mean anything on a shared machine."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of a process and of those that it started: on a processor (user and system), and on the clock."""

    cpu: float
    wall: float


def cost_of(command: Sequence[str], folder: Path, before_run: Callable[[], object] = lambda: None) -> Cost:
    """The cost of a command run with compiled modules. Raises CalledProcessError where it ends with 2 or more."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(folder / "pycache")}
    before_run()
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode > 1:
        raise subprocess.CalledProcessError(done.returncode, command, done.stdout, done.stderr)
    return Cost(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, wall)


def median_cost(costs: Sequence[Cost]) -> Cost:
    return Cost(median(cost.cpu for cost in costs), median(cost.wall for cost in costs))


def cpu_of_process(
    arguments: Sequence[str], folder: Path, runs: int = 7, before_run: Callable[[], object] = lambda: None
) -> float:
    """The median CPU seconds of a Python process with compiled modules, after one run to warm up."""
    costs = [cost_of([sys.executable, *arguments], folder, before_run) for _ in range(runs + 1)]
    return median_cost(costs[1:]).cpu


def cpu_ratio(
    ours: Sequence[str], floor: Sequence[str], folder: Path, before_run: Callable[[], object] = lambda: None
) -> float:
    """The CPU of a Python process over that of another, medians of fifteen runs that take turns, after one each."""
    pairs = [
        (cost_of([sys.executable, *ours], folder, before_run).cpu, cost_of([sys.executable, *floor], folder).cpu)
        for _ in range(16)
    ]
    return median(pair[0] for pair in pairs[1:]) / median(pair[1] for pair in pairs[1:])


def cpu_of_calls(*calls: Callable[[], object], runs: int = 5) -> list[float]:
    """The median CPU seconds of each call, the calls taking turns."""
    times: list[list[float]] = [[] for _ in calls]
    for _ in range(runs):
        for kept, call in zip(times, calls, strict=True):
            start = time.process_time()
            call()
            kept.append(time.process_time() - start)
    return [median(kept) for kept in times]


def report(what: str, ratio: float, bar: float, *, at_least: bool = False) -> None:
    """Prints a ratio beside its bar, the most that is allowed or the least that is asked."""
    sys.stdout.write(f"{what}: {ratio:.2f} x (bar {'at least ' if at_least else ''}{bar} x)\n")

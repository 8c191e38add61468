"""CPU time of whole processes and of calls, compared in one run: only ratios mean anything on a shared machine."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]


def cpu_of_process(arguments: Sequence[str], folder: Path, runs: int = 7) -> float:
    """The median CPU seconds (user and system) of a Python process with compiled modules, after one run to warm up."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(folder / "pycache")}
    times = []
    for _ in range(runs + 1):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    return median(times[1:])


def cpu_of_calls(*calls: Callable[[], object], runs: int = 5) -> list[float]:
    """The median CPU seconds of each call, the calls taking turns."""
    times: list[list[float]] = [[] for _ in calls]
    for _ in range(runs):
        for kept, call in zip(times, calls, strict=True):
            start = time.process_time()
            call()
            kept.append(time.process_time() - start)
    return [median(kept) for kept in times]


def report(what: str, ratio: float, bar: float) -> None:
    """Prints a ratio beside its bar."""
    sys.stdout.write(f"{what}: {ratio:.2f} x (bar {bar} x)\n")

"""What all rules together cost above reading, and which of them cost most."""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path
from statistics import median

from som_cli.model.loading import Loaded, collector_paused, load
from som_cli.rules import RULES
from som_cli.rules.run import check_workspace
from som_cli.text.files import WorkingTree
from tests.benchmarks.corpus import write_corpus
from tests.benchmarks.timing import report

BAR = 1.0
ITEMS = 10_000
SHOWN = 15
RUNS = 3
TODAY = date(2015, 7, 1)


def test_rules_cost_no_more_than_reading(tmp_path: Path) -> None:
    write_corpus(tmp_path, ITEMS)
    loaded, reading, checking = _load(tmp_path), [], []
    for _ in range(RUNS):
        start = time.process_time()
        # A workspace keeps what rules derive from it: each run has a fresh one, as in `som validate`.
        loaded = _load(tmp_path)
        read = time.process_time()
        check_workspace(loaded)
        reading.append(read - start)
        checking.append(time.process_time() - read)
    with collector_paused():
        _print_shares(_load(tmp_path))
    ratio = median(checking) / median(reading)
    report(f"all rules / reading, {ITEMS} items", ratio, BAR)
    assert not loaded.problems
    assert ratio <= BAR


def _load(folder: Path) -> Loaded:
    return load(WorkingTree(folder / "strategies"), TODAY)


def _print_shares(loaded: Loaded) -> None:
    """The share of each rule. What several rules use is on the account of the first of them."""
    costs = []
    for rule in RULES:
        if rule.check is not None:
            start = time.process_time()
            for _ in rule.check(loaded.workspace):
                pass
            costs.append((time.process_time() - start, rule.code, rule.name))
    whole = sum(cost for cost, _, _ in costs)
    sys.stdout.write("\n")
    for cost, code, name in sorted(costs, reverse=True)[:SHOWN]:
        sys.stdout.write(f"{code} {name:32} {1000 * cost:7.1f} ms {cost / whole:6.1%}\n")
    sys.stdout.write(f"{len(costs)} rules {1000 * whole:33.1f} ms 100.0%\n")

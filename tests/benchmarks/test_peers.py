"""`som validate` against other tools that check items kept as text: as many items, the same words, one run.

A first run, with nothing kept from an earlier one; the tools take turns. Faster is what a user waits for, so the bars
are held against the clock: on a machine that does something else meanwhile they mean little. The CPU is printed too.
"""

from __future__ import annotations

import shutil
import sys
from functools import partial
from pathlib import Path

import pytest

from tests.benchmarks.corpus import write_corpus
from tests.benchmarks.environments import commands_of
from tests.benchmarks.peers import PEERS, Peer
from tests.benchmarks.timing import Cost, cost_of, median_cost, report

RUNS = 3
# How many times faster than the fastest of the others; compliance-trestle reads JSON, and must only be slower.
BARS = {1_000: 4.0, 5_000: 6.0}
READS_JSON = "compliance-trestle"


@pytest.mark.parametrize("items", BARS)
def test_validate_is_faster_than_its_peers(items: int, tmp_path: Path) -> None:
    ours = tmp_path / "som"
    write_corpus(ours, items)
    commands = {peer.name: _prepare(peer, tmp_path / peer.name.replace(" ", "-"), items) for peer in PEERS}
    validate = partial(
        cost_of,
        [sys.executable, "-m", "som_cli", "validate", "--format", "concise"],
        ours,
        partial(shutil.rmtree, ours / "strategies" / ".som", ignore_errors=True),
    )
    validate()
    costs: dict[str, list[Cost]] = {"som": []}
    for turn in range(RUNS):
        costs["som"].append(validate())
        for peer in PEERS:
            if turn == 0 or not peer.is_slow:
                costs.setdefault(peer.name, []).append(_run(peer, commands[peer.name], tmp_path))
    medians = {name: median_cost(runs) for name, runs in costs.items()}
    _print_table(items, medians)
    of_som = medians["som"].wall
    fastest = min((cost.wall, name) for name, cost in medians.items() if name not in ("som", READS_JSON))
    report(f"{fastest[1]} / som validate, {items} items", fastest[0] / of_som, BARS[items], at_least=True)
    report(f"{READS_JSON} / som validate, {items} items", medians[READS_JSON].wall / of_som, 1.0, at_least=True)
    assert fastest[0] / of_som >= BARS[items]
    assert medians[READS_JSON].wall / of_som >= 1.0


def _prepare(peer: Peer, folder: Path, items: int) -> list[str]:
    """Writes the corpus of a peer, runs it once to warm up, and gives its command."""
    try:
        place = commands_of(peer.package, peer.version)
    except OSError as error:
        pytest.skip(f"no {peer.name} to compare with: {error}")
    folder.mkdir()
    peer.write(folder, items)
    over = sorted(str(path.relative_to(folder)) for path in folder.glob(peer.over)) if peer.over else []
    command = [str(place / peer.command[0]), *peer.command[1:], *over]
    if not peer.is_slow:
        _run(peer, command, folder.parent)
    return command


def _run(peer: Peer, command: list[str], parent: Path) -> Cost:
    folder = parent / peer.name.replace(" ", "-")
    for name in peer.leaves:
        shutil.rmtree(folder / name, ignore_errors=True)
    return cost_of(command, folder)


def _print_table(items: int, costs: dict[str, Cost]) -> None:
    som = costs["som"]
    sys.stdout.write(f"\n{items} items              CPU s   wall s  CPU / som  wall / som\n")
    for name, cost in sorted(costs.items(), key=lambda pair: pair[1].wall):
        ratios = f"{cost.cpu / som.cpu:8.1f} x {cost.wall / som.wall:9.1f} x"
        sys.stdout.write(f"{name:20} {cost.cpu:8.2f} {cost.wall:8.2f} {ratios}\n")

"""What the comparison of two revisions costs beside one validation: 10,000 items, 50 of them changed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from som_cli.text.files import RevisionTree
from tests.benchmarks.corpus import write_corpus
from tests.benchmarks.timing import cost_of, median_cost, report

BAR = 2.2
ITEMS, CHANGED = 10_000, 50
RUNS = 3
GIT = ("git", "-c", "user.name=A. Author", "-c", "user.email=author@example.org", "-c", "commit.gpgsign=false")


def test_comparing_against_validating(tmp_path: Path) -> None:
    root = tmp_path / "strategies"
    write_corpus(tmp_path, ITEMS)
    _git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    _commit(tmp_path)
    for path in sorted((root / "plans" / "str" / "actions").iterdir())[:CHANGED]:
        path.write_text(path.read_text(encoding="utf-8").replace("status: planned", "status: suspended"), "utf-8")
    _commit(tmp_path)

    def forget() -> None:
        shutil.rmtree(root / ".som", ignore_errors=True)

    som = (sys.executable, "-m", "som_cli", "-C", str(root))
    validating, comparing = [], []
    for _ in range(RUNS + 1):
        validating.append(cost_of([*som, "validate", "--format", "json"], tmp_path, forget))
        comparing.append(cost_of([*som, "diff", "HEAD~1", "HEAD", "--format", "json"], tmp_path, forget))
    ratio = median_cost(comparing[1:]).cpu / median_cost(validating[1:]).cpu
    report(f"comparing two revisions / validating one, {ITEMS} items, {CHANGED} changed", ratio, BAR)
    assert ratio <= BAR
    assert len(RevisionTree(root, "HEAD~1", RevisionTree(root, "HEAD")).asked) == CHANGED


def _commit(folder: Path) -> None:
    _git(folder, "add", "--all")
    _git(folder, "commit", "--quiet", "--message", "state")


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run([*GIT, *arguments], cwd=folder, check=True, capture_output=True)

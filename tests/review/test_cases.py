"""Golden folders: `tests/cases/diff/<case>` commits `old/` over the tiny workspace, lays `new/` over it and compares.

`deleted` lists files that the new state lacks, `options` what is given to the command.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.cli.runner import TESTS, som, workspace
from tests.conftest import Golden
from tests.review.repository import commit

CASES = sorted(path for path in (TESTS / "cases" / "diff").iterdir() if path.is_dir())
FORMATS = {"full": "expected.txt", "json": "expected.json", "markdown": "expected.md"}
# The commit is another one whenever the tiny workspace changes.
_COMMIT = re.compile(r"main \([0-9a-f]{10}\)")


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_what_a_comparison_says(case: Path, tmp_path: Path, golden: Golden) -> None:
    folder = workspace(tmp_path, *([case / "old"] if (case / "old").exists() else []))
    commit(tmp_path, "old")
    shutil.copytree(case / "new", folder, dirs_exist_ok=True)
    for path in _words(case / "deleted"):
        (folder / path).unlink()
    for format_, name in FORMATS.items():
        outcome = som(tmp_path, "diff", "--format", format_, *_words(case / "options"))
        end = f"exit {outcome.code}\n{outcome.err}" if format_ == "full" else ""
        golden(case / name, _COMMIT.sub("main (COMMIT)", outcome.out) + end)


def _words(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split() if path.exists() else []

"""Golden folders: `tests/cases/validate/<case>` lays `tree/` over the tiny workspace and runs `command` in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.runner import TESTS, arguments_of, som, workspace
from tests.conftest import Golden

CASES = sorted(path for path in (TESTS / "cases" / "validate").iterdir() if path.is_dir())


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_what_the_command_prints(case: Path, tmp_path: Path, golden: Golden) -> None:
    workspace(tmp_path, case / "tree")
    outcome = som(tmp_path, *arguments_of(case))
    golden(case / "expected.txt", f"{outcome.out}---\n{outcome.err}exit {outcome.code}\n")

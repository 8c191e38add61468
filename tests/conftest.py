"""What all tests share: an environment without surprises, reproducible random cases, golden files."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import settings

settings.register_profile("som", derandomize=True, database=None, deadline=None, max_examples=60)
settings.load_profile("som")

# Each of these changes what the program prints, or which identity and settings git uses.
UNSET = (
    "SOM_LANG",
    "LANGUAGE",
    "GITHUB_ACTIONS",
    "NO_COLOR",
    "FORCE_COLOR",
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
)
GIT = {
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A. Author",
    "GIT_AUTHOR_EMAIL": "author@example.org",
    "GIT_AUTHOR_DATE": "2026-01-15T12:00:00+0000",
    "GIT_COMMITTER_NAME": "A. Author",
    "GIT_COMMITTER_EMAIL": "author@example.org",
    "GIT_COMMITTER_DATE": "2026-01-15T12:00:00+0000",
}


class Golden(Protocol):
    """Compares a text with a committed file, or writes that file under `--golden=write`."""

    def __call__(self, path: Path, actual: str) -> None: ...


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", choices=("compare", "write"), default="compare", help="what to do with golden files")


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in UNSET:
        monkeypatch.delenv(name, raising=False)
    for name, value in GIT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("PYTHONUTF8", "1")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Golden files are written only by `make golden`; a reader judges the diff."""

    def compare(path: Path, actual: str) -> None:
        expected = path.read_text("utf-8") if path.exists() else None
        assert actual == expected, f"{path} differs; `make golden` writes it anew"

    def write(path: Path, actual: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(actual, "utf-8", newline="\n")

    return write if request.config.getoption("golden") == "write" else compare

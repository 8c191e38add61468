"""The wheel holds everything that the program reads, and runs from any folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from som_cli import __version__

ROOT = Path(__file__).parent.parent
SOURCES = ("LICENSE", "README.md", "pyproject.toml", "som_cli", "templates")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built offline from a copy which, like a working copy after `make build`, has documents in build/."""
    project = tmp_path_factory.mktemp("project")
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, project / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, project / name)
    (project / "build").mkdir()
    (project / "build" / "document.pdf").write_bytes(b"%PDF-")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "dist"],
        cwd=project,
        check=True,
        capture_output=True,
    )
    (path,) = (project / "dist").glob("*.whl")
    return path


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_the_package_and_nothing_else(names: set[str]) -> None:
    metadata = f"som_cli-{__version__}.dist-info"
    assert {name.partition("/")[0] for name in names} == {"som_cli", metadata}
    assert f"{metadata}/licenses/LICENSE" in names


def test_every_file_of_the_package_ships(names: set[str]) -> None:
    assert _files(ROOT / "som_cli", "som_cli") <= names


def test_every_template_ships(names: set[str]) -> None:
    templates = _files(ROOT / "templates", "som_cli/templates")
    assert templates <= names
    assert {name.split("/")[2] for name in templates} >= {"fonts", "reports", "pdf", "docx"}


def test_rule_pages_and_catalogues_ship(names: set[str]) -> None:
    assert any(name.startswith("som_cli/rules/pages/") and name.endswith(".md") for name in names)
    assert "som_cli/locale/pl/LC_MESSAGES/som.mo" in names


def test_fonts_ship_with_their_licence(names: set[str]) -> None:
    fonts = {name for name in names if name.endswith((".ttf", ".otf"))}
    licences = {name for name in names if "/fonts/OFL-" in name and name.endswith(".txt")}
    assert fonts
    families = {Path(name).name.partition("-")[0].removesuffix(".ttf") for name in fonts}
    assert {
        Path(name).stem.removeprefix("OFL-") for name in licences if name.startswith("som_cli/templates")
    } >= families


def test_som_runs_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    unpacked = tmp_path / "unpacked"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(unpacked)
        entry_points = archive.read(f"som_cli-{__version__}.dist-info/entry_points.txt").decode()
    assert "som = som_cli.__main__:main" in entry_points
    script = "import sys; sys.argv[0] = 'som'; from som_cli.__main__ import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", script, "--version"],
        cwd=elsewhere,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert __version__ in done.stdout


def _files(folder: Path, prefix: str) -> set[str]:
    return {
        f"{prefix}/{path.relative_to(folder).as_posix()}"
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

"""A package and its version -> the folder of its commands, in an environment of its own that is made once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from tests.benchmarks.timing import ROOT

HOME = ROOT / "build" / "bench"
SECONDS = 300


def commands_of(package: str, version: str) -> Path:
    """The folder of a package's commands. Raises OSError, saying why, where the package cannot be had."""
    folder = HOME / f"{package}-{version}"
    ready = folder / "ready"
    if not ready.exists():
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, with_pip=False)
        _install(folder, f"{package}=={version}")
        ready.touch()
    return folder / ("Scripts" if os.name == "nt" else "bin")


def _install(folder: Path, requirement: str) -> None:
    # The environment that runs the benchmarks has no pip: the Python that it was made from has.
    python = Path(sys.base_prefix) / ("python.exe" if os.name == "nt" else "bin/python3")
    pip = [str(python), "-m", "pip", "--python", str(folder), "--disable-pip-version-check", "--no-input"]
    try:
        done = subprocess.run(
            [*pip, "install", "--quiet", requirement], capture_output=True, text=True, check=False, timeout=SECONDS
        )
    except subprocess.TimeoutExpired as error:
        raise OSError(f"{requirement} could not be installed within {SECONDS} s") from error
    if done.returncode:
        raise OSError(f"{requirement} could not be installed: {done.stderr.strip().splitlines()[-1:]}")

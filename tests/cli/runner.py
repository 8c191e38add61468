"""Runs the program in this process, in a folder, and catches what it prints."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from som_cli.cli.app import run

TESTS = Path(__file__).parents[1]
TINY = TESTS / "tiny"
EXAMPLE = TESTS / "example" / "strategies"


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


def som(folder: Path, *arguments: str) -> Outcome:
    """One call of `som` with `folder` as the current one."""
    out, err = io.StringIO(), io.StringIO()
    before = Path.cwd()
    os.chdir(folder)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run(list(arguments))
    finally:
        os.chdir(before)
    return Outcome(code, out.getvalue(), err.getvalue())


def workspace(target: Path, *overlays: Path, base: Path = TINY) -> Path:
    """A copy of a workspace under `target/strategies`, with folders laid over it."""
    folder = target / "strategies"
    shutil.copytree(base, folder, ignore=shutil.ignore_patterns(".som"))
    for overlay in overlays:
        shutil.copytree(overlay, folder, dirs_exist_ok=True)
    return folder


def lines(*parts: str) -> str:
    return "".join(f"{part}\n" for part in parts)


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    if old not in text:
        raise ValueError(old)
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def arguments_of(case: Path) -> Sequence[str]:
    return (case / "command").read_text(encoding="utf-8").split()

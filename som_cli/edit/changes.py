"""New contents of files -> the files, all of them or none."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Changes:
    """What a command does to a folder: contents by path (relative, with `/`), and paths that are removed."""

    writes: Mapping[str, bytes] = field(default_factory=dict)
    removals: frozenset[str] = frozenset()


def write_changes(root: Path, changes: Changes) -> None:
    """Makes all changes: new contents stand in temporary files before the first old one gives way.

    Raises OSError; then everything is again as it was.
    """
    staged: dict[str, str] = {}
    made: list[Path] = []
    backup = {path: _content(root / path) for path in (*changes.writes, *changes.removals)}
    try:
        for path, content in changes.writes.items():
            made += _make_folders(root, (root / path).parent)
            staged[path] = _stage(root / path, content)
        for path, temporary in staged.items():
            os.replace(temporary, root / path)  # noqa: PTH105 - a path as text, as mkstemp gave it
        for path in changes.removals:
            (root / path).unlink()
    except BaseException:
        for temporary in staged.values():
            with contextlib.suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108 - the same
        _restore(root, backup)
        for folder in reversed(made):
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise
    _remove_empty(root, changes.removals)


def create_file(root: Path, path: str, content: bytes) -> None:
    """Writes a file that must not exist yet. Raises FileExistsError where it does."""
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:
        file.write(content)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _make_folders(root: Path, folder: Path) -> list[Path]:
    missing = []
    while folder != root and not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir()
    return missing[::-1]


def _stage(target: Path, content: bytes) -> str:
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:  # which names the temporary file
        raise OSError(error.errno, error.strerror, str(target)) from error
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    os.chmod(temporary, mode)  # noqa: PTH101 - the same
    return temporary


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _restore(root: Path, backup: Mapping[str, bytes | None]) -> None:
    for path, content in backup.items():
        target = root / path
        with contextlib.suppress(OSError):
            if content is None:
                target.unlink(missing_ok=True)
            elif _content(target) != content:
                target.write_bytes(content)


def _remove_empty(root: Path, paths: Iterable[str]) -> None:
    for path in paths:
        folder = (root / path).parent
        while folder != root and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent

"""Arguments and bytes -> pandoc's output: the one place that runs pandoc, always in its sandbox and within limits."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from som_cli.document.blocks import PANDOC_API, Block

_PROGRAM = "pandoc.exe" if sys.platform == "win32" else "pandoc"


class PandocError(RuntimeError):
    """Pandoc refused its input, warned, ran past a limit, or is not installed; the message says which."""


def run_pandoc(
    arguments: Sequence[str], stdin: bytes, *, memory_mb: int, timeout_seconds: float, folder: Path | None = None
) -> bytes:
    """Pandoc's standard output. The sandbox lets it read no file but those that the arguments name for it.

    Relative names begin in `folder`.
    Raises PandocError. A warning is an error: in the sandbox a lost picture is only a warning.
    """
    command = [str(pandoc_path()), "+RTS", f"-M{memory_mb}m", "-RTS", "--sandbox", *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - a list, no shell
            command, input=stdin, capture_output=True, timeout=timeout_seconds, check=False, cwd=folder
        )
    except subprocess.TimeoutExpired as error:
        message = f"pandoc did not finish within {timeout_seconds:g} seconds"
        raise PandocError(message) from error
    except OSError as error:
        message = f"pandoc cannot be started: {error}"
        raise PandocError(message) from error
    complaint = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode or complaint:
        raise PandocError(complaint or f"pandoc ended with exit code {done.returncode}")
    return done.stdout


def pandoc_path() -> Path:
    """Where the wheel keeps the program; importing pypandoc costs more than looking beside it."""
    spec = find_spec("pypandoc")
    if spec is None or spec.origin is None:
        message = "pandoc is missing: install the package pypandoc_binary"
        raise PandocError(message)
    shipped = Path(spec.origin).parent / "files" / _PROGRAM
    if shipped.is_file():
        return shipped
    return _searched_path()


def _searched_path() -> Path:
    import pypandoc

    try:
        return Path(pypandoc.get_pandoc_path())
    except OSError as error:
        message = "pandoc is missing: install the package pypandoc_binary"
        raise PandocError(message) from error


def pandoc_json(blocks: Iterable[Block], metadata: dict[str, str] | None = None) -> dict[str, Any]:
    """A whole pandoc document; metadata values are plain strings."""
    meta = {key: {"t": "MetaString", "c": value} for key, value in sorted((metadata or {}).items())}
    return {"pandoc-api-version": list(PANDOC_API), "meta": meta, "blocks": list(blocks)}

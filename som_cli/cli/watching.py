"""Files that change -> builds, one after another, until the reader has seen enough."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path

from som_cli.cli.failure import UsageError
from som_cli.cli.options import Session
from som_cli.console import Console
from som_cli.messages import msg
from som_cli.text.files import WorkingTree
from som_cli.text.git import GitError
from som_cli.writers.pdf import Press

_SECONDS = 0.4


def watch_files(
    session: Session, build: Callable[[Press], object], wait: Callable[[float], object] = time.sleep
) -> int:
    """Builds now and whenever a file of the workspace was saved, taken away or added. Ctrl-C ends it.

    What is wrong with the files is said, and the watch goes on. One press prints all the time: it compiles anew only
    what has changed in a document.
    """
    console, folder = session.console, session.workspace
    gc.enable()  # a watch goes on for hours
    seen: dict[str, tuple[int, int]] | None = None
    with Press() as press:
        while True:
            state = _state(folder)
            if state != seen:
                seen = state
                _build(console, build, press)
                console.note([msg("watching {folder}; Ctrl-C ends it", folder=folder)])
            wait(_SECONDS)


def _build(console: Console, build: Callable[[Press], object], press: Press) -> None:
    try:
        build(press)
    except UsageError as error:
        console.complain(error.message, error.help)
    except GitError as error:
        console.complain(msg("git: {problem}", problem=str(error)))
    except OSError as error:
        console.complain(
            msg("cannot use {file}: {problem}", file=error.filename or "?", problem=error.strerror or str(error))
        )


def _state(folder: Path) -> dict[str, tuple[int, int]]:
    """When each file was changed, and its size. A file that goes away while we look is gone."""
    found = {}
    for path in WorkingTree(folder).paths:
        try:
            status = (folder / path).stat()
        except OSError:
            continue
        found[path] = (status.st_mtime_ns, status.st_size)
    return found

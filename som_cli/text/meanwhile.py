"""Work -> what a copy of this process makes of it, while this one goes on with something else."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn, TypeVar, cast

Made = TypeVar("Made")


def has_room() -> bool:
    """Whether a copy of this process can run beside it: a fork, a second processor, no thread that the copy would miss.

    macOS can fork as well, but its libraries forbid it: only where affinity is known is it safe.
    """
    return hasattr(os, "sched_getaffinity") and len(os.sched_getaffinity(0)) > 1 and threading.active_count() == 1


@contextmanager
def meanwhile(work: Callable[[], Made]) -> Iterator[Callable[[], Made]]:
    """Begins work in a copy of this process, and gives the function that waits for what it comes to.

    The copy sees all that is here now and shares nothing later. Where it fails, the work is done here, so that an error
    is raised where it always was.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        _answer(work, writer)
    os.close(writer)
    with open(reader, "rb") as answer:  # noqa: PTH123 - a pipe has no path

        def wait() -> Made:
            made = answer.read()
            return cast("Made", pickle.loads(made)) if made else work()  # noqa: S301 - our own copy wrote it

        try:
            yield wait
        finally:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _answer(work: Callable[[], object], writer: int) -> NoReturn:
    """Writes what work comes to, whole or not at all, and ends the copy without a word or a trace of its own."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        made = pickle.dumps(work(), protocol=pickle.HIGHEST_PROTOCOL)
        with open(writer, "wb") as answer:
            answer.write(made)
    finally:
        os._exit(0)

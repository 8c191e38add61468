"""What went wrong -> words for the user and an exit code."""

from __future__ import annotations

from enum import IntEnum

from som_cli.messages import Message


class ExitCode(IntEnum):
    """0 clean, 1 findings, 2 wrong usage or a file that cannot be read or written, 3 our bug, 130 interrupted."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    BUG = 3
    INTERRUPTED = 130


class UsageError(Exception):
    """The user asked for what cannot be done; the message says what, the help how to go on."""

    def __init__(self, message: Message, help_: Message | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.help = help_

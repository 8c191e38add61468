"""Command line -> exit code."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from som_cli import __version__


def main() -> NoReturn:
    """Answers the command line and leaves at once.

    To take apart what a command made, object by object, takes a twentieth of its time, and nobody needs it any more:
    files are closed, and processes ended, where they are used.
    """
    kept: list[object] = []
    try:
        code = answer(sys.argv[1:], kept)
    except OSError as error:  # of an answer that needs no command: the others tell it themselves
        sys.stderr.write(f"som: {error}\n")
        code = 2
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # what a command could not write, it has told
            stream.flush()
    os._exit(code)


def answer(arguments: list[str], kept: list[object]) -> int:
    """The exit code; `--version` and git's question for a file's text are answered without loading the commands.

    `kept` takes what is not worth freeing before the end.
    """
    if arguments == ["--version"]:
        sys.stdout.write(f"som {__version__}\n")
        sys.stdout.flush()
        return 0
    if len(arguments) == 2 and arguments[0] == "git-textconv":  # noqa: PLR2004 - git asks twice for each file of a diff
        from som_cli.cli.git_textconv import git_textconv

        return git_textconv(Path(arguments[1]))
    # What a command makes stays to its end, or goes with its last use: the collector would walk it over and over.
    gc.disable()
    from som_cli.cli.app import run

    return run(arguments, kept)


if __name__ == "__main__":
    main()

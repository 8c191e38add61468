"""Command line -> exit code."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from som_cli import __version__


def main() -> None:
    """Answers `--version` and git's question for a file's text at once; everything else is the commands' business."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"som {__version__}\n")
        return
    if len(sys.argv) == 3 and sys.argv[1] == "git-textconv":  # noqa: PLR2004 - git asks twice for each file of a diff
        from som_cli.cli.git_textconv import git_textconv

        raise SystemExit(git_textconv(Path(sys.argv[2])))
    # What a command makes stays to its end, or goes with its last use: the collector would walk it over and over, and
    # once more at the end, and find nothing.
    gc.disable()
    from som_cli.cli.app import run

    code = run(sys.argv[1:])
    gc.freeze()
    raise SystemExit(code)


if __name__ == "__main__":
    main()

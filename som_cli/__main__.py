"""Command line -> exit code."""

from __future__ import annotations

import sys

from som_cli import __version__


def main() -> None:
    """Answers `--version` at once; everything else is the commands' business."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"som {__version__}\n")
        return
    from som_cli.cli.app import run

    raise SystemExit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()

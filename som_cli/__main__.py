"""Command line -> exit code."""

from __future__ import annotations

import gc
import sys

from som_cli import __version__


def main() -> None:
    """Answers `--version` at once; everything else is the commands' business."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"som {__version__}\n")
        return
    # Loading modules makes thousands of objects that all stay; with the usual threshold the collector walks them a
    # hundred times over before the first command begins.
    gc.set_threshold(50_000)
    from som_cli.cli.app import run

    raise SystemExit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()

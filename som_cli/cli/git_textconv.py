"""`som git-textconv`: what git calls to show an item's file."""

from __future__ import annotations

import sys
from pathlib import Path

from som_cli.review.facts import fact_lines


def git_textconv(file: Path) -> int:
    """Print a file with the full name of its field on every line, for `git diff`."""
    sys.stdout.flush()
    sys.stdout.buffer.write(fact_lines(file.read_bytes()))
    sys.stdout.buffer.flush()
    return 0

"""`som git-merge`: what git calls to merge an item's file."""

from __future__ import annotations

from pathlib import Path

import typer

from som_cli.cli.failure import ExitCode
from som_cli.cli.options import Session
from som_cli.edit.merge import Merge, merge_files
from som_cli.edit.merge_text import MARKER
from som_cli.messages import Message, mark_text, msg


def git_merge(
    context: typer.Context,
    base: Path = typer.Argument(..., metavar="BASE", help=""),
    ours: Path = typer.Argument(..., metavar="OURS", help=""),
    theirs: Path = typer.Argument(..., metavar="THEIRS", help=""),
    path: str = typer.Argument(..., metavar="PATH", help=""),
    marker_size: int = typer.Option(MARKER, "--marker-size", help=mark_text("The length of the conflict markers.")),
) -> int:
    """Merge three versions of a file into the second one, field by field, for `git merge`."""
    session: Session = context.obj
    merge = merge_files(path, base.read_bytes(), ours.read_bytes(), theirs.read_bytes(), marker_size)
    ours.write_bytes(merge.content)
    if not merge.conflicts:
        return ExitCode.CLEAN
    session.console.note([_conflict(path, merge)])
    return ExitCode.FINDINGS


def _conflict(path: str, merge: Merge) -> Message:
    if merge.by_lines:
        return msg("{file}: merged by lines, with conflicts: one of the versions is no readable item", file=path)
    return msg("{file}: both sides changed {fields}", file=path, fields=", ".join(merge.conflicts))

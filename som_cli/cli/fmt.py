"""`som fmt`: files in canonical form."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import typer

from som_cli.cli.failure import ExitCode, UsageError
from som_cli.cli.options import Session
from som_cli.edit.changes import write_changes
from som_cli.edit.fmt import Formatted, format_files
from som_cli.messages import Message, mark_text, msg
from som_cli.rules import RULES
from som_cli.text.files import WorkingTree
from som_cli.text.suggest import suggestion
from som_cli.writers.findings import FindingsPage, concise


def fmt(
    context: typer.Context,
    paths: list[str] = typer.Argument(None, metavar="[PATH]...", help="", show_default=False),
    check: bool = typer.Option(False, "--check", help=mark_text("Change nothing: list what would change.")),  # noqa: FBT001, FBT003
) -> int:
    """Write files in canonical form. Order of keys, indentation, quotes; comments and what the files say stay."""
    session: Session = context.obj
    folder = session.workspace
    files = WorkingTree(folder)
    formatted = format_files(files, chosen_paths(files.paths, folder, [Path(path) for path in paths or ()]))
    changed = sorted(formatted.changes.writes)
    if check:
        session.console.write("".join(f"{shown_path(folder, path)}\n" for path in changed))
    else:
        write_changes(folder, formatted.changes)
    if formatted.problems:
        session.console.write(concise(_page(formatted, folder, session.console.language), Path.cwd()))
    session.console.note(_summary(formatted, len(changed), is_check=check))
    return ExitCode.FINDINGS if formatted.problems or (check and changed) else ExitCode.CLEAN


def chosen_paths(known: Sequence[str], folder: Path, given: Sequence[Path]) -> list[str]:
    """The files of the workspace that arguments name, by themselves or by a folder; all without arguments.

    Raises UsageError for a path at which the workspace has nothing.
    """
    if not given:
        return list(known)
    chosen: set[str] = set()
    for path in given:
        wanted = Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
        found = [one for one in known if one == wanted or one.startswith(f"{wanted}/") or wanted == "."]
        if not found:
            raise UsageError(msg("there is no file {path} in the workspace", path=path), suggestion(wanted, known))
        chosen.update(found)
    return sorted(chosen)


def shown_path(folder: Path, path: str) -> str:
    """A path of the workspace as it is reached from the current folder."""
    return Path(os.path.relpath(folder / path)).as_posix()


def _page(formatted: Formatted, folder: Path, language: str) -> FindingsPage:
    names = {rule.code: rule.name for rule in RULES}
    keys = tuple("" for _ in formatted.problems)
    return FindingsPage(formatted.problems, keys, names=names, texts={}, folder=folder, language=language)


def _summary(formatted: Formatted, changed: int, *, is_check: bool) -> list[Message]:
    if is_check and changed:
        said = [msg("{count} file would change", plural="{count} files would change", count=changed)]
    elif changed:
        said = [msg("{count} file changed", plural="{count} files changed", count=changed)]
    else:
        count = formatted.count
        said = [msg("nothing to change in {count} file", plural="nothing to change in {count} files", count=count)]
    unread = len({problem.span.path for problem in formatted.problems})
    if unread:
        text = msg(
            "{count} file cannot be read and stays as it is",
            plural="{count} files cannot be read and stay as they are",
            count=unread,
        )
        said.append(text)
    return said

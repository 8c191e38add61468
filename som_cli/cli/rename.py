"""`som rename`: another id, everywhere."""

from __future__ import annotations

import typer

from som_cli.cli.failure import ExitCode, UsageError
from som_cli.cli.fmt import shown_path
from som_cli.cli.options import Session, load_files, open_files
from som_cli.edit.changes import write_changes
from som_cli.edit.known_ids import known_ids
from som_cli.edit.rename import Renamed
from som_cli.edit.rename import rename as rename_id
from som_cli.edit.rename_scope import RenameError
from som_cli.messages import Message, mark_text, msg

_SHOWN = 10


def rename(
    context: typer.Context,
    old: str = typer.Argument(metavar="OLD"),
    new: str = typer.Argument(metavar="NEW"),
    dry_run: bool = typer.Option(False, "--dry-run", help=mark_text("Change nothing: list what would change.")),  # noqa: FBT001, FBT003
) -> int:
    """Give an item another id. Its file and every reference follow; the old id stays in `formerly`."""
    session: Session = context.obj
    folder = session.workspace
    files = open_files(folder)
    loaded = load_files(files, folder)
    try:
        renamed = rename_id(files, loaded, old, new, known_ids(loaded.workspace, folder))
    except RenameError as error:
        raise UsageError(error.message, error.help) from error
    if not dry_run:
        write_changes(folder, renamed.changes)
    rows = [f"{shown_path(folder, path)} -> {shown_path(folder, moved)}\n" for path, moved in renamed.moves.items()]
    rows += [f"{shown_path(folder, path)}: {count}\n" for path, count in renamed.counts.items()]
    session.console.write("".join(rows))
    session.console.note(_summary(renamed, old, new, is_dry=dry_run))
    for path, number in renamed.mentions[:_SHOWN]:
        place = f"{shown_path(folder, path)}:{number}"
        session.console.note([msg("`{id}` still stands in the text at {place}", id=old, place=place)])
    return ExitCode.CLEAN


def _summary(renamed: Renamed, old: str, new: str, *, is_dry: bool) -> list[Message]:
    count = sum(renamed.counts.values())
    if is_dry:
        text = msg(
            "`{old}` would become `{new}` in {count} place",
            plural="`{old}` would become `{new}` in {count} places",
            old=old,
            new=new,
            count=count,
        )
    else:
        text = msg(
            "`{old}` became `{new}` in {count} place",
            plural="`{old}` became `{new}` in {count} places",
            old=old,
            new=new,
            count=count,
        )
    return [text]

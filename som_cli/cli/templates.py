"""`som templates`: which templates there are, and copies of them for the workspace to change."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import typer

from som_cli.cli.failure import ExitCode, UsageError
from som_cli.cli.listing import ListFormat, show_list
from som_cli.cli.options import Session
from som_cli.cli.places import shipped_templates
from som_cli.console import Console
from som_cli.messages import mark_text, msg
from som_cli.reports.definitions import KNOWN
from som_cli.text.suggest import suggestion
from som_cli.writers.files import write_file
from som_cli.writers.lists import TextTable

FOLDER = "templates"
# What stands at the start of a template's path, by the name of its group.
GROUPS = {
    "reports": "reports/",
    "labels": "labels",
    "pdf": "pdf/",
    "docx": "docx/",
    "charts": "charts/",
    "fonts": "fonts/",
}


class Task(StrEnum):
    """What to do."""

    EJECT = "eject"
    LIST = "list"
    NAMES = "names"


def templates(
    context: typer.Context,
    task: Task = typer.Argument(Task.LIST, help=""),
    groups: list[str] = typer.Argument(None, metavar="[GROUP]...", help="", show_default=False),
    force: bool = typer.Option(False, "--force", help=mark_text("Replace files that differ from ours.")),  # noqa: FBT001, FBT003
    format_: ListFormat = typer.Option(ListFormat.TABLE, "--format", help=mark_text("How the list is written.")),
) -> int:
    """List the templates, or copy them to change them. In the workspace its own override ours.

    `names` lists the tables and figures that a report may print.
    """
    session: Session = context.obj
    console, folder = session.console, session.workspace
    if task is Task.NAMES:
        known = tuple((kind, name) for kind, names in KNOWN.items() for name in sorted(names))
        _show(console, "names", TextTable(("kind", "name"), known), format_)
        return ExitCode.CLEAN
    chosen = _chosen(groups or ())
    own = folder / FOLDER
    if task is Task.LIST:
        states = tuple((name, "*" if (own / name).is_file() else "") for name in chosen)
        _show(console, "templates", TextTable(("template", "own"), states), format_)
        console.note([msg("* the workspace has its own; `som templates eject GROUP` copies ours")])
        return ExitCode.CLEAN
    changed = [name for name in chosen if _differs(own / name, shipped_templates() / name)]
    for name in chosen:
        if force or name not in changed:
            place = own / name
            write_file(place.parent, place.name, (shipped_templates() / name).read_bytes())
            console.write(f"{place.relative_to(folder).as_posix()}\n")
    if changed and not force:
        first = f"{FOLDER}/{changed[0]}"
        message = msg(
            "{count} file was changed in the workspace and stays: {first}",
            plural="{count} files were changed in the workspace and stay, this one is the first: {first}",
            count=len(changed),
            first=first,
        )
        raise UsageError(message, msg("add --force to put ours in their place"))
    console.note([msg("change what you need and take the rest away: what is not here stays ours, with later versions")])
    return ExitCode.CLEAN


def _show(console: Console, name: str, table: TextTable, format_: ListFormat) -> None:
    """A list, as plain lines where no other form is asked for: names are there to be copied."""
    if format_ is ListFormat.TABLE:
        console.write("".join(f"{' '.join(row).rstrip()}\n" for row in table.rows))
    else:
        show_list(console, name, table, format_)


def _chosen(groups: list[str] | tuple[str, ...]) -> list[str]:
    """The templates of the groups named, or of all but the fonts. Raises UsageError for a group that there is not."""
    for group in groups:
        if group not in GROUPS:
            message = msg("there is no group of templates `{name}`", name=group)
            raise UsageError(message, suggestion(group, GROUPS))
    wanted = groups or [group for group in GROUPS if group != "fonts"]
    return [name for group in wanted for name in _names(GROUPS[group])]


def _names(start: str) -> Iterator[str]:
    root = shipped_templates()
    found = (path.relative_to(root).as_posix() for path in sorted(root.rglob("*")) if path.is_file())
    return (name for name in found if name.startswith(start))


def _differs(place: Path, ours: Path) -> bool:
    return place.is_file() and place.read_bytes() != ours.read_bytes()

"""`som show`: one item, as its file says it, and what is linked to it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum

import typer

from som_cli.cli.failure import UsageError
from som_cli.cli.options import Session, load_files, open_files, tell_unread
from som_cli.messages import Message, mark_text, msg
from som_cli.model.entry import Item, Ref, field_name
from som_cli.model.loading import Loaded
from som_cli.model.unread_files import unread_file_of
from som_cli.model.walk import marked_values
from som_cli.model.workspace import Workspace
from som_cli.text.json_reader import as_plain
from som_cli.text.source import visible
from som_cli.text.suggest import suggestion


class ShowFormat(StrEnum):
    """How an item is written."""

    TEXT = "text"
    JSON = "json"


def show(
    context: typer.Context,
    item: str = typer.Argument(metavar="ID"),
    format_: ShowFormat = typer.Option(ShowFormat.TEXT, "--format", help=mark_text("How the item is written.")),
) -> int:
    """Show one item and its links. Where it stands, what it says, what it points to and what points to it."""
    session: Session = context.obj
    folder = session.workspace
    loaded = load_files(open_files(folder), folder)
    workspace = loaded.workspace
    found = find_item(loaded, item)
    tell_unread(session, loaded)
    if format_ is ShowFormat.JSON:
        document = {"schema": 1, "id": found.id, "path": found.origin.path, "item": as_plain(found.origin.node)}
        document["links"] = [{"field": field, "to": target} for field, target in outgoing(workspace, found)]
        document["linked_from"] = [{"item": source, "field": field} for source, field in incoming(workspace, found)]
        session.console.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
        return 0
    session.console.write(_page(session, workspace, found))
    return 0


def find_item(loaded: Loaded, identifier: str) -> Item:
    """The item of an id, capitals ignored. Raises UsageError that names its unread file, or the nearest id."""
    workspace = loaded.workspace
    by_folded = {key.casefold(): found for key, found in workspace.by_id.items()}
    found = by_folded.get(identifier.casefold())
    if found is None:
        if path := unread_file_of(loaded, identifier):
            message = msg("the file of `{id}` could not be read: {file}", id=identifier, file=path)
            raise UsageError(message, msg("`som validate` says why"))
        raise UsageError(msg("there is no item `{id}`", id=identifier), suggestion(identifier, workspace.by_id))
    return found


def outgoing(workspace: Workspace, item: Item) -> Iterator[tuple[str, str]]:
    """The links that an item states: field path and id."""
    for marker, value, path in marked_values(item):
        if isinstance(marker, Ref) and (value in workspace.by_id or value in workspace.segments):
            yield field_name(path), value


def incoming(workspace: Workspace, item: Item) -> Iterator[tuple[str, str]]:
    """The links that other items state to this one: their id and field path."""
    for other in workspace.all_items():
        if other is not item:
            for marker, value, path in marked_values(other):
                if isinstance(marker, Ref) and value == item.id and {item.kind_name, "item"} & {*marker.kinds}:
                    yield other.id, field_name(path)


def _page(session: Session, workspace: Workspace, item: Item) -> str:
    source = workspace.texts[item.origin.path]
    out = [(f"{field}:", target) for field, target in outgoing(workspace, item)]
    into = [(f"{field}:", other) for other, field in incoming(workspace, item)]
    rows = [
        f"{item.id}  {workspace.title(item.id)}",
        (session.workspace / item.origin.path).as_posix(),
        "",
        source.text.rstrip(),
        "",
        *_links(session, msg("points to"), out, workspace),
        *_links(session, msg("is pointed to by"), into, workspace),
    ]
    return visible("\n".join(rows).rstrip()) + "\n"


def _links(session: Session, title: Message, links: list[tuple[str, str]], workspace: Workspace) -> list[str]:
    if not links:
        return []
    return [
        session.console.say(title),
        *(f"  {field} {target}  {workspace.title(target)}" for field, target in links),
        "",
    ]

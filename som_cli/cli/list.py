"""`som list`: the items of one kind, those that meet a condition."""

from __future__ import annotations

import typer

from som_cli.analysis.selection import ConditionError, field_paths, field_texts, parse_condition, select
from som_cli.cli.failure import UsageError
from som_cli.cli.kinds import KINDS, ListedKind
from som_cli.cli.listing import ListFormat, show_list
from som_cli.cli.options import Session, load_files, open_files
from som_cli.messages import mark_text, msg
from som_cli.text.suggest import suggestion
from som_cli.writers.lists import TextTable


def list_(
    context: typer.Context,
    kind: str = typer.Argument(metavar="KIND"),
    where: list[str] = typer.Option(
        [], metavar="COND", help=mark_text("Only items that meet it: 'owner=police status!=planned title~węzeł'.")
    ),
    fields: str | None = typer.Option(None, metavar="A,B", help=mark_text("These fields instead of the usual ones.")),
    format_: ListFormat = typer.Option(ListFormat.TABLE, "--format", help=mark_text("How the list is written.")),
) -> int:
    """List the items of a kind. Such as actions, objectives, indicators or members."""
    session: Session = context.obj
    listed = KINDS.get(kind)
    if listed is None:
        raise UsageError(msg("there is no list of `{kind}`", kind=kind), suggestion(kind, KINDS))
    columns = tuple(name.strip() for name in fields.split(",")) if fields else listed.fields
    try:
        terms = parse_condition(" ".join(where))
    except ConditionError as error:
        message = msg("`{part}` is no condition", part=str(error))
        raise UsageError(message, msg("write `field=value`, `field!=value` or `field~part`")) from error
    for name in (*columns, *(term.field for term in terms)):
        _check_field(listed, name)
    folder = session.workspace
    workspace = load_files(open_files(folder), folder).workspace
    items = select(workspace, workspace.of(listed.cls).values(), terms)
    rows = tuple((item.id, *("; ".join(field_texts(workspace, item, name)) for name in columns)) for item in items)
    show_list(session.console, kind, TextTable(("id", *columns), rows), format_)
    return 0


def _check_field(listed: ListedKind, name: str) -> None:
    known = ["plan", *field_paths(listed.cls)]
    if name.partition(".")[0] not in known:
        raise UsageError(msg("these items have no field `{field}`", field=name), suggestion(name, known))

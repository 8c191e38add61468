"""`som list`: the items of one kind, those that meet a condition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import typer

from som_cli.analysis.selection import ConditionError, Term, field_paths, field_texts, parse_condition, select
from som_cli.cli.failure import UsageError
from som_cli.cli.kinds import KINDS, ListedKind
from som_cli.cli.listing import ListFormat, show_list
from som_cli.cli.options import Session, load_told
from som_cli.messages import Message, mark_text, msg
from som_cli.model.entry import Item
from som_cli.model.workspace import Workspace
from som_cli.text.suggest import nearest, suggestion
from som_cli.writers.lists import TextTable

_SHOWN = 12
_SHORT = 40


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
    asked = tuple(name.strip() for name in fields.split(",")) if fields else listed.fields
    columns = tuple(name for name in dict.fromkeys(asked) if name != "id")  # which stands first in any case
    try:
        terms = parse_condition(" ".join(where))
    except ConditionError as error:
        message = msg("`{part}` is no condition", part=str(error))
        raise UsageError(message, msg("write `field=value`, `field!=value` or `field~part`")) from error
    for name in (*columns, *(term.field for term in terms)):
        _check_field(listed, name)
    workspace = load_told(session).workspace
    every = workspace.of(listed.cls).values()
    items = select(workspace, every, terms)
    rows = tuple((item.id, *("; ".join(field_texts(workspace, item, name)) for name in columns)) for item in items)
    show_list(session.console, kind, TextTable(("id", *columns), rows), format_)
    if every and not items:
        session.console.note([*_why_none(workspace, tuple(every), terms)])
    return 0


def _why_none(workspace: Workspace, items: Sequence[Item], terms: Sequence[Term]) -> Iterator[Message]:
    """Why no item meets the condition: what the first field holds whose term none meets."""
    for term in terms:
        if term.value and not select(workspace, items, [term]):
            texts = sorted({text for item in items for text in field_texts(workspace, item, term.field)})
            yield _why(term, [text for text in texts if len(text) <= _SHORT and "\n" not in text])
            return
    yield msg("no item meets the whole condition")


def _why(term: Term, texts: Sequence[str]) -> Message:
    meant = nearest(term.value, texts)
    held = ", ".join(texts[:_SHOWN]) + (", …" if len(texts) > _SHOWN else "")
    if meant:
        return msg(
            "no item matches: did you mean `{field}={meant}`? `{field}` has: {values}",
            field=term.field,
            meant=meant,
            values=held,
        )
    return msg("no item matches: `{field}` has: {values}", field=term.field, values=held or "–")


def _check_field(listed: ListedKind, name: str) -> None:
    known = ["plan", *field_paths(listed.cls)]
    if name.partition(".")[0] not in known:
        raise UsageError(msg("these items have no field `{field}`", field=name), suggestion(name, known))

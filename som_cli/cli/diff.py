"""`som diff`: what changed between two revisions, or since `main`, item by item."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

import typer

from som_cli.cli.changes_page import changes_page
from som_cli.cli.comparison import Comparison, compare, standings
from som_cli.cli.failure import ExitCode, UsageError
from som_cli.cli.on_demand import load
from som_cli.cli.options import Session
from som_cli.messages import Message, mark_text, msg
from som_cli.model.layout import plan_of
from som_cli.review.changes import Change, told_once
from som_cli.review.gate import refusals
from som_cli.text.diagnostics import Diagnostic
from som_cli.text.git import repository_root
from som_cli.text.suggest import suggestion
from som_cli.writers.changes_json import changes_json
from som_cli.writers.changes_markdown import changes_markdown
from som_cli.writers.changes_page import ChangesPage
from som_cli.writers.changes_text import changes_text
from som_cli.writers.files import write_file

WIDTH = 80


class DiffFormat(StrEnum):
    """How changes are written."""

    FULL = "full"
    MARKDOWN = "markdown"
    JSON = "json"
    XLSX = "xlsx"
    DOCX = "docx"
    PDF = "pdf"


def diff(
    context: typer.Context,
    old: str | None = typer.Argument(
        None,
        metavar="[OLD]",
        help=mark_text("The earlier revision or tag; else where the branch left main."),
        show_default=False,
    ),
    new: str | None = typer.Argument(
        None,
        metavar="[NEW]",
        help=mark_text("The later revision or tag; else the files on the disk."),
        show_default=False,
    ),
    format_: DiffFormat = typer.Option(DiffFormat.FULL, "--format", help=mark_text("How changes are written.")),
    plans: list[str] = typer.Option([], "--plan", metavar="PLAN", help=mark_text("Only changes of this plan.")),
    items: list[str] = typer.Option([], "--item", metavar="ID", help=mark_text("Only changes of this item.")),
    out: Path | None = typer.Option(None, metavar="FILE", help=mark_text("Write to a file.")),
    gate: bool = typer.Option(  # noqa: FBT001
        False,  # noqa: FBT003 - typer's way to declare a flag
        "--gate",
        help=mark_text("Fail where an adopted plan changes without a decision, or is weakened without a reason."),
    ),
) -> int:
    """Show what changed, item by item, the gravest first. Since a revision, else since main was left."""
    session: Session = context.obj
    console = session.console
    with console.progress(msg("comparing")):
        whole = compare(session.workspace, old, new)
    found = only(whole, plans, items)
    if format_ is not DiffFormat.JSON:
        found = replace(found, changes=told_once(found.changes))
    works = found.old.workspace, found.new.workspace
    refused = refusals(found.changes, *works, standings(*works)) if gate else None
    prefix = _prefix(session.workspace, format_)
    page = changes_page(found, console.language, prefix=prefix, refused=refused)
    if format_ in _TEXTS:
        _write(session, _TEXTS[format_](page), out)
    elif format_ is DiffFormat.XLSX:
        load("redline").write_workbook(session, found, page, out)
    else:
        load("redline").write_redline(session, found, format_.value, plans, out)
    if page.unread:
        console.note([_unread(page.unread)])
    if found.skipped:
        plans_left_out = ", ".join(found.skipped)
        console.note([msg("not all could be read: findings are not compared in {plans}", plans=plans_left_out)])
    return ExitCode.FINDINGS if page.refusals else ExitCode.CLEAN


def _unread(paths: Sequence[str]) -> Message:
    return msg(
        "{count} file cannot be read and was not compared: {first}",
        plural="{count} files cannot be read and were not compared, this one is the first: {first}",
        count=len(paths),
        first=paths[0],
    )


def _prefix(folder: Path, format_: DiffFormat) -> str:
    """The way to the workspace: from the repository in a comment, from here in a terminal, none for programs."""
    if format_ in (DiffFormat.JSON, DiffFormat.XLSX):
        return ""
    start = (repository_root(folder) or folder) if format_ is DiffFormat.MARKDOWN else Path.cwd()
    way = Path(os.path.relpath(folder, start.resolve())).as_posix()
    return "" if way == "." else f"{way}/"


def _write(session: Session, text: str, out: Path | None) -> None:
    """Prints a text, or writes it to the file that `--out` names and says where."""
    console = session.console
    if out is None:
        console.write(text)
    else:
        console.note([msg("written: {file}", file=write_file(out.parent, out.name, text.encode()))])


_TEXTS: Mapping[DiffFormat, Callable[[ChangesPage], str]] = {
    DiffFormat.FULL: lambda page: changes_text(page, WIDTH),
    DiffFormat.MARKDOWN: changes_markdown,
    DiffFormat.JSON: changes_json,
}


def only(found: Comparison, plans: Sequence[str], items: Sequence[str]) -> Comparison:
    """The comparison with what concerns these plans and items only; all of it where none is named.

    Raises UsageError for a plan or an item that neither side has.
    """
    works = found.old.workspace, found.new.workspace
    _require(plans, {plan for one in works for plan in (*one.plans, *one.unread.plans)}, is_plan=True)
    known = {name for one in works for name in (*one.by_id, *one.texts)} | {change.item for change in found.changes}
    _require(items, known, is_plan=False)

    def concerns(plan: str, *names: str) -> bool:
        return (not plans or plan in plans) and (not items or not {*items}.isdisjoint(names))

    def kept(change: Change) -> bool:
        return concerns(change.plan, change.item, change.former)

    def shown(finding: Diagnostic) -> bool:
        return concerns(plan_of(finding.span.path) or "", finding.item, finding.span.path)

    return replace(
        found,
        changes=tuple(change for change in found.changes if kept(change)),
        effects=tuple(one for one in found.effects if concerns(one.plan, one.subject)),
        came=tuple(one for one in found.came if shown(one)),
        went=tuple(one for one in found.went if shown(one)),
    )


def _require(asked: Sequence[str], known: set[str], *, is_plan: bool) -> None:
    for name in asked:
        if name not in known:
            message = (
                msg("there is no plan `{plan}`", plan=name)
                if is_plan
                else msg("neither side has an item `{item}`", item=name)
            )
            raise UsageError(message, suggestion(name, sorted(known)))

"""`som status`: how far each indicator is on its way, and who has not reported."""

from __future__ import annotations

from decimal import Decimal

import typer

from som_cli.analysis.progress import Progress, Status, all_progress
from som_cli.cli.listing import ListFormat, show_list
from som_cli.cli.options import Session, load_told
from som_cli.messages import Message, mark_text, msg
from som_cli.model.workspace import Workspace
from som_cli.writers.lists import TextTable

# The word says it; the mark and the colour only help the eye.
WORDS: dict[Status, tuple[str, Message, str]] = {
    Status.ACHIEVED: ("●", msg("achieved"), "green"),
    Status.ON_TRACK: ("●", msg("on track"), "green"),
    Status.AT_RISK: ("◐", msg("at risk"), "yellow"),
    Status.OFF_TRACK: ("○", msg("off track"), "red"),
    Status.DETERIORATING: ("▼", msg("deteriorating"), "bold red"),
    Status.PROVISIONAL: ("?", msg("provisional"), "cyan"),
    Status.NOT_DUE: ("–", msg("not due"), ""),
    Status.NO_DATA: ("–", msg("no data"), ""),
    Status.NOT_JUDGED: ("–", msg("not judged"), ""),
}
KEYS = ("status", "indicator", "name", "objective", "period", "value", "expected", "reported")


def status(
    context: typer.Context,
    year: int | None = typer.Option(None, metavar="YEAR", help=mark_text("As it stood in a year; else the latest.")),
    format_: ListFormat = typer.Option(ListFormat.TABLE, "--format", help=mark_text("How the list is written.")),
) -> int:
    """Show how far each indicator is on its way. And which members have not reported."""
    session: Session = context.obj
    workspace = load_told(session).workspace
    console = session.console
    is_table = format_ is ListFormat.TABLE
    shown = {one: f"{sign} {console.say(word)}" if is_table else one.value for one, (sign, word, _) in WORDS.items()}
    rows = tuple((shown[one.status], *_cells(one)) for one in all_progress(workspace, year))
    heads = (msg("status"), msg("indicator"), msg("objective"), msg("value of expected"), msg("members"))
    styles = {shown[one]: style for one, (_, _, style) in WORDS.items() if style}
    if is_table:
        narrow = tuple((row[0], row[1], row[3], _figures(*row[4:7]), row[7]) for row in rows)
        keys = ("status", "indicator", "objective", "value", "reported")
        show_list(console, "status", TextTable(keys, narrow), format_, heads, styles)
        for sentence in missing_returns(workspace):
            console.paragraph(sentence)
    else:
        show_list(console, "status", TextTable(KEYS, rows), format_)
    return 0


def _cells(one: Progress) -> tuple[str, ...]:
    point = one.point
    return (
        one.indicator.id,
        one.indicator.name,
        one.objective.id,
        point.period.text if point else "",
        _number(point.value) if point else "",
        _number(one.expected),
        f"{len(point.covered)}/{len(point.expected)}" if point and point.expected else "",
    )


def _figures(period: str, value: str, expected: str) -> str:
    """The figures in one cell, so that the table fits 80 columns: `2018: 45.5 / 50.0`."""
    if not period:
        return expected and f"– / {expected}"
    return f"{period}: {value} / {expected}" if expected else f"{period}: {value}"


def _number(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f")


def missing_returns(workspace: Workspace) -> list[Message]:
    """A sentence for each round whose return is due and not complete."""
    sentences = []
    for round_ in workspace.rounds.values():
        there = {one.member for one in workspace.returns.values() if one.round == round_.id}
        missing = [member for member in round_.expected if member not in there]
        if missing and round_.due is not None and round_.due.last < workspace.today:
            names = ", ".join(workspace.actor_name(member) for member in missing)
            sentences.append(
                msg(
                    "round {round}: {count} member has not reported: {names}",
                    plural="round {round}: {count} members have not reported: {names}",
                    round=round_.id,
                    count=len(missing),
                    names=names,
                )
            )
    return sentences

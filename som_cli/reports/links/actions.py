"""Actions and the objectives that they serve -> a matrix for each plan; orphans are marked by a word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from som_cli.analysis.coverage import DECLARATIONS, is_lowest
from som_cli.analysis.links import Link, support
from som_cli.document import blocks as b
from som_cli.document.formatting import NO_BREAK_SPACE
from som_cli.model.action import Action
from som_cli.model.plan import Objective, ObjectiveStatus
from som_cli.reports.links.matrices import bare, evenly, figure_of, links_of
from som_cli.reports.tables.actions import plan_actions
from som_cli.reports.tables.objectives import objective_tree
from som_cli.reports.wording import NOT_GIVEN, Wording, Words

# What stands where an action serves an objective; a strength where it contributes to one.
SERVES = "×"


def action_objectives(wording: Wording, plan: str) -> tuple[Objective, ...]:
    """The objectives that an action may serve: the lowest in force, and any other that some action serves."""
    workspace = wording.workspace
    return tuple(
        one
        for _, one in objective_tree(workspace, plan)
        if workspace.actions_by_objective.get(one.id)
        or (is_lowest(workspace, one) and one.level not in DECLARATIONS and one.status is not ObjectiveStatus.WITHDRAWN)
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """Some of the objectives, which part of the matrix they are, and the actions that have to do with them.

    With `is_elsewhere` a column names the objectives of other plans that the actions support.
    """

    number: int
    count: int
    columns: tuple[Objective, ...]
    actions: tuple[Action, ...]
    is_elsewhere: bool


def action_matrix(wording: Wording, plan: str) -> list[b.Block]:
    """Actions by the objectives of their plan, in parts where there are many objectives; the actions of each part."""
    actions = plan_actions(wording, plan)
    columns = action_objectives(wording, plan)
    if not actions:
        return []
    if not columns:
        return [b.paragraph(wording.label("links.no_objectives"))]
    given = [link for link in links_of(wording) if isinstance(link.giver, Action) and link.plans[0] == plan]
    known = {one.id for one in columns}
    # Actions that serve no objective of the plan stand in the first part.
    stray = {one.id for one in actions if one.objective not in known}
    parts = list(evenly(columns))
    is_elsewhere = any(_elsewhere(wording, one, [link for link in given if link.giver.id == one.id]) for one in actions)
    tables = []
    for number, part in enumerate(parts, 1):
        names = {one.id for one in part}
        wanted = {link.giver.id for link in given if link.receiver.id in names} | (stray if number == 1 else set())
        own = tuple(one for one in actions if one.objective in names or one.id in wanted)
        tables.append(_table(wording, plan, _Part(number, len(parts), part, own, is_elsewhere=is_elsewhere), given))
    return tables


def _table(wording: Wording, plan: str, part: _Part, given: Sequence[Link]) -> b.Block:
    item = wording.plans[plan]
    columns = (
        b.Column(wording.label("links.action"), width=7),
        *(b.Column(bare(item, one.id), "number", 1.2) for one in part.columns),
        *([b.Column(wording.label("links.elsewhere"), "code", 2.6)] if part.is_elsewhere else []),
    )
    rest = ("",) if part.is_elsewhere else ()
    whose = wording.label("links.objectives_of", plan=item.prefix)
    head = (b.Span(""), b.Span(whose, columns=len(part.columns)), *rest)
    rows = [_row(wording, action, part, given) for action in part.actions]
    caption = wording.label("links.caption_actions", plan=item.prefix)
    if part.count > 1:
        caption += wording.label("links.part", number=str(part.number), count=str(part.count))
    served = wording.workspace.actions_by_objective
    foot = (
        wording.label("links.actions_count"),
        *(
            wording.edition.formatter.number(len(served[one.id])) if one.id in served else wording.label("links.orphan")
            for one in part.columns
        ),
        *rest,
    )
    note = wording.label("links.note_actions")
    if any(action.is_mirror for action in part.actions):
        note = f"{note} {wording.label('links.note_mirrors')}"
    name = f"table-matrix-actions-{plan}-{part.number}"
    return b.table(name, caption, columns, rows, head=[head], totals=[foot], source=note)


def _row(wording: Wording, action: Action, part: _Part, given: Sequence[Link]) -> tuple[object, ...]:
    own = [link for link in given if link.giver.id == action.id]
    return (
        [*_title(wording, action)],
        *(_cell(wording, action, one, own) for one in part.columns),
        *([_elsewhere(wording, action, own) or NOT_GIVEN] if part.is_elsewhere else []),
    )


def _title(wording: Wording, action: Action) -> Words:
    words: Words = [b.code(action.id), " ", wording.title(action.id)]
    if action.mirror_of:
        words += [" (", wording.label("actions.counted_in"), NO_BREAK_SPACE, b.code(action.mirror_of), ")"]
    if action.objective not in wording.workspace.objectives:
        words += [" – ", wording.label("links.no_objective")]
    return words


def _cell(wording: Wording, action: Action, objective: Objective, own: Sequence[Link]) -> str:
    if action.objective == objective.id:
        return SERVES
    return figure_of(wording, support(link for link in own if link.receiver.id == objective.id))


def _elsewhere(wording: Wording, action: Action, own: Sequence[Link]) -> Words:
    """Objectives of other plans that it contributes to, with the strength."""
    words: Words = []
    for receiver, strength in _others(wording, action, own):
        words += [", "] if words else []
        words += [b.code(receiver), f"{NO_BREAK_SPACE}({strength})"]
    return words


def _others(wording: Wording, action: Action, own: Sequence[Link]) -> Iterator[tuple[str, str]]:
    for link in own:
        if link.is_between:
            yield link.receiver.id, figure_of(wording, support([link]))
    if (
        action.objective not in wording.workspace.objectives
        and action.objective in wording.edition.everything.objectives
    ):
        yield action.objective, SERVES

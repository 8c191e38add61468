"""The tree of a plan's objectives -> a table in the order of the tree."""

from __future__ import annotations

from collections.abc import Iterator

from som_cli.document import blocks as b
from som_cli.document.formatting import NO_BREAK_SPACE
from som_cli.model.plan import Contribution, Objective, ObjectiveLevel
from som_cli.model.workspace import Workspace, in_order
from som_cli.reports.marks import marks_of
from som_cli.reports.wording import NOT_GIVEN, Wording, Words

_INDENT = f"{NO_BREAK_SPACE}{NO_BREAK_SPACE}{NO_BREAK_SPACE}"


def objective_tree(workspace: Workspace, plan: str) -> Iterator[tuple[int, Objective]]:
    """A plan's objectives, each parent before its children, with the depth; every one exactly once."""
    own = {objective.id: objective for objective in workspace.in_plan(Objective, plan)}
    roots = [objective for objective in own.values() if objective.parent not in own]
    levels = list(ObjectiveLevel)
    visited: set[str] = set()

    def walk(objectives: list[Objective], depth: int) -> Iterator[tuple[int, Objective]]:
        for objective in objectives:
            if objective.id not in visited:
                visited.add(objective.id)
                yield depth, objective
                children = [child for child in workspace.children.get(objective.id, ()) if child.id in own]
                yield from walk(in_order(children), depth + 1)

    ranked = sorted(in_order(roots), key=lambda one: levels.index(one.level) if one.level else len(levels))
    yield from walk(ranked, 0)
    # A circle of parents has no root: its objectives follow as they are.
    yield from walk(in_order(own.values()), 0)


def objectives_table(wording: Wording, plan: str) -> list[b.Block]:
    """Id, title with what it contributes to, level, number of actions; empty where the plan has no objectives."""
    tree = list(objective_tree(wording.workspace, plan))
    if not tree:
        return [b.paragraph(wording.label("objectives.none"))]
    marks = marks_of(wording, (objective for _, objective in tree))
    columns = (
        b.Column(wording.label("objectives.id"), "code", 1.8),
        b.Column(wording.label("objectives.title"), width=7.2),
        *marks.columns,
        b.Column(wording.label("objectives.level"), width=2),
        b.Column(wording.label("objectives.indicators"), "number", 1.7),
        b.Column(wording.label("objectives.actions"), "number", 1.6),
    )
    rows = [
        (
            [wording.place(objective)],
            _title(wording, depth, objective),
            *marks.cells(objective),
            wording.term(objective.level, "objective_level"),
            _count(wording, len(objective.indicators)),
            _count(wording, len(wording.workspace.actions_by_objective.get(objective.id, ()))),
        )
        for depth, objective in tree
    ]
    caption = wording.label("objectives.caption", plan=wording.plans[plan].prefix)
    return [b.table(f"table-objectives-{plan}", caption, columns, rows, source=marks.note())]


def _count(wording: Wording, count: int) -> str:
    return wording.edition.formatter.number(count) if count else NOT_GIVEN


def _title(wording: Wording, depth: int, objective: Objective) -> list[b.Block]:
    title = wording.prose(objective.title)
    name: object = b.strong(title) if depth == 0 else title
    cell = [b.paragraph(_INDENT * depth, name)]
    cell += wording.paragraphs(objective.description)
    if objective.contributes:
        words: Words = [wording.label("objectives.supports"), " "]
        for index, given in enumerate(objective.contributes):
            words += [", "] if index else []
            words += contribution(wording, given)
        cell.append(b.paragraph(words))
    return cell


def contribution(wording: Wording, given: Contribution) -> Words:
    """The objective that receives it, and how strongly."""
    strength = wording.label("objectives.strength", strength=str(given.strength)) if given.strength is not None else ""
    return [wording.reference(given.to), f" ({strength})" if strength else ""]

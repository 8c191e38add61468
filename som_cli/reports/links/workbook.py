"""An edition -> the workbook of links: counts, full matrices, the long table of links, what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from som_cli.analysis.links import Link
from som_cli.document.document import Cell, Formula, Sheet, SheetColumn, SheetTable, Workbook
from som_cli.model.action import Action
from som_cli.model.layout import plan_of
from som_cli.model.plan import Objective
from som_cli.reports.edition import Edition
from som_cli.reports.links.coverage import COUNTS, GAPS, coverages, items_of
from som_cli.reports.links.matrices import links_of, whole_of
from som_cli.reports.tables.objectives import objective_tree
from som_cli.reports.wording import Wording
from som_cli.reports.workbooks.assembly import assemble
from som_cli.reports.workbooks.sums import column_reference, criterion, escaped
from som_cli.reports.workbooks.words import Words, one_line

_GAPS_TABLE = "tblGaps"


def build(edition: Edition) -> Workbook:
    words, wording = Words(edition), Wording(edition)
    sheets = {
        "link_coverage": _coverage(words, wording),
        "link_objectives": _objectives(words, wording),
        "link_actions": _actions(words, wording),
        "link_list": _list(words, wording),
        "link_gaps": _gaps(words, wording),
    }
    return assemble(words, "matrix", sheets, (edition.labels("links.intro"),))


def _plan_code(wording: Wording, plan: str) -> str:
    found = wording.edition.everything.plans.get(plan)
    return found.prefix if found else plan


def _coverage(words: Words, wording: Wording) -> Sheet:
    """Counts by plan; what is missing is counted live from its list."""
    columns = (
        words.column("plan", "code", 10),
        words.column("title", width=50),
        *(words.column(f"{key}_count", "integer", 14, total=True) for key in COUNTS),
    )
    plan_column = column_reference(_GAPS_TABLE, words.column("plan"))
    gap_column = column_reference(_GAPS_TABLE, words.column("link_gap"))
    rows: list[tuple[Cell, ...]] = []
    for plan, found in coverages(wording).items():
        code = _plan_code(wording, plan)
        cells: list[Cell] = []
        for key in COUNTS:
            count = len(items_of(found, key))
            if key in GAPS:
                wanted = f"{plan_column},{criterion(code)},{gap_column},{criterion(_gap(words, key))}"
                cells.append(Formula(f"=COUNTIFS({wanted})", count))
            else:
                cells.append(count)
        rows.append((code, one_line(wording.plans[plan].title), *cells))
    table = SheetTable("tblCoverage", columns, tuple(rows))
    return words.sheet("link_coverage", table, notes=(words.edition.labels("links.note_coverage"),))


def _gap(words: Words, key: str) -> str:
    return one_line(words.edition.labels(f"links.gap_{key}"))


def _gaps(words: Words, wording: Wording) -> Sheet:
    columns = (
        words.column("plan", "code", 10),
        words.column("link_gap", width=46),
        words.column("id", "code", 14),
        words.column("title", width=70),
    )
    rows = tuple(
        (_plan_code(wording, plan), _gap(words, key), one.id, one_line(words.workspace.title(one.id)))
        for plan, found in coverages(wording).items()
        for key in GAPS
        for one in items_of(found, key)
    )
    return words.sheet("link_gaps", SheetTable(_GAPS_TABLE, columns, rows), frozen_columns=3)


def _axis(wording: Wording) -> list[Objective]:
    """The objectives of all plans of the report and of those that are linked with them, in the order of the trees."""
    whole = whole_of(wording)
    own = {*wording.plans, *(plan for link in links_of(wording) for plan in link.plans)}
    return [one for plan in whole.plans if plan in own for _, one in objective_tree(whole.workspace, plan)]


def _matrix_columns(words: Words, axis: list[Objective]) -> tuple[SheetColumn, ...]:
    return (
        words.column("id", "code", 12),
        words.column("plan", "code", 8),
        words.column("title", width=52),
        *(SheetColumn(one.id, "integer", 9, total=True) for one in axis),
        words.column("total", "integer", 9, total=True),
    )


def _across(table: str, axis: list[Objective], value: int) -> Formula:
    """The sum of a row over all objectives."""
    first, last = escaped(axis[0].id), escaped(axis[-1].id)
    return Formula(f"=SUM({table}[[#This Row],[{first}]:[{last}]])", value)


def _objectives(words: Words, wording: Wording) -> Sheet:
    """Who gives in rows, who receives in columns; sums of strengths, empty where there is no link."""
    axis = _axis(wording)
    strengths: dict[tuple[str, str], int] = {}
    for link in links_of(wording):
        if isinstance(link.giver, Objective):
            pair = link.giver.id, link.receiver.id
            strengths[pair] = strengths.get(pair, 0) + (link.strength or 0)
    name = "tblObjectiveLinks"
    rows = []
    for giver in axis:
        values = [strengths.get((giver.id, one.id)) for one in axis]
        total = sum(value for value in values if value)
        rows.append((*_head(wording, giver), *values, _across(name, axis, total)))
    table = SheetTable(name, _matrix_columns(words, axis), tuple(rows))
    return words.sheet("link_objectives", *([table] if axis else []), frozen_columns=3)


def _head(wording: Wording, item: Objective | Action) -> tuple[Cell, ...]:
    whole = wording.edition.everything
    return item.id, _plan_code(wording, plan_of(item.origin.path) or ""), one_line(whole.title(item.id))


def _actions(words: Words, wording: Wording) -> Sheet:
    axis = [one for plan in wording.plans for _, one in objective_tree(words.workspace, plan)]
    name = "tblActionLinks"
    rows = []
    for action in words.workspace.actions.values():
        values = [1 if action.objective == one.id else None for one in axis]
        rows.append((*_head(wording, action), *values, _across(name, axis, sum(value or 0 for value in values))))
    table = SheetTable(name, _matrix_columns(words, axis), tuple(rows))
    return words.sheet("link_actions", *([table] if axis else []), frozen_columns=3)


def _list(words: Words, wording: Wording) -> Sheet:
    columns = (
        words.column("giver", "code", 14),
        words.column("giver_title", width=52),
        words.column("giver_plan", "code", 10),
        words.column("link_kind", width=16),
        words.column("receiver", "code", 14),
        words.column("receiver_title", width=52),
        words.column("receiver_plan", "code", 10),
        words.column("strength", "integer", 8),
        words.column("why", width=60),
    )
    rows = (*_serving(words, wording), *_below(words, wording), *_contributing(words, wording))
    return words.sheet("link_list", SheetTable("tblLinks", columns, rows))


def _serving(words: Words, wording: Wording) -> Iterator[tuple[Cell, ...]]:
    whole = wording.edition.everything
    for action in words.workspace.actions.values():
        objective = whole.objectives.get(action.objective)
        if objective is not None:
            yield _row(words, wording, action, "serves", objective)


def _below(words: Words, wording: Wording) -> Iterator[tuple[Cell, ...]]:
    whole = wording.edition.everything
    for objective in words.workspace.objectives.values():
        parent = whole.objectives.get(objective.parent or "")
        if parent is not None:
            yield _row(words, wording, objective, "below", parent)


def _contributing(words: Words, wording: Wording) -> Iterator[tuple[Cell, ...]]:
    for link in links_of(wording):
        yield _row(words, wording, link.giver, "contributes", link.receiver, link=link)


def _row(  # noqa: PLR0913 - both ends and what joins them
    words: Words,
    wording: Wording,
    giver: Objective | Action,
    kind: str,
    receiver: Objective,
    *,
    link: Link | None = None,
) -> tuple[Cell, ...]:
    first, second = _head(wording, giver), _head(wording, receiver)
    return (
        first[0],
        first[2],
        first[1],
        words.label(f"link_kind.{kind}"),
        second[0],
        second[2],
        second[1],
        link.strength if link else None,
        one_line(link.given.why) if link else "",
    )

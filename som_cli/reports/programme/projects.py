"""The projects of a plan -> each by source, payer and year, and each by the stage of its money."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from som_cli.analysis.budget import Amount, total, totals_by
from som_cli.analysis.investments import Period, Prices, Project, by_prices, periods, projects
from som_cli.document import blocks as b
from som_cli.model.action import MoneyStage
from som_cli.reports.marks import Marks, marks_of
from som_cli.reports.programme.years import head, percent, period_cells, period_columns, prices_words, stage_words
from som_cli.reports.tables.money import payer_name, source_name
from som_cli.reports.wording import NOT_GIVEN, Wording, Words, one_a_line


def projects_table(wording: Wording, plan: str) -> list[b.Block]:
    """A heading; on its side: a project, then each of its sources and payers, by years of the programme."""
    return _tables(wording, plan, _projects)


def _tables(
    wording: Wording, plan: str, make: Callable[[Wording, str, str, Sequence[Project]], b.Block]
) -> list[b.Block]:
    """The plan's heading and a table for each kind of prices."""
    found = projects(wording.workspace, plan)
    kinds = by_prices(_parts(found))
    tables = [
        make(wording, plan, str(number), [one for one in found if one.prices == prices])
        for number, prices in enumerate(kinds, 1)
    ]
    return [b.heading(2, wording.prose(wording.plans[plan].title)), *tables] if tables else []


def _projects(wording: Wording, plan: str, number: str, found: Sequence[Project]) -> b.Block:
    parts = _parts(found)
    shown = periods(wording.workspace, parts)
    marks = marks_of(wording, [project.action for project in found])
    columns = (b.Column(wording.label("investments.project"), width=3.6), *marks.columns)
    blank = ("",) * len(marks.columns)
    return b.table(
        f"table-projects-{plan}-{number}",
        _caption(wording, "projects", plan, found[0].prices),
        (*columns, *period_columns(wording, shown)),
        [row for project in found for row in _project_rows(wording, project, shown, marks)],
        totals=[(wording.label("money.total"), *blank, *period_cells(wording, parts, shown))],
        source=marks.note(),
    )


def _parts(found: Iterable[Project]) -> list[Amount]:
    return [part for project in found for part in project.parts]


def _caption(wording: Wording, name: str, plan: str, prices: Prices) -> str:
    prefix, currency = wording.plans[plan].prefix, wording.workspace.settings.currency
    words = prices_words(wording, prices)
    return wording.label(f"investments.caption_{name}", plan=prefix, currency=currency, prices=words)


def _project_rows(
    wording: Wording, project: Project, shown: Sequence[Period], marks: Marks
) -> list[tuple[object, ...]]:
    """The project, and under it those who pay, if they are several; a single one stands in the project's own row."""
    givers: dict[tuple[str, str], list[Amount]] = {}
    for part in project.parts:
        givers.setdefault((part.source, part.payer), []).append(part)
    lines = [_project_name(wording, project)]
    names = {giver: _giver(wording, *giver) for giver in givers}
    if len(givers) == 1:
        lines.append([next(iter(names.values()))])
    rows: list[tuple[object, ...]] = [
        (one_a_line(lines), *marks.cells(project.action), *_strong(period_cells(wording, project.parts, shown)))
    ]
    if len(givers) > 1:
        blank = ("",) * len(marks.columns)
        rows += [(names[giver], *blank, *period_cells(wording, own, shown)) for giver, own in givers.items()]
    return rows


def _strong(cells: Iterable[str]) -> list[object]:
    return [cell if cell == NOT_GIVEN else b.strong(cell) for cell in cells]


def _project_name(wording: Wording, project: Project) -> Words:
    return [b.strong([wording.reference(project.action.id), " ", wording.title(project.action.id)])]


def _giver(wording: Wording, source: str, payer: str) -> str:
    """`fund – payer`, each by its short name where it has one."""
    fund = wording.workspace.funds.get(source)
    name = wording.prose(fund.short) if fund and fund.short else source_name(wording, source)
    return wording.label("investments.giver", source=name, payer=payer_name(wording, payer))


def stages_table(wording: Wording, plan: str) -> list[b.Block]:
    """A heading; on its side: a project's money by stage, the secured share, its items in the forecasts of members."""
    return _tables(wording, plan, _stages)


def _stages(wording: Wording, plan: str, number: str, found: Sequence[Project]) -> b.Block:
    parts = _parts(found)
    present = {part.stage for part in parts}
    stages = [stage for stage in (*MoneyStage, None) if stage in present]
    has_forecast = any(project.action.wpf for project in found)
    columns = (
        b.Column(wording.label("investments.project_short"), width=5),
        *(b.Column(head(stage_words(wording, stage)), "number", 1.9) for stage in stages),
        b.Column(wording.label("money.total"), "number", 2),
        b.Column(wording.label("investments.share"), "number", 1.6),
        *((b.Column(wording.label("investments.wpf"), width=3.2),) if has_forecast else ()),
    )

    def row(name: Words, own: Sequence[Amount], secured: Decimal, forecast: Words) -> tuple[object, ...]:
        return (name, *_stage_cells(wording, own, stages, secured), *((forecast,) if has_forecast else ()))

    secured = sum((project.secured for project in found), Decimal(0))
    return b.table(
        f"table-project-stages-{plan}-{number}",
        _caption(wording, "project_stages", plan, found[0].prices),
        columns,
        [row(_short_name(wording, one), one.parts, one.secured, one_a_line(_forecast(wording, one))) for one in found],
        totals=[row([wording.label("money.total")], parts, secured, [])],
    )


def _stage_cells(
    wording: Wording, parts: Sequence[Amount], stages: Sequence[MoneyStage | None], secured: Decimal
) -> tuple[str, ...]:
    sums = totals_by(parts, lambda part: part.stage)
    whole = total(parts)
    return (
        *(wording.amount(sums.get(stage, Decimal(0))) for stage in stages),
        wording.amount(whole),
        percent(wording, secured, whole),
    )


def _short_name(wording: Wording, project: Project) -> Words:
    return [wording.reference(project.action.id), " ", wording.title(project.action.id)]


def _forecast(wording: Wording, project: Project) -> list[Words]:
    return [
        [f"{wording.actor(entry.member)}: {wording.prose(entry.item) if entry.item else NOT_GIVEN}"]
        for entry in project.action.wpf
    ]

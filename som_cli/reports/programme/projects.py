"""The projects of a plan -> each by source, payer and year, and each by the stage of its money."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from som_cli.analysis.budget import Amount, total, totals_by
from som_cli.analysis.investments import Period, Project, by_prices, periods, projects
from som_cli.document import blocks as b
from som_cli.model.action import MoneyStage
from som_cli.reports.marks import Marks, marks_of
from som_cli.reports.programme.years import percent, period_cells, period_columns, prices_words, stage_words
from som_cli.reports.tables.money import payer_name, source_name
from som_cli.reports.wording import NOT_GIVEN, Wording, Words, one_a_line


def projects_table(wording: Wording, plan: str) -> list[b.Block]:
    """A heading; on its side: a project, then each of its sources and payers, by years of the programme."""
    found = projects(wording.workspace, plan)
    if not found:
        return []
    parts = _parts(found)
    shown = periods(wording.workspace, parts)
    marks = marks_of(wording, [project.action for project in found])
    columns = (b.Column(wording.label("investments.project"), width=3.6), *marks.columns)
    rows = [row for project in found for row in _project_rows(wording, project, shown, marks)]
    return [
        b.heading(2, wording.prose(wording.plans[plan].title)),
        b.table(
            f"table-projects-{plan}",
            _caption(wording, "projects", plan),
            (*columns, *period_columns(wording, shown)),
            rows,
            totals=_totals(wording, found, shown, marks),
            source=marks.note(),
        ),
    ]


def _parts(found: Iterable[Project]) -> list[Amount]:
    return [part for project in found for part in project.parts]


def _caption(wording: Wording, name: str, plan: str) -> str:
    prefix, currency = wording.plans[plan].prefix, wording.workspace.settings.currency
    return wording.label(f"investments.caption_{name}", plan=prefix, currency=currency)


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


def _totals(
    wording: Wording, found: Sequence[Project], shown: Sequence[Period], marks: Marks
) -> list[tuple[object, ...]]:
    """A row of totals for each kind of prices."""
    kinds = by_prices(_parts(found))
    blank = ("",) * len(marks.columns)
    return [
        (total_words(wording, prices_words(wording, prices), len(kinds)), *blank, *period_cells(wording, own, shown))
        for prices, own in kinds.items()
    ]


def total_words(wording: Wording, prices: str, kinds: int) -> str:
    """The head of a row of totals; it names the prices where there are several kinds."""
    word = wording.label("money.total")
    return word if kinds == 1 else wording.label("investments.total_of", total=word, prices=prices)


def stages_table(wording: Wording, plan: str) -> list[b.Block]:
    """On its side: a project's money by stage, the secured share, its items in the forecasts of members."""
    found = projects(wording.workspace, plan)
    if not found:
        return []
    present = {part.stage for part in _parts(found)}
    stages = [stage for stage in (*MoneyStage, None) if stage in present]
    kinds = by_prices(_parts(found))
    is_mixed = len(kinds) > 1
    columns = (
        b.Column(wording.label("investments.project_short"), width=5),
        *(b.Column(stage_words(wording, stage), "number", 1.9) for stage in stages),
        b.Column(wording.label("money.total"), "number", 2),
        b.Column(wording.label("investments.share"), "number", 1.6),
        *((b.Column(wording.label("investments.prices"), width=1.7),) if is_mixed else ()),
        b.Column(wording.label("investments.wpf"), width=3.2),
    )
    rows = []
    for project in found:
        cells = _stage_cells(wording, project.parts, stages, project.secured)
        prices = (prices_words(wording, project.prices),) if is_mixed else ()
        rows.append((_short_name(wording, project), *cells, *prices, one_a_line(_forecast(wording, project))))
    totals = []
    for kind, own in kinds.items():
        secured = sum((one.secured for one in found if one.prices == kind), Decimal(0))
        words = (prices_words(wording, kind),) if is_mixed else ()
        totals.append((wording.label("money.total"), *_stage_cells(wording, own, stages, secured), *words, ""))
    return [
        b.table(f"table-project-stages-{plan}", _caption(wording, "project_stages", plan), columns, rows, totals=totals)
    ]


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

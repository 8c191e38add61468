"""The programme -> sheets of projects by year with live sums, of moved money, and of members' forecasts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from som_cli.analysis.budget import total
from som_cli.analysis.investments import SECURED, Project, projects
from som_cli.analysis.moved import Move, moves
from som_cli.document.document import Cell, Formula, Light, Sheet, SheetColumn, SheetTable
from som_cli.model.action import ActionStatus
from som_cli.reports.programme.checks import moved_words
from som_cli.reports.wording import Wording
from som_cli.reports.workbooks.money import BUDGET, MoneyRow, payer_name, source_name
from som_cli.reports.workbooks.sums import column_reference, criterion, escaped, periods_of, quoted
from som_cli.reports.workbooks.words import Words, column_title, one_line

PROJECTS, PLANS = "tblProjects", "tblProjectPlans"
_SHARE = Decimal("0.000001")


def projects_sheet(words: Words, rows: Sequence[MoneyRow], notes: Sequence[str]) -> Sheet:
    """Projects × years, the secured share and what it means; then the same by plan."""
    periods = periods_of(words, rows)
    ratings = _ratings(words)
    statuses = tuple(words.term(status, "action_status") for status in ActionStatus)
    columns = (
        words.column("id", "code", 12),
        words.column("title", width=46),
        words.column("plan", "code", 8),
        words.column("owner", width=24),
        replace(words.column("status", width=14), choices=statuses),
        words.column("prices", width=22),
        *(SheetColumn(column_title(str(period)), "money", 15, total=True) for period in periods),
        words.column("total", "money", 17, total=True),
        words.column("secured", "money", 17, total=True),
        words.column("secured_share", "percent", 12),
        replace(words.column("rating", width=20), lights=tuple(ratings.items())),
        words.column("stated_total", "money", 17),
        words.column("gap", "money", 15),
        words.column("wpf", width=30),
    )
    by_action: dict[str, list[MoneyRow]] = {}
    for row in rows:
        by_action.setdefault(row.amount.action.id, []).append(row)
    cells = tuple(
        _cells(words, project, by_action[project.action.id], periods, tuple(ratings))
        for project in projects(words.workspace)
    )
    table = SheetTable(PROJECTS, columns, cells, words.label("caption.tblProjects"))
    return words.sheet("projects", _plans_table(words, rows), table, notes=notes, frozen_columns=2)


def _ratings(words: Words) -> dict[str, Light]:
    lights: tuple[tuple[str, Light], ...] = (("all", "good"), ("part", "fair"), ("none", "poor"))
    return {words.label(f"secured_{key}"): light for key, light in lights}


def _cells(
    words: Words,
    project: Project,
    rows: Sequence[MoneyRow],
    periods: Sequence[int | str],
    ratings: Sequence[str],
) -> tuple[Cell, ...]:
    action = project.action
    is_action = f"{column_reference(BUDGET, words.column('action'))},{criterion(action.id)}"
    amount, period_column = (column_reference(BUDGET, words.column(key)) for key in ("amount", "year_or_word"))
    sums = [
        Formula(
            f"=SUMIFS({amount},{is_action},{period_column},{criterion(period)})",
            total(row.amount for row in rows if row.period == period),
        )
        for period in periods
    ]
    first, last = (escaped(column_title(str(period))) for period in (periods[0], periods[-1]))
    share = _rounded(project.secured, project.total)
    whole, shared, stated = (_this(PROJECTS, words.column(key)) for key in ("total", "secured_share", "stated_total"))
    secured = _this(PROJECTS, words.column("secured"))
    rating = ratings[0] if share == 1 else ratings[1] if share else ratings[2]
    verdict = f"=IF({shared}>=1,{quoted(ratings[0])},IF({shared}>0,{quoted(ratings[1])},{quoted(ratings[2])}))"
    return (
        action.id,
        one_line(words.workspace.title(action.id)),
        words.plan_code(project.plan),
        words.actor(action.owner),
        words.term(action.status, "action_status"),
        rows[0].prices,
        *sums,
        Formula(f"=SUM({PROJECTS}[[#This Row],[{first}]:[{last}]])", project.total),
        Formula(_secured_formula(words, amount, is_action), project.secured),
        Formula(f"=IF({whole}=0,0,ROUND({secured}/{whole},6))", share),
        Formula(verdict, rating),
        project.stated,
        Formula(f"=ROUND({stated}-{whole},2)", project.gap) if project.gap is not None else None,
        "; ".join(f"{words.actor(one.member)}: {one_line(one.item) or '–'}" for one in action.wpf),
    )


def _secured_formula(words: Words, amount: str, condition: str) -> str:
    """The sum of the stages that make money sure, one SUMIFS for each."""
    stage = column_reference(BUDGET, words.column("stage"))
    wanted = [criterion(words.term(one, "money_stage")) for one in sorted(SECURED)]
    return "=" + "+".join(f"SUMIFS({amount},{condition},{stage},{word})" for word in wanted)


def _plans_table(words: Words, rows: Sequence[MoneyRow]) -> SheetTable:
    """A plan a row: its total, what is secured, the share; the chart of shares is drawn from it."""
    columns = (
        words.column("plan", "code", 12),
        words.column("name_tblByPlan", width=46),
        words.column("total", "money", 17, total=True),
        words.column("secured", "money", 17, total=True),
        words.column("secured_share", "percent", 12),
    )
    amount = column_reference(BUDGET, words.column("amount"))
    whole, secured = (_this(PLANS, words.column(key)) for key in ("total", "secured"))
    cells: list[tuple[Cell, ...]] = []
    for plan, code in words.plan_codes.items():
        own = [row.amount for row in rows if row.amount.plan == plan]
        if not own:
            continue
        is_plan = f"{column_reference(BUDGET, words.column('plan'))},{criterion(code)}"
        sure = total(part for part in own if part.stage in SECURED)
        cells.append(
            (
                code,
                one_line(words.workspace.title(plan)),
                Formula(f"=SUMIFS({amount},{is_plan})", total(own)),
                Formula(_secured_formula(words, amount, is_plan), sure),
                Formula(f"=IF({whole}=0,0,ROUND({secured}/{whole},6))", _rounded(sure, total(own))),
            )
        )
    return SheetTable(PLANS, columns, tuple(cells), words.label("caption.tblProjectPlans"))


def _rounded(part: Decimal, whole: Decimal) -> Decimal:
    return (part / whole).quantize(_SHARE) if whole else Decimal(0)


def _this(table: str, column: SheetColumn) -> str:
    """The cell of a column in the formula's own row."""
    return f"{table}[[#This Row],[{escaped(column.title)}]]"


def moved_sheet(words: Words) -> Sheet:
    """Money that the newest version of lines puts elsewhere than the one before."""
    columns = (
        words.column("action", "code", 12),
        words.column("title", width=46),
        words.column("fund", width=34),
        words.column("payer", width=26),
        words.column("old_version", "code", 13),
        words.column("new_version", "code", 13),
        words.column("from_year", "year", 11),
        words.column("to_year", "year", 11),
        words.column("moved_years", "integer", 14),
        words.column("what_moved", width=20),
        words.column("amount", "money", 18),
        words.column("sum_change", "money", 18, total=True),
    )
    wording = Wording(words.edition)
    rows = tuple(_move_cells(words, wording, move) for move in moves(words.workspace))
    notes = () if rows else (one_line(wording.label("investments.not_moved")),)
    return words.sheet("moved", SheetTable("tblMoved", columns, rows), notes=notes)


def _move_cells(words: Words, wording: Wording, move: Move) -> tuple[Cell, ...]:
    return (
        words.to_row(move.action.id, "projects"),
        one_line(words.workspace.title(move.action.id)),
        source_name(words, move.source),
        payer_name(words, move.payer),
        move.old,
        move.new,
        move.from_year,
        move.to_year,
        move.years,
        one_line(moved_words(wording, move)),
        move.amount,
        move.difference,
    )


def forecast_sheet(words: Words) -> Sheet:
    """Items of the multi-annual financial forecasts of members, and what each member pays in the project."""
    columns = (
        words.column("member", width=28),
        words.column("forecast_item", width=28),
        words.column("action", "code", 12),
        words.column("title", width=46),
        words.column("from", "code", 11),
        words.column("to", "code", 11),
        words.column("member_pays", "money", 18, total=True),
    )
    rows = tuple(_forecast_rows(words, projects(words.workspace)))
    return words.sheet("forecast", SheetTable("tblForecast", columns, rows), frozen_columns=2)


def _forecast_rows(words: Words, found: Iterable[Project]) -> Iterable[tuple[Cell, ...]]:
    for project in found:
        for entry in project.action.wpf:
            yield (
                words.actor(entry.member),
                one_line(entry.item),
                words.to_row(project.action.id, "projects"),
                one_line(words.workspace.title(project.action.id)),
                words.date(entry.from_),
                words.date(entry.to),
                total(part for part in project.parts if part.payer == entry.member),
            )

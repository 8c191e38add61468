"""An edition -> the workbook of the programme of investments: a long table, live sums, projects by year, what moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from som_cli.analysis.budget import total
from som_cli.analysis.investments import SECURED, Period, periods, projects
from som_cli.document.document import Cell, Sheet, SheetChart, SheetColumn, SheetTable, Workbook
from som_cli.model.action import MoneyStage
from som_cli.reports.edition import Edition
from som_cli.reports.programme.sheets import forecast_sheet, moved_sheet, projects_sheet
from som_cli.reports.workbooks.assembly import assemble
from som_cli.reports.workbooks.money import MoneyRow, budget_table, money_rows, unallotted
from som_cli.reports.workbooks.sums import Breakdown, breakdown_table, breakdowns, check_table, mixed_prices, periods_of
from som_cli.reports.workbooks.words import Words, column_title


def build(edition: Edition) -> Workbook:
    """The workbook. All sums count the long table of the sheet Budget; years stand as the programme gathers them."""
    words = Words(edition)
    found = money_rows(words)
    shown = periods(words.workspace, [row.amount for row in found])
    rows = tuple(replace(row, period=_period(words, row, shown)) for row in found)
    found_breakdowns = (*breakdowns(words), _by_stage(words))
    summary = [breakdown_table(words, one, rows) for one in found_breakdowns]
    checked = {one.table: words.label(f"caption.{one.table}") for one in found_breakdowns}
    checked["tblProjects"] = words.label("caption.tblProjects")
    notes = mixed_prices(words, rows)
    sheets = {
        "summary": words.sheet("summary", *summary, notes=notes, frozen_columns=2),
        "charts": _charts_sheet(words, rows),
        "projects": projects_sheet(words, rows, notes),
        "budget": words.sheet("budget", _long_table(words, rows)),
        "moved": moved_sheet(words),
        "forecast": forecast_sheet(words),
        "check": words.sheet("check", check_table(words, checked, rows), notes=notes),
    }
    return assemble(words, "investments", sheets, (words.label("read.programme"), words.label("read.money")))


def _period(words: Words, row: MoneyRow, shown: Sequence[Period]) -> int | str:
    """The column of the programme that an amount belongs to."""
    period = next(one for one in shown if one.holds(row.amount.year))
    if period.kind == "year":
        return period.year
    if period.kind == "unallotted":
        return unallotted(words)
    return column_title(words.edition.labels(f"investments.{period.kind}", year=str(period.year)))


def _by_stage(words: Words) -> Breakdown:
    """Money by stage, and whether it counts as sure; the long table has a word for a stage that is not given, too."""

    def counts(rows: Sequence[MoneyRow]) -> str:
        return words.yes_no(is_true=rows[0].amount.stage in SECURED)

    return Breakdown("tblByStage", "stage", lambda row: stage_word(words, row.amount.stage), counts)


def stage_word(words: Words, stage: MoneyStage | None) -> str:
    return words.term(stage, "money_stage") if stage else words.label("not_given")


def _long_table(words: Words, rows: tuple[MoneyRow, ...]) -> SheetTable:
    """The long table of the consolidated workbook, with stages to choose from a list: a new stage changes all sums."""
    table = budget_table(words, rows)
    place = [column.title for column in table.columns].index(words.column("stage").title)
    choices = tuple(stage_word(words, stage) for stage in (*MoneyStage, None))
    columns = (*table.columns[:place], replace(table.columns[place], choices=choices), *table.columns[place + 1 :])

    def with_stage(cells: tuple[Cell, ...], row: MoneyRow) -> tuple[Cell, ...]:
        return (*cells[:place], stage_word(words, row.amount.stage), *cells[place + 1 :])

    made = tuple(with_stage(cells, row) for cells, row in zip(table.rows, rows, strict=True))
    return replace(table, columns=_named_period(words, columns), rows=made)


def _named_period(words: Words, columns: tuple[SheetColumn, ...]) -> tuple[SheetColumn, ...]:
    """The column of years or words is wide enough for the words of the programme."""
    title = words.column("year_or_word").title
    return tuple(replace(column, width=18) if column.title == title else column for column in columns)


def _charts_sheet(words: Words, rows: tuple[MoneyRow, ...]) -> Sheet:
    """Charts of the summary, which follow it when an amount or a stage is changed."""
    *years, last = (column_title(str(period)) for period in periods_of(words, rows))
    # Money without a year would dwarf the years; it has a column in the table.
    values = tuple(years) or (last,)
    unit = words.workspace.settings.currency

    sums = {
        str(period): total(row.amount for row in rows if row.period == period) for period in periods_of(words, rows)
    }
    by_period = {title: sums[name] for name in sums if (title := column_title(name)) in values}
    number = words.edition.formatter.number
    shown = "; ".join(f"{title}: {number(value, 2)}" for title, value in by_period.items())

    def chart(table: str, names: str) -> SheetChart:
        title = words.label(f"caption.{table}")
        alternative = words.label("chart_alternative", title=title, values=shown)
        return SheetChart(title, "stacked", table, names, values, alternative, unit)

    sheet = words.sheet("charts")
    charts = (chart("tblByStage", words.column("stage").title), chart("tblByPlan", words.column("plan").title))
    return replace(sheet, charts=(*charts, _shares_chart(words)), landscape=False)


def _shares_chart(words: Words) -> SheetChart:
    """The secured share of each plan's money."""
    title = words.label("caption.tblProjectPlans")
    sums: dict[str, list[Decimal]] = {}
    for project in projects(words.workspace):
        own = sums.setdefault(words.plan_code(project.plan), [Decimal(0), Decimal(0)])
        own[0] += project.secured
        own[1] += project.total
    percent = words.edition.formatter.percent
    values = "; ".join(f"{plan}: {percent(sure / whole)}" for plan, (sure, whole) in sums.items() if whole)
    return SheetChart(
        title,
        "column",
        "tblProjectPlans",
        words.column("plan").title,
        (words.column("secured_share").title,),
        words.label("chart_alternative", title=title, values=values),
        by_column=True,
        percent=True,
    )

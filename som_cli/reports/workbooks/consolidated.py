"""An edition -> the workbook of the consolidated strategy: all its data as tables to filter, sum and take along."""

from __future__ import annotations

from collections.abc import Mapping

from som_cli.document.document import Sheet, Workbook
from som_cli.model.entry import Provenance
from som_cli.reports.edition import Edition
from som_cli.reports.workbooks.findings import findings_sheet
from som_cli.reports.workbooks.indicators import indicators_sheet, series_sheet, targets_sheet
from som_cli.reports.workbooks.money import budget_table, money_rows
from som_cli.reports.workbooks.registers import actions_sheet, members_sheet, objectives_sheet, sources_sheet
from som_cli.reports.workbooks.risks import risks_sheet
from som_cli.reports.workbooks.sums import summary_sheet
from som_cli.reports.workbooks.words import Words, one_line


def build(edition: Edition) -> Workbook:
    """The workbook. Names of sheets and columns are labels; names of tables are the same in every language."""
    words = Words(edition)
    money = money_rows(words)
    sheets = {
        "summary": summary_sheet(words, money),
        "members": members_sheet(words),
        "actions": actions_sheet(words),
        "objectives": objectives_sheet(words),
        "indicators": indicators_sheet(words),
        "targets": targets_sheet(words),
        "series": series_sheet(words),
        "budget": words.sheet("budget", budget_table(words, money)),
        "risks": risks_sheet(words),
        "findings": findings_sheet(words),
        "sources": sources_sheet(words),
    }
    partnership = edition.workspace.partnership
    return Workbook(
        name=f"{partnership.id}-consolidated",
        language=edition.language,
        title=_title(words),
        organisation=one_line(partnership.name),
        sheets=(_read_me(words, sheets), *sheets.values()),
        labels={key: words.label(key) for key in ("page", "of", "total")},
        timestamp=edition.timestamp,
        footer=edition.footer,
        stamp=edition.stamp,
    )


def _title(words: Words) -> str:
    """What the workbook holds: the data of all plans, or of the one that it is narrowed to."""
    workspace, plan = words.workspace, words.edition.scope.plan
    if plan:
        return words.label("title_of_plan", name=one_line(workspace.title(plan)))
    return words.label("title", name=one_line(workspace.partnership.short or workspace.partnership.name))


def _read_me(words: Words, sheets: Mapping[str, Sheet]) -> Sheet:
    """What the workbook is, of which revision, how to read it, and the way to every sheet."""
    workspace = words.workspace
    key = "read.what_of_plan" if words.edition.scope.plan else "read.what"
    opening = words.label(key, name=one_line(workspace.partnership.name), currency=workspace.settings.currency)
    marks = (
        words.label("read.mark", mark=words.provenance_word(one), meaning=words.label(f"read.{one.value}"))
        for one in Provenance
    )
    paragraphs = (
        _title(words),
        opening,
        words.edition.footer,
        words.label("read.example") if workspace.settings.example else "",
        words.label("read.tables"),
        words.label("read.money"),
        words.label("read.blank"),
        words.label("read.provenance"),
        *marks,
        words.label("read.contents"),
    )
    links = tuple((f"{sheet.title}: {words.label(f'contents.{key}')}", sheet.title) for key, sheet in sheets.items())
    title = words.sheet_title("read")
    return Sheet(title, tuple(one for one in paragraphs if one), links=links, landscape=False)

"""The programme of investments: sums against sums made here, prices kept apart, money that moved, live formulas."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from som_cli.analysis.investments import by_prices, in_period, periods, projects
from som_cli.analysis.moved import moves
from som_cli.analysis.scope import Scope
from som_cli.analysis.spending import spending
from som_cli.document.document import Document, Formula, SheetTable, Workbook
from som_cli.model.action import MoneyStage
from som_cli.reports.catalogue import REPORTS
from som_cli.reports.composition import compose
from som_cli.reports.edition import Edition
from som_cli.reports.programme.workbook import build
from som_cli.reports.programme.years import programme_table
from som_cli.reports.wording import Wording
from som_cli.writers.xlsx import write_xlsx
from tests.conftest import Golden
from tests.reports.dump import dump
from tests.reports.editions import EXAMPLE, REAL, ROOT, TINY, changed_edition, make_edition
from tests.reports.reading import table
from tests.reports.tables import rows_of
from tests.reports.test_consolidated import amount
from tests.writers import xlsx_checks as checks

SURE = {MoneyStage.SECURED, MoneyStage.CONTRACTED, MoneyStage.SPENT}
ACTION = "plans/tr/actions/TR-A-07.yml"


def document_of(edition: Edition) -> Document:
    report = compose(edition, REPORTS["investments"])
    assert report.problems == ()
    return report.document


@cache
def built(root: Path) -> Document:
    return document_of(make_edition(root, "pl"))


def summed(edition: Edition) -> dict[str, Decimal]:
    """The money of each plan, made anew from the lines."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for action in edition.workspace.actions.values():
        if action.mirror_of or action.budget is None or action.status in {"cancelled", "withdrawn"}:
            continue
        lines = sum((line.amount for line in action.budget.lines), Decimal(0))
        found[action.origin.path.split("/")[1]] += lines or action.budget.stated_total or Decimal(0)
    return dict(found)


def moved_edition(lines: str) -> Edition:
    """The example with older and newer lines instead of those of one action."""
    before, _, rest = (EXAMPLE / ACTION).read_text("utf-8").partition("  lines:\n")
    _, _, after = rest.partition("wpf:")
    return changed_edition(EXAMPLE, "pl", {ACTION: f"{before}  lines:\n{lines}wpf:{after}"})


def line(year: str, value: int, version: str, source: str = "own") -> str:
    return (
        f"    - {{{year}source: {source}, payer: miastowo, amount: {value}.00, stage: planned, version: {version}}}\n"
    )


@pytest.mark.parametrize("root", [EXAMPLE, REAL, TINY], ids=lambda root: root.name)
def test_the_sums_are_those_of_the_lines(root: Path) -> None:
    edition = make_edition(root, "pl")
    found: dict[str, Decimal] = defaultdict(Decimal)
    for project in projects(edition.workspace):
        found[project.plan] += project.total
        assert project.secured == sum(part.value for part in project.parts if part.stage in SURE)
    assert found == summed(edition)


def test_each_amount_stands_in_one_column() -> None:
    workspace = make_edition(REAL, "pl").workspace
    parts = [part for project in projects(workspace) for part in project.parts]
    shown = periods(workspace, parts)
    kinds = [one.kind for one in shown]
    assert (kinds[0], kinds[-1]) == ("before", "unallotted")
    assert sum(in_period(parts, one) for one in shown) == sum(part.value for part in parts)


def test_different_prices_are_never_in_one_sum() -> None:
    edition = make_edition(REAL, "pl")
    parts = [part for project in projects(edition.workspace) for part in project.parts]
    kinds = by_prices(parts)
    assert len(kinds) > 1
    blocks = programme_table(Wording(edition), "plan")
    for number, own in enumerate(kinds.values(), 1):
        *_, last = rows_of(blocks, f"table-programme-plan-{number}")
        assert amount(last[-1]) == sum(part.value for part in own)


def test_the_secured_share_is_printed() -> None:
    edition = make_edition(EXAMPLE, "pl")
    rows = {row[0].partition(" ")[0]: row for row in table(document_of(edition), "table-project-stages-tr-1")}
    assert rows["TR-A-07"][-2] == "5,0%"  # 600 000 of 12 000 000 are spent, the rest is planned
    assert "1.1.2.4" in rows["TR-A-07"][-1]


def test_projects_in_different_prices_stand_in_tables_of_their_own() -> None:
    edition = make_edition(REAL, "pl")
    own = [one for one in projects(edition.workspace) if one.plan == "trp"]
    for number, prices in enumerate(by_prices([part for one in own for part in one.parts]), 1):
        whole = sum((one.total for one in own if one.prices == prices), Decimal(0))
        assert amount(table(built(REAL), f"table-projects-trp-{number}")[-1][-1]) == whole
    assert number == 2


def test_the_programme_and_the_monitoring_report_agree_on_what_is_not_spent() -> None:
    """What budgets hold as not spent, less what members report, is what monitoring calls unsettled."""
    workspace = make_edition(REAL, "pl").workspace
    past = [one for one in spending(workspace) if one.year < workspace.today.year]
    reported = sum((one.spent - one.own for one in past), Decimal(0))
    assert reported > 0
    assert Wording(make_edition(REAL, "pl")).money(reported) in dump(built(REAL)).replace("~", "\u00a0")


def test_a_gap_between_the_total_and_the_lines_is_told() -> None:
    rows = table(built(EXAMPLE), "table-gaps")
    assert [(amount(row[1]), amount(row[2]), row[3][0]) for row in rows] == [
        (Decimal(1_800_000), Decimal(1_700_000), "+")
    ]


def test_money_that_moved_is_told_by_years() -> None:
    old = line("year: 2016, ", 100, "a") + line("year: 2017, ", 50, "a") + line("", 10, "a")
    new = line("year: 2016, ", 40, "b") + line("year: 2018, ", 90, "b") + line("year: 2017, ", 5, "b", "rpo")
    found = moves(moved_edition(old + new).workspace)
    shown = [(m.source, int(m.amount), m.from_year, m.to_year, m.years, int(m.difference)) for m in found]
    assert shown == [
        ("own", 60, 2016, 2018, 2, 0),
        ("own", 30, 2017, 2018, 1, 0),
        ("own", 20, 2017, None, None, -20),
        ("own", 10, None, None, None, -10),
        ("rpo", 5, None, 2017, None, 5),
    ]
    assert sum(move.difference for move in found) == 135 - 160


def test_moved_money_is_printed_and_none_is_said() -> None:
    edition = moved_edition(line("year: 2016, ", 100, "a") + line("year: 2018, ", 100, "b"))
    (row, last) = table(document_of(edition), "table-moved")
    assert row[3:5] == ["2016 → 2018", "2\u00a0lata później"]
    assert amount(row[5]) == 100
    assert last[-1] == "0,00"
    assert "jedną wersję" in dump(built(EXAMPLE))


def test_the_golden_document(golden: Golden) -> None:
    golden(ROOT / "tests/cases/reports/investments/expected.txt", dump(built(EXAMPLE)))


def test_a_narrowed_programme_holds_its_plan_alone() -> None:
    edition = make_edition(REAL, "pl").narrowed(Scope(plan="som"))
    written = dump(document_of(edition))
    assert "SOM-A-01" in written
    assert "table table-projects-trp" not in written
    assert not REPORTS["investments"].is_due(make_edition(REAL, "pl").narrowed(Scope(plan="none")))


def tables(workbook: Workbook) -> dict[str, SheetTable]:
    return {found.name: found for sheet in workbook.sheets for found in sheet.tables}


def test_every_sum_of_the_workbook_is_live_and_right(tmp_path: Path) -> None:
    edition = make_edition(EXAMPLE, "pl")
    workbook = build(edition)
    whole = sum(summed(edition).values())
    for name in ("tblByPlan", "tblBySource", "tblByPayer", "tblByPrices", "tblByStage"):
        cells = [row[-1] for row in tables(workbook)[name].rows]
        assert (
            sum(cell.value for cell in cells if isinstance(cell, Formula) and not isinstance(cell.value, str)) == whole
        )
    content = write_xlsx(workbook)
    assert checks.audit_faults(content, tmp_path) == []
    assert checks.structure_faults(content) == []
    assert len(tables(workbook)["tblProjects"].rows) == len(projects(edition.workspace))


@pytest.mark.skipif(not checks.has_libreoffice(), reason="LibreOffice is not installed")
def test_libreoffice_computes_the_same(tmp_path: Path) -> None:
    old = line("year: 2016, ", 100, "a") + line("year: 2016, ", 40, "b") + line("year: 2018, ", 90, "b")
    assert checks.recalculation_faults(write_xlsx(build(moved_edition(old))), tmp_path) == []

"""The workbook of the consolidated report: complete, equal to the model, live, and the same twice."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from som_cli.analysis.budget import amounts, total, totals_by
from som_cli.document.document import Cell, Formula, SheetLink, SheetTable, Workbook
from som_cli.model.action import ActionKind, ActionStatus, MoneyKind, MoneyStage, PriceBasis, Vat
from som_cli.model.indicator import Direction, Frequency, IndicatorKind, MissingReason, ObservationStatus
from som_cli.model.layout import plan_of
from som_cli.model.loading import load
from som_cli.model.plan import ObjectiveLevel, ObjectiveStatus, TargetKind
from som_cli.reports.edition import Edition
from som_cli.reports.edition_labels import load_edition_labels
from som_cli.reports.workbooks.consolidated import build
from som_cli.rules.run import check_workspace
from som_cli.text.diagnostics import Severity
from som_cli.text.files import MemoryFiles, WorkingTree
from som_cli.writers.xlsx import write_xlsx
from tests.writers.xlsx_checks import (
    audit_faults,
    formulas,
    has_libreoffice,
    recalculation_faults,
    sheet_rows,
    structure_faults,
)

ROOT = Path(__file__).parents[2]
TINY = ROOT / "tests/tiny"
EXAMPLE = ROOT / "tests/example/strategies"
WORKSPACES = (TINY, EXAMPLE, ROOT / "strategies")
HOSTILE = ('=HYPERLINK("http://evil","x")', "+1+1", "-2+3", "@SUM(A1)", "{{7*7}}", "<b>x</b> & *?~\"'#[]")

WORDS: dict[str, type[StrEnum]] = {
    "action_kind": ActionKind,
    "action_status": ActionStatus,
    "objective_level": ObjectiveLevel,
    "workbook.objective_status": ObjectiveStatus,
    "indicator_kind": IndicatorKind,
    "direction": Direction,
    "frequency": Frequency,
    "missing": MissingReason,
    "workbook.observation_status": ObservationStatus,
    "workbook.money_kind": MoneyKind,
    "money_stage": MoneyStage,
    "price_basis": PriceBasis,
    "vat": Vat,
    "workbook.severity": Severity,
    "workbook.value_kind": TargetKind,
}


def edition(files: WorkingTree | MemoryFiles, language: str = "pl") -> Edition:
    loaded = load(files, date(2026, 1, 1))
    templates = ROOT / "templates"
    findings = check_workspace(loaded).findings
    return Edition(loaded.workspace, findings, None, load_edition_labels(templates, language), language, templates)


def tables(workbook: Workbook) -> dict[str, SheetTable]:
    return {table.name: table for sheet in workbook.sheets for table in sheet.tables}


def rows_of(table: SheetTable) -> list[dict[str, Cell]]:
    titles = [column.title for column in table.columns]
    return [dict(zip(titles, row, strict=True)) for row in table.rows]


def ids(table: SheetTable) -> list[str]:
    return [cell.text if isinstance(cell := row[0], SheetLink) else str(cell) for row in table.rows]


def value(cell: Cell) -> Cell:
    return cell.value if isinstance(cell, Formula) else cell


@pytest.fixture(params=WORKSPACES, ids=lambda path: path.name, scope="module")
def made(request: pytest.FixtureRequest) -> Edition:
    return edition(WorkingTree(request.param))


def test_every_item_has_its_row(made: Edition) -> None:
    found, workspace = tables(build(made)), made.workspace
    assert ids(found["tblActions"]) == list(workspace.actions)
    assert ids(found["tblObjectives"]) == list(workspace.objectives)
    assert ids(found["tblIndicators"]) == list(workspace.indicators)
    assert ids(found["tblSources"]) == list(workspace.sources)
    assert len(found["tblFindings"].rows) == len(made.findings)
    used = {use.ref for objective in workspace.objectives.values() for use in objective.indicators}
    assert set(ids(found["tblTargets"])) == used & set(workspace.indicators)


def test_money_is_that_of_the_analysis(made: Edition) -> None:
    found, counted = tables(build(made)), amounts(made.workspace)
    lines = rows_of(found["tblBudget"])
    assert [line["Kwota"] for line in lines] == [amount.value for amount in counted]
    assert [line["Rok"] for line in lines] == [amount.year for amount in counted]
    assert ids(found["tblBudget"]) == [amount.action.id for amount in counted]
    shown = [row["Kwota"] for row in rows_of(found["tblActions"]) if row["Kwota"] is not None]
    assert sum((one for one in shown if isinstance(one, Decimal)), Decimal(0)) == total(counted)


def test_sums_are_those_of_the_analysis(made: Edition) -> None:
    found, workspace = tables(build(made)), made.workspace
    counted = amounts(workspace)
    for name in ("tblByPlan", "tblBySource", "tblByPayer", "tblByPrices"):
        grand = sum((Decimal(str(value(row[-1]))) for row in found[name].rows), Decimal(0))
        assert grand == total(counted), name
    expected = totals_by(counted, lambda amount: (workspace.plans[amount.plan].prefix, amount.year))
    by_plan = {
        (str(row["Plan"]), int(title) if title.isdigit() else None): value(cell)
        for row in rows_of(found["tblByPlan"])
        for title, cell in row.items()
        if isinstance(cell, Formula) and title != "Razem"
    }
    assert {key: one for key, one in by_plan.items() if one} == {key: one for key, one in expected.items() if one}
    assert [value(row["Wynik"]) for row in rows_of(found["tblCheck"])] == ["zgodne"] * 4 + [None]


def test_kept_values_are_what_the_formulas_say(made: Edition) -> None:
    """Each SUMIFS is computed anew, from its own text, over the long table."""
    found = tables(build(made))
    lines = rows_of(found["tblBudget"])
    checked = 0
    for table in found.values():
        for formula in (cell for row in table.rows for cell in row if isinstance(cell, Formula)):
            if formula.text.startswith("=SUMIFS("):
                assert formula.value == _sum_ifs(formula.text, lines), formula.text
                checked += 1
    assert checked == sum(len(found[name].rows) for name in found if name.startswith("tblBy")) * _periods(found)


def _periods(found: dict[str, SheetTable]) -> int:
    return len(found["tblByPlan"].columns) - 3


def _sum_ifs(text: str, lines: list[dict[str, Cell]]) -> Decimal:
    called = re.fullmatch(r'=SUMIFS\(tblBudget\[(.+?)\],tblBudget\[(.+?)\],"=(.+?)",tblBudget\[(.+?)\],(.+)\)', text)
    assert called, text
    amount, first, wanted, second, period = called.groups()
    kept = [
        line[amount]
        for line in lines
        if line[first] == wanted.replace('""', '"') and str(line[second]) == period.strip('"').removeprefix("=")
    ]
    return sum((one for one in kept if isinstance(one, Decimal)), Decimal(0))


@pytest.mark.skipif(not has_libreoffice(), reason="LibreOffice is not installed")
@pytest.mark.parametrize("root", WORKSPACES, ids=lambda path: path.name)
def test_libreoffice_computes_the_same(root: Path, tmp_path: Path) -> None:
    content = write_xlsx(build(edition(WorkingTree(root))))
    assert len(formulas(content)) > 20
    assert recalculation_faults(content, tmp_path) == []


def test_the_file_is_sound(made: Edition, tmp_path: Path) -> None:
    content = write_xlsx(build(made))
    assert audit_faults(content, tmp_path) == []
    assert structure_faults(content) == []


def test_values_read_back_are_those_of_the_model(made: Edition) -> None:
    content = write_xlsx(build(made))
    indicators = {row["Id"]: row for row in sheet_rows(content, "Wskaźniki")}
    for indicator in made.workspace.indicators.values():
        stated = indicator.baseline.value if indicator.baseline else None
        read = indicators[indicator.id]["Wartość bazowa"]
        assert (None if read is None else Decimal(str(read))) == stated
    money = [Decimal(str(row["Kwota"])) for row in sheet_rows(content, "Budżet")]
    assert sum(money) == total(amounts(made.workspace))


def test_every_target_and_value_is_there(made: Edition) -> None:
    found, workspace = tables(build(made)), made.workspace
    targets = [target for item in workspace.objectives.values() for use in item.indicators for target in use.targets]
    shown = [row["Wartość"] for row in rows_of(found["tblTargets"]) if row["Rodzaj"] != "wartość bazowa"]
    assert sorted(one for one in shown if isinstance(one, Decimal)) == sorted(
        target.value for target in targets if target.value is not None
    )
    measured = sum(len(item.observations) for item in workspace.indicators.values())
    measured += sum(len(item.observations) for item in workspace.returns.values())
    baselines = sum(item.baseline is not None for item in workspace.indicators.values())
    assert len(found["tblSeries"].rows) == measured + baselines


def test_mirrors_show_their_original_and_no_money() -> None:
    made = edition(WorkingTree(EXAMPLE))
    rows = {str(row["Id"]): row for row in rows_of(tables(build(made))["tblActions"])}
    mirror = rows["PGN-A-04"]
    assert mirror["Tytuł"] == rows["ROW-A-01"]["Tytuł"]
    assert mirror["Kwota"] is None
    assert mirror["Ujęto w"] == SheetLink("ROW-A-01", "Działania", "ROW-A-01")


def test_where_plans_differ_about_a_target_each_is_named() -> None:
    made = edition(WorkingTree(EXAMPLE))
    rows = {str(row["Id"]): row for row in rows_of(tables(build(made))["tblIndicators"])}
    routes = rows["IND-CYC-KM"]
    assert routes["Cel końcowy"] is None
    assert routes["Cel pośredni"] == Decimal("55.0")
    assert routes["Cele według planów"] == "ROW-1: 75,0 (2020); STR-1.1: 55,0 (2016), 80,0 (2020)"


def test_attributed_rows_say_so_on_every_sheet() -> None:
    made = edition(WorkingTree(ROOT / "strategies"))
    found = tables(build(made))
    words: dict[str, set[Cell]] = defaultdict(set)
    for name in ("tblActions", "tblObjectives", "tblIndicators", "tblTargets", "tblSeries", "tblBudget", "tblSources"):
        words[name] = {row["Pochodzenie"] for row in rows_of(found[name])}
        assert words[name] <= {"opublikowane", "przypisane", "przykład"}
    assert "przypisane" in words["tblActions"] & words["tblBudget"] & words["tblIndicators"]


def test_the_first_sheet_leads_to_all_others(made: Edition) -> None:
    workbook = build(made)
    first, *others = workbook.sheets
    assert [target for _, target in first.links] == [sheet.title for sheet in others]
    assert workbook.name == f"{made.workspace.partnership.id}-consolidated"
    assert made.footer in first.paragraphs


def test_waived_findings_give_the_reason() -> None:
    made = edition(WorkingTree(EXAMPLE))
    rows = rows_of(tables(build(made))["tblFindings"])
    waived = [row for row in rows if row["Zaakceptowane"] == "tak"]
    assert len(waived) == sum(found.waived for found in made.findings) > 0
    assert all(row["Uzasadnienie"] for row in waived)
    assert all(row["Uzasadnienie"] == "" for row in rows if row["Zaakceptowane"] == "nie")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str, tmp_path: Path) -> None:
    made = edition(_hostile(text))
    assert made.workspace.actions["STR-A-01"].title == text
    content = write_xlsx(build(made))
    assert sheet_rows(content, "Działania")[0]["Tytuł"] == text
    assert sheet_rows(content, "Budżet")[0]["Tytuł"] == text
    assert sheet_rows(content, "Wskaźniki")[0]["Wskaźnik"] == text
    book = load_workbook(io.BytesIO(content))
    live: list[Any] = [cell.value for sheet in book for row in sheet for cell in row if cell.data_type == "f"]
    assert live
    assert all(one.startswith(("=SUM(", "=SUMIFS(", "=SUBTOTAL(", "=ROUND(", "=IF(")) for one in live)
    assert structure_faults(content) == []
    if has_libreoffice() and text == HOSTILE[-1]:
        assert recalculation_faults(content, tmp_path) == []


def _hostile(text: str) -> MemoryFiles:
    """The tiny workspace with one text for all titles and names, and with a fund of that id."""
    tree = WorkingTree(TINY)
    quoted = "'" + text.replace("'", "''") + "'"
    contents = {}
    for path in tree.paths:
        written = tree.read(path).decode()
        written = re.sub(r"(?m)^(title|name): .*$", lambda found: f"{found[1]}: {quoted}", written)
        written = re.sub(r"name: Own means", lambda _: f"name: {quoted}", written)
        contents[path] = written.encode()
    funds = contents["registry/funds.yml"].decode()
    contents["registry/funds.yml"] = f"{funds}\n{quoted}: {{name: {quoted}, kind: own}}\n".encode()
    action = next(path for path in contents if path.endswith("STR-A-01.yml"))
    contents[action] = contents[action].replace(b"source: own", b"source: " + quoted.encode())
    return MemoryFiles(contents)


def test_plans_that_share_a_prefix_are_summed_apart() -> None:
    tree = WorkingTree(TINY)
    contents = {path: tree.read(path) for path in tree.paths}
    contents["plans/tr/plan.yml"] = contents["plans/tr/plan.yml"].replace(b"prefix: TR", b"prefix: STR")
    made = edition(MemoryFiles(contents))
    plans = {row["Plan"] for row in rows_of(tables(build(made))["tblActions"])}
    assert plans == {plan_of(action.origin.path) for action in made.workspace.actions.values()} == {"str", "tr"}


def test_a_workspace_without_money_builds(tmp_path: Path) -> None:
    tree = WorkingTree(TINY)
    made = edition(MemoryFiles({path: tree.read(path) for path in tree.paths if "/actions/" not in path}))
    content = write_xlsx(build(made))
    assert sheet_rows(content, "Budżet")[0]["Kwota"] is None
    assert structure_faults(content) == []
    assert audit_faults(content, tmp_path) == []


def test_two_builds_give_the_same_bytes() -> None:
    first, second = (write_xlsx(build(edition(WorkingTree(EXAMPLE)))) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_word_exists_in_every_language(language: str) -> None:
    labels = load_edition_labels(ROOT / "templates", language)
    missing = [f"{group}.{one.value}" for group, values in WORDS.items() for one in values]
    assert [key for key in missing if key not in labels.texts] == []
    assert build(edition(WorkingTree(EXAMPLE), language)).sheets


def test_both_languages_have_the_same_labels() -> None:
    polish, english = (load_edition_labels(ROOT / "templates", language).group("workbook") for language in ("pl", "en"))
    assert polish.keys() == english.keys()

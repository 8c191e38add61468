"""The extract for one member: its roles, its money to the grosz, its values, what it lacks."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from som_cli.analysis.budget import amounts, total
from som_cli.analysis.participation import Role, part_of, roles
from som_cli.analysis.scope import Scope
from som_cli.document.document import Formula, SheetTable, Workbook, plain_text
from som_cli.model.action import MoneyStage
from som_cli.reports.member.missing import own_findings
from som_cli.reports.member.workbook import build
from som_cli.reports.wording import Wording
from som_cli.writers.xlsx import write_xlsx
from tests.conftest import Golden
from tests.reports.dump import dump
from tests.reports.editions import EXAMPLE, REAL, ROOT, TINY, make_edition
from tests.reports.reading import doubled_places, empty_headings, narrow_edition, nodes, report_of, table, tables
from tests.writers.xlsx_checks import has_libreoffice, recalculation_faults, structure_faults

MEMBERS = ("police", "szczecin", "wojewodztwo")


def edition_of(member: str) -> Any:
    return narrow_edition(REAL, "pl", Scope(member=member))


def sheet_table(workbook: Workbook, name: str) -> SheetTable:
    return next(one for sheet in workbook.sheets for one in sheet.tables if one.name == name)


def test_the_document_is_the_golden_one(golden: Golden) -> None:
    document = report_of(narrow_edition(EXAMPLE, "pl", Scope(member="lipowo")), "member")
    golden(ROOT / "tests" / "cases" / "reports" / "example" / "member.txt", dump(document))


@pytest.mark.parametrize("member", [*make_edition(REAL, "pl").workspace.members])
def test_every_member_has_its_document(member: str) -> None:
    document = report_of(edition_of(member), "member")
    assert empty_headings(document) == []
    assert doubled_places(document) == []
    assert max(len(row) for row in table(document, "table-member-actions")) <= 8


def test_a_member_without_money_and_values_has_its_document() -> None:
    document = report_of(narrow_edition(TINY, "en", Scope(member="beta")), "member")
    assert empty_headings(document) == []
    assert "table-member-forecast" not in tables(document)


@pytest.mark.parametrize("member", MEMBERS)
def test_actions_carry_every_role(member: str) -> None:
    edition = edition_of(member)
    workspace = edition.everything
    rows = {row[0]: row[2] for row in table(report_of(edition, "member"), "table-member-actions") if len(row) > 4}
    words = {Role.OWNER: "odpowiada", Role.PARTNER: "uczestniczy", Role.PAYER: "płaci"}
    for action in workspace.actions.values():
        shown = workspace.original(action)
        lines = shown.budget.lines if shown.budget else ()
        held = [
            words[role]
            for role, is_held in (
                (Role.OWNER, shown.owner == member),
                (Role.PARTNER, member in shown.partners),
                (Role.PAYER, any(line.payer == member for line in lines)),
            )
            if is_held
        ]
        assert rows.get(action.id, "") == ", ".join(held)


@pytest.mark.parametrize("member", MEMBERS)
def test_money_is_what_the_member_pays(member: str) -> None:
    edition = edition_of(member)
    paid = [part for part in amounts(make_edition(REAL, "pl").workspace) if part.payer == member]
    whole = edition.formatter.number(total(paid), 2)
    document = report_of(edition, "member")
    forecast = [name for name in tables(document) if name.startswith("table-member-forecast")]
    assert table(document, forecast[-1])[-1][-1] == whole
    by_year = table(document, "table-member-year")
    assert len(by_year) - 1 == len({part.year for part in paid})
    own = [part for part in paid if part.source == "own"]
    secured = [part for part in paid if part.stage not in {MoneyStage.PLANNED, None}]
    assert by_year[-1][-3:] == [whole, *(edition.formatter.number(total(found), 2) for found in (own, secured))]
    sources = table(document, "table-member-source")
    assert sources[-1][-1] == whole
    assert len(sources) - 1 == len({part.source for part in paid})


def test_the_forecast_sums_the_years_before_the_running_one() -> None:
    edition = edition_of("police")
    today = edition.workspace.today.year
    paid = [part for part in amounts(edition.everything) if part.payer == "police"]
    past = total(part for part in paid if part.year is not None and part.year < today)
    document = report_of(edition, "member")
    node = next(one for one in nodes(list(document.blocks)) if one["t"] == "Table" and "forecast" in one["c"][0][0])
    heads = [plain_text(cell[4]) for row in node["c"][3][1] for cell in row[1]]
    assert heads[2:4] == [f"Do {today - 1}", str(today)]
    assert table(document, "table-member-forecast")[-1][1] == edition.formatter.number(past, 2)


def test_forecast_items_stand_at_their_actions() -> None:
    edition = edition_of("police")
    shown = dump(report_of(edition, "member"))
    items = {one.item for action in edition.workspace.actions.values() for one in action.wpf if one.member == "police"}
    assert items
    assert all((one or "").replace(" ", "~") in shown.replace(" ", "~") for one in items)


def test_values_are_its_own() -> None:
    edition = edition_of("police")
    rows = table(report_of(edition, "member"), "table-member-indicators")
    own = {
        seen.indicator
        for answer in edition.everything.returns.values()
        if answer.member == "police"
        for seen in answer.observations
    }
    registry = {
        one.id
        for one in edition.everything.indicators.values()
        if any(seen.area == "police" for seen in one.observations)
    }
    assert len(rows) == len(own | registry)


def test_missing_returns_are_named() -> None:
    whole = make_edition(REAL, "pl").workspace
    missing = [
        (one.id, member)
        for one in whole.rounds.values()
        for member in one.expected
        if f"{one.id}/{member}" not in whole.returns
    ]
    assert missing
    round_, member = missing[0]
    rows = {row[0]: row for row in table(report_of(edition_of(member), "member"), "table-member-returns")}
    assert rows[round_][3] == "brak sprawozdania"


def test_findings_are_about_its_own_items() -> None:
    edition = edition_of("szczecin")
    own = part_of(edition.workspace, "szczecin")
    ids = {one.id for one in (*own.owned, *own.paid)}
    expected = [one for one in edition.findings if not one.waived and one.item in ids]
    found = own_findings(Wording(edition))
    assert {one.item for one in expected} <= {one.item for one in found}
    assert all(not one.waived for one in found)


def test_roles_of_nobody_are_none() -> None:
    workspace = make_edition(REAL, "pl").workspace
    action = next(iter(workspace.actions.values()))
    assert roles(action, "nobody") == ()
    assert part_of(workspace, "nobody").is_empty


# ---- the workbook


@pytest.mark.parametrize("member", MEMBERS)
def test_the_workbook_sums_its_long_table(member: str) -> None:
    edition = edition_of(member)
    workbook = build(edition)
    paid = [part for part in amounts(edition.everything) if part.payer == member]
    titles = [column.title for column in sheet_table(workbook, "tblBudget").columns]
    lines = [row[titles.index("Kwota")] for row in sheet_table(workbook, "tblBudget").rows]
    assert lines == [part.value for part in paid]
    for name in ("tblByAction", "tblByKind", "tblByStage", "tblBySource"):
        grand = Decimal(0)
        for row in sheet_table(workbook, name).rows:
            cell = row[-1]
            assert isinstance(cell, Formula)
            grand += Decimal(str(cell.value))
        assert grand == total(paid), name


def test_the_workbook_is_sound(tmp_path: Any) -> None:
    for root, language, member in ((REAL, "pl", "police"), (TINY, "en", "beta")):
        content = write_xlsx(build(narrow_edition(root, language, Scope(member=member))))
        assert structure_faults(content) == []
        book = load_workbook(io.BytesIO(content))
        assert len(book.sheetnames) >= 5
        if has_libreoffice():
            assert recalculation_faults(content, tmp_path) == []

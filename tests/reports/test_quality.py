"""The report on quality: every finding with its place, waivers by their end; narrowed it keeps what is its own."""

from __future__ import annotations

from collections import Counter

from som_cli.analysis.scope import Scope
from som_cli.model.layout import plan_of
from som_cli.reports.governance.quality_workbook import build
from som_cli.reports.tables.findings_scope import findings_in_scope, waivers_in_scope
from som_cli.reports.tables.waivers import in_order_of_end
from som_cli.rules.waivers import placed_waivers
from som_cli.text.diagnostics import Severity
from som_cli.writers.xlsx import write_xlsx
from tests.reports.editions import EXAMPLE, REAL, TINY
from tests.reports.reading import narrow_edition, report_of, table, tables
from tests.writers.xlsx_checks import sheet_rows


def test_counts_by_rule_are_those_of_the_findings() -> None:
    edition = narrow_edition(EXAMPLE, "pl")
    rows = table(report_of(edition, "quality"), "table-quality-rules")
    expected = Counter(one.code for one in edition.findings)
    counted = {row[0]: sum(int(cell) for cell in row[2:] if cell != "–") for row in rows[:-1]}
    assert counted == expected
    opened = Counter(one.severity for one in edition.findings if not one.waived)
    assert rows[-1][1:] == [*(str(opened[one]) for one in Severity), str(sum(one.waived for one in edition.findings))]


def test_every_open_finding_has_its_file_and_line() -> None:
    edition = narrow_edition(EXAMPLE, "pl")
    document = report_of(edition, "quality")
    for found in edition.findings:
        if not found.waived:
            places = [row[-1] for row in table(document, f"table-quality-{found.code.lower()}")]
            assert f"{found.span.path}:{found.span.line}" in places


def test_heavier_rules_come_first() -> None:
    edition = narrow_edition(EXAMPLE, "pl")
    codes = [name.rpartition("-")[2].upper() for name in tables(report_of(edition, "quality"))[2:-1]]
    severities = list(Severity)
    weights = [min(severities.index(one.severity) for one in edition.findings if one.code == code) for code in codes]
    assert weights == sorted(weights)


def test_waivers_that_end_come_before_those_that_do_not() -> None:
    edition = narrow_edition(REAL, "pl")
    found = [one.waiver.until for one in in_order_of_end(placed_waivers(edition.workspace))]
    assert found == sorted(found)  # dates sort before `never`
    assert {"2027-12-31", "never"} <= set(found)
    rows = [row for row in table(report_of(edition, "quality"), "table-waivers") if len(row) == 1]
    assert [row[0].partition(":")[0].replace("\u00a0", " ")[:6] for row in rows] == ["Do 31 ", "Beztermin"[:6]]


def test_a_plans_report_has_its_findings_and_no_others() -> None:
    edition = narrow_edition(REAL, "pl", Scope(plan="zit"))
    found = findings_in_scope(edition)
    expected = [one for one in edition.findings if plan_of(one.span.path) == "zit"]
    assert expected
    assert [one for one in found if plan_of(one.span.path)] == expected
    shared = {one.item for one in found if not plan_of(one.span.path)}
    assert shared <= {*edition.workspace.indicators, *edition.workspace.consultations, *edition.workspace.remarks} | {
        *edition.workspace.decisions
    }
    assert {plan_of(one.item.origin.path) for one in waivers_in_scope(edition)} <= {"zit", None}


def test_a_members_report_leaves_other_items_out() -> None:
    edition = narrow_edition(REAL, "pl", Scope(member="police"))
    outside = edition.workspace.outside
    assert outside
    assert not [one for one in findings_in_scope(edition) if one.item in outside]


def test_nothing_found_is_a_sentence() -> None:
    assert tables(report_of(narrow_edition(TINY, "en"), "quality")) == []


def test_the_workbook_has_findings_rules_and_waivers() -> None:
    edition = narrow_edition(REAL, "pl")
    content = write_xlsx(build(edition))
    assert len(sheet_rows(content, "Ustalenia")) == len(edition.findings)
    waivers = sheet_rows(content, "Odstępstwa")
    assert len(waivers) == len(placed_waivers(edition.workspace))
    assert {row["Reguła"] for row in sheet_rows(content, "Reguły")} >= {one.code for one in edition.findings}

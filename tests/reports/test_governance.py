"""Reports on links, cooperation, quality and consultations: each is whole, narrowed it stays sound, workbooks live."""

from __future__ import annotations

from pathlib import Path

import pytest

from som_cli.analysis.scope import Scope
from som_cli.model.action import ActionStatus
from som_cli.reports.catalogue import REPORTS
from som_cli.writers.xlsx import write_xlsx
from tests.conftest import Golden
from tests.reports.dump import dump
from tests.reports.editions import EXAMPLE, REAL, ROOT, TINY
from tests.reports.reading import doubled_places, empty_headings, narrow_edition, report_of
from tests.writers.xlsx_checks import (
    audit_faults,
    formulas,
    has_libreoffice,
    recalculation_faults,
    structure_faults,
)

NAMES = ("matrix", "consultation", "cooperation", "quality")
SCOPES = {
    "whole": Scope(),
    "plan": Scope(plan="zit"),
    "member": Scope(member="police"),
    "objective": Scope(objective="SOM-3"),
    "status": Scope(status=ActionStatus.COMPLETED),
    "years": Scope(years=(2016, 2018)),
}
each_report = pytest.mark.parametrize("name", NAMES)


@each_report
def test_the_document_is_the_golden_one(name: str, golden: Golden) -> None:
    document = report_of(narrow_edition(EXAMPLE, "pl"), name)
    golden(ROOT / "tests" / "cases" / "reports" / "example" / f"{name}.txt", dump(document))


@each_report
@pytest.mark.parametrize("scope", SCOPES)
def test_a_narrowed_report_is_sound(name: str, scope: str) -> None:
    document = report_of(narrow_edition(REAL, "pl", SCOPES[scope]), name)
    assert empty_headings(document) == []
    assert doubled_places(document) == []


@each_report
@pytest.mark.parametrize("language", ["pl", "en", "de"])
def test_a_small_workspace_has_no_empty_heading(name: str, language: str) -> None:
    document = report_of(narrow_edition(TINY, language), name)
    assert document.blocks
    assert empty_headings(document) == []


@each_report
def test_the_workbook_is_sound_and_computes_what_it_shows(name: str, tmp_path: Path) -> None:
    build = REPORTS[name].workbook
    assert build is not None
    content = write_xlsx(build(narrow_edition(EXAMPLE, "pl")))
    assert structure_faults(content) == []
    assert audit_faults(content, tmp_path) == []
    assert formulas(content) or name == "cooperation"
    if has_libreoffice():
        assert recalculation_faults(content, tmp_path) == []


def test_reports_about_nothing_are_not_due() -> None:
    edition = narrow_edition(REAL, "pl", Scope(objective="SOM-3"))
    assert not edition.workspace.consultations
    assert not REPORTS["consultation"].is_due(edition)
    assert REPORTS["matrix"].is_due(edition)

"""The files of a build hold to the standards they claim, and to what the standards' checkers leave out."""

from __future__ import annotations

from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from som_cli.writers.docx_text import full_language
from tests.build.built import Built
from tests.writers import docx_checks, pdf_checks, xlsx_checks

WORKSPACES = ("tiny", "example", "spread")


@pytest.fixture(scope="module", params=WORKSPACES)
def built(request: pytest.FixtureRequest) -> Built:
    found: Built = request.getfixturevalue(request.param)
    return found


def test_the_build_succeeds(built: Built) -> None:
    assert built.outcome.code == 0, built.outcome.err


def test_pdf_is_accessible_and_fit_for_the_archive(built: Built) -> None:
    assert pdf_checks.standard_problems(built.content("pdf")) == []
    assert pdf_checks.own_problems(built.content("pdf")) == []


def test_no_letter_leaves_the_page(built: Built) -> None:
    assert pdf_checks.outside_problems(built.content("pdf"), margin=20) == []


def test_docx_is_valid_and_sound(built: Built, tmp_path: Path) -> None:
    path = tmp_path / "audited.docx"
    path.write_bytes(built.content("docx"))
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []
    assert docx_checks.problems(built.content("docx"), full_language(built.model.settings.language)) == []


def test_xlsx_is_valid_and_sound(built: Built, tmp_path: Path) -> None:
    assert xlsx_checks.audit_faults(built.content("xlsx"), tmp_path) == []
    assert xlsx_checks.structure_faults(built.content("xlsx")) == []

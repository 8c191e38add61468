"""`som templates`: ours are copied into the workspace, where they override ours, and nothing of its own is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build.built import build
from tests.cli.runner import som, workspace


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return workspace(tmp_path)


def test_templates_are_listed_by_group(data: Path) -> None:
    listed = som(data, "--lang", "en", "templates", "list", "reports").out.splitlines()
    assert "reports/consolidated.md.j2" in listed
    assert all(name.startswith("reports/") for name in listed)


def test_ejected_templates_are_ours_and_change_nothing(data: Path) -> None:
    before = build(data, "--format", "docx").content("docx")
    assert som(data, "templates", "eject").code == 0
    assert (data / "templates" / "pdf" / "document.typ").is_file()
    assert not (data / "templates" / "fonts").exists()
    assert build(data, "--format", "docx").content("docx") == before
    assert " *" in som(data, "templates").out


def test_what_the_workspace_changed_stays_unless_forced(data: Path) -> None:
    som(data, "templates", "eject", "reports")
    own = data / "templates" / "reports" / "consolidated.md.j2"
    own.write_text("# Our own\n", encoding="utf-8")
    outcome = som(data, "--lang", "en", "templates", "eject", "reports")
    assert outcome.code == 2
    assert "templates/reports/consolidated.md.j2" in outcome.err
    assert own.read_text("utf-8") == "# Our own\n"
    assert som(data, "templates", "eject", "reports", "--force").code == 0
    assert own.read_text("utf-8") != "# Our own\n"


def test_a_label_of_the_workspace_replaces_ours_and_the_rest_stay(data: Path) -> None:
    place = data / "templates" / "labels.en.yml"
    place.parent.mkdir()
    place.write_text("heading:\n  summary: In a nutshell\n", encoding="utf-8")
    built = build(data, "--format", "docx", "--lang", "en")
    assert "In a nutshell" in built.docx_text
    assert built.labels("heading.sources") in built.docx_text


def test_a_fault_is_told_at_its_line_in_the_workspace(data: Path) -> None:
    place = data / "templates" / "reports" / "consolidated.md.j2"
    place.parent.mkdir(parents=True)
    place.write_text('# A\n\n{{ table("nothing") }}\n', encoding="utf-8")
    outcome = build(data, "--format", "pdf").outcome
    assert outcome.code == 2
    assert "templates/reports/consolidated.md.j2:3: " in outcome.err


def test_an_unknown_group_is_a_message(data: Path) -> None:
    outcome = som(data, "--lang", "en", "templates", "eject", "report")
    assert outcome.code == 2
    assert "reports" in outcome.err


OWN_REPORT = """\
title: {en: Money at a glance, pl: Pieniądze w skrócie}
audience: For the treasurer
formats: [docx]
filter: {plan: tr}
sections:
  - {title: {en: By source}, table: budget_by_source}
  - {title: {en: When}, figure: schedule}
"""


def test_a_workspace_adds_a_report_of_its_own(data: Path) -> None:
    place = data / "templates" / "reports" / "money.yml"
    place.parent.mkdir(parents=True)
    place.write_text(OWN_REPORT, encoding="utf-8")
    built = build(data, "--lang", "en", report="money")
    assert [path.name for path in built.out.glob("*.docx")] == ["tiny-money-tr.docx"]
    assert "Money at a glance" in built.docx_text
    assert "By source" in built.docx_text
    assert "money" in som(data, "--lang", "en", "build", "--list").out


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("table: budget_by_source", "table: budgets"), "budgets"),
        (("filter: {plan: tr}", "filter: {plans: tr}"), "plans"),
        (("formats: [docx]", "formats: [odt]"), "odt"),
        (("title: {en: Money at a glance, pl: Pieniądze w skrócie}\n", ""), "no title"),
        (("audience:", "audiences:"), "audiences"),
    ],
)
def test_a_wrong_definition_says_what_is_wrong(data: Path, change: tuple[str, str], words: str) -> None:
    place = data / "templates" / "reports" / "money.yml"
    place.parent.mkdir(parents=True)
    place.write_text(OWN_REPORT.replace(*change), encoding="utf-8")
    outcome = som(data, "--lang", "en", "build", "money")
    assert outcome.code == 2
    assert "templates/reports/money.yml" in outcome.err
    assert words in outcome.err

"""`som templates`: ours are copied into the workspace, where they override ours, and nothing of its own is lost."""

from __future__ import annotations

import json
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
        (("table: budget_by_source", "table: budget_by_sauce"), "money.yml:6: there is no table `budget_by_sauce`"),
        (
            ("table: budget_by_source", "table: budget_by_sauce"),
            "did you mean `budget_by_source`? `som templates names`",
        ),
        (("filter: {plan: tr}", "filter: {plans: tr}"), "plans"),
        (("filter: {plan: tr}", "filter: {plan: trr}"), "money.yml:4: there is no plan `trr`"),
        (("filter: {plan: tr}", "filter: {plan: trr}"), "did you mean `tr`?"),
        (("filter: {plan: tr}", "filter: {member: gamma}"), "money.yml:4: there is no member `gamma`"),
        (("filter: {plan: tr}", "filter: {objective: TR-9}"), "money.yml:4: there is no objective `TR-9`"),
        (("filter: {plan: tr}", "filter: tr"), "money.yml:4: `filter` has keys and values"),
        (("filter: {plan: tr}", "filter: {period: '2016'}"), "write it so: `period: 2016-2020`"),
        (("table: budget_by_source", "table: budget_by_source, plan: trr"), "money.yml:6: there is no plan `trr`"),
        (("figure: schedule", "figures: schedule"), "money.yml:7: unknown key `figures`"),
        (("figure: schedule", "figure: schedule, table: risks"), "money.yml:7: a section has a table or a figure"),
        (("formats: [docx]", "formats: [odt]"), "odt"),
        (("formats: [docx]", "formats: docx"), "money.yml:3: `formats` is a list"),
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


def own_report(data: Path, text: str = OWN_REPORT) -> Path:
    place = data / "templates" / "reports" / "money.yml"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")
    return place


def test_a_broken_report_stands_only_in_its_own_way(data: Path) -> None:
    own_report(data, OWN_REPORT.replace("table:", "tabel:"))
    arguments = ("--lang", "en", "build", "summary", "--format", "docx")
    warning = "a report that was not asked for: templates/reports/money.yml:6: unknown key `tabel`\n"
    for outcome in (som(data, *arguments), som(data, *arguments)):  # the second finds all there
        assert outcome.code == 0
        assert warning in outcome.err
    listed = som(data, "--lang", "en", "build", "--list")
    assert listed.code == 0
    assert warning in listed.err
    everything = som(data, "--lang", "en", "build")
    assert everything.code == 2
    assert "templates/reports/money.yml:6: unknown key `tabel`" in everything.err


def test_names_of_tables_and_figures_are_listed(data: Path) -> None:
    named = som(data, "templates", "names").out.splitlines()
    assert {"table budget_by_source", "figure schedule"} <= set(named)
    assert named == sorted(set(named), key=lambda line: (not line.startswith("table"), line))


def test_both_lists_come_as_json_and_csv(data: Path) -> None:
    (data / "templates" / "docx").mkdir(parents=True)
    (data / "templates" / "docx" / "reference.docx").write_bytes(b"")
    listed = json.loads(som(data, "templates", "list", "docx", "--format", "json").out)
    assert listed == {"schema": 1, "templates": [{"template": "docx/reference.docx", "own": "*"}]}
    assert som(data, "templates", "names", "--format", "csv").out.splitlines()[:2] == [
        "kind,name",
        "table,action_cards",
    ]


def labels_of(data: Path, language: str, text: str) -> None:
    place = data / "templates" / f"labels.{language}.yml"
    place.parent.mkdir(exist_ok=True)
    place.write_text(text, encoding="utf-8")


def test_a_label_that_nobody_asks_for_is_told_with_the_one_that_was_meant(data: Path) -> None:
    labels_of(data, "en", "document:\n  contetns: X\n  contents: Inside\nfoo: y\nown:\n  greeting: Hello\n")
    arguments = ("--lang", "en", "build", "summary", "--format", "docx")
    strange = "no document of ours has a label"
    for outcome in (som(data, *arguments), som(data, *arguments)):
        assert outcome.code == 0
        assert [line for line in outcome.err.splitlines() if "label" in line] == [
            f"templates/labels.en.yml:2: {strange} `document.contetns`; did you mean `document.contents`?",
            f"templates/labels.en.yml:4: {strange} `foo`",
        ]


def test_a_language_without_labels_has_a_way_out(data: Path) -> None:
    outcome = som(data, "--lang", "en", "build", "summary", "--lang", "cs")
    assert outcome.code == 2
    assert "there are no labels for documents in `cs`" in outcome.err
    assert "`som templates eject labels`" in outcome.err
    assert "`….cs.yml`" in outcome.err


def test_what_the_labels_of_a_new_language_lack_is_said_at_once(data: Path) -> None:
    som(data, "templates", "eject", "labels")
    for place in (data / "templates").rglob("*.yml"):
        if place.name.endswith(".en.yml"):
            place.rename(place.with_name(place.name.replace(".en.yml", ".cs.yml")))
        else:
            place.unlink()
    own = data / "templates" / "labels.cs.yml"
    own.write_text(
        own.read_text("utf-8").replace("  contents: Contents\n", "").replace("  page: page\n", "", 1), "utf-8"
    )
    outcome = som(data, "--lang", "en", "build", "data", "--lang", "cs")
    assert outcome.code == 2
    named = outcome.err.partition(" lack ")[2].partition("\n")[0].partition(": ")[2].split(", ")
    assert named[:2] == ["document.contents", "document.page"]
    assert named[2:]
    assert all(key.endswith(".few") for key in named[2:])  # Czech counts in three forms, English in two

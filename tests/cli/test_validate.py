"""`som validate`: what it answers, in which format, with which exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.runner import EXAMPLE, TINY, replace_in, som, workspace

FIELDS = [
    "key",
    "code",
    "name",
    "severity",
    "message",
    "help",
    "item",
    "field",
    "waived",
    "path",
    "line",
    "column",
    "end_line",
    "end_column",
]


def test_a_clean_workspace_exits_0(tmp_path: Path) -> None:
    workspace(tmp_path)
    outcome = som(tmp_path, "validate")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "no problems found\n")


def test_errors_exit_1_and_warnings_only_when_strict(tmp_path: Path) -> None:
    folder = workspace(tmp_path)
    replace_in(folder / "plans/str/actions/STR-A-01.yml", "amount: 800000.00", "amount: 880000.00")
    replace_in(folder / "plans/str/actions/STR-A-01.yml", "amount: 200000.00", "amount: 120000.00")
    assert som(tmp_path, "validate").code == 0
    assert som(tmp_path, "validate", "--strict").code == 1
    replace_in(folder / "plans/str/actions/STR-A-01.yml", "stated_total: 1000000.00", "stated_total: 2000000.00")
    assert som(tmp_path, "validate").code == 1


def test_json_has_exactly_the_agreed_fields(tmp_path: Path) -> None:
    workspace(tmp_path, base=EXAMPLE)
    outcome = som(tmp_path, "--lang", "en", "validate", "--format", "json")
    document = json.loads(outcome.out)
    assert list(document) == ["schema", "findings", "summary"]
    assert document["schema"] == 1
    assert all(list(finding) == FIELDS for finding in document["findings"])
    counted = [finding for finding in document["findings"] if not finding["waived"]]
    assert document["summary"] == {
        level: sum(finding["severity"] == level for finding in counted) for level in ("error", "warning", "info")
    }
    first = next(finding for finding in document["findings"] if finding["code"] == "BUD01")
    assert (first["path"], first["line"], first["column"]) == ("plans/row/actions/ROW-A-01.yml", 24, 17)
    assert (first["item"], first["field"]) == ("ROW-A-01", "budget.stated_total")


def test_a_waived_finding_is_listed_and_counts_nowhere(tmp_path: Path) -> None:
    workspace(tmp_path, base=EXAMPLE)
    document = json.loads(som(tmp_path, "validate", "--format", "json").out)
    waived = [finding for finding in document["findings"] if finding["waived"]]
    assert [(finding["code"], finding["item"]) for finding in waived] == [("COV06", "ROW-1")]
    assert sum(document["summary"].values()) == len(document["findings"]) - 1


def test_keys_stay_when_lines_move(tmp_path: Path) -> None:
    folder = workspace(tmp_path, base=EXAMPLE)

    def keys() -> set[str]:
        document = json.loads(som(tmp_path, "validate", "--format", "json").out)
        return {finding["key"] for finding in document["findings"]}

    before = keys()
    replace_in(folder / "plans/row/actions/ROW-A-01.yml", "id: ROW-A-01\n", "# a remark\n\nid: ROW-A-01\n")
    assert len(before) > 5
    assert keys() == before


def test_concise_paths_are_relative_to_the_current_folder(tmp_path: Path) -> None:
    folder = workspace(tmp_path, base=EXAMPLE)
    line = "plans/row/actions/ROW-A-01.yml:24:17: error BUD01 "
    assert f"strategies/{line}" in som(tmp_path, "validate", "--format", "concise").out
    assert f"\n{line}" in "\n" + som(folder, "validate", "--format", "concise").out
    assert f"../{line}" in som(folder / "registry", "validate", "--format", "concise").out.replace(
        "../plans", "../plans"
    )


def test_annotations_are_added_inside_github_actions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace(tmp_path, base=EXAMPLE)
    plain = som(tmp_path, "validate", "--format", "concise").out
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    added = som(tmp_path, "validate", "--format", "concise").out
    assert added.startswith(plain)
    assert "\n::error file=" in added
    assert som(tmp_path, "validate", "--format", "json").out.startswith("{")


def test_select_and_ignore_take_codes_and_groups(tmp_path: Path) -> None:
    workspace(tmp_path, base=EXAMPLE)

    def codes(*options: str) -> set[str]:
        document = json.loads(som(tmp_path, "validate", "--format", "json", *options).out)
        return {finding["code"] for finding in document["findings"]}

    money = {code for code in codes() if code.startswith("BUD")}
    assert {"BUD01", "BUD05"} <= money < codes()
    assert codes("--select", "BUD") == money
    assert codes("--select", "BUD,CON01", "--ignore", "BUD05") == (money | {"CON01"}) - {"BUD05"}
    unknown = som(tmp_path, "validate", "--select", "BUDD")
    assert unknown.code == 2
    assert "`BUD`" in unknown.err


def test_the_gate_makes_warnings_errors(tmp_path: Path) -> None:
    workspace(tmp_path, base=EXAMPLE)

    def severity(gate: str) -> str:
        document = json.loads(som(tmp_path, "validate", "--format", "json", "--gate", gate, "--select", "COV01").out)
        return str(document["findings"][0]["severity"])

    assert [severity(gate) for gate in ("draft", "consultation", "adoption", "monitoring")] == [
        "warning",
        "warning",
        "error",
        "error",
    ]


def test_a_plan_limits_the_findings_to_it(tmp_path: Path) -> None:
    workspace(tmp_path, base=EXAMPLE)
    document = json.loads(som(tmp_path, "validate", "row", "--format", "json").out)
    items = {finding["item"] for finding in document["findings"]}
    assert "ROW-A-01" in items
    assert "STR-2" not in items
    unknown = som(tmp_path, "validate", "rov")
    assert unknown.code == 2
    assert "`row`" in unknown.err


def test_the_date_ends_waivers(tmp_path: Path) -> None:
    workspace(tmp_path, base=EXAMPLE)
    document = json.loads(som(tmp_path, "validate", "--format", "json", "--date", "2017-01-01").out)
    assert {"GOV08", "COV06"} <= {finding["code"] for finding in document["findings"] if not finding["waived"]}
    assert som(tmp_path, "validate", "--date", "2017-02-30").code == 2


def test_validate_writes_nothing_but_its_own_verdict(tmp_path: Path) -> None:
    folder = workspace(tmp_path, base=EXAMPLE)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    som(tmp_path, "validate")
    after = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if ".som" not in path.parts}
    assert after == before


@pytest.mark.parametrize("language", ["en", "pl"])
def test_every_format_speaks_the_language_asked_for(tmp_path: Path, language: str) -> None:
    workspace(tmp_path)
    (tmp_path / "strategies/plans/str/objectives/STR-9.yml").write_text("id: STR-9\ntitel: x\n", encoding="utf-8")
    outcome = som(tmp_path, "--lang", language, "validate", "--format", "concise")
    word = {"en": "unknown key", "pl": "nieznany klucz"}[language]
    assert word in outcome.out.lower()


def test_language_order_is_option_environment_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace(tmp_path)
    clean = {"en": "no problems found\n"}
    assert som(tmp_path, "validate").err == clean["en"]
    replace_in(tmp_path / "strategies/som.yml", "language: en", "language: pl")
    polish = som(tmp_path, "validate").err
    assert polish != clean["en"]
    monkeypatch.setenv("SOM_LANG", "en")
    assert som(tmp_path, "validate").err == clean["en"]
    assert som(tmp_path, "--lang", "pl", "validate").err == polish


def test_no_workspace_is_wrong_usage(tmp_path: Path) -> None:
    outcome = som(tmp_path, "validate")
    assert outcome.code == 2
    assert "som.yml" in outcome.err


def test_the_workspace_is_found_from_below_and_by_option(tmp_path: Path) -> None:
    folder = workspace(tmp_path)
    assert som(folder / "plans" / "str", "validate").code == 0
    assert som(Path("/"), "-C", str(folder), "validate").code == 0
    assert som(Path("/"), "-C", str(tmp_path), "validate").code == 0
    assert som(tmp_path, "-C", "nowhere", "validate").code == 2


def test_the_example_is_the_one_that_was_given() -> None:
    assert (TINY / "som.yml").is_file()
    assert (EXAMPLE / "plans" / "row" / "plan.yml").is_file()

"""Findings for other programs: SARIF, JUnit, Markdown; what is known and what is new."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from som_cli.rules import RULES
from som_cli.writers.findings_markdown import LIMIT, MARKER
from tests.cli.runner import EXAMPLE, TESTS, replace_in, som, workspace

SARIF_SCHEMA = json.loads((TESTS / "schemas" / "sarif-2.1.0.json").read_text(encoding="utf-8"))


@pytest.fixture
def example(tmp_path: Path) -> Path:
    return workspace(tmp_path, base=EXAMPLE)


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True)


def repository(folder: Path) -> None:
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "first")


def test_sarif_is_valid_and_carries_each_rule_with_its_help(example: Path, tmp_path: Path) -> None:
    repository(tmp_path)
    log = json.loads(som(example, "validate", "--format", "sarif").out)
    jsonschema.Draft4Validator(SARIF_SCHEMA).validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.code for rule in RULES]
    assert all(rule["help"]["markdown"].startswith(f"# {rule['id']}") for rule in rules)
    first = next(result for result in run["results"] if result["ruleId"] == "BUD01")
    assert rules[first["ruleIndex"]]["id"] == "BUD01"
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "strategies/plans/row/actions/ROW-A-01.yml"
    assert (place["region"]["startLine"], place["region"]["startColumn"]) == (24, 17)


def test_sarif_schema_notices_a_wrong_log() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(SARIF_SCHEMA).validate({"version": "2.1.0", "runs": [{"results": []}]})


def test_sarif_marks_waived_findings_as_suppressed(example: Path) -> None:
    (run,) = json.loads(som(example, "validate", "--format", "sarif").out)["runs"]
    suppressed = [result["ruleId"] for result in run["results"] if "suppressions" in result]
    assert suppressed == ["COV06"]


def test_junit_counts_errors_as_failures(example: Path) -> None:
    root = ET.fromstring(som(example, "validate", "--format", "junit").out)  # noqa: S314 - we wrote it
    errors = json.loads(som(example, "validate", "--format", "json").out)["summary"]["error"]
    assert root.get("failures") == str(errors)
    assert len(root.findall(".//failure")) == errors
    assert len(root.findall(".//testcase")) == int(root.get("tests") or 0)


def test_junit_of_a_clean_workspace_has_one_passed_case(tmp_path: Path) -> None:
    workspace(tmp_path)
    root = ET.fromstring(som(tmp_path, "validate", "--format", "junit").out)  # noqa: S314 - we wrote it
    assert len(root.findall(".//testcase")) == 1


def test_markdown_has_our_marker_and_one_row_a_finding(example: Path) -> None:
    text = som(example, "--lang", "en", "validate", "--format", "markdown").out
    found = json.loads(som(example, "validate", "--format", "json").out)["findings"]
    assert text.startswith(MARKER)
    assert sum(line.startswith(("| error", "| warning", "| info")) for line in text.splitlines()) == sum(
        not one["waived"] for one in found
    )


def test_markdown_stays_under_the_size_of_a_comment(tmp_path: Path) -> None:
    folder = workspace(tmp_path)
    for number in range(10, 1500):
        path = folder / f"plans/str/objectives/STR-{number}.yml"
        path.write_text(
            f"id: STR-{number}\ntitle: {'@everyone ' * 5}\nlevel: nowhere\n", encoding="utf-8", newline="\n"
        )
    text = som(tmp_path, "--lang", "en", "validate", "--format", "markdown").out
    assert len(text) < LIMIT + 500
    assert "more findings" in text
    assert "@everyone" not in text


def test_a_baseline_leaves_only_what_is_new(example: Path, tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    baseline.write_text(som(example, "validate", "--format", "json").out, encoding="utf-8")
    known = som(example, "validate", "--format", "concise", "--baseline", str(baseline))
    assert (known.code, known.out) == (0, "")
    replace_in(example / "plans/tr/actions/TR-A-07.yml", "stated_total: 12000000.00", "stated_total: 13000000.00")
    new = som(example, "validate", "--format", "json", "--baseline", str(baseline))
    assert new.code == 1
    assert [(one["code"], one["item"]) for one in json.loads(new.out)["findings"] if not one["waived"]] == [
        ("BUD01", "TR-A-07")
    ]


def test_what_is_no_baseline_is_wrong_usage(example: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "baseline.json"
    wrong.write_text("[]", encoding="utf-8")
    assert som(example, "validate", "--baseline", str(wrong)).code == 2
    assert som(example, "validate", "--baseline", str(tmp_path / "absent.json")).code == 2


def test_since_marks_what_a_branch_introduced(example: Path, tmp_path: Path) -> None:
    repository(tmp_path)
    replace_in(example / "plans/tr/actions/TR-A-07.yml", "stated_total: 12000000.00", "stated_total: 13000000.00")
    found = json.loads(som(example, "validate", "--format", "json", "--since", "main").out)["findings"]
    assert [one["item"] for one in found if one["new"]] == ["TR-A-07"]
    lines = som(example, "--lang", "en", "validate", "--format", "concise", "--since", "main").out.splitlines()
    assert [line.split(" ")[2] for line in lines if line.endswith("(new)")] == ["BUD01"]
    assert som(example, "validate", "--since", "no-such-branch").code == 2


def test_a_baseline_that_is_not_there_says_how_it_is_made(tmp_path: Path) -> None:
    workspace(tmp_path)
    outcome = som(tmp_path, "--lang", "en", "validate", "--baseline", "known.json")
    assert outcome.code == 2
    assert outcome.err == (
        "som: there is no file known.json\n     make one: `som validate --format json > known.json`\n"
    )

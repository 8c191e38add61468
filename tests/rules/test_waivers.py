"""Waivers: what they accept and what they do not, and GOV08 for those that do not hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from som_cli.messages import msg
from som_cli.model.workspace import Workspace
from som_cli.rules import RULES
from som_cli.rules.registry import Check, Finding, Gate, Rule
from som_cli.rules.run import check_workspace, run_rules
from som_cli.text.diagnostics import Diagnostic, Severity, Span
from tests.rules.overlaid import findings, overlaid, pointed_at
from tests.rules.texts import ACTION, OUTPUTS, action

PLAN = "plans/str/plan.yml"
CHAPTER = "plans/str/text/01-vision.md"
HELD = "rule: COV05, reason: Tender under way, by: office, until: never"


def costless(waiver: str) -> dict[str, str]:
    """An investment without cost, and a waiver."""
    return {ACTION: action(f"{OUTPUTS}waivers:\n  - {{{waiver}}}\n")}


def test_a_waiver_that_holds_accepts_the_finding_and_counts_nowhere() -> None:
    verdict = check_workspace(overlaid(costless(HELD)))
    assert [(found.code, found.waived) for found in verdict.findings] == [("COV05", True)]
    assert verdict.count(Severity.WARNING) == 0


@pytest.mark.parametrize(
    ("waiver", "key", "text", "message"),
    [
        ("rule: COV05, by: office, until: never", "", "", "gives no reason"),
        ("rule: COV05, reason: '  ', by: office, until: never", "reason", "'  '", "gives no reason"),
        ("rule: COV05, reason: Tender, until: never", "", "", "does not say who gave it"),
        ("rule: COV05, reason: Tender, by: unknown, until: never", "by", "unknown", "does not say who gave it"),
        ("rule: COV05, reason: Tender, by: office", "", "", "does not say until when"),
        ("rule: COV05, reason: Tender, by: office, until: soon", "until", "soon", "does not say until when"),
        ("rule: COV05, reason: Tender, by: office, until: unknown", "until", "unknown", "does not say until when"),
        (
            "rule: COV05, reason: Tender, by: office, until: 31.12.2016",
            "until",
            "31.12.2016",
            "`31.12.2016` is not a date",
        ),
        (
            "rule: COV05, reason: Tender, by: office, until: 2016-06",
            "until",
            "2016-06",
            "ended on 2016-06, today is 2016-07-01",
        ),
    ],
)
def test_a_waiver_that_does_not_hold_accepts_nothing(waiver: str, key: str, text: str, message: str) -> None:
    changes = costless(waiver)
    (found,) = findings("GOV08", changes)
    assert message in str(found.message)
    assert found.field.startswith("waivers[0].")
    if key:
        assert (found.field, pointed_at(found, changes)) == (f"waivers[0].{key}", text)
    assert [one.waived for one in findings("COV05", changes)] == [False]


@pytest.mark.parametrize("until", ["2016-07-01", "2016-07", "2016", "2030-01"])
def test_a_waiver_holds_to_the_last_day_that_its_date_can_mean(until: str) -> None:
    changes = costless(HELD.replace("never", until))
    assert findings("GOV08", changes) == []
    assert [one.waived for one in findings("COV05", changes)] == [True]


def test_an_unknown_rule_is_found_with_the_nearest_one() -> None:
    (found,) = findings("GOV08", costless(HELD.replace("COV05", "COV5")))
    assert (found.field, str(found.message)) == ("waivers[0].rule", "the waiver names the unknown rule `COV5`")
    assert "COV05" in str(found.help)


@pytest.mark.parametrize("code", ["YML04", "SCH01", "GOV08"])
def test_what_the_reader_refuses_and_this_rule_cannot_be_waived(code: str) -> None:
    (found,) = findings("GOV08", costless(HELD.replace("COV05", code)))
    assert str(found.message) == f"what {code} finds cannot be waived"


def test_a_waiver_that_nothing_needs_is_found() -> None:
    (found,) = findings("GOV08", costless(HELD.replace("COV05", "BUD01")))
    assert (found.field, str(found.message)) == ("waivers[0].rule", "nothing here needs the waiver of BUD01")


def test_a_waiver_of_a_rule_that_is_not_asked_yet_is_not_called_unneeded() -> None:
    loaded = overlaid({ACTION: action(f"owner: alfa\n{OUTPUTS}waivers: [{{{HELD.replace('COV05', 'COV03')}}}]\n")})
    asked = {gate: _codes(check_workspace(loaded, gate).findings, "GOV08") for gate in Gate}
    assert asked == {gate: [] if gate is Gate.DRAFT else ["GOV08"] for gate in Gate}


def test_a_waiver_is_not_called_unneeded_while_something_cannot_be_read() -> None:
    changes = costless(HELD.replace("COV05", "CON05")) | {"plans/tr/objectives/TR-1.yml": "id: TR-1\ntitel: x\n"}
    assert _codes(check_workspace(overlaid(changes)).findings, "GOV08") == []


def test_a_waiver_in_an_entry_accepts_findings_of_that_entry_only() -> None:
    lines = f"    - {{amount: -1.00}}\n    - {{amount: -2.00, waivers: [{{{HELD.replace('COV05', 'BUD02')}}}]}}\n"
    changes = {ACTION: action(f"{OUTPUTS}budget:\n  lines:\n{lines}")}
    assert [(found.field, found.waived) for found in findings("BUD02", changes)] == [
        ("budget.lines[0].amount", False),
        ("budget.lines[1].amount", True),
    ]
    assert findings("GOV08", changes) == []


def test_a_waiver_of_another_item_accepts_nothing_here() -> None:
    text = action(f"{OUTPUTS}waivers: [{{{HELD}}}]\n", kind="study", identifier="STR-A-02")
    changes = {ACTION: action(OUTPUTS), ACTION.replace("01", "02"): text}
    assert [found.waived for found in findings("COV05", changes)] == [False]
    assert [found.item for found in findings("GOV08", changes)] == ["STR-A-02"]


def test_a_fund_and_a_member_of_one_name_are_told_apart() -> None:
    fund = f"alfa: {{name: Alfa, kind: own, waivers: [{{{HELD}}}]}}\n"
    changes = {"registry/funds.yml": f"{fund}own: {{name: Own, kind: own}}\neu: {{name: Programme, kind: eu}}\n"}

    def members(workspace: Workspace) -> Iterator[Finding]:
        yield Finding(workspace.members["alfa"], ("name",), msg("name"))

    assert [found.waived for found in _run(changes, members) if found.code == "COV05"] == [False]


def test_a_chapter_is_waived_by_its_path_in_the_plan() -> None:
    plan = f"id: str\nprefix: STR\nkind: development_strategy\ntitle: S\nwaivers: [{{{HELD}, about: {CHAPTER}}}]\n"

    def chapters(workspace: Workspace) -> Iterator[Finding]:
        for path in (CHAPTER, "plans/tr/text/01-vision.md"):
            yield Finding(workspace.plans["str"], (), msg("word"), span=Span(path, 3))
        yield Finding(workspace.plans["str"], ("title",), msg("word"))

    found = [one for one in _run({PLAN: plan}, chapters) if one.code == "COV05"]
    assert [(one.span.path, one.waived) for one in found] == [
        (CHAPTER, True),
        ("plans/tr/text/01-vision.md", False),
        (PLAN, False),
    ]


def test_a_waiver_in_a_risk_of_an_action_accepts_a_finding_of_the_risk() -> None:
    text = action(f"{OUTPUTS}risks:\n  - {{id: STR-A-01-R1, waivers: [{{{HELD}}}]}}\n  - {{id: STR-A-01-R2}}\n")

    def seen_from_action(workspace: Workspace) -> Iterator[Finding]:
        for index in range(2):
            yield Finding(workspace.actions["STR-A-01"], ("risks", index, "id"), msg("id"))

    def seen_alone(workspace: Workspace) -> Iterator[Finding]:
        for risk in workspace.actions["STR-A-01"].risks:
            yield Finding(risk, ("id",), msg("id"))

    for check in (seen_from_action, seen_alone):
        assert [one.waived for one in _run({ACTION: text}, check) if one.code == "COV05"] == [True, False]


def test_today_is_the_workspaces_own_day() -> None:
    loaded = overlaid(costless(HELD.replace("never", "2016-07-01")))
    later = loaded._replace(workspace=replace(loaded.workspace, today=date(2016, 7, 2)))
    assert _codes(check_workspace(loaded).findings, "GOV08") == []
    assert _codes(check_workspace(later).findings, "GOV08") == ["GOV08"]


def _codes(found: tuple[Diagnostic, ...], code: str) -> list[str]:
    return [one.code for one in found if one.code == code]


def _run(changes: dict[str, str], check: Check) -> list[Diagnostic]:
    """Runs a check of the test in the place of COV05, and the rule of waivers."""
    loaded = overlaid(changes)
    assert loaded.problems == ()
    waiver = next(rule for rule in RULES if rule.code == "GOV08")
    return run_rules(loaded.workspace, [Rule("COV05", "test", "W", "Test.", check), waiver], Gate.DRAFT)

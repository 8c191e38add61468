"""The run: severities by gate and workspace, plans that cannot be read, plans that are asked for, keys and order."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from som_cli.model.loading import load
from som_cli.rules.registry import Gate, Rule
from som_cli.rules.run import check_workspace, finding_keys
from som_cli.text.diagnostics import Severity
from som_cli.text.files import WorkingTree
from tests.rules.overlaid import TODAY, findings, overlaid
from tests.rules.texts import ACTION, OBJECTIVE, OTHER, OUTPUTS, action, objective, targets

EXAMPLE = Path(__file__).parents[1] / "example" / "strategies"
E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741


@pytest.mark.parametrize(
    ("severity", "expected"),
    [
        ("E", [E, E, E, E]),
        ("W", [W, W, W, W]),
        ("I", [I, I, I, I]),
        ("W→E@A", [W, W, E, E]),
        ("I→E@A", [I, I, E, E]),
        ("W→E@C", [W, E, E, E]),
        ("W→E@M", [W, W, W, E]),
        ("E@C", [None, E, E, E]),
        ("W@A", [None, None, W, W]),
        ("W@M", [None, None, None, W]),
    ],
)
def test_a_severity_says_what_each_gate_asks(severity: str, expected: list[Severity | None]) -> None:
    rule = Rule("AAA01", "name", severity, "Summary.")
    assert [rule.severity_at(gate) for gate in Gate] == expected


def test_a_severity_that_cannot_be_read_is_a_bug() -> None:
    with pytest.raises(ValueError, match="X"):
        Rule("AAA01", "name", "X", "Summary.").severity_at(Gate.DRAFT)


def settings(code: str, severity: str) -> dict[str, str]:
    return {"som.yml": f"schema: 1\nas_of: 2016-07-01\nrules: {{severity: {{{code}: {severity}}}}}\n"}


def test_a_workspace_sets_severities_of_its_own() -> None:
    changes = {ACTION: action(OUTPUTS)}
    assert [found.severity for found in findings("COV05", changes)] == [W]
    assert [found.severity for found in findings("COV05", changes | settings("COV05", "error"))] == [E]
    assert [found.severity for found in findings("COV05", changes | settings("COV05", "info"))] == [I]


def test_a_severity_of_its_own_does_not_wake_a_rule_that_the_gate_leaves_asleep() -> None:
    loaded = overlaid({ACTION: action(OUTPUTS)} | settings("COV03", "info"))
    at = {
        gate: [one.severity for one in check_workspace(loaded, gate).findings if one.code == "COV03"] for gate in Gate
    }
    assert at == {Gate.DRAFT: [], Gate.CONSULTATION: [I], Gate.ADOPTION: [I], Gate.MONITORING: [I]}


def test_a_severity_that_does_not_exist_is_a_finding() -> None:
    verdict = check_workspace(overlaid(settings("COV05", "fatal")))
    assert [(found.code, found.field) for found in verdict.findings] == [("YML07", "rules.severity.COV05")]
    assert verdict.is_nothing_checked


def test_the_rules_of_a_plan_are_skipped_when_a_file_of_it_cannot_be_read() -> None:
    bad = {OTHER: "id: TR-1\ntitel: Interchange\n", "plans/tr/actions/TR-A-01.yml": "id: TR-A-01\nmirror_of: [x\n"}
    verdict = check_workspace(overlaid(bad | {ACTION: action(OUTPUTS)}))
    assert verdict.skipped == ("tr",)
    codes = {(found.span.path, found.code) for found in verdict.findings}
    assert codes == {(OTHER, "YML04"), (OTHER, "YML06"), ("plans/tr/actions/TR-A-01.yml", "YML01"), (ACTION, "COV05")}


def test_all_problems_come_in_one_run_in_the_order_of_files_and_lines() -> None:
    changes = {ACTION: action("budget:\n  lines:\n    - {amount: -1}\n    - {amount: -2}\n"), OTHER: "id: TR-1\n"}
    places = [(found.span.path, found.span.line) for found in check_workspace(overlaid(changes)).findings]
    assert places == sorted(places)
    assert len(places) > 3


LINK = "contributes: [{to: STR-1, why: Interchanges decide.}]\n"


def test_with_plans_only_what_concerns_them_is_shown() -> None:
    changes = {
        ACTION: action("outputs:\n  - {indicator: IND-KM, value: 5.0}\n  - {indicator: IND-NEW, value: 1}\n"),
        OBJECTIVE: objective(targets("{period: 2020, value: 80}")),
        OTHER: f"id: TR-1\ntitle: Interchange\nindicators:\n{targets('{period: 2020, value: 75}')}{LINK}",
        "registry/indicators/IND-NEW.yml": "id: IND-NEW\nname: New\nkind: output\nunit: XX\n",
    }
    loaded = overlaid(changes)

    def codes(*plans: str) -> set[str]:
        return {found.code for found in check_workspace(loaded, plans=plans).findings}

    assert codes("str") == {"COV05", "CON02", "VAL01"}
    assert codes("tr") == {"CON02", "COV06", "VAL01"}
    assert codes() == codes("str", "tr") == {"COV05", "CON02", "COV06", "VAL01"}


def test_skipped_plans_are_those_asked_for() -> None:
    loaded = overlaid({OTHER: "id: TR-1\n"})
    assert check_workspace(loaded, plans=["str"]).skipped == ()
    assert check_workspace(loaded, plans=["tr"]).skipped == ("tr",)


def keys(changes: dict[str, str]) -> list[str]:
    loaded = overlaid(changes)
    return finding_keys(check_workspace(loaded).findings, loaded.workspace.texts)


def test_keys_stay_when_lines_are_inserted_above() -> None:
    text = action("budget:\n  stated_total: 9.00\n  lines:\n    - {amount: -1}\n    - {amount: -1}\n")
    before = keys({ACTION: text})
    assert len(set(before)) == len(before) > 3
    assert keys({ACTION: f"# A note.\n\n{text}"}) == before
    assert keys({ACTION: text.replace("budget:", "description: Ten kilometres.\nbudget:")}) == before


def test_keys_tell_findings_apart_and_change_with_the_value() -> None:
    one, two = (keys({ACTION: action(f"{OUTPUTS}budget: {{stated_total: {total}}}\n")}) for total in ("0", "-1"))
    assert len(one) == len(two) == 1
    assert one != two


@dataclass(frozen=True)
class Shuffled:
    """A folder whose files come in another order."""

    tree: WorkingTree
    links: tuple[str, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(sorted(self.tree.paths, key=lambda path: path[::-1], reverse=True))

    def read(self, path: str) -> bytes:
        return self.tree.read(path)


@pytest.mark.parametrize("gate", list(Gate))
def test_the_order_of_files_changes_nothing(gate: Gate) -> None:
    tree = WorkingTree(EXAMPLE)
    one, two = load(tree, TODAY), load(Shuffled(tree), TODAY)
    first, second = check_workspace(one, gate).findings, check_workspace(two, gate).findings
    assert len(first) > 5
    assert first == second
    assert finding_keys(first, one.workspace.texts) == finding_keys(second, two.workspace.texts)

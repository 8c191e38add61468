"""The report on cooperation: each action on its rung, each step of a procedure in its state."""

from __future__ import annotations

from collections import Counter

from som_cli.analysis.procedures import StepState, standings
from tests.reports.editions import EXAMPLE, REAL, changed_edition
from tests.reports.reading import narrow_edition, report_of, table


def test_rungs_are_counted_without_mirrors() -> None:
    edition = narrow_edition(REAL, "pl")
    own = [one for one in edition.workspace.actions.values() if not one.mirror_of]
    rows = {row[0]: row[-1] for row in table(report_of(edition, "cooperation"), "table-ladder")}
    counts = Counter(one.cooperation.value if one.cooperation else "" for one in own)
    assert rows["integracja"] == str(counts["integration"])
    assert rows["nie określono"] == str(counts[""])
    assert rows["Razem"] == str(len(own))


def test_every_action_stands_once_under_its_rung() -> None:
    edition = narrow_edition(REAL, "pl")
    document = report_of(edition, "cooperation")
    for plan in edition.workspace.plans:
        rows = table(document, f"table-ladder-{plan}")
        named = [row[0].split()[0] for row in rows if len(row) > 1]
        own = [one.id for one in edition.workspace.actions.values() if one.id.startswith(plan.upper())]
        assert sorted(named) == sorted(one for one in own if not edition.workspace.actions[one].mirror_of)


def test_a_step_before_a_later_one_is_skipped() -> None:
    workspace = narrow_edition(REAL, "pl").workspace
    found = {one.step: one.state for one in standings(workspace.plans["zit"], workspace.procedures["decision"])}
    assert found == {
        "wniosek": StepState.SKIPPED,
        "uzgodnienie": StepState.DONE,
        "projekt_uchwaly": StepState.SKIPPED,
        "glosowanie": StepState.DONE,
        "publikacja": StepState.AHEAD,
    }
    rows = table(report_of(narrow_edition(REAL, "pl"), "cooperation"), "table-procedures-zit")
    assert [row[1] for row in rows if row[0] == "projekt uchwały"] == ["pominięty"]
    assert any("D-2016-01" in row[-1] and "D-2016-02" in row[-1] for row in rows)


def test_steps_are_called_what_the_workspace_calls_them() -> None:
    names = "glosowanie:\n  label: {pl: głosowanie nad uchwałą}\n"
    edition = changed_edition(EXAMPLE, "pl", {"registry/codelists/procedure-steps.yml": names})
    text = "\n".join(" ".join(row) for row in table(report_of(edition, "cooperation"), "table-procedures"))
    assert "głosowanie nad uchwałą" in text.replace("\u00a0", " ")
    assert "zbieranie uwag" in text.replace("\u00a0", " ")


def test_a_step_without_evidence_and_one_of_no_procedure_say_so() -> None:
    plan = (EXAMPLE / "plans/tr/plan.yml").read_text("utf-8")
    steps = (
        "process:\n"
        "  - {date: 2014-01-02, procedure: decision, step: wymyslony}\n"
        "  - {date: 2014-01-03, procedure: decision, step: glosowanie}\n"
    )
    kept = plan if "process:" not in plan else plan[: plan.index("process:")]
    edition = changed_edition(EXAMPLE, "pl", {"plans/tr/plan.yml": kept + steps})
    workspace = edition.workspace
    found = {one.step: one.state for one in standings(workspace.plans["tr"], workspace.procedures["decision"])}
    assert found["wymyslony"] is StepState.FOREIGN
    assert "glosowanie" not in workspace.procedures["decision"].steps or found["glosowanie"] is StepState.UNPROVEN

"""The report on links: every link stands where it belongs, orphans have a word, counts are those of the data."""

from __future__ import annotations

from collections import Counter

from som_cli.analysis.scope import Scope
from som_cli.model.action import Action
from som_cli.model.layout import plan_of
from som_cli.model.plan import Objective, ObjectiveLevel
from som_cli.reports.links.workbook import build
from som_cli.writers.xlsx import write_xlsx
from tests.reports.editions import EXAMPLE, REAL, changed_edition
from tests.reports.reading import narrow_edition, report_of, table, tables
from tests.writers.xlsx_checks import sheet_rows

DECLARED = {ObjectiveLevel.VISION, ObjectiveLevel.MISSION, ObjectiveLevel.CHALLENGE}


def test_the_matrix_of_a_pair_has_every_link_with_its_strength() -> None:
    edition = narrow_edition(REAL, "pl")
    workspace = edition.workspace
    expected: Counter[str] = Counter()
    for giver in workspace.in_plan(Objective, "zit"):
        for given in giver.contributes:
            if plan_of(workspace.objectives[given.to].origin.path) == "som":
                expected[giver.id] += given.strength or 0
    document = report_of(edition, "matrix")
    parts = [name for name in tables(document) if name.startswith("table-matrix-zit-som")]
    last = table(document, parts[-1])
    sums = {row[0].split()[0]: row[-1].rstrip("+") for row in last[:-1]}
    assert {name: int(text) for name, text in sums.items() if text.isdecimal()} == {**expected}
    # What has no link in this pair has no row and no column.
    assert sums.keys() == expected.keys()
    assert all(cell for name in parts for cell in table(document, name)[-1])
    cells = [cell for name in parts for row in table(document, name)[:-1] for cell in row[1:] if cell]
    strengths = [cell for cell in cells if cell.isdecimal()]
    assert sum(map(int, strengths)) == 2 * sum(expected.values())  # each once in its field, once in its row's sum


def test_every_action_stands_at_its_objective() -> None:
    edition = narrow_edition(REAL, "pl")
    document = report_of(edition, "matrix")
    actions = edition.workspace.in_plan(Action, "pgn")
    served = Counter(action.objective for action in actions)
    rows = table(document, "table-matrix-actions-pgn-1")
    assert len(rows) - 1 == len(actions)
    assert sum(cell == "×" for row in rows for cell in row) == len(actions)
    assert sum(int(cell) for cell in rows[-1][1:] if cell.isdecimal()) == sum(served.values())


def test_the_counts_are_those_of_the_data() -> None:
    edition = narrow_edition(REAL, "pl")
    workspace = edition.workspace
    rows = {row[0]: row[1:] for row in table(report_of(edition, "matrix"), "table-coverage")}
    for plan in workspace.plans.values():
        own = [one for one in workspace.in_plan(Objective, plan.id) if one.level not in DECLARED]
        actions = [one for one in workspace.in_plan(Action, plan.id) if not one.mirror_of]
        parents = {one.parent for one in workspace.objectives.values()}
        served = {one.objective for one in workspace.actions.values()}
        assert rows[plan.prefix][0] == str(len(own))
        assert rows[plan.prefix][1] == str(sum(one.id not in parents and one.id not in served for one in own))
        assert rows[plan.prefix][2] == str(sum(not one.indicators for one in own))
        assert rows[plan.prefix][4:6] == [str(len(actions)), str(sum(not one.outputs for one in actions))]


def test_a_narrowed_report_tells_of_links_that_lead_out() -> None:
    document = report_of(narrow_edition(REAL, "pl", Scope(plan="zit")), "matrix")
    found = [name for name in tables(document) if name.startswith("table-matrix-")]
    assert any(name.startswith("table-matrix-zit-som") for name in found)
    assert not any("row-som" in name for name in found)
    assert "table-contributions-som" in tables(document)


def test_an_action_of_another_plans_objective_is_said_to_have_none_here() -> None:
    path = "plans/tr/actions/TR-A-07.yml"
    source = (EXAMPLE / path).read_text("utf-8")
    objective = narrow_edition(EXAMPLE, "pl").workspace.actions["TR-A-07"].objective
    edition = changed_edition(EXAMPLE, "pl", {path: source.replace(f"objective: {objective}", "objective: STR-1.1")})
    rows = table(report_of(edition, "matrix"), "table-gaps")
    assert ["działania, które nie służą żadnemu celowi planu", "1", "TR-A-07"] in rows


def test_the_framework_names_measures_and_risks() -> None:
    edition = narrow_edition(REAL, "pl")
    rows = table(report_of(edition, "matrix"), "table-framework-row")
    text = "\n".join(" | ".join(row) for row in rows)
    workspace = edition.workspace
    for action in workspace.in_plan(Action, "row"):
        assert action.id in text
        assert all(risk.id in text for risk in action.risks)
        assert all(output.indicator in text for output in action.outputs)
    assert all(use.ref in text for one in workspace.in_plan(Objective, "row") for use in one.indicators)


def test_the_workbook_has_the_full_matrices_and_every_link() -> None:
    edition = narrow_edition(REAL, "pl")
    workspace = edition.workspace
    content = write_xlsx(build(edition))
    squares = sheet_rows(content, "Cele × cele")
    assert {row["Id"] for row in squares if row["Id"] != "Razem"} == {*workspace.objectives}
    assert set(squares[0]) >= {*workspace.objectives}
    links = sheet_rows(content, "Powiązania")
    objectives, actions = workspace.objectives.values(), workspace.actions.values()
    given = sum(len(one.contributes) for one in objectives) + sum(len(one.contributes) for one in actions)
    below = len([one for one in objectives if one.parent])
    kinds = Counter(row["Rodzaj powiązania"] for row in links)
    assert kinds == {"wspiera": given, "cel podrzędny": below, "służy celowi": len(workspace.actions)}

"""The executive summary: every number in it is counted, for the whole and for one plan."""

from __future__ import annotations

from decimal import Decimal

import pytest

from som_cli.analysis.budget import amounts, total, totals_by
from som_cli.analysis.results import late_actions, results
from som_cli.analysis.scope import Scope
from som_cli.model.action import ActionStatus, MoneyStage
from tests.conftest import Golden
from tests.reports.dump import dump
from tests.reports.editions import EXAMPLE, REAL, ROOT, TINY, make_edition
from tests.reports.reading import empty_headings, narrow_edition, report_of, table

CASES = [(TINY, "en", ""), (EXAMPLE, "pl", ""), (EXAMPLE, "en", "row"), (REAL, "pl", ""), (REAL, "pl", "zit")]


def test_the_document_is_the_golden_one(golden: Golden) -> None:
    document = report_of(make_edition(EXAMPLE, "pl"), "summary")
    golden(ROOT / "tests" / "cases" / "reports" / "example" / "summary.txt", dump(document))


@pytest.mark.parametrize(("root", "language", "plan"), CASES)
def test_it_reads_without_gaps(root: object, language: str, plan: str) -> None:
    document = report_of(narrow_edition(root, language, Scope(plan=plan)), "summary")  # type: ignore[arg-type]
    assert empty_headings(document) == []
    assert not document.has_contents


@pytest.mark.parametrize("plan", ["", "zit", "row"])
def test_numbers_are_those_of_the_data(plan: str) -> None:
    edition = narrow_edition(REAL, "pl", Scope(plan=plan))
    whole = make_edition(REAL, "pl").workspace
    shown = table(report_of(edition, "summary"), "table-brief-numbers")[0]
    own = [one for one in whole.actions.values() if not plan or one.origin.path.startswith(f"plans/{plan}/")]
    given_up = {ActionStatus.CANCELLED, ActionStatus.WITHDRAWN}
    done = [one for one in own if not one.mirror_of and one.status not in given_up]
    parts = [part for part in amounts(whole) if not plan or part.plan == plan]
    secured = sum((part.value for part in parts if part.stage not in {MoneyStage.PLANNED, None}), Decimal(0))
    assert shown[2] == str(len(done))
    assert shown[4] == edition.formatter.money(total(parts), "PLN", short=True)
    assert shown[5] == edition.formatter.percent(secured / total(parts), 0)


def test_the_dearest_actions_come_first() -> None:
    edition = make_edition(REAL, "pl")
    sums = totals_by(amounts(edition.workspace), lambda part: part.action.id)
    dearest = sorted(sums.values(), reverse=True)[:6]
    shown = [row[-1] for row in table(report_of(edition, "summary"), "table-brief-actions")]
    assert shown == [edition.formatter.money(value, "PLN", short=True) for value in dearest]


def test_results_are_sums_of_outputs_without_mirrors() -> None:
    workspace = make_edition(REAL, "pl").workspace
    found = {one.indicator.id: one for one in results(workspace)}
    expected = Decimal(0)
    for action in workspace.actions.values():
        if not action.mirror_of and action.status not in {ActionStatus.CANCELLED, ActionStatus.WITHDRAWN}:
            own = [one for one in action.outputs if one.indicator == "IND-CYC-KM" and one.value is not None]
            assert len(own) <= 1
            expected += sum((one.value or Decimal(0) for one in own), Decimal(0))
    assert found["IND-CYC-KM"].value == expected
    assert all(one.indicator.aggregation == "sum" for one in found.values())


def test_a_late_action_is_one_that_nobody_closed() -> None:
    workspace = make_edition(REAL, "pl").workspace
    found = late_actions(workspace)
    assert found
    assert all(one.to and one.to.last < workspace.today for one in found)
    assert not {one.status for one in found} & {ActionStatus.COMPLETED, ActionStatus.CANCELLED}


def test_computed_targets_are_rounded_as_the_baseline() -> None:
    shown = dump(report_of(make_edition(REAL, "pl"), "summary"))
    assert "3~832~959 (2020)" in shown

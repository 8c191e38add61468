"""The schedule: what is late and by how much, steps told apart, dependencies, the chart's rows, the sheet of cells."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from som_cli.analysis.lateness import LateKind, StepState, dependencies, late_items, state_of
from som_cli.analysis.scope import Scope
from som_cli.document.document import Document
from som_cli.reports.catalogue import REPORTS
from som_cli.reports.composition import compose
from som_cli.reports.edition import Edition
from som_cli.reports.tracking.schedule_tables import done_steps_table, open_steps_table
from som_cli.reports.tracking.schedule_workbook import build
from som_cli.reports.wording import Wording
from som_cli.writers.xlsx import write_xlsx
from tests.conftest import Golden
from tests.reports.dump import dump
from tests.reports.editions import EXAMPLE, REAL, ROOT, TINY, changed_edition, make_edition
from tests.reports.reading import table
from tests.reports.tables import rows_of
from tests.writers import xlsx_checks as checks

ACTION = "plans/tr/actions/TR-A-90.yml"


def document_of(edition: Edition) -> Document:
    report = compose(edition, REPORTS["schedule"])
    assert report.problems == ()
    return report.document


@cache
def built(root: Path) -> Document:
    return document_of(make_edition(root, "pl"))


def with_action(text: str) -> Edition:
    """The example, whose day is 1 July 2016, with one more action."""
    action = f"id: TR-A-90\ntitle: Probe\nkind: study\nobjective: TR-1\n{text}"
    return changed_edition(EXAMPLE, "pl", {ACTION: action})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("status: planned\nfrom: 2016-01\nto: 2016-12\n", [(LateKind.START, 152)]),
        ("status: planned\nfrom: 2015\nto: 2016-05\n", [(LateKind.END, 31)]),
        ("status: in_progress\nfrom: 2015\nto: 2016-06-30\n", [(LateKind.END, 1)]),
        ("status: in_progress\nfrom: 2015\nto: 2016\n", []),
        ("status: completed\nfrom: 2014\nto: 2015\n", []),
        ("status: unknown\nfrom: 2014\nto: 2015\n", []),
        ("status: in_progress\nsteps:\n  - {due: 2016-05, what: a}\n  - {due: 2016, what: b}\n", [(LateKind.STEP, 31)]),
        ("status: completed\nsteps:\n  - {due: 2016-05, what: a}\n", []),
    ],
)
def test_what_is_late_counts_from_the_last_day_of_its_date(text: str, found: list[tuple[LateKind, int]]) -> None:
    late = [one for one in late_items(with_action(text).workspace) if one.action.id == "TR-A-90"]
    assert [(one.kind, one.days) for one in late] == found


def test_states_of_steps_are_told_apart() -> None:
    steps = "{due: 2016, done: 2016-02, what: a}, {due: 2015, done: 2016, what: b}, {due: 2017, what: c}, {what: d}"
    action = with_action(f"status: in_progress\nsteps: [{steps}]\n").workspace.actions["TR-A-90"]
    states = [state_of(step, action, date(2016, 7, 1)) for step in action.steps]
    assert states == [StepState.DONE, StepState.DONE_LATE, StepState.DUE, StepState.UNDATED]


def test_a_start_before_the_end_of_what_it_waits_for_is_critical() -> None:
    edition = with_action("status: planned\nfrom: 2017-11\nto: 2018\ndepends_on: [TR-A-07]\n")
    (found,) = dependencies(edition.workspace)
    assert found.early_days == (date(2017, 12, 31) - date(2017, 11, 1)).days
    (row,) = table(document_of(edition), "table-dependencies")
    assert row[-1].startswith("krytyczna")
    later = with_action("status: planned\nfrom: 2018\nto: 2018\ndepends_on: [TR-A-07]\n")
    assert [one.is_critical for one in dependencies(later.workspace)] == [False]


def test_every_step_of_the_real_plans_stands_in_one_table() -> None:
    edition = make_edition(REAL, "pl")
    wording = Wording(edition)
    rows = rows_of(open_steps_table(wording), "table-open-steps")
    rows += rows_of(done_steps_table(wording), "table-done-steps")
    steps = [
        step
        for action in edition.workspace.actions.values()
        if action.mirror_of is None and action.status not in {"cancelled", "withdrawn"}
        for step in action.steps
    ]
    assert len(rows) == len(steps) > 100


def test_the_chart_marks_steps_and_draws_arrows() -> None:
    edition = with_action("status: planned\nfrom: 2018\nto: 2018\ndepends_on: [TR-A-07]\n")
    picture = document_of(edition).pictures["schedule-1"].svg.decode()
    assert "po TR-A-07" in picture
    assert "etap wykonany" in picture
    plain = built(EXAMPLE).pictures["schedule-1"].svg.decode()
    assert picture.count("<line") > plain.count("<line")


def test_a_label_of_wide_letters_is_wrapped_to_the_room_beside_the_bars() -> None:
    action = "id: TR-A-90\ntitle: {title}\nkind: study\nobjective: TR-1\nstatus: planned\nfrom: 2016\nto: 2017\n"
    wide = changed_edition(EXAMPLE, "pl", {ACTION: action.format(title="WWWW " * 12)})
    svg = document_of(wide).pictures["schedule-1"].svg.decode()
    lines = [line for line in re.findall(r"<tspan[^>]*>([^<]*)", svg) if "WWWW" in line]
    assert lines[-1].endswith("…")
    # The room is 256 wide, and a letter W of this size 9.4: the forty letters of a usual line would hold 32 of them.
    assert max(line.count("W") for line in lines) <= 27


def test_the_golden_document(golden: Golden) -> None:
    golden(ROOT / "tests/cases/reports/schedule/expected.txt", dump(built(EXAMPLE)))


def test_a_narrowed_schedule_names_no_other_plan() -> None:
    edition = make_edition(REAL, "pl").narrowed(Scope(plan="som"))
    written = dump(document_of(edition))
    assert "SOM-A-01" in written
    assert "PGN-A-" not in written


def test_a_workspace_without_dates_has_no_schedule() -> None:
    text = "id: {id}-A-01\ntitle: A\nkind: study\nobjective: {id}-1\n"
    changes = {f"plans/{plan}/actions/{plan.upper()}-A-01.yml": text.format(id=plan.upper()) for plan in ("str", "tr")}
    assert REPORTS["schedule"].is_due(make_edition(TINY, "en"))
    assert not REPORTS["schedule"].is_due(changed_edition(TINY, "en", changes))


def test_cells_show_periods_and_steps(tmp_path: Path) -> None:
    workbook = build(make_edition(EXAMPLE, "pl"))
    gantt = next(found for sheet in workbook.sheets for found in sheet.tables if found.name == "tblGantt")
    titles = [column.title for column in gantt.columns]
    row = dict(zip(titles, next(row for row in gantt.rows if row[0] == "TR-A-07"), strict=True))
    assert [row[f"{year}, kw. {quarter}"] for year, quarter in ((2015, 1), (2015, 4), (2016, 1), (2017, 4))] == [
        "■",
        "●",
        "■",
        "◇",
    ]
    content = write_xlsx(workbook)
    assert checks.audit_faults(content, tmp_path) == []
    assert checks.structure_faults(content) == []


@pytest.mark.parametrize(
    ("due", "done", "told"),
    [
        ("2016-03", "2016-04", "o 1 miesiąc"),
        ("2016-02", "2016-04-10", "o 2 miesiące"),
        ("2016-04-01", "2016-05-02", "o 31 dni"),
    ],
)
def test_a_delay_is_told_as_exactly_as_its_dates(due: str, done: str, told: str) -> None:
    step = f"steps:\n  - {{due: {due}, what: Probe step, done: {done}}}\n"
    edition = with_action(f"status: in_progress\nfrom: 2015\nto: 2017\n{step}")
    row = next(
        row for row in rows_of(done_steps_table(Wording(edition)), "table-done-steps") if "Probe" in " ".join(row)
    )
    assert row[-1].replace("\u00a0", " ").endswith(told)

"""The monitoring report: counts, verdicts that a reader can redo, returns, money told once, advice from the data."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from som_cli.analysis.completeness import ReturnState, again_missing, returned, round_years
from som_cli.analysis.progress import Status, all_progress
from som_cli.analysis.scope import Scope
from som_cli.analysis.spending import spending
from som_cli.document.blocks import Block
from som_cli.document.document import Document, Formula, Picture, plain_text
from som_cli.reports.catalogue import REPORTS
from som_cli.reports.composition import compose
from som_cli.reports.edition import Edition
from som_cli.reports.tracking.monitoring import action_status_table
from som_cli.reports.tracking.monitoring_advice import recommendations
from som_cli.reports.tracking.monitoring_money import spending_table, spending_until_now
from som_cli.reports.tracking.monitoring_returns import completeness_table, next_round
from som_cli.reports.tracking.monitoring_workbook import build
from som_cli.reports.tracking.series_chart import series_figures
from som_cli.reports.tracking.tracks import plan_tracks
from som_cli.reports.wording import Wording
from som_cli.writers.xlsx import write_xlsx
from tests.conftest import Golden
from tests.reports.dump import dump, lines_of
from tests.reports.editions import EXAMPLE, REAL, ROOT, TINY, changed_edition, make_edition
from tests.reports.reading import narrow_edition, table
from tests.reports.tables import rows_of
from tests.writers import xlsx_checks as checks


def document_of(edition: Edition) -> Document:
    report = compose(edition, REPORTS["monitoring"])
    assert report.problems == ()
    return report.document


@cache
def built(root: Path) -> Document:
    return document_of(make_edition(root, "pl"))


def written(blocks: list[Block]) -> str:
    return "\n".join(lines_of(blocks))


def test_actions_are_counted_once_by_plan_and_status() -> None:
    edition = make_edition(REAL, "pl")
    *rows, last = rows_of(action_status_table(Wording(edition)), "table-action-status")
    own = [action for action in edition.workspace.actions.values() if action.mirror_of is None]
    assert sum(int(row[-1]) for row in rows) == int(last[-1]) == len(own)


def test_every_ratio_in_the_tables_can_be_redone() -> None:
    edition = make_edition(REAL, "pl")
    wording = Wording(edition)
    for plan in wording.plans:
        for track in plan_tracks(wording, plan):
            found = track.progress
            assert found is not None
            if found.ratio is not None and found.baseline and found.point and found.point.value is not None:
                assert found.expected is not None
                redone = (found.point.value - found.baseline.value) / (found.expected - found.baseline.value)
                assert redone == found.ratio
    assert {found.status for found in all_progress(edition.workspace)} >= {Status.ON_TRACK, Status.PROVISIONAL}


def test_an_incomplete_value_is_labelled_and_not_judged_for_good() -> None:
    rows = {row[0].partition(" ")[0]: row for row in table(built(EXAMPLE), "table-progress-row")}
    value, status = rows["IND-CYC-KM"][2], rows["IND-CYC-KM"][-1]
    assert "2 z\u00a03 członków" in value
    assert status.startswith("wynik wstępny")


def test_a_chart_of_one_indicator_shows_its_values_target_and_status() -> None:
    pictures: dict[str, Picture] = {}
    blocks = series_figures(Wording(make_edition(EXAMPLE, "pl")), pictures, "IND-CYC-KM")
    words = written(blocks)
    assert "2015: 45,5" in words
    assert "cel na 2020: 80,0" in words
    assert "wynik wstępny" in words
    assert pictures
    for picture in pictures.values():
        assert b"IND-CYC-KM" in picture.svg


def test_each_drawn_indicator_of_a_plan_has_a_panel() -> None:
    wording = Wording(make_edition(REAL, "pl"))
    drawn = [track for track in plan_tracks(wording, "som") if track.is_drawn]
    assert len(drawn) > 10
    pictures: dict[str, Picture] = {}
    words = written(series_figures(wording, pictures, "som"))
    assert len(pictures) == -(-len(drawn) // 10)
    assert all(f"{track.indicator.id} –" in words for track in drawn)


def test_returns_are_in_time_late_or_missing() -> None:
    found = {(one.round.id, one.member): one for one in returned(make_edition(REAL, "pl").workspace)}
    assert Counter(one.state for one in found.values()) == {
        ReturnState.RECEIVED: 25,
        ReturnState.LATE: 3,
        ReturnState.MISSING: 2,
    }
    late = found["2016", "stare-czarnowo"]  # due 15 March 2017, came 8 May
    assert (late.state, late.days) == (ReturnState.LATE, 54)
    assert found["2016", "nowe-warpno"].state is ReturnState.MISSING
    assert found["2018", "kobylanka"].given < found["2018", "kobylanka"].asked


def test_completeness_is_printed_in_words() -> None:
    rows = {row[0]: row for row in table(built(EXAMPLE), "table-completeness")}
    assert rows["Razem"][1].startswith("sprawozdania: 2 z\u00a03")
    assert any(row[1] == "brak" for row in rows.values())


def test_the_next_round_comes_after_those_that_were_missed() -> None:
    assert round_years(make_edition(REAL, "pl").workspace) == ((2020, 2022, 2024), 2026)
    assert round_years(make_edition(EXAMPLE, "pl").workspace) == ((), 2016)
    assert round_years(make_edition(TINY, "en").workspace) == ((), None)


def test_a_value_that_lacks_twice_is_asked_for() -> None:
    edition = make_edition(REAL, "pl")
    assert again_missing(returned(edition.workspace)) == {"kobylanka": ("IND-CULT-VISITORS",)}
    assert "IND-CULT-VISITORS" in written(next_round(Wording(edition)))


ACTION = "plans/tr/actions/TR-A-90.yml"
RETURN = "monitoring/2015/returns/miastowo.yml"


@pytest.mark.parametrize(
    ("stated", "lines", "told", "expected"),
    [
        # The expense stands beside the line that planned it.
        ("100.00", [("planned", 100), ("spent", 90)], 0, (100, 90)),
        # The line's stage moved on: both together are the plan.
        ("190.00", [("planned", 100), ("spent", 90)], 0, (190, 90)),
        ("", [("secured", 100), ("spent", 90)], 0, (100, 90)),
        ("", [("spent", 90)], 0, (90, 90)),
        # The member tells the same money again: it counts once, by the larger amount.
        ("", [("spent", 90)], 95, (90, 95)),
        ("", [("planned", 100)], 95, (100, 95)),
    ],
)
def test_money_is_planned_and_spent_once(
    stated: str, lines: list[tuple[str, int]], told: int, expected: tuple[int, int]
) -> None:
    total = f"  stated_total: {stated}\n" if stated else ""
    written_lines = "".join(
        f"    - {{year: 2015, source: own, payer: miastowo, amount: {value}.00, stage: {stage}}}\n"
        for stage, value in lines
    )
    action = f"id: TR-A-90\ntitle: A\nkind: study\nobjective: TR-1\nbudget:\n{total}  lines:\n{written_lines}"
    changes = {ACTION: action}
    if told:
        spent = f"[{{year: 2015, source: own, payer: miastowo, amount: {told}.00, stage: spent}}]"
        changes[RETURN] = (EXAMPLE / RETURN).read_text("utf-8") + f"  - {{action: TR-A-90, spent: {spent}}}\n"
    found = spending(changed_edition(EXAMPLE, "pl", changes).workspace)
    (one,) = [one for one in found if one.action.id == "TR-A-90"]
    assert (one.planned, one.spent) == tuple(map(Decimal, expected))


def test_the_sums_of_the_money_table_are_those_of_its_rows() -> None:
    edition = make_edition(REAL, "pl")
    *_, last = rows_of(spending_table(Wording(edition)), "table-spending")
    found = [one for one in spending(edition.workspace) if one.year <= edition.workspace.today.year]
    shown = Decimal(last[1].replace("\u00a0", "").replace(",", "."))
    assert shown == sum(one.planned for one in found) > 0


def test_advice_names_what_is_behind_and_what_is_missing() -> None:
    advice = written(recommendations(Wording(make_edition(REAL, "pl"))))
    assert "IND-PT-AGREEMENT" in advice
    assert "Powiat Policki" in advice.replace("~", " ")
    assert "SOM-A-07" in advice


def test_the_golden_document(golden: Golden) -> None:
    golden(ROOT / "tests/cases/reports/monitoring/expected.txt", dump(built(EXAMPLE)))


def test_a_workspace_without_rounds_says_so() -> None:
    words = dump(document_of(make_edition(TINY, "en")))
    assert "no round yet" in words
    assert "table-completeness" not in words


def test_a_member_sees_its_own_returns_alone() -> None:
    edition = make_edition(REAL, "pl").narrowed(Scope(member="police"))
    rows = rows_of(completeness_table(Wording(edition)), "table-completeness")
    assert len(rows) == 2


def test_the_workbook_is_whole_and_its_ratios_are_live(tmp_path: Path) -> None:
    workbook = build(make_edition(REAL, "pl"))
    verdicts = next(found for sheet in workbook.sheets for found in sheet.tables if found.name == "tblVerdicts")
    place = [column.title for column in verdicts.columns].index("Iloraz")
    assert sum(isinstance(row[place], Formula) for row in verdicts.rows) > 50
    content = write_xlsx(workbook)
    assert checks.audit_faults(content, tmp_path) == []
    assert checks.structure_faults(content) == []


@pytest.mark.skipif(not checks.has_libreoffice(), reason="LibreOffice is not installed")
def test_libreoffice_computes_the_same(tmp_path: Path) -> None:
    assert checks.recalculation_faults(write_xlsx(build(make_edition(EXAMPLE, "pl"))), tmp_path) == []


def test_advice_says_what_an_item_is_called() -> None:
    edition = make_edition(REAL, "pl")
    name = edition.workspace.indicators["IND-PT-AGREEMENT"].name
    advice = plain_text(recommendations(Wording(edition))).replace("\u00a0", " ")
    assert f"IND-PT-AGREEMENT {name}" in advice


def test_a_member_is_not_judged_alone_by_the_targets_of_all() -> None:
    whole, own = (
        Wording(edition) for edition in (make_edition(REAL, "pl"), narrow_edition(REAL, "pl", Scope(member="police")))
    )
    verdicts = {track.indicator.id: track.progress.status for track in plan_tracks(whole, "som") if track.progress}
    narrowed = {track.indicator.id: track.progress.status for track in plan_tracks(own, "som") if track.progress}
    assert narrowed
    assert narrowed == {key: verdicts[key] for key in narrowed}
    spent = {(one.action.id, one.year): one.spent for one in spending_until_now(whole)}
    assert all(spent[one.action.id, one.year] == one.spent for one in spending_until_now(own))

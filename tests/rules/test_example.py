"""The example tree has the findings that it was made to have, at the right lines."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from som_cli.model.loading import load
from som_cli.rules import RULES
from som_cli.rules.run import Verdict, check_workspace
from som_cli.text.files import WorkingTree

EXAMPLE = Path(__file__).parents[1] / "example"
# What the example was made to show, and where it stands.
PLACES = {
    ("BUD01", "ROW-A-01"): ("plans/row/actions/ROW-A-01.yml", 24, "stated_total: 1800000.00"),
    ("BUD05", "ROW-A-01"): ("plans/row/actions/ROW-A-01.yml", 26, "amount: 1530000.00"),
    ("CON01", "IND-CYC-KM"): ("plans/row/objectives/ROW-1.yml", 8, "value: 42.5"),
    ("CON02", "IND-CYC-KM"): ("plans/row/objectives/ROW-1.yml", 10, "value: 75.0"),
    ("COV01", "STR-2"): ("plans/str/objectives/STR-2.yml", 1, "id: STR-2"),
    ("COV04", "STR-A-01"): ("plans/str/actions/STR-A-01.yml", 1, "id: STR-A-01"),
    ("CYC03", "ROW-T-01/03"): ("plans/row/routes/ROW-T-01.yml", 8, "status: gap"),
    ("EMI06", "pgn"): ("plans/pgn/plan.yml", 13, "change_pct: -2.0"),
    ("MON01", "2015/zatoka"): ("monitoring/2015/round.yml", 6, "zatoka"),
    ("MON03", "IND-HUBS/lipowo"): ("monitoring/2015/returns/lipowo.yml", 7, "missing: not_collected"),
    ("MON06", "IND-CYC-KM"): ("plans/str/objectives/STR-1.1.yml", 10, "value: 55.0"),
    ("LOC02", "de:STR-1.1.title"): ("locales/de/plans/str/objectives/STR-1.1.yml", 2, 'of: "00000000"'),
    ("PAR01", "pgn"): ("plans/pgn/plan.yml", 1, "id: pgn"),
    ("PAR01", "row"): ("plans/row/plan.yml", 1, "id: row"),
    ("PAR01", "tr"): ("plans/tr/plan.yml", 1, "id: tr"),
    ("PAR04", "K-2014-01/U-0002"): (
        "participation/consultations/K-2014-01/remarks/U-0002.yml",
        8,
        "disposition: open",
    ),
    ("TER05", "ROW-T-01/04"): ("plans/row/routes/ROW-T-01.yml", 9, "length_m: 1500"),
}
# True as well: kilometres are measured, riders are not; the inventory has holes; nobody counted trips; a plan of a few
# actions has no risks, running costs or milestones, builds less than it promises, and has not secured its money.
FURTHER = {
    ("GOV05", "str/consultation"): ("plans/str/plan.yml", 16, "step: sprawozdanie"),
    ("GOV05", "str/decision"): ("plans/str/plan.yml", 17, "step: glosowanie"),
    ("GOV12", "pgn"): ("plans/pgn/plan.yml", 1, "id: pgn"),
    ("LOC01", "de"): ("som.yml", 7, "languages: [pl, en, de]"),
    ("LOC01", "en"): ("som.yml", 7, "languages: [pl, en, de]"),
    ("PAR10", "K-2014-01"): ("participation/consultations/K-2014-01/consultation.yml", 10, "place: Lipowo"),
    ("REF09", "SRC-003"): ("registry/sources/SRC-003.yml", 1, "id: SRC-003"),
    ("BUD12", "PGN-A-03"): ("plans/pgn/actions/PGN-A-03.yml", 22, "{year: 2016, source: wfos, payer: miastowo, amou"),
    ("VAL17", "PGN-1"): ("plans/pgn/objectives/PGN-1.yml", 9, "{period: 2020, kind: relative, change_pct: -2.0}"),
    ("BUD14", "pgn"): ("plans/pgn/plan.yml", 1, "id: pgn"),
    ("COV11", "pgn"): ("plans/pgn/plan.yml", 1, "id: pgn"),
    ("BUD12", "ROW-A-01"): ("plans/row/actions/ROW-A-01.yml", 26, "{year: 2017, source: rpo, payer: lipowo, amount:"),
    ("VAL17", "ROW-1"): ("plans/row/objectives/ROW-1.yml", 10, "{period: 2020, value: 75.0}"),
    ("VAL20", "ROW-1"): ("plans/row/objectives/ROW-1.yml", 10, "{period: 2020, value: 75.0}"),
    ("BUD14", "row"): ("plans/row/plan.yml", 1, "id: row"),
    ("COV11", "row"): ("plans/row/plan.yml", 1, "id: row"),
    ("VAL20", "STR-1.1"): ("plans/str/objectives/STR-1.1.yml", 11, "{period: 2020, value: 80.0}"),
    ("COV12", "STR-1"): ("plans/str/objectives/STR-1.yml", 1, "id: STR-1"),
    ("VAL17", "STR-1"): ("plans/str/objectives/STR-1.yml", 9, "{period: 2020, value: 26.0}"),
    ("COV11", "str"): ("plans/str/plan.yml", 1, "id: str"),
    ("BUD12", "TR-A-07"): ("plans/tr/actions/TR-A-07.yml", 20, "{year: 2015, source: own, payer: miastowo, amoun"),
    ("COV11", "TR-A-07-R1"): ("plans/tr/actions/TR-A-07.yml", 28, "{id: TR-A-07-R1, what: Opóźnienie decyzji środow"),
    ("VAL20", "TR-1"): ("plans/tr/objectives/TR-1.yml", 10, "{period: 2020, value: 3}"),
    ("VAL17", "TR-1"): ("plans/tr/objectives/TR-1.yml", 13, "{period: 2020, value: 26.0}"),
    ("BUD14", "tr"): ("plans/tr/plan.yml", 1, "id: tr"),
    ("COV06", "STR-1.1"): ("plans/str/objectives/STR-1.1.yml", 8, "ref: IND-CYC-KM"),
    ("EMI08", "PGN-A-03"): ("plans/pgn/actions/PGN-A-03.yml", 14, "carrier: natural_gas"),
    ("EMI08", "pgn"): ("plans/pgn/plan.yml", 11, "inventory:"),
    ("EMI08", "pgn/zatoka"): ("plans/pgn/plan.yml", 11, "inventory:"),
    ("MON02", "IND-PT-TRIPS"): ("registry/indicators/IND-PT-TRIPS.yml", 11, "frequency: annual"),
}


@pytest.fixture(scope="module")
def verdict() -> Verdict:
    return check_workspace(load(WorkingTree(EXAMPLE / "strategies"), date(2000, 1, 1)))


def test_every_expected_finding_comes_out_at_its_line_and_no_other(verdict: Verdict) -> None:
    found = {(one.code, one.item): (one.span.path, one.span.line) for one in verdict.findings if not one.waived}
    assert found == {key: place[:2] for key, place in (PLACES | FURTHER).items()}
    assert len(found) == sum(not one.waived for one in verdict.findings)


@pytest.mark.parametrize("place", (PLACES | FURTHER).values(), ids=lambda place: place[2])
def test_the_line_is_the_one_that_says_so(place: tuple[str, int, str]) -> None:
    path, line, text = place
    assert text in (EXAMPLE / "strategies" / path).read_text("utf-8").splitlines()[line - 1]


def test_the_waived_finding_stays_in_the_list(verdict: Verdict) -> None:
    waived = [(one.code, one.item, one.span.path, one.span.line) for one in verdict.findings if one.waived]
    assert waived == [("COV06", "ROW-1", "plans/row/objectives/ROW-1.yml", 7)]


def test_the_list_of_expected_findings_says_the_same(verdict: Verdict) -> None:
    known = {rule.code for rule in RULES}
    rows = [line.split(" | ") for line in (EXAMPLE / "expected-findings.txt").read_text("utf-8").splitlines()]
    listed = {(code, severity, item) for code, severity, item, _ in rows if code in known}
    found = {(one.code, str(one.severity), one.item) for one in verdict.findings if (one.code, one.item) in PLACES}
    assert found == listed


def test_a_mirror_made_an_action_of_its_own_looks_like_its_original(tmp_path: Path) -> None:
    tree = WorkingTree(EXAMPLE / "strategies")
    for path in tree.paths:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(tree.read(path))
    original = (tmp_path / "plans/row/actions/ROW-A-01.yml").read_text("utf-8")
    copy = original.replace("id: ROW-A-01", "id: PGN-A-04").replace("objective: ROW-1", "objective: PGN-1")
    (tmp_path / "plans/pgn/actions/PGN-A-04.yml").write_text(copy, "utf-8")
    found = check_workspace(load(WorkingTree(tmp_path), date(2000, 1, 1))).findings
    pairs = [(one.item, one.span.path, one.span.line) for one in found if one.code == "CON05"]
    assert pairs == [("PGN-A-04", "plans/pgn/actions/PGN-A-04.yml", 2)]

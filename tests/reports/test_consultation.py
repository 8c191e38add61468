"""The report on consultations: dates against the law, every remark with its position, nobody's name."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from som_cli.analysis.consultations import days_between, open_for
from som_cli.document.document import plain_text
from som_cli.model.values import parse_date
from tests.reports.dump import dump
from tests.reports.editions import EXAMPLE, REAL, TINY, changed_edition
from tests.reports.reading import narrow_edition, report_of, table, tables

CONSULTATION = "participation/consultations/K-2014-01/consultation.yml"
REMARK = "participation/consultations/K-2014-01/remarks/U-0001.yml"


def test_counts_are_those_of_the_remarks() -> None:
    edition = narrow_edition(REAL, "pl")
    remarks = edition.workspace.remarks.values()
    rows = table(report_of(edition, "consultation"), "table-remarks-counts")
    assert rows[-1][-1] == str(len(remarks))
    senders = Counter(one.from_.kind.value for one in remarks if one.from_)
    assert sorted(int(row[-1]) for row in rows[:-1]) == sorted(senders.values())
    for row in rows:
        assert sum(int(cell) for cell in row[1:-1] if cell != "–") == int(row[-1])


def test_every_remark_stands_there_with_its_position() -> None:
    edition = narrow_edition(REAL, "pl")
    document = report_of(edition, "consultation")
    rows = [row for name in tables(document) if name.startswith("table-remarks-k-") for row in table(document, name)]
    assert len(rows) == len(edition.workspace.remarks)
    text = "\n".join(" ".join(row).replace("\u00a0", " ") for row in rows)
    for remark in edition.workspace.remarks.values():
        first = (remark.text or "").split()[:4]
        assert " ".join(first) in text
        for changed in remark.changed:
            assert any(changed in row[0] for row in table(document, "table-remarks-effect"))


def test_senders_are_groups() -> None:
    edition = narrow_edition(REAL, "pl")
    document = report_of(edition, "consultation")
    named = {one.from_.stakeholder for one in edition.workspace.remarks.values() if one.from_ and one.from_.stakeholder}
    assert named
    cells = {
        row[column]
        for name in tables(document)
        if name.startswith("table-remarks-k-")
        for row in table(document, name)
        for column in (1, 2)
    }
    assert not any(edition.workspace.actor_name(one) in cell for one in named for cell in cells)


@pytest.mark.parametrize(
    ("closes", "verdict"), [("2021-04-05", "wymóg spełniony"), ("2021-04-04", "wymóg niespełniony")]
)
def test_the_length_is_told_against_the_law(closes: str, verdict: str) -> None:
    """Law of 2020: at least 35 days from the notice."""
    source = (EXAMPLE / CONSULTATION).read_text("utf-8")
    source = (
        source.replace("2014-03-03", "2021-03-01").replace("2014-04-14", closes).replace("2014-05-05", "2021-06-01")
    )
    plan = (EXAMPLE / "plans/str/plan.yml").read_text("utf-8")
    edition = changed_edition(
        EXAMPLE, "pl", {CONSULTATION: source, "plans/str/plan.yml": f"{plan}legal_profile: pl-2020\n"}
    )
    text = dump(report_of(edition, "consultation")).replace("~", " ")
    assert f"co najmniej 35 dni (art. 6 ust. 5 ustawy o zasadach prowadzenia polityki rozwoju) – {verdict}" in text
    assert "w ciągu 30 dni (art. 6 ust. 6 ustawy o zasadach prowadzenia polityki rozwoju) – wymóg niespełniony" in text


def test_an_unknown_date_gives_no_number() -> None:
    workspace = narrow_edition(REAL, "pl").workspace
    assert open_for(workspace.consultations["K-2018-01"]) is None
    days = open_for(workspace.consultations["K-2015-01"])
    assert days is not None
    assert (days.count, days.is_exact) == ((date(2015, 8, 13) - date(2015, 7, 24)).days, True)
    months = days_between(parse_date("2015-02"), parse_date("2015-02"))
    assert months is not None
    assert (months.count, months.is_exact) == (27, False)


def test_a_remark_with_personal_data_is_withheld() -> None:
    source = (EXAMPLE / REMARK).read_text("utf-8")
    edition = changed_edition(EXAMPLE, "pl", {REMARK: source.replace("Proszę dopisać", "Jan, jan@example.org, prosi")})
    text = plain_text(list(report_of(edition, "consultation").blocks))
    assert "jan@example.org" not in text
    assert "może zawierać dane osobowe" in text.replace("\u00a0", " ")


def test_no_remarks_are_a_sentence() -> None:
    text = plain_text(list(report_of(narrow_edition(TINY, "en"), "consultation").blocks))
    assert "No remark was recorded in the consultations." in text

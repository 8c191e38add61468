"""The balance of emissions: figures by hand, tables, charts, the workbook in the shape of a SECAP."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import Decimal
from functools import cache

import pytest

from som_cli.analysis.scope import Scope
from som_cli.document.document import Document, Formula, Picture
from som_cli.document.formatting import MINUS, NO_BREAK_SPACE
from som_cli.model.action import ActionStatus
from som_cli.reports.catalogue import REPORTS
from som_cli.reports.editions import wanted_files
from som_cli.reports.emissions.chart import emission_charts
from som_cli.reports.wording import Wording
from tests.conftest import Golden
from tests.reports.dump import dump, lines_of
from tests.reports.editions import EXAMPLE, REAL, ROOT, TINY, changed_edition, make_edition
from tests.reports.reading import doubled_places, empty_headings, narrow_edition, report_of, table

INVENTORY = "plans/pgn/inventory/2013.csv"
PLAN = "plans/pgn/plan.yml"

WHOLE = Scope()


@cache
def document(scope: Scope = WHOLE) -> Document:
    return report_of(narrow_edition(REAL, "pl", scope), "emissions")


def number(text: str) -> Decimal:
    plain = text.replace(NO_BREAK_SPACE, "").replace(",", ".").replace(MINUS, "-").replace("%", "")
    return Decimal(plain) if plain != "–" else Decimal(0)


def emission_by(column: str) -> dict[str, Decimal]:
    """Energy times factor from the files themselves."""
    factors = make_edition(REAL, "pl").workspace.factor_sets["EF-SOM-2013"].factors
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    with (REAL / INVENTORY).open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            sums[row[column]] += Decimal(row["mwh"]) * factors[row["carrier"]].value
    return dict(sums)


def test_the_document_is_the_golden_one(golden: Golden) -> None:
    found = report_of(narrow_edition(EXAMPLE, "pl"), "emissions")
    golden(ROOT / "tests" / "cases" / "reports" / "emissions" / "expected.txt", dump(found))


def test_it_is_made_where_there_is_an_inventory() -> None:
    assert list(wanted_files(make_edition(TINY, "en"), [REPORTS["emissions"]], Scope(), [])) == []
    wanted = wanted_files(make_edition(REAL, "pl"), [REPORTS["emissions"]], Scope(plan="som"), [])
    assert list(wanted) == []
    assert list(wanted_files(make_edition(REAL, "pl"), [REPORTS["emissions"]], Scope(), ["xlsx"]))


@pytest.mark.parametrize("scope", [Scope(), Scope(member="police"), Scope(plan="pgn"), Scope(years=(2015, 2016))])
def test_nothing_is_empty_or_doubled(scope: Scope) -> None:
    assert empty_headings(document(scope)) == []
    assert doubled_places(document(scope)) == []


def test_base_target_need_effect_and_gap() -> None:
    base = sum(emission_by("sector").values())
    actions = make_edition(REAL, "pl").workspace
    counted = {
        actions.original(one).id: actions.original(one) for one in actions.actions.values() if one.id[:3] == "PGN"
    }
    stated = sum(
        one.energy.co2.value
        for one in counted.values()
        if one.energy and one.energy.co2 and one.energy.co2.value and one.status is not ActionStatus.CANCELLED
    )
    need = base * Decimal("0.025")
    rows = [number(row[1]) for row in table(document(), "table-emissions-pgn")]
    assert rows == [round(one) for one in (base, base - need, need, stated, need - stated)]


@pytest.mark.parametrize(("what", "column"), [("sectors", "sector"), ("members", "member")])
def test_parts_are_energy_times_factor_and_add_up(what: str, column: str) -> None:
    *rows, foot = table(document(), f"table-emission-{what}-pgn")
    found = sorted(number(row[2]) for row in rows if row[2] != "–")
    assert found == sorted(round(value) for value in emission_by(column).values())
    assert number(foot[2]) == round(sum(emission_by(column).values()))
    assert number(foot[3]) == number(table(document(), "table-emissions-pgn")[3][1])


def test_a_project_of_two_plans_counts_once_by_its_original() -> None:
    ids = [row[0] for row in table(document(), "table-emission-actions-pgn")[:-1]]
    assert "ROW-A-28" in ids
    assert "PGN-A-30" not in ids
    assert len(ids) == len(set(ids))


def test_a_wrong_effect_shows_its_deviation() -> None:
    path = "plans/pgn/actions/PGN-A-03.yml"
    text = (EXAMPLE / path).read_text("utf-8")
    wrong = changed_edition(EXAMPLE, "pl", {path: text.replace("value: 182,", "value: 364,")}).narrowed(Scope())
    (row,) = (one for one in table(report_of(wrong, "emissions"), "table-emission-actions-pgn") if one[0] == "PGN-A-03")
    assert number(row[-1]) == Decimal("100.3")


def test_a_member_has_its_inventory_and_no_gap() -> None:
    found = document(Scope(member="police"))
    rows = table(found, "table-emissions-pgn")
    assert len(rows) == 2
    assert number(rows[0][1]) == round(emission_by("member")["police"])
    assert "emission-gap-pgn" not in found.pictures


def test_measures_on_one_carrier_are_named_together() -> None:
    rows = table(document(), "table-emission-interactions-pgn")
    assert ["budynki mieszkalne", "węgiel kamienny"] in [row[:2] for row in rows]
    assert {row[-1] for row in rows} == {"skutki można dodać"}


def test_charts_say_the_figures() -> None:
    pictures: dict[str, Picture] = {}
    text = "\n".join(lines_of(emission_charts(Wording(narrow_edition(REAL, "pl")), pictures, "pgn"))).replace("~", " ")
    assert "do celu brakuje 4574" in text
    assert f"budynki mieszkalne 1460,0 i 1400,3 ({MINUS}4,1%)" in text
    assert "luka: 4,6" in pictures["emission-gap-pgn"].svg.decode()
    assert "url(#pD55E00)" in pictures["emission-gap-pgn"].svg.decode()


def test_more_than_enough_is_no_gap() -> None:
    text = (EXAMPLE / PLAN).read_text("utf-8")
    modest = changed_edition(EXAMPLE, "pl", {PLAN: text.replace("change_pct: -2.0", "change_pct: -0.1")}).narrowed(
        Scope()
    )
    words = dump(report_of(modest, "emissions")).replace("~", " ")
    assert "Nadwyżka ponad cel" in words
    assert "więcej niż trzeba" in words


def test_the_workbook_has_the_sheets_of_the_template_and_live_sums() -> None:
    build = REPORTS["emissions"].workbook
    assert build is not None
    workbook = build(make_edition(REAL, "pl"))
    found = {table.name: table for sheet in workbook.sheets for table in sheet.tables}
    base = sum(emission_by("sector").values())
    assert len(found["tblInventory"].rows) == 467
    for name in ("tblInventory", "tblEmission_pgn"):
        cells = [row[-1] for row in found[name].rows]
        assert sum(Decimal(one.value) for one in cells if isinstance(one, Formula)) == base
    (row,) = found["tblBalance"].rows
    values = [cell.value for cell in row if isinstance(cell, Formula)]
    assert round(Decimal(values[-1]), 2) == round(base * Decimal("0.025") - Decimal("93706.9"), 2)
    assert len(found["tblMitigation"].rows) == 25

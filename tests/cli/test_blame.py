"""`som blame`: the commit that last set each field, whatever was moved or written in other lines since."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.repository import Repository, repository
from tests.cli.runner import replace_in, som

STR_1 = "plans/str/objectives/STR-1.yml"
ACTION = "plans/str/actions/STR-A-01.yml"


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    return repository(tmp_path)


def subjects(made: Repository, identifier: str) -> dict[str, str | None]:
    outcome = som(made.folder, "blame", identifier, "--format", "json")
    assert outcome.code == 0
    return {one["field"]: one["subject"] for one in json.loads(outcome.out)["fields"]}


def test_only_a_new_value_is_a_new_setting(made: Repository) -> None:
    text = (made.folder / STR_1).read_text("utf-8")
    trips = text[text.index("  - ref: IND-TRIPS") :]
    moved = text.replace(trips, "").replace("indicators:\n", f"indicators:\n{trips}")
    made.write(STR_1, moved.replace("  Every village", "  Every\n  village"))
    made.commit("Moved", "2015-02-01")
    replace_in(made.folder / STR_1, "80.0", "70.0")
    made.commit("Lower", "2015-03-01")
    replace_in(made.folder / STR_1, "A connected", "A well connected")
    found = subjects(made, "STR-1")
    assert found["indicators[IND-KM].targets[2020].value"] == "Lower"
    assert found["title"] is None
    assert {subject for field, subject in found.items() if "IND-TRIPS" in field} == {"Begin"}
    assert found["description"] == "Begin"


def test_a_value_that_came_back_was_set_by_who_brought_it_back(made: Repository) -> None:
    for value, other in (("80.0", "70.0"), ("70.0", "80.0")):
        replace_in(made.folder / STR_1, value, other)
        made.commit(f"To {other}", "2015-02-01")
    assert subjects(made, "STR-1")["indicators[IND-KM].targets[2020].value"] == "To 80.0"


def test_renames_set_the_id_and_nothing_else(made: Repository) -> None:
    assert som(made.folder, "rename", "STR-1", "STR-7").code == 0
    made.commit("Number", "2015-02-01")
    found = subjects(made, "STR-7")
    assert {field for field, subject in found.items() if subject == "Number"} == {"id", "formerly"}


def test_a_merge_sets_nothing_that_a_side_set(made: Repository) -> None:
    made.git("checkout", "-q", "-b", "side")
    replace_in(made.folder / STR_1, "80.0", "70.0")
    made.commit("Side", "2016-02-01")
    made.git("checkout", "-q", "main")
    replace_in(made.folder / STR_1, "A connected area", "A well connected area")
    made.commit("Main", "2016-02-02")
    made.git("merge", "-q", "--no-edit", "side")
    found = subjects(made, "STR-1")
    assert (found["title"], found["indicators[IND-KM].targets[2020].value"]) == ("Main", "Side")


def test_the_table_gathers_what_one_commit_set(made: Repository) -> None:
    replace_in(made.folder / ACTION, "800000.00", "700000.00")
    made.commit("Less", "2015-02-01", "J. Nowak")
    rows = [line.split() for line in som(made.folder, "--lang", "en", "blame", "STR-A-01").out.splitlines()]
    by_field = {row[4]: row for row in rows if len(row) > 4}
    assert by_field["budget.price"][1:4] == ["2015-01-10", "A.", "Author"]
    changed = [row for row in rows if "700000.00" in row]
    assert [row[1:4] for row in changed] == [["2015-02-01", "J.", "Nowak"]]
    listed = som(made.folder, "blame", "STR-A-01", "--format", "csv").out.splitlines()
    assert listed[0] == "commit,date,author,field,value"
    assert len(listed) > len(rows) - 5


def test_an_item_that_is_gone_has_no_fields(made: Repository) -> None:
    (made.folder / "plans/tr/actions/TR-A-01.yml").unlink()
    made.commit("Gone", "2016-02-01")
    outcome = som(made.folder, "--lang", "en", "blame", "TR-A-01")
    assert outcome.code == 2
    assert "som log TR-A-01" in outcome.err

"""`som status`: the traffic lights of the indicators, with words, and who has not reported."""

from __future__ import annotations

import json
from pathlib import Path

from som_cli.analysis.progress import Status
from som_cli.cli.status import KEYS, WORDS
from tests.cli.runner import EXAMPLE, som, workspace


def test_every_status_has_a_mark_and_a_word() -> None:
    assert set(WORDS) == set(Status)
    assert len({word.text for _, word, _ in WORDS.values()}) == len(Status)


def test_rows_carry_the_inputs_of_the_judgement(tmp_path: Path) -> None:
    workspace(tmp_path, base=EXAMPLE)
    rows = json.loads(som(tmp_path, "status", "--format", "json").out)["status"]
    assert all(tuple(row) == KEYS for row in rows)
    cycling = next(row for row in rows if (row["indicator"], row["objective"]) == ("IND-CYC-KM", "STR-1.1"))
    assert (cycling["period"], cycling["value"], cycling["expected"]) == ("2015", "45.5", "50.0")
    assert (cycling["status"], cycling["reported"]) == ("provisional", "2/3")


def test_the_table_names_members_that_have_not_reported(tmp_path: Path) -> None:
    workspace(tmp_path, base=EXAMPLE)
    assert "Gmina Zatoka" in som(tmp_path, "--lang", "en", "status").out
    assert "Gmina Zatoka" not in som(tmp_path, "status", "--format", "csv").out


def test_a_year_looks_back(tmp_path: Path) -> None:
    workspace(tmp_path, base=EXAMPLE)
    rows = json.loads(som(tmp_path, "status", "--year", "2014", "--format", "json").out)["status"]
    assert {row["status"] for row in rows} == {"no_data"}

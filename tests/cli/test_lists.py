"""`som list`, `som show`, `som rules`, `som explain`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from som_cli.cli.kinds import KINDS
from som_cli.rules import RULES
from tests.cli.runner import EXAMPLE, som, workspace


@pytest.fixture
def example(tmp_path: Path) -> Path:
    return workspace(tmp_path, base=EXAMPLE)


def ids(folder: Path, kind: str, *where: str) -> list[str]:
    options = [part for one in where for part in ("--where", one)]
    return [row["id"] for row in json.loads(som(folder, "list", kind, "--format", "json", *options).out)[kind]]


def test_conditions_narrow_the_list(example: Path) -> None:
    assert ids(example, "actions") == ["PGN-A-03", "PGN-A-04", "ROW-A-01", "STR-A-01", "TR-A-07"]
    assert ids(example, "actions", "owner=miastowo status=planned") == ["PGN-A-03"]
    assert ids(example, "actions", "owner!=miastowo", "plan=row") == ["ROW-A-01"]
    assert ids(example, "actions", "title~WĘZEŁ") == ["TR-A-07"]
    assert ids(example, "actions", "partners=lipowo") == ["STR-A-01", "TR-A-07"]
    assert ids(example, "actions", "budget.lines.source=rpo") == ["ROW-A-01", "TR-A-07"]
    assert ids(example, "actions", "owner=") == ["PGN-A-04"]
    assert ids(example, "indicators", "baseline.value=0") == ["IND-HUBS"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_listed_in_every_format(example: Path, kind: str) -> None:
    count = len(ids(example, kind))
    rows = list(csv.reader(io.StringIO(som(example, "list", kind, "--format", "csv").out)))
    assert len(rows) == count + 1
    assert som(example, "list", kind).code == 0


def test_fields_choose_the_columns(example: Path) -> None:
    out = som(example, "list", "indicators", "--fields", "name,baseline.value", "--format", "csv").out
    assert out.splitlines()[0] == "id,name,baseline.value"
    assert "IND-HUBS,Liczba węzłów przesiadkowych,0" in out


@pytest.mark.parametrize(
    "arguments",
    [["action"], ["actions", "--where", "owner"], ["actions", "--where", "ownr=x"], ["actions", "--fields", "x"]],
)
def test_wrong_lists_are_wrong_usage(example: Path, arguments: list[str]) -> None:
    outcome = som(example, "list", *arguments)
    assert outcome.code == 2
    assert outcome.err


def test_text_that_looks_like_a_formula_is_made_plain(example: Path) -> None:
    (example / "plans/tr/actions/TR-A-08.yml").write_text(
        "id: TR-A-08\ntitle: =1+1\nkind: study\nobjective: TR-1\n", encoding="utf-8", newline="\n"
    )
    assert "TR-A-08,'=1+1," in som(example, "list", "actions", "--format", "csv").out


def test_show_says_where_an_item_stands_and_what_is_linked(example: Path) -> None:
    out = som(example, "--lang", "en", "show", "row-a-01").out
    assert "plans/row/actions/ROW-A-01.yml" in out
    assert "  objective: ROW-1" in out
    assert "  mirror_of: PGN-A-04" in out
    document = json.loads(som(example, "show", "ROW-A-01", "--format", "json").out)
    assert document["item"]["title"] == "Trasa T1 Miastowo – Lipowo, odcinek graniczny"
    assert {"item": "PGN-A-04", "field": "mirror_of"} in document["linked_from"]
    wrong = som(example, "show", "ROW-A-02")
    assert wrong.code == 2
    assert "ROW-A-01" in wrong.err


def test_what_could_not_be_read_is_told(example: Path) -> None:
    (example / "plans/row/actions/ROW-A-01.yml").write_text("<<<<<<< HEAD\n", encoding="utf-8", newline="\n")
    said = "1 file could not be read and is left out, `som validate` says why: plans/row/actions/ROW-A-01.yml\n"
    for command in (["list", "actions"], ["list", "members", "--format", "csv"], ["status"], ["show", "STR-A-01"]):
        outcome = som(example, "--lang", "en", *command)
        assert (outcome.code, outcome.err) == (0, said)
    refused = som(example, "--lang", "en", "show", "row-a-01")
    assert refused.code == 2
    assert "the file of `row-a-01` could not be read: plans/row/actions/ROW-A-01.yml" in refused.err


def test_an_empty_list_says_what_the_field_holds(example: Path) -> None:
    def why(*where: str) -> str:
        outcome = som(example, "--lang", "en", "list", "actions", "--where", *where)
        assert outcome.code == 0
        return outcome.err

    assert why("owner=lipow") == "no item matches: did you mean `owner=lipowo`? `owner` has: biuro, lipowo, miastowo\n"
    assert why("owner=zzz") == "no item matches: `owner` has: biuro, lipowo, miastowo\n"
    assert why("owner=lipowo status=in_progress") == "no item meets the whole condition\n"
    assert why("owner=lipowo") == ""


def test_rules_lists_all_in_every_format(tmp_path: Path) -> None:
    listed = json.loads(som(tmp_path, "rules", "--format", "json").out)["rules"]
    assert [row["code"] for row in listed] == [rule.code for rule in RULES]
    assert len(som(tmp_path, "rules", "--format", "csv").out.splitlines()) == len(RULES) + 1
    table = som(tmp_path, "rules").out
    assert all(rule.code in table for rule in RULES)


@pytest.mark.parametrize("name", ["BUD01", "bud01", "lines-differ-from-total"])
def test_explain_prints_the_page(tmp_path: Path, name: str) -> None:
    outcome = som(tmp_path, "explain", name)
    assert outcome.code == 0
    assert outcome.out.startswith("# BUD01 lines-differ-from-total")


def test_the_id_stands_once_wherever_it_is_asked_for(example: Path) -> None:
    head = som(example, "list", "members", "--fields", "id,kind,id", "--format", "csv").out.splitlines()[0]
    assert head == "id,kind"


def test_a_group_of_rules_is_explained_by_its_list(tmp_path: Path) -> None:
    workspace(tmp_path)
    outcome = som(tmp_path, "explain", "bud")
    assert outcome.code == 0
    named = {word for line in outcome.out.splitlines() for word in line.split()[:1]}
    assert {rule.code for rule in RULES if rule.code.startswith("BUD")} <= named
    assert not {rule.code for rule in RULES if not rule.code.startswith("BUD")} & named


@pytest.mark.parametrize(("columns", "width"), [("60", 60), ("140", 140), ("", 100), ("wide", 100), ("1", 40)])
def test_a_pipe_is_as_wide_as_columns_says(
    example: Path, monkeypatch: pytest.MonkeyPatch, columns: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    lines = som(example, "rules").out.splitlines()
    assert max(len(line) for line in lines) == width

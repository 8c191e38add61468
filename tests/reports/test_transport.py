"""The report of public transport: counts, connections, the schematic, the map, the workbook."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest

from som_cli.analysis.budget import amounts, total
from som_cli.analysis.scope import Scope
from som_cli.document.document import Document, Picture
from som_cli.document.formatting import NO_BREAK_SPACE
from som_cli.model.network import Line, ServiceStatus, Stop
from som_cli.reports.catalogue import REPORTS
from som_cli.reports.edition import Edition
from som_cli.reports.editions import wanted_files
from som_cli.reports.transport.line_strips import line_strips
from som_cli.reports.transport.map import transport_map
from som_cli.reports.wording import Wording
from tests.conftest import Golden
from tests.reports.dump import dump, lines_of
from tests.reports.editions import EXAMPLE, REAL, ROOT, TINY, changed_edition, make_edition
from tests.reports.reading import doubled_places, empty_headings, narrow_edition, report_of, table

WHOLE = Scope()
LINE = "id: TR-L-01\nname: Miastowo – Lipowo\nmode: rail\noperator: miastowo\nstatus: operating\nfrom: 2015\n"
STOP = "id: TR-P-0{n}\nname: {name}\nkind: {kind}\nmember: {member}\n{more}"
STOPS = (
    ("1", "Miastowo Główne", "station", "miastowo", "position: [0.0, 0.0]\nstatus: operating\n"),
    ("2", "Lipowo", "interchange", "lipowo", "position: [0.05, 0.01]\nfacilities: [bike_parking]\n"),
    ("3", "Zatoka", "stop", "zatoka", "position: [0.1, 0.02]\nstatus: planned\naction: TR-A-01\n"),
)


def with_lines(*, placed: bool = True) -> Edition:
    """The example with two lines: one runs, the other is planned to reach the last member."""
    files = {
        "plans/tr/lines/TR-L-01.yml": f"{LINE}stops: [TR-P-01, TR-P-02]\n",
        "plans/tr/lines/TR-L-02.yml": LINE.replace("L-01", "L-02").replace("operating", "planned")
        + "stops: [TR-P-02, TR-P-03]\n",
    }
    for n, name, kind, member, more in STOPS:
        rest = more if placed else "\n".join(line for line in more.splitlines() if "position" not in line) + "\n"
        files[f"plans/tr/stops/TR-P-0{n}.yml"] = STOP.format(n=n, name=name, kind=kind, member=member, more=rest)
    return changed_edition(EXAMPLE, "pl", files).narrowed(Scope())


@cache
def document(scope: Scope = WHOLE) -> Document:
    return report_of(narrow_edition(REAL, "pl", scope), "transport")


def text_of(edition: Edition) -> str:
    return dump(report_of(edition, "transport")).replace("~", " ")


def test_the_document_is_the_golden_one(golden: Golden) -> None:
    found = report_of(with_lines(), "transport")
    golden(ROOT / "tests" / "cases" / "reports" / "transport" / "expected.txt", dump(found))


def test_it_is_made_where_there_are_lines_or_stops() -> None:
    for root in (TINY, EXAMPLE):
        assert list(wanted_files(make_edition(root, "pl"), [REPORTS["transport"]], Scope(), [])) == []
    assert list(wanted_files(make_edition(REAL, "pl"), [REPORTS["transport"]], Scope(), ["pdf"]))


def test_an_empty_workspace_says_so() -> None:
    assert "The plans hold no lines and no stops." in dump(report_of(narrow_edition(TINY, "en"), "transport"))


@pytest.mark.parametrize("scope", [Scope(), Scope(member="police"), Scope(plan="trp"), Scope(plan="som")])
def test_nothing_is_doubled(scope: Scope) -> None:
    assert doubled_places(document(scope)) == []
    if scope.plan != "som":
        assert empty_headings(document(scope)) == []


def test_counts_are_those_of_the_data() -> None:
    workspace = make_edition(REAL, "pl").workspace
    lines, *stops = table(document(), "table-transport-counts")
    assert int(lines[-1]) == len(workspace.lines)
    assert sum(int(row[-1]) for row in stops) == len(workspace.stops)
    running = sum(one.status is ServiceStatus.OPERATING for one in workspace.stops.values())
    assert sum(int(row[1]) for row in stops if row[1] != "–") == running


def test_each_member_is_told_how_it_reaches_the_core() -> None:
    rows = {row[0]: row[1:] for row in table(document(), "table-transport-connections")}
    assert rows["Goleniów"][0] == rows["Goleniów"][2] == "bez przesiadki"
    assert [rows["Police"][0], rows["Police"][2]] == ["brak", "bez przesiadki"]
    assert [rows["Stepnica"][0], rows["Stepnica"][2]] == ["brak", "brak"]
    assert "Szczecin" not in rows
    assert "Powiat Policki" not in rows


def test_changes_are_counted_over_lines() -> None:
    rows = {row[0]: row[1:] for row in table(report_of(with_lines(), "transport"), "table-transport-connections")}
    assert rows["Lipowo"][0] == "bez przesiadki"
    assert [rows["Zatoka"][0], rows["Zatoka"][2].replace(NO_BREAK_SPACE, " ")] == ["brak", "1 przesiadka"]
    assert rows["Zatoka"][1].startswith("TR-L-02: Zatoka")


def test_projects_are_summed_once() -> None:
    edition = make_edition(REAL, "pl")
    foot = table(document(), "table-transport-projects")[-1]
    own = total(part for part in amounts(edition.workspace) if part.plan == "trp")
    assert Decimal(foot[-1].replace(NO_BREAK_SPACE, "").replace(",", ".")) == own


def test_what_is_planned_is_told_by_word() -> None:
    rows = table(document(), "table-transport-planned")
    workspace = make_edition(REAL, "pl").workspace
    items: list[Line | Stop] = [*workspace.lines.values(), *workspace.stops.values()]
    silent = {ServiceStatus.OPERATING, ServiceStatus.UNKNOWN, None}
    assert {row[1] for row in rows} == {one.id for one in items if one.status not in silent}
    assert {row[0] for row in rows} == {"w budowie".replace(" ", NO_BREAK_SPACE), "planowane"}


def test_the_schematic_shows_every_line_and_stop() -> None:
    pictures: dict[str, Picture] = {}
    text = "\n".join(lines_of(line_strips(Wording(with_lines()), pictures)))
    assert "TR-L-02 (planowane)" in text
    svg = pictures["line-strips-1"].svg.decode()
    assert all(name in svg for name in ("TR-L-01", "Miastowo Główne", "→ 02", "B+R", "Zatoka", "linie planowane"))


def test_a_long_line_goes_on_in_the_next_strip() -> None:
    stops = ", ".join(f"TR-P-0{1 + number % 2}" for number in range(40))
    files = {"plans/tr/lines/TR-L-01.yml": f"{LINE}stops: [{stops}]\n"}
    for n, name, kind, member, more in STOPS[:2]:
        files[f"plans/tr/stops/TR-P-0{n}.yml"] = STOP.format(n=n, name=name, kind=kind, member=member, more=more)
    pictures: dict[str, Picture] = {}
    line_strips(Wording(changed_edition(EXAMPLE, "pl", files)), pictures)
    assert pictures["line-strips-1"].svg.decode().count(">dalszy ciąg<") == 2


def test_the_map_names_lines_and_stops() -> None:
    pictures: dict[str, Picture] = {}
    text = "\n".join(lines_of(transport_map(Wording(with_lines()), pictures)))
    assert "TR-L-01: czynne; TR-L-02: planowane" in text
    svg = pictures["transport-map"].svg.decode()
    assert all(name in svg for name in ("TR-L-01", "TR-L-02", "Lipowo", "linie czynne", "stacja"))


def test_stops_without_positions_have_words_for_a_map() -> None:
    pictures: dict[str, Picture] = {}
    blocks = transport_map(Wording(with_lines(placed=False)), pictures)
    assert pictures == {}
    assert "żaden przystanek nie ma położenia" in "\n".join(lines_of(blocks))


def test_a_member_has_lines_that_reach_beyond_it() -> None:
    text = text_of(narrow_edition(REAL, "pl", Scope(member="goleniow")))
    assert "Szczecin Załom" in text
    assert "| Goleniów | bez przesiadki" in text


def test_the_workbook_counts_its_stops() -> None:
    build = REPORTS["transport"].workbook
    assert build is not None
    found = {table.name: table for sheet in build(make_edition(REAL, "pl")).sheets for table in sheet.tables}
    workspace = make_edition(REAL, "pl").workspace
    assert len(found["tblStops"].rows) == len(workspace.stops)
    assert len(found["tblCalls"].rows) == sum(len(line.stops) for line in workspace.lines.values())
    assert len(found["tblConnections"].rows) == 12

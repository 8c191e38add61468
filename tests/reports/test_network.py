"""The report of the cycling network: sums, gaps, crossings, the map, the workbook."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from functools import cache

import pytest

from som_cli.analysis.scope import Scope
from som_cli.document.document import Document, Formula, Picture
from som_cli.document.formatting import NO_BREAK_SPACE
from som_cli.model.network import SegmentStatus
from som_cli.reports.catalogue import REPORTS
from som_cli.reports.editions import wanted_files
from som_cli.reports.network.map import network_map, route_tags
from som_cli.reports.wording import Wording
from tests.conftest import Golden
from tests.reports.dump import dump, lines_of
from tests.reports.editions import EXAMPLE, REAL, ROOT, TINY, changed_edition, make_edition
from tests.reports.reading import doubled_places, empty_headings, narrow_edition, report_of, table

ROUTE = "plans/row/routes/ROW-T-01.yml"

WHOLE = Scope()


@cache
def document(scope: Scope = WHOLE) -> Document:
    return report_of(narrow_edition(REAL, "pl", scope), "network")


def number(text: str) -> Decimal:
    return Decimal(text.replace(NO_BREAK_SPACE, "").replace(",", ".")) if text != "–" else Decimal(0)


def test_the_document_is_the_golden_one(golden: Golden) -> None:
    found = report_of(narrow_edition(EXAMPLE, "pl"), "network")
    golden(ROOT / "tests" / "cases" / "reports" / "network" / "expected.txt", dump(found))


def test_it_is_made_where_there_are_routes() -> None:
    assert list(wanted_files(make_edition(TINY, "en"), [REPORTS["network"]], Scope(), [])) == []
    files = [one.file for one in wanted_files(make_edition(REAL, "pl"), [REPORTS["network"]], Scope(), [])]
    assert files == ["som-network.pdf", "som-network.docx", "som-network.xlsx"]


def test_an_empty_workspace_says_so() -> None:
    found = report_of(narrow_edition(TINY, "en"), "network")
    assert "The plans hold no cycling routes." in dump(found)


@pytest.mark.parametrize("scope", [Scope(), Scope(member="police"), Scope(plan="row")])
def test_nothing_is_empty_or_doubled(scope: Scope) -> None:
    assert empty_headings(document(scope)) == []
    assert doubled_places(document(scope)) == []


def test_lengths_are_those_of_the_data() -> None:
    segments = make_edition(REAL, "pl").workspace.segments.values()
    metres: Counter[str] = Counter()
    for segment in segments:
        metres[segment.type or ""] += int(segment.length_m or 0)
    *rows, foot = table(document(), "table-network-type")
    assert [number(row[-1]) for row in rows] == [round(Decimal(one) / 1000, 1) for one in _in_order(metres)]
    assert number(foot[-1]) == round(Decimal(sum(metres.values())) / 1000, 1)


def _in_order(metres: Counter[str]) -> list[int]:
    order = list(make_edition(REAL, "pl").workspace.codelists["segment-types"])
    return [metres[code] for code in order if code in metres]


def test_every_route_and_gap_has_its_row() -> None:
    workspace = make_edition(REAL, "pl").workspace
    found = document()
    assert [row[0] for row in table(found, "table-routes")[:-1]] == list(workspace.routes)
    missing = {key for key, one in workspace.segments.items() if one.status is SegmentStatus.GAP}
    rows = table(found, "table-network-gaps")[:-1]
    assert {row[1] for row in rows} == missing
    assert [row[0] for row in rows] == [f"L{place}" for place in range(1, len(missing) + 1)]
    lengths = [number(row[5]) for row in rows]
    assert lengths == sorted(lengths, reverse=True)


def test_a_member_sees_its_own_part_and_both_sides_of_its_borders() -> None:
    found = document(Scope(member="police"))
    segments = [
        one for one in make_edition(REAL, "pl").workspace.segments.values() if "police" in {one.member, one.manager}
    ]
    (row,) = (one for one in table(found, "table-network-members") if one[0] == "Gmina Police")
    own = [one for one in segments if one.member == "police"]
    assert int(row[2]) == len(own)
    assert number(row[3]) == round(sum(one.length_m or Decimal(0) for one in own) / 1000, 1)
    assert all("Police" in row[0] for row in table(found, "table-network-crossings"))


def test_a_length_unlike_the_drawn_one_is_told() -> None:
    text = (EXAMPLE / ROUTE).read_text("utf-8")
    wrong = changed_edition(EXAMPLE, "pl", {ROUTE: text.replace("length_m: 1500", "length_m: 2500")})
    rows = table(report_of(wrong.narrowed(Scope()), "network"), "table-network-lengths")
    (row,) = (one for one in rows if one[0] == "ROW-T-01/04")
    assert [number(cell) for cell in row[2:4]] == [2500, 1113]


def test_the_map_says_what_it_shows() -> None:
    pictures: dict[str, Picture] = {}
    wording = Wording(narrow_edition(EXAMPLE, "pl"))
    text = "\n".join(lines_of(network_map(wording, pictures)))
    assert "L1 ROW-T-01/03" in text
    svg = pictures["network-map"].svg.decode()
    assert all(name in svg for name in ("Lipowo", "Miastowo", "Zatoka", "ROW-T-01", "L1", "luka", ">5"))
    again: dict[str, Picture] = {}
    network_map(wording, again)
    assert again["network-map"].svg == pictures["network-map"].svg


def test_a_network_without_shapes_has_words_for_a_map() -> None:
    text = (EXAMPLE / ROUTE).read_text("utf-8").replace("geometry: plans/row/routes/ROW-T-01.geojson\n", "")
    empty = '{"type": "FeatureCollection", "features": []}'
    bare = changed_edition(EXAMPLE, "pl", {ROUTE: text, "plans/row/routes/ROW-T-01.geojson": empty})
    pictures: dict[str, Picture] = {}
    blocks = network_map(Wording(bare), pictures)
    assert pictures == {}
    assert "żaden odcinek nie ma przebiegu" in "\n".join(lines_of(blocks)).replace(NO_BREAK_SPACE, " ")


def test_tags_are_the_ends_that_tell_routes_apart() -> None:
    assert route_tags(["ROW-T-01", "ROW-T-12"]) == {"ROW-T-01": "01", "ROW-T-12": "12"}
    assert route_tags(["ROW-T-01", "TR-T-01"]) == {"ROW-T-01": "ROW-T-01", "TR-T-01": "TR-T-01"}
    assert route_tags(["ROW-T-01"]) == {"ROW-T-01": "ROW-T-01"}


def test_the_workbook_sums_its_segments() -> None:
    build = REPORTS["network"].workbook
    assert build is not None
    found = {table.name: table for sheet in build(make_edition(REAL, "pl")).sheets for table in sheet.tables}
    segments = make_edition(REAL, "pl").workspace.segments
    assert len(found["tblSegments"].rows) == len(segments)
    whole = sum(Decimal(one.length_m or 0) for one in segments.values()) / 1000
    for name in ("tblByType", "tblBySurface", "tblByMember", "tblByRoute"):
        totals = [row[-1] for row in found[name].rows]
        assert sum(Decimal(one.value) for one in totals if isinstance(one, Formula)) == whole

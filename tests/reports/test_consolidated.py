"""The consolidated document says what the workspace holds, all of it, and each sum of money once."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import pytest

from som_cli.analysis.budget import amounts, total, totals_by
from som_cli.document.document import Document, plain_text
from som_cli.document.formatting import NO_BREAK_SPACE
from som_cli.reports.catalogue import REPORTS
from som_cli.reports.composition import compose
from som_cli.reports.edition import Edition
from som_cli.reports.report import Report
from som_cli.text.diagnostics import Severity
from tests.conftest import Golden
from tests.reports.dump import dump
from tests.reports.editions import EXAMPLE, REAL, ROOT, TINY, changed_edition, make_edition
from tests.reports.reading import nodes, table, whole_document

CASES = {"tiny": (TINY, "en"), "example": (EXAMPLE, "pl"), "real": (REAL, "pl")}
everywhere = pytest.mark.parametrize("case", CASES)


def build(edition: Edition) -> Report:
    return compose(edition, REPORTS["consolidated"])


def built(case: str) -> Document:
    return whole_document(*CASES[case])


def amount(text: str) -> Decimal:
    return Decimal(text.replace(NO_BREAK_SPACE, "").replace(",", ".")) if text != "–" else Decimal(0)


@pytest.mark.parametrize("case", ["tiny", "example"])
def test_the_document_is_the_golden_one(case: str, golden: Golden) -> None:
    golden(ROOT / "tests" / "cases" / "reports" / case / "expected.txt", dump(built(case)))


@everywhere
def test_every_item_appears(case: str) -> None:
    workspace = make_edition(*CASES[case]).workspace
    shown = dump(built(case))
    kinds = (
        *(workspace.objectives, workspace.actions, workspace.indicators, workspace.sources),
        *(workspace.decisions, workspace.consultations, workspace.stakeholders),
    )
    assert [key for items in kinds for key in items if key not in shown] == []
    assert [key for key in workspace.members if f"#member-{key}" not in shown] == []
    assert [key for key in workspace.plans if f"#plan-{key}" not in shown] == []


@everywhere
def test_no_place_stands_twice_and_every_link_leads_somewhere(case: str) -> None:
    found = list(nodes(list(built(case).blocks)))
    places = [node["c"][0][0] for node in found if node["t"] in {"Div", "Table", "Figure"}]
    places += [node["c"][1][0] for node in found if node["t"] == "Header"]
    named = [place for place in places if place]
    assert len(named) == len(set(named))
    targets = {node["c"][2][0] for node in found if node["t"] == "Link"}
    assert {target for target in targets if target.startswith("#")} <= {f"#{place}" for place in named}


@pytest.mark.parametrize("by", ["plan", "source", "payer"])
@pytest.mark.parametrize("case", ["example", "real"])
def test_the_budget_agrees_with_the_analysis(case: str, by: str) -> None:
    """Over all tables of a budget that is cut by years: each row, each year and the whole."""
    parts = amounts(make_edition(*CASES[case]).workspace)
    tables = budget_tables(built(case), by)
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for number, (*rows, foot) in enumerate(tables, 1):
        is_last = number == len(tables)
        figures = [[amount(cell) for cell in row[1:]] for row in rows]
        assert [amount(cell) for cell in foot[1:]] == [sum(column) for column in zip(*figures, strict=True)]
        assert is_last or all(any(row) for row in figures)
        for row, cells in zip(rows, figures, strict=True):
            sums[row[0]] += sum(cells[:-1] if is_last else cells)
    last = tables[-1]
    assert {row[0]: amount(row[-1]) for row in last[:-1]} == sums
    assert amount(last[-1][-1]) == total(parts)
    assert sorted(sums.values()) == sorted(totals_by(parts, lambda part: getattr(part, by)).values())


def budget_tables(document: Document, by: str) -> list[list[list[str]]]:
    names = [node["c"][0][0] for node in nodes(list(document.blocks)) if node["t"] == "Table"]
    return [table(document, name) for name in names if name.startswith(f"table-budget-{by}")]


def test_a_budget_of_many_years_is_cut_into_tables_that_can_be_read() -> None:
    document = built("real")
    years = {part.year for part in amounts(make_edition(*CASES["real"]).workspace)}
    assert len(years) > 12
    tables = budget_tables(document, "plan")
    assert len(tables) > 1
    widths = [len(rows[-1]) for rows in tables]
    assert max(widths) <= 9
    assert sum(widths) == len(years) + len(tables) + 1


def test_a_mirror_is_shown_and_counted_once() -> None:
    edition = make_edition(EXAMPLE, "pl")
    mirror = edition.workspace.actions["PGN-A-04"]
    original = edition.workspace.original(mirror)
    rows = table(built("example"), "table-actions-pgn")
    shown = next(row for row in rows if row[0] == mirror.id)
    assert shown[1] == original.title.replace(" – ", f"{NO_BREAK_SPACE}– ")
    assert shown[-1] == f"ujęto{NO_BREAK_SPACE}w{NO_BREAK_SPACE}{original.id}".replace(
        f"ujęto{NO_BREAK_SPACE}", "ujęto "
    )
    counted = [part.action.id for part in amounts(edition.workspace)]
    assert mirror.id not in counted
    own = total(part for part in amounts(edition.workspace) if part.plan == "pgn")
    assert rows[-1][-1] == edition.formatter.number(own, 2)


def test_marks_stand_at_what_the_plans_do_not_say() -> None:
    edition = make_edition(REAL, "pl")
    wanted = {"attributed": "przyp.", "illustrative": "przykł."}
    document = built("real")
    for plan in ("trp", "pgn", "row"):
        for kind, items in (("actions", edition.workspace.actions), ("objectives", edition.workspace.objectives)):
            rows = [row for row in table(document, f"table-{kind}-{plan}") if row[0] in items]
            marks = [wanted.get(edition.workspace.provenance(items[row[0]]).value) for row in rows]
            # What all rows have in common is said under the table.
            shown = marks if len({*marks}) > 1 else [None] * len(rows)
            for row, mark in zip(rows, shown, strict=True):
                assert all((word == row[2]) is (word == mark) for word in wanted.values()), row


def test_two_builds_are_equal() -> None:
    first, second = (build(make_edition(EXAMPLE, "pl")).document for _ in range(2))
    assert dump(first) == dump(second)
    assert {name: one.svg for name, one in first.pictures.items()} == {
        name: one.svg for name, one in second.pictures.items()
    }


def test_tables_stay_readable_on_an_upright_page() -> None:
    document = built("real")
    upright = [block for block in document.blocks if not ("Div" in block["t"] and "landscape" in block["c"][0][1])]
    assert max(len(node["c"][2]) for node in nodes(upright) if node["t"] == "Table") <= 8


def test_what_is_wrong_in_a_chapter_is_told_and_the_rest_is_printed() -> None:
    chapter = "plans/str/text/01-wizja.md"
    good = (EXAMPLE / chapter).read_text("utf-8")
    changes = {chapter: good + "\n![picture](x.png)\n", "plans/tr/text/01.md": 'Text.\n\n{{ ref("STR-9") }}\n'}
    changes["plans/tr/plan.yml"] = (EXAMPLE / "plans/tr/plan.yml").read_text(
        "utf-8"
    ) + "chapters: [plans/tr/text/01.md]\n"
    report = build(changed_edition(EXAMPLE, "pl", changes))
    found = {problem.span.path: problem for problem in report.problems}
    assert set(found) == {chapter, "plans/tr/text/01.md"}
    assert {problem.code for problem in report.problems} == {"TPL01"}
    assert {problem.severity for problem in report.problems} == {Severity.WARNING}
    assert found["plans/tr/text/01.md"].span.line == 3
    assert "POM jest wspólnotą" in dump(report.document)


def test_values_and_references_come_from_the_data() -> None:
    chapter = "plans/str/text/01-wizja.md"
    text = (
        '{{ value("IND-CYC-KM", "baseline") }}; {{ value("IND-CYC-KM", "target") }};'
        ' {{ value("IND-CYC-KM", "milestone") }}; {{ value("IND-CYC-KM", "target_year") }};'
        ' {{ count("actions", plan="pgn") }}; {{ ref("STR-1.1") }}\n'
    )
    report = build(changed_edition(EXAMPLE, "pl", {chapter: text}))
    assert report.problems == ()
    wanted = "40,0~km; 80,0~km; 55,0~km; 2020; 1; Spójna sieć tras rowerowych ([STR-1.1](#item-str-1.1))"
    assert wanted in dump(report.document)


HOSTILE = '#read("/etc/passwd") {{7*7}} {% for x in y %} `raw`{=openxml} <script>alert(1)</script> =cmd|x [/x] **b** [a](http://b)'


def test_hostile_text_stays_text() -> None:
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    changes = {
        "partnership/partnership.yml": f"id: tiny\nname: {quoted}\nshort: {quoted}\nnote: {quoted}\n",
        "partnership/members/alfa.yml": f"id: alfa\nname: {quoted}\nkind: municipality\n",
        "registry/sources/SRC-001.yml": f"id: SRC-001\ntitle: {quoted}\nkind: survey\nurl: {quoted}\n",
        "plans/tr/objectives/TR-1.yml": f"id: TR-1\nlevel: strategic\ntitle: {quoted}\ndescription: {quoted}\n",
        "plans/tr/actions/TR-A-01.yml": (
            f"id: TR-A-01\ntitle: {quoted}\nkind: study\nobjective: TR-1\nscope: {quoted}\nnote: {quoted}\n"
            f"place: {quoted}\nfrom: 2015\n"
        ),
        "registry/indicators/IND-KM.yml": f"id: IND-KM\nname: {quoted}\nkind: output\nunit: {quoted}\nnote: {quoted}\n",
    }
    document = build(changed_edition(TINY, "en", changes)).document
    kinds = {"Str", "Space", "LineBreak", "Strong", "Emph", "Span", "Link", "Image"}
    kinds |= {"Para", "Plain", "Header", "BulletList", "DefinitionList", "Div", "Table", "Figure"}
    found = list(nodes(list(document.blocks)))
    assert {node["t"] for node in found if not node["t"].startswith(("Align", "ColWidth"))} <= kinds
    links = {node["c"][2][0] for node in found if node["t"] == "Link"}
    assert "http://b" not in links
    written = [plain_text(node) for node in found if node["t"] == "Para"]
    assert sum(HOSTILE in text for text in written) >= 10


def test_a_register_without_entries_has_no_table() -> None:
    assert not make_edition(TINY, "en").workspace.decisions
    with pytest.raises(LookupError):
        table(built("tiny"), "table-decisions")

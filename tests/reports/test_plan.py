"""The document of a plan: its own content and registers, its links both ways, its tree cut into pages."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest

from som_cli.analysis.budget import amounts, total
from som_cli.analysis.citations import cited_sources, used_terms
from som_cli.analysis.scope import Scope
from som_cli.document.document import Document
from som_cli.document.formatting import NO_BREAK_SPACE
from som_cli.model.action import Action
from som_cli.model.plan import Objective
from som_cli.model.registry import Term
from som_cli.reports.catalogue import REPORTS
from som_cli.reports.editions import wanted_files
from som_cli.reports.plan.objective_tree import Branch, pages_of, plan_branches
from som_cli.reports.tables.conflicts import conflicts
from som_cli.reports.tables.risks import ranked_risks, risk_level
from som_cli.reports.wording import Wording
from tests.conftest import Golden
from tests.reports.dump import dump
from tests.reports.editions import EXAMPLE, REAL, ROOT, TINY, changed_edition, make_edition
from tests.reports.reading import (
    doubled_places,
    empty_headings,
    narrow_edition,
    nodes,
    report_of,
    table,
    tables,
    whole_document,
)

REAL_PLANS = ("som", "trp", "pgn", "row", "zit")


@cache
def plan_of_the_real(plan: str) -> Document:
    return report_of(narrow_edition(REAL, "pl", Scope(plan=plan)), "plan")


def test_the_document_is_the_golden_one(golden: Golden) -> None:
    document = report_of(narrow_edition(EXAMPLE, "pl", Scope(plan="str")), "plan")
    golden(ROOT / "tests" / "cases" / "reports" / "example" / "plan.txt", dump(document))


@pytest.mark.parametrize("plan", REAL_PLANS)
def test_nothing_is_empty_doubled_or_too_wide(plan: str) -> None:
    document = plan_of_the_real(plan)
    assert empty_headings(document) == []
    assert doubled_places(document) == []
    title = make_edition(REAL, "pl").workspace.plans[plan].title
    assert document.title.replace(NO_BREAK_SPACE, " ") == title.replace(" - ", " – ")


def test_a_tiny_plan_has_its_document() -> None:
    document = report_of(narrow_edition(TINY, "en", Scope(plan="tr")), "plan")
    assert empty_headings(document) == []
    assert "figure-objectives-tr-1" in dump(document)


def test_there_is_one_for_each_plan() -> None:
    files = [one.file for one in wanted_files(make_edition(REAL, "pl"), [REPORTS["plan"]], Scope(), ["pdf"])]
    assert sorted(files) == [f"som-plan-{plan}.pdf" for plan in sorted(REAL_PLANS)]


def test_only_money_of_the_plan_is_summed() -> None:
    edition = narrow_edition(REAL, "pl", Scope(plan="zit"))
    rows = table(report_of(edition, "plan"), "table-budget-source")
    whole = total(part for part in amounts(make_edition(REAL, "pl").workspace) if part.plan == "zit")
    assert rows[-1][-1] == edition.formatter.number(whole, 2)


def test_links_stand_in_both_directions() -> None:
    edition = narrow_edition(REAL, "pl", Scope(plan="som"))
    whole = edition.everything
    document = report_of(edition, "plan")
    givers: list[Objective | Action] = [*whole.objectives.values(), *whole.actions.values()]
    pairs = [(giver.id, link.to) for giver in givers for link in giver.contributes if link.to in whole.objectives]
    received = [pair for pair in pairs if pair[1].startswith("SOM-") and not pair[0].startswith("SOM-")]
    given = [pair for pair in pairs if pair[0].startswith("SOM-") and not pair[1].startswith("SOM-")]
    shown = [row for row in table(document, "table-links-received-som") if len(row) > 1]
    assert len(received) == len(shown) > 20
    assert {row[0].split()[0] for row in shown} == {giver for giver, _ in received}
    if given:
        assert len([row for row in table(document, "table-links-given-som") if len(row) > 1]) == len(given)


def test_the_index_names_each_part_of_a_member() -> None:
    edition = narrow_edition(REAL, "pl", Scope(plan="trp"))
    workspace = edition.workspace
    rows = {row[0]: row for row in table(report_of(edition, "plan"), "table-member-index")}
    police = rows[workspace.members["police"].name]
    own = [one for one in workspace.actions.values() if not one.mirror_of]
    owned = ", ".join(one.id for one in own if one.owner == "police")
    joined = ", ".join(one.id for one in own if "police" in one.partners)
    stops = ", ".join(one.id for one in workspace.stops.values() if one.member == "police")
    shown = police[1].replace(NO_BREAK_SPACE, " ")
    assert shown.startswith(f"Odpowiada: {owned}Uczestniczy: {joined}Płaci: ")
    assert shown.endswith(f"Trasy i przystanki: {stops}")


def test_every_indicator_of_a_plan_has_its_place_there() -> None:
    document = plan_of_the_real("trp")
    links = {node["c"][2][0] for node in nodes(list(document.blocks)) if node["t"] == "Link"}
    assert any(target.startswith("#item-ind-") for target in links)
    assert doubled_places(document) == []


def test_cited_sources_are_those_that_the_plan_names() -> None:
    workspace = make_edition(REAL, "pl").workspace
    found = {one.id for one in cited_sources(workspace, "zit")}
    own = {one.source for one in workspace.actions.values() if one.id.startswith("ZIT") and one.source}
    assert own <= found
    assert "SRC-025" in {one.id for one in cited_sources(workspace, "trp")}
    assert found < set(workspace.sources)


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("węzeł przesiadkowy", "budowa węzłów przesiadkowych", 1),
        ("węzeł przesiadkowy", "budowa węzłów", 0),
        ("SOM", "obszar SOM.", 1),
        ("SOM", "cel SOM-1.2", 0),
        ("SOM", "somme", 0),
        ("integracja", "przez integrację usług", 1),
    ],
)
def test_a_term_is_found_whatever_its_ending(term: str, text: str, found: int) -> None:
    assert len(used_terms([Term(id="t", term=term)], [text])) == found


def test_the_highest_risk_stands_first() -> None:
    edition = make_edition(REAL, "pl")
    levels = [risk_level(one) or 0 for one in ranked_risks(edition.workspace)]
    assert levels == sorted(levels, reverse=True)
    assert len(levels) == len(edition.workspace.risks)
    rows = table(plan_of_the_real("zit"), "table-risks-zit")
    limit = edition.workspace.settings.limits.risk_level
    shown = {row[0]: row[4] for row in rows}
    for risk in ranked_risks(edition.workspace, "zit"):
        level = risk_level(risk) or 0
        assert shown[risk.id] == (f"{level} !" if level >= limit else str(level))


def test_plans_that_disagree_are_listed() -> None:
    edition = make_edition(EXAMPLE, "pl")
    found = conflicts(Wording(edition))
    assert [one.code for one in found] == ["CON01", "CON02"]
    rows = table(report_of(edition, "consolidated"), "table-conflicts")
    assert [(row[0], row[1]) for row in rows] == [(one.code, one.item) for one in found]
    assert {row[3] for row in rows} == {"Otwarta, czeka na rozstrzygnięcie."}
    elsewhere = edition.narrowed(Scope(plan="tr"))
    assert conflicts(Wording(elsewhere)) == []


# ---- the tree


def leaf(name: str) -> Branch:
    return Branch(Objective(id=name, title=name))


def node(name: str, *children: Branch) -> Branch:
    return Branch(Objective(id=name, title=name), children)


def test_every_objective_stands_in_the_tree_once() -> None:
    workspace = make_edition(REAL, "pl").workspace
    for plan in REAL_PLANS:
        pages = list(pages_of(plan_branches(workspace, plan)))
        found = [one for page in pages for branch in page for one in branch.ids]
        assert sorted(found) == sorted(one.id for one in workspace.in_plan(Objective, plan))


def test_a_branch_higher_than_a_page_goes_on_under_its_head() -> None:
    high = node("A", node("A1", *(leaf(f"A1.{number}") for number in range(5))), node("A2", leaf("A2.1"), leaf("A2.2")))
    pages = list(pages_of([leaf("V"), high], most=5))
    assert [[branch.ids[0] for branch in page] for page in pages] == [["V"], ["A"], ["A"]]
    assert pages[1][0].ids == ["A", "A1", *(f"A1.{number}" for number in range(5))]
    assert pages[2][0].ids == ["A", "A2", "A2.1", "A2.2"]
    assert all(sum(branch.rows for branch in page) <= 5 for page in pages)


def test_a_circle_of_parents_still_gives_a_tree() -> None:
    changes = {
        "plans/tr/objectives/TR-1.yml": "id: TR-1\nlevel: strategic\ntitle: One\nparent: TR-2\n",
        "plans/tr/objectives/TR-2.yml": "id: TR-2\nlevel: strategic\ntitle: Two\nparent: TR-1\n",
    }
    workspace = changed_edition(TINY, "en", changes).workspace
    found = [one for branch in plan_branches(workspace, "tr") for one in branch.ids]
    assert sorted(found) == ["TR-1", "TR-2"]


def test_consolidated_prints_what_plans_hold_beside_their_tables() -> None:
    document = whole_document(REAL, "pl")
    found = tables(document)
    expected = {"table-risks-zit", "table-swot-som", "table-meetings", "table-member-index", "table-glossary"}
    assert expected <= set(found)
    assert empty_headings(document) == []
    assert Decimal(len(table(document, "table-meetings"))) == len(make_edition(REAL, "pl").workspace.meetings)


def test_a_version_says_what_is_known_of_it_and_no_more() -> None:
    text = (TINY / "plans/tr/plan.yml").read_text("utf-8")
    bare = f'{text}versions: [{{version: "1.0", date: 2015-06-01}}, {{version: "1.1"}}]\n'
    edition = changed_edition(TINY, "en", {"plans/tr/plan.yml": bare})
    shown = dump(report_of(edition.narrowed(Scope(plan="tr")), "plan"))
    assert "Version: 1.0, June~1,~2015\n" in shown
    assert ", –" not in shown


def test_money_of_a_few_years_stands_on_upright_pages() -> None:
    few = report_of(narrow_edition(TINY, "en", Scope(plan="str")), "plan")
    many = plan_of_the_real("som")
    assert [_tables_on_their_side(document) for document in (few, many)] == [
        [],
        ["table-budget-source", "table-budget-payer"],
    ]


def _tables_on_their_side(document: Document) -> list[str]:
    found = [block for block in document.blocks if block["t"] == "Div" and "landscape" in block["c"][0][1]]
    return [node["c"][0][0] for block in found for node in nodes(block) if node.get("t") == "Table"]

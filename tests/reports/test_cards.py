"""Action cards and indicator sheets: every item has one, in a stable order, with what the data say of it."""

from __future__ import annotations

from typing import Any

import pytest

from som_cli.analysis.budget import action_amounts, total
from som_cli.document.document import Document, plain_text
from som_cli.document.formatting import NO_BREAK_SPACE
from tests.conftest import Golden
from tests.reports.dump import dump
from tests.reports.editions import EXAMPLE, REAL, ROOT, TINY, make_edition
from tests.reports.reading import doubled_places, empty_headings, report_of, table


def headings(document: Document, level: int) -> list[str]:
    return [plain_text(one["c"][2]) for one in document.blocks if one["t"] == "Header" and one["c"][0] == level]


def facts_after(document: Document, heading: str) -> dict[str, str]:
    """The facts of a card: of all lists between its heading and the next."""
    found: dict[str, str] = {}
    is_inside = False
    for block in document.blocks:
        if block["t"] == "Header":
            is_inside = plain_text(block["c"][2]).startswith(heading)
        if is_inside and block["t"] == "DefinitionList":
            pairs: Any = block["c"]
            found |= {plain_text(term).replace(NO_BREAK_SPACE, " "): plain_text(value) for term, value in pairs}
    return found


def test_the_document_is_the_golden_one(golden: Golden) -> None:
    document = report_of(make_edition(EXAMPLE, "pl"), "cards")
    golden(ROOT / "tests" / "cases" / "reports" / "example" / "cards.txt", dump(document))


@pytest.mark.parametrize(("root", "language"), [(TINY, "en"), (REAL, "pl")])
def test_every_item_has_its_card(root: Any, language: str) -> None:
    edition = make_edition(root, language)
    document = report_of(edition, "cards")
    ids = [text.split()[0] for text in headings(document, 2)]
    own = [one.id for one in edition.workspace.actions.values() if not one.mirror_of]
    assert sorted(one for one in ids if one in edition.workspace.actions) == sorted(own)
    assert sorted(one for one in ids if one in edition.workspace.indicators) == sorted(edition.workspace.indicators)
    assert empty_headings(document) == []
    assert doubled_places(document) == []


def test_costs_by_year_and_source_are_those_of_the_action() -> None:
    edition = make_edition(REAL, "pl")
    document = report_of(edition, "cards")
    checked = 0
    for action in edition.workspace.actions.values():
        parts = [part for part in action_amounts(action) if part.line is not None]
        if parts and not action.mirror_of:
            rows = table(document, f"table-costs-item-{action.id.lower()}")
            assert rows[-1][-1] == edition.formatter.number(total(parts), 2)
            assert len(rows) - 1 == len({part.year for part in parts})
            checked += 1
    assert checked > 50


def test_a_card_says_what_stands_in_the_file() -> None:
    edition = make_edition(REAL, "pl")
    facts = facts_after(report_of(edition, "cards"), "ROW-A-06")
    assert facts["Odpowiada"] == edition.workspace.members["stepnica"].name
    assert "ROW-A-23" in facts["Czekają na nie"]
    assert facts["Także w planach"] == "SOM-A-23, ZIT-A-14"
    assert facts["Etap pieniędzy"].startswith("zabezpieczone")


def test_a_sheet_shows_the_series_and_the_verdict() -> None:
    edition = make_edition(REAL, "pl")
    facts = facts_after(report_of(edition, "cards"), "IND-PGN-PROSUMERS")
    assert facts["Wartości zmierzone"] == "2016: 0 2018: 620 2020: 1310"
    assert "jest 1310, powinno być 1300" in facts["Ocena postępu"]
    assert facts["Jakość (RACER)"].startswith("trafny: 3")


def test_sheets_stand_by_plan_and_contents_list_them_alone() -> None:
    edition = make_edition(REAL, "pl")
    document = report_of(edition, "cards")
    parts = headings(document, 1)
    assert len(parts) == 2 * len(edition.workspace.plans) + ("Wskaźniki, których żaden plan nie używa" in parts)
    assert document.has_contents
    assert not document.has_lists

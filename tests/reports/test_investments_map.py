"""The map of members with investments: each project once, with its owner; words where it cannot be drawn."""

from __future__ import annotations

from decimal import Decimal

from som_cli.analysis.budget import NOT_DONE, action_amounts, total
from som_cli.analysis.scope import Scope
from som_cli.document.document import Picture
from som_cli.model.action import ActionKind
from som_cli.reports.maps.investments import class_limits, investments, investments_map
from som_cli.reports.maps.labels import Label, LabelSheet, box
from som_cli.reports.short_names import short_names
from som_cli.reports.wording import Wording
from tests.reports.dump import lines_of
from tests.reports.editions import EXAMPLE, REAL, changed_edition, make_edition
from tests.reports.reading import narrow_edition


def test_each_investment_counts_once_with_its_owner() -> None:
    edition = make_edition(REAL, "pl")
    found = investments(Wording(edition))
    own = [
        one
        for one in edition.workspace.actions.values()
        if one.kind is ActionKind.INVESTMENT and not one.is_mirror and one.status not in NOT_DONE
    ]
    assert sum(one.count for one in found.values()) == len(own)
    assert sum(one.money for one in found.values()) == sum((total(action_amounts(one)) for one in own), Decimal(0))


def test_the_figures_stand_on_the_map_and_the_rest_below() -> None:
    pictures: dict[str, Picture] = {}
    text = "\n".join(lines_of(investments_map(Wording(narrow_edition(REAL, "pl")), pictures)))
    svg = pictures["investments-map"].svg.decode()
    assert all(name in svg for name in (">Goleniów<", ">128,5<", ">Szczecin<", ">687,9<"))
    assert "Poza mapą: Województwo Zachodniopomorskie" in text


def test_members_without_boundaries_have_words_for_a_map() -> None:
    empty = '{"type": "FeatureCollection", "features": []}'
    files = {f"partnership/geometry/{name}.geojson": empty for name in ("lipowo", "miastowo", "zatoka")}
    pictures: dict[str, Picture] = {}
    blocks = investments_map(Wording(changed_edition(EXAMPLE, "pl", files)), pictures)
    assert pictures == {}
    assert "nie ma granic członków" in "\n".join(lines_of(blocks)).replace("~", " ")


def test_nothing_is_drawn_without_investments() -> None:
    pictures: dict[str, Picture] = {}
    assert investments_map(Wording(narrow_edition(EXAMPLE, "pl", Scope(years=(1990, 1991)))), pictures) == []


def test_limits_are_round_and_part_the_members() -> None:
    values = [Decimal(one) for one in (7_200_000, 9_000_000, 14_700_000, 27_500_000, 33_700_000, 687_900_000)]
    assert list(class_limits(values)) == [8_000_000, 25_000_000, 30_000_000]
    assert class_limits([Decimal(0)]) == ()


def test_short_names_lose_what_all_begin_with() -> None:
    members = make_edition(REAL, "pl").workspace.members.values()
    names = short_names(members)
    assert names["police"] == "Police"
    assert names["szczecin"] == "Szczecin"
    assert names["stargard-gmina"] == "Gmina Stargard"
    assert len(set(names.values())) == len(names)


def test_labels_never_lie_over_one_another() -> None:
    sheet = LabelSheet(200, 100)
    wanted = [Label("one", [(50, 50)], "a"), Label("two", [(52, 52), (120, 50)], "a"), Label("three", [(51, 51)], "a")]
    placed = {one.label.text: one.place for one in sheet.settle(wanted)}
    assert placed == {"one": (50, 50), "two": (120, 50)}
    assert [one.label.text for one in sheet.settle([Label("x", [(50, 50)], "a", is_needed=True)])] == ["x"]
    assert box("ab", (0, 0))[2] == -box("ab", (0, 0))[0]

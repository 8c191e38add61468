"""Nodes become items; every problem is found at its line and column, all in one run."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import TypeVar

import pytest

from som_cli.model.action import Action, ActionStatus
from som_cli.model.decode import decode_item
from som_cli.model.decode_files import decode_texts
from som_cli.model.entry import Item, field_name
from som_cli.model.expected import default_codes
from som_cli.model.indicator import Indicator
from som_cli.model.layout import PLACES
from som_cli.model.partnership import Member
from som_cli.model.plan import Objective
from som_cli.model.registry import Unit
from som_cli.text.diagnostics import Diagnostic
from som_cli.text.source import SourceText
from tests.text.reading import Place, places, root_of

ItemType = TypeVar("ItemType", bound=Item)


def decoded(cls: type[ItemType], text: str) -> tuple[ItemType | None, list[Diagnostic]]:
    return decode_item(cls, root_of(text), "a.yml")


def good(cls: type[ItemType], text: str) -> ItemType:
    item, problems = decoded(cls, text)
    assert problems == []
    assert item is not None
    return item


ACTION = "id: STR-A-01\ntitle: Route\nkind: study\nobjective: STR-1\n"


@pytest.mark.parametrize(
    ("text", "expected", "field"),
    [
        ("onwer: alfa\n", ("YML04", 5, 1), "onwer"),
        ("steps:\n  - {due: 2015, waht: Tender}\n", ("YML04", 6, 17), "steps[0].waht"),
        ("origin: x\n", ("YML04", 5, 1), "origin"),
        ("from_: 2015\n", ("YML04", 5, 1), "from_"),
        ("status: under way\n", ("YML07", 5, 9), "status"),
        ("budget: {price: {vat: both}}\n", ("YML07", 5, 23), "budget.price.vat"),
        ("budget: {stated_total: '1 200,50'}\n", ("YML08", 5, 24), "budget.stated_total"),
        ("budget: {lines: [{amount: 1e3}]}\n", ("YML08", 5, 27), "budget.lines[0].amount"),
        ("budget: {lines: [{amount: .5}]}\n", ("YML08", 5, 27), "budget.lines[0].amount"),
        ("budget: {lines: [{amount: NaN}]}\n", ("YML08", 5, 27), "budget.lines[0].amount"),
        ("order: 1.5\n", ("YML08", 5, 8), "order"),
        ("order: 01\n", ("YML08", 5, 8), "order"),
        ("budget: {lines: [{year: 2015}]}\n", ("YML06", 5, 19), "budget.lines[0].amount"),
        ("budget: {lines: [{amount: }]}\n", ("YML06", 5, 27), "budget.lines[0].amount"),
        ("partners: [alfa, ]\nwpf: [{}]\n", ("YML06", 6, 7), "wpf[0].member"),
        ("partners: [alfa, ~]\n", ("YML06", 5, 18), "partners[1]"),
        ("partners: alfa\n", ("SCH01", 5, 11), "partners"),
        ("owner: [alfa]\n", ("SCH01", 5, 8), "owner"),
        ("owner: {id: alfa}\n", ("SCH01", 5, 8), "owner"),
        ("budget: [1]\n", ("SCH01", 5, 9), "budget"),
        ("budget: {lines: {amount: 1}}\n", ("SCH01", 5, 17), "budget.lines"),
        ("from: 2015-02-30\n", ("SCH02", 5, 7), "from"),
        ("from: 30.06.2014\n", ("SCH02", 5, 7), "from"),
        ("from: 2015-6\n", ("SCH02", 5, 7), "from"),
        ("risks: [{id: risk 1}]\n", ("SCH02", 5, 14), "risks[0].id"),
    ],
)
def test_each_problem_is_found_in_its_place(text: str, expected: Place, field: str) -> None:
    item, problems = decoded(Action, ACTION + text)
    assert item is None
    assert places(problems) == [expected]
    assert [(problem.item, problem.field) for problem in problems] == [("STR-A-01", field)]


def test_a_code_that_any_entry_may_have_is_needed_where_the_entry_is_about_it() -> None:
    text = "id: IND-KM\nname: Length\nkind: output\ncodes: [{scheme: EU}]\n"
    assert places(decoded(Indicator, text)[1]) == [("YML06", 4, 10)]


def test_all_problems_of_an_item_are_found_in_one_run() -> None:
    text = "id: STR-A-01\nkind: building\nonwer: alfa\nfrom: never\n"
    text += "budget: {stated_total: 1 200, lines: [{}, {amount: x}]}\n"
    item, problems = decoded(Action, text)
    assert item is None
    assert sorted(places(problems)) == [
        ("SCH02", 4, 7),
        ("YML04", 3, 1),
        ("YML06", 1, 1),
        ("YML06", 1, 1),
        ("YML06", 5, 39),
        ("YML07", 2, 7),
        ("YML08", 5, 24),
        ("YML08", 5, 52),
    ]


@pytest.mark.parametrize(
    ("text", "help_"),
    [
        ("onwer: alfa\n", "did you mean `owner`?"),
        ("status: planed\n", "did you mean `planned`? allowed: idea, planned,"),
        ("budget: {stated_total: '1 200,50'}\n", "write `1200.50`"),
        ("budget: {stated_total: '1\u00a0200'}\n", "write `1200`"),
        ("from: 30.06.2014\n", "write `2014-06-30`"),
    ],
)
def test_the_help_says_what_was_probably_meant(text: str, help_: str) -> None:
    (problem,) = decoded(Action, ACTION + text)[1]
    assert str(problem.help).startswith(help_)


def test_an_item_is_what_was_written() -> None:
    action = good(Action, ACTION + "status: in_progress\nfrom: 2015-03\nbudget: {stated_total: 1.10}\norder: 7\n")
    assert (action.status, action.order, action.partners, action.to) == (ActionStatus.IN_PROGRESS, 7, (), None)
    assert action.budget is not None
    assert action.budget.stated_total == Decimal("1.10")
    assert format(action.budget.stated_total, "f") == "1.10"
    assert str(action.from_) == "2015-03"


def test_a_mirror_needs_neither_title_nor_kind() -> None:
    assert good(Action, "id: TR-A-09\nmirror_of: STR-A-01\nobjective: TR-1\n").is_mirror
    assert places(decoded(Action, "id: TR-A-09\nobjective: TR-1\n")[1]) == [("YML06", 1, 1), ("YML06", 1, 1)]


def test_moved_lines_are_no_change() -> None:
    assert good(Action, ACTION) == good(Action, "# moved\n\n" + ACTION)
    assert good(Action, ACTION) != good(Action, ACTION + "owner: alfa\n")


def test_an_origin_gives_the_span_of_each_field_or_of_the_nearest_around_it() -> None:
    text = ACTION + "budget:\n  lines:\n    - {year: 2015, amount: 2.00}\n"
    origin = good(Action, text).origin
    source = SourceText("a.yml", text)
    assert source.excerpt(origin.span(("budget", "lines", 0, "amount"))) == "2.00"
    assert source.excerpt(origin.span(("budget", "lines", 0, "payer"))) == "{year: 2015, amount: 2.00}"
    assert source.excerpt(origin.span(("owner",))) == "STR-A-01"
    assert source.excerpt(origin.key("kind")) == "kind"


def test_every_class_of_the_layout_can_be_decoded() -> None:
    for place in PLACES:
        problems = decode_item(place.cls, root_of("nothing: 1\n"), "a.yml")[1]
        assert ("YML04", 1, 1) in places(problems)
        assert all(problem.code in ("YML04", "YML06") for problem in problems)


def test_every_item_is_frozen() -> None:
    member = good(Member, "id: alfa\nname: Alfa\nkind: municipality\n")
    with pytest.raises(dataclasses.FrozenInstanceError):
        member.name = "Beta"  # type: ignore[misc]


@pytest.mark.parametrize("identifier", ["STR-1", "STR-1.2", "STR-A-07", "ROW-T-01/03", "STR-A-07-R1", "IND-CYC-KM"])
def test_ids_have_a_form(identifier: str) -> None:
    assert good(Objective, f"id: {identifier}\ntitle: T\n").id == identifier


@pytest.mark.parametrize(
    ("text", "message", "help_"),
    [
        ("budget: {lines: [{amount: 1000000,50}]}\n", "a comma ends a value here", "write `amount: 1000000.50`"),
        ("budget: {stated_total: %s}\n" % ("9" * 31), "longer than the 30 characters", "write it shorter"),
        ("from: 20.04.2024\n", "is not a date as dates are written here", "write `2024-04-20`"),
        ("from: 2024-02-30\n", "is not a date that exists", "write a year, a month or a day"),
        ("from: soon\n", "is not a date as dates are written here", "write a year, a month or a day"),
        (
            "budget: {price: 2014}\n",
            "a mapping (`key: value`) is expected",
            "write `price: {basis: …, year: …, vat: …}`",
        ),
        ("budget: {lines: [12]}\n", "a mapping (`key: value`) is expected", "write `- {amount: …}`"),
        ("budget: {lines: [{amount: 1, currency: Kč}]}\n", "does not have the form", "write it like `EUR`"),
        ("partners: alfa\n", "a list is expected", "write `partners: [alfa]`"),
    ],
)
def test_a_problem_says_how_the_value_is_written(text: str, message: str, help_: str) -> None:
    (problem,) = decoded(Action, ACTION + text)[1]
    assert message in str(problem.message)
    assert str(problem.help).startswith(help_)


def test_a_missing_value_is_told_with_what_is_allowed() -> None:
    missing = [*decoded(Action, "id: STR-A-01\ntitle: Route\nobjective: STR-1\n")[1]]
    missing += decoded(Member, "id: alfa\nname: Alfa\n")[1]
    missing += decoded(Objective, "id: STR-1\n")[1]
    assert [str(problem.help) for problem in missing] == [
        "write `kind: …`, one of: investment, organisational, study, regulatory, education",
        "write `kind: …`, a code of the list `member-kinds`; ours holds " + ", ".join(default_codes("member-kinds")),
        "write `title: …`",
    ]
    assert "municipality" in default_codes("member-kinds")


@pytest.mark.parametrize(
    "identifier", ["str-1", "STR", "STR_1", "STR-1/", "STR 1", "../STR-1", "STRATEGY-1", "STR--1", "\u017bR-1"]
)
def test_what_is_no_id_is_refused(identifier: str) -> None:
    assert places(decoded(Objective, f"id: {identifier}\ntitle: T\n")[1]) == [("SCH02", 1, 5)]


def test_a_file_of_entries_is_read_key_by_key() -> None:
    text = "km: {dimension: length}\nm: x\nt: {dim: mass}\n"
    found = decode_texts({"registry/units.yml": SourceText("registry/units.yml", text)})
    assert [(item.id, type(item)) for item in found.items] == [("km", Unit)]
    assert places(found.problems) == [("SCH01", 2, 4), ("YML04", 3, 5), ("YML06", 3, 5)]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("plans/str/actions/STR-A-02.yml", ACTION, ("YML05", 1, 5)),
        ("plans/str/actions/STR-A-01.yml", "", ("YML06", 1, 1)),
        ("plans/str/actions/STR-A-01.yml", "- a\n", ("SCH01", 1, 1)),
        ("plans/str/actions/STR-A-01.yml", "text\n", ("SCH01", 1, 1)),
        ("som.yml", "schema: 2\n", ("YML12", 1, 9)),
        ("monitoring/2015/returns/alfa.yml", "round: 2014\nmember: alfa\n", ("YML05", 1, 8)),
        ("locales/de/plans/str/objectives/STR-1.yml", "id: STR-1\ntitle: Ziel\n", ("SCH01", 2, 8)),
        ("locales/de/plans/str/objectives/STR-1.yml", "title: {text: a, of: b}\n", ("YML06", 1, 1)),
        ("plans/str/inventory/2013.csv", "member,sector,carrier,mwh\na,b,c,'1'\n", ("YML08", 2, 7)),
    ],
)
def test_a_file_says_what_its_place_expects(path: str, text: str, expected: Place) -> None:
    assert places(decode_texts({path: SourceText(path, text)}).problems) == [expected]


def test_an_empty_file_of_entries_is_an_empty_list() -> None:
    assert decode_texts({"registry/funds.yml": SourceText("registry/funds.yml", "# none yet\n")}).problems == []


@pytest.mark.parametrize(
    ("feature", "expected"),
    [
        ('{"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]}}', ("YML06", 1, 2)),
        ('{"type": "Feature", "id": "A", "geometry": null}', ("SCH01", 1, 2)),
        ('{"type": "Feature", "id": "A", "geometry": {"type": "Ring", "coordinates": [1, 2]}}', ("YML07", 1, 44)),
        ('{"type": "Feature", "id": "A", "geometry": {"type": "Point"}}', ("YML06", 1, 44)),
        ('{"type": "Feature", "id": "A", "geometry": {"type": "Point", "coordinates": [1]}}', ("SCH02", 1, 77)),
        ('{"type": "Feature", "id": "A", "geometry": {"type": "LineString", "coordinates": [1, 2]}}', ("SCH01", 1, 83)),
        ('{"type": "Feature", "id": "A", "geometry": {"type": "Point", "coordinates": ["1", "x"]}}', ("SCH02", 1, 77)),
        ("[]", ("SCH01", 1, 1)),
        ('{"type": "FeatureCollection"}', ("SCH01", 1, 2)),
        ('{"type": "FeatureCollection", "features": [1]}', ("SCH01", 1, 1)),
    ],
)
def test_a_shape_that_cannot_be_read_is_found_in_its_place(feature: str, expected: Place) -> None:
    path = "plans/row/routes/ROW-T-01.geojson"
    assert places(decode_texts({path: SourceText(path, feature)}).problems) == [expected]


def test_a_field_path_is_shown_as_people_write_it() -> None:
    assert field_name(("budget", "lines", 2, "amount")) == "budget.lines[2].amount"

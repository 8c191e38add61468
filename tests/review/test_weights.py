"""What one edit of a file weighs, and how it is said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from som_cli.model.layout import PLACES
from som_cli.model.natural_keys import KEYS
from som_cli.review.changes import Change, Weight
from som_cli.review.compare import compare_items, compare_workspaces
from som_cli.review.judgement import _JUDGES, _WEIGHTS
from som_cli.review.structure import Form, fields_of
from tests.properties.workspaces import loaded, tree

OBJECTIVE = "plans/str/objectives/STR-1.yml"
ACTION = "plans/str/actions/STR-A-01.yml"
INDICATOR = "registry/indicators/IND-KM.yml"
PLAN = "plans/str/plan.yml"
WEAKER, STRONGER, WEIGHTY = Weight.WEAKENING, Weight.STRENGTHENING, Weight.WEIGHTY
NEUTRAL, RUNNING = Weight.NEUTRAL, Weight.RUNNING

KM = "IND-KM (Length of cycle routes)"
TRIPS = "IND-TRIPS (Trips by public transport)"
EDITS = [
    (OBJECTIVE, "value: 80.0", "value: 79.5", WEAKER, f"{KM}: target for 2020 lowered: 80.0 → 79.5 km"),
    (OBJECTIVE, "value: 80.0", "value: 90", STRONGER, f"{KM}: target for 2020 raised: 80.0 → 90 km"),
    (OBJECTIVE, "value: 80.0", "value: 80", NEUTRAL, f"{KM}, 2020: value: 80.0 → 80"),
    (
        OBJECTIVE,
        "2020, value: 80.0",
        "2021, value: 80.0",
        WEAKER,
        f"{KM}: date of the target 1 year later: 2020 → 2021",
    ),
    (
        OBJECTIVE,
        "2020, value: 80",
        "2019-06, value: 80",
        STRONGER,
        f"{KM}: date of the target 18 months earlier: 2020 → 2019-06",
    ),
    (
        OBJECTIVE,
        "value: 1500}",
        "value: 1500}\n      - {period: 2018, value: 1200, kind: milestone}",
        STRONGER,
        f"{TRIPS}: target for 2018 added: 1,200 trips a year",
    ),
    (OBJECTIVE, "level: strategic", "level: operational", WEIGHTY, "level: strategic → operational"),
    (OBJECTIVE, "level: strategic", "level: strategic\nstatus: withdrawn", WEAKER, "status added: withdrawn"),
    (
        INDICATOR,
        "direction: increase",
        "direction: decrease",
        WEAKER,
        "direction flipped: the more the better → the less the better",
    ),
    (INDICATOR, "value: 40.0", "value: 41.0", WEAKER, "baseline moved: 40.0 → 41.0 km"),
    (INDICATOR, "unit: km", "unit: trips", WEIGHTY, "unit: km → trips"),
    (
        INDICATOR,
        "status: active",
        "status: active\nobservations:\n  - {period: 2015, value: 43.0}",
        RUNNING,
        "observation added: 2015, 43.0",
    ),
    (INDICATOR, "status: active", "status: active\nnote: Counted twice.", NEUTRAL, "note added: Counted twice."),
    (ACTION, "to: 2018", "to: 2020", WEAKER, "end 2 years later: 2018 → 2020"),
    (ACTION, "to: 2018", "to: unknown", WEAKER, "end: 2018 → unknown"),
    (ACTION, "to: 2018", "to: 2018-12", NEUTRAL, "end: 2018 → 2018-12"),
    (ACTION, "from: 2016", "from: 2017", WEIGHTY, "beginning 1 year later: 2016 → 2017"),
    (ACTION, "owner: alfa", "owner: beta", WEIGHTY, "owner changed: Town of Alfa → Village of Beta"),
    (ACTION, "status: planned\n", "status: completed\n", RUNNING, "status: planned → completed"),
    (ACTION, "status: planned\n", "status: cancelled\n", WEAKER, "status: planned → cancelled"),
    (ACTION, "value: 5.0", "value: 4.0", WEAKER, f"{KM}, 2018: output: 5.0 → 4.0 km"),
    (
        ACTION,
        "title: Cycle route",
        "title: Cycle path",
        NEUTRAL,
        "title: “Cycle route from Alfa to Beta” → “Cycle path from Alfa to Beta”",
    ),
    (PLAN, "to: 2020", "to: 2022", WEAKER, "last year of the plan 2 years later: 2020 → 2022"),
    (PLAN, "status: draft", "status: adopted", RUNNING, "status: draft → adopted"),
]


@pytest.mark.parametrize(("path", "old", "new", "weight", "message"), EDITS, ids=[edit[4] for edit in EDITS])
def test_what_an_edit_weighs_and_how_it_is_said(path: str, old: str, new: str, weight: Weight, message: str) -> None:
    (change,) = changed((path, old, new))
    assert (change.weight, str(change.message)) == (weight, message)


def changed(*edits: tuple[str, str, str]) -> tuple[Change, ...]:
    """The changes that edits of the tiny workspace make."""
    contents = dict(tree("tiny"))
    for path, old, new in edits:
        text = contents[path].decode()
        assert old in text
        contents[path] = text.replace(old, new).encode()
    return compare_workspaces(loaded(tree("tiny")).workspace, loaded(contents).workspace)


def test_less_secured_money_is_weaker_and_less_planned_money_is_not() -> None:
    planned = changed((ACTION, "800000.00", "700000.00"))
    assert {(one.field, one.weight) for one in planned} == {
        ("budget.lines[2017 eu alfa capital planned].amount", WEIGHTY),
        ("budget.total", WEIGHTY),
    }
    text = tree("tiny")[ACTION].replace(b"stage: planned", b"stage: secured")
    was = compare_workspaces(loaded({**tree("tiny"), ACTION: text}).workspace, loaded(tree("tiny")).workspace)
    assert {(one.field, one.weight) for one in was if one.weight is WEAKER} == {
        ("budget.lines[2017 eu alfa].stage", WEAKER),
        ("budget.lines[2017 own alfa].stage", WEAKER),
        ("budget.secured", WEAKER),
    }


def test_a_reference_that_follows_a_new_id_is_no_other_reference() -> None:
    contents = {path: content.replace(b"IND-KM", b"IND-LENGTH") for path, content in tree("tiny").items()}
    content = contents.pop(INDICATOR).replace(b"id: IND-LENGTH", b"id: IND-LENGTH\nformerly: [IND-KM]")
    contents["registry/indicators/IND-LENGTH.yml"] = content
    found = compare_workspaces(loaded(tree("tiny")).workspace, loaded(contents).workspace)
    assert {one.weight for one in found} == {NEUTRAL}
    assert {str(one.message) for one in found} == {
        "renamed: IND-KM → IND-LENGTH",
        "former id added: IND-KM",
        "IND-LENGTH (Length of cycle routes): indicator: follows the new id IND-LENGTH",
        "IND-LENGTH (Length of cycle routes), 2018: indicator: follows the new id IND-LENGTH",
    }


def test_items_are_compared_without_their_workspaces_too() -> None:
    workspace = loaded(tree("tiny")).workspace
    text = tree("tiny")[ACTION].replace(b"owner: alfa", b"owner: beta")
    other = loaded({**tree("tiny"), ACTION: text}).workspace
    (change,) = compare_items(workspace.actions["STR-A-01"], other.actions["STR-A-01"])
    assert str(change.message) == "owner changed: alfa → beta"
    (gone,) = compare_items(workspace.actions["STR-A-01"], None)
    assert str(gone.message) == "removed: action"
    assert compare_items(None, None) == ()


def test_every_list_of_entries_has_a_natural_key() -> None:
    assert {name for name, _ in _lists()} <= set(KEYS)
    assert len({name for name, _ in _lists()}) > 20


def test_every_way_that_is_weighed_leads_to_a_field() -> None:
    ways = {(place.cls.kind_name, *way) for place in PLACES for way in _ways(place.cls)}
    kinds = {(place.cls.kind_name,) for place in PLACES}
    assert {*_JUDGES, *_WEIGHTS} <= ways | kinds


def _lists() -> Iterator[tuple[str, Any]]:
    for place in PLACES:
        for way, field in _ways(place.cls).items():
            if field.form is Form.RECORDS:
                yield way[-1], field


def _ways(cls: Any, start: tuple[str, ...] = ()) -> dict[tuple[str, ...], Any]:
    """The ways to all fields of a class, those of entries in it among them."""
    found: dict[tuple[str, ...], Any] = {}
    for key, field in fields_of(cls).items():
        found[*start, key] = field
        inner = field
        while inner.inner is not None:
            inner = inner.inner
        if inner.form in (Form.RECORD, Form.RECORDS) and len(start) < 5:
            found |= _ways(inner.cls, (*start, key))
    return found

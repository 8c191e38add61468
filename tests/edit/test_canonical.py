"""The canonical form says what the file said, is the form of itself, and leaves what is in it as it is."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from som_cli.model.canonical import canonical_text, shape_of_file
from som_cli.model.canonical_check import has_canonical_nodes, has_canonical_text
from som_cli.model.decode import decode_item
from som_cli.model.layout import PLACES, Form, place_of
from som_cli.text.files import WorkingTree
from som_cli.text.nodes import Mapping
from som_cli.text.source import SourceText
from som_cli.text.yaml_reader import parse_yaml
from tests.edit.messy import Messy

TESTS = Path(__file__).parents[1]
PATHS = (
    "plans/str/actions/STR-A-01.yml",
    "plans/str/objectives/STR-1.yml",
    "plans/str/plan.yml",
    "plans/str/routes/STR-T-01.yml",
    "registry/indicators/IND-KM.yml",
    "registry/units.yml",
    "monitoring/2015/returns/alfa.yml",
    "partnership/partnership.yml",
    "locales/de/plans/str/plan.yml",
    "som.yml",
)
SEEDS = st.integers(min_value=0, max_value=2**32)
ACTION = PATHS[0]
INDICATOR = PATHS[4]


def form(text: str, path: str = ACTION) -> str:
    return canonical_text(SourceText(path, text))


def node(text: str, path: str) -> Any:
    root, problems = parse_yaml(SourceText(path, text))
    assert problems == []
    return root


def settled(value: Any) -> Any:
    """A node without the order of observations."""
    if isinstance(value, dict):
        ordered = {key: settled(value[key]) for key in sorted(value)}
        listed = ordered.get("observations")
        return {**ordered, "observations": sorted(listed, key=repr)} if isinstance(listed, list) else ordered
    return [settled(inner) for inner in value] if isinstance(value, list) else value


def comments(text: str, count: int) -> list[int]:
    """The numbers of the comments that stand in a text."""
    return [number for number in range(1, count + 1) if re.search(rf"#.* {number}(?= #|$)", text, re.MULTILINE)]


def is_plainly_canonical(text: str, path: str) -> bool:
    root = node(text, path)
    return has_canonical_text(text) and isinstance(root, Mapping) and has_canonical_nodes(root, shape_of_file(path))


@given(st.sampled_from(PATHS), SEEDS)
def test_the_form_says_the_same_once_and_for_all(path: str, seed: int) -> None:
    messy = Messy(Random(seed))  # noqa: S311 - it makes files, no secrets
    text = messy.file(shape_of_file(path))
    before = node(text, path)
    formed = form(text, path)
    assert settled(node(formed, path)) == settled(before)
    assert form(formed, path) == formed
    assert comments(formed, messy.count) == comments(text, messy.count)
    place = place_of(path)
    if place and place[0].form is Form.OWN_ID and "observations" not in before:
        item, problems = decode_item(place[0].cls, node(text, path), path)
        again, later = decode_item(place[0].cls, node(formed, path), path)
        assert sorted((one.code, one.field) for one in problems) == sorted((one.code, one.field) for one in later)
        assert item == again


@given(st.sampled_from(PATHS), SEEDS)
def test_the_cheap_check_never_takes_another_form_for_the_canonical_one(path: str, seed: int) -> None:
    text = Messy(Random(seed)).file(shape_of_file(path))  # noqa: S311 - the same
    formed = form(text, path)
    for candidate in (text, formed):
        if is_plainly_canonical(candidate, path):
            assert form(candidate, path) == candidate


@pytest.mark.parametrize("tree", ["example/strategies", "tiny"])
def test_the_trees_of_the_tests_are_in_canonical_form(tree: str) -> None:
    files = WorkingTree(TESTS / tree)
    texts = {path: files.read(path).decode() for path in files.paths if path.endswith(".yml")}
    assert len(texts) > 10
    assert [path for path, text in texts.items() if form(text, path) != text] == []
    assert [path for path, text in texts.items() if not is_plainly_canonical(text, path)] == []


def test_every_kind_of_file_has_an_order_of_keys() -> None:
    for place in PLACES:
        if place.form in (Form.OWN_ID, Form.FREE_ID):
            sample = place.pattern.replace("\\", "").replace("(?P<id>[^/]+)", "x")
            keys = shape_of_file(sample.replace("(?P<plan>[^/]+)", "p").replace("(?P<consultation>[^/]+)", "K")).keys
            assert keys[0] == "id"
            assert keys[-1] == "waivers"


def test_keys_come_in_order_and_comments_stay_with_them() -> None:
    text = (
        "# About the file.\n\n"
        "title: Cycle route  # checked\n"
        "# Says who.\n"
        "owner: alfa\n"
        "id: STR-A-01\n\n\n"
        "kind: investment\n"
        "# The end.\n"
    )
    assert form(text) == (
        "# About the file.\n\n"
        "id: STR-A-01\n"
        "title: Cycle route  # checked\n\n"
        "kind: investment\n"
        "# Says who.\n"
        "owner: alfa\n"
        "# The end.\n"
    )


def test_lines_of_figures_stand_on_one_line_each_and_others_as_they_were_written() -> None:
    text = (
        "id: STR-A-01\n"
        "steps: [{what: One, due: 2015}, {what: 'Two, three'}]\n"
        "budget:\n"
        "    lines:\n"
        "    - year: 2015\n"
        "      amount:   1.00\n"
        "    - amount: 2.00   # not sure\n"
        "      year: 2014\n"
        "risks:\n"
        "- what: Rain\n"
        "  id: STR-A-01-R1\n"
    )
    assert form(text) == (
        "id: STR-A-01\n"
        "steps:\n"
        "  - {due: 2015, what: One}\n"
        '  - {what: "Two, three"}\n'
        "budget:\n"
        "  lines:\n"
        "    - {year: 2015, amount: 1.00}\n"
        "    - year: 2014\n"
        "      amount: 2.00   # not sure\n"
        "risks:\n"
        "  - id: STR-A-01-R1\n"
        "    what: Rain\n"
    )


def test_observations_are_sorted_by_period_and_area_and_nothing_else_is() -> None:
    text = (
        "id: IND-KM\n"
        "observations:\n"
        "  - {period: 2015, value: 3, area: beta}\n"
        "  - {period: 2015, value: 2, area: alfa}\n"
        "  # the first year\n"
        "  - {period: 2014, value: 1, area: beta}\n"
        "codes:\n"
        "  - {scheme: B, code: b}\n"
        "  - {scheme: A, code: a}\n"
    )
    assert form(text, INDICATOR) == (
        "id: IND-KM\n"
        "codes:\n"
        "  - {scheme: B, code: b}\n"
        "  - {scheme: A, code: a}\n"
        "observations:\n"
        "  # the first year\n"
        "  - {period: 2014, value: 1, area: beta}\n"
        "  - {period: 2015, value: 2, area: alfa}\n"
        "  - {period: 2015, value: 3, area: beta}\n"
    )


@pytest.mark.parametrize(
    ("written", "formed"),
    [
        ('"Cycle route 2020"', "Cycle route 2020"),
        ("'Cycle: route'", '"Cycle: route"'),
        ("""'say "so"'""", """'say "so"'"""),
        ('"no"', '"no"'),
        ('"2015"', '"2015"'),
        ('"33a57c2d"', '"33a57c2d"'),
        ('"d56bdbe3"', '"d56bdbe3"'),
        ('"https://example.invalid/a"', '"https://example.invalid/a"'),
        ("Two\n  lines", "Two lines"),
        ('"Two\n\n  lines"', "|-\n  Two\n  lines"),
        ("|\n     Deep\n       er", "|-\n  Deep\n    er"),
        ("|4\n      Shifted", "|2-\n    Shifted"),
        (">-\n   Folded\n   text", ">-\n  Folded\n  text"),
        ("~", "~"),
    ],
)
def test_a_scalar_is_written_as_shortly_as_is_safe(written: str, formed: str) -> None:
    text = form(f"id: STR-A-01\ntitle: {written}")
    assert text == f"id: STR-A-01\ntitle: {formed}\n"
    assert node(text, ACTION) == node(f"id: STR-A-01\ntitle: {written}", ACTION)


def test_a_canonical_file_keeps_every_byte_but_those_of_the_one_key() -> None:
    path = "plans/row/actions/ROW-A-01.yml"
    text = (TESTS / "example/strategies" / path).read_text("utf-8")
    moved = text.replace("status: planned\n", "", 1) + "status: planned\n"
    assert form(moved, path) == text


def test_what_cannot_be_read_stays_as_it_is() -> None:
    assert form("a: 1\na: 2") == "a: 1\na: 2"
    assert form("# nothing but this") == "# nothing but this"

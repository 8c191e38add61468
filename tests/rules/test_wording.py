"""REF07–REF10, SRC, LOC and TXT: near misses, other places, and waivers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from som_cli.model import insertions
from som_cli.reports import prose_functions, vocabulary
from tests.rules.overlaid import findings
from tests.rules.texts import ACTION, OBJECTIVE, SECOND, action, found_at, is_waived, objective

CHAPTER = "plans/str/text/01-vision.md"
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("TXT01", "Codes ab-xxx-1, `xxx`, {{ ref('xxx') }}, https://example.invalid/xxx and session XXX."),
        ("TXT05", "The European Union (EU) and chapter XIV; IND-KM is an id."),
        ("TXT09", 'See {{ table("members") }}, `a - b`, http://example.invalid/a - or [x](a - b).'),
        ("TXT08", "![A map](map.png)\n\n| a | b |\n|---|---|\n| 1 | 2 |"),
        ("TXT03", "The length of cycle routes reaches 80.0 km, or 40 km in 2013."),
        ("TXT06", "The municipality of Alfa and the municipality as such."),
        (
            "REF08",
            'See STR-1, {{ ref("TR-1") }}, {{ value("IND-KM", "target") }} and {{ table("actions", plan="tr") }}.',
        ),
    ],
)
def test_chapters_that_are_left_alone(code: str, text: str) -> None:
    assert found_at(code, {CHAPTER: f"# Vision\n\n{text}\n"}) == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("TXT01", "The number is xxx."),
        ("TXT01", "TODO"),
        ("TXT03", "The length of cycle routes reaches 78.5 km."),
        ("TXT08", "| | |\n|---|---|\n| 1 | 2 |"),
        ("REF08", "See STR-7."),
        ("REF08", '{{ tabel("actions") }}'),
        ("REF08", '{{ value("IND-KM", "goal") }}'),
    ],
)
def test_chapters_are_waived_in_the_plan(code: str, text: str) -> None:
    plan = (ROOT / "tests/tiny/plans/str/plan.yml").read_text("utf-8")
    waiver = f"waivers: [{{rule: {code}, about: {CHAPTER}, reason: So it is., by: office, until: never}}]\n"
    changes = {CHAPTER: f"# Vision\n\n{text}\n"}
    (found,) = findings(code, changes)
    assert found.span.path == CHAPTER
    assert [one.waived for one in findings(code, {**changes, "plans/str/plan.yml": plan + waiver})] == [True]


@pytest.mark.parametrize(
    ("code", "path", "changes"),
    [
        ("TXT01", OBJECTIVE, {OBJECTIVE: objective(more="description: To be completed.\n")}),
        ("TXT02", ACTION, {ACTION: action().replace("Cycle route", "Striving for a route")}),
        ("TXT02", OBJECTIVE, {OBJECTIVE: objective().replace("A connected area", "x" * 121)}),
        ("TXT04", OBJECTIVE, {OBJECTIVE: objective(more="description: Significantly more routes.\n")}),
        ("REF08", ACTION, {ACTION: action("description: As in SRC-099.\n")}),
        (
            "SRC05",
            OBJECTIVE.replace("plans/str/objectives/STR-1", "registry/sources/SRC-001"),
            {"registry/sources/SRC-001.yml": "id: SRC-001\ntitle: S\nkind: law\nbdl: {variable: a, retrieved: 2014}\n"},
        ),
    ],
)
def test_items_are_found_and_waived(code: str, path: str, changes: Mapping[str, str]) -> None:
    assert found_at(code, changes)
    assert is_waived(code, path, changes)


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("TXT02", {OBJECTIVE: objective().replace("A connected area", "Construction of trust")}),
        ("TXT02", {OBJECTIVE: objective().replace("A connected area", "x" * 120)}),
        (
            "TXT04",
            {ACTION: action("scope: Significantly more.\noutputs: [{indicator: IND-KM, value: 1, period: 2018}]\n")},
        ),
        ("TXT10", {SECOND: objective(identifier="STR-2", more="status: withdrawn\n")}),
        (
            "REF07",
            {
                ACTION: action("status: withdrawn\n").replace("STR-1", "STR-2"),
                SECOND: objective(identifier="STR-2", more="status: withdrawn\n"),
            },
        ),
        (
            "REF10",
            {OBJECTIVE: objective(more='code: "1.9"\n'), SECOND: objective(identifier="STR-2", more='code: "1.10"\n')},
        ),
    ],
)
def test_near_misses(code: str, changes: Mapping[str, str]) -> None:
    assert found_at(code, changes) == []


def test_the_names_of_insertions_are_those_that_reports_know() -> None:
    assert set(insertions.TABLES) == set(vocabulary.WHOLE)
    assert set(insertions.PLAN_TABLES) == set(vocabulary.OF_PLAN)
    assert set(insertions.FIGURES) == set(vocabulary.FIGURES)
    assert insertions.VALUES == prose_functions.VALUES


def test_hooks_call_the_commands_by_name() -> None:
    hooks = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    assert set(hooks) == {"som-validate", "som-fmt", "som-personal-data"}
    assert hooks["som-personal-data"]["entry"] == "som validate --select PAR08"
    assert all(hook["language"] == "python" and not hook["pass_filenames"] for hook in hooks.values())

"""Properties of every merge, on files as people write them."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from som_cli.edit.merge import merge_files
from som_cli.edit.merge_text import Markers
from som_cli.model.canonical import Shape, canonical_text, shape_of_file
from som_cli.text.source import SourceText
from som_cli.text.yaml_reader import parse_yaml
from tests.edit.messy import Messy

PATHS = (
    "plans/str/actions/STR-A-01.yml",
    "plans/str/objectives/STR-1.yml",
    "registry/indicators/IND-A.yml",
    "registry/glossary.yml",
    "partnership/members/a.yml",
)
paths = st.sampled_from(PATHS)
seeds = st.integers(0, 10**9)


def random(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - cases that come back, no secrets


def item(path: str, seed: int) -> str:
    return Messy(random(seed)).file(shape_of_file(path))


def read(text: str) -> tuple[Any, bool]:
    node, problems = parse_yaml(SourceText("", text))
    return node, not problems


def edits_of_one_entry(path: str, text: str, chance: Random) -> str:
    """Replaces, removes or adds top-level entries, with all their lines."""
    shape = shape_of_file(path)
    node, is_readable = read(text)
    if not is_readable or not isinstance(node, dict) or len(node) < 2:
        return text
    lines = text.split("\n")
    starts = sorted(place[0].line for place in node.places.values())  # type: ignore[attr-defined]
    index = chance.randrange(1, len(starts))
    end = starts[index + 1] if index + 1 < len(starts) else len(lines)
    fresh = Messy(chance).mapping(Shape((f"new_{chance.randrange(3)}",), {}), 0) if chance.random() < 0.5 else []
    changed = "\n".join([*lines[: starts[index]], *fresh, *lines[end:]])
    return changed if read(changed)[1] and shape else text


@given(paths, seeds, seeds)
def test_a_side_that_changed_nothing_leaves_the_other_as_it_is(path: str, seed: int, other: int) -> None:
    base, changed = item(path, seed).encode(), item(path, other).encode()
    assert merge_files(path, base, base, changed).content == changed
    assert merge_files(path, base, changed, base).content == changed
    assert merge_files(path, base, changed, changed).content == changed


@given(paths, seeds, seeds, seeds)
def test_any_three_files_give_a_merge_or_a_conflict_with_two_readable_sides(
    path: str, seed: int, first: int, second: int
) -> None:
    base, ours, theirs = (item(path, number) for number in (seed, first, second))
    merge = merge_files(path, base.encode(), ours.encode(), theirs.encode())
    text = merge.content.decode()
    if merge.by_lines:
        return
    sides = [read(Markers().side(text, is_ours=is_ours)) for is_ours in (True, False)]
    assert all(is_readable for _, is_readable in sides)
    assert ("<<<<<<< ours: " in text) == bool(merge.conflicts)


@given(paths, seeds, seeds, seeds)
def test_both_directions_say_the_same(path: str, seed: int, first: int, second: int) -> None:
    base = item(path, seed)
    ours, theirs = (edits_of_one_entry(path, base, random(number)) for number in (first, second))
    one = merge_files(path, base.encode(), ours.encode(), theirs.encode())
    two = merge_files(path, base.encode(), theirs.encode(), ours.encode())
    assert sorted(one.conflicts) == sorted(two.conflicts)
    if not one.conflicts:
        assert read(one.content.decode()) == read(two.content.decode())


@given(paths, seeds, seeds, seeds)
def test_canonical_files_merge_into_a_canonical_one(path: str, seed: int, first: int, second: int) -> None:
    def form(text: str) -> str:
        return canonical_text(SourceText(path, text))

    base = form(item(path, seed))
    ours, theirs = (form(edits_of_one_entry(path, base, random(number))) for number in (first, second))
    merge = merge_files(path, base.encode(), ours.encode(), theirs.encode())
    text = merge.content.decode()
    is_canonical = all(form(version) == version for version in (ours, theirs))
    if not merge.conflicts and not merge.by_lines and is_canonical:
        assert form(text) == text


@pytest.mark.parametrize("path", PATHS)
def test_the_cases_are_not_trivial(path: str) -> None:
    kinds = set()
    for seed in range(60):
        base = item(path, seed)
        ours, theirs = (edits_of_one_entry(path, base, random(seed + step)) for step in (1000, 2000))
        merge = merge_files(path, base.encode(), ours.encode(), theirs.encode())
        kinds.add("lines" if merge.by_lines else "conflict" if merge.conflicts else "clean")
        if merge.content not in (ours.encode(), theirs.encode(), base.encode()) and not merge.conflicts:
            kinds.add("both")
    assert {"clean", "both", "conflict"} <= kinds

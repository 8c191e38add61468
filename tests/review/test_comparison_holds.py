"""What holds of every two workspaces: changes mirror, lead from one to the other, and are none where both are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from random import Random
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from som_cli.messages import translate
from som_cli.model.layout import CHAPTER
from som_cli.model.workspace import Workspace
from som_cli.review.changes import Change, ChangeKind
from som_cli.review.compare import compare_workspaces, plain
from som_cli.review.effects import effects
from som_cli.review.matching import UNORDERED
from som_cli.review.renames import item_name
from som_cli.review.words import compare_words
from tests.properties.blocks import block_text
from tests.properties.mutants import mutants
from tests.properties.test_rules_hold import _spaced
from tests.properties.values import TEXT
from tests.properties.workspaces import Contents, loaded, some, workspaces
from tests.review.applying import apply_changes

ANY = st.one_of(workspaces(), mutants())
SEEDS = st.randoms(use_true_random=False)
MIRRORED = {ChangeKind.ADDED: ChangeKind.REMOVED, ChangeKind.REMOVED: ChangeKind.ADDED}
SIGNS = {"+": "-", "-": "+", " ": " "}


def compared(old: Contents, new: Contents) -> tuple[Change, ...]:
    return compare_workspaces(loaded(old).workspace, loaded(new).workspace)


@some
@given(ANY)
def test_nothing_changes_between_a_workspace_and_itself(contents: Contents) -> None:
    assert compared(contents, dict(contents)) == ()
    workspace = loaded(contents).workspace
    assert effects(workspace, workspace) == ()


@some
@given(ANY, SEEDS)
def test_comments_blank_lines_and_moved_lines_are_no_change(contents: Contents, random: Random) -> None:
    spaced = {
        path: b"# remark\n\n" + _spaced(content, random) if path.endswith(".yml") else content
        for path, content in contents.items()
    }
    assert compared(contents, spaced) == ()


@some
@given(ANY, SEEDS)
def test_the_order_of_keys_and_the_style_are_no_change(contents: Contents, random: Random) -> None:
    workspace = loaded(contents).workspace
    laid = dict(contents)
    for item in workspace.all_items():
        path, node = item.origin.path, cast("dict[str, Any]", plain(item.origin.node))
        if path in contents and node.get("id") == item.id:
            laid[path] = block_text(dict(random.sample(list(node.items()), len(node)))).encode()
    assert compared(contents, laid) == ()


@some
@given(ANY, ANY)
def test_the_comparison_the_other_way_is_the_mirror(old: Contents, new: Contents) -> None:
    there, back = compared(old, new), compared(new, old)
    assert sorted(map(_shown, there)) == sorted(_shown(one, is_mirrored=True) for one in back)


def _shown(change: Change, *, is_mirrored: bool = False) -> str:
    """What a change says, without its place in a file, its weight and its words: these belong to one direction."""
    kind, sides = change.kind, (change.old, change.new)
    places = (change.old_place, change.new_place)
    names = (change.former or change.item, change.item)
    signs = [(word.sign, word.text) for word in change.words]
    if is_mirrored:
        kind, sides, places, names = MIRRORED.get(kind, kind), sides[::-1], places[::-1], names[::-1]
        signs = sorted((SIGNS[sign], text) for sign, text in signs)
    return repr((names, change.item_kind, change.steps, kind, sides, places, sorted(signs)))


@some
@given(ANY, ANY)
def test_the_changes_lead_from_the_old_state_to_the_new_one(old: Contents, new: Contents) -> None:
    before, after = loaded(old).workspace, loaded(new).workspace
    changes: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in compare_workspaces(before, after):
        changes[change.item_kind, change.former or change.item].append(change)
    state = _state(before)
    for key, ones in changes.items():
        content = _applied(key[0], state.pop(key, None), ones)
        if content or isinstance(content, dict):
            state[key[0], ones[-1].item] = content
    assert {key: _settled(value) for key, value in state.items()} == {
        key: _settled(value) for key, value in _state(after).items()
    }


def _state(workspace: Workspace) -> dict[tuple[str, str], Any]:
    """All that files say, by kind and name."""
    state: dict[tuple[str, str], Any] = {}
    codes = [one for entries in getattr(workspace.codelists, "own", {}).values() for one in entries.values()]
    for item in (*workspace.all_items(), *codes):
        if item.origin.path:
            state[item.kind_name, item_name(item)] = plain(item.origin.node)
    for path, source in workspace.texts.items():
        if CHAPTER.fullmatch(path) and source.text:
            state["chapter", path] = source.text
    for table in workspace.inventories:
        if table.rows:
            rows = sorted((row.member, row.sector, row.carrier, f"{row.mwh:f}") for row in table.rows)
            state["inventory", table.path] = rows
    return state


def _applied(kind: str, content: Any, changes: Iterable[Change]) -> Any:
    if kind == "shape":
        return None
    if kind == "chapter":
        return next((one.new for one in reversed(list(changes)) if one.kind is not ChangeKind.MOVED), content)
    if kind == "inventory":
        return _rows(content, changes)
    return apply_changes(content, changes)


def _rows(content: Any, changes: Iterable[Change]) -> Any:
    rows = list(content or ())
    for change in changes:
        if not change.steps:
            new: Any = change.new
            return sorted(tuple(row.values()) for row in new or ())
        cell = tuple(step[1:-1].split(" #")[0] for step in change.steps[:-1])
        if change.old is not None:
            rows.remove((*cell, change.old))
        if change.new is not None:
            rows.append((*cell, change.new))
    return sorted(rows)


def _settled(value: Any, key: str = "") -> Any:
    """A value without what is empty, and without an order where the order says nothing."""
    if isinstance(value, Mapping):
        kept = {name: _settled(inner, name) for name, inner in value.items()}
        return {name: inner for name, inner in sorted(kept.items()) if inner not in (None, "", [], {})}
    if isinstance(value, list):
        settled = [_settled(inner) for inner in value]
        return sorted(settled, key=repr) if key in UNORDERED else settled
    return value


@some
@given(ANY, ANY)
def test_every_change_and_effect_can_be_said(old: Contents, new: Contents) -> None:
    before, after = loaded(old).workspace, loaded(new).workspace
    for change in compare_workspaces(before, after):
        assert translate(change.message, "en").strip()
        assert translate(change.message, "pl").strip()
        is_gone = change.path not in after.texts or (change.kind is ChangeKind.REMOVED and not change.steps)
        text = (before if is_gone else after).texts[change.path]
        assert 1 <= change.line <= len(text.lines)
    for effect in effects(before, after):
        assert translate(effect.message, "en").strip()


@some
@given(TEXT, TEXT)
def test_words_make_up_both_texts(old: str, new: str) -> None:
    words = compare_words(old, new)
    assert "".join(word.text for word in words if word.sign != "+") == old
    assert "".join(word.text for word in words if word.sign != "-") == new

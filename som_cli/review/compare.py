"""Two workspaces, or two states of one item -> the changes between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from som_cli.messages import msg
from som_cli.model.action import Action
from som_cli.model.entry import Item
from som_cli.model.layout import plan_of
from som_cli.model.monitoring import Overlay
from som_cli.model.workspace import Workspace
from som_cli.review.budgets import budget_changes
from som_cli.review.changes import Change, ChangeKind, Value, Weight, by_weight
from som_cli.review.chapters import chapter_changes
from som_cli.review.field_words import kind_word
from som_cli.review.fields import Difference, differences, keyed_differences
from som_cli.review.inventories import inventory_changes
from som_cli.review.judgement import judge
from som_cli.review.renames import Twin, item_name, renames, twins
from som_cli.review.scene import Scene
from som_cli.review.sentences import is_text, said_of_move
from som_cli.review.shapes import shape_changes
from som_cli.review.structure import fields_of
from som_cli.review.unread import is_unread
from som_cli.review.words import compare_words

# Kinds whose loss is a promise less, whose coming is a promise more.
PROMISES = frozenset({"plan", "objective", "action", "indicator", "route", "line"})
_LIFE = frozenset({"round", "return"})


def compare_workspaces(old: Workspace, new: Workspace) -> tuple[Change, ...]:
    """Every change between two states of a workspace, the gravest first. Comments, layout and moved lines are none.

    What could not be read on one side is left out: nobody knows whether it changed.
    """
    found = twins(old, new)
    scene = Scene(old, new, renames(found))
    changes: list[Change] = []
    for twin in found:
        if twin.old is twin.new or is_unread(twin, old, new):
            continue
        changes += _item_changes(twin, scene)
    changes += chapter_changes(old, new)
    changes += inventory_changes(old, new)
    changes += shape_changes(old, new)
    return by_weight(changes)


def compare_items(
    old: Item | None, new: Item | None, *, before: Workspace | None = None, after: Workspace | None = None
) -> tuple[Change, ...]:
    """The changes between two states of one item; None for one that was not there.

    With the workspaces that they come from, references, units and directions of indicators are known, and messages
    name things; without, ids and plain numbers stand in their place.
    """
    twin = Twin(old, new)
    return by_weight(_item_changes(twin, Scene(before, after, renames((twin,)))))


def _item_changes(twin: Twin, scene: Scene) -> Iterator[Change]:
    old, new = twin.old, twin.new
    if old is None or new is None:
        if old is not None or new is not None:
            yield _whole(twin, scene)
        return
    if item_name(old) != item_name(new):
        message = msg("renamed: {old} → {new}", old=old.id, new=new.id)
        yield _as_a_whole(
            new,
            scene,
            ChangeKind.RENAMED,
            old=item_name(old),
            new=item_name(new),
            message=message,
            former=item_name(old),
        )
    elif old.origin.path != new.origin.path:
        paths = {"old": old.origin.path, "new": new.origin.path}
        message = said_of_move(**paths, is_same=old.origin.node == new.origin.node)
        is_same_plan = plan_of(old.origin.path) == plan_of(new.origin.path)
        weight = Weight.NEUTRAL if is_same_plan else Weight.WEIGHTY
        yield _as_a_whole(new, scene, ChangeKind.MOVED, **paths, message=message, weight=weight)
    for difference in _differences(old, new, scene):
        yield _change(difference, old, new, scene)
    if (
        isinstance(old, Action)
        and isinstance(new, Action)
        and old.origin.node.get("budget") != new.origin.node.get("budget")
    ):
        yield from budget_changes(old, new, scene)


def _differences(old: Item, new: Item, scene: Scene) -> list[Difference]:
    before, after = old.origin.node, new.origin.node
    if before == after:
        return []
    if isinstance(new, Overlay):
        texts = fields_of(Overlay)["texts"]
        return keyed_differences(texts, _texts(before), _texts(after), scene.renames)
    found = differences(type(new), before, after, scene.renames)
    # A new id is the item's renaming, said already.
    return [one for one in found if not (one.steps == ("id",) and old.id != new.id)]


def _texts(node: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if key != "id"}


def _change(difference: Difference, old: Item, new: Item, scene: Scene) -> Change:
    span = new.origin.span(difference.new_place)
    found = judge(new.kind_name, difference, scene)
    return Change(
        item=item_name(new),
        item_kind=new.kind_name,
        plan=scene.plan(new),
        steps=difference.steps,
        kind=difference.kind,
        weight=found.weight,
        old=plain(difference.old),
        new=plain(difference.new),
        path=span.path,
        line=span.line,
        message=found.message,
        title=scene.title(new),
        former=item_name(old) if old.id != new.id else "",
        old_place=difference.old_place,
        new_place=difference.new_place,
        justification=_justification(difference, new),
        words=compare_words(difference.old, difference.new) if is_text(difference) else (),
    )


def _justification(difference: Difference, new: Item) -> str:
    """The reason that stands nearest to the change: in its entry, in one around it, in the item."""
    reasons = [holder.get("justification") for _, holder in difference.holders if isinstance(holder, dict)]
    given = [reason.strip() for reason in reversed(reasons) if isinstance(reason, str)]
    return next(iter(given), new.justification or "")


def _whole(twin: Twin, scene: Scene) -> Change:
    """An item that came or went."""
    item = twin.new or twin.old
    if item is None:
        raise ValueError(twin)
    kind = ChangeKind.REMOVED if twin.new is None else ChangeKind.ADDED
    weight = Weight.RUNNING if item.kind_name in _LIFE else Weight.NEUTRAL
    if isinstance(item, Action) and item.is_mirror:
        weight = Weight.WEIGHTY
    elif item.kind_name in PROMISES:
        weight = Weight.STRENGTHENING if kind is ChangeKind.ADDED else Weight.WEAKENING
    word = kind_word(item.kind_name)
    message = msg("added: {kind}", kind=word) if kind is ChangeKind.ADDED else msg("removed: {kind}", kind=word)
    node = plain(item.origin.node)
    sides = {"old": None, "new": node} if kind is ChangeKind.ADDED else {"old": node, "new": None}
    return _as_a_whole(item, scene, kind, **sides, message=message, weight=weight)


def _as_a_whole(item: Item, scene: Scene, kind: ChangeKind, **said: Any) -> Change:
    span = item.origin.span()
    parts = {
        "item": item_name(item),
        "item_kind": item.kind_name,
        "plan": scene.plan(item),
        "steps": (),
        "kind": kind,
        "weight": Weight.NEUTRAL,
        "path": span.path,
        "line": span.line,
        "title": scene.title(item),
        "justification": item.justification or "",
    }
    return Change(**{**parts, **said})


def plain(node: Any) -> Value:
    """A located node without its places; nothing for what is empty."""
    if isinstance(node, dict):
        return {key: plain(value) for key, value in node.items() if value is not None}
    if isinstance(node, list):
        return [plain(value) for value in node]
    return node if isinstance(node, str) else None

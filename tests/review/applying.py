"""What a file says and the changes of its item -> what the file says after them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import Any

from som_cli.model.entry import FieldPath
from som_cli.review.changes import Change, ChangeKind, Value


def apply_changes(content: Value, changes: Iterable[Change]) -> Value:
    """The content of one item (a mapping without places) after its changes; None where it is gone.

    The order of lists whose order says nothing may be another than in the new file.
    """
    fields = []
    for change in changes:
        if change.is_derived or (change.kind is ChangeKind.MOVED and not change.steps):
            continue
        if not change.steps and change.kind is ChangeKind.RENAMED:
            if isinstance(content, dict) and "id" in content:
                content = {**content, "id": change.new}
        elif not change.steps:
            return deepcopy(change.new)
        else:
            fields.append(change)
    result: Any = deepcopy(content)
    lists: dict[FieldPath, list[Change]] = defaultdict(list)
    for change in fields:
        if change.kind is ChangeKind.MOVED or len(change.old_place) != len(change.new_place):
            lists[_list_place(change)].append(change)
        else:
            _set(result, change.old_place, change.new)
    # Inner lists first: their places are those of the old file.
    for place in sorted(lists, key=len, reverse=True):
        _set(result, place, _arranged(_get(result, place) or [], lists[place]))
    changed: Value = result
    return changed


def _list_place(change: Change) -> FieldPath:
    """The old place of the list that an entry came to, went from, or changed its place in."""
    return change.old_place[:-1] if change.kind is ChangeKind.REMOVED else change.old_place


def _arranged(entries: Sequence[Any], changes: Sequence[Change]) -> list[Any]:
    gone = {change.old_place[-1] for change in changes if change.kind is ChangeKind.REMOVED}
    kept = [entry for index, entry in enumerate(entries) if index not in gone]
    for change in changes:
        if change.kind is ChangeKind.MOVED and isinstance(change.old, list) and isinstance(change.new, list):
            places = [change.old.index(name) for name in change.new]
            kept = [kept[place] for place in places]
    came = [change for change in changes if change.kind is ChangeKind.ADDED]
    for change in sorted(came, key=lambda one: int(one.new_place[-1])):
        kept.insert(int(change.new_place[-1]), deepcopy(change.new))
    return kept


def _get(content: Any, place: FieldPath) -> Any:
    for step in place:
        content = content[step] if isinstance(step, int) else (content or {}).get(step)
    return content


def _set(content: Any, place: FieldPath, value: Any) -> None:
    for step in place[:-1]:
        content = content.setdefault(step, {}) if isinstance(step, str) else content[step]
    last = place[-1]
    if value is None or value == []:
        content.pop(last, None)
    else:
        content[last] = value

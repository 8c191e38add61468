"""Shapes of two workspaces -> what came, went and was drawn anew, with the change of length."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from som_cli.analysis.geometry import geodesic_length, positions
from som_cli.messages import Message, msg
from som_cli.model.layout import plan_of
from som_cli.model.network import Shape
from som_cli.model.workspace import Workspace
from som_cli.review.changes import Change, ChangeKind, Value, Weight
from som_cli.review.spoken import number

_LINES = frozenset({"LineString", "MultiLineString"})
Key = tuple[str, str]


def shape_changes(old: Workspace, new: Workspace) -> Iterator[Change]:
    """Changes of shapes by id; their order in the file says nothing."""
    before, after = _by_key(old, new), _by_key(new, old)
    for key in [*after, *(key for key in before if key not in after)]:
        was, is_now = before.get(key), after.get(key)
        shape = is_now or was
        if shape is None or (was and is_now and _content(was) == _content(is_now)):
            continue
        kind = ChangeKind.ADDED if was is None else ChangeKind.REMOVED if is_now is None else ChangeKind.CHANGED
        yield Change(
            item=shape.path,
            item_kind="shape",
            plan=plan_of(shape.path) or "",
            steps=(f"[{key[1]}]",),
            kind=kind,
            weight=Weight.NEUTRAL,
            old=_content(was) if was else None,
            new=_content(is_now) if is_now else None,
            path=shape.path,
            line=1 if is_now is None else is_now.span.line,
            message=_message(key[1], was, is_now),
        )


def _by_key(workspace: Workspace, other: Workspace) -> Mapping[Key, Shape]:
    """Shapes by file and id, without files that are not read on the other side."""
    found: dict[Key, Shape] = {}
    seen: Counter[Key] = Counter()
    for path, shapes in workspace.shapes.items():
        if path in other.paths and path not in other.shapes:
            continue
        for shape in shapes:
            seen[path, shape.id] += 1
            count = seen[path, shape.id]
            found[path, shape.id if count == 1 else f"{shape.id} #{count}"] = shape
    return found


def _content(shape: Shape) -> Value:
    return {"type": shape.type, "coordinates": _texts(shape.coordinates)}


def _texts(coordinates: Any) -> Value:
    return [f"{one:f}" if isinstance(one, Decimal) else _texts(one) for one in coordinates]


def _message(name: str, old: Shape | None, new: Shape | None) -> Message:
    if old is None:
        return msg("{shape}: shape added", shape=name)
    if new is None:
        return msg("{shape}: shape removed", shape=name)
    if {old.type, new.type} <= _LINES and _is_measurable(old) and _is_measurable(new):
        was, is_now = (Decimal(round(geodesic_length(shape))) for shape in (old, new))
        if was != is_now:
            return msg("{shape}: length {old} → {new} m", shape=name, old=number(was), new=number(is_now))
        return msg("{shape}: drawn anew, the length is the same", shape=name)
    return msg("{shape}: drawn anew", shape=name)


def _is_measurable(shape: Shape) -> bool:
    """Whether all positions lie on the Earth."""
    return all(abs(longitude) <= 180 and abs(latitude) <= 90 for longitude, latitude in positions(shape))  # noqa: PLR2004

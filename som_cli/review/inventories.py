"""Energy inventories of two workspaces -> what changed, by member, sector and carrier."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from som_cli.analysis.emissions import base_inventories
from som_cli.messages import msg
from som_cli.model.energy import Inventory
from som_cli.model.workspace import Workspace
from som_cli.review.changes import Change, ChangeKind, Value, Weight
from som_cli.review.scene import Scene
from som_cli.review.spoken import number

_UNIT = "MWh"
Cell = tuple[str, str, str, int]


def inventory_changes(old: Workspace, new: Workspace) -> Iterator[Change]:
    """Rows that came, went or changed. One of a base year moves what the plan's target is counted from."""
    scene = Scene(old, new)
    before, after = ({table.path: table for table in one.inventories} for one in (old, new))
    base = _base_paths(old) | _base_paths(new)
    for path in sorted({*before, *after}):
        is_missing_unread = any(path in one.paths and path not in held for one, held in ((old, before), (new, after)))
        if is_missing_unread:
            continue
        was, is_now = before.get(path), after.get(path)
        table = is_now or was
        if table is None or (was and is_now and old.texts[path].text == new.texts[path].text):
            continue
        yield from _table_changes(was, is_now, table, scene, is_base=path in base)


def _base_paths(workspace: Workspace) -> frozenset[str]:
    return frozenset(one.path for plan in workspace.plans.values() for one in base_inventories(plan, workspace))


def _table_changes(
    old: Inventory | None, new: Inventory | None, table: Inventory, scene: Scene, *, is_base: bool
) -> Iterator[Change]:
    was, is_now = _cells(old), _cells(new)
    if old is None or new is None:
        rows, energy = len(table.rows), sum((row.mwh for row in table.rows), Decimal(0))
        given = {"count": rows, "energy": number(energy)}
        kind, weight = ChangeKind.ADDED, Weight.STRENGTHENING if is_base else Weight.NEUTRAL
        message = msg(
            "energy inventory added: {count} row, {energy} MWh",
            plural="energy inventory added: {count} rows, {energy} MWh",
            **given,
        )
        if new is None:
            kind, weight = ChangeKind.REMOVED, Weight.WEAKENING
            message = msg(
                "energy inventory removed: {count} row, {energy} MWh",
                plural="energy inventory removed: {count} rows, {energy} MWh",
                **given,
            )
        content = _content(table)
        sides = (None, content) if new else (content, None)
        yield _change(table, kind=kind, old=sides[0], new=sides[1], weight=weight, message=message)
        return
    weight = Weight.WEAKENING if is_base else Weight.NEUTRAL
    for cell in [*is_now, *(cell for cell in was if cell not in is_now)]:
        before, after = was.get(cell), is_now.get(cell)
        found = _cell_change(cell, before, after, _place(cell, scene))
        if found is not None:
            is_same = before is not None and after is not None and before[0] == after[0]
            yield _change(table, weight=Weight.NEUTRAL if is_same else weight, **found)


def _cells(table: Inventory | None) -> Mapping[Cell, tuple[Decimal, int]]:
    """Energy and line of each row, by member, sector, carrier and its number among rows of these."""
    found: dict[Cell, tuple[Decimal, int]] = {}
    seen: Counter[tuple[str, str, str]] = Counter()
    for row in table.rows if table else ():
        key = (row.member, row.sector, row.carrier)
        seen[key] += 1
        found[*key, seen[key]] = row.mwh, row.row.cells["mwh"].span.line
    return found


def _cell_change(
    cell: Cell, was: tuple[Decimal, int] | None, is_now: tuple[Decimal, int] | None, place: str
) -> dict[str, Any] | None:
    """What a row's change is, but for its weight and its table; None for a row that is as it was."""
    member, sector, carrier, count = cell
    old, new = (None if side is None else f"{side[0]:f}" for side in (was, is_now))
    if was and is_now and old != new:
        kind = ChangeKind.CHANGED
        given: dict[str, Any] = {"old": number(was[0]), "new": number(is_now[0]), "unit": _UNIT}
        message = msg("{place}: {old} → {new} {unit}", place=place, **given)
    elif is_now and was is None:
        kind = ChangeKind.ADDED
        message = msg("{place}: row added, {value} {unit}", place=place, value=number(is_now[0]), unit=_UNIT)
    elif was and is_now is None:
        kind = ChangeKind.REMOVED
        message = msg("{place}: row removed, {value} {unit}", place=place, value=number(was[0]), unit=_UNIT)
    else:
        return None
    steps = (f"[{member}]", f"[{sector}]", f"[{carrier}{f' #{count}' if count > 1 else ''}]", "mwh")
    line = is_now[1] if is_now else 1
    return {"kind": kind, "old": old, "new": new, "steps": steps, "line": line, "message": message}


def _place(cell: Cell, scene: Scene) -> str:
    """The names of the member, the sector and the carrier of a row."""
    member, sector, carrier, _ = cell
    names = (scene.reference(member, ("member",)), scene.listed("sectors", sector), scene.listed("carriers", carrier))
    return ", ".join(names)


def _content(table: Inventory) -> Value:
    return [{"member": r.member, "sector": r.sector, "carrier": r.carrier, "mwh": f"{r.mwh:f}"} for r in table.rows]


def _change(table: Inventory, **said: Any) -> Change:
    whole = {"item": table.path, "item_kind": "inventory", "plan": table.plan, "path": table.path}
    return Change(**{"steps": (), "line": 1, **whole, **said})

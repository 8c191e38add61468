"""A value in one unit -> the same value in another."""

from __future__ import annotations

from decimal import Decimal

from som_cli.model.workspace import Workspace


def in_base(value: Decimal, unit: str | None, workspace: Workspace) -> Decimal:
    """A value in the base unit of its dimension (`units.yml`: value × factor); as it is where the unit is not known."""
    found = workspace.units.get(unit or "")
    return value if found is None or found.factor is None else value * found.factor


def dimension(unit: str | None, workspace: Workspace) -> str | None:
    """What a unit measures, or None where the workspace does not know it."""
    found = workspace.units.get(unit or "")
    return found.dimension if found else None


def converted(value: Decimal, unit: str | None, wanted: str | None, workspace: Workspace) -> Decimal | None:
    """A value in another unit of its dimension (× factor of the one, ÷ factor of the other); None across dimensions."""
    if unit is None or wanted is None or unit == wanted:
        return value
    source, target = workspace.units.get(unit), workspace.units.get(wanted)
    if source is None or target is None or not source.factor or not target.factor:
        return None
    if source.dimension != target.dimension or source.base != target.base:
        return None
    return value * source.factor / target.factor

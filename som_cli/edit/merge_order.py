"""Names of entries in three versions -> their order in the merged one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from som_cli.model.values import natural_key

Names = Sequence[str]


def merged_order(base: Names, ours: Names, theirs: Names) -> tuple[list[str], bool]:
    """The order of all names of both sides, and whether both had their own idea of one place.

    A side that left the order alone follows the other one. What both add in one place stands in natural order, so that
    the answer is the same whichever side is called ours.
    """
    spine, is_unsure = _spine(
        base, [name for name in ours if name in theirs], [name for name in theirs if name in ours]
    )
    mine, other = _gaps(ours, spine), _gaps(theirs, spine)
    order = []
    for place in (None, *spine):
        first, second = mine.get(place, []), other.get(place, [])
        is_unsure = is_unsure or bool(first and second)
        order += [*([] if place is None else [place]), *_together(first, second)]
    return order, is_unsure


def _spine(base: Names, ours: list[str], theirs: list[str]) -> tuple[list[str], bool]:
    """The order of the names that both sides have."""
    if ours == theirs:
        return ours, False
    before = [name for name in base if name in ours]
    known = frozenset(before)
    if [name for name in ours if name in known] == before:
        is_same = [name for name in theirs if name in known] == before
        return (min(ours, theirs), True) if is_same else (theirs, False)
    if [name for name in theirs if name in known] == before:
        return ours, False
    return min(ours, theirs), True


def _gaps(names: Names, spine: list[str]) -> dict[str | None, list[str]]:
    """What only this side has, by the name of the spine that it stands behind."""
    known = frozenset(spine)
    gaps: dict[str | None, list[str]] = {}
    behind = None
    for name in names:
        if name in known:
            behind = name
        else:
            gaps.setdefault(behind, []).append(name)
    return gaps


def _together(first: list[str], second: list[str]) -> list[str]:
    both = [first, second]
    if all(run == sorted(run, key=natural_key) for run in both):
        return sorted(chain(first, second), key=natural_key)
    return list(chain.from_iterable(sorted(both, key=lambda run: [natural_key(name) for name in run])))

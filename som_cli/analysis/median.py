"""Numbers -> the one in the middle. The library's own function takes longer to load than many a rule to run."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal


def median(values: Iterable[Decimal]) -> Decimal:
    """The middle value, or the mean of the two in the middle. Raises ValueError for no values."""
    ordered = sorted(values)
    if not ordered:
        raise ValueError("there is no median of nothing")
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2

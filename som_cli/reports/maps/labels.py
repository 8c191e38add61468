"""Labels that want a place on a map -> places at which none lies over another, the first ones served first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import dist

XY = tuple[float, float]

# Pixels of a letter and of a line at the size of a map's labels.
_LETTER = 6.1
_LINE = 14.0
_GAP = 2.0
# A label within so many pixels of its mark needs no line to it.
_NEAR = 11.0


@dataclass(frozen=True, slots=True)
class Label:
    """A text with the places where its middle may stand, the best one first; `kind` says how it is drawn.

    One that is needed is put where it covers least if no place is free. `target` is the mark that it names, to which a
    line leads where the label stands away from it.
    """

    text: str
    places: Sequence[XY]
    kind: str
    is_needed: bool = False
    target: XY | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A label in its place."""

    label: Label
    place: XY

    @property
    def leader(self) -> tuple[XY, XY] | None:
        """From the mark to the label, where the label stands away from it."""
        target = self.label.target
        if target is None:
            return None
        left, top, right, bottom = box(self.label.text, self.place)
        nearest = min(max(target[0], left), right), min(max(target[1], top), bottom)
        return (target, nearest) if dist(target, nearest) > _NEAR else None


@dataclass
class LabelSheet:
    """The labels of one map, `width` by `height` pixels. `taken` are boxes where none may stand."""

    width: float
    height: float
    taken: list[tuple[float, float, float, float]] = field(default_factory=list)

    def block(self, place: XY, radius: float) -> None:
        """Keeps labels off a mark."""
        self.taken.append((place[0] - radius, place[1] - radius, place[0] + radius, place[1] + radius))

    def block_line(self, start: XY, end: XY, radius: float) -> None:
        """Keeps labels off a straight line."""
        for spot in _steps(start, end, 2 * radius, 0.0):
            self.block(spot, radius)

    def settle(self, labels: Sequence[Label]) -> Iterator[Placed]:
        """Each label at its first free place; one that finds none is left out, unless it is needed."""
        for label in labels:
            if not label.places:
                continue
            free = next((place for place in label.places if self._is_free(label, place)), None)
            if free is None and label.is_needed:
                free = min(label.places, key=lambda place: self._covered(box(label.text, place)))
            if free is not None:
                self.taken.append(box(label.text, free))
                yield Placed(label, free)

    def _is_free(self, label: Label, place: XY) -> bool:
        """Whether the label, and the line to its mark, lie over nothing else."""
        leader = Placed(label, place).leader
        if self._is_taken(box(label.text, place)):
            return False
        return leader is None or not any(map(self._is_hit, _steps(*leader)))

    def _is_hit(self, spot: XY) -> bool:
        return any(left < spot[0] < right and top < spot[1] < bottom for left, top, right, bottom in self.taken)

    def _is_taken(self, wanted: tuple[float, float, float, float]) -> bool:
        left, top, right, bottom = wanted
        if left < 0 or top < 0 or right > self.width or bottom > self.height:
            return True
        return any(_shared(wanted, other) > 0 for other in self.taken)

    def _covered(self, wanted: tuple[float, float, float, float]) -> float:
        left, top, right, bottom = wanted
        outside = max(0.0, -left) + max(0.0, -top) + max(0.0, right - self.width) + max(0.0, bottom - self.height)
        return outside * _LINE + sum(_shared(wanted, other) for other in self.taken)


def _steps(start: XY, end: XY, length: float = 2.0, first: float = _NEAR) -> Iterator[XY]:
    """Places on a straight line, so far apart, from so far on: what is at its start belongs to it."""
    whole = dist(start, end)
    for step in range(1, int(whole / length)):
        share = step * length / whole
        if share * whole >= first:
            yield start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def box(text: str, place: XY) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a label about its middle."""
    lines = text.split("\n")
    across = max(len(line) for line in lines) * _LETTER / 2 + _GAP
    down = len(lines) * _LINE / 2
    return place[0] - across, place[1] - down, place[0] + across, place[1] + down


def _shared(first: tuple[float, float, float, float], second: tuple[float, float, float, float]) -> float:
    across = min(first[2], second[2]) - max(first[0], second[0])
    down = min(first[3], second[3]) - max(first[1], second[1])
    return across * down if across > 0 and down > 0 else 0.0


def around(place: XY, text: str, distances: Sequence[float] = (9.0,)) -> list[XY]:
    """Places beside a mark for a label: right, left, above, below, then the corners."""
    left, top, right, bottom = box(text, (0.0, 0.0))
    steps = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))
    found = []
    for distance in distances:
        across, down = (right - left) / 2 + distance - _GAP, (bottom - top) / 2 + distance - _GAP
        found += [(place[0] + x * across, place[1] + y * (down if not x else down * 0.8)) for x, y in steps]
    return [(round(x, 1), round(y, 1)) for x, y in found]


def along(path: Sequence[XY], count: int = 15) -> list[XY]:
    """Places on a line, from its middle outwards."""
    lengths = [dist(start, end) for start, end in pairwise(path)]
    whole = sum(lengths)
    if not whole:
        return list(path[:1])
    half = count // 2
    order = sorted(range(1, count + 1), key=lambda number: (abs(number - half - 1), number))
    return [_at(path, lengths, whole * number / (count + 1)) for number in order]


def _at(path: Sequence[XY], lengths: Sequence[float], distance: float) -> XY:
    for (start, end), length in zip(pairwise(path), lengths, strict=True):
        if distance <= length and length:
            share = distance / length
            return round(start[0] + (end[0] - start[0]) * share, 1), round(start[1] + (end[1] - start[1]) * share, 1)
        distance -= length
    return path[-1]

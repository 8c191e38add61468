"""Two sequences of parts -> pairs in order: which old part became which new one, which went and which came."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

# Two parts are the same one, changed, when they share this much of their words.
_ALIKE = 0.35
# Between two anchors, so many comparisons are made at most; a longer gap is searched only this far ahead.
_MOST_COMPARISONS = 2500
_WINDOW = 25

Pair = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Part:
    """What alignment has to know: a name that tells the part from all others (or none), its kind, text and words.

    `exact` is equal only for equal parts. Parts of unlike kinds are never paired, nor are those of unlike names where
    the name says what the part is (a row's first cell) and not merely how it is called (a heading's).
    """

    name: Hashable
    kind: Hashable
    exact: Hashable
    words: Counter[str]
    is_its_name: bool = False


def align(old: Sequence[Part], new: Sequence[Part]) -> list[Pair]:
    """Pairs of indices in reading order, None for nothing. A part that moved goes at one place and comes at another.

    Names that both sides have once are the first anchors, then equal parts; what is left between two anchors is
    compared by its words. Costs about as much as reading the parts.
    """
    anchors = [(-1, -1), *_anchors(old, new), (len(old), len(new))]
    result: list[Pair] = []
    for (before_old, before_new), (at_old, at_new) in pairwise(anchors):
        result += _gap(old, new, range(before_old + 1, at_old), range(before_new + 1, at_new))
        if at_old < len(old):
            result.append((at_old, at_new))
    return result


def _anchors(old: Sequence[Part], new: Sequence[Part]) -> list[tuple[int, int]]:
    """The longest run of pairs by name that keeps the order of both sides."""
    places = _unique(old, lambda part: part.name and (part.kind, part.name))
    news = _unique(new, lambda part: part.name and (part.kind, part.name))
    return _ordered([(place, news[key]) for key, place in places.items() if key in news])


def _unique(
    parts: Sequence[Part], key: Callable[[Part], Hashable], within: Sequence[int] | None = None
) -> dict[Hashable, int]:
    indices = range(len(parts)) if within is None else within
    keys = [(key(parts[index]), index) for index in indices]
    counts = Counter(found for found, _ in keys)
    return {found: index for found, index in keys if found and counts[found] == 1}


def _ordered(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest increasing subsequence (Fredman, 1975): `pairs` increase on the left, the result on both sides."""
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for index, (_, right) in enumerate(pairs):
        place = bisect_left(tails, right)
        previous.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [right]
        ends[place : place + 1] = [index]
    chain = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(pairs[index])
        index = previous[index]
    return chain[::-1]


def _gap(old: Sequence[Part], new: Sequence[Part], olds: range, news: range) -> Iterator[Pair]:
    """Pairs between two anchors: equal parts first, words in common for the rest."""
    places = _unique(old, lambda part: part.exact, olds)
    others = _unique(new, lambda part: part.exact, news)
    equal = _ordered([(place, others[key]) for key, place in places.items() if key in others])
    anchors = [(olds.start - 1, news.start - 1), *equal, (olds.stop, news.stop)]
    for (before_old, before_new), (at_old, at_new) in pairwise(anchors):
        left, right = range(before_old + 1, at_old), range(before_new + 1, at_new)
        yield from _listed(left, right, _alike(old, new, left, right))
        if at_old < olds.stop:
            yield at_old, at_new


def _listed(olds: range, news: range, pairs: Sequence[tuple[int, int]]) -> Iterator[Pair]:
    """The pairs, with what went before each of them, and then what came."""
    for (before_old, before_new), (at_old, at_new) in pairwise(
        [(olds.start - 1, news.start - 1), *pairs, (olds.stop, news.stop)]
    ):
        yield from ((index, None) for index in range(before_old + 1, at_old))
        yield from ((None, index) for index in range(before_new + 1, at_new))
        if at_old < olds.stop:
            yield at_old, at_new


def _alike(old: Sequence[Part], new: Sequence[Part], olds: range, news: range) -> list[tuple[int, int]]:
    if not olds or not news:
        return []
    if len(olds) * len(news) > _MOST_COMPARISONS:
        return _nearest(old, new, olds, news)
    return _best(old, new, olds, news)


def _nearest(old: Sequence[Part], new: Sequence[Part], olds: range, news: range) -> list[tuple[int, int]]:
    """For each new part the most alike of the next few old ones."""
    pairs = []
    at = olds.start
    for index in news:
        ahead = range(at, min(at + _WINDOW, olds.stop))
        best = max(ahead, key=lambda place: (likeness(old[place], new[index]), -place), default=None)
        if best is not None and likeness(old[best], new[index]) >= _ALIKE:
            pairs.append((best, index))
            at = best + 1
    return pairs


def _best(old: Sequence[Part], new: Sequence[Part], olds: range, news: range) -> list[tuple[int, int]]:
    """The pairs in order whose likeness adds up to the most (Needleman and Wunsch, 1970)."""
    likes = [[likeness(old[a], new[b]) for b in news] for a in olds]
    sums = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for a in reversed(range(len(olds))):
        for b in reversed(range(len(news))):
            paired = likes[a][b] + sums[a + 1][b + 1] if likes[a][b] >= _ALIKE else 0.0
            sums[a][b] = max(paired, sums[a + 1][b], sums[a][b + 1])
    pairs = []
    a = b = 0
    while a < len(olds) and b < len(news):
        if likes[a][b] >= _ALIKE and sums[a][b] == likes[a][b] + sums[a + 1][b + 1]:
            pairs.append((olds[a], news[b]))
            a, b = a + 1, b + 1
        elif sums[a][b] == sums[a + 1][b]:
            a += 1
        else:
            b += 1
    return pairs


def likeness(old: Part, new: Part) -> float:
    """1 for equal parts, 0 for parts of unlike kinds or names; between them, the share of words in common (Dice)."""
    if old.kind != new.kind or (old.is_its_name and new.is_its_name and old.name != new.name):
        return 0.0
    if old.exact == new.exact:
        return 1.0
    total = old.words.total() + new.words.total()
    return 2 * (old.words & new.words).total() / total if total else 0.0

"""Actions of different plans -> pairs that look like one project."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from math import ceil
from typing import NamedTuple

from som_cli.model.action import Action
from som_cli.model.layout import plan_of
from som_cli.model.values import UNKNOWN, natural_key
from som_cli.model.workspace import Workspace
from som_cli.rules.scope import own_actions

# Shared stems over all stems of two titles (Jaccard).
LIKENESS = 0.6
# Endings of inflected languages lie behind the fifth letter of most words; shorter words say little.
STEM_LETTERS = 5
SHORTEST_WORD = 3

_WORD = re.compile(r"\w+")
_ROMAN = "ivx"


class LikePair(NamedTuple):
    """Two actions, in natural order: how alike their titles are (0 to 1), and which actors both name."""

    first: Action
    second: Action
    likeness: float
    actors: tuple[str, ...]


class Profile(NamedTuple):
    """What is compared of an action: its plan, actors, stems of the title, and numbers in it."""

    action: Action
    plan: str
    actors: frozenset[str]
    stems: frozenset[str]
    numbers: frozenset[str]


def like_pairs(workspace: Workspace) -> Iterator[LikePair]:
    """Pairs of actions in different plans with a common actor, overlapping years and alike titles, in natural order."""
    profiles = [profile for action in own_actions(workspace) if (profile := _profile(action)).stems and profile.actors]
    found = [
        (profiles[first], profiles[second])
        for second, candidates in _candidates(profiles)
        for first in candidates
        if _may_be_one(profiles[first], profiles[second])
    ]
    for one, two in sorted(found, key=lambda pair: [natural_key(profile.action.id) for profile in pair]):
        yield LikePair(one.action, two.action, _likeness(one, two), tuple(sorted(one.actors & two.actors)))


def _profile(action: Action) -> Profile:
    words = _WORD.findall(action.title.casefold())
    numbers = frozenset([word for word in words if not word.strip(_ROMAN) or (word.isdecimal() and word.isascii())])
    return Profile(
        action,
        plan_of(action.origin.path) or "",
        frozenset([actor for actor in (action.owner, *action.partners) if actor and actor != UNKNOWN]),
        frozenset([word[:STEM_LETTERS] for word in words if len(word) >= SHORTEST_WORD and word not in numbers]),
        numbers,
    )


def _candidates(profiles: list[Profile]) -> Iterator[tuple[int, set[int]]]:
    """For each profile, by index, the earlier ones that share an actor and a telling stem with it.

    Two sets as alike as LIKENESS share one of the rarest stems of each, as many as could all differ and one more
    (Bayardo, Ma and Srikant 2007), so only these are looked up: all pairs would be too many.
    """
    counts = Counter(stem for profile in profiles for stem in profile.stems)
    ranks = {stem: rank for rank, stem in enumerate(sorted(counts, key=lambda stem: (counts[stem], stem)))}
    places: Mapping[tuple[str, str], list[int]] = defaultdict(list)
    for index, profile in enumerate(profiles):
        rarest = sorted(profile.stems, key=ranks.__getitem__)
        telling = rarest[: len(rarest) - _needed(len(rarest)) + 1]
        shared = [places[actor, stem] for actor in profile.actors for stem in telling]
        yield index, set().union(*shared)
        for place in shared:
            place.append(index)


def _needed(size: int) -> int:
    """How many stems of a title must stand in another one that is alike."""
    return ceil(LIKENESS * size)


def _may_be_one(one: Profile, two: Profile) -> bool:
    if one.plan == two.plan or _likeness(one, two) < LIKENESS:
        return False
    # A stage or a route with another number is another project.
    has_other_numbers = one.numbers and two.numbers and one.numbers != two.numbers
    return not has_other_numbers and not _are_apart(one.action, two.action)


def _are_apart(one: Action, two: Action) -> bool:
    """Whether one surely ends before the other begins."""
    return any(
        earlier.to is not None
        and later.from_ is not None
        and earlier.to.is_known
        and later.from_.is_known
        and earlier.to.is_before(later.from_)
        for earlier, later in ((one, two), (two, one))
    )


def _likeness(one: Profile, two: Profile) -> float:
    common = len(one.stems & two.stems)
    return common / (len(one.stems) + len(two.stems) - common)

"""Indicators that nobody can tell apart (CON04)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from math import ceil
from typing import NamedTuple

from som_cli.messages import Message, msg
from som_cli.model.entry import FieldPath
from som_cli.model.indicator import Indicator, Relation
from som_cli.model.workspace import Workspace
from som_cli.rules.registry import Finding, rule
from som_cli.rules.scope import indicators_in_use
from som_cli.text.diagnostics import Related

# Shared stems over all stems of two names (Jaccard).
LIKENESS = 0.75
# Endings of inflected languages lie behind the fifth letter of most words.
STEM_LETTERS = 5
_WORD = re.compile(r"\w+")


class Name(NamedTuple):
    """What is compared of an indicator: the stems of its name, the numbers in it, and what it counts in."""

    indicator: Indicator
    stems: frozenset[str]
    numbers: frozenset[str]
    dimension: str


@rule("CON04", "W")
def indicators_hard_to_tell_apart(workspace: Workspace) -> Iterator[Finding]:
    """Two indicators have nearly the same name and kind of unit, or the same foreign code, and will diverge."""
    yield from _like_names(workspace)
    holders: dict[tuple[str, str], Indicator] = {}
    for indicator in indicators_in_use(workspace):
        for index, code in enumerate(indicator.codes):
            # A narrower or a close code may stand at many.
            if code.relation is not Relation.EXACT:
                continue
            holder = holders.setdefault((code.scheme, _plain(code.code)), indicator)
            if holder is not indicator:
                message = msg(
                    "{scheme} {code} is exactly {other} too", scheme=code.scheme, code=code.code, other=holder.id
                )
                yield _twin(indicator, ("codes", index, "code"), holder, message)


def _like_names(workspace: Workspace) -> Iterator[Finding]:
    """Pairs of like names. Only those that share one of their rarest stems are compared, as in `similarity`."""
    names = [_name(indicator, workspace) for indicator in indicators_in_use(workspace)]
    counts = Counter(stem for name in names for stem in name.stems)
    places: dict[tuple[str, str, frozenset[str]], list[Name]] = defaultdict(list)
    for name in names:
        rarest = sorted(name.stems, key=lambda stem: (counts[stem], stem))
        keys = [
            (stem, name.dimension, name.numbers) for stem in rarest[: len(rarest) - ceil(LIKENESS * len(rarest)) + 1]
        ]
        candidates = {other.indicator.id: other for key in keys for other in places[key]}
        for other in candidates.values():
            likeness = len(name.stems & other.stems) / len(name.stems | other.stems)
            if likeness >= LIKENESS:
                message = msg(
                    "looks like {other} “{name}”: {share} % of the words are the same (limit {limit} %); {unit}",
                    other=other.indicator.id,
                    name=other.indicator.name,
                    share=round(likeness * 100),
                    limit=round(LIKENESS * 100),
                    unit=name.dimension or "–",
                )
                yield _twin(name.indicator, ("name",), other.indicator, message)
        for key in keys:
            places[key].append(name)


def _name(indicator: Indicator, workspace: Workspace) -> Name:
    unit = workspace.units.get(indicator.unit or "")
    words = _WORD.findall(indicator.name.casefold())
    return Name(
        indicator,
        frozenset(word[:STEM_LETTERS] for word in words if not word.isdecimal()),
        frozenset(word for word in words if word.isdecimal()),
        unit.dimension if unit else indicator.unit or "",
    )


def _plain(code: str) -> str:
    """One code is written `RCO1`, `RCO01` and `RCO001`."""
    return re.sub(r"(?<=[A-Za-z])0+(?=\d)", "", code).casefold()


def _twin(indicator: Indicator, path: FieldPath, other: Indicator, message: Message) -> Finding:
    related = Related(other.origin.span(("name",)), msg("the other indicator"))
    help_ = msg("make them one, or name what tells them apart; or waive it `with: {other}`", other=other.id)
    return Finding(indicator, path, message, help_, other=other.id, related=(related,))

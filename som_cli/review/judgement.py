"""A difference -> its weight and its sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from som_cli.messages import Message
from som_cli.review.changes import ChangeKind, Weight
from som_cli.review.fields import Difference
from som_cli.review.judge_actions import (
    budget_amount,
    budget_line,
    budget_stage,
    deadline,
    effect,
    output,
    output_value,
    owner,
    start,
    stated_total,
    status,
    step_due,
)
from som_cli.review.judge_targets import baseline, direction, emission_target, target, target_period, target_value, use
from som_cli.review.scene import Scene
from som_cli.review.sentences import is_text, sentence
from som_cli.review.words import is_same_but_for_spaces

Judged = tuple[Weight, Message]
Judge = Callable[[Difference, Scene], "Judged | None"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a change means, and how it is said."""

    weight: Weight
    message: Message


# By kind of item and the way to the field. A judge that has nothing of its own to say gives None.
_JUDGES: Mapping[tuple[str, ...], Judge] = MappingProxyType(
    {
        ("objective", "indicators"): use,
        ("objective", "indicators", "targets"): target,
        ("objective", "indicators", "targets", "value"): target_value,
        ("objective", "indicators", "targets", "change_pct"): target_value,
        ("objective", "indicators", "targets", "period"): target_period,
        ("objective", "indicators", "baseline"): baseline,
        ("objective", "indicators", "baseline", "value"): baseline,
        ("objective", "indicators", "baseline", "period"): baseline,
        ("objective", "indicators", "baseline", "coverage"): baseline,
        ("objective", "indicators", "baseline", "area"): baseline,
        ("objective", "indicators", "baseline", "unit"): baseline,
        ("objective", "status"): status,
        ("indicator", "baseline"): baseline,
        ("indicator", "baseline", "value"): baseline,
        ("indicator", "baseline", "period"): baseline,
        ("indicator", "baseline", "coverage"): baseline,
        ("indicator", "baseline", "area"): baseline,
        ("indicator", "baseline", "unit"): baseline,
        ("indicator", "direction"): direction,
        ("indicator", "status"): status,
        ("plan", "emissions", "base_year"): baseline,
        ("plan", "emissions", "target"): emission_target,
        ("plan", "emissions", "target", "value"): emission_target,
        ("plan", "emissions", "target", "change_pct"): emission_target,
        ("plan", "emissions", "target", "period"): deadline,
        ("plan", "horizon", "to"): deadline,
        ("plan", "horizon", "from"): start,
        ("plan", "status"): status,
        ("action", "to"): deadline,
        ("action", "from"): start,
        ("action", "owner"): owner,
        ("action", "status"): status,
        ("action", "steps", "due"): step_due,
        ("action", "outputs"): output,
        ("action", "outputs", "value"): output_value,
        ("action", "outputs", "period"): deadline,
        ("action", "budget", "lines"): budget_line,
        ("action", "budget", "stated_total"): stated_total,
        ("action", "budget", "lines", "amount"): budget_amount,
        ("action", "budget", "lines", "stage"): budget_stage,
        ("action", "energy", "saved", "value"): effect,
        ("action", "energy", "res", "value"): effect,
        ("action", "energy", "co2", "value"): effect,
        ("risk", "owner"): owner,
    }
)

# What has no judge is weighed by the longest way that stands here; what is not here is neutral.
_RUNNING, _WEIGHTY, _NEUTRAL = Weight.RUNNING, Weight.WEIGHTY, Weight.NEUTRAL
_WEIGHTS: Mapping[tuple[str, ...], Weight] = MappingProxyType(
    {
        ("action", "budget"): _WEIGHTY,
        ("action", "contributes"): _WEIGHTY,
        ("action", "contributes", "why"): _NEUTRAL,
        ("action", "cooperation"): _WEIGHTY,
        ("action", "energy"): _WEIGHTY,
        ("action", "energy", "method"): _NEUTRAL,
        ("action", "kind"): _WEIGHTY,
        ("action", "mirror_of"): _WEIGHTY,
        ("action", "objective"): _WEIGHTY,
        ("action", "outputs"): _WEIGHTY,
        ("action", "partners"): _WEIGHTY,
        ("action", "routes"): _WEIGHTY,
        ("action", "steps"): _WEIGHTY,
        ("action", "steps", "done"): _RUNNING,
        ("action", "steps", "what"): _NEUTRAL,
        ("factors", "factors"): _WEIGHTY,
        ("factors", "unit"): _WEIGHTY,
        ("indicator", "aggregation"): _WEIGHTY,
        ("indicator", "cumulative"): _WEIGHTY,
        ("indicator", "definition"): _WEIGHTY,
        ("indicator", "formula"): _WEIGHTY,
        ("indicator", "kind"): _WEIGHTY,
        ("indicator", "measure"): _WEIGHTY,
        ("indicator", "method"): _WEIGHTY,
        ("indicator", "observations"): _RUNNING,
        ("indicator", "unit"): _WEIGHTY,
        ("indicator", "weight"): _WEIGHTY,
        ("line", "status"): _RUNNING,
        ("line", "stops"): _WEIGHTY,
        ("objective", "contributes"): _WEIGHTY,
        ("objective", "contributes", "why"): _NEUTRAL,
        ("objective", "indicators"): _WEIGHTY,
        ("objective", "level"): _WEIGHTY,
        ("objective", "parent"): _WEIGHTY,
        ("plan", "emissions"): _WEIGHTY,
        ("plan", "horizon"): _WEIGHTY,
        ("plan", "monitoring"): _WEIGHTY,
        ("return",): _RUNNING,
        ("risk", "status"): _RUNNING,
        ("round",): _RUNNING,
        ("route", "class"): _WEIGHTY,
        ("route", "segments"): _WEIGHTY,
        ("route", "segments", "status"): _RUNNING,
        ("settings", "as_of"): _RUNNING,
        ("settings", "limits"): _WEIGHTY,
        ("settings", "rules"): _WEIGHTY,
        ("settings", "tolerance"): _WEIGHTY,
        ("stop", "status"): _RUNNING,
    }
)
# Said about a statement, or where it was read: no part of the promise.
_ABOUT = frozenset(
    {
        "code",
        "formerly",
        "justification",
        "locator",
        "note",
        "order",
        "provenance",
        "source",
        "stated",
        "superseded_by",
        "waivers",
    }
)


def judge(kind: str, difference: Difference, scene: Scene) -> Judgement:
    """The weight and the sentence of a difference in an item of a kind."""
    if difference.kind in (ChangeKind.MOVED, ChangeKind.RENAMED):
        return Judgement(Weight.NEUTRAL, sentence(difference, scene))
    way = (kind, *difference.keys)
    found = _JUDGES[way](difference, scene) if way in _JUDGES else None
    if found is not None:
        return Judgement(*found)
    if is_text(difference) and is_same_but_for_spaces(difference.old, difference.new):
        return Judgement(Weight.NEUTRAL, sentence(difference, scene))
    return Judgement(_weight(way, difference), sentence(difference, scene))


def _weight(way: tuple[str, ...], difference: Difference) -> Weight:
    is_fund = way == ("action", "budget", "lines", "source")
    if way[-1] in _ABOUT and not is_fund and not difference.steps[-1].startswith("["):
        return Weight.RUNNING if way[0] == "return" else Weight.NEUTRAL
    return next((_WEIGHTS[way[:end]] for end in range(len(way), 0, -1) if way[:end] in _WEIGHTS), Weight.NEUTRAL)

"""Dates, money, effects and status of what is done -> whether the promise shrank or grew."""

from __future__ import annotations

from typing import Any

from som_cli.messages import Message, msg
from som_cli.model.action import MoneyStage
from som_cli.review.changes import ChangeKind, Weight
from som_cli.review.entry_names import entry_name
from som_cli.review.field_words import field_word
from som_cli.review.fields import Difference
from som_cli.review.judge_targets import ambition
from som_cli.review.said import said
from som_cli.review.scene import Scene
from som_cli.review.sentences import date_change, known_date, known_number, sentence, within
from som_cli.review.spoken import money, money_change, number, quantity, share_of_change

Judged = tuple[Weight, Message]

# Money that somebody has promised in writing, or that is already gone.
CERTAIN = frozenset({MoneyStage.SECURED.value, MoneyStage.CONTRACTED.value, MoneyStage.SPENT.value})
_GIVEN_UP = frozenset({"cancelled", "withdrawn", "repealed"})


def deadline(difference: Difference, scene: Scene) -> Judged:
    """The end of something promised: later is weaker, a date that is no longer named the weakest."""
    if difference.kind is ChangeKind.ADDED:
        return Weight.STRENGTHENING, sentence(difference, scene)
    what = date_change(difference, field_word(difference.keys))
    old, new = known_date(difference.old), known_date(difference.new)
    if what is not None and old is not None and new is not None:
        weight = Weight.WEAKENING if new.last > old.last else Weight.STRENGTHENING
        return weight, within(difference, what, scene)
    if old is not None and new is None:
        return Weight.WEAKENING, sentence(difference, scene)
    return Weight.STRENGTHENING if old is None and new is not None else Weight.NEUTRAL, sentence(difference, scene)


def step_due(difference: Difference, scene: Scene) -> Judged:
    """When a step is due."""
    return deadline(difference, scene)


def start(difference: Difference, scene: Scene) -> Judged:
    """The beginning: a later one breaks no promise yet."""
    what = date_change(difference, field_word(difference.keys))
    return Weight.WEIGHTY, what or sentence(difference, scene)


def owner(difference: Difference, scene: Scene) -> Judged | None:
    """Who answers for it."""
    if difference.kind is not ChangeKind.CHANGED:
        return Weight.WEIGHTY, sentence(difference, scene)
    old, new = (said(difference.field, value, scene) for value in (difference.old, difference.new))
    return Weight.WEIGHTY, msg("owner changed: {old} → {new}", old=old, new=new)


def status(difference: Difference, scene: Scene) -> Judged:
    """How far it has come; what is given up is a promise less."""
    weight = Weight.RUNNING
    if difference.new in _GIVEN_UP:
        weight = Weight.WEAKENING
    elif difference.old in _GIVEN_UP:
        weight = Weight.STRENGTHENING
    return weight, sentence(difference, scene)


def output(difference: Difference, scene: Scene) -> Judged:
    """What the action adds to an indicator."""
    weight = Weight.STRENGTHENING if difference.kind is ChangeKind.ADDED else Weight.WEAKENING
    return weight, sentence(difference, scene)


def output_value(difference: Difference, scene: Scene) -> Judged | None:
    """How much it adds."""
    old, new = known_number(difference.old), known_number(difference.new)
    if old is None or new is None:
        return None
    entry = difference.holders[-1][1]
    indicator = scene.indicator(entry.get("indicator"))
    unit = scene.unit_label(entry.get("unit") or (indicator.unit if indicator else None))
    what = msg(
        "{field}: {old} → {new}", field=field_word(difference.keys[:1]), old=number(old), new=quantity(new, unit)
    )
    weight = ambition(scene.direction(entry.get("indicator")), old, new)
    return weight, within(difference, what, scene)


def effect(difference: Difference, scene: Scene) -> Judged | None:
    """Energy saved or produced, emission avoided: less is weaker."""
    if difference.kind is not ChangeKind.CHANGED:
        is_added = difference.kind is ChangeKind.ADDED
        return Weight.STRENGTHENING if is_added else Weight.WEAKENING, sentence(difference, scene)
    old, new = known_number(difference.old), known_number(difference.new)
    if old is None or new is None:
        return None
    if old == new:
        return Weight.NEUTRAL, sentence(difference, scene)
    unit = scene.unit_label(difference.holders[-1][1].get("unit"))
    what = msg("{field}: {old} → {new}", field=field_word(difference.keys), old=number(old), new=quantity(new, unit))
    return Weight.STRENGTHENING if new > old else Weight.WEAKENING, what


def budget_line(difference: Difference, scene: Scene) -> Judged:
    """A line of money that came or went."""
    entry: dict[str, Any] = difference.new or difference.old
    stage, is_added = entry.get("stage"), difference.kind is ChangeKind.ADDED
    if stage == MoneyStage.SPENT.value:
        weight = Weight.RUNNING
    elif stage in CERTAIN:
        weight = Weight.STRENGTHENING if is_added else Weight.WEAKENING
    else:
        weight = Weight.WEIGHTY
    amount = known_number(entry.get("amount"))
    given: dict[str, Any] = {
        "line": entry_name(difference.entries[-1], scene),
        "amount": "–" if amount is None else money(amount, entry.get("currency") or scene.currency),
    }
    if is_added:
        return weight, msg("budget line added ({line}): {amount}", **given)
    return weight, msg("budget line removed ({line}): {amount}", **given)


def budget_amount(difference: Difference, scene: Scene) -> Judged | None:
    """How much money stands in a line."""
    old, new = known_number(difference.old), known_number(difference.new)
    if old is None or new is None:
        return None
    entry_old, entry_new = difference.holders[-1]
    weight = Weight.WEIGHTY
    if old == new:
        weight = Weight.NEUTRAL
    elif entry_new.get("stage") == MoneyStage.SPENT.value:
        weight = Weight.RUNNING
    elif {entry_old.get("stage"), entry_new.get("stage")} <= CERTAIN:
        weight = Weight.STRENGTHENING if new > old else Weight.WEAKENING
    currency = entry_new.get("currency") or scene.currency
    given: dict[str, Any] = {"field": field_word(difference.keys), "money": money_change(old, new, currency)}
    if not old or old == new:
        what = msg("{field}: {money}", **given)
    else:
        what = msg("{field} {percent} % ({money})", percent=share_of_change(old, new), **given)
    return weight, within(difference, what, scene)


def stated_total(difference: Difference, scene: Scene) -> Judged | None:
    """The sum that the document states."""
    old, new = known_number(difference.old), known_number(difference.new)
    if not old or new is None or old == new:
        return None
    given: dict[str, Any] = {
        "field": field_word(difference.keys),
        "percent": share_of_change(old, new),
        "money": money_change(old, new, scene.currency),
    }
    return Weight.WEIGHTY, msg("{field} {percent} % ({money})", **given)


def budget_stage(difference: Difference, scene: Scene) -> Judged:
    """How sure the money of a line is."""
    was, is_now = difference.old in CERTAIN, difference.new in CERTAIN
    weight = Weight.RUNNING
    if was != is_now:
        weight = Weight.STRENGTHENING if is_now else Weight.WEAKENING
    return weight, sentence(difference, scene)

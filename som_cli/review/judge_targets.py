"""Targets, baselines and directions of indicators -> whether the ambition fell or rose."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from som_cli.messages import Message, msg
from som_cli.model.indicator import Direction
from som_cli.review.changes import ChangeKind, Weight
from som_cli.review.field_words import field_word
from som_cli.review.fields import Difference
from som_cli.review.said import said
from som_cli.review.scene import Scene
from som_cli.review.sentences import date_change, known_date, known_number, sentence, within
from som_cli.review.spoken import number, quantity

Judged = tuple[Weight, Message]


def ambition(direction: Direction | None, old: Decimal, new: Decimal) -> Weight:
    """What a new number means where the better way is known; weighty where it is not."""
    if old == new:
        return Weight.NEUTRAL
    if direction not in (Direction.INCREASE, Direction.DECREASE):
        return Weight.WEIGHTY
    return Weight.STRENGTHENING if (new > old) == (direction is Direction.INCREASE) else Weight.WEAKENING


def target_value(difference: Difference, scene: Scene) -> Judged | None:
    """A target's value, or its change in per cent."""
    old, new = known_number(difference.old), known_number(difference.new)
    if old is None or new is None or old == new:
        return None if old != new else (Weight.NEUTRAL, sentence(difference, scene))
    use_old, use_new = difference.holders[1]
    target_old, target_new = difference.holders[-1]
    indicator = scene.indicator(_text(use_new or use_old, "ref"))
    if difference.keys[-1] == "change_pct":
        unit = "%"
    else:
        unit = scene.unit_label(_text(target_new, "unit") or (indicator.unit if indicator else None))
    given: dict[str, Any] = {
        "period": _text(target_new, "period") or "–",
        "old": number(old),
        "new": quantity(new, unit),
    }
    if new < old:
        what = msg("target for {period} lowered: {old} → {new}", **given)
    else:
        what = msg("target for {period} raised: {old} → {new}", **given)
    is_same_unit = _text(target_old, "unit") == _text(target_new, "unit")
    direction = scene.direction(_text(use_old or use_new, "ref"))
    return ambition(direction, old, new) if is_same_unit else Weight.WEIGHTY, within(difference, what, scene, 1)


def target_period(difference: Difference, scene: Scene) -> Judged | None:
    """The year of a target."""
    moved = _moved(difference, scene, msg("date of the target"), 1)
    return moved if moved or difference.kind is ChangeKind.ADDED else (Weight.WEAKENING, sentence(difference, scene))


def target(difference: Difference, scene: Scene) -> Judged:
    """A target that came or went."""
    entry = difference.new or difference.old
    use_old, use_new = difference.holders[1]
    indicator = scene.indicator(_text(use_new or use_old, "ref"))
    unit = scene.unit_label(_text(entry, "unit") or (indicator.unit if indicator else None))
    given: dict[str, Any] = {"period": _text(entry, "period") or "–", "value": _amount(entry, unit)}
    if difference.kind is ChangeKind.ADDED:
        what = msg("target for {period} added: {value}", **given)
        return Weight.STRENGTHENING, within(difference, what, scene, 1)
    return Weight.WEAKENING, within(difference, msg("target for {period} removed: {value}", **given), scene, 1)


def use(difference: Difference, scene: Scene) -> Judged:
    """An indicator that an objective took up or gave up."""
    entry = difference.new or difference.old
    name = scene.reference(_text(entry, "ref"), ("indicator",))
    if difference.kind is ChangeKind.ADDED:
        return Weight.STRENGTHENING, msg("the objective is measured by one indicator more: {indicator}", indicator=name)
    return Weight.WEAKENING, msg("the objective is no longer measured by {indicator}", indicator=name)


def baseline(difference: Difference, scene: Scene) -> Judged:
    """What changes are counted from: one that moves makes results look better or worse than they are."""
    if difference.kind is ChangeKind.ADDED:
        return Weight.STRENGTHENING, sentence(difference, scene)
    old, new = known_number(difference.old), known_number(difference.new)
    if difference.kind is ChangeKind.REMOVED:
        return Weight.WEAKENING, sentence(difference, scene)
    if old is not None and new is not None and difference.keys[-1] == "value":
        if old == new:
            return Weight.NEUTRAL, sentence(difference, scene)
        unit = scene.unit_label(_baseline_unit(difference, scene))
        what = msg("baseline moved: {old} → {new}", old=number(old), new=quantity(new, unit))
    else:
        what = msg(
            "baseline moved ({field}): {old} → {new}",
            field=field_word(difference.keys),
            old=said(difference.field, difference.old, scene),
            new=said(difference.field, difference.new, scene),
        )
    return Weight.WEAKENING, within(difference, what, scene)


def _baseline_unit(difference: Difference, scene: Scene) -> str:
    """The unit of a baseline: its own, else that of its indicator (the item, or the one that the objective uses)."""
    own, outer = difference.holders[-1][1], difference.holders[-2][1] if len(difference.holders) > 1 else None
    indicator = scene.indicator(_text(outer, "ref"))
    return _text(own, "unit") or _text(outer, "unit") or (indicator.unit or "" if indicator else "")


def direction(difference: Difference, scene: Scene) -> Judged:
    """Which way counts as better."""
    if difference.kind is ChangeKind.ADDED:
        return Weight.WEIGHTY, sentence(difference, scene)
    flipped = msg(
        "direction flipped: {old} → {new}",
        old=said(difference.field, difference.old, scene),
        new=said(difference.field, difference.new, scene) if difference.new else "–",
    )
    return Weight.WEAKENING, flipped


def emission_target(difference: Difference, scene: Scene) -> Judged:
    """The target of a plan's emission: less is better."""
    if difference.kind is not ChangeKind.CHANGED:
        is_added = difference.kind is ChangeKind.ADDED
        return Weight.STRENGTHENING if is_added else Weight.WEAKENING, sentence(difference, scene)
    old, new = known_number(difference.old), known_number(difference.new)
    if old is None or new is None:
        return Weight.WEIGHTY, sentence(difference, scene)
    return ambition(Direction.DECREASE, old, new), sentence(difference, scene)


def _moved(difference: Difference, scene: Scene, word: Message, count: int) -> Judged | None:
    """A deadline that was moved, where both dates are known."""
    old, new = known_date(difference.old), known_date(difference.new)
    what = date_change(difference, word)
    if what is None or old is None or new is None:
        return None
    weight = Weight.WEAKENING if new.last > old.last else Weight.STRENGTHENING
    return weight, within(difference, what, scene, count)


def _amount(entry: Any, unit: str) -> Message | str:
    """What a target asks for: a value, a change in per cent, or a range."""
    for key, sign in (("value", unit), ("change_pct", "%")):
        amount = known_number(_text(entry, key))
        if amount is not None:
            return quantity(amount, sign)
    low, high = known_number(_text(entry, "min")), known_number(_text(entry, "max"))
    if low is None and high is None:
        return "–"
    return msg(
        "{low} to {high}", low="–" if low is None else number(low), high="–" if high is None else quantity(high, unit)
    )


def _text(entry: Any, key: str) -> str:
    value = entry.get(key) if isinstance(entry, dict) else None
    return value if isinstance(value, str) else ""

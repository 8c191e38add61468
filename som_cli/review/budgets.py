"""Two states of an action -> what happened to its money as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from som_cli.analysis.budget import Amount, action_amounts, total
from som_cli.messages import msg
from som_cli.model.action import Action, MoneyStage
from som_cli.review.changes import Change, ChangeKind, Weight
from som_cli.review.judge_actions import CERTAIN
from som_cli.review.scene import Scene
from som_cli.review.spoken import money_change, share_of_change


def budget_changes(old: Action, new: Action, scene: Scene) -> Iterator[Change]:
    """The total and its certain part, where they differ: derived from the lines, which stand beside as they changed."""
    before, after = action_amounts(old), action_amounts(new)
    is_running = total(_without_spent(before)) == total(_without_spent(after))
    was, is_now = total(before), total(after)
    if was != is_now:
        given = _said(was, is_now, scene)
        what = msg("budget {percent} % ({money})", **given) if was else msg("budget: {money}", **given)
        weight = Weight.RUNNING if is_running else Weight.WEIGHTY
        yield _derived(new, scene, "total", (was, is_now), weight=weight, message=what)
    is_running = certain(_without_spent(before)) == certain(_without_spent(after))
    was, is_now = certain(before), certain(after)
    if was != is_now:
        gain = Weight.WEAKENING if is_now < was else Weight.STRENGTHENING
        weight = Weight.RUNNING if is_running else gain
        given = _said(was, is_now, scene)
        what = msg("secured money {percent} % ({money})", **given) if was else msg("secured money: {money}", **given)
        yield _derived(new, scene, "secured", (was, is_now), weight=weight, message=what)


def certain(parts: tuple[Amount, ...]) -> Decimal:
    """The money that is secured, contracted or spent."""
    return total(part for part in parts if part.stage is not None and part.stage.value in CERTAIN)


def _without_spent(parts: tuple[Amount, ...]) -> tuple[Amount, ...]:
    return tuple(part for part in parts if part.stage is not MoneyStage.SPENT)


def _said(old: Decimal, new: Decimal, scene: Scene) -> dict[str, Any]:
    given: dict[str, Any] = {"money": money_change(old, new, scene.currency)}
    return given | ({"percent": share_of_change(old, new)} if old else {})


def _derived(action: Action, scene: Scene, name: str, sums: tuple[Decimal, Decimal], **said: Any) -> Change:
    span = action.origin.span(("budget",))
    return Change(
        item=action.id,
        item_kind=action.kind_name,
        plan=scene.plan(action),
        steps=("budget", name),
        kind=ChangeKind.CHANGED,
        old=f"{sums[0]:f}",
        new=f"{sums[1]:f}",
        path=span.path,
        line=span.line,
        title=scene.title(action),
        justification=(action.budget.justification if action.budget else None) or action.justification or "",
        is_derived=True,
        **said,
    )

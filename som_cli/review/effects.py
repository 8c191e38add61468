"""Two workspaces -> what the changes do to the whole: money, emission, coverage, the status of indicators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from som_cli.analysis.budget import amounts, total
from som_cli.analysis.emissions import Balance, balances
from som_cli.analysis.progress import BEHIND, Status, all_progress
from som_cli.messages import Message, msg
from som_cli.model.plan import Objective
from som_cli.model.workspace import Workspace
from som_cli.review.budgets import certain
from som_cli.review.changes import Weight
from som_cli.review.renames import renames, twins
from som_cli.review.spoken import HUNDRED, money_change, number, share_of_change

STATUS_WORDS: Mapping[Status, Message] = MappingProxyType(
    {
        Status.ACHIEVED: msg("achieved"),
        Status.ON_TRACK: msg("on track"),
        Status.AT_RISK: msg("at risk"),
        Status.OFF_TRACK: msg("off track"),
        Status.DETERIORATING: msg("deteriorating"),
        Status.PROVISIONAL: msg("provisional"),
        Status.NOT_DUE: msg("not due"),
        Status.NO_DATA: msg("no data"),
        Status.NOT_JUDGED: msg("not judged"),
    }
)


@dataclass(frozen=True, slots=True)
class Effect:
    """A figure of a plan, or of an indicator in an objective (`subject`), before and after."""

    plan: str
    subject: str
    measure: str
    old: str
    new: str
    weight: Weight
    message: Message


def effects(old: Workspace, new: Workspace) -> tuple[Effect, ...]:
    """What changed in the figures that are derived from all items together, plan by plan."""
    found = [*_money(old, new), *_emission(old, new), *_coverage(old, new), *_statuses(old, new)]
    return tuple(sorted(found, key=lambda one: (one.plan, one.subject != one.plan)))


def _both(old: Workspace, new: Workspace) -> list[str]:
    """The plans that are on both sides: what came or went as a whole has no before and after."""
    unread = old.unread.plans | new.unread.plans
    return [plan for plan in new.plans if plan in old.plans and plan not in unread]


def _money(old: Workspace, new: Workspace) -> Iterator[Effect]:
    for plan in _both(old, new):
        before, after = amounts(old, plan), amounts(new, plan)
        was, is_now = total(before), total(after)
        currency = new.settings.currency
        if was != is_now:
            money = money_change(was, is_now, currency)
            if was:
                message = msg("all money {percent} % ({money})", percent=share_of_change(was, is_now), money=money)
            else:
                message = msg("all money: {money}", money=money)
            yield Effect(plan, plan, "budget", f"{was:f}", f"{is_now:f}", Weight.WEIGHTY, message)
        sure, sure_now = certain(before), certain(after)
        if sure != sure_now:
            message = msg("secured money: {money}", money=money_change(sure, sure_now, currency))
            share, share_now = (_share(part, whole) for part, whole in ((sure, was), (sure_now, is_now)))
            if str(share) != str(share_now):
                message = msg("{effect} (share {old} → {new} %)", effect=message, old=share, new=share_now)
            weight = Weight.WEAKENING if sure_now < sure else Weight.STRENGTHENING
            yield Effect(plan, plan, "secured", f"{sure:f}", f"{sure_now:f}", weight, message)


def _share(part: Decimal, whole: Decimal) -> Message:
    return number(part / whole * HUNDRED if whole else Decimal(0), 0)


def _emission(old: Workspace, new: Workspace) -> Iterator[Effect]:
    before: Mapping[str, Balance] = {one.plan.id: one for one in balances(old)}
    for balance in balances(new):
        earlier = before.get(balance.plan.id)
        if earlier is None or earlier.gap is None or balance.gap is None or earlier.gap == balance.gap:
            continue
        was, is_now = earlier.gap, balance.gap
        message = msg("emission gap: {old} → {new} t a year", old=number(was, 0), new=number(is_now, 0))
        weight = Weight.WEAKENING if is_now > was else Weight.STRENGTHENING
        plan = balance.plan.id
        yield Effect(plan, plan, "emission_gap", f"{was:f}", f"{is_now:f}", weight, message)


def _coverage(old: Workspace, new: Workspace) -> Iterator[Effect]:
    for plan in _both(old, new):
        before, after = _covered(old, plan), _covered(new, plan)
        for measure in before:
            was, is_now = before[measure], after[measure]
            if was == is_now:
                continue
            given: dict[str, Any] = {"old": _of(was), "new": _of(is_now)}
            if measure == "measured":
                message = msg("lowest objectives with an indicator: {old} → {new}", **given)
            else:
                message = msg("lowest objectives with an action: {old} → {new}", **given)
            missing, missing_now = was[1] - was[0], is_now[1] - is_now[0]
            weight = Weight.NEUTRAL
            if missing != missing_now:
                weight = Weight.WEAKENING if missing_now > missing else Weight.STRENGTHENING
            yield Effect(plan, plan, measure, f"{was[0]}/{was[1]}", f"{is_now[0]}/{is_now[1]}", weight, message)


def _of(counts: tuple[int, int]) -> Message:
    return msg("{part} of {whole}", part=counts[0], whole=counts[1])


def _covered(workspace: Workspace, plan: str) -> Mapping[str, tuple[int, int]]:
    """How many of the plan's lowest objectives have an indicator, and an action; and how many there are."""
    lowest = [one for one in workspace.in_plan(Objective, plan) if one.id not in workspace.children]
    measured = sum(bool(one.indicators) for one in lowest)
    served = sum(one.id in workspace.actions_by_objective or one.id in workspace.contributions for one in lowest)
    return {"measured": (measured, len(lowest)), "served": (served, len(lowest))}


def _statuses(old: Workspace, new: Workspace) -> Iterator[Effect]:
    names = renames(twins(old, new))
    before = {
        (names.get(one.objective.id, one.objective.id), names.get(one.indicator.id, one.indicator.id)): one.status
        for one in all_progress(old)
    }
    for one in all_progress(new):
        was, is_now = before.get((one.objective.id, one.indicator.id)), one.status
        if was is None or was is is_now:
            continue
        message = msg(
            "{indicator} ({objective}): {old} → {new}",
            indicator=one.indicator.id,
            objective=one.objective.id,
            old=STATUS_WORDS[was],
            new=STATUS_WORDS[is_now],
        )
        weight = Weight.NEUTRAL
        if is_now in BEHIND and was not in BEHIND:
            weight = Weight.WEAKENING
        elif was in BEHIND and is_now not in BEHIND:
            weight = Weight.STRENGTHENING
        plan = new.plan(one.objective)
        yield Effect(plan.id if plan else "", one.indicator.id, "status", was.value, is_now.value, weight, message)

"""Spending (BUD): money that is bound, secured, spent as planned, and enough for what comes after building."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from som_cli.analysis.budget import action_amounts, amounts, amounts_by_action
from som_cli.messages import msg
from som_cli.model.action import Action, ActionStatus, BudgetLine, ForecastEntry, MoneyKind, MoneyStage
from som_cli.model.entry import FieldPath, Item
from som_cli.model.profiles import legal_profile
from som_cli.model.registry import FundKind
from som_cli.model.values import day_of
from som_cli.model.workspace import Workspace
from som_cli.review.spoken import number
from som_cli.rules.figures import percent
from som_cli.rules.registry import Finding, rule
from som_cli.rules.scope import GIVEN_UP, own_actions
from som_cli.text.diagnostics import Related

SURE = frozenset({MoneyStage.SECURED, MoneyStage.CONTRACTED, MoneyStage.SPENT})
OVER = GIVEN_UP | {ActionStatus.COMPLETED}
NOTHING_TO_PAY = frozenset({ActionStatus.IDEA, ActionStatus.CANCELLED})
DAYS_OF_YEAR = 365


@rule("BUD11", "W@A")
def own_money_not_bound(workspace: Workspace) -> Iterator[Finding]:
    """Own means of later years stand in no financial forecast of the member, or a one-year task does."""
    for action in own_actions(workspace):
        profile = legal_profile(workspace, workspace.plan(action))
        if profile is None or profile.forecast is None:
            continue
        for index, line in enumerate(action.budget.lines if action.budget else ()):
            fund = workspace.funds.get(line.source or "")
            is_own = fund is not None and fund.kind is FundKind.OWN and line.payer in workspace.members
            if not is_own or line.year is None or line.year.first <= date(workspace.today.year, 12, 31):
                continue
            if not any(_covers(entry, line) for entry in action.wpf):
                message = msg(
                    "{payer} pays own means in {year}, and no entry of its forecast carries them ({article})",
                    payer=line.payer,
                    year=line.year,
                    article=profile.forecast.article,
                )
                help_ = msg(
                    "add `wpf: [{{member: {payer}, from: …, to: …}}]` once the council has adopted it", payer=line.payer
                )
                yield Finding(action, ("budget", "lines", index, "year"), message, help_)
        if action.wpf and _is_of_one_year(action):
            message = msg(
                "the action lasts one year ({start}–{end}), a forecast lists only tasks of several ({article})",
                start=action.from_,
                end=action.to,
                article=profile.forecast.article,
            )
            yield Finding(action, ("wpf", 0), message, msg("delete the entry, or correct the years of the action"))


def _covers(entry: ForecastEntry, line: BudgetLine) -> bool:
    if entry.member != line.payer or line.year is None:
        return False
    is_begun = entry.from_ is None or not line.year.is_before(entry.from_)
    return is_begun and (entry.to is None or not entry.to.is_before(line.year))


def _is_of_one_year(action: Action) -> bool:
    start, end = action.from_, action.to
    years = {
        line.year.year for line in (action.budget.lines if action.budget else ()) if line.year and line.year.is_known
    }
    is_short = bool(start and end and start.is_known and end.is_known and start.first.year == end.last.year)
    return is_short and len(years) <= 1


@rule("BUD12", "W")
def money_not_secured(workspace: Workspace) -> Iterator[Finding]:
    """A year before its start, or later, too little of an action's money is secured."""
    limit = workspace.settings.limits.secured_share
    today = day_of(workspace.today)
    for action in own_actions(workspace):
        start = action.from_
        if start is None or not start.is_known or action.status in OVER or (action.to and action.to.is_before(today)):
            continue
        if (start.first - workspace.today).days > DAYS_OF_YEAR:
            continue
        parts = amounts_by_action(workspace)[action.id]
        # Of money without a stage nobody knows whether it is secured.
        if not parts or any(part.stage is None for part in parts):
            continue
        whole = sum((part.value for part in parts), Decimal(0))
        sure = sum((part.value for part in parts if part.stage in SURE), Decimal(0))
        if whole > 0 and sure < whole * limit:
            message = msg(
                "{sure} of {whole} {currency} are secured ({share} %), the action starts {start}; at least {limit} %",
                sure=number(sure),
                whole=number(whole),
                currency=workspace.settings.currency,
                share=percent(sure / whole),
                start=start,
                limit=percent(limit),
            )
            help_ = msg("secure the money, start later, or correct `stage` of the lines")
            yield Finding(action, ("budget", "lines"), message, help_)


class Spent(NamedTuple):
    """A line of money spent, and where it is written."""

    item: Item
    path: FieldPath
    line: BudgetLine


@rule("BUD13", "W@M")
def spending_against_plan(workspace: Workspace) -> Iterator[Finding]:
    """More was spent than planned, or in the future, or on what has not begun or was cancelled."""
    limit = workspace.settings.limits.overspend
    today = day_of(workspace.today)
    for name, lines in _spent(workspace).items():
        action = workspace.actions[name]
        for one in lines:
            when = one.line.year or one.line.from_
            if when is not None and when.is_known and today.is_before(when):
                message = msg(
                    "{amount} were spent in {when}, today is {today}",
                    amount=number(one.line.amount),
                    when=when,
                    today=today,
                )
                help_ = msg("correct the year, or the stage: `planned` until it is paid")
                yield Finding(one.item, (*one.path, "year" if one.line.year else "from"), message, help_, about=name)
        if action.status in NOTHING_TO_PAY:
            message = msg(
                "{amount} were spent, the status of {action} is {status}",
                amount=number(lines[0].line.amount),
                action=name,
                status=action.status,
            )
            yield Finding(
                lines[0].item, (*lines[0].path, "amount"), message, msg("correct the status or the line"), about=name
            )
        planned = _planned(action, lines)
        spent = max(_by_holder(lines).values())
        if planned > 0 and spent > planned * (1 + limit):
            message = msg(
                "{spent} {currency} were spent, {planned} planned: {share} % more (limit {limit} %)",
                spent=number(spent),
                currency=workspace.settings.currency,
                planned=number(planned),
                share=percent(spent / planned - 1),
                limit=percent(limit),
            )
            related = Related(action.origin.span(("budget",)), msg("what was planned"))
            help_ = msg("say why in the return, and revise the plan (lines with a new `version`)")
            last = lines[-1]
            yield Finding(last.item, (*last.path, "amount"), message, help_, about=name, related=(related,))


def _spent(workspace: Workspace) -> Mapping[str, list[Spent]]:
    """Lines of money spent by action: those of the action itself, and those that members returned."""
    found: dict[str, list[Spent]] = defaultdict(list)
    for action in workspace.actions.values():
        for index, line in enumerate(action.budget.lines if action.budget else ()):
            if line.stage is MoneyStage.SPENT:
                found[action.id].append(Spent(action, ("budget", "lines", index), line))
    for answer in workspace.returns.values():
        for place, report in enumerate(answer.actions):
            if report.action in workspace.actions:
                for index, line in enumerate(report.spent):
                    found[report.action].append(Spent(answer, ("actions", place, "spent", index), line))
    return found


def _planned(action: Action, spent: list[Spent]) -> Decimal:
    """What the action was to cost: the total that its document states, else its lines that are not spent.

    Where a line's stage moves on to `spent` instead, what is left is no plan: then nothing is known (0).
    """
    if action.budget is not None and action.budget.stated_total is not None:
        return action.budget.stated_total
    lines = [part for part in action_amounts(action) if part.stage is not MoneyStage.SPENT]
    years = {(part.year, part.source) for part in lines}
    own = [one.line for one in spent if isinstance(one.item, Action)]
    if own and not any((line.year.year if line.year else None, line.source or "") in years for line in own):
        return Decimal(0)
    return sum((part.value for part in lines), Decimal(0))


def _by_holder(lines: list[Spent]) -> Mapping[bool, Decimal]:
    """What the action says was spent, and what the returns say: the same money, told twice."""
    sums: dict[bool, Decimal] = defaultdict(Decimal)
    for one in lines:
        sums[isinstance(one.item, Action)] += one.line.amount * (one.line.rate or 1)
    return sums


@rule("BUD14", "I")
def running_costs_absent(workspace: Workspace) -> Iterator[Finding]:
    """A plan that invests says nothing about what monitoring, evaluation and upkeep will cost."""
    least = workspace.settings.limits.running_cost_from
    capital: dict[str, Decimal] = defaultdict(Decimal)
    running = set()
    for part in amounts(workspace):
        kind = part.line.kind if part.line else None
        if kind is MoneyKind.CAPITAL:
            capital[part.plan] += part.value
        elif kind is MoneyKind.CURRENT:
            running.add(part.plan)
    for name, invested in capital.items():
        plan = workspace.plans.get(name)
        if plan is not None and name not in running and invested > least:
            message = msg(
                "{invested} {currency} are invested, and no line is `kind: current` (monitoring, evaluation, upkeep)",
                invested=number(invested),
                currency=workspace.settings.currency,
            )
            yield Finding(
                plan,
                ("id",),
                message,
                msg("add an action or lines with these costs, or say in a waiver who bears them"),
            )

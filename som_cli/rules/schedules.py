"""Schedules (TIM): what is late, what comes too early, what lies outside the time that pays for it or belongs to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from som_cli.analysis.lateness import NOT_BEGUN, NOT_ENDED
from som_cli.messages import Message, msg
from som_cli.model.action import Action, ActionStatus, BudgetLine
from som_cli.model.entry import FieldPath, Period
from som_cli.model.partnership import Member
from som_cli.model.plan import Objective, Plan
from som_cli.model.values import PartialDate, day_of
from som_cli.model.workspace import Workspace
from som_cli.rules.registry import Finding, rule
from som_cli.rules.scope import objectives_in_force, own_actions
from som_cli.text.diagnostics import Related


@rule("TIM04", "W")
def start_before_dependency(workspace: Workspace) -> Iterator[Finding]:
    """An action starts before an action that it depends on has ended."""
    for action in own_actions(workspace):
        for index, name in enumerate(action.depends_on):
            needed = workspace.actions.get(name)
            if needed is None or action.from_ is None:
                continue
            needed = workspace.original(needed)
            if needed.to is not None and action.from_.is_before(needed.to):
                message = msg(
                    "the action starts {start}, {other}, which it needs, ends {end}",
                    start=action.from_,
                    other=needed.id,
                    end=needed.to,
                )
                related = Related(needed.origin.span(("to",)), msg("the end of what it needs"))
                help_ = msg("move one of the two, or delete the dependency")
                yield Finding(action, ("depends_on", index), message, help_, other=needed.id, related=(related,))


@rule("TIM05", "W@M")
def start_overdue(workspace: Workspace) -> Iterator[Finding]:
    """The planned start of an action has passed, and its status says that it has not begun."""
    today = day_of(workspace.today)
    for action in own_actions(workspace):
        # One that should even have ended is TIM06's.
        if action.status not in NOT_BEGUN or action.from_ is None or _is_over(action, today):
            continue
        if action.from_.is_before(today):
            message = msg(
                "the action should have started {start}, today is {today}, its status is {status}",
                start=action.from_,
                today=today,
                status=action.status,
            )
            related = Related(action.origin.span(("from",)), msg("the planned start"))
            help_ = msg("write the status that it has, or a start that can be kept")
            yield Finding(action, ("status",), message, help_, related=(related,))


@rule("TIM06", "W@M")
def end_overdue(workspace: Workspace) -> Iterator[Finding]:
    """The planned end of an action has passed, and it is not completed."""
    today = day_of(workspace.today)
    for action in own_actions(workspace):
        if action.status in NOT_ENDED and _is_over(action, today):
            message = msg(
                "the action should have ended {end}, today is {today}, its status is {status}",
                end=action.to,
                today=today,
                status=action.status,
            )
            related = Related(action.origin.span(("to",)), msg("the planned end"))
            help_ = msg("write the status that it has, or an end that can be kept")
            yield Finding(action, ("status",), message, help_, related=(related,))


def _is_over(action: Action, today: PartialDate) -> bool:
    return action.to is not None and action.to.is_before(today)


@rule("TIM07", "E")
def done_in_the_future(workspace: Workspace) -> Iterator[Finding]:
    """An action or a step is called done at a time that has not come yet."""
    today = day_of(workspace.today)
    help_ = msg("correct the date or the status; `as_of` in som.yml is the day that counts as today")
    for action in workspace.actions.values():
        for index, step in enumerate(action.steps):
            if step.done is not None and today.is_before(step.done):
                message = msg("the step was done {done}, today is {today}", done=step.done, today=today)
                yield Finding(action, ("steps", index, "done"), message, help_)
        if action.status is ActionStatus.COMPLETED and action.from_ is not None and today.is_before(action.from_):
            message = msg(
                "the action is completed, but starts {start}; today is {today}", start=action.from_, today=today
            )
            yield Finding(action, ("status",), message, help_)
    for answer in workspace.returns.values():
        if answer.received is None or not answer.received.is_known:
            continue
        for index, report in enumerate(answer.actions):
            if (
                report.status is ActionStatus.COMPLETED
                and report.to is not None
                and answer.received.is_before(report.to)
            ):
                message = msg(
                    "{action} is reported completed {end}, the return was received {received}",
                    action=report.action,
                    end=report.to,
                    received=answer.received,
                )
                yield Finding(answer, ("actions", index, "to"), message, help_)


@rule("TIM09", "W")
def target_outside_horizon(workspace: Workspace) -> Iterator[Finding]:
    """A target is for a period outside the horizon of its plan."""
    for objective in objectives_in_force(workspace):
        plan = workspace.plan(objective)
        if plan is None or plan.horizon is None:
            continue
        for path, period in _periods_outside(plan.horizon, objective, workspace):
            if plan.horizon.from_ is not None and period.is_before(plan.horizon.from_):
                message = msg(
                    "the target is for {period}, the plan `{plan}` begins {limit}",
                    period=period,
                    plan=plan.id,
                    limit=plan.horizon.from_,
                )
                yield _outside_horizon(objective, path, message, plan, "from")
            elif plan.horizon.to is not None and plan.horizon.to.is_before(period):
                message = msg(
                    "the target is for {period}, the plan `{plan}` ends {limit}",
                    period=period,
                    plan=plan.id,
                    limit=plan.horizon.to,
                )
                yield _outside_horizon(objective, path, message, plan, "to")


def _outside_horizon(objective: Objective, path: FieldPath, message: Message, plan: Plan, key: str) -> Finding:
    related = Related(plan.origin.span(("horizon", key)), msg("the horizon of the plan"))
    help_ = msg("correct the period, or add a target for a year within the plan")
    return Finding(objective, path, message, help_, related=(related,))


def _periods_outside(
    horizon: Period, objective: Objective, workspace: Workspace
) -> Iterator[tuple[FieldPath, PartialDate]]:
    """The periods of targets that lie outside, and the paths to them; one not after its baseline is TIM08's."""
    begin = horizon.from_.first if horizon.from_ else date.min
    end = horizon.to.last if horizon.to else date.max
    for index, use in enumerate(objective.indicators):
        for number, target in enumerate(use.targets):
            period = target.period
            if period is None or not period.is_known or (period.last >= begin and period.first <= end):
                continue
            indicator = workspace.indicators.get(use.ref)
            baseline = use.baseline or (indicator.baseline if indicator else None)
            base = baseline.period if baseline and baseline.period and baseline.period.is_known else None
            if base is None or base.last < period.last:
                yield ("indicators", index, "targets", number, "period"), period


@rule("TIM10", "W")
def spending_outside_eligibility(workspace: Workspace) -> Iterator[Finding]:
    """Money of a fund is spent before the fund pays, or after it has stopped paying."""
    for action in own_actions(workspace):
        for index, line in enumerate(action.budget.lines if action.budget else ()):
            fund = workspace.funds.get(line.source or "")
            if fund is None or not (fund.eligible_from or fund.eligible_to):
                continue
            first, last = _span_of(line)
            path = ("budget", "lines", index, "year" if line.year else "to" if line.to else "from")
            if last and fund.eligible_from and last.is_before(fund.eligible_from):
                message = msg(
                    "the line is for {period}, {fund} pays from {limit}",
                    period=last,
                    fund=fund.id,
                    limit=fund.eligible_from,
                )
                place = Related(fund.origin.span(("eligible_from",)), msg("what the fund pays for"))
                yield Finding(action, path, message, _ELIGIBLE_HELP, related=(place,))
            if first and fund.eligible_to and fund.eligible_to.is_before(first):
                message = msg(
                    "the line is for {period}, {fund} pays to {limit}",
                    period=first,
                    fund=fund.id,
                    limit=fund.eligible_to,
                )
                place = Related(fund.origin.span(("eligible_to",)), msg("what the fund pays for"))
                yield Finding(action, path, message, _ELIGIBLE_HELP, related=(place,))


_ELIGIBLE_HELP = msg("move the line to a year that the fund pays for, or to another source")


def _span_of(line: BudgetLine) -> tuple[PartialDate | None, PartialDate | None]:
    first, last = line.year or line.from_, line.year or line.to
    return first if first and first.is_known else None, last if last and last.is_known else None


@rule("TIM12", "W")
def actor_before_membership(workspace: Workspace) -> Iterator[Finding]:
    """The owner or a partner of an action was not a member on any day of it."""
    for action in own_actions(workspace):
        named = [
            (("owner",), action.owner),
            *((("partners", number), name) for number, name in enumerate(action.partners)),
        ]
        for path, name in named:
            member = workspace.members.get(name or "")
            if member is None or not member.membership or not _is_outside(action, member):
                continue
            message = msg(
                "{member} was a member {membership}, the action lasts {start}–{end}",
                member=member.id,
                membership=", ".join(f"{span.from_ or '…'}–{span.to or '…'}" for span in member.membership),
                start=action.from_ or "…",
                end=action.to or "…",
            )
            related = Related(member.origin.span(("membership",)), msg("the membership"))
            help_ = msg("correct the years, or name it as a stakeholder; waive if it took part before it joined")
            yield Finding(action, path, message, help_, other=member.id, related=(related,))


def _is_outside(action: Action, member: Member) -> bool:
    """Whether the action surely lies before or after every time of membership."""
    for span in member.membership:
        is_before = action.to is not None and span.from_ is not None and action.to.is_before(span.from_)
        is_after = action.from_ is not None and span.to is not None and span.to.is_before(action.from_)
        if not is_before and not is_after:
            return False
    return True

"""Time (TIM): spans that end after they begin, actions inside their plan, targets after their baseline.

Dates are as exact as they are known: a rule speaks only where it holds for every day that two dates may stand for.
"""

from __future__ import annotations

from collections.abc import Iterator

from som_cli.messages import Message, msg
from som_cli.model.action import Action, ActionStatus
from som_cli.model.entry import FieldPath, Item, Period
from som_cli.model.indicator import Baseline
from som_cli.model.plan import IndicatorUse, Objective, Target, TargetKind
from som_cli.model.values import PartialDate
from som_cli.model.walked import walked
from som_cli.model.workspace import Workspace
from som_cli.rules.registry import Finding, rule
from som_cli.text.diagnostics import Related

# The keys that open and close a span, wherever an item or an entry has both.
SPANS = (("from", "to"), ("opens", "closes"), ("eligible_from", "eligible_to"))
GIVEN_UP = frozenset({ActionStatus.CANCELLED, ActionStatus.WITHDRAWN})


@rule("TIM01", "E")
def end_before_start(workspace: Workspace) -> Iterator[Finding]:
    """A span of time ends before it starts."""
    for item, entry, path in walked(workspace).entries:
        written = vars(entry)
        for start_key, end_key in SPANS:
            if end_key not in written:
                continue
            start, end = _date(entry, start_key), _date(entry, end_key)
            if start is not None and end is not None and end.is_before(start):
                message = msg("`{key}` is {end}, before the start {start}", key=end_key, end=end, start=start)
                related = (Related(item.origin.span((*path, start_key)), msg("the start")),)
                yield Finding(item, (*path, end_key), message, msg("correct one of the two dates"), related=related)


@rule("TIM02", "W")
def action_outside_horizon(workspace: Workspace) -> Iterator[Finding]:
    """An action starts before its plan or ends after it."""
    for action in workspace.actions.values():
        plan = workspace.plan(action)
        if plan is None or plan.horizon is None or action.status in GIVEN_UP:
            continue
        horizon = plan.horizon
        # An action that lies wholly outside is reported once, by the end that is nearer to the mistake.
        if flaw := _too_early(action, horizon, plan.id):
            related = (Related(plan.origin.span(("horizon", "from")), msg("the horizon of the plan")),)
            yield Finding(action, *flaw, _HORIZON_HELP, related=related)
        if flaw := _too_late(action, horizon, plan.id):
            related = (Related(plan.origin.span(("horizon", "to")), msg("the horizon of the plan")),)
            yield Finding(action, *flaw, _HORIZON_HELP, related=related)


_HORIZON_HELP = msg("correct the years, change the horizon of the plan, or waive with the reason")


def _too_early(action: Action, horizon: Period, plan: str) -> tuple[FieldPath, Message] | None:
    key, found = ("from", action.from_) if action.from_ and action.from_.is_known else ("to", action.to)
    if found is None or horizon.from_ is None or not found.is_before(horizon.from_):
        return None
    message = msg(
        "`{key}` is {found}, the plan `{plan}` begins {start}", key=key, found=found, plan=plan, start=horizon.from_
    )
    return (key,), message


def _too_late(action: Action, horizon: Period, plan: str) -> tuple[FieldPath, Message] | None:
    key, found = ("to", action.to) if action.to and action.to.is_known else ("from", action.from_)
    if found is None or horizon.to is None or not horizon.to.is_before(found):
        return None
    message = msg("`{key}` is {found}, the plan `{plan}` ends {end}", key=key, found=found, plan=plan, end=horizon.to)
    return (key,), message


@rule("TIM03", "E")
def step_outside_action(workspace: Workspace) -> Iterator[Finding]:
    """A step is due outside the period of its action, or was done before it."""
    help_ = msg("correct the date of the step or the period of the action")
    for action in workspace.actions.values():
        start, end = action.from_, action.to
        for index, step in enumerate(action.steps):
            for key, found in (("due", step.due), ("done", step.done)):
                path = ("steps", index, key)
                if found and start and found.is_before(start):
                    message = msg("`{key}` is {found}, the action starts {start}", key=key, found=found, start=start)
                    yield Finding(action, path, message, help_, related=(_period_of(action, "from"),))
                # Work may end late, and is then done late: only what is planned must lie inside.
                elif key == "due" and found and end and end.is_before(found):
                    message = msg("`{key}` is {found}, the action ends {end}", key=key, found=found, end=end)
                    yield Finding(action, path, message, help_, related=(_period_of(action, "to"),))


def _period_of(action: Action, key: str) -> Related:
    return Related(action.origin.span((key,)), msg("the period of the action"))


# A period, with the item and the field that it stands in.
_Placed = tuple[Item, FieldPath, PartialDate]


@rule("TIM08", "E")
def target_not_after_baseline(workspace: Workspace) -> Iterator[Finding]:
    """A target is for the period of its baseline or an earlier one, or a milestone comes after the final target."""
    for objective in workspace.objectives.values():
        for index, use in enumerate(objective.indicators):
            path = ("indicators", index)
            yield from _early_targets(workspace, objective, path, use)
            yield from _late_milestones(objective, path, use)
    for plan in workspace.plans.values():
        emissions = plan.emissions
        if emissions and emissions.target and emissions.base_year:
            base = plan, ("emissions", "base_year"), emissions.base_year
            yield from _early(plan, ("emissions", "target"), emissions.target, base)


def _early_targets(workspace: Workspace, objective: Objective, path: FieldPath, use: IndicatorUse) -> Iterator[Finding]:
    indicator = workspace.indicators.get(use.ref)
    baseline: Baseline | None = use.baseline or (indicator.baseline if indicator else None)
    if baseline is None or baseline.period is None:
        return
    base: _Placed = (objective, (*path, "baseline", "period"), baseline.period)
    if use.baseline is None and indicator is not None:
        base = indicator, ("baseline", "period"), baseline.period
    for index, target in enumerate(use.targets):
        if target.period and target.period.last <= baseline.period.last:
            yield from _early(objective, (*path, "targets", index), target, base)


def _early(item: Item, path: FieldPath, target: Target, base: _Placed) -> Iterator[Finding]:
    found = target.period
    holder, where, period = base
    if found and found.is_known and period.is_known and found.last <= period.last:
        message = msg("the target is for {found}, the baseline for {base}", found=found, base=period)
        related = (Related(holder.origin.span(where), msg("the period of the baseline")),)
        help_ = msg("a target lies after its baseline: correct one of the two periods")
        yield Finding(item, (*path, "period"), message, help_, related=related)


def _late_milestones(objective: Objective, path: FieldPath, use: IndicatorUse) -> Iterator[Finding]:
    milestones, finals = [], []
    for index, target in enumerate(use.targets):
        period = target.period
        if period is not None and target.kind is TargetKind.MILESTONE:
            milestones.append((index, period))
        elif period is not None and period.is_known:
            finals.append((period.first, period.last, index, period))
    if not finals or not milestones:
        return
    _, _, final_index, final = max(finals)
    for index, period in milestones:
        if final.is_before(period):
            message = msg("the milestone is for {found}, the final target for {final}", found=period, final=final)
            place = objective.origin.span((*path, "targets", final_index, "period"))
            related = (Related(place, msg("the period of the final target")),)
            help_ = msg("a milestone lies before the final target: correct one of the two periods")
            yield Finding(objective, (*path, "targets", index, "period"), message, help_, related=related)


def _date(entry: object, key: str) -> PartialDate | None:
    found = vars(entry).get("from_" if key == "from" else key)
    return found if isinstance(found, PartialDate) else None

"""Relevance (COV): indicators that are collected, members that gain, problems that are answered, risks that are met."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from som_cli.analysis.budget import amounts
from som_cli.messages import Message, codes, msg
from som_cli.model.entry import FieldPath, Item
from som_cli.model.indicator import Frequency, IndicatorKind
from som_cli.model.layout import plan_of
from som_cli.model.plan import Objective, ObjectiveLevel, ObjectiveStatus, Risk, Swot
from som_cli.model.values import UNKNOWN, day_of
from som_cli.model.workspace import Workspace
from som_cli.rules.registry import Finding, rule
from som_cli.rules.scope import DECLARATIONS, indicators_in_use, objectives_in_force, own_actions

# Of a handful of tasks somebody always owns most.
LEAST_TASKS = 5


@rule("COV07", "W")
def indicator_nobody_collects(workspace: Workspace) -> Iterator[Finding]:
    """An indicator that a plan sets a target for does not say who collects it, how often, or where from."""
    targeted = {use.ref for objective in objectives_in_force(workspace) for use in objective.indicators if use.targets}
    for indicator in indicators_in_use(workspace):
        # Without a target nothing waits for the value; a context indicator is collected by others.
        if indicator.id not in targeted or indicator.kind is IndicatorKind.CONTEXT:
            continue
        lacking = [key for key in ("responsible", "frequency", "source") if _is_open(getattr(indicator, key))]
        if lacking:
            message = msg("the indicator has a target, and does not say {keys}", keys=codes(lacking))
            help_ = msg("write who collects the value, how often, and from which source")
            yield Finding(indicator, (lacking[0],), message, help_)


def _is_open(value: object) -> bool:
    return value in (None, "", UNKNOWN, Frequency.UNKNOWN)


@rule("COV08", "W")
def member_without_part(workspace: Workspace) -> Iterator[Finding]:
    """A member has no task in any plan, and no plan names it as one that gains."""
    # A plan that could not be read may hold the action.
    if workspace.unread.plans or not workspace.actions:
        return
    named: set[str] = set()
    for action in own_actions(workspace):
        named.update(action.partners)
        named.add(action.owner or "")
        named.update([line.payer or "" for line in (action.budget.lines if action.budget else ())])
        for name in action.routes:
            if name in workspace.routes:
                named.update(segment.member for segment in workspace.routes[name].segments)
            if name in workspace.segments:
                named.add(workspace.segments[name].member)
    named.update(segment.member for segment in workspace.segments.values() if segment.action)
    named.update(stop.member for stop in workspace.stops.values() if stop.member)
    today = day_of(workspace.today)
    for member in workspace.members.values():
        # One that has left, or has not joined, waits for nothing; of one without dates nobody knows.
        is_member = any(
            (span.from_ is None or not today.is_before(span.from_))
            and (span.to is None or not span.to.is_before(today))
            for span in member.membership
        )
        if is_member and member.id not in named:
            message = msg(
                "no action in {count} plan names the member",
                plural="no action in {count} plans names the member",
                count=len(workspace.plans),
            )
            help_ = msg("add it as a partner where it gains, or plan something for it")
            yield Finding(member, ("id",), message, help_)


@rule("COV09", "I")
def one_owner_of_all(workspace: Workspace) -> Iterator[Finding]:
    """One member owns most of the tasks, or of their cost, that members own together."""
    limit = workspace.settings.limits.owner_share
    tasks: Counter[str] = Counter(
        action.owner for action in own_actions(workspace) if action.owner and action.owner in workspace.members
    )
    costs: dict[str, Decimal] = defaultdict(Decimal)
    for part in amounts(workspace):
        if part.action.owner in workspace.members:
            costs[part.action.owner or ""] += part.value
    if tasks.total() < LEAST_TASKS or len(workspace.members) <= 1:
        return
    for shares, whole, unit in (
        (tasks, Decimal(tasks.total()), msg("tasks")),
        (costs, sum(costs.values(), Decimal(0)), msg("cost")),
    ):
        name, most = max(shares.items(), key=lambda pair: pair[1], default=("", 0))
        if whole > 0 and most > whole * limit:
            message = msg(
                "owns {most} of {whole} ({what}): {share} %, limit {limit} %",
                most=most,
                whole=whole,
                what=unit,
                share=round(most / whole * 100),
                limit=round(limit * 100),
            )
            help_ = msg("share the tasks, or say in a waiver why one member leads")
            yield Finding(workspace.members[name], ("id",), message, help_)


@rule("COV10", "W")
def diagnosis_without_answer(workspace: Workspace) -> Iterator[Finding]:
    """A diagnosed problem is answered by no objective, or an objective answers no diagnosed problem."""
    answering = _answering(workspace)
    for objective in objectives_in_force(workspace):
        if objective.level is ObjectiveLevel.CHALLENGE and objective.id not in answering.values():
            message = msg("no objective answers the challenge")
            help_ = msg(
                "add `parent: {id}`, or `contributes: [{{to: {id}}}]`, to the objective that does", id=objective.id
            )
            yield Finding(objective, ("id",), message, help_)
    for swot in workspace.swots.values():
        yield from _unanswered(swot, workspace)


def _answering(workspace: Workspace) -> Mapping[str, str]:
    """Objectives in force, and the challenge that each answers as its child or by a contribution."""
    challenges = {one.id for one in objectives_in_force(workspace) if one.level is ObjectiveLevel.CHALLENGE}
    return {
        f"{objective.id} {to}": to
        for objective in objectives_in_force(workspace)
        for to in (objective.parent, *(given.to for given in objective.contributes))
        if to in challenges
    }


def _unanswered(swot: Swot, workspace: Workspace) -> Iterator[Finding]:
    help_ = msg("write `answered_by: [ID of the objective]` at the weakness, or waive it with the reason")
    answered = {
        name
        for points in (swot.weaknesses, swot.threats, swot.opportunities, swot.strengths)
        for point in points
        for name in point.answered_by
    }
    if swot.weaknesses and not answered:
        message = msg(
            "{count} weakness names no objective that answers it",
            plural="none of {count} weaknesses names an objective that answers it",
            count=len(swot.weaknesses),
        )
        yield Finding(swot, ("weaknesses",), message, help_)
        return
    for index, point in enumerate(swot.weaknesses):
        in_force = [name for name in point.answered_by if _is_in_force(name, workspace)]
        if not in_force:
            yield Finding(swot, ("weaknesses", index), msg("no objective in force answers the weakness"), help_)
    if not answered:
        return
    plan = plan_of(swot.origin.path)
    roots = [
        one
        for one in objectives_in_force(workspace)
        if plan_of(one.origin.path) == plan and one.level is ObjectiveLevel.STRATEGIC
    ]
    given = {one.id for one in roots if one.contributes}
    below = {workspace.objectives[name].parent for name in answered if name in workspace.objectives}
    for objective in roots:
        if objective.id not in answered | given | below:
            message = msg("the objective answers nothing in the SWOT analysis of `{plan}`", plan=plan)
            yield Finding(
                objective, ("id",), message, msg("name it in `answered_by` of the point that it answers"), other=swot.id
            )


def _is_in_force(name: str, workspace: Workspace) -> bool:
    objective = workspace.objectives.get(name)
    # One that could not be read, or is missing (REF01), is another rule's.
    return objective is None or objective.status is not ObjectiveStatus.WITHDRAWN


@rule("COV11", "W")
def risk_without_response(workspace: Workspace) -> Iterator[Finding]:
    """A high risk has no response or no owner, or a plan names no risks."""
    limits = workspace.settings.limits
    counts: Counter[str | None] = Counter()
    for item, path, risk in _risks(workspace):
        counts[plan_of(item.origin.path)] += 1
        level = (risk.probability or 0) * (risk.impact or 0)
        lacking = [key for key in ("response", "owner") if _is_open(getattr(risk, key))]
        if level >= limits.risk_level and lacking:
            message = msg(
                "the risk is {level} ({probability} × {impact}, limit {limit}) and has no {keys}",
                level=level,
                probability=risk.probability,
                impact=risk.impact,
                limit=limits.risk_level,
                keys=codes(lacking),
            )
            yield Finding(
                item, (*path, lacking[0]), message, msg("write what will be done, and who does it"), about=risk.id
            )
    for plan in workspace.plans.values():
        if counts[plan.id] < limits.risks_per_plan:
            yield Finding(plan, ("id",), _too_few_risks(counts[plan.id], limits.risks_per_plan), _RISK_HELP)


_RISK_HELP = msg("add files under `risks/`, or `risks` to the actions")


def _too_few_risks(found: int, needed: int) -> Message:
    return msg("the plan names {found} risks, at least {needed} expected", found=found, needed=needed)


def _risks(workspace: Workspace) -> Iterator[tuple[Item, FieldPath, Risk]]:
    for risk in workspace.of(Risk).values():
        yield risk, (), risk
    for action in workspace.actions.values():
        for index, risk in enumerate(action.risks):
            yield action, ("risks", index), risk


@rule("COV12", "I")
def lopsided_tree(workspace: Workspace) -> Iterator[Finding]:
    """An objective has one child only, or too many, or lies too deep."""
    limits = workspace.settings.limits
    in_force = {objective.id: objective for objective in objectives_in_force(workspace)}
    for objective in in_force.values():
        children = [child for child in workspace.children.get(objective.id, ()) if child.id in in_force]
        if len(children) == 1 and objective.level not in DECLARATIONS:
            message = msg("the objective has one child only, {child}", child=children[0].id)
            yield Finding(
                objective, ("id",), message, msg("join the two, or add what the child leaves out"), other=children[0].id
            )
        elif len(children) > limits.children:
            message = msg(
                "the objective has {count} children, at most {limit} can be overlooked",
                count=len(children),
                limit=limits.children,
            )
            yield Finding(objective, ("id",), message, msg("group them"))
        depth = _depth(objective, in_force)
        if depth == limits.depth + 1:
            message = msg(
                "the objective is {depth} levels deep, at most {limit} can be overlooked",
                depth=depth,
                limit=limits.depth,
            )
            yield Finding(objective, ("parent",), message, msg("join levels"))


def _depth(objective: Objective, in_force: Mapping[str, Objective]) -> int:
    """Its level from the top, 1 for a root; declarations above it do not count, and a cycle (REF04) is walked once."""
    seen = {objective.id}
    current, depth = objective, 1
    while current.parent and current.parent in in_force and current.parent not in seen:
        current = in_force[current.parent]
        seen.add(current.id)
        depth += current.level not in DECLARATIONS
    return depth

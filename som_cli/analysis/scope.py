"""A workspace and a scope -> the part of it that a report is narrowed to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from som_cli.analysis.budget import amounts, total
from som_cli.model.action import Action, ActionStatus, BudgetLine
from som_cli.model.entry import Item
from som_cli.model.indicator import Indicator
from som_cli.model.layout import plan_of
from som_cli.model.monitoring import Return
from som_cli.model.network import Line, Route, Stop
from som_cli.model.participation import Consultation, Decision, Remark
from som_cli.model.plan import Objective, Plan, Risk, Swot
from som_cli.model.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report is about: everything, or one plan, member, objective (with all below it), status, span of years."""

    plan: str = ""
    member: str = ""
    objective: str = ""
    status: ActionStatus | None = None
    years: tuple[int, int] | None = None

    @property
    def is_whole(self) -> bool:
        return self == Scope()

    @property
    def words(self) -> tuple[str, ...]:
        """What a file's name says of it, in a fixed order."""
        span = "-".join(map(str, dict.fromkeys(self.years))) if self.years else ""
        named = (self.plan, self.member, self.objective.lower(), span, self.status.value if self.status else "")
        return tuple(word.replace("/", "_") for word in named if word)


Test = Callable[[Any], bool]


def narrowed(workspace: Workspace, scope: Scope) -> Workspace:
    """The workspace with what the scope leaves out moved `outside`: known by id and title, in no table and no sum.

    An action belongs to a member that owns it, takes part in it or pays for it; a mirror does so by its original. An
    action belongs to a span of years that its own touches, with the budget lines that lie within the span: money that
    is not allotted to years is not known to. Objectives stay with their actions, and with all above them; indicators
    with the objectives and actions that use them. Registers (members, sources, funds) stay whole.
    """
    if scope.is_whole:
        return workspace
    actions = {key: item for key, item in workspace.actions.items() if _holds(workspace, scope, item)}
    objectives = _objectives(workspace, scope, actions.values())
    tests = _tests(workspace, scope, set(actions), objectives)
    kept: dict[str, Mapping[str, Item]] = {}
    outside: dict[str, Item] = {}
    for kind, items in workspace.items.items():
        test = tests.get(kind)
        kept[kind] = items if test is None else {key: item for key, item in items.items() if test(item)}
        outside |= {key: item for key, item in items.items() if key not in kept[kind]}
    if scope.years:
        spans = (_within(action, scope.years) for action in actions.values())
        kept[Action.kind_name] = {action.id: action for action in spans}
    if scope.member:
        routes = (_of_member(route, scope.member) for route in workspace.routes.values())
        kept[Route.kind_name] = {route.id: route for route in routes if route.segments}
    inventories = tuple(table for table in workspace.inventories if not scope.plan or table.plan == scope.plan)
    return replace(workspace, items=kept, outside=outside, inventories=inventories)


def without_years(workspace: Workspace, scope: Scope) -> Decimal:
    """The money of a scope's actions that no span of years can hold: lines without a year or over its ends, totals."""
    if scope.years is None:
        return Decimal(0)
    held = [part for part in amounts(workspace) if part.year is None and _holds(workspace, scope, part.action)]
    return total(part for part in held if part.line is None or not _is_placed(part.line, scope.years))


def _is_placed(line: BudgetLine, years: tuple[int, int]) -> bool:
    """Whether a line surely lies within the years or outside them."""
    first, last = years
    known = [moment for moment in (line.from_, line.to) if moment and moment.is_known]
    return bool(known) and (_is_within(line, years) or known[0].first.year > last or known[-1].last.year < first)


def _holds(workspace: Workspace, scope: Scope, action: Action) -> bool:
    """Whether an action is in the scope."""
    shown = workspace.original(action)
    return (
        (not scope.plan or plan_of(action.origin.path) == scope.plan)
        and (not scope.member or scope.member in actors_of(shown))
        and (not scope.objective or action.objective in _below(workspace, scope.objective))
        and (scope.status is None or shown.status is scope.status)
        and (scope.years is None or _touches(shown, scope.years))
    )


def actors_of(action: Action) -> frozenset[str]:
    """Who answers for an action, takes part in it or pays for it."""
    lines = action.budget.lines if action.budget else ()
    named = (action.owner, *action.partners, *(line.payer for line in lines))
    return frozenset(one for one in named if one)


def _below(workspace: Workspace, objective: str) -> frozenset[str]:
    """An objective and all below it."""
    found = {objective}
    level = [objective]
    while level:
        level = [child.id for one in level for child in workspace.children.get(one, ()) if child.id not in found]
        found.update(level)
    return frozenset(found)


def _touches(action: Action, years: tuple[int, int]) -> bool:
    known = [moment for moment in (action.from_, action.to) if moment and moment.is_known]
    return bool(known) and known[0].first.year <= years[1] and known[-1].last.year >= years[0]


def _within(action: Action, years: tuple[int, int]) -> Action:
    """The action with the budget lines of these years; a stated total is that of all years, so it goes."""
    if action.budget is None:
        return action
    lines = tuple(line for line in action.budget.lines if _is_within(line, years))
    budget = type(action.budget).from_fields({**vars(action.budget), "lines": lines, "stated_total": None})
    return Action.from_fields({**vars(action), "budget": budget})


def _is_within(line: BudgetLine, years: tuple[int, int]) -> bool:
    known = [moment for moment in (line.year, line.from_, line.to) if moment and moment.is_known]
    return bool(known) and years[0] <= known[0].first.year and known[-1].last.year <= years[1]


def _of_member(route: Route, member: str) -> Route:
    segments = tuple(one for one in route.segments if member in {one.member, one.manager})
    return Route.from_fields({**vars(route), "segments": segments})


def _objectives(workspace: Workspace, scope: Scope, actions: Iterable[Action]) -> frozenset[str]:
    """Objectives of the plan, or below the one asked for; else those that the kept actions serve, with all above."""
    if scope.objective:
        return _below(workspace, scope.objective)
    by_action = bool(scope.member or scope.status or scope.years)
    found = {action.objective for action in actions}
    if not by_action:
        return frozenset(one.id for one in workspace.in_plan(Objective, scope.plan))
    level = set(found)
    while level:
        above = {workspace.objectives[one].parent for one in level if one in workspace.objectives}
        level = {one for one in above if one} - found
        found |= level
    return frozenset(found)


def _tests(workspace: Workspace, scope: Scope, actions: set[str], objectives: frozenset[str]) -> dict[str, Test]:
    """For each kind that is narrowed, whether an item stays; the other kinds stay whole."""
    plans = {scope.plan} if scope.plan else _plans(workspace, scope, actions, objectives)
    indicators = _indicators(workspace, scope, actions, objectives)
    rounds = {one.id for one in workspace.consultations.values() if one.subject and one.subject.plan in plans}
    in_plans = _test_of_plans(plans)

    def of_member(item: Any) -> bool:
        return not scope.member or scope.member in {getattr(item, "member", None), getattr(item, "operator", None)}

    return {
        Plan.kind_name: lambda item: item.id in plans,
        Objective.kind_name: lambda item: item.id in objectives,
        Action.kind_name: lambda item: item.id in actions,
        Indicator.kind_name: lambda item: item.id in indicators,
        Risk.kind_name: lambda item: in_plans(item) and (not scope.member or item.owner == scope.member),
        Swot.kind_name: in_plans,
        Route.kind_name: in_plans,
        Line.kind_name: in_plans,
        Stop.kind_name: lambda item: in_plans(item) and of_member(item),
        Consultation.kind_name: lambda item: item.id in rounds,
        Remark.kind_name: lambda item: item.id.partition("/")[0] in rounds and _is_about(scope, item),
        Decision.kind_name: lambda item: item.adopts is None or item.adopts.plan in plans,
        Return.kind_name: of_member,
    }


def _test_of_plans(plans: set[str]) -> Test:
    return lambda item: plan_of(item.origin.path) in plans


def _is_about(scope: Scope, remark: Remark) -> bool:
    return not scope.member or bool(remark.from_ and remark.from_.stakeholder == scope.member)


def _plans(workspace: Workspace, scope: Scope, actions: set[str], objectives: frozenset[str]) -> set[str]:
    """The plans that the kept items stand in; with a member, those too that its stretches and stops belong to."""
    items: list[Item] = [workspace.actions[one] for one in actions]
    items += [workspace.objectives[one] for one in objectives if one in workspace.objectives]
    if scope.member:
        items += [
            route
            for route in workspace.routes.values()
            if any(scope.member in {segment.member, segment.manager} for segment in route.segments)
        ]
        items += [stop for stop in workspace.stops.values() if stop.member == scope.member]
    return {plan for item in items if (plan := plan_of(item.origin.path))}


def _indicators(workspace: Workspace, scope: Scope, actions: set[str], objectives: frozenset[str]) -> set[str]:
    found = {
        use.ref for one in objectives if one in workspace.objectives for use in workspace.objectives[one].indicators
    }
    found |= {output.indicator for one in actions for output in workspace.original(workspace.actions[one]).outputs}
    if scope.member:
        found |= {one.id for one in workspace.indicators.values() if one.responsible == scope.member}
    return found

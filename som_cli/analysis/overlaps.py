"""Plans of a workspace -> what two of them share: indicators, projects, routes, objectives that serve each other.

Source: data model, section 3 (one project, one costed record; an indicator is defined once).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from som_cli.model.action import Action
from som_cli.model.layout import plan_of
from som_cli.model.plan import Contribution, Objective
from som_cli.model.workspace import Workspace

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two plans share, in the order of the plans.

    `indicators` both use; `mirrors` are actions of one that stand for an action of the other; `routes` (and segments)
    actions of both work on; `contributions` are who gives, and to which objective, in either direction.
    """

    plans: Pair
    indicators: tuple[str, ...] = ()
    mirrors: tuple[Action, ...] = ()
    routes: tuple[str, ...] = ()
    contributions: tuple[tuple[Objective | Action, Contribution], ...] = ()


def overlaps(workspace: Workspace) -> tuple[Overlap, ...]:
    """Every pair of plans that share something."""
    indicators = _shared(workspace, _indicators(workspace))
    routes = _shared(workspace, _routes(workspace))
    mirrors: dict[Pair, list[Action]] = defaultdict(list)
    for action in workspace.actions.values():
        original = workspace.original(action)
        if original is not action and (pair := _pair(workspace, _plan(action), _plan(original))):
            mirrors[pair].append(action)
    given: dict[Pair, list[tuple[Objective | Action, Contribution]]] = defaultdict(list)
    for receiver, links in workspace.contributions.items():
        objective = workspace.objectives.get(receiver)
        for giver, link in links:
            if objective and (pair := _pair(workspace, _plan(giver), _plan(objective))):
                given[pair].append((giver, link))
    return tuple(
        Overlap(pair, indicators.get(pair, ()), tuple(mirrors[pair]), routes.get(pair, ()), tuple(given[pair]))
        for pair in combinations(workspace.plans, 2)
        if indicators.get(pair) or mirrors[pair] or routes.get(pair) or given[pair]
    )


def _plan(item: Objective | Action) -> str:
    return plan_of(item.origin.path) or ""


def _pair(workspace: Workspace, first: str, second: str) -> Pair | None:
    """Two plans in their order, or None where they are one, or one of them is not there."""
    if first == second or first not in workspace.plans or second not in workspace.plans:
        return None
    places = {name: place for place, name in enumerate(workspace.plans)}
    return (first, second) if places[first] < places[second] else (second, first)


def _indicators(workspace: Workspace) -> Iterator[tuple[str, str]]:
    for name, uses in workspace.uses.items():
        for objective, _, _ in uses:
            yield name, _plan(objective)


def _routes(workspace: Workspace) -> Iterator[tuple[str, str]]:
    for action in workspace.actions.values():
        for name in action.routes:
            yield name, _plan(action)


def _shared(workspace: Workspace, found: Iterator[tuple[str, str]]) -> Mapping[Pair, tuple[str, ...]]:
    """The names that two plans both have, by the pair."""
    holders: dict[str, set[str]] = defaultdict(set)
    for name, plan in found:
        holders[name].add(plan)
    pairs: dict[Pair, list[str]] = defaultdict(list)
    for name, plans in holders.items():
        for pair in combinations([plan for plan in workspace.plans if plan in plans], 2):
            pairs[pair].append(name)
    return {pair: tuple(names) for pair, names in pairs.items()}

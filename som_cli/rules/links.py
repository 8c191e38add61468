"""Links between items (REF04, REF06): no chain goes round, and each objective stands under one of a higher level."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from som_cli.messages import msg
from som_cli.model.entry import FieldPath, Item
from som_cli.model.plan import ObjectiveLevel
from som_cli.model.values import natural_key
from som_cli.model.workspace import Workspace
from som_cli.rules.registry import Finding, rule
from som_cli.text.diagnostics import Related

# A parent has a lower number than its child.
RANKS = {
    ObjectiveLevel.VISION: 0,
    ObjectiveLevel.MISSION: 0,
    ObjectiveLevel.CHALLENGE: 0,
    ObjectiveLevel.STRATEGIC: 1,
    ObjectiveLevel.OPERATIONAL: 2,
    ObjectiveLevel.DIRECTION: 3,
}

Edges = Mapping[str, Mapping[str, FieldPath]]
"""For each id the ids that it links to, and the field that does."""


@rule("REF04", "E")
def circular_links(workspace: Workspace) -> Iterator[Finding]:
    """A chain of parents, dependencies, contributions or mirrors goes round, or a mirror stands for a mirror."""
    for name, edges_of in _EDGES.items():
        edges = edges_of(workspace)
        for cycle in _cycles(edges):
            ring = [*cycle, cycle[0]]
            item = workspace.by_id[cycle[0]]
            message = msg("the chain of `{field}` goes round: {chain}", field=name, chain=" → ".join(ring))
            related = tuple(
                Related(workspace.by_id[one].origin.span(edges[one][other]), msg("on to `{other}`", other=other))
                for one, other in pairwise(ring[1:])
            )
            help_ = msg("take one of the links away")
            yield Finding(item, edges[ring[0]][ring[1]], message, help_, other=ring[1], related=related)
    yield from _mirrors_of_mirrors(workspace)


def _mirrors_of_mirrors(workspace: Workspace) -> Iterator[Finding]:
    circling = {one for cycle in _cycles(_mirrors(workspace)) for one in cycle}
    for action in workspace.actions.values():
        original = workspace.actions.get(action.mirror_of or "")
        if original is None or original.mirror_of is None or {action.id, original.id} <= circling:
            continue
        message = msg("`{original}` is itself a mirror, of `{first}`", original=original.id, first=original.mirror_of)
        related = (
            Related(original.origin.span(("mirror_of",)), msg("it mirrors `{first}`", first=original.mirror_of)),
        )
        help_ = msg("write `mirror_of: {first}`", first=original.mirror_of)
        yield Finding(action, ("mirror_of",), message, help_, other=original.id, related=related)


@rule("REF06", "E")
def misplaced_parent(workspace: Workspace) -> Iterator[Finding]:
    """An objective stands under one of another plan, or of its own or a lower level."""
    for objective in workspace.objectives.values():
        parent = workspace.objectives.get(objective.parent or "")
        if parent is None or parent.id == objective.id:
            continue
        plan, other = workspace.plan(objective), workspace.plan(parent)
        if plan is not None and other is not None and plan.id != other.id:
            message = msg(
                "the parent `{parent}` belongs to the plan `{other}`, this objective to `{plan}`",
                parent=parent.id,
                other=other.id,
                plan=plan.id,
            )
            help_ = msg("a link to another plan is written under `contributes`")
            yield Finding(objective, ("parent",), message, help_, other=parent.id, related=(_its(parent, "id"),))
        elif objective.level and parent.level and RANKS[parent.level] >= RANKS[objective.level]:
            message = msg(
                "the parent `{parent}` is {other}, this objective {level}",
                parent=parent.id,
                other=parent.level.value,
                level=objective.level.value,
            )
            help_ = msg("the order is vision, mission or challenge; strategic; operational; direction")
            yield Finding(objective, ("parent",), message, help_, other=parent.id, related=(_its(parent, "level"),))


def _its(parent: Item, key: str) -> Related:
    return Related(parent.origin.span((key,)), msg("the parent"))


def _parents(workspace: Workspace) -> Edges:
    return {one.id: {one.parent: ("parent",)} for one in workspace.objectives.values() if one.parent}


def _dependencies(workspace: Workspace) -> Edges:
    return {
        one.id: {other: ("depends_on", index) for index, other in enumerate(one.depends_on)}
        for one in workspace.actions.values()
    }


def _contributions(workspace: Workspace) -> Edges:
    return {
        one.id: {given.to: ("contributes", index, "to") for index, given in enumerate(one.contributes)}
        for one in workspace.objectives.values()
    }


def _mirrors(workspace: Workspace) -> Edges:
    return {one.id: {one.mirror_of: ("mirror_of",)} for one in workspace.actions.values() if one.mirror_of}


_EDGES: Mapping[str, Callable[[Workspace], Edges]] = {
    "parent": _parents,
    "depends_on": _dependencies,
    "contributes": _contributions,
    "mirror_of": _mirrors,
}


def _cycles(edges: Edges) -> Iterator[tuple[str, ...]]:
    """The shortest cycle over each link, given once, from its naturally first id on."""
    circling = _circling(edges)
    place = {one: index for index, one in enumerate(sorted(circling, key=natural_key))}
    seen = set()
    for first, rank in place.items():
        for second in circling[first]:
            cycle = _shortest(circling, place, first, second) if place[second] >= rank else ()
            if cycle and cycle not in seen:
                seen.add(cycle)
                yield cycle


def _circling(edges: Edges) -> dict[str, list[str]]:
    """The links that are left when every id that nothing leads to, or that leads nowhere, is taken away."""
    links = {one: [other for other in others if other in edges] for one, others in edges.items()}
    while True:
        reached = {other for others in links.values() for other in others}
        kept = {one for one, others in links.items() if others and one in reached}
        if len(kept) == len(links):
            return links
        links = {one: [other for other in links[one] if other in kept] for one in links if one in kept}


def _shortest(links: Mapping[str, list[str]], place: Mapping[str, int], first: str, second: str) -> tuple[str, ...]:
    """The ids of the shortest way first → second → … → first that passes none before `first`; empty without one."""
    before = {second: first}
    queue = deque([second])
    while queue and first not in before:
        one = queue.popleft()
        for other in links[one]:
            if other not in before and place[other] >= place[first]:
                before[other] = one
                queue.append(other)
    if first not in before:
        return ()
    way = [before[first]] if second != first else []
    while way and way[-1] != first:
        way.append(before[way[-1]])
    return tuple(reversed(way)) if way else (first,)

"""Links between plans -> how many there are from plan to plan, and each under the objective that receives it."""

from __future__ import annotations

from collections.abc import Sequence

from som_cli.document import blocks as b
from som_cli.model.action import Action
from som_cli.model.layout import plan_of
from som_cli.model.plan import Contribution, Objective, Plan
from som_cli.model.values import natural_key
from som_cli.model.workspace import Workspace
from som_cli.reports.links.matrices import whole_of
from som_cli.reports.marks import Marks, marks_of
from som_cli.reports.wording import NOT_GIVEN, Wording

Link = tuple[Objective | Action, Contribution]


def links_between_plans(workspace: Workspace) -> list[Link]:
    """Contributions of objectives and actions to objectives of another plan, in natural order of who gives."""
    givers: list[Objective | Action] = [*workspace.objectives.values(), *workspace.actions.values()]
    return [
        (giver, given)
        for giver in givers
        for given in giver.contributes
        if (receiver := workspace.objectives.get(given.to)) is not None
        if plan_of(receiver.origin.path) != plan_of(giver.origin.path)
    ]


def contribution_counts(wording: Wording) -> list[b.Block]:
    """The matrix of plans; a sentence where no plan contributes to another."""
    wording, links = _links(wording)
    if not links:
        return [b.paragraph(wording.label("contributions.none"))]
    return [b.paragraph(wording.label("contributions.text_counts")), _matrix(wording, links)]


def contributions(wording: Wording) -> list[b.Block]:
    """The matrix of plans and a table for each plan that receives; a sentence where no plan contributes to another."""
    wording, links = _links(wording)
    if not links:
        return [b.paragraph(wording.label("contributions.none"))]
    received = {
        plan: [link for link in links if _receiving_plan(wording, link) == plan.id] for plan in wording.plans.values()
    }
    return [
        b.paragraph(wording.label("contributions.text")),
        _matrix(wording, links),
        *(_received(wording, plan, own) for plan, own in received.items() if own),
    ]


def _links(wording: Wording) -> tuple[Wording, list[Link]]:
    """The whole, and the links of which an end is in the part: the other still tells what that gives or receives."""
    inside = wording.workspace.objectives.keys() | wording.workspace.actions.keys()
    wording = whole_of(wording)
    links = links_between_plans(wording.workspace)
    return wording, [link for link in links if link[0].id in inside or link[1].to in inside]


def _receiving_plan(wording: Wording, link: Link) -> str | None:
    return plan_of(wording.workspace.objectives[link[1].to].origin.path)


def _matrix(wording: Wording, links: Sequence[Link]) -> b.Block:
    """Numbers of links: a row for each plan that gives, a column for each that receives."""
    pairs = [(plan_of(link[0].origin.path), _receiving_plan(wording, link)) for link in links]
    givers = [plan for plan in wording.plans.values() if any(plan.id == giver for giver, _ in pairs)]
    receivers = [plan for plan in wording.plans.values() if any(plan.id == receiver for _, receiver in pairs)]
    columns = [
        b.Column(wording.label("contributions.giving_plan"), width=4),
        *(b.Column(plan.prefix, "number") for plan in receivers),
        b.Column(wording.label("contributions.all"), "number"),
    ]
    rows = [
        (
            f"{plan.prefix}. {wording.prose(plan.title)}",
            *(_count(wording, pairs.count((plan.id, receiver.id))) for receiver in receivers),
            _count(wording, sum(giver == plan.id for giver, _ in pairs)),
        )
        for plan in givers
    ]
    sums = [_count(wording, sum(receiver == plan.id for _, receiver in pairs)) for plan in receivers]
    totals = [(wording.label("contributions.all"), *sums, _count(wording, len(pairs)))]
    head = [(b.Span(""), b.Span(wording.label("contributions.receiving_plan"), columns=len(receivers)), b.Span(""))]
    caption = wording.label("contributions.caption_matrix")
    return b.table("table-contributions", caption, columns, rows, head=head, totals=totals)


def _count(wording: Wording, count: int) -> str:
    return wording.edition.formatter.number(count) if count else NOT_GIVEN


def _received(wording: Wording, plan: Plan, links: Sequence[Link]) -> b.Block:
    """Who contributes to a plan: a row that names each objective, then one for each link to it, the strongest first."""
    marks = marks_of(wording, (giver for giver, _ in links))
    columns = (
        b.Column(wording.label("contributions.giver"), width=5.6),
        *marks.columns,
        b.Column(wording.label("contributions.strength"), "number", 0.8),
        b.Column(wording.label("contributions.why"), width=4.6),
    )
    rows: list[tuple[object, ...]] = []
    for objective in sorted({given.to for _, given in links}, key=natural_key):
        name = [wording.reference(objective), " ", wording.title(objective)]
        rows.append((b.Span([b.strong(name)], columns=len(columns)),))
        own = [link for link in links if link[1].to == objective]
        rows += [_row(wording, link, marks) for link in sorted(own, key=_strongest_first)]
    caption = wording.label("contributions.caption", plan=plan.prefix)
    return b.table(f"table-contributions-{plan.id}", caption, columns, rows, source=marks.note())


def _strongest_first(link: Link) -> int:
    return -(link[1].strength or 0)


def _row(wording: Wording, link: Link, marks: Marks) -> tuple[object, ...]:
    giver, given = link
    return (
        [wording.reference(giver.id), " ", wording.title(giver.id)],
        *marks.cells(giver),
        str(given.strength) if given.strength is not None else wording.label("contributions.unrated"),
        wording.prose(given.why),
    )

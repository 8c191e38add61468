"""Links between plans -> a matrix of strengths, and the reason for each link."""

from __future__ import annotations

from collections.abc import Iterator

from som_cli.document import blocks as b
from som_cli.model.action import Action
from som_cli.model.layout import plan_of
from som_cli.model.plan import Contribution, Objective, Plan
from som_cli.model.values import natural_key
from som_cli.model.workspace import Workspace
from som_cli.reports.wording import Wording, Words

Link = tuple[Objective | Action, Contribution]

# A matrix of more columns is laid on its side; one of still more is cut into several.
_UPRIGHT_COLUMNS = 6
_MOST_COLUMNS = 18


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


def contributions(wording: Wording) -> list[b.Block]:
    """The matrix and the reasons; a sentence where no plan contributes to another."""
    links = links_between_plans(wording.workspace)
    if not links:
        return [b.paragraph(wording.label("contributions.none"))]
    receivers = sorted({given.to for _, given in links}, key=natural_key)
    matrices = list(_matrices(wording, links, receivers))
    text = b.paragraph(wording.label("contributions.text"))
    if len(receivers) > _UPRIGHT_COLUMNS:
        return [text, _reasons(wording, links), b.landscape(*matrices)]
    return [text, *matrices, _reasons(wording, links)]


def _matrices(wording: Wording, links: list[Link], receivers: list[str]) -> Iterator[b.Block]:
    """One for each plan that receives, or more where a plan has too many columns for a page."""
    workspace = wording.workspace
    for plan in wording.plans.values():
        own = [one for one in receivers if plan_of(workspace.objectives[one].origin.path) == plan.id]
        for start in range(0, len(own), _MOST_COLUMNS):
            part = own[start : start + _MOST_COLUMNS]
            name = f"table-contributions-{plan.id}" + (f"-{start // _MOST_COLUMNS + 1}" if start else "")
            yield _matrix(wording, name, plan, [link for link in links if link[1].to in part], part)


def _matrix(wording: Wording, name: str, plan: Plan, links: list[Link], receivers: list[str]) -> b.Block:
    cells = {(giver.id, given.to): _strength(wording, given) for giver, given in links}
    givers = list(dict.fromkeys(giver.id for giver, _ in links))
    columns = (
        b.Column(wording.label("contributions.giver"), width=5),
        *(b.Column(receiver, "code", 1.2) for receiver in receivers),
    )
    rows = [(_item(wording, giver), *(cells.get((giver, one), "") for one in receivers)) for giver in givers]
    head = [(b.Span(""), b.Span(wording.label("contributions.receiver"), columns=len(receivers)))]
    caption = wording.label("contributions.caption", plan=plan.prefix)
    return b.table(name, caption, columns, rows, head=head)


def _strength(wording: Wording, given: Contribution) -> str:
    return str(given.strength) if given.strength is not None else wording.label("contributions.unrated")


def _reasons(wording: Wording, links: list[Link]) -> b.Block:
    columns = (
        b.Column(wording.label("contributions.giver"), width=3.5),
        b.Column(wording.label("contributions.receiver"), width=3.5),
        b.Column(wording.label("contributions.strength"), "number", 1),
        b.Column(wording.label("contributions.why"), width=4),
    )
    rows = [
        (
            _item(wording, giver.id),
            _item(wording, given.to),
            _strength(wording, given),
            wording.prose(given.why),
        )
        for giver, given in links
    ]
    return b.table("table-contribution-reasons", wording.label("contributions.caption_why"), columns, rows)


def _item(wording: Wording, identifier: str) -> Words:
    item = wording.workspace.by_id[identifier]
    mark = wording.mark(wording.workspace.provenance(item))
    return [wording.reference(identifier), " ", wording.title(identifier), *mark]

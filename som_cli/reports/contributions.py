"""Links between plans -> a matrix of strengths, and the reason for each link."""

from __future__ import annotations

from collections.abc import Iterator

from som_cli.document import blocks as b
from som_cli.model.action import Action
from som_cli.model.layout import plan_of
from som_cli.model.plan import Contribution, Objective
from som_cli.model.values import natural_key
from som_cli.model.workspace import Workspace
from som_cli.reports.wording import NOT_GIVEN, Wording, Words

Link = tuple[Objective | Action, Contribution]

# A matrix of more columns is laid on its side; one of still more is cut into several.
_UPRIGHT_COLUMNS = 6
_MOST_COLUMNS = 14


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
    for start in range(0, len(receivers), _MOST_COLUMNS):
        part = receivers[start : start + _MOST_COLUMNS]
        cells: dict[tuple[str, str], str] = {}
        for giver, given in links:
            strength = str(given.strength) if given.strength is not None else wording.label("contributions.unrated")
            cells[giver.id, given.to] = strength
        givers = list(dict.fromkeys(giver.id for giver, given in links if given.to in part))
        columns = (
            b.Column(wording.label("contributions.giver"), width=4),
            *(b.Column(receiver, "code", 1.2) for receiver in part),
        )
        rows = [
            (_item(wording, giver), *(cells.get((giver, receiver), NOT_GIVEN) for receiver in part)) for giver in givers
        ]
        head = [(b.Span(""), b.Span(wording.label("contributions.receiver"), columns=len(part)))]
        name = "table-contributions" if start == 0 else f"table-contributions-{start // _MOST_COLUMNS + 1}"
        yield b.table(name, wording.label("contributions.caption"), columns, rows, head=head)


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
            str(given.strength) if given.strength is not None else wording.label("contributions.unrated"),
            wording.prose(given.why),
        )
        for giver, given in links
    ]
    return b.table("table-contribution-reasons", wording.label("contributions.caption_why"), columns, rows)


def _item(wording: Wording, identifier: str) -> Words:
    item = wording.workspace.by_id[identifier]
    mark = wording.mark(wording.workspace.provenance(item))
    return [wording.reference(identifier), " ", wording.title(identifier), *mark]

"""A plan -> what it gives to the objectives of other plans, and what they give to its own."""

from __future__ import annotations

from collections.abc import Sequence

from som_cli.document import blocks as b
from som_cli.model.layout import plan_of
from som_cli.model.plan import Plan
from som_cli.model.workspace import Workspace
from som_cli.reports.marks import marks_of
from som_cli.reports.tables.contributions import Link, links_between_plans
from som_cli.reports.wording import NOT_GIVEN, Wording


def plan_links(wording: Wording, plan: str) -> list[b.Block]:
    """A table of what the plan gives and one of what it receives; a sentence where there is no link."""
    whole = wording.edition.everything
    links = links_between_plans(whole)
    given = [link for link in links if plan_of(link[0].origin.path) == plan]
    received = [link for link in links if plan_of(whole.objectives[link[1].to].origin.path) == plan]
    if not given and not received:
        return [b.paragraph(wording.label("plan_links.none"))]
    item = wording.plans[plan]
    return [
        b.paragraph(_summary(wording, given, received)),
        *_table(wording, item, given, "given"),
        *_table(wording, item, received, "received"),
    ]


def _summary(wording: Wording, given: Sequence[Link], received: Sequence[Link]) -> str:
    return wording.label(
        "plan_links.summary",
        given=wording.plural("plan_links.links", len(given)),
        received=wording.plural("plan_links.links", len(received)),
    )


def _table(wording: Wording, plan: Plan, links: Sequence[Link], way: str) -> list[b.Block]:
    """Plan by plan on the other side: who gives, to which objective, how strongly and why."""
    if not links:
        return []
    whole = wording.edition.everything
    marks = marks_of(wording, (giver for giver, _ in links))
    columns = (
        b.Column(wording.label("plan_links.giver"), width=4.6),
        *marks.columns,
        b.Column(wording.label("plan_links.receiver"), width=4.6),
        b.Column(wording.label("plan_links.strength"), "number", 0.9),
        b.Column(wording.label("plan_links.why"), width=4),
    )
    rows: list[tuple[object, ...]] = []
    for other in whole.plans.values():
        own = [link for link in links if _other_side(whole, link, way) == other.id]
        if own:
            name = f"{other.prefix}. {wording.prose(other.title)}"
            rows.append((b.Span([b.strong(name)], columns=len(columns)),))
        for giver, link in own:
            rows.append(
                (
                    [wording.reference(giver.id), " ", wording.title(giver.id)],
                    *marks.cells(giver),
                    [wording.reference(link.to), " ", wording.title(link.to)],
                    str(link.strength) if link.strength is not None else NOT_GIVEN,
                    wording.prose(link.why),
                )
            )
    caption = wording.label(f"plan_links.caption_{way}", plan=plan.prefix)
    source = marks.note(wording.label("plan_links.note"))
    return [b.table(f"table-links-{way}-{plan.id}", caption, columns, rows, source=source)]


def _other_side(whole: Workspace, link: Link, way: str) -> str | None:
    giver, given = link
    return plan_of(whole.objectives[given.to].origin.path if way == "given" else giver.origin.path)

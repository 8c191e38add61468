"""Plans -> how many objectives and actions lack something, and which they are."""

from __future__ import annotations

from collections.abc import Sequence

from som_cli.analysis.coverage import Coverage, coverage
from som_cli.document import blocks as b
from som_cli.model.entry import Item
from som_cli.reports.links.matrices import links_of
from som_cli.reports.wording import Wording

COUNTS = ("objectives", "unserved", "unmeasured", "unlinked", "actions", "idle", "stray")
GAPS = ("unserved", "unmeasured", "unlinked", "idle", "stray")


def coverages(wording: Wording) -> dict[str, Coverage]:
    """Of each plan of the report, by its id."""
    between = [link for link in links_of(wording) if link.is_between]
    return {plan: coverage(wording.workspace, plan, between) for plan in wording.plans}


def items_of(found: Coverage, key: str) -> Sequence[Item]:
    own: Sequence[Item] = getattr(found, key)
    return own


def coverage_table(wording: Wording) -> list[b.Block]:
    """Counts by plan, and all together."""
    found = coverages(wording)
    number = wording.edition.formatter.number
    columns = (
        b.Column(wording.label("links.plan"), "code", 1.3),
        *(b.Column(wording.label(f"links.count_{key}"), "number", 1.5) for key in COUNTS),
    )
    rows = [
        (wording.plans[plan].prefix, *(number(len(items_of(one, key))) for key in COUNTS))
        for plan, one in found.items()
    ]
    sums = (sum(len(items_of(one, key)) for one in found.values()) for key in COUNTS)
    totals = [(wording.label("links.sum"), *map(number, sums))] if len(rows) > 1 else []
    caption = wording.label("links.caption_coverage")
    source = wording.label("links.note_coverage")
    return [b.table("table-coverage", caption, columns, rows, totals=totals, source=source)]


def gaps_table(wording: Wording) -> list[b.Block]:
    """What the counts count: under each plan the ids of what lacks something; a sentence where nothing does."""
    columns = (
        b.Column(wording.label("links.gap"), width=3),
        b.Column(wording.label("links.gap_count"), "number", 0.9),
        b.Column(wording.label("links.gap_items"), "code", 7),
    )
    rows: list[tuple[object, ...]] = []
    for plan, found in coverages(wording).items():
        own = [(key, items) for key in GAPS if (items := items_of(found, key))]
        if own:
            title = f"{wording.plans[plan].prefix}. {wording.prose(wording.plans[plan].title)}"
            rows.append((b.Span([b.strong(title)], columns=len(columns)),))
        rows += [
            (
                wording.label(f"links.gap_{key}"),
                wording.edition.formatter.number(len(items)),
                wording.references([one.id for one in items]),
            )
            for key, items in own
        ]
    if not rows:
        return [b.paragraph(wording.label("links.no_gaps"))]
    return [b.table("table-gaps", wording.label("links.caption_gaps"), columns, rows)]

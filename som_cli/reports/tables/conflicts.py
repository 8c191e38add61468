"""Findings about plans that disagree -> the list of conflicts left open, and of those left on purpose."""

from __future__ import annotations

from som_cli.document import blocks as b
from som_cli.reports.tables.findings import accepted_terms, finding_item, finding_message
from som_cli.reports.wording import NOT_GIVEN, Wording
from som_cli.rules.waivers import placed_waivers
from som_cli.text.diagnostics import Diagnostic

# The rules on what two plans say of one thing; the rest of their group looks at links within a plan.
CONFLICTS = frozenset({"CON01", "CON02", "CON03", "CON05", "CON06", "CON09", "CON10"})


def conflicts(wording: Wording) -> list[Diagnostic]:
    """The findings on plans that disagree, open ones first; in a narrowed report those about what is left in it."""
    outside = wording.workspace.outside
    found = [one for one in wording.edition.findings if one.code in CONFLICTS and one.item not in outside]
    return sorted(found, key=lambda one: (one.waived, one.order))


def conflicts_table(wording: Wording) -> list[b.Block]:
    """Rule, item, what differs, and why it was left; a sentence where the plans agree."""
    found = conflicts(wording)
    if not found:
        return [b.paragraph(wording.label("conflicts.none"))]
    placed = placed_waivers(wording.edition.everything)
    columns = (
        b.Column(wording.label("conflicts.rule"), "code", 1.1),
        b.Column(wording.label("conflicts.item"), "code", 2.4),
        b.Column(wording.label("conflicts.message"), width=5),
        b.Column(wording.label("conflicts.state"), width=4),
    )
    rows = [
        (
            b.code(one.code),
            finding_item(wording, one.item),
            finding_message(wording, one),
            _state(wording, accepted_terms(wording, one, placed)[0]) if one.waived else wording.label("conflicts.open"),
        )
        for one in found
    ]
    opened = sum(not one.waived for one in found)
    return [
        b.paragraph(
            wording.plural("conflicts.count", len(found)),
            " ",
            wording.plural("conflicts.open_count", opened),
        ),
        b.table("table-conflicts", wording.label("conflicts.caption"), columns, rows),
    ]


def _state(wording: Wording, reason: str) -> str:
    return (
        wording.label("conflicts.left", reason=reason) if reason != NOT_GIVEN else wording.label("conflicts.left_bare")
    )

"""Where statements come from -> the page on how to read the document, and the shares of sums that are marked."""

from __future__ import annotations

from collections.abc import Sequence

from som_cli.analysis.budget import Amount, total
from som_cli.document import blocks as b
from som_cli.model.entry import Provenance
from som_cli.reports.marks import MARKED
from som_cli.reports.wording import NOT_GIVEN, Wording, Words


def amount_provenance(wording: Wording, amount: Amount) -> Provenance:
    """Of a budget line; of its action where the line does not say."""
    return wording.provenance(amount.action, amount.line)


def budget_share(wording: Wording, parts: Sequence[Amount]) -> str:
    """How much of a sum is attributed or illustrative, as a line under its table; empty where nothing is."""
    sums = {one: total(part for part in parts if amount_provenance(wording, part) is one) for one in MARKED}
    shown = {one: wording.money(value) for one, value in sums.items() if value}
    found = [wording.label(f"provenance.share_{one.value}", amount=amount) for one, amount in shown.items()]
    return wording.label("provenance.share", parts="; ".join(found)) if found else ""


def reading_guide(wording: Wording) -> list[b.Block]:
    """What the marks and signs of the document mean, and how many items carry each mark."""
    workspace = wording.workspace
    items = [*workspace.objectives.values(), *workspace.actions.values(), *workspace.indicators.values()]
    counts = {one: sum(workspace.provenance(item) is one for item in items) for one in Provenance}
    columns = (
        b.Column(wording.label("guide.sign"), width=2.8),
        b.Column(wording.label("guide.meaning"), width=7),
        b.Column(wording.label("guide.count"), "number", 1.6),
    )
    number = wording.edition.formatter.number
    rows: list[tuple[object, ...]] = [
        (wording.label("guide.no_mark"), wording.label("guide.published"), number(counts[Provenance.PUBLISHED])),
    ]
    rows += [(_sign(wording, one), wording.label(f"guide.{one.value}"), number(counts[one])) for one in MARKED]
    signs = (
        (NOT_GIVEN, "not_given"),
        (wording.label("value.unknown"), "unknown"),
        (f"{wording.label('actions.counted_in')} …", "mirror"),
        (wording.label("money.unallotted"), "unallotted"),
    )
    rows += [(sign, wording.label(f"guide.{key}"), "") for sign, key in signs]
    guide: list[b.Block] = [
        b.paragraph(wording.label("guide.text")),
        b.table("table-guide", wording.label("guide.caption"), columns, rows),
    ]
    if workspace.settings.example:
        guide.append(b.note(b.paragraph(b.strong(wording.label("guide.example")))))
    return guide


def _sign(wording: Wording, provenance: Provenance) -> Words:
    """The tag and the word that it is short for."""
    return [wording.tag(provenance), " ", wording.label(f"mark.{provenance.value}")]

"""Counts by row and kind -> a chart of bars made of parts, and the words that tell it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from som_cli.document import blocks as b
from som_cli.document.charts import Row, draw_chart, wrap_label
from som_cli.document.document import Picture
from som_cli.reports.wording import NOT_GIVEN, Wording

_WIDTH = 650
_LETTERS = 30

# Rows in their order, each with its count of every kind.
Counts = Mapping[str, Mapping[str, int]]


def counts_figure(  # noqa: PLR0913, PLR0917 - what a figure is made of
    wording: Wording, pictures: dict[str, Picture], name: str, caption: str, counts: Counts, kinds: Sequence[str]
) -> b.Block:
    """A figure of stacked bars. Each part is told apart by strokes and by its place, which is that of the legend."""
    rows: list[Row] = []
    marks: list[Row] = []
    for title, own in counts.items():
        label, reached = wrap_label(title, _LETTERS), 0
        for kind in kinds:
            if count := own.get(kind, 0):
                rows.append({"row": label, "kind": kind, "from": reached, "to": reached + count})
                reached += count
        parts = "+".join(str(own[kind]) for kind in kinds if own.get(kind))
        marks.append({"row": label, "to": reached, "label": f"{parts} = {reached}" if "+" in parts else str(reached)})
    templates = wording.edition.templates
    pictures[name] = draw_chart(
        templates / "charts" / "shares.vl.json",
        rows,
        formatter=wording.edition.formatter,
        fonts=templates / "fonts",
        kept=wording.edition.kept,
        words={},
        domains={"row": [str(mark["row"]) for mark in marks], "kind": list(kinds)},
        width=_WIDTH,
        marks=marks,
        patterns=True,
    )
    told = "; ".join(
        f"{title}: {', '.join(f'{kind} {own[kind]}' for kind in kinds if own.get(kind))}"
        for title, own in counts.items()
    )
    return b.figure(f"figure-{name}", caption, wording.label("monitoring.alternative_counts", counts=told), name)


def counts_table(  # noqa: PLR0913 - what a table is made of
    wording: Wording, identifier: str, caption: str, counts: Counts, kinds: Sequence[str], *, source: str
) -> b.Block:
    """The same counts as a table with sums; `counts` by the short names of plans, which `source` explains."""
    number = wording.edition.formatter.number
    columns = (
        b.Column(wording.label("money.plan"), "code", 0.8),
        *(b.Column(kind, "number", 1) for kind in kinds),
        b.Column(wording.label("money.total"), "number", 0.8),
    )

    def cells(own: Mapping[str, int]) -> tuple[str, ...]:
        found = [own.get(kind, 0) for kind in kinds]
        return tuple(number(count) if count else NOT_GIVEN for count in (*found, sum(found)))

    sums = {kind: sum(own.get(kind, 0) for own in counts.values()) for kind in kinds}
    rows = [(title, *cells(own)) for title, own in counts.items()]
    totals = [(wording.label("money.total"), *cells(sums))] if len(rows) > 1 else []
    return b.table(identifier, caption, columns, rows, totals=totals, source=source)

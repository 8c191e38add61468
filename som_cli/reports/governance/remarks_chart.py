"""Numbers of remarks -> small bars beside one another: groups of senders by what became of their remarks."""

from __future__ import annotations

from collections.abc import Mapping

from som_cli.analysis.consultations import by_sender
from som_cli.document import blocks as b
from som_cli.document.charts import Row, draw_chart, wrap_label
from som_cli.document.document import Picture
from som_cli.reports.governance.remarks import dispositions, sender_word, senders
from som_cli.reports.wording import Wording

_WIDTH = 650
_LETTERS = 24
_TITLE_LETTERS = 16
# The longest bar leaves room for its figure and for the next column.
_LONGEST = 0.72
# Fewer remarks are seen at a glance in the table.
_FEWEST_REMARKS = 5


def remarks_chart(wording: Wording, pictures: dict[str, Picture]) -> list[b.Block]:
    """Of all remarks in the report; nothing where there are few."""
    remarks = list(wording.workspace.remarks.values())
    if len(remarks) < _FEWEST_REMARKS:
        return []
    found = by_sender(remarks)
    rows = {one: sender_word(wording, one) for one in senders(found)}
    columns = {one.value: wording.term(one, "disposition") for one in dispositions(found)}
    counts = {(sender, kind.value): count for (sender, kind), count in found.items()}
    pictures["remarks"] = draw_counts(wording, rows, columns, counts)
    sums = {key: sum(count for (_, kind), count in counts.items() if kind == key) for key in columns}
    number = wording.edition.formatter.number
    alternative = wording.label(
        "consultation.alternative",
        count=number(len(remarks)),
        sums=", ".join(f"{columns[key]}: {number(count)}" for key, count in sums.items()),
        values=counted_words(wording, rows, columns, counts),
    )
    return [b.figure("figure-remarks", wording.label("consultation.caption_chart"), alternative, "remarks")]


def counted_words(
    wording: Wording, rows: Mapping[str, str], columns: Mapping[str, str], counts: Mapping[tuple[str, str], int]
) -> str:
    """`residents: accepted 2, refused 1; …`: what a chart of counts shows."""
    parts = []
    for row, name in rows.items():
        own = (
            f"{title} {wording.edition.formatter.number(counts[row, column])}"
            for column, title in columns.items()
            if counts.get((row, column))
        )
        parts.append(f"{name}: {', '.join(own)}")
    return "; ".join(parts)


def draw_counts(
    wording: Wording, rows: Mapping[str, str], columns: Mapping[str, str], counts: Mapping[tuple[str, str], int]
) -> Picture:
    """Rows by columns: a bar and its figure in each field, on one scale. Names of rows differ from one another."""
    templates = wording.edition.templates
    labels = {row: wrap_label(name, _LETTERS) for row, name in rows.items()}
    most = max(counts.values(), default=1)
    values: list[Row] = []
    marks: list[Row] = [{"from": len(columns), "title": ""}]
    for place, (column, title) in enumerate(columns.items()):
        marks.append({"from": place, "title": wrap_label(title, _TITLE_LETTERS)})
        values += [_bar(wording, labels[row], place, counts.get((row, column), 0), most) for row in rows]
    return draw_chart(
        templates / "charts" / "counts.vl.json",
        values,
        formatter=wording.edition.formatter,
        fonts=templates / "fonts",
        kept=wording.edition.kept,
        words={},
        domains={"row": list(labels.values())},
        width=_WIDTH,
        marks=marks,
    )


def _bar(wording: Wording, row: str, place: int, count: int, most: int) -> Row:
    label = wording.edition.formatter.number(count)
    return {"row": row, "from": place, "to": place + _LONGEST * count / most, "label": label}

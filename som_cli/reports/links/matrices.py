"""Links between objectives -> a matrix for each pair of plans that has enough of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from som_cli.analysis.links import Link, Support, links, support
from som_cli.document import blocks as b
from som_cli.document.formatting import EN_DASH
from som_cli.model.plan import Objective, Plan
from som_cli.reports.tables.objectives import objective_tree
from som_cli.reports.wording import Wording

# Objectives beside one another on a page on its side.
MOST_COLUMNS = 18
# With fewer links a pair of plans is read more easily in the list.
_FEWEST_LINKS = 8


@dataclass(frozen=True, slots=True)
class PairMatrix:
    """The objectives of one plan that support another, by those of the other that they support; the links."""

    giving: Plan
    receiving: Plan
    rows: tuple[Objective, ...]
    columns: tuple[Objective, ...]
    cells: dict[tuple[str, str], list[Link]]

    def at(self, giver: str, receiver: str) -> Support:
        return support(self.cells.get((giver, receiver), ()))

    def of_row(self, giver: str, receivers: Sequence[Objective]) -> Support:
        return support(link for one in receivers for link in self.cells.get((giver, one.id), ()))

    def of_column(self, receiver: str) -> Support:
        return support(link for one in self.rows for link in self.cells.get((one.id, receiver), ()))


def whole_of(wording: Wording) -> Wording:
    """The words for all plans, those too that the report is narrowed away from."""
    return Wording(replace(wording.edition, workspace=wording.edition.everything))


def links_of(wording: Wording) -> tuple[Link, ...]:
    return links(wording.workspace, wording.edition.everything)


def pair_matrices(wording: Wording) -> Iterator[PairMatrix]:
    """Each pair of plans with links between objectives, in the order of the plans."""
    whole = whole_of(wording)
    found: dict[tuple[str, str], dict[tuple[str, str], list[Link]]] = defaultdict(lambda: defaultdict(list))
    for link in links_of(wording):
        if link.is_between and isinstance(link.giver, Objective):
            found[link.plans][link.giver.id, link.receiver.id].append(link)
    for giving in whole.plans.values():
        for receiving in whole.plans.values():
            cells = dict(found.get((giving.id, receiving.id), {}))
            if cells:
                rows = _linked(whole, giving, {giver for giver, _ in cells})
                yield PairMatrix(giving, receiving, rows, _linked(whole, receiving, {one for _, one in cells}), cells)


def _linked(whole: Wording, plan: Plan, linked: set[str]) -> tuple[Objective, ...]:
    """A plan's objectives that have links, in the order of its tree."""
    return tuple(one for _, one in objective_tree(whole.workspace, plan.id) if one.id in linked)


def objective_matrices(wording: Wording) -> list[b.Block]:
    """The matrices of pairs with many links."""
    return [block for one in pair_matrices(wording) if _is_dense(one) for block in _pair(wording, one)]


def sparse_links(wording: Wording) -> list[b.Block]:
    """A sentence that names the pairs that only the list shows, or says that no plan supports another."""
    found = list(pair_matrices(wording))
    if not found:
        return [b.paragraph(wording.label("links.none"))]
    names = "; ".join(
        f"{one.giving.prefix} {EN_DASH} {one.receiving.prefix}: {wording.plural('links.count', _count(one))}"
        for one in found
        if not _is_dense(one)
    )
    return [b.paragraph(wording.label("links.sparse", pairs=names))] if names else []


def _is_dense(matrix: PairMatrix) -> bool:
    return _count(matrix) >= _FEWEST_LINKS


def _count(matrix: PairMatrix) -> int:
    return sum(map(len, matrix.cells.values()))


def _pair(wording: Wording, matrix: PairMatrix) -> Iterator[b.Block]:
    """One table, or several beside one another where the receiving plan has many objectives."""
    parts = list(evenly(matrix.columns))
    names = {"giving": matrix.giving.prefix, "receiving": matrix.receiving.prefix}
    for number, columns in enumerate(parts, 1):
        is_last = number == len(parts)
        caption = wording.label("links.caption_pair", **names)
        if len(parts) > 1:
            caption += wording.label("links.part", number=str(number), count=str(len(parts)))
        yield b.table(
            f"table-matrix-{matrix.giving.id}-{matrix.receiving.id}-{number}",
            caption,
            _columns(wording, matrix, columns, is_last=is_last),
            [_row(wording, matrix, one, columns, is_last=is_last) for one in matrix.rows],
            head=[_head(wording, matrix, len(columns), is_last=is_last)],
            totals=[_foot(wording, matrix, columns, is_last=is_last)],
            source=wording.label("links.note_pair") if is_last else "",
        )


def evenly(columns: Sequence[Objective]) -> Iterator[tuple[Objective, ...]]:
    """Columns cut into parts of about the same number that fit on a page."""
    parts = -(-len(columns) // MOST_COLUMNS) or 1
    size = -(-len(columns) // parts) or 1
    for start in range(0, len(columns), size):
        yield tuple(columns[start : start + size])


def bare(plan: Plan, identifier: str) -> str:
    """An id under a head that names its plan: without the plan's prefix."""
    return identifier.removeprefix(f"{plan.prefix}-")


def figure_of(wording: Wording, found: Support) -> str:
    """The strength; `+` for links that were not rated; nothing for an empty field."""
    if found.is_none:
        return ""
    number = wording.edition.formatter.number(found.strength) if found.strength else ""
    return number + (wording.label("contributions.unrated") if found.unrated else "")


def _columns(
    wording: Wording, matrix: PairMatrix, columns: Sequence[Objective], *, is_last: bool
) -> tuple[b.Column, ...]:
    return (
        b.Column(wording.label("links.giving", plan=matrix.giving.prefix), width=7),
        *(b.Column(bare(matrix.receiving, one.id), "number", 1.2) for one in columns),
        *([b.Column(wording.label("links.sum"), "number", 1.4)] if is_last else []),
    )


def _head(wording: Wording, matrix: PairMatrix, count: int, *, is_last: bool) -> tuple[object, ...]:
    label = wording.label("links.receiving", plan=matrix.receiving.prefix)
    return (b.Span(""), b.Span(label, columns=count), *([b.Span("")] if is_last else []))


def _row(
    wording: Wording, matrix: PairMatrix, giver: Objective, columns: Sequence[Objective], *, is_last: bool
) -> tuple[object, ...]:
    whole = matrix.of_row(giver.id, matrix.columns)
    return (
        [b.code(giver.id), " ", wording.title(giver.id)],
        *(figure_of(wording, matrix.at(giver.id, one.id)) for one in columns),
        *([figure_of(wording, whole)] if is_last else []),
    )


def _foot(wording: Wording, matrix: PairMatrix, columns: Sequence[Objective], *, is_last: bool) -> tuple[object, ...]:
    whole = support(link for found in matrix.cells.values() for link in found)
    return (
        wording.label("links.sum"),
        *(figure_of(wording, matrix.of_column(one.id)) for one in columns),
        *([figure_of(wording, whole)] if is_last else []),
    )

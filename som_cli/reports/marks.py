"""Provenance of the rows of a table -> a narrow column of tags, and the line under the table that explains them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from som_cli.document import blocks as b
from som_cli.model.entry import Item, Provenance
from som_cli.reports.wording import Wording, Words

MARKED = (Provenance.ATTRIBUTED, Provenance.ILLUSTRATIVE)


@dataclass(frozen=True, slots=True)
class Marks:
    """The tags of one table. Where every row is of the plans themselves, there is no column and nothing to explain.

    Where all rows have one tag (`is_uniform`), the line under the table says it for all of them.
    """

    wording: Wording
    found: tuple[Provenance, ...]
    is_uniform: bool = False

    @property
    def columns(self) -> tuple[b.Column, ...]:
        """One column, or none."""
        return (b.Column(self.wording.label("tag.column"), "code", 1.3),) if self.has_column else ()

    @property
    def has_column(self) -> bool:
        return bool(self.found) and not self.is_uniform

    def cells(self, item: Item) -> tuple[object, ...]:
        """The cell of an item's row for that column."""
        if not self.has_column:
            return ()
        provenance = self.wording.workspace.provenance(item)
        return (self.wording.tag(provenance) if provenance in self.found else "",)

    def note(self, *more: str) -> Words:
        """The line under the table: what the tags that stand in it mean, then more sentences."""
        words: Words = [self.wording.label("tag.uniform"), " "] if self.is_uniform else []
        for provenance in self.found:
            words += ["; " if words and not self.is_uniform else "", self.wording.tag(provenance)]
            words.append(self.wording.label(f"tag.meaning_{provenance.value}"))
        sentences = " ".join(text for text in more if text)
        return [*words, f". {sentences}" if sentences else "."] if words else [sentences] if sentences else []


def marks_of(wording: Wording, items: Iterable[Item]) -> Marks:
    """The tags that the rows of these items need."""
    rows = [wording.workspace.provenance(item) for item in items]
    found = tuple(one for one in MARKED if one in rows)
    return Marks(wording, found, is_uniform=len(rows) > 1 and len({*rows}) == 1 and bool(found))

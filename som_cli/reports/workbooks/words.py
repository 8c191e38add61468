"""Values of the model -> the cells of a workbook: words, ids, links, plain dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from som_cli.document.document import Cell, Sheet, SheetColumn, SheetKind, SheetLink, SheetTable
from som_cli.model.entry import Entry, Item, Provenance
from som_cli.model.layout import plan_of
from som_cli.model.values import UNKNOWN, PartialDate, in_language
from som_cli.model.workspace import Workspace
from som_cli.reports.edition import Edition

_YEAR_DIGITS = 4
_MOST_DECIMALS = 6

# The sheet on which an item of each kind has its row.
SHEET_OF_KIND = {"action": "actions", "indicator": "indicators", "objective": "objectives", "source": "sources"}


@dataclass(frozen=True)
class Words:
    """The words of one edition's workbook.

    Texts stay as their authors typed them, on one line: typography with no-break spaces would hide them from a search.
    What is not given leaves a cell blank, what is said to be unknown is a word.
    """

    edition: Edition

    @property
    def workspace(self) -> Workspace:
        return self.edition.workspace

    # ---- words

    def label(self, key: str, **values: str) -> str:
        """A label of the workbook."""
        return self.edition.labels(f"workbook.{key}", **values)

    def term(self, value: StrEnum | None, group: str) -> str:
        """The word for a value of one of the model's lists, such as a status; all reports share these words."""
        return self.edition.labels(f"{group}.{value.value}") if value is not None else ""

    def yes_no(self, *, is_true: bool) -> str:
        return self.label("yes" if is_true else "no")

    def listed(self, name: str, code: str | None) -> str:
        """An entry of a code list; the code itself where the list has no word for it."""
        entry = self.workspace.codelists.get(name, {}).get(code or "")
        return (in_language(entry.label, self.edition.language) or entry.id) if entry else code or ""

    def unit(self, name: str | None) -> str:
        found = self.workspace.units.get(name or "")
        return (in_language(found.label, self.edition.language) or found.id) if found else name or ""

    def id_or_word(self, identifier: str | None) -> str:
        """An id; a word where it is not given or said to be unknown: sums by id need a text to look for."""
        if not identifier:
            return self.label("not_given")
        return self.label("unknown") if identifier == UNKNOWN else identifier

    def actor(self, identifier: str | None) -> str:
        """The name of a member, body or stakeholder."""
        if not identifier:
            return ""
        return self.label("unknown") if identifier == UNKNOWN else one_line(self.workspace.actor_name(identifier))

    def actors(self, identifiers: Sequence[str]) -> str:
        return "; ".join(self.actor(identifier) for identifier in identifiers)

    def area(self, code: str | None) -> str:
        """The area that a value covers: the whole partnership, a member, or what else the data name."""
        if code == self.workspace.settings.area:
            return one_line(self.workspace.partnership.short or self.workspace.partnership.name)
        return self.actor(code)

    def date(self, value: PartialDate | None) -> str:
        """A date as exactly as it is known (`2014`, `2014-06`, `2014-06-30`): such texts sort as dates do."""
        if value is None:
            return ""
        return value.text if value.is_known else self.label("unknown")

    def year(self, value: PartialDate | None) -> Cell:
        """A period: a number where it is a whole year."""
        if value is not None and value.is_known and len(value.text) == _YEAR_DIGITS:
            return value.year
        return self.date(value)

    def provenance(self, item: Item, *entries: Entry | None) -> str:
        """The word for where a row comes from: the first of the entries that says so itself, else the item."""
        own = next((entry.provenance for entry in entries if entry is not None and entry.provenance), None)
        found: Provenance = own or self.workspace.provenance(item)
        return self.provenance_word(found)

    def provenance_word(self, provenance: Provenance) -> str:
        """The marks of the document; a word too for what is marked nowhere."""
        if provenance is Provenance.PUBLISHED:
            return self.label("published")
        return self.term(provenance, "mark")

    # ---- plans

    @cached_property
    def plan_codes(self) -> dict[str, str]:
        """What a plan is called in every sheet, by its id: its prefix, or its id where two plans share a prefix."""
        shared = Counter(plan.prefix.casefold() for plan in self.workspace.plans.values())
        return {
            key: plan.prefix if shared[plan.prefix.casefold()] == 1 else key
            for key, plan in self.workspace.plans.items()
        }

    def plan_code(self, plan: str | None) -> str:
        return self.plan_codes.get(plan or "", plan or "")

    def plan_of(self, item: Item) -> str:
        return self.plan_code(plan_of(item.origin.path))

    # ---- links

    def sheet_title(self, sheet: str) -> str:
        return self.label(f"sheet.{sheet}")

    def to_row(self, identifier: str | None, sheet: str) -> Cell:
        """A link to the row of an item; a word or nothing where there is no item."""
        if not identifier:
            return ""
        if identifier == UNKNOWN:
            return self.label("unknown")
        return SheetLink(identifier, self.sheet_title(sheet), identifier)

    def to_item(self, identifier: str) -> Cell:
        """A link to the row of an item of any kind; its bare id where the workbook has no row for it."""
        item = self.workspace.by_id.get(identifier)
        sheet = SHEET_OF_KIND.get(item.kind_name) if item is not None else None
        return self.to_row(identifier, sheet) if sheet else identifier

    # ---- sheets

    def column(self, key: str, kind: SheetKind = "text", width: float = 14, *, total: bool = False) -> SheetColumn:
        return SheetColumn(column_title(self.label(f"column.{key}")), kind, width, total=total)

    def numbers(self, key: str, values: Iterable[Cell], width: float = 14) -> SheetColumn:
        """A column of numbers with as many decimals as its most exact one was written with."""
        written = [-int(value.as_tuple().exponent) for value in values if isinstance(value, Decimal)]
        decimals = min(max([0, *written]), _MOST_DECIMALS)
        return SheetColumn(column_title(self.label(f"column.{key}")), "number", width, decimals)

    def sheet(self, key: str, *tables: SheetTable, notes: Sequence[str] = (), frozen_columns: int = 1) -> Sheet:
        """A sheet: what it holds, remarks, tables, and the way back to the first sheet."""
        back = (self.label("back", sheet=self.sheet_title("read")), self.sheet_title("read"))
        about = self.label(f"about.{key}", currency=self.workspace.settings.currency)
        return Sheet(self.sheet_title(key), (about, *notes), tables, (back,), frozen_columns=frozen_columns)


def one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def column_title(text: str) -> str:
    """A column's title as formulas name it: plain spaces only."""
    return " ".join(text.split())

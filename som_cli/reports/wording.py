"""Values of the model -> the words and nodes in which every report prints them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from som_cli.document import blocks as b
from som_cli.document.formatting import EN_DASH, NO_BREAK_SPACE
from som_cli.document.typography import typeset
from som_cli.model.entry import Entry, Item, Provenance
from som_cli.model.indicator import Indicator
from som_cli.model.partnership import Member
from som_cli.model.plan import Plan
from som_cli.model.values import UNKNOWN, PartialDate, in_language
from som_cli.model.workspace import Workspace, in_order
from som_cli.reports.edition import Edition

NOT_GIVEN = EN_DASH

Words = list[b.Inline | str]

# The kinds of items that have a place of their own in the document; a reference to any other is its id alone.
PLACED = frozenset(
    ("member", "plan", "objective", "action", "indicator", "source", "decision", "consultation", "stakeholder")
)


def anchor(item: Item) -> str:
    """The place of an item in the document, in letters that every format allows; no two items share one."""
    kind = item.kind_name if isinstance(item, (Member, Plan)) else "item"
    return f"{kind}-{item.id.lower().replace('/', '_')}"


def one_a_line(items: Sequence[Words]) -> Words:
    """Several values of one cell or fact under one another; an en dash where there is none."""
    lines: Words = []
    for item in items:
        lines += [b.line_break()] if lines else []
        lines += item
    return lines or [NOT_GIVEN]


@dataclass(frozen=True)
class Wording:
    """Words of one edition. An en dash stands for what is not given, a word for what is said to be unknown."""

    edition: Edition

    @property
    def workspace(self) -> Workspace:
        return self.edition.workspace

    @cached_property
    def plans(self) -> Mapping[str, Plan]:
        """The plans in the order that they ask for; then by kind, as the list of kinds has them, and by id."""
        kinds = list(self.workspace.codelists.get("plan-kinds", {}))

        def rank(plan: Plan) -> tuple[bool, int, int]:
            place = kinds.index(plan.kind) if plan.kind in kinds else len(kinds)
            return plan.order is None, plan.order or 0, place

        return {plan.id: plan for plan in sorted(in_order(self.workspace.plans.values()), key=rank)}

    # ---- words

    @property
    def partnership(self) -> str:
        """What the partnership is called in running text: its short name where it has one."""
        found = self.workspace.partnership
        return found.short or self.prose(found.name)

    def label(self, key: str, **values: str) -> str:
        return self.edition.labels(key, **values)

    def plural(self, key: str, count: int, **values: str) -> str:
        return self.edition.labels.plural(key, count, **values)

    def term(self, value: StrEnum | None, group: str) -> str:
        """A value of a list of the model's own, such as a status."""
        return self.label(f"{group}.{value.value}") if value is not None else NOT_GIVEN

    def listed(self, name: str, code: str) -> str:
        """An entry of a code list in the edition's language; the code itself where the list has no words for it."""
        entry = self.workspace.codelists.get(name, {}).get(code)
        return (in_language(entry.label, self.edition.language) or code) if entry else code

    def prose(self, text: str | None) -> str:
        """A field that people wrote, as one paragraph of good typography."""
        return typeset(" ".join((text or "").split("\n")).strip(), self.edition.language) or NOT_GIVEN

    def paragraphs(self, text: str | None) -> list[b.Block]:
        """A field of several paragraphs: an empty line parts them."""
        parts = [part for part in (text or "").split("\n\n") if part.strip()]
        return [b.paragraph(self.prose(part)) for part in parts]

    # ---- values

    def money(self, value: Decimal) -> str:
        return self.edition.formatter.money(value, self.workspace.settings.currency)

    def figure(self, value: Decimal) -> str:
        """Money in a column whose head names the currency."""
        return self.edition.formatter.number(value, 2)

    def amount(self, value: Decimal) -> str:
        """Money in a table whose caption names the currency: an en dash for nothing."""
        return self.figure(value) if value else NOT_GIVEN

    def date(self, value: PartialDate | None) -> str:
        if value is None:
            return NOT_GIVEN
        return self.edition.formatter.date(value.text) if value.is_known else self.label("value.unknown")

    def period(self, start: PartialDate | None, end: PartialDate | None) -> str:
        """`2014–2020`; an unknown end is a word, an end that is not given stays open."""
        if start is None and end is None:
            return NOT_GIVEN
        known = [moment.text if moment and moment.is_known else "" for moment in (start, end)]
        if all(known) or not ((start and not start.is_known) or (end and not end.is_known)):
            return self.edition.formatter.period(*known)
        if not any(known):
            return self.label("value.unknown")
        first, last = (self.date(moment) if moment else "" for moment in (start, end))
        return f"{first}{NO_BREAK_SPACE}{EN_DASH} {last}".strip(f" {NO_BREAK_SPACE}")

    def short_date(self, value: PartialDate | None) -> str:
        """A date in figures, for a table."""
        if value is None:
            return NOT_GIVEN
        return self.edition.formatter.short_date(value.text) if value.is_known else self.label("value.unknown")

    def short_period(self, start: PartialDate | None, end: PartialDate | None) -> str:
        """A period in figures, for a table: `05.2014–2020`, `since 2014`; an unknown end is a word."""
        known = [moment.text for moment in (start, end) if moment is not None and moment.is_known]
        if start is None and end is None:
            return NOT_GIVEN
        if start is None or end is None:
            key = "value.until" if start is None else "value.since"
            return self.label(key, date=self.short_date(start or end)) if known else self.label("value.unknown")
        if len(known) == 1:
            return f"{self.short_date(start)}{NO_BREAK_SPACE}{EN_DASH} {self.short_date(end)}"
        return self.edition.formatter.short_period(*known) if known else self.label("value.unknown")

    def unit(self, name: str | None) -> str:
        """The word for a unit; the unit's own name where it has none in this language."""
        found = self.workspace.units.get(name or "")
        return (in_language(found.label, self.edition.language) or found.id) if found else (name or NOT_GIVEN)

    def measured(self, value: Decimal, indicator: Indicator) -> str:
        """A value of an indicator without its unit, with at least as many decimals as the document gives."""
        written = max(0, -int(value.as_tuple().exponent))
        return self.edition.formatter.number(value, max(written, indicator.decimals or 0))

    def quantity(self, value: Decimal, indicator: Indicator, unit: str | None = None) -> str:
        name = unit or indicator.unit
        word = self.unit(name) if name else ""
        return self.edition.formatter.with_unit(self.measured(value, indicator), word)

    # ---- items

    def actor(self, identifier: str | None) -> str:
        """The name of a member, body or stakeholder."""
        if not identifier:
            return NOT_GIVEN
        if identifier == UNKNOWN:
            return self.label("value.unknown")
        return self.prose(self.workspace.actor_name(identifier))

    def actors(self, identifiers: Sequence[str]) -> str:
        return "; ".join(self.actor(identifier) for identifier in identifiers) or NOT_GIVEN

    def title(self, identifier: str) -> str:
        return self.prose(self.workspace.title(identifier))

    def place(self, item: Item) -> b.Block:
        """The id of an item at the place that links to it lead to."""
        return b.division([b.paragraph(b.code(item.id))], identifier=anchor(item))

    def reference(self, identifier: str | None) -> b.Inline | str:
        """The id of an item, leading to its place where the document has one for it."""
        if not identifier:
            return NOT_GIVEN
        if identifier == UNKNOWN:
            return self.label("value.unknown")
        item = self.workspace.by_id.get(identifier)
        is_placed = item is not None and item.kind_name in PLACED
        return b.link(b.code(identifier), f"#{anchor(item)}") if item and is_placed else b.code(identifier)

    def references(self, identifiers: Sequence[str]) -> Words:
        parts: Words = []
        for identifier in identifiers:
            parts += [", "] if parts else []
            parts.append(self.reference(identifier))
        return parts or [NOT_GIVEN]

    # ---- provenance

    def provenance(self, item: Item, *entries: Entry | None) -> Provenance:
        """Of an item, or of the entry in it that says otherwise."""
        own = next((entry.provenance for entry in entries if entry is not None and entry.provenance), None)
        return own or self.workspace.provenance(item)

    def mark(self, provenance: Provenance) -> Words:
        """A tag after a name or a value, unless it was seen in the plan itself."""
        return [" ", self.tag(provenance)] if provenance is not Provenance.PUBLISHED else []

    def tag(self, provenance: Provenance) -> b.Inline:
        """The short word of a provenance that is not the plan itself; the page on reading explains it."""
        return b.mark(self.label(f"tag.{provenance.value}"))

    def marked(self, content: str, item: Item, *entries: Entry | None) -> Words:
        return [content, *self.mark(self.provenance(item, *entries))]

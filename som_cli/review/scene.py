"""Two workspaces, where they are known -> names, units and directions that a sentence about a change needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from som_cli.model.entry import Item
from som_cli.model.indicator import Direction, Indicator
from som_cli.model.layout import plan_of
from som_cli.model.values import in_language
from som_cli.model.workspace import Workspace
from som_cli.review.spoken import one_line

ACTORS = frozenset({"member", "body", "stakeholder"})


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known besides the items that are compared; `renames` gives new ids by old ones."""

    old: Workspace | None = None
    new: Workspace | None = None
    renames: Mapping[str, str] = field(default_factory=dict)

    @property
    def known(self) -> tuple[Workspace, ...]:
        """The workspaces there are, the new one first."""
        return tuple(one for one in (self.new, self.old) if one is not None)

    @property
    def currency(self) -> str:
        return next((one.settings.currency for one in self.known), "")

    def indicator(self, identifier: str | None) -> Indicator | None:
        """An indicator as it is now; as it was, where it is gone."""
        return next((found for one in self.known if (found := one.indicators.get(identifier or ""))), None)

    def direction(self, identifier: str | None) -> Direction | None:
        """Which way is better: as it was before, since the change is judged by the promise that stood."""
        older = self.renamed_back(identifier)
        before = self.old.indicators.get(older or "") if self.old else None
        found = before or self.indicator(identifier)
        return found.direction if found else None

    def renamed_back(self, identifier: str | None) -> str | None:
        return next((old for old, new in self.renames.items() if new == identifier), identifier)

    def unit_label(self, unit: str | None) -> str:
        """How documents print a unit; its code where no label is given."""
        name = unit or ""
        for one in self.known:
            if name in one.units:
                found = one.units[name]
                return in_language(found.label, one.settings.language) or next(iter(found.label.values()), name)
        return name

    def listed(self, name: str, code: str) -> str:
        """What a code of a list that is data means; the code where the list has no words for it."""
        for one in self.known:
            if entry := one.codelists.get(name, {}).get(code):
                return in_language(entry.label, one.settings.language) or next(iter(entry.label.values()), code)
        return code

    def reference(self, identifier: str, kinds: tuple[str, ...]) -> str:
        """What a reference is called: an actor or a fund by name, an item by id and title."""
        for one in self.known:
            if (fund := one.funds.get(identifier)) and "fund" in kinds:
                return one_line(fund.short or fund.name)
            if ACTORS.intersection(kinds):
                name = one.actor_name(identifier)
            else:
                name = one.title(identifier) if identifier in one.by_id else identifier
            if name != identifier:
                return one_line(name) if ACTORS.intersection(kinds) else f"{identifier} ({one_line(name)})"
        return identifier

    def title(self, item: Item) -> str:
        """What people call an item; a mirror's title is its original's."""
        own: object = getattr(item, "title", None) or getattr(item, "name", None) or getattr(item, "term", None)
        if isinstance(own, str) and own:
            return one_line(own)
        title = next((one.title(item.id) for one in self.known if item.id in one.by_id), "")
        return "" if title == item.id else one_line(title)

    def plan(self, item: Item) -> str:
        return plan_of(item.origin.path) or ("" if item.kind_name != "plan" else item.id)

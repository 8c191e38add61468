"""Typed items -> the whole they form: an index by id, links resolved both ways, natural order. Immutable."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from typing import TypeVar, cast

from som_cli.model.action import Action
from som_cli.model.energy import FactorSet, Inventory
from som_cli.model.entry import Item, Provenance
from som_cli.model.history import History
from som_cli.model.indicator import Indicator
from som_cli.model.layout import plan_of
from som_cli.model.legal import LegalProfile, default_profile_names
from som_cli.model.monitoring import Overlay, Return, Round
from som_cli.model.network import Line, Route, Segment, Shape, Stop
from som_cli.model.participation import Consultation, Decision, Meeting, Remark
from som_cli.model.partnership import Member, Partnership, Procedure, Settings
from som_cli.model.plan import Contribution, IndicatorUse, Objective, Plan, Risk, Swot
from som_cli.model.registry import CodeListEntry, Fund, Source, Stakeholder, Term, Unit
from som_cli.model.values import natural_key
from som_cli.text.source import SourceText

ItemType = TypeVar("ItemType", bound=Item)
Made = TypeVar("Made")

# What an `area` says that is no single member.
WHOLE_AREA = "partnership"


@dataclass(frozen=True)
class Unread:
    """What could not be read: plans with a bad file (rules skip them), ids and kinds whose file is bad."""

    plans: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    settings: bool = False


def _no_history() -> None:
    return None


@dataclass(frozen=True)
class Workspace:
    """Everything that a tree of strategy documents says. `items` holds each kind's items by id, in natural order.

    `today` is the day that rules and reports take for today; `texts` the source of every file that was read;
    `links` the symbolic links, never followed; `digests` the sha256 of the files whose digest the data states;
    `outside` the items that a narrowed workspace only knows by id; `recall` asks git for the history.
    """

    items: Mapping[str, Mapping[str, Item]]
    settings: Settings
    partnership: Partnership
    today: date
    inventories: tuple[Inventory, ...] = ()
    shapes: Mapping[str, tuple[Shape, ...]] = field(default_factory=dict)
    codelists: Mapping[str, Mapping[str, CodeListEntry]] = field(default_factory=dict)
    texts: Mapping[str, SourceText] = field(default_factory=dict)
    paths: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    duplicates: tuple[tuple[Item, Item], ...] = ()
    unread: Unread = Unread()
    digests: Mapping[str, str] = field(default_factory=dict)
    outside: Mapping[str, Item] = field(default_factory=dict)
    recall: Callable[[], History | None] = field(default=_no_history, compare=False, repr=False)

    def of(self, cls: type[ItemType]) -> Mapping[str, ItemType]:
        """The items of one class by id."""
        return cast("Mapping[str, ItemType]", self.items.get(cls.kind_name, {}))

    @cached_property
    def history(self) -> History | None:
        """What the repository knows, asked for once and only by those who need it; None without git."""
        return self.recall()

    def once(self, make: Callable[[Workspace], Made]) -> Made:
        """What a function makes of this workspace, made when first asked for: a workspace never changes."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("Made", self._made[make])

    @cached_property
    def _made(self) -> dict[object, object]:
        return {}

    @cached_property
    def members(self) -> Mapping[str, Member]:
        return self.of(Member)

    @cached_property
    def procedures(self) -> Mapping[str, Procedure]:
        return self.of(Procedure)

    @cached_property
    def plans(self) -> Mapping[str, Plan]:
        return self.of(Plan)

    @cached_property
    def objectives(self) -> Mapping[str, Objective]:
        return self.of(Objective)

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        return self.of(Indicator)

    @cached_property
    def actions(self) -> Mapping[str, Action]:
        return self.of(Action)

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        return self.of(Source)

    @cached_property
    def stakeholders(self) -> Mapping[str, Stakeholder]:
        return self.of(Stakeholder)

    @cached_property
    def funds(self) -> Mapping[str, Fund]:
        return self.of(Fund)

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        return self.of(Unit)

    @cached_property
    def terms(self) -> Mapping[str, Term]:
        return self.of(Term)

    @cached_property
    def factor_sets(self) -> Mapping[str, FactorSet]:
        return self.of(FactorSet)

    @cached_property
    def routes(self) -> Mapping[str, Route]:
        return self.of(Route)

    @cached_property
    def lines(self) -> Mapping[str, Line]:
        return self.of(Line)

    @cached_property
    def stops(self) -> Mapping[str, Stop]:
        return self.of(Stop)

    @cached_property
    def swots(self) -> Mapping[str, Swot]:
        return self.of(Swot)

    @cached_property
    def consultations(self) -> Mapping[str, Consultation]:
        return self.of(Consultation)

    @cached_property
    def remarks(self) -> Mapping[str, Remark]:
        return self.of(Remark)

    @cached_property
    def decisions(self) -> Mapping[str, Decision]:
        return self.of(Decision)

    @cached_property
    def meetings(self) -> Mapping[str, Meeting]:
        return self.of(Meeting)

    @cached_property
    def rounds(self) -> Mapping[str, Round]:
        return self.of(Round)

    @cached_property
    def returns(self) -> Mapping[str, Return]:
        return self.of(Return)

    @cached_property
    def overlays(self) -> Mapping[str, Overlay]:
        return self.of(Overlay)

    @cached_property
    def segments(self) -> Mapping[str, Segment]:
        """Segments of all routes by id."""
        return {segment.id: segment for route in self.routes.values() for segment in route.segments}

    @cached_property
    def risks(self) -> Mapping[str, Risk]:
        """Risks of plans and of actions by id."""
        own = {risk.id: risk for action in self.actions.values() for risk in action.risks}
        return {**self.of(Risk), **own}

    def ids(self, kind: str) -> Mapping[str, object]:
        """What a reference to this kind may name."""
        if kind == "body":
            return self.partnership.bodies
        if kind == "segment":
            return self.segments
        if kind == "item":
            return {**self.by_id, **self.segments, **self.risks}
        if kind == "area":
            return {WHOLE_AREA: self.partnership, **self.members}
        if kind == LegalProfile.kind_name:
            return {**dict.fromkeys(default_profile_names()), **self.of(LegalProfile)}
        return self.items.get(kind, {})

    @cached_property
    def by_id(self) -> Mapping[str, Item]:
        """Every item that has an id of its own (no entries of keyed files)."""
        kinds = (Unit, Fund, Term, Procedure)
        named = {cls.kind_name for cls in kinds}
        own = {key: item for kind, items in self.items.items() if kind not in named for key, item in items.items()}
        return {**self.outside, **own} if self.outside else own

    def all_items(self) -> Iterator[Item]:
        """Every item, kind by kind, in natural order."""
        yield self.settings
        yield self.partnership
        for items in self.items.values():
            yield from items.values()

    # ---- links, the other way

    @cached_property
    def children(self) -> Mapping[str, tuple[Objective, ...]]:
        """Objectives by the id of their parent."""
        return _grouped((item.parent, item) for item in self.objectives.values() if item.parent)

    @cached_property
    def actions_by_objective(self) -> Mapping[str, tuple[Action, ...]]:
        """Actions (mirrors too) by the objective that they serve."""
        return _grouped((item.objective, item) for item in self.actions.values())

    @cached_property
    def contributions(self) -> Mapping[str, tuple[tuple[Objective | Action, Contribution], ...]]:
        """Contributions by the objective that receives them, with who gives them."""
        givers: list[Objective | Action] = [*self.objectives.values(), *self.actions.values()]
        return _grouped((given.to, (giver, given)) for giver in givers for given in giver.contributes)

    @cached_property
    def uses(self) -> Mapping[str, tuple[tuple[Objective, int, IndicatorUse], ...]]:
        """Where objectives use an indicator: objective, index in its list, the use; by indicator."""
        return _grouped(
            (use.ref, (objective, index, use))
            for objective in self.objectives.values()
            for index, use in enumerate(objective.indicators)
        )

    @cached_property
    def mirrors(self) -> Mapping[str, tuple[Action, ...]]:
        """Mirrors by the action that holds the cost."""
        return _grouped((item.mirror_of, item) for item in self.actions.values() if item.mirror_of)

    # ---- plans

    def plan(self, item: Item) -> Plan | None:
        """The plan in whose folder an item stands."""
        return self.plan_at(item.origin.path)

    @cached_property
    def plan_at(self) -> Callable[[str], Plan | None]:
        """The plan in whose folder a file stands; rules ask for each file again and again."""
        return cache(lambda path: self.plans.get(plan_of(path) or ""))

    def in_plan(self, cls: type[ItemType], plan: str) -> tuple[ItemType, ...]:
        """The items of a class that stand in a plan's folder, in natural order."""
        return cast("tuple[ItemType, ...]", self._by_plan.get((cls.kind_name, plan), ()))

    @cached_property
    def _by_plan(self) -> Mapping[tuple[str, str], tuple[Item, ...]]:
        return _grouped(
            ((kind, plan), item)
            for kind, items in self.items.items()
            for item in items.values()
            if (plan := plan_of(item.origin.path))
        )

    def original(self, action: Action) -> Action:
        """The action that a mirror stands for; any other action itself."""
        original = self.by_id.get(action.mirror_of) if action.mirror_of else None
        return original if isinstance(original, Action) else action

    def title(self, identifier: str) -> str:
        """What people call an item: its title or name (a mirror's is its original's); the id where none is given."""
        item = self.by_id.get(identifier)
        if isinstance(item, Action):
            item = self.original(item)
        named: object = getattr(item, "title", None) or getattr(item, "name", None)
        return named if isinstance(named, str) else identifier

    def actor_name(self, identifier: str) -> str:
        """The name of a member, body or stakeholder; the id itself where there is none."""
        for holder in (self.members, self.partnership.bodies, self.stakeholders):
            if found := holder.get(identifier):
                return found.name
        return identifier

    def provenance(self, item: Item) -> Provenance:
        """Where an item comes from: its own word, else the plan's, else published."""
        if item.provenance is not None:
            return item.provenance
        plan = self.plan(item)
        return (plan.provenance if plan else None) or Provenance.PUBLISHED

    def without_plans(self, plans: frozenset[str]) -> Workspace:
        """The same workspace without some plans; their ids count as unread, so that links to them are not missed."""
        if not plans:
            return self
        kept: dict[str, dict[str, Item]] = {}
        gone = set(self.unread.ids)
        for kind, items in self.items.items():
            kept[kind] = {}
            for key, item in items.items():
                if plan_of(item.origin.path) in plans:
                    gone.add(key)
                else:
                    kept[kind][key] = item
        gone.update(segment.id for route in self.routes.values() if route.id in gone for segment in route.segments)
        inventories = tuple(table for table in self.inventories if table.plan not in plans)
        unread = replace(self.unread, ids=frozenset(gone))
        return replace(self, items=kept, inventories=inventories, unread=unread)


def in_order(items: Iterable[ItemType]) -> list[ItemType]:
    """Items in the order people expect: by `order` where it is given, then by natural order of ids."""
    return sorted(items, key=lambda item: (item.order is None, item.order or 0, natural_key(item.id)))


Key = TypeVar("Key")
Value = TypeVar("Value")


def _grouped(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, tuple[Value, ...]]:
    groups: dict[Key, list[Value]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}

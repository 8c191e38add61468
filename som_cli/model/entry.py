"""What every item and every list entry of a plan may carry, and the marks that give a field its meaning."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any, ClassVar, NamedTuple

from som_cli.model.entity import Record, entity
from som_cli.model.values import PartialDate
from som_cli.text.diagnostics import Span
from som_cli.text.nodes import Mapping, Sequence, key_span, span, value_place

FieldPath = tuple[str | int, ...]


class Ref(NamedTuple):
    """The field names an item of one of these kinds; with `or_unknown` the word `unknown` may stand instead."""

    kinds: tuple[str, ...]
    or_unknown: bool = False


class InList(NamedTuple):
    """The field holds an entry of a code list, which is data (`registry/codelists/<name>.yml`, or our defaults)."""

    name: str


class Pattern(NamedTuple):
    """The field's text has this form (a regular expression for the whole), described by an example."""

    expression: str
    example: str


class Mark(StrEnum):
    """Marks without parameters: text that people read and translate; a path in the workspace."""

    PROSE = "prose"
    PATH = "path"


ID_PATTERN = Pattern(r"[A-Z]{1,6}(-[A-Z]+)*-[0-9A-Z]+([.\-/][0-9A-Z]+)*", "STR-A-07")
SLUG_PATTERN = Pattern(r"[a-z0-9]+([_-][a-z0-9]+)*", "miastowo")
# ISO 4217.
CURRENCY_PATTERN = Pattern(r"[A-Z]{3}", "EUR")
HASH_PATTERN = Pattern(r"[0-9a-f]{64}", "64 hexadecimal digits")

Prose = Annotated[str, Mark.PROSE]
DataPath = Annotated[str, Mark.PATH]
Identifier = Annotated[str, ID_PATTERN]
Slug = Annotated[str, SLUG_PATTERN]
Currency = Annotated[str, CURRENCY_PATTERN]
Sha256 = Annotated[str, HASH_PATTERN]

Actor = Annotated[str, Ref(("member", "body", "stakeholder"), or_unknown=True)]
MemberRef = Annotated[str, Ref(("member",))]
PlanRef = Annotated[str, Ref(("plan",))]
ObjectiveRef = Annotated[str, Ref(("objective",))]
ActionRef = Annotated[str, Ref(("action",))]
IndicatorRef = Annotated[str, Ref(("indicator",))]
SourceRef = Annotated[str, Ref(("source",), or_unknown=True)]
# Where a value holds: the partnership as a whole, or one member.
AreaRef = Annotated[str, Ref(("area",))]
ItemRef = Annotated[str, Ref(("item",))]
FundRef = Annotated[str, Ref(("fund",), or_unknown=True)]


class Provenance(StrEnum):
    """Where a statement comes from: seen in the plan itself, real but not seen there, or invented as an example."""

    PUBLISHED = "published"
    ATTRIBUTED = "attributed"
    ILLUSTRATIVE = "illustrative"


@entity
class Waiver(Record):
    """A finding accepted on purpose: by whom, why, and until when (`never` ends it never).

    `with` names the other item of a finding about a pair; `about` the file of a finding in a chapter, table or shape.
    """

    rule: str
    reason: Prose = ""
    by: Actor = ""
    until: str = ""
    with_: str = ""
    about: str = ""


@entity
class Entry(Record):
    """Fields that any item and any list entry may carry (data model, section 5.0)."""

    provenance: Provenance | None = None
    source: SourceRef | None = None
    locator: str | None = None
    stated: str | None = None
    note: Prose | None = None
    order: int | None = None
    code: str | None = None
    formerly: tuple[str, ...] = ()
    superseded_by: ItemRef | None = None
    justification: Prose | None = None
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an item was written: one object for the item, the spans of all its fields."""

    path: str
    node: Mapping

    def span(self, field_path: FieldPath = ()) -> Span:
        """The span of a field's value; of the nearest field around it that is written; of the item's first line."""
        container: Any = self.node
        place = None
        for step in field_path:
            if not _has(container, step):
                break
            place = value_place(container, step)
            container = container[step]
        return span(self.path, place) if place else self._head()

    def key(self, name: str) -> Span:
        """The span of a key at the item's top level, or of the item's first line."""
        return key_span(self.path, self.node, name) if name in self.node else self._head()

    def _head(self) -> Span:
        for name in ("id", "mirror_of", "ref"):
            if name in self.node:
                return span(self.path, value_place(self.node, name))
        first = next(iter(self.node), None)
        return key_span(self.path, self.node, first) if first is not None else Span(self.path)


def _has(container: object, step: str | int) -> bool:
    if isinstance(container, Mapping):
        return step in container
    return isinstance(container, Sequence) and isinstance(step, int) and step < len(container)


NOWHERE = Origin("", Mapping())


@entity
class Item(Entry):
    """A thing with an id (its own, or the natural key of its place). Where it was written is no part of its content."""

    kind_name: ClassVar[str] = ""

    id: str
    origin: Origin = field(default=NOWHERE, compare=False, repr=False)


@entity
class Period(Entry):
    """From when to when, as exactly as known."""

    from_: PartialDate | None = None
    to: PartialDate | None = None


def field_name(path: FieldPath) -> str:
    """A field path as text: `budget.lines[2].amount`."""
    shown = ""
    for step in path:
        shown += f"[{step}]" if isinstance(step, int) else f".{step}" if shown else step
    return shown

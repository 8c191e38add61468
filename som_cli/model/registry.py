"""What all plans share: sources, stakeholders, funds, units, words, code lists."""

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

from som_cli.model.entity import entity
from som_cli.model.entry import AreaRef, DataPath, Entry, Identifier, InList, Item, Prose, Sha256
from som_cli.model.values import PartialDate


@entity
class StatisticsQuery(Entry):
    """What was asked of a statistical data bank, and the digest of its pinned answer."""

    variable: str
    unit_level: int | None = None
    retrieved: PartialDate | None = None
    sha256: Sha256 | None = None
    file: DataPath | None = None


@entity
class Source(Item):
    """Where a figure or a statement was read."""

    kind_name: ClassVar[str] = "source"

    id: Identifier
    title: Prose
    kind: Annotated[str, InList("source-kinds")]
    year: PartialDate | None = None
    date: PartialDate | None = None
    author: Prose | None = None
    publisher: Prose | None = None
    url: str | None = None
    retrieved: PartialDate | None = None
    file: DataPath | None = None
    sha256: Sha256 | None = None
    bdl: StatisticsQuery | None = None


class Level(StrEnum):
    """How much a stakeholder cares, or can do."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    UNKNOWN = "unknown"


@entity
class Stakeholder(Item):
    """An organisation or group that a plan concerns; never a person."""

    kind_name: ClassVar[str] = "stakeholder"

    id: Identifier
    name: Prose
    kind: Annotated[str, InList("stakeholder-kinds")]
    area: AreaRef | None = None
    interest: Level | None = None
    influence: Level | None = None
    url: str | None = None
    channels: tuple[str, ...] = ()


class FundKind(StrEnum):
    """Whose money it is."""

    OWN = "own"
    EU = "eu"
    NATIONAL = "national"
    REGIONAL = "regional"
    PRIVATE = "private"
    OTHER = "other"


@entity
class Fund(Item):
    """A source of money. `max_rate` is the largest share of an action's cost that it pays (0.85)."""

    kind_name: ClassVar[str] = "fund"

    name: Prose
    kind: FundKind
    short: str | None = None
    programme_period: str | None = None
    max_rate: Decimal | None = None
    eligible_from: PartialDate | None = None
    eligible_to: PartialDate | None = None


@entity
class Unit(Item):
    """A unit of measure: one of it is `factor` of `base`; `label` is what documents print, by language."""

    kind_name: ClassVar[str] = "unit"

    dimension: str
    factor: Decimal | None = None
    base: str | None = None
    label: Mapping[str, str] = field(default_factory=dict)


@entity
class Term(Item):
    """A word or an abbreviation that the plans use."""

    kind_name: ClassVar[str] = "term"

    term: Prose
    expand: Prose | None = None
    definition: Prose | None = None


@entity
class CodeListEntry(Item):
    """One allowed code and what documents print for it, by language."""

    kind_name: ClassVar[str] = "code"

    label: Mapping[str, str] = field(default_factory=dict)

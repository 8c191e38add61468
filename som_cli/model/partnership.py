"""The partnership: who belongs to it since when, its bodies and procedures, and the settings of the workspace."""

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

from som_cli.model.entity import entity
from som_cli.model.entry import Currency, DataPath, Entry, InList, Item, Period, Prose, Ref, Slug
from som_cli.model.standards import Standards
from som_cli.model.values import PartialDate
from som_cli.text.diagnostics import Severity


@entity
class Tolerances(Entry):
    """How far figures may differ: sums in currency units; lengths, emissions and jumps as shares (0.05 = 5 %)."""

    sum_abs: Decimal = Decimal("1.00")
    length_rel: Decimal = Decimal("0.05")
    co2_rel: Decimal = Decimal("0.05")
    jump_rel: Decimal = Decimal("0.50")


@entity
class ProgressLimits(Entry):
    """Shares of the expected change from which an indicator is on track, or at risk.

    `maintain`: how far a value that is to stay may move, as a share of the baseline.
    """

    on_track: Decimal = Decimal("0.95")
    at_risk: Decimal = Decimal("0.60")
    maintain: Decimal = Decimal("0.05")


@entity
class Limits(Entry):
    """Limits that rules judge by, where neither arithmetic nor law sets them. Shares are parts of one (0.10 = 10 %).

    `owner_share`: the part of tasks or cost that one member may own. `risk_level`: probability times impact from which
    a risk needs a response. `risks_per_plan`: how many risks a plan names at least. `overspend`: by how much spending
    may pass the plan. `secured_share`: how much of the money is secured a year before the start. `stale_years`: how old
    a baseline may be when its plan begins. `milestone_years`: over how many years a target needs no milestone.
    `reached_share`: the part of the needed change that planned outputs must bring. `children` and `depth`: the largest
    objective tree that can be read. `unit_cost_factor`: how many times dearer or cheaper than its peers an action may
    be. `running_cost_from`: investment in a plan from which running costs are asked for. `digging_years`: how soon
    after one work a second may open the same place. `digits`: significant digits that a measurement may claim.
    """

    owner_share: Decimal = Decimal("0.70")
    risk_level: int = 12
    risks_per_plan: int = 1
    overspend: Decimal = Decimal("0.10")
    secured_share: Decimal = Decimal("0.50")
    stale_years: int = 5
    milestone_years: int = 4
    reached_share: Decimal = Decimal("1.00")
    children: int = 7
    depth: int = 4
    unit_cost_factor: Decimal = Decimal(10)
    running_cost_from: Decimal = Decimal(0)
    digging_years: int = 3
    digits: int = 7


@entity
class RuleSettings(Entry):
    """What a workspace changes about the rules: severity by code (`error`, `warning`, `info`)."""

    severity: Mapping[str, Severity] = field(default_factory=dict)


@entity
class Settings(Item):
    """`som.yml`: schema version, languages, currency, legal profile, tolerances. `as_of` stands for today.

    `bbox` is west, south, east, north in degrees (WGS 84).
    """

    kind_name: ClassVar[str] = "settings"

    schema: str
    example: bool = False
    language: str = "en"
    as_of: PartialDate | None = None
    bbox: tuple[Decimal, ...] = ()
    languages: tuple[str, ...] = ()
    currency: Currency = "EUR"
    area: str = "partnership"
    legal_profile: Annotated[str | None, Ref(("legal profile",))] = None
    tolerance: Tolerances = Tolerances()
    limits: Limits = Limits()
    progress: ProgressLimits = ProgressLimits()
    standards: Standards = Standards()
    rules: RuleSettings = RuleSettings()


@entity
class MemberCode(Entry):
    """An official code of a unit, valid in a period: codes change, ids do not."""

    scheme: str
    # Any entry may carry a code; here it is what the entry is about.
    code: str = field()
    from_: PartialDate | None = None
    to: PartialDate | None = None
    why: Prose | None = None


class BodyKind(StrEnum):
    """What a body of the partnership does."""

    DECISION = "decision"
    EXECUTIVE = "executive"
    COORDINATION = "coordination"
    SUPERVISION = "supervision"
    ADVISORY = "advisory"


@entity
class Body(Entry):
    """A body of the partnership."""

    name: Prose
    kind: BodyKind


@entity
class Partnership(Item):
    """The association itself. `quorum` is a share of the members (0.50) by body."""

    kind_name: ClassVar[str] = "partnership"

    id: Slug
    name: Prose
    short: str = ""
    legal_form: Prose | None = None
    founded: PartialDate | None = None
    seat: Prose | None = None
    address: Prose | None = None
    url: str | None = None
    email: str | None = None
    motto: Prose | None = None
    codes: tuple[MemberCode, ...] = ()
    bodies: Mapping[str, Body] = field(default_factory=dict)
    quorum: Mapping[str, Decimal] = field(default_factory=dict)


@entity
class Contact(Entry):
    """An office, never a person."""

    unit: Prose | None = None
    email: str | None = None
    url: str | None = None


@entity
class Population(Entry):
    """Inhabitants at a date (persons)."""

    date: PartialDate
    value: Decimal


@entity
class Member(Item):
    """A local government in the partnership; `core` marks the core city, `boundary` its GeoJSON. `area_km2` in km²."""

    kind_name: ClassVar[str] = "member"

    id: Slug
    name: Prose
    kind: Annotated[str, InList("member-kinds")]
    core: bool = False
    membership: tuple[Period, ...] = ()
    codes: tuple[MemberCode, ...] = ()
    contact: Contact | None = None
    boundary: DataPath | None = None
    population: tuple[Population, ...] = ()
    area_km2: Decimal | None = None


@entity
class Procedure(Item):
    """A procedure of the partnership: its steps in order, by name. A plan's `process` gives the evidence of each."""

    kind_name: ClassVar[str] = "procedure"

    name: Prose
    purpose: Prose | None = None
    steps: tuple[str, ...] = ()

"""Actions: who does what, when, for how much, with what effect."""

from dataclasses import field
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

from som_cli.model.entity import entity
from som_cli.model.entry import (
    ActionRef,
    Actor,
    Currency,
    Entry,
    FundRef,
    Identifier,
    IndicatorRef,
    InList,
    Item,
    MemberRef,
    ObjectiveRef,
    Prose,
    Ref,
)
from som_cli.model.plan import Contribution, Risk
from som_cli.model.values import PartialDate


class ActionKind(StrEnum):
    """What sort of doing it is."""

    INVESTMENT = "investment"
    ORGANISATIONAL = "organisational"
    STUDY = "study"
    REGULATORY = "regulatory"
    EDUCATION = "education"


class ActionStatus(StrEnum):
    """How far it has come."""

    IDEA = "idea"
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


class Cooperation(StrEnum):
    """The ladder of four: from exchanging information to doing things together."""

    COMMUNICATION = "communication"
    COOPERATION = "cooperation"
    COORDINATION = "coordination"
    INTEGRATION = "integration"


@entity
class Step(Entry):
    """A key implementation step (Reg. (EU) 1303/2013, annex II): due, and when it was done."""

    due: PartialDate | None = None
    what: Prose = ""
    done: PartialDate | None = None


@entity
class Output(Entry):
    """What the action adds to an indicator in a period."""

    indicator: IndicatorRef
    period: PartialDate | None = None
    value: Decimal | None = None
    unit: str | None = None


class PriceBasis(StrEnum):
    """Prices of each year, or of one year."""

    NOMINAL = "nominal"
    CONSTANT = "constant"
    UNKNOWN = "unknown"


class Vat(StrEnum):
    """With value added tax, or without."""

    GROSS = "gross"
    NET = "net"
    UNKNOWN = "unknown"


@entity
class Price(Entry):
    """In which prices the money is given."""

    basis: PriceBasis | None = None
    year: PartialDate | None = None
    vat: Vat | None = None


class MoneyKind(StrEnum):
    """Investment or running cost."""

    CAPITAL = "capital"
    CURRENT = "current"


class MoneyStage(StrEnum):
    """How sure the money is."""

    PLANNED = "planned"
    SECURED = "secured"
    CONTRACTED = "contracted"
    SPENT = "spent"


@entity
class BudgetLine(Entry):
    """An amount from one source by one payer, in a year, or over years that it is not split between.

    `amount` is in the currency of the workspace unless `currency` and `rate` (units of ours for one of theirs) say so.
    """

    year: PartialDate | None = None
    from_: PartialDate | None = None
    to: PartialDate | None = None
    # A budget line's source is a fund, where elsewhere it is the document that a figure was read in.
    source: FundRef | None = None
    payer: Actor | None = None
    amount: Decimal
    kind: MoneyKind | None = None
    stage: MoneyStage | None = None
    currency: Currency | None = None
    rate: Decimal | None = None
    version: str | None = None


@entity
class Budget(Entry):
    """The money of an action: the total that the document states, and the lines."""

    price: Price | None = None
    stated_total: Decimal | None = None
    lines: tuple[BudgetLine, ...] = ()


@entity
class Quantity(Entry):
    """A value with its unit, and for energy its carrier."""

    value: Decimal | None = None
    unit: str | None = None
    carrier: Annotated[str | None, InList("carriers")] = None
    period: PartialDate | None = None


@entity
class EnergyEffect(Entry):
    """Effect on energy and emission as in a SECAP: `saved` and `res` (energy a year), `co2` (mass a year)."""

    sector: Annotated[str | None, InList("sectors")] = None
    area: str | None = None
    instrument: Annotated[str | None, InList("instruments")] = None
    origin: Annotated[str | None, InList("origins")] = None
    saved: Quantity | None = None
    res: Quantity | None = None
    co2: Quantity | None = None
    method: Prose | None = None
    factors: Annotated[str | None, Ref(("factors",))] = None


@entity
class ForecastEntry(Entry):
    """The undertaking in a member's multi-annual financial forecast that carries the action."""

    member: MemberRef
    item: str | None = None
    from_: PartialDate | None = None
    to: PartialDate | None = None


@entity
class Action(Item):
    """An action of one plan. A mirror (`mirror_of`) stands for a project that another plan holds with its cost."""

    kind_name: ClassVar[str] = "action"

    id: Identifier
    title: Prose = field(default="", metadata={"required_unless": "mirror_of"})
    kind: ActionKind | None = field(default=None, metadata={"required_unless": "mirror_of"})
    mirror_of: ActionRef | None = None
    objective: ObjectiveRef
    status: ActionStatus | None = None
    description: Prose | None = None
    owner: Actor | None = None
    partners: tuple[Actor, ...] = ()
    cooperation: Cooperation | None = None
    from_: PartialDate | None = None
    to: PartialDate | None = None
    scope: Prose | None = None
    result: Prose | None = None
    place: Prose | None = None
    routes: tuple[Annotated[str, Ref(("route", "segment"))], ...] = ()
    steps: tuple[Step, ...] = ()
    outputs: tuple[Output, ...] = ()
    energy: EnergyEffect | None = None
    budget: Budget | None = None
    wpf: tuple[ForecastEntry, ...] = ()
    risks: tuple[Risk, ...] = ()
    depends_on: tuple[ActionRef, ...] = ()
    contributes: tuple[Contribution, ...] = ()

    @property
    def is_mirror(self) -> bool:
        return self.mirror_of is not None

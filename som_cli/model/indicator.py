"""Indicators: what is measured, how, from which baseline, and the values measured so far."""

from dataclasses import field
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

from som_cli.model.entity import entity
from som_cli.model.entry import Actor, AreaRef, DataPath, Entry, Identifier, InList, Item, Prose, SourceRef
from som_cli.model.registry import StatisticsQuery
from som_cli.model.values import PartialDate


class IndicatorKind(StrEnum):
    """Place in the chain of effects (Reg. (EU) 2021/1060 art. 16; 2021/2115 art. 128)."""

    CONTEXT = "context"
    INPUT = "input"
    OUTPUT = "output"
    RESULT = "result"
    IMPACT = "impact"


class Measure(StrEnum):
    """What its values are (IATI 2.03, IndicatorMeasure)."""

    UNIT = "unit"
    PERCENTAGE = "percentage"
    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    QUALITATIVE = "qualitative"


class Direction(StrEnum):
    """Which way is better."""

    INCREASE = "increase"
    DECREASE = "decrease"
    MAINTAIN = "maintain"
    RANGE = "range"
    NONE = "none"


class Aggregation(StrEnum):
    """How values of members make the value of the partnership."""

    SUM = "sum"
    MEAN = "mean"
    WEIGHTED_MEAN = "weighted_mean"
    MAX = "max"
    LAST = "last"
    NONE = "none"


class Frequency(StrEnum):
    """How often something is measured."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    ANNUAL = "annual"
    EVERY_2_YEARS = "every_2_years"
    EVERY_4_YEARS = "every_4_years"
    ONCE = "once"
    UNKNOWN = "unknown"


class MissingReason(StrEnum):
    """Why there is no value: unknown is not zero."""

    NOT_COLLECTED = "not_collected"
    NOT_APPLICABLE = "not_applicable"
    CONFIDENTIAL = "confidential"
    NOT_FOUND = "not_found"
    NOT_DUE = "not_due"


class ObservationStatus(StrEnum):
    """SDMX code list CL_OBS_STATUS, the codes of use here."""

    NORMAL = "A"
    BREAK = "B"
    DEFINITION_DIFFERS = "D"
    ESTIMATED = "E"
    FORECAST = "F"
    IMPUTED = "I"
    MISSING = "M"
    PROVISIONAL = "P"
    LOW_RELIABILITY = "U"


@entity
class Baseline(Entry):
    """The value that changes are counted from. `coverage` is the date whose members it covers."""

    period: PartialDate | None = None
    value: Decimal | None = None
    missing: MissingReason | None = None
    area: AreaRef | None = None
    coverage: PartialDate | None = None
    status: ObservationStatus | None = None
    unit: str | None = None
    # Before the file that the value was computed from, where elsewhere they end the entry.
    source: SourceRef | None = None
    locator: str | None = None
    computed_from: DataPath | None = None


class Relation(StrEnum):
    """How near a foreign code is to our definition (SKOS mapping relations)."""

    EXACT = "exact"
    CLOSE = "close"
    BROADER = "broader"
    NARROWER = "narrower"


@entity
class IndicatorCode(Entry):
    """A code of the indicator in a foreign list."""

    scheme: str
    # Any entry may carry a code; here it is what the entry is about.
    code: str = field()
    relation: Relation | None = None


@entity
class SeriesBreak(Entry):
    """A period from which values cannot be compared with earlier ones, and why."""

    period: PartialDate
    why: Prose = ""


@entity
class Racer(Entry):
    """Marks from 0 to 3 (Better Regulation toolbox): relevant, accepted, credible, easy to monitor, robust."""

    relevant: int | None = None
    accepted: int | None = None
    credible: int | None = None
    easy: int | None = None
    robust: int | None = None


class IndicatorStatus(StrEnum):
    """Whether the indicator is in use."""

    ACTIVE = "active"
    PLANNED = "planned"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


@entity
class Observation(Entry):
    """A measured value of an indicator for a period and an area (a member, or the partnership)."""

    period: PartialDate
    value: Decimal | None = None
    missing: MissingReason | None = None
    status: ObservationStatus | None = None
    area: AreaRef | None = None
    coverage: PartialDate | None = None
    unit: str | None = None
    revised: bool = False


@entity
class Indicator(Item):
    """An indicator, defined once for all plans; plans use it with targets. `unit` names an entry of `units.yml`."""

    kind_name: ClassVar[str] = "indicator"

    id: Identifier
    name: Prose
    definition: Prose | None = None
    kind: IndicatorKind
    measure: Measure | None = None
    unit: str | None = None
    decimals: int | None = None
    direction: Direction | None = None
    aggregation: Aggregation | None = None
    weight: str | None = None
    cumulative: bool = False
    unbounded: bool = False
    frequency: Frequency | None = None
    level: Annotated[str | None, InList("indicator-levels")] = None
    method: Prose | None = None
    formula: str | None = None
    disaggregation: tuple[str, ...] = ()
    responsible: Actor | None = None
    source: SourceRef | None = None
    codes: tuple[IndicatorCode, ...] = ()
    baseline: Baseline | None = None
    observations: tuple[Observation, ...] = ()
    bdl: StatisticsQuery | None = None
    limitations: Prose | None = None
    breaks: tuple[SeriesBreak, ...] = ()
    racer: Racer | None = None
    status: IndicatorStatus | None = None

"""A plan and its tree of objectives."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

from som_cli.model.entity import entity
from som_cli.model.entry import (
    Actor,
    DataPath,
    Entry,
    FundRef,
    Identifier,
    IndicatorRef,
    InList,
    Item,
    ObjectiveRef,
    Pattern,
    Period,
    Prose,
    Ref,
    Slug,
)
from som_cli.model.indicator import Baseline, Frequency
from som_cli.model.values import PartialDate


class PlanStatus(StrEnum):
    """Where a plan stands in its life."""

    DRAFT = "draft"
    IN_CONSULTATION = "in_consultation"
    ADOPTED = "adopted"
    AMENDED = "amended"
    EXPIRED = "expired"
    REPEALED = "repealed"
    UNKNOWN = "unknown"


class VersionKind(StrEnum):
    """What a version of a plan was made for."""

    DRAFT = "draft"
    CONSULTED = "consulted"
    ADOPTED = "adopted"
    AMENDED = "amended"


@entity
class Version(Entry):
    """One version of the plan's text; the list only grows."""

    version: str
    date: PartialDate | None = None
    kind: VersionKind | None = None
    decision: Annotated[str | None, Ref(("decision",))] = None


class EvaluationKind(StrEnum):
    """When an evaluation looks at the plan."""

    EX_ANTE = "ex_ante"
    MID_TERM = "mid_term"
    EX_POST = "ex_post"
    ENVIRONMENTAL = "environmental"


@entity
class Evaluation(Entry):
    """An evaluation that was made."""

    kind: EvaluationKind
    date: PartialDate | None = None


@entity
class MonitoringPlan(Entry):
    """How often the plan is monitored, from which year, and who does it."""

    frequency: Frequency | None = None
    first_year: PartialDate | None = None
    responsible: Actor | None = None


@entity
class ProcessStep(Entry):
    """A step of a procedure that was taken, and its evidence: an item, or a source."""

    date: PartialDate | None = None
    procedure: Annotated[str, Ref(("procedure",))]
    step: str
    evidence: Annotated[str | None, Ref(("decision", "consultation", "meeting", "source"))] = None


class TargetKind(StrEnum):
    """A final target, a milestone on the way, or one given relative to the baseline."""

    FINAL = "final"
    MILESTONE = "milestone"
    RELATIVE = "relative"


@entity
class Target(Entry):
    """A value to be reached in a period; a relative one is a change of the baseline in per cent; a range has two."""

    period: PartialDate | None = None
    value: Decimal | None = None
    kind: TargetKind = TargetKind.FINAL
    change_pct: Decimal | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    unit: str | None = None


@entity
class PlanEmissions(Entry):
    """The plan's emission balance: base year, inventories, one set of factors, target."""

    base_year: PartialDate | None = None
    inventory: tuple[DataPath, ...] = ()
    factors: Annotated[str | None, Ref(("factors",))] = None
    target: Target | None = None


@entity
class HigherDocument(Entry):
    """A document that the plan must agree with. `document` is the name that the legal profile gives it."""

    title: Prose
    document: str | None = None
    statement: Prose | None = None


@entity
class StatedSum(Entry):
    """A sum that the plan's text or its table of totals states: of all its money, or of one year, fund or payer."""

    amount: Decimal
    year: PartialDate | None = None
    fund: FundRef | None = None
    payer: Actor | None = None


@entity
class Plan(Item):
    """A plan: what kind it is, its years, status, versions and chapters. `prefix` begins the ids of its items."""

    kind_name: ClassVar[str] = "plan"

    id: Slug
    prefix: Annotated[str, Pattern(r"[A-Z]{2,6}", "STR")]
    kind: Annotated[str, InList("plan-kinds")]
    title: Prose
    subtitle: Prose | None = None
    description: Prose | None = None
    horizon: Period | None = None
    status: PlanStatus | None = None
    prepared_by: Actor | None = None
    authors: tuple[Actor, ...] = ()
    legal_basis: Prose | None = None
    legal_profile: Annotated[str | None, Ref(("legal profile",))] = None
    versions: tuple[Version, ...] = ()
    monitoring: MonitoringPlan | None = None
    evaluation: tuple[Evaluation, ...] = ()
    process: tuple[ProcessStep, ...] = ()
    higher: tuple[HigherDocument, ...] = ()
    emissions: PlanEmissions | None = None
    stated_sums: tuple[StatedSum, ...] = ()
    chapters: tuple[DataPath, ...] = ()


class ObjectiveLevel(StrEnum):
    """The place of an objective in its plan's tree."""

    VISION = "vision"
    MISSION = "mission"
    CHALLENGE = "challenge"
    STRATEGIC = "strategic"
    OPERATIONAL = "operational"
    DIRECTION = "direction"


class ObjectiveStatus(StrEnum):
    """Whether the objective is in force."""

    ACTIVE = "active"
    ACHIEVED = "achieved"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


@entity
class IndicatorUse(Entry):
    """An indicator as an objective uses it: with targets, and the baseline where the plan's text states its own."""

    ref: IndicatorRef
    baseline: Baseline | None = None
    targets: tuple[Target, ...] = ()


@entity
class Contribution(Entry):
    """A link to an objective of another plan (or a higher one): how strongly (1 to 3) and why."""

    to: ObjectiveRef
    strength: int | None = None
    why: Prose | None = None


@entity
class Objective(Item):
    """An objective, from vision to direction of action. Its children name it as `parent`."""

    kind_name: ClassVar[str] = "objective"

    id: Identifier
    parent: ObjectiveRef | None = None
    level: ObjectiveLevel | None = None
    title: Prose
    status: ObjectiveStatus | None = None
    description: Prose | None = None
    rationale: Prose | None = None
    indicators: tuple[IndicatorUse, ...] = ()
    contributes: tuple[Contribution, ...] = ()
    osi: tuple[str, ...] = ()


@entity
class SwotPoint(Entry):
    """One point of the analysis, its weight, and the objectives that answer it."""

    text: Prose
    weight: Decimal | None = None
    answered_by: tuple[ObjectiveRef, ...] = ()


@entity
class Swot(Item):
    """Strengths, weaknesses, opportunities, threats."""

    kind_name: ClassVar[str] = "swot"

    strengths: tuple[SwotPoint, ...] = ()
    weaknesses: tuple[SwotPoint, ...] = ()
    opportunities: tuple[SwotPoint, ...] = ()
    threats: tuple[SwotPoint, ...] = ()


@entity
class Risk(Item):
    """A risk of a plan or an action: probability and impact from 1 to 5, the response, its owner."""

    kind_name: ClassVar[str] = "risk"

    id: Identifier
    what: Prose | None = None
    kind: str | None = None
    probability: int | None = None
    impact: int | None = None
    response: Prose | None = None
    owner: Actor | None = None
    status: str | None = None

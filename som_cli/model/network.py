"""Routes, lines, stops, and the shapes that belong to them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

from som_cli.model.entity import entity
from som_cli.model.entry import (
    ActionRef,
    Actor,
    DataPath,
    Entry,
    Identifier,
    InList,
    Item,
    MemberRef,
    Prose,
    Ref,
)
from som_cli.model.values import PartialDate
from som_cli.text.diagnostics import Span


class RouteClass(StrEnum):
    """The place of a route in the network."""

    MAIN = "main"
    FEEDER = "feeder"
    LOCAL = "local"
    RECREATIONAL = "recreational"


class SegmentStatus(StrEnum):
    """What is on the ground."""

    EXISTING = "existing"
    UNDER_CONSTRUCTION = "under_construction"
    DESIGNED = "designed"
    PLANNED = "planned"
    GAP = "gap"
    SUBSTANDARD = "substandard"
    UNKNOWN = "unknown"


class SegmentDirection(StrEnum):
    """Whether it is ridden one way or both."""

    ONE_WAY = "one_way"
    TWO_WAY = "two_way"


@entity
class ExternalCode(Entry):
    """The route's name in a foreign network, such as EuroVelo."""

    scheme: str
    # Any entry may carry a code; here it is what the entry is about.
    code: str = field()


@entity
class Segment(Entry):
    """A stretch of a route in one member, of one kind. Lengths (m) along the axis, counted once; width in metres."""

    id: Identifier
    member: MemberRef
    name: Prose | None = None
    type: Annotated[str | None, InList("segment-types")] = None
    surface: Annotated[str | None, InList("surfaces")] = None
    width_m: Decimal | None = None
    direction: SegmentDirection | None = None
    length_m: Decimal | None = None
    status: SegmentStatus | None = None
    manager: Actor | None = None
    road: str | None = None
    counter: str | None = None
    action: ActionRef | None = None


@entity
class Route(Item):
    """A cycling route: its class, its segments in order, its shape (GeoJSON, a feature a segment)."""

    kind_name: ClassVar[str] = "route"

    id: Identifier
    name: Prose
    class_: RouteClass | None = None
    description: Prose | None = None
    geometry: DataPath | None = None
    external: tuple[ExternalCode, ...] = ()
    segments: tuple[Segment, ...] = ()


class Mode(StrEnum):
    """What runs on a line."""

    RAIL = "rail"
    TRAM = "tram"
    BUS = "bus"
    FERRY = "ferry"


class ServiceStatus(StrEnum):
    """Whether a line or a stop serves passengers."""

    OPERATING = "operating"
    UNDER_CONSTRUCTION = "under_construction"
    PLANNED = "planned"
    SUSPENDED = "suspended"
    UNKNOWN = "unknown"


@entity
class Line(Item):
    """A line of public transport and its stops in order."""

    kind_name: ClassVar[str] = "line"

    id: Identifier
    name: Prose
    mode: Mode | None = None
    operator: Actor | None = None
    stops: tuple[Annotated[str, Ref(("stop",))], ...] = ()
    status: ServiceStatus | None = None
    from_: PartialDate | None = None
    to: PartialDate | None = None


class StopKind(StrEnum):
    """What a stop is."""

    STATION = "station"
    STOP = "stop"
    INTERCHANGE = "interchange"
    PARK_AND_RIDE = "park_and_ride"


@entity
class Capacity(Entry):
    """Parking places."""

    cars: int | None = None
    bikes: int | None = None


@entity
class Stop(Item):
    """A stop or an interchange. `position` is longitude, latitude in degrees (WGS 84)."""

    kind_name: ClassVar[str] = "stop"

    id: Identifier
    name: Prose
    kind: StopKind
    member: MemberRef | None = None
    position: tuple[Decimal, ...] = ()
    status: ServiceStatus | None = None
    facilities: tuple[Annotated[str, InList("facilities")], ...] = ()
    capacity: Capacity | None = None
    action: ActionRef | None = None


Coordinates = tuple["Decimal | Coordinates", ...]


@dataclass(frozen=True)
class Shape:
    """One GeoJSON feature: its id, the type of its geometry, and the coordinates as nested tuples of numbers.

    `where` finds the span of its id, which few ask for.
    """

    id: str
    path: str
    type: str
    coordinates: Coordinates
    where: Callable[[], Span] = field(compare=False, repr=False)

    @property
    def span(self) -> Span:
        return self.where()

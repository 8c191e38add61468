"""Limits that rules measure with: what a workspace may set in `som.yml` under `standards`."""

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from typing import Annotated

from som_cli.model.entity import entity
from som_cli.model.entry import Entry, IndicatorRef, InList


@entity
class Widths(Entry):
    """The smallest width of a type of segment (m), ridden one way and both ways; None where no limit is set."""

    one_way: Decimal | None = None
    two_way: Decimal | None = None


@entity
class NetworkLength(Entry):
    """The indicator that counts the length of existing segments, and the types of segment that it counts."""

    indicator: IndicatorRef
    types: tuple[Annotated[str, InList("segment-types")], ...] = ()


@entity
class EmissionStandards(Entry):
    """Limits for energy and emission.

    `stated_rel`: how far a stated emission may lie from inventory × factors (a share). `interaction_share`: share of a
    sector's carrier above which its measures act on each other. `soft_share`: share of all effects that education may
    claim. `key_sectors`: what every inventory holds; `transport` stands for `transport_…` too. `per_head_factor`: how
    many times energy per head may differ from the median. `full_load_hours`: hours a year by `area` of an action; what
    is not named may run all 8760. `shifts`: the sector that an `area` moves energy to.
    """

    stated_rel: Decimal = Decimal("0.005")
    interaction_share: Decimal = Decimal("0.60")
    soft_share: Decimal = Decimal("0.05")
    key_sectors: tuple[str, ...] = ("municipal", "tertiary", "residential", "transport")
    per_head_factor: Decimal = Decimal(5)
    full_load_hours: Mapping[str, Decimal] = field(default_factory=lambda: {"photovoltaics": Decimal(1200)})
    shifts: Mapping[str, str] = field(default_factory=lambda: {"modal_shift_to_public_transport": "transport_public"})


@entity
class GeometryStandards(Entry):
    """Limits for shapes, in metres: `border_m` either side of a border, `touch_m` between ends that meet.

    `upper_kinds` are the kinds of members whose area lies over that of others.
    """

    border_m: Decimal = Decimal(50)
    touch_m: Decimal = Decimal(5)
    decimals: int = 6
    points: int = 10_000
    upper_kinds: tuple[str, ...] = ("powiat", "county", "wojewodztwo", "region", "association")


@entity
class CyclingStandards(Entry):
    """Limits for the cycling network.

    `widths` by type (m): those of the standard that the partnership adopted, none by default; `barred_surfaces` by
    class of route; `changes_per_km` of type; `detour` is length over the straight line between the ends; `feeder_m` the
    way from a stop to the network (m); `length` the indicator that counts the network.
    """

    widths: Mapping[str, Widths] = field(default_factory=dict)
    barred_surfaces: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: {"main": ("unpaved",)})
    changes_per_km: Decimal = Decimal(3)
    detour: Decimal = Decimal("1.4")
    feeder_m: Decimal = Decimal(300)
    length: NetworkLength | None = None


@entity
class MonitoringStandards(Entry):
    """Limits for monitoring: years after which an evaluation is missed, periods after which a series stands still.

    `midterm_years`: the shortest horizon that asks for a mid-term evaluation (years).
    """

    evaluation_delay_years: int = 1
    midterm_years: int = 5
    still_periods: int = 3


@entity
class Standards(Entry):
    """All of them."""

    emissions: EmissionStandards = EmissionStandards()
    geometry: GeometryStandards = GeometryStandards()
    cycling: CyclingStandards = CyclingStandards()
    monitoring: MonitoringStandards = MonitoringStandards()

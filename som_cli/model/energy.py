"""Emission factors and energy inventories."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from som_cli.model.entity import entity
from som_cli.model.entry import Entry, Identifier, Item, Prose, SourceRef
from som_cli.model.values import PartialDate
from som_cli.text.csv_reader import CsvRow


class Approach(StrEnum):
    """Families of factors that one balance never mixes (JRC136327): activity-based (standard), or life cycle (lca)."""

    STANDARD = "standard"
    LCA = "lca"


class Gases(StrEnum):
    """Carbon dioxide alone, or all greenhouse gases as its equivalent."""

    CO2 = "CO2"
    CO2E = "CO2e"


@entity
class Factor(Entry):
    """Emission for one unit of final energy of a carrier, in the unit of its set."""

    value: Decimal
    year: PartialDate | None = None


@entity
class FactorSet(Item):
    """A named, sourced set of emission factors by energy carrier; a balance names exactly one."""

    kind_name: ClassVar[str] = "factors"

    id: Identifier
    name: Prose | None = None
    approach: Approach
    gases: Gases
    unit: str
    source: SourceRef | None = None
    factors: Mapping[str, Factor] = field(default_factory=dict)


INVENTORY_COLUMNS = ("member", "sector", "carrier", "mwh")


@dataclass(frozen=True, slots=True)
class InventoryRow:
    """Final energy (MWh a year) that one sector of one member used of one carrier."""

    member: str
    sector: str
    carrier: str
    mwh: Decimal
    row: CsvRow = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Inventory:
    """An inventory file of a plan, by its path."""

    path: str
    plan: str
    rows: tuple[InventoryRow, ...]

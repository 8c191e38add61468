"""What the law of a time asks of plans: each constant with the article that it stands in."""

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Annotated, ClassVar

from som_cli.model.entity import entity
from som_cli.model.entry import Entry, InList, Item, Prose, Slug
from som_cli.model.values import PartialDate

DEFAULTS = Path(__file__).parent / "profiles"


def default_profile_names() -> tuple[str, ...]:
    """The profiles that come with the program."""
    return tuple(sorted(path.stem for path in DEFAULTS.glob("*.yml")))


@entity
class LegalBasis(Entry):
    """The article that asks for something."""

    article: Prose


@entity
class LegalTerm(LegalBasis):
    """A term in days, at least or at most as its field says."""

    days: int


@entity
class InvitedGroup(LegalBasis):
    """A group that a consultation must reach; it was invited if somebody of one of the kinds was."""

    label: Mapping[str, str] = field(default_factory=dict)
    stakeholder_kinds: tuple[Annotated[str, InList("stakeholder-kinds")], ...] = ()


@entity
class RequiredPart(LegalBasis):
    """A part that a plan must have; `label` is what people call it, by language."""

    label: Mapping[str, str] = field(default_factory=dict)


@entity
class LegalProfile(Item):
    """The law in force in a period, as far as rules need it. A constant whose article was not read is left out.

    `consultation` and `environmental_consultation` are the least days from the notice, `report` and `opinion` the most.
    `forecast` is the duty to carry tasks of several years in the multi-annual financial forecast. `strategy_parts`,
    `low_emission_parts` and `higher_documents` are keyed by names of our own; a plan's `higher` names the last.
    """

    kind_name: ClassVar[str] = "legal profile"

    id: Slug
    title: Prose
    from_: PartialDate | None = None
    to: PartialDate | None = None
    consultation: LegalTerm | None = None
    environmental_consultation: LegalTerm | None = None
    report: LegalTerm | None = None
    opinion: LegalTerm | None = None
    ex_ante: LegalBasis | None = None
    environmental_assessment: LegalBasis | None = None
    forecast: LegalBasis | None = None
    invited: Mapping[str, InvitedGroup] = field(default_factory=dict)
    strategy_parts: Mapping[str, RequiredPart] = field(default_factory=dict)
    low_emission_parts: Mapping[str, RequiredPart] = field(default_factory=dict)
    higher_documents: Mapping[str, RequiredPart] = field(default_factory=dict)

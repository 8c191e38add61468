"""Monitoring rounds and what members return; translations; archived documents."""

from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, ClassVar

from som_cli.model.action import ActionStatus, BudgetLine
from som_cli.model.entity import entity
from som_cli.model.entry import ActionRef, Entry, IndicatorRef, Item, MemberRef, Period, Prose, Ref, Sha256
from som_cli.model.indicator import Observation
from som_cli.model.values import PartialDate


@entity
class Round(Item):
    """A monitoring round: the period it covers, when the forms were sent and are due, from whom they are expected."""

    kind_name: ClassVar[str] = "round"

    covers: Period | None = None
    form_version: str | None = None
    sent: PartialDate | None = None
    due: PartialDate | None = None
    expected: tuple[MemberRef, ...] = ()


@entity
class ReturnForm(Entry):
    """The file that came back."""

    file: str | None = None
    sha256: Sha256 | None = None


@entity
class ReturnObservation(Observation):
    """A value that a member returned for an indicator."""

    indicator: IndicatorRef


@entity
class ActionReport(Entry):
    """How an action stands in the round: status, progress in per cent, money spent."""

    action: ActionRef
    status: ActionStatus | None = None
    progress_pct: int | None = None
    to: PartialDate | None = None
    spent: tuple[BudgetLine, ...] = ()


@entity
class Return(Item):
    """What one member returned in one round. Its id is `<round>/<member>`."""

    kind_name: ClassVar[str] = "return"

    round: Annotated[str, Ref(("round",))]
    member: MemberRef
    received: PartialDate | None = None
    form: ReturnForm | None = None
    observations: tuple[ReturnObservation, ...] = ()
    actions: tuple[ActionReport, ...] = ()


@entity
class TranslatedText(Item):
    """A translation, and the first 8 hex digits of the sha256 of the text that it translates."""

    text: Prose
    of: str


@entity
class Overlay(Item):
    """Translations of one item's texts into one language: field path to text. Its id is `<language>:<item>`."""

    kind_name: ClassVar[str] = "translation"

    language: str
    item: str
    texts: Mapping[str, TranslatedText] = field(default_factory=dict)


@entity
class ArchivedDocument(Item):
    """A document rendered at adoption: its digest, and where it was published."""

    kind_name: ClassVar[str] = "archived document"

    name: str
    sha256: Sha256
    published: PartialDate | None = None
    url: str | None = None
    decision: Annotated[str | None, Ref(("decision",))] = None

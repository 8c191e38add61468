"""Consultations, remarks, decisions, meetings."""

from enum import StrEnum
from typing import Annotated, ClassVar

from som_cli.model.entity import entity
from som_cli.model.entry import Actor, Entry, Identifier, Item, ItemRef, Pattern, PlanRef, Prose, Ref
from som_cli.model.values import PartialDate


@entity
class Subject(Entry):
    """The plan, and its version, that a consultation is about."""

    plan: PlanRef
    version: str | None = None


class ChannelKind(StrEnum):
    """How people could take part."""

    WWW = "www"
    MEETING = "meeting"
    ONLINE_MEETING = "online_meeting"
    FORM = "form"
    EMAIL = "email"
    POST = "post"
    IN_PERSON = "in_person"
    SURVEY = "survey"
    EPUAP = "epuap"
    OTHER = "other"


@entity
class Channel(Entry):
    """One way to take part: an address, or a meeting with its date and the number of people who came."""

    kind: ChannelKind
    url: str | None = None
    date: PartialDate | None = None
    place: Prose | None = None
    participants: int | None = None


@entity
class Publication(Entry):
    """When and where something was published."""

    date: PartialDate | None = None
    published: PartialDate | None = None
    url: str | None = None


@entity
class Consultation(Item):
    """A public consultation of a plan, from its notice to its report."""

    kind_name: ClassVar[str] = "consultation"

    id: Identifier
    subject: Subject | None = None
    title: Prose | None = None
    announced: PartialDate | None = None
    opens: PartialDate | None = None
    closes: PartialDate | None = None
    legal_basis: Prose | None = None
    lead: Actor | None = None
    channels: tuple[Channel, ...] = ()
    invited: tuple[Annotated[str, Ref(("stakeholder", "member"))], ...] = ()
    report: Publication | None = None


class SenderKind(StrEnum):
    """Who sent a remark, by group; never by name."""

    RESIDENT = "resident"
    NGO = "ngo"
    MEMBER = "member"
    PUBLIC_BODY = "public_body"
    BUSINESS = "business"
    EXPERT = "expert"
    ANONYMOUS = "anonymous"
    OTHER = "other"


@entity
class Sender(Entry):
    """The group that a remark came from, and the organisation where it was one."""

    kind: SenderKind
    stakeholder: Annotated[str | None, Ref(("stakeholder", "member"))] = None


class Disposition(StrEnum):
    """What became of a remark."""

    OPEN = "open"
    ACCEPTED = "accepted"
    PARTIAL = "partial"
    REJECTED = "rejected"
    EXPLAINED = "explained"
    OUT_OF_SCOPE = "out_of_scope"


@entity
class Remark(Item):
    """A remark in a consultation, its answer, and the items that changed for it. `about` is an item or a chapter.

    `passed_to` is who got a remark that the plan cannot answer.
    """

    kind_name: ClassVar[str] = "remark"

    id: Identifier
    from_: Sender | None = None
    received: PartialDate | None = None
    channel: str | None = None
    about: str | None = None
    text: Prose | None = None
    disposition: Disposition | None = None
    answer: Prose | None = None
    answered: PartialDate | None = None
    changed: tuple[ItemRef, ...] = ()
    passed_to: Actor | None = None


class DecisionKind(StrEnum):
    """What sort of act it is."""

    RESOLUTION = "resolution"
    AGREEMENT = "agreement"
    ORDER = "order"
    OPINION = "opinion"
    OTHER = "other"


@entity
class Adoption(Entry):
    """What a decision adopts: the plan's version, its git tag, the fingerprint of the adopted content."""

    plan: PlanRef
    version: str | None = None
    tag: str | None = None
    fingerprint: Annotated[str | None, Pattern(r"sha256:[0-9a-f]{64}", "sha256:…")] = None


@entity
class Objection(Entry):
    """A member that was not convinced, and why."""

    member: Annotated[str, Ref(("member",))]
    why: Prose | None = None


@entity
class Vote(Entry):
    """The vote, in numbers."""

    entitled: int | None = None
    present: int | None = None
    for_: int | None = None
    against: int | None = None
    abstained: int | None = None


@entity
class Decision(Item):
    """A resolution or another act of a body."""

    kind_name: ClassVar[str] = "decision"

    id: Identifier
    kind: DecisionKind
    number: str | None = None
    body: Annotated[str | None, Ref(("body", "member", "stakeholder"), or_unknown=True)] = None
    date: PartialDate | None = None
    title: Prose
    adopts: Adoption | None = None
    amends: Annotated[str | None, Ref(("decision",))] = None
    after: tuple[Annotated[str, Ref(("consultation", "meeting", "decision"))], ...] = ()
    vote: Vote | None = None
    objections: tuple[Objection, ...] = ()
    publication: Publication | None = None


@entity
class Meeting(Item):
    """A meeting; `participants` is a number, never a list of names."""

    kind_name: ClassVar[str] = "meeting"

    id: Identifier
    date: PartialDate | None = None
    title: Prose | None = None
    place: Prose | None = None
    participants: int | None = None
    url: str | None = None
    about: tuple[PlanRef, ...] = ()

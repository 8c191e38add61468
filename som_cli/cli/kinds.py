"""What `som list` can list, and the columns that say most about each kind."""

from __future__ import annotations

from dataclasses import dataclass

from som_cli.model.action import Action
from som_cli.model.energy import FactorSet
from som_cli.model.entry import Item
from som_cli.model.indicator import Indicator
from som_cli.model.monitoring import Return, Round
from som_cli.model.network import Line, Route, Stop
from som_cli.model.participation import Consultation, Decision, Meeting, Remark
from som_cli.model.partnership import Member, Procedure
from som_cli.model.plan import Objective, Plan, Risk
from som_cli.model.registry import Fund, Source, Stakeholder, Term, Unit


@dataclass(frozen=True, slots=True)
class ListedKind:
    """A kind of item and the fields that its table shows, the name of the item first after its id."""

    cls: type[Item]
    fields: tuple[str, ...]


KINDS: dict[str, ListedKind] = {
    "plans": ListedKind(Plan, ("title", "kind", "status")),
    "objectives": ListedKind(Objective, ("title", "level", "parent", "plan")),
    "actions": ListedKind(Action, ("title", "status", "owner", "from", "to", "plan")),
    "indicators": ListedKind(Indicator, ("name", "kind", "unit", "direction")),
    "members": ListedKind(Member, ("name", "kind")),
    "risks": ListedKind(Risk, ("what", "probability", "impact")),
    "routes": ListedKind(Route, ("name", "class", "plan")),
    "lines": ListedKind(Line, ("name", "mode", "status")),
    "stops": ListedKind(Stop, ("name", "kind", "member", "status")),
    "consultations": ListedKind(Consultation, ("subject.plan", "opens", "closes")),
    "remarks": ListedKind(Remark, ("about", "disposition", "received")),
    "decisions": ListedKind(Decision, ("title", "number", "date", "body")),
    "meetings": ListedKind(Meeting, ("title", "date", "participants")),
    "rounds": ListedKind(Round, ("sent", "due")),
    "returns": ListedKind(Return, ("round", "member", "received")),
    "sources": ListedKind(Source, ("title", "kind", "year")),
    "stakeholders": ListedKind(Stakeholder, ("name", "kind")),
    "funds": ListedKind(Fund, ("name", "kind", "max_rate")),
    "units": ListedKind(Unit, ("dimension", "base", "factor")),
    "terms": ListedKind(Term, ("term", "expand")),
    "factors": ListedKind(FactorSet, ("approach", "gases", "unit")),
    "procedures": ListedKind(Procedure, ("name",)),
}

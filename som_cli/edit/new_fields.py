"""A kind of item -> the fields that a new file of it begins with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from som_cli.messages import Message, msg
from som_cli.model.action import ActionKind
from som_cli.model.indicator import Direction, IndicatorKind
from som_cli.model.network import Mode, RouteClass, StopKind
from som_cli.model.participation import DecisionKind, SenderKind
from som_cli.model.plan import ObjectiveLevel, PlanStatus
from som_cli.text.yaml_scalars import scalar_text


@dataclass(frozen=True, slots=True)
class Start:
    """What is known of a new item.

    `objective` is the one it serves, or hangs under; `code` gives the first code of a list. `prefix`, `owner` (who
    prepares it) and `chapters` are those of a plan.
    """

    id: str
    title: str
    plan: str = ""
    objective: str = ""
    date: str = ""
    consultation: str = ""
    code: Callable[[str], str] = str
    prefix: str = ""
    owner: str = ""
    chapters: tuple[str, ...] = ()


Line = tuple[str, str, Message | None]
"""A key, its value as YAML, and the comment behind it. Without a key the comment stands on a line of its own."""

_ACTOR = msg("to be filled: a member, a body or a stakeholder")
_DATE = msg("to be filled: a year, a month or a day")
_SOURCE = msg("to be filled: the source that it was read in")
_MEMBER = msg("to be filled: the member that it lies in")


def _one_of(options: type[StrEnum]) -> Message:
    return msg("one of: {options}", options=", ".join(option.value for option in options))


def _listed(name: str) -> Message:
    return msg("a code of the list `{list}`", list=name)


def _plan(start: Start) -> Iterator[Line]:
    yield "prefix", start.prefix, None
    yield "kind", start.code("plan-kinds"), _listed("plan-kinds")
    yield "title", scalar_text(start.title), None
    yield "horizon", "{from: unknown, to: unknown}", _DATE
    yield "status", PlanStatus.DRAFT.value, None
    yield "prepared_by", start.owner or "unknown", None if start.owner else _ACTOR
    yield "chapters", f"[{', '.join(start.chapters)}]", None


def _objective(start: Start) -> Iterator[Line]:
    if start.objective:
        yield "parent", start.objective, None
    level = ObjectiveLevel.OPERATIONAL if start.objective else ObjectiveLevel.STRATEGIC
    yield "level", level.value, _one_of(ObjectiveLevel)
    yield "title", scalar_text(start.title), None
    yield "", "", msg("to be filled: `indicators`, each with `ref` and `targets`")


def _action(start: Start) -> Iterator[Line]:
    yield "title", scalar_text(start.title), None
    yield "kind", ActionKind.ORGANISATIONAL.value, _one_of(ActionKind)
    yield "objective", start.objective, msg("the objective that it serves")
    yield "status", "idea", None
    yield "owner", "unknown", _ACTOR
    yield "from", "unknown", _DATE
    yield "to", "unknown", _DATE
    yield "", "", msg("to be filled: `outputs` (indicator, period, value) and `budget` (price, stated_total, lines)")


def _indicator(start: Start) -> Iterator[Line]:
    yield "name", scalar_text(start.title), None
    yield "", "", msg("to be filled: `definition`, `measure`, `unit`, `decimals`, `aggregation`, `level`, `baseline`")
    yield "kind", IndicatorKind.OUTPUT.value, _one_of(IndicatorKind)
    yield "direction", Direction.INCREASE.value, _one_of(Direction)
    yield "frequency", "unknown", None
    yield "responsible", "unknown", _ACTOR
    yield "source", "unknown", _SOURCE


def _source(start: Start) -> Iterator[Line]:
    yield "title", scalar_text(start.title), None
    yield "kind", start.code("source-kinds"), _listed("source-kinds")
    yield "year", "unknown", _DATE


def _stakeholder(start: Start) -> Iterator[Line]:
    yield "name", scalar_text(start.title), None
    yield "kind", start.code("stakeholder-kinds"), _listed("stakeholder-kinds")
    yield "interest", "unknown", None
    yield "influence", "unknown", None


def _risk(start: Start) -> Iterator[Line]:
    yield "what", scalar_text(start.title), None
    yield "", "", msg("to be filled: `probability` and `impact` (1 to 5), `response`")
    yield "owner", "unknown", _ACTOR


def _route(start: Start) -> Iterator[Line]:
    yield "name", scalar_text(start.title), None
    yield "class", RouteClass.LOCAL.value, _one_of(RouteClass)
    yield "", "", msg("to be filled: `segments`, one a line (id, member, type, surface, length_m, status)")


def _line(start: Start) -> Iterator[Line]:
    yield "name", scalar_text(start.title), None
    yield "mode", Mode.BUS.value, _one_of(Mode)
    yield "operator", "unknown", _ACTOR
    yield "", "", msg("to be filled: `stops`, their ids in order")
    yield "status", "unknown", None


def _stop(start: Start) -> Iterator[Line]:
    yield "name", scalar_text(start.title), None
    yield "kind", StopKind.STOP.value, _one_of(StopKind)
    yield "", "", _MEMBER
    yield "status", "unknown", None


def _decision(start: Start) -> Iterator[Line]:
    yield "kind", DecisionKind.RESOLUTION.value, _one_of(DecisionKind)
    yield "", "", msg("to be filled: `number`, `body`, `vote`, `publication`; `adopts` is written by `som adopt`")
    yield "date", start.date or "unknown", None if start.date else _DATE
    yield "title", scalar_text(start.title), None


def _consultation(start: Start) -> Iterator[Line]:
    if start.plan:
        yield "subject", f"{{plan: {start.plan}}}", None
    yield "title", scalar_text(start.title), None
    yield "", "", msg("to be filled: `announced`, `opens`, `closes`, `legal_basis`, `lead`, `channels`, `report`")


def _remark(start: Start) -> Iterator[Line]:
    yield "from", f"{{kind: {SenderKind.ANONYMOUS.value}}}", msg("a group, never a person's name")
    yield "received", start.date or "unknown", None if start.date else _DATE
    if start.objective:
        yield "about", start.objective, None
    else:
        yield "", "", msg("to be filled: `about`, the id or the chapter that it speaks of")
    yield "text", scalar_text(start.title), None
    yield "disposition", "open", None


def _meeting(start: Start) -> Iterator[Line]:
    yield "date", start.date or "unknown", None if start.date else _DATE
    yield "title", scalar_text(start.title), None
    yield "", "", msg("to be filled: `place`, and `participants` as a number")


def _member(start: Start) -> Iterator[Line]:
    yield "name", scalar_text(start.title), None
    yield "kind", start.code("member-kinds"), _listed("member-kinds")
    yield "", "", msg("to be filled: `membership` (from, to), `codes`, `contact`, `boundary`")


FIELDS: dict[str, Callable[[Start], Iterator[Line]]] = {
    "action": _action,
    "consultation": _consultation,
    "decision": _decision,
    "indicator": _indicator,
    "line": _line,
    "meeting": _meeting,
    "member": _member,
    "objective": _objective,
    "plan": _plan,
    "remark": _remark,
    "risk": _risk,
    "route": _route,
    "source": _source,
    "stakeholder": _stakeholder,
    "stop": _stop,
}

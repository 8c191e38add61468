"""Consultations -> how long they were, what the law of their day asked, and what became of their remarks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from som_cli.model.participation import Consultation, Disposition, Remark
from som_cli.model.values import PartialDate, natural_key
from som_cli.model.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Days:
    """Days from one date to another; where a date is a month or a year, the most that they may be."""

    count: int
    is_exact: bool


def days_between(start: PartialDate | None, end: PartialDate | None) -> Days | None:
    """From the first possible day of the start to the last of the end; None where one is not known."""
    if start is None or end is None or not (start.is_known and end.is_known):
        return None
    is_exact = start.first == start.last and end.first == end.last
    return Days((end.last - start.first).days, is_exact)


def open_for(consultation: Consultation) -> Days | None:
    """From the notice (the opening where no notice is recorded) to the closing."""
    return days_between(consultation.announced or consultation.opens, consultation.closes)


def reported_after(consultation: Consultation) -> Days | None:
    """From the closing to the day on which the report was published."""
    report = consultation.report
    return days_between(consultation.closes, (report.published or report.date) if report else None)


def remarks_of(workspace: Workspace, consultation: str) -> list[Remark]:
    """The remarks of a consultation in the order of their numbers."""
    own = (one for one in workspace.remarks.values() if one.id.partition("/")[0] == consultation)
    return sorted(own, key=lambda one: natural_key(one.id))


def consultations_of(workspace: Workspace, plan: str) -> list[Consultation]:
    return [one for one in workspace.consultations.values() if one.subject and one.subject.plan == plan]


def participants(consultation: Consultation) -> int | None:
    """People who came to meetings, as far as they were counted; None where nobody counted."""
    counted = [one.participants for one in consultation.channels if one.participants is not None]
    return sum(counted) if counted else None


def by_sender(remarks: Iterable[Remark]) -> Mapping[tuple[str, Disposition], int]:
    """Numbers of remarks by the group that sent them (empty where it is not given) and what became of them."""
    found: dict[tuple[str, Disposition], int] = {}
    for remark in remarks:
        sender = remark.from_.kind.value if remark.from_ else ""
        key = (sender, remark.disposition or Disposition.OPEN)
        found[key] = found.get(key, 0) + 1
    return found

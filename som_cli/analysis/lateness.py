"""Actions and their steps -> what is late on a day and by how much, and which start comes before what it waits for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from som_cli.model.action import Action, ActionStatus, Step
from som_cli.model.values import PartialDate
from som_cli.model.workspace import Workspace

NOT_BEGUN = frozenset({ActionStatus.IDEA, ActionStatus.PLANNED})
NOT_ENDED = NOT_BEGUN | {ActionStatus.IN_PROGRESS, ActionStatus.SUSPENDED}
DROPPED = frozenset({ActionStatus.CANCELLED, ActionStatus.WITHDRAWN})


class StepState(StrEnum):
    """Where a step stands on a day. A step that is done without a due date was done: nothing says when it should be."""

    DONE = "done"
    DONE_LATE = "done_late"
    DUE = "due"
    LATE = "late"
    UNDATED = "undated"
    NOT_TRACKED = "not_tracked"


class LateKind(StrEnum):
    """What is late."""

    START = "start"
    END = "end"
    STEP = "step"


class Late(NamedTuple):
    """Something that should have happened by `due`, and is not recorded as done; `days` have passed since."""

    action: Action
    kind: LateKind
    due: PartialDate
    days: int
    step: Step | None = None


class Dependency(NamedTuple):
    """An action and one that it waits for. `early_days` is by how much it starts before the other ends, else None."""

    action: Action
    needed: Action
    early_days: int | None

    @property
    def is_critical(self) -> bool:
        return self.early_days is not None


def own_actions(workspace: Workspace) -> Iterator[Action]:
    """Actions that are to be done, each once: no mirrors, nothing that was dropped."""
    return (one for one in workspace.actions.values() if not one.is_mirror and one.status not in DROPPED)


def late_by(due: PartialDate | None, today: date) -> int | None:
    """Days since the last day of a date, or None where it has not passed or is not known."""
    if due is None or not due.is_known or due.last >= today:
        return None
    return (today - due.last).days


def state_of(step: Step, action: Action, today: date) -> StepState:
    """A step that nobody marked is late only where the action itself is known to go on; else it is not tracked."""
    due = step.due if step.due and step.due.is_known else None
    if step.done is not None:
        is_late = due is not None and step.done.is_known and due.is_before(step.done)
        return StepState.DONE_LATE if is_late else StepState.DONE
    if due is None:
        return StepState.UNDATED
    if late_by(due, today) is None:
        return StepState.DUE
    return StepState.LATE if action.status in NOT_ENDED else StepState.NOT_TRACKED


def late_items(workspace: Workspace) -> tuple[Late, ...]:
    """All that is late today, the longest delay first. What should even have ended is not also late to start."""
    found: list[Late] = []
    today = workspace.today
    for action in own_actions(workspace):
        end = late_by(action.to, today) if action.status in NOT_ENDED else None
        start = late_by(action.from_, today) if action.status in NOT_BEGUN else None
        if end is not None and action.to:
            found.append(Late(action, LateKind.END, action.to, end))
        elif start is not None and action.from_:
            found.append(Late(action, LateKind.START, action.from_, start))
        found += [
            Late(action, LateKind.STEP, step.due, days, step)
            for step in action.steps
            if step.due and state_of(step, action, today) is StepState.LATE
            if (days := late_by(step.due, today)) is not None
        ]
    return tuple(sorted(found, key=lambda late: -late.days))


def ended_unknown(workspace: Workspace) -> tuple[Action, ...]:
    """Actions whose end has passed and whose status nobody knows: whether they are late cannot be told."""
    unknown = {None, ActionStatus.UNKNOWN}
    return tuple(
        action
        for action in own_actions(workspace)
        if action.status in unknown and late_by(action.to, workspace.today) is not None
    )


def dependencies(workspace: Workspace) -> tuple[Dependency, ...]:
    """Every action that waits for another. A mirror that is waited for has the dates of its original."""
    known = {**workspace.outside, **workspace.actions}
    found = []
    for action in own_actions(workspace):
        for name in action.depends_on:
            needed = known.get(name)
            if isinstance(needed, Action):
                found.append(_dependency(action, workspace.original(needed)))
    return tuple(found)


def _dependency(action: Action, needed: Action) -> Dependency:
    start, end = action.from_, needed.to
    is_early = start is not None and end is not None and start.is_known and end.is_known and start.is_before(end)
    return Dependency(action, needed, (end.last - start.first).days if is_early and start and end else None)

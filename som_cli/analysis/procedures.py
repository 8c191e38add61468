"""A plan's log and a procedure -> where the plan stands in it: steps taken, skipped, still to come."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from som_cli.model.partnership import Procedure
from som_cli.model.plan import Plan, ProcessStep


class StepState(StrEnum):
    """A step is skipped where a later one was taken; `foreign` where the procedure has no such step."""

    DONE = "done"
    UNPROVEN = "unproven"
    SKIPPED = "skipped"
    AHEAD = "ahead"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Standing:
    """One step of a procedure: its state, and the entries of the log that took it."""

    step: str
    state: StepState
    taken: tuple[ProcessStep, ...] = ()


def standings(plan: Plan, procedure: Procedure) -> list[Standing]:
    """The steps of a procedure in order, then those of the log that it does not have."""
    log = [entry for entry in plan.process if entry.procedure == procedure.id]
    places = [procedure.steps.index(entry.step) for entry in log if entry.step in procedure.steps]
    furthest = max(places, default=-1)
    found = []
    for place, step in enumerate(procedure.steps):
        taken = tuple(entry for entry in log if entry.step == step)
        missing = StepState.SKIPPED if place < furthest else StepState.AHEAD
        found.append(Standing(step, _state(taken) if taken else missing, taken))
    foreign = dict.fromkeys(entry.step for entry in log if entry.step not in procedure.steps)
    found += [
        Standing(step, StepState.FOREIGN, tuple(entry for entry in log if entry.step == step)) for step in foreign
    ]
    return found


def _state(taken: tuple[ProcessStep, ...]) -> StepState:
    has_evidence = any(entry.evidence or entry.source for entry in taken)
    return StepState.DONE if has_evidence else StepState.UNPROVEN

"""Procedures (GOV05, 06): every step has its evidence, and nobody got a task that they did not agree to."""

from __future__ import annotations

from collections.abc import Iterator

from som_cli.analysis.adoption import last_adoption
from som_cli.messages import codes, msg
from som_cli.model.action import Action
from som_cli.model.participation import Decision
from som_cli.model.plan import Plan, ProcessStep
from som_cli.model.workspace import Workspace
from som_cli.rules.decisions import was_member
from som_cli.rules.registry import Finding, rule
from som_cli.rules.scope import GIVEN_UP
from som_cli.text.diagnostics import Related


@rule("GOV05", "W")
def skipped_step(workspace: Workspace) -> Iterator[Finding]:
    """A step of a procedure was skipped, has no evidence, or is none of the procedure's."""
    for plan in workspace.plans.values():
        taken: dict[str, list[tuple[int, ProcessStep]]] = {}
        for index, entry in enumerate(plan.process):
            taken.setdefault(entry.procedure, []).append((index, entry))
            if entry.evidence is None and entry.source is None:
                message = msg(
                    "the step `{step}` of `{procedure}` has no evidence", step=entry.step, procedure=entry.procedure
                )
                help_ = msg("write `evidence: …` (a decision, consultation, meeting or source)")
                yield Finding(plan, ("process", index, "step"), message, help_)
        for name, entries in taken.items():
            yield from _skipped(plan, name, entries, workspace)


def _skipped(plan: Plan, name: str, entries: list[tuple[int, ProcessStep]], workspace: Workspace) -> Iterator[Finding]:
    procedure = workspace.procedures.get(name)
    if procedure is None or not procedure.steps:
        return
    related = (Related(procedure.origin.span(("steps",)), msg("the steps of the procedure")),)
    done = {entry.step for _, entry in entries}
    furthest = -1, -1
    for index, entry in entries:
        if entry.step in procedure.steps:
            furthest = max(furthest, (procedure.steps.index(entry.step), index))
        else:
            message = msg("`{step}` is no step of the procedure `{procedure}`", step=entry.step, procedure=name)
            help_ = msg("the steps are {steps}", steps=", ".join(procedure.steps))
            yield Finding(plan, ("process", index, "step"), message, help_, related=related)
    place, index = furthest
    missing = [step for step in procedure.steps[: max(place, 0)] if step not in done]
    if missing:
        message = msg(
            "`{step}` of the procedure `{procedure}` was taken without {missing}",
            step=procedure.steps[place],
            procedure=name,
            missing=codes(missing),
        )
        help_ = msg("add the steps with their evidence to `process`, or waive with the reason")
        yield Finding(plan, ("process", index, "step"), message, help_, about=f"{plan.id}/{name}", related=related)


@rule("GOV06", "W")
def task_without_consent(workspace: Workspace) -> Iterator[Finding]:
    """An adopted plan gives a task or a cost to a member that objected to it or was not there to agree."""
    for plan in workspace.plans.values():
        decision = last_adoption(workspace, plan)
        if decision is None or decision.date is None or decision.body not in workspace.partnership.bodies:
            continue
        unbound = {one: why for one in workspace.members if (why := _why_unbound(one, decision, plan, workspace))}
        for action in workspace.in_plan(Action, plan.id) if unbound else ():
            if action.status in GIVEN_UP or action.is_mirror:
                continue
            for path, member in _burdened(action):
                if member in unbound and all(entry.member != member for entry in action.wpf):
                    related = (Related(decision.origin.span(("date",)), msg("the decision that adopted the plan")),)
                    message = msg("`{member}` has to act or to pay, and {why}", member=member, why=unbound[member])
                    help_ = msg(
                        "record the member's own decision (`body: {member}`), or its entry under `wpf`", member=member
                    )
                    yield Finding(action, path, message, help_, other=decision.id, related=related)


def _burdened(action: Action) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Who must act or pay, once each."""
    seen = {""}
    lines = action.budget.lines if action.budget else ()
    bearers = [
        (("owner",), action.owner),
        *((("budget", "lines", index, "payer"), one.payer) for index, one in enumerate(lines)),
    ]
    for path, member in bearers:
        if member and member not in seen:
            seen.add(member)
            yield path, member


def _why_unbound(member: str, decision: Decision, plan: Plan, workspace: Workspace) -> object:
    """Why a decision of the partnership does not bind a member; None where it does, or where the member decided too."""
    own = (one for one in workspace.decisions.values() if one.body == member)
    if any((one.adopts and one.adopts.plan == plan.id) or decision.id in one.after for one in own):
        return None
    if any(one.member == member for one in decision.objections):
        return msg("it objected to {decision}", decision=decision.id)
    found = workspace.members[member]
    if decision.date is not None and found.membership and not was_member(found, decision.date):
        return msg("it was no member on {date}", date=decision.date)
    return None

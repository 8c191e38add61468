"""What the law asks of a plan (GOV10–12): its parts, and what must be done before it is adopted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from som_cli.messages import msg
from som_cli.model.action import Action
from som_cli.model.legal import RequiredPart
from som_cli.model.network import Route
from som_cli.model.participation import DecisionKind
from som_cli.model.plan import EvaluationKind, Objective, ObjectiveLevel, Plan, Risk, Swot
from som_cli.model.values import in_language
from som_cli.model.workspace import Workspace
from som_cli.rules.law import law_for
from som_cli.rules.prose import chapters, phrase_pattern
from som_cli.rules.registry import Finding, rule

STRATEGY, LOW_EMISSION = "development_strategy", "low_emission_plan"
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
HEADINGS = "part-headings"


@rule("GOV10", "I→W@A")
def missing_part_of_strategy(workspace: Workspace) -> Iterator[Finding]:
    """A development strategy lacks parts that the law asks for."""
    for plan in workspace.plans.values():
        profile = law_for(workspace, plan) if plan.kind == STRATEGY else None
        if profile is not None and profile.strategy_parts:
            yield from _missing_parts(plan, profile.strategy_parts, workspace)


@rule("GOV11", "I→W@A")
def missing_assessment(workspace: Workspace) -> Iterator[Finding]:
    """A development strategy has no ex-ante evaluation, environmental assessment or opinion, which the law asks for."""
    for plan in workspace.plans.values():
        profile = law_for(workspace, plan) if plan.kind == STRATEGY else None
        if profile is None:
            continue
        kinds = {one.kind for one in plan.evaluation}
        if profile.ex_ante and EvaluationKind.EX_ANTE not in kinds:
            message = msg("no ex-ante evaluation is recorded ({article})", article=profile.ex_ante.article)
            yield Finding(plan, ("evaluation",), message, msg("add `{{kind: ex_ante, date: …}}` to `evaluation`"))
        if profile.environmental_assessment and EvaluationKind.ENVIRONMENTAL not in kinds:
            article = profile.environmental_assessment.article
            message = msg("no environmental assessment, and no waiver of it, is recorded ({article})", article=article)
            help_ = msg("add `{{kind: environmental, date: …}}` to `evaluation`, with a note if it was waived")
            yield Finding(plan, ("evaluation",), message, help_)
        if profile.opinion and not _has_opinion(plan, workspace):
            message = msg("no opinion on the draft is recorded ({article})", article=profile.opinion.article)
            help_ = msg("add a decision of `kind: opinion`, and name it as `evidence` in `process`")
            yield Finding(plan, ("process",), message, help_)


def _has_opinion(plan: Plan, workspace: Workspace) -> bool:
    opinions = {one.id: one for one in workspace.decisions.values() if one.kind is DecisionKind.OPINION}
    is_evidence = any(one.evidence in opinions for one in plan.process)
    return is_evidence or any(one.adopts and one.adopts.plan == plan.id for one in opinions.values())


@rule("GOV12", "I→W@A")
def missing_part_of_low_emission_plan(workspace: Workspace) -> Iterator[Finding]:
    """A low-emission plan lacks parts that the guidance for its funding asks for."""
    for plan in workspace.plans.values():
        profile = law_for(workspace, plan) if plan.kind == LOW_EMISSION else None
        if profile is not None and profile.low_emission_parts:
            yield from _missing_parts(plan, profile.low_emission_parts, workspace)


def _missing_parts(plan: Plan, parts: Mapping[str, RequiredPart], workspace: Workspace) -> Iterator[Finding]:
    own = [chapter for chapter in chapters(workspace) if chapter.plan is plan]
    headings = "\n".join(found[1] for chapter in own for found in _HEADING.finditer(chapter.words))
    missing = [
        (in_language(part.label, workspace.settings.language) or next(iter(part.label.values()), key), part.article)
        for key, part in parts.items()
        if not _is_in_headings(key, headings, workspace) and not (key in SIGNS and SIGNS[key](plan, workspace))
    ]
    if missing:
        message = msg(
            "{count} of {all} parts are missing: {parts}",
            count=len(missing),
            all=len(parts),
            parts="; ".join(f"{label} ({article})" for label, article in missing),
        )
        help_ = msg("add the data or a chapter whose heading names the part; or waive with the place where it stands")
        yield Finding(plan, ("chapters",), message, help_)


def _is_in_headings(key: str, headings: str, workspace: Workspace) -> bool:
    entry = workspace.codelists.get(HEADINGS, {}).get(key)
    if entry is None:
        return False
    alone = {HEADINGS: {key: entry}}
    return phrase_pattern(alone, HEADINGS).search(headings) is not None


def _has_level(*levels: ObjectiveLevel) -> Callable[[Plan, Workspace], bool]:
    return lambda plan, workspace: any(one.level in levels for one in workspace.in_plan(Objective, plan.id))


def _has_effect(plan: Plan, workspace: Workspace) -> bool:
    return any(one.energy and one.energy.co2 for one in workspace.in_plan(Action, plan.id))


def _has_timetable(plan: Plan, workspace: Workspace) -> bool:
    return any(one.budget and one.from_ for one in workspace.in_plan(Action, plan.id))


def _has_risks(plan: Plan, workspace: Workspace) -> bool:
    actions = workspace.in_plan(Action, plan.id)
    return bool(workspace.in_plan(Risk, plan.id)) or any(one.risks for one in actions)


# What the data themselves show, where no heading says it.
SIGNS: Mapping[str, Callable[[Plan, Workspace], bool]] = {
    "diagnosis": lambda plan, workspace: bool(workspace.in_plan(Swot, plan.id)),
    "goals": _has_level(ObjectiveLevel.STRATEGIC),
    "directions": _has_level(ObjectiveLevel.DIRECTION),
    "results": lambda plan, workspace: any(one.indicators for one in workspace.in_plan(Objective, plan.id)),
    "regional_areas": lambda plan, workspace: any(one.osi for one in workspace.in_plan(Objective, plan.id)),
    "implementation": lambda plan, _: plan.monitoring is not None,
    "finance": lambda plan, workspace: any(one.budget for one in workspace.in_plan(Action, plan.id)),
    "graphic_form": lambda plan, workspace: bool(workspace.in_plan(Route, plan.id)),
    "strategy": lambda plan, workspace: bool(workspace.in_plan(Objective, plan.id)),
    "inventory": lambda plan, _: bool(plan.emissions and plan.emissions.inventory),
    "tasks": lambda plan, workspace: bool(workspace.in_plan(Action, plan.id)),
    "effect": _has_effect,
    "schedule": _has_timetable,
    "risks": _has_risks,
    "environmental": lambda plan, _: any(one.kind is EvaluationKind.ENVIRONMENTAL for one in plan.evaluation),
}

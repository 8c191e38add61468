"""Progress (MON): indicators behind their plan, delays that nobody answers, reports that contradict themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from som_cli.analysis.progress import BEHIND, Progress, Status, judge, judged_uses, measured_progress
from som_cli.analysis.series import Point, all_readings
from som_cli.messages import Message, msg
from som_cli.model.action import Action, ActionStatus
from som_cli.model.entry import FieldPath, Item
from som_cli.model.layout import plan_of
from som_cli.model.monitoring import ActionReport, Return, Round
from som_cli.model.workspace import Workspace
from som_cli.rules.figures import percent, rounded
from som_cli.rules.registry import Finding, rule
from som_cli.text.diagnostics import Related, Span

COMPLETE = 100
VERDICTS = {
    Status.AT_RISK: msg("at risk"),
    Status.OFF_TRACK: msg("off track"),
    Status.DETERIORATING: msg("deteriorating"),
}
LATE = frozenset({Status.OFF_TRACK, Status.DETERIORATING})


@rule("MON06", "W")
def indicator_behind_plan(workspace: Workspace) -> Iterator[Finding]:
    """The latest value of an indicator is behind what its targets expect by then."""
    behind: dict[str, list[Progress]] = {}
    for found in measured_progress(workspace):
        if found.verdict in BEHIND:
            behind.setdefault(found.indicator.id, []).append(found)
    for name, several in behind.items():
        # The use that counts from the registry's baseline speaks for the indicator.
        several.sort(key=lambda found: found.has_own_baseline)
        first, *others = several
        related = (
            *((Related(_value_span(first.point), msg("the value")),) if first.point else ()),
            *(Related(one.objective.origin.span(_use(one)), _judgement(one)) for one in others),
        )
        help_ = msg(
            "say what will be done; on track is {on_track} % of the expected change, at risk {at_risk} %",
            on_track=percent(first.limits.on_track),
            at_risk=percent(first.limits.at_risk),
        )
        path = (*_use(first), "targets", _target_index(first))
        yield Finding(first.objective, path, _judgement(first), help_, about=name, related=related)


def _use(found: Progress) -> FieldPath:
    return ("indicators", found.index)


def _target_index(found: Progress) -> int:
    """The target that the value is on its way to: the next one by period, else the last."""
    dated = [(one.period, index) for index, one in enumerate(found.use.targets) if one.period is not None]
    dated.sort(key=lambda pair: pair[0].last)
    at = found.point.period if found.point else None
    return next((index for period, index in dated if at is None or not period.is_before(at)), dated[-1][1])


def _value_span(point: Point) -> Span:
    reading = point.readings[-1]
    return reading.item.origin.span((*reading.path, "value"))


def _judgement(found: Progress) -> Message:
    """Period, value, what was expected, ratio, verdict; how many members it is from, where some are missing."""
    point = found.point
    if point is None or point.value is None:
        return VERDICTS[found.verdict]
    unit, verdict = found.indicator.unit or "", VERDICTS[found.verdict]
    period, value = point.period, rounded(point.value, 2)
    if found.expected is None or found.ratio is None:
        return msg(
            "{period}: {value} {unit} is not where it should stay: {verdict}",
            period=period,
            value=value,
            unit=unit,
            verdict=verdict,
        )
    judged = msg(
        "{period}: {value} of the expected {expected} {unit} ({share} % of the change): {verdict}",
        period=period,
        value=value,
        expected=rounded(found.expected, 2),
        unit=unit,
        share=percent(found.ratio),
        verdict=verdict,
    )
    if point.is_complete:
        return judged
    covered, members = len(point.covered), len(point.expected)
    return msg(
        "{judged}, but incomplete: {covered} of {members} members", judged=judged, covered=covered, members=members
    )


@rule("MON07", "W")
def delay_without_answer(workspace: Workspace) -> Iterator[Finding]:
    """An indicator is off track in two periods running, and no decision of the plan followed."""
    for indicator, objective, index, series in judged_uses(workspace):
        known = [point for point in series if point.value is not None and not point.is_provisional]
        if len(known) < 2:  # noqa: PLR2004 - two running
            continue
        before, last = (judge(indicator, objective, index, point, workspace) for point in known[-2:])
        if before.verdict not in LATE or last.verdict not in LATE or before.point is None or last.point is None:
            continue
        since = before.point.period.last
        if _decides_after(plan_of(objective.origin.path), since, workspace):
            continue
        message = msg(
            "{indicator} was off track in {before} and {last}, and no decision followed",
            indicator=indicator.id,
            before=before.point.period,
            last=last.point.period,
        )
        help_ = msg("decide what to change, and enter the decision: `adopts: {{plan: …}}`, or a version of the plan")
        related = (Related(_value_span(last.point), msg("the last value")),)
        yield Finding(objective, ("indicators", index, "ref"), message, help_, other=indicator.id, related=related)


def _decides_after(plan: str | None, day: date, workspace: Workspace) -> bool:
    """Whether a decision about the plan, or a version of it, came after a day."""
    decisions = workspace.decisions
    for decision in decisions.values():
        amended = decisions.get(decision.amends or "")
        subjects = {one.adopts.plan for one in (decision, amended) if one is not None and one.adopts}
        if plan in subjects and decision.date is not None and decision.date.is_known and decision.date.last > day:
            return True
    holder = workspace.plans.get(plan or "")
    versions = holder.versions if holder else ()
    return any(one.date is not None and one.date.is_known and one.date.last > day for one in versions)


@rule("MON08", "W")
def progress_that_contradicts(workspace: Workspace) -> Iterator[Finding]:
    """Progress falls, is complete without the status, or a completed action brought nothing."""
    before: dict[str, tuple[Return, ActionReport]] = {}
    for answer, index, report in _reports(workspace):
        path = ("actions", index)
        earlier = before.get(report.action)
        if report.progress_pct is not None:
            if earlier and earlier[0].round != answer.round and report.progress_pct < (earlier[1].progress_pct or 0):
                message = msg(
                    "{action} is at {now} %, it was at {before} % in {round}",
                    action=report.action,
                    now=report.progress_pct,
                    before=earlier[1].progress_pct,
                    round=earlier[0].round,
                )
                help_ = msg("correct it, or say in `note` what was undone")
                yield Finding(answer, (*path, "progress_pct"), message, help_, about=report.action)
            before[report.action] = (answer, report)
        action = workspace.actions.get(report.action)
        status = report.status or (action.status if action else None)
        is_done = report.progress_pct is not None and report.progress_pct >= COMPLETE
        if is_done and status not in (None, ActionStatus.COMPLETED):
            message = msg("{action} is at 100 %, its status is `{status}`", action=report.action, status=status)
            help_ = msg("write `status: completed`, or the progress that is true")
            yield Finding(answer, (*path, "progress_pct"), message, help_, about=report.action)
    for action in workspace.actions.values():
        if action.status is ActionStatus.COMPLETED and _brings_nothing(action):
            message = msg("the action is completed, and all its outputs are 0")
            help_ = msg("write what it brought, or correct the status")
            yield Finding(action, ("outputs", 0, "value"), message, help_)


def _reports(workspace: Workspace) -> Iterator[tuple[Return, int, ActionReport]]:
    """What members reported of actions, round by round."""
    rounds = workspace.rounds
    for answer in sorted(workspace.returns.values(), key=lambda one: _end(rounds.get(one.round))):
        for index, report in enumerate(answer.actions):
            yield answer, index, report


def _end(round_: Round | None) -> date:
    end = round_.covers.to if round_ and round_.covers else None
    return end.last if end and end.is_known else date.min


def _brings_nothing(action: Action) -> bool:
    values = [output.value for output in action.outputs if output.value is not None]
    return bool(values) and not any(values)


@rule("MON09", "W")
def target_lost_again(workspace: Workspace) -> Iterator[Finding]:
    """A target was reached, and the latest value is behind it again."""
    for indicator, objective, index, series in judged_uses(workspace):
        known = [point for point in series if point.value is not None and point.is_complete]
        judged = [judge(indicator, objective, index, point, workspace) for point in known]
        reached = [found for found in judged[:-1] if found.verdict is Status.ACHIEVED]
        if not reached or judged[-1].verdict is Status.ACHIEVED:
            continue
        then, now = reached[-1].point, judged[-1].point
        if then is None or now is None or then.value is None or now.value is None:
            continue
        item, path = _place(now)
        message = msg(
            "{indicator} reached its target {target} in {then} ({reached}), in {now} it is {value}",
            indicator=indicator.id,
            target=rounded(judged[-1].targets[-1].value, 2),
            then=then.period,
            reached=rounded(then.value, 2),
            now=now.period,
            value=rounded(now.value, 2),
        )
        help_ = msg("check the value; say in the plan how the effect is kept")
        related = (Related(objective.origin.span(("indicators", index)), msg("the target")),)
        yield Finding(item, (*path, "value"), message, help_, about=indicator.id, other=objective.id, related=related)


def _place(point: Point) -> tuple[Item, FieldPath]:
    reading = point.readings[-1]
    return reading.item, reading.path


@rule("MON11", "I")
def indicator_that_tells_nothing(workspace: Workspace) -> Iterator[Finding]:
    """An indicator was at its target from the first two measurements on, or has never moved."""
    limit = workspace.settings.standards.monitoring.still_periods
    readings = all_readings(workspace)
    seen: set[str] = set()
    for indicator, objective, index, series in judged_uses(workspace):
        known = [point for point in series if point.value is not None and point.is_complete]
        if indicator.id in seen or not readings.get(indicator.id) or not known:
            continue
        first = judge(indicator, objective, index, known[0], workspace)
        base = first.baseline
        if base is None or not first.targets or first.targets[-1].value == base.value:
            continue
        second = judge(indicator, objective, index, known[min(1, len(known) - 1)], workspace)
        is_kept = len(known) > 1 and first.verdict is second.verdict is Status.ACHIEVED
        if is_kept and known[0].period.year < first.targets[-1].period.year - 1:
            message = msg(
                "the target {target} for {year} was reached at the first measurement, in {period}",
                target=rounded(first.targets[-1].value, 2),
                year=first.targets[-1].period,
                period=known[0].period,
            )
        elif len(known) >= limit and all(point.value == base.value for point in known):
            message = msg(
                "{count} measurements in a row are the baseline, {value}",
                count=len(known),
                value=rounded(base.value, 2),
            )
        else:
            continue
        seen.add(indicator.id)
        help_ = msg("set a target that asks for something, or measure something that moves")
        yield Finding(objective, ("indicators", index, "ref"), message, help_, about=indicator.id)

"""Fiches of indicators (VAL): a baseline that can be verified, a method, an aggregation that makes sense."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from som_cli.messages import msg
from som_cli.model.entry import FieldPath, Item
from som_cli.model.indicator import Aggregation, Baseline, Indicator, Measure
from som_cli.model.plan import Objective
from som_cli.model.workspace import Workspace
from som_cli.rules.measures import unit_of
from som_cli.rules.quantities import RATIO
from som_cli.rules.registry import Finding, rule
from som_cli.rules.scope import indicators_in_use, uses_in_force
from som_cli.text.diagnostics import Related

NOT_ADDABLE = frozenset({Measure.PERCENTAGE, Measure.ORDINAL, Measure.NOMINAL, Measure.QUALITATIVE})
RACER = ("relevant", "accepted", "credible", "easy", "robust")
# The last value, or none, is taken of members: who they were does not matter.
FROM_MEMBERS = frozenset({Aggregation.SUM, Aggregation.MEAN, Aggregation.WEIGHTED_MEAN, Aggregation.MAX})


@rule("VAL13", "E")
def baseline_not_placed(workspace: Workspace) -> Iterator[Finding]:
    """A baseline does not say its period, or whom it covers where the members have changed since."""
    changes = [span.from_ for member in workspace.members.values() for span in member.membership if span.from_]
    changes += [span.to for member in workspace.members.values() for span in member.membership if span.to]
    latest = max((change.last for change in changes if change.is_known), default=date.min)
    for item, path, baseline, indicator in _baselines(workspace):
        if baseline.value is None:
            continue
        if baseline.period is None or not baseline.period.is_known:
            help_ = msg("write `period: …` (the year that the value is of)")
            yield Finding(item, (*path, "period"), msg("the baseline has no period"), help_)
        elif (
            baseline.coverage is None
            and latest > baseline.period.last
            and _is_of_members(baseline, indicator, workspace)
        ):
            message = msg(
                "the baseline of {period} does not say whom it covers, and the members changed until {latest}",
                period=baseline.period,
                latest=latest,
            )
            help_ = msg("write `coverage: …` (the date whose members it covers)")
            yield Finding(item, (*path, "coverage"), message, help_)


def _is_of_members(baseline: Baseline, indicator: Indicator, workspace: Workspace) -> bool:
    is_whole = baseline.area in (None, workspace.settings.area)
    return is_whole and indicator.aggregation in FROM_MEMBERS and indicator.level == "member"


def _baselines(workspace: Workspace) -> Iterator[tuple[Item, FieldPath, Baseline, Indicator]]:
    for indicator in indicators_in_use(workspace):
        if indicator.baseline is not None:
            yield indicator, ("baseline",), indicator.baseline, indicator
    for indicator, objective, index, use in uses_in_force(workspace):
        if use.baseline is not None:
            yield objective, ("indicators", index, "baseline"), use.baseline, indicator


@rule("VAL14", "W")
def stale_baseline(workspace: Workspace) -> Iterator[Finding]:
    """A baseline was old when its plan began."""
    limit = workspace.settings.limits.stale_years
    for indicator, objective, index, use in uses_in_force(workspace):
        own = use.baseline if use.baseline and use.baseline.value is not None else None
        baseline = own or indicator.baseline
        plan = workspace.plan(objective)
        start = plan.horizon.from_ if plan and plan.horizon else None
        if baseline is None or baseline.period is None or start is None or plan is None or not use.targets:
            continue
        if not start.is_known or not baseline.period.is_known or start.year - baseline.period.last.year <= limit:
            continue
        message = msg(
            "the baseline of {indicator} is of {period}, {years} years before `{plan}` begins ({start}); limit {limit}",
            indicator=indicator.id,
            period=baseline.period,
            years=start.year - baseline.period.last.year,
            plan=plan.id,
            start=start,
            limit=limit,
        )
        item: Item = objective if own else indicator
        path: FieldPath = ("indicators", index, "baseline", "period") if own else ("baseline", "period")
        related = Related(item.origin.span(path), msg("the period of the baseline"))
        help_ = msg("measure again, or waive with the reason why nothing newer exists")
        place: FieldPath = ("indicators", index, "ref") if own is None else path
        yield Finding(objective, place, message, help_, about="" if own else indicator.id, related=(related,))


@rule("VAL17", "I")
def target_without_milestone(workspace: Workspace) -> Iterator[Finding]:
    """A target lies years ahead, and no milestone on the way tells in time whether it will be met."""
    limit = workspace.settings.limits.milestone_years
    for _, objective, index, use in uses_in_force(workspace):
        start = _start(objective, workspace)
        periods = [(target.period, number) for number, target in enumerate(use.targets) if target.period]
        far = [one for one in periods if start and one[0].year - start.year > limit and one[0].is_known]
        if start is None or not far:
            continue
        last, number = max(far)
        years = last.year - start.year
        if not any(period.is_known and start < period.last < last.first for period, _ in periods):
            message = msg(
                "the target is for {period}, {years} years after the plan begins, with no milestone (limit {limit})",
                period=last,
                years=years,
                limit=limit,
            )
            help_ = msg("add a target of `kind: milestone` for a year between")
            yield Finding(objective, ("indicators", index, "targets", number, "period"), message, help_)


def _start(objective: Objective, workspace: Workspace) -> date | None:
    plan = workspace.plan(objective)
    start = plan.horizon.from_ if plan and plan.horizon else None
    return start.first if start is not None and start.is_known else None


@rule("VAL18", "W")
def sum_of_what_does_not_add(workspace: Workspace) -> Iterator[Finding]:
    """Values of members are summed though they are shares, marks or words."""
    for indicator in indicators_in_use(workspace):
        unit = unit_of(None, indicator, workspace)
        is_ratio = unit is not None and unit.dimension == RATIO
        if indicator.aggregation is not Aggregation.SUM or not (is_ratio or indicator.measure in NOT_ADDABLE):
            continue
        message = msg(
            "`aggregation: sum` for {measure} in `{unit}`: such values do not add",
            measure=indicator.measure or "?",
            unit=indicator.unit or "",
        )
        help_ = msg("write `aggregation: weighted_mean` with `weight`, or `none`")
        yield Finding(indicator, ("aggregation",), message, help_)


@rule("VAL19", "W")
def indicator_that_cannot_be_trusted(workspace: Workspace) -> Iterator[Finding]:
    """An indicator has a RACER mark of 0, or is computed and does not say how."""
    for indicator in indicators_in_use(workspace):
        for name in RACER:
            if getattr(indicator.racer, name, None) == 0:
                message = msg("the RACER mark `{mark}` is 0: the indicator fails by its own judgement", mark=name)
                yield Finding(
                    indicator, ("racer", name), message, msg("replace the indicator, or mend what earned the mark")
                )
        if indicator.aggregation is Aggregation.WEIGHTED_MEAN and not indicator.method and not indicator.formula:
            help_ = msg("add `method: …` or `formula: …`")
            yield Finding(indicator, ("method",), msg("the indicator is computed, and nothing says how"), help_)

"""Consistency between plans (CON): one baseline, one target, one project, once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from som_cli.messages import Message, msg
from som_cli.model.entry import FieldPath
from som_cli.model.indicator import Baseline, Indicator
from som_cli.model.plan import Objective, Target
from som_cli.model.workspace import Workspace
from som_cli.rules.measures import MeasuredUse, in_base_unit, measured_uses, shown
from som_cli.rules.registry import Finding, rule
from som_cli.rules.scope import indicators_in_use, uses_in_force
from som_cli.rules.similarity import LIKENESS, like_pairs
from som_cli.text.diagnostics import Related, Span

# One period of one indicator: its days, the area, and the base unit.
Occasion = tuple[str, date, date, str, str]


class StatedBaseline(NamedTuple):
    """A baseline as the registry states it, or one use of an objective; its number in the base unit."""

    indicator: Indicator
    objective: Objective | None
    at: int
    baseline: Baseline
    number: Decimal

    @property
    def where(self) -> str:
        return self.objective.id if self.objective else ""

    @property
    def path(self) -> FieldPath:
        return ("indicators", self.at, "baseline", "value") if self.objective else ("baseline", "value")

    @property
    def place(self) -> Span:
        return (self.objective or self.indicator).origin.span(self.path)

    @property
    def written(self) -> str:
        value = self.baseline.value
        return shown(value, self.baseline.unit, self.indicator) if value is not None else ""


@rule("CON01", "E")
def baselines_that_differ(workspace: Workspace) -> Iterator[Finding]:
    """One indicator has different baselines for one period: in the registry and in a plan, or in two plans."""
    known: dict[Occasion, StatedBaseline] = {}
    for indicator in indicators_in_use(workspace):
        if indicator.baseline and (occasion := _occasion(indicator.baseline, indicator, workspace)):
            known[occasion[0]] = StatedBaseline(indicator, None, 0, indicator.baseline, occasion[1])
    for indicator, objective, index, use in uses_in_force(workspace):
        if use.baseline is None or not (occasion := _occasion(use.baseline, indicator, workspace)):
            continue
        here = StatedBaseline(indicator, objective, index, use.baseline, occasion[1])
        other = known.setdefault(occasion[0], here)
        if other.number == here.number or _covers_others(other.baseline, here.baseline):
            continue
        message = _different_baselines(here, other, indicator)
        related = Related(other.place, msg("the other baseline"))
        help_ = msg("find out which is right; if the definition differs, make it an indicator of its own")
        yield Finding(objective, here.path, message, help_, about=indicator.id, other=other.where, related=(related,))


def _different_baselines(here: StatedBaseline, other: StatedBaseline, indicator: Indicator) -> Message:
    period = here.baseline.period
    if not other.where:
        return msg(
            "the baseline of {indicator} for {period} is {here} in {objective}, {other} in the registry",
            indicator=indicator.id,
            period=period,
            here=here.written,
            objective=here.where,
            other=other.written,
        )
    return msg(
        "the baseline of {indicator} for {period} is {here} in {objective}, {other} in {other_objective}",
        indicator=indicator.id,
        period=period,
        here=here.written,
        objective=here.where,
        other=other.written,
        other_objective=other.where,
    )


def _occasion(baseline: Baseline, indicator: Indicator, workspace: Workspace) -> tuple[Occasion, Decimal] | None:
    if baseline.value is None or baseline.period is None or not baseline.period.is_known:
        return None
    unit, number = in_base_unit(baseline.value, baseline.unit, indicator, workspace)
    area = baseline.area or workspace.settings.area
    return (indicator.id, baseline.period.first, baseline.period.last, area, unit), number


def _covers_others(one: Baseline, two: Baseline) -> bool:
    """Whether both say which day's members they cover, and mean different ones."""
    return bool(one.coverage and two.coverage and one.coverage != two.coverage)


class StatedTarget(NamedTuple):
    """A target as one objective states it: the one `at` a place of a use's list, and what is compared."""

    compared: tuple[Decimal | None, ...]
    use: MeasuredUse
    at: int

    @property
    def objective(self) -> Objective:
        return self.use.objective

    @property
    def target(self) -> Target:
        return self.use.use.targets[self.at]

    @property
    def path(self) -> FieldPath:
        target = self.target
        if target.change_pct is not None:
            key = "change_pct"
        else:
            key = "value" if target.value is not None else "min" if target.min is not None else "max"
        return ("indicators", self.use.at, "targets", self.at, key)

    @property
    def written(self) -> str:
        target = self.target
        if target.change_pct is not None:
            return f"{target.change_pct:f} %"
        if target.value is not None:
            return shown(target.value, target.unit, self.use.indicator)
        return _range(target.min, target.max)


@rule("CON02", "W")
def targets_that_differ(workspace: Workspace) -> Iterator[Finding]:
    """Objectives set different targets for one indicator and period."""
    found: dict[tuple[str, date, date, str], list[StatedTarget]] = defaultdict(list)
    for use in measured_uses(workspace):
        name = use.indicator.id
        for at, target, _, unit, value in use.targets:
            period = target.period
            if period is not None and period.is_known and target.change_pct is None:
                found[name, period.first, period.last, unit].append(StatedTarget((value,), use, at))
        for at, target in use.others:
            period, form = target.period, _form(target, use.indicator)
            if period is not None and period.is_known and form:
                compared = (target.min, target.max) if target.change_pct is None else (target.change_pct,)
                found[name, period.first, period.last, form].append(StatedTarget(compared, use, at))
    for (name, first, last, _), targets in found.items():
        if len(targets) == 1 or len({one.compared for one in targets}) == 1:
            continue
        by_objective = {one.objective.id: one for one in reversed(targets)}
        if len(by_objective) > 1 and len({one.compared for one in by_objective.values()}) > 1:
            yield _different_targets(name, first, last, list(reversed(by_objective.values())), workspace)


def _form(target: Target, indicator: Indicator) -> str:
    """What a target that is no value is compared with: other changes, or ranges in the same unit."""
    if target.change_pct is not None:
        return "change_pct"
    is_range = target.min is not None or target.max is not None
    return f"range {target.unit or indicator.unit or ''}" if is_range else ""


def _different_targets(
    name: str, first: date, last: date, targets: list[StatedTarget], workspace: Workspace
) -> Finding:
    head = targets[0]
    period = next(
        target.period
        for use in head.objective.indicators
        for target in use.targets
        if use.ref == name and target.period and (target.period.first, target.period.last) == (first, last)
    )
    message = msg(
        "the targets of {indicator} for {period} differ: {targets}",
        indicator=name,
        period=period,
        targets=", ".join(f"{one.objective.id} {one.written}" for one in targets),
    )
    related = tuple(
        Related(one.objective.origin.span(one.path), msg("the target of {objective}", objective=one.objective.id))
        for one in targets[1:]
    )
    help_ = msg("agree on one target in {plans}", plans=_plans(targets, workspace))
    other = targets[1].objective.id
    return Finding(head.objective, head.path, message, help_, about=name, other=other, related=related)


def _plans(targets: list[StatedTarget], workspace: Workspace) -> str:
    plans = (workspace.plan(one.objective) for one in targets)
    return ", ".join(dict.fromkeys(plan.id for plan in plans if plan))


def _range(low: Decimal | None, high: Decimal | None) -> str:
    return f"{'' if low is None else low:}–{'' if high is None else high:}"


@rule("CON05", "W")
def project_in_two_plans(workspace: Workspace) -> Iterator[Finding]:
    """Two actions of different plans look like one project, and neither is the mirror of the other."""
    for pair in like_pairs(workspace):
        one, two = pair.first, pair.second
        message = msg(
            "looks like {other} “{title}”: {share} % of the words are the same (limit {limit} %), both name {actors}, "
            "{years} and {other_years}",
            other=two.id,
            title=two.title,
            share=round(pair.likeness * 100),
            limit=round(LIKENESS * 100),
            actors=", ".join(pair.actors),
            years=_years(one.from_, one.to),
            other_years=_years(two.from_, two.to),
        )
        help_ = msg(
            "keep the cost in one and write `mirror_of: {first}` in the other; or waive it `with: {second}`",
            first=one.id,
            second=two.id,
        )
        related = Related(two.origin.span(("title",)), msg("the other action"))
        yield Finding(one, ("title",), message, help_, other=two.id, related=(related,))


def _years(first: object, last: object) -> str:
    return f"{first or '…'}–{last or '…'}"

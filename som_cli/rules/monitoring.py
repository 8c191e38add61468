"""Monitoring (MON): returns that came, values that are there, and belong to the round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from som_cli.analysis.completeness import NOTHING_OWED, expected, is_due
from som_cli.analysis.series import Reading, all_readings
from som_cli.messages import msg
from som_cli.model.indicator import MissingReason
from som_cli.model.monitoring import Return, Round
from som_cli.model.plan import EvaluationKind, Plan, PlanStatus
from som_cli.model.workspace import Workspace
from som_cli.review.code_words import code_word
from som_cli.rules.registry import Finding, rule
from som_cli.rules.scope import uses_in_force
from som_cli.text.diagnostics import Related, Severity

IN_FORCE = frozenset({PlanStatus.ADOPTED, PlanStatus.AMENDED, PlanStatus.EXPIRED})


@rule("MON01", "W")
def return_overdue(workspace: Workspace) -> Iterator[Finding]:
    """A member has not returned its form, and the date for it has passed."""
    for round_ in workspace.rounds.values():
        due = round_.due
        if due is None or not due.is_known or due.last >= workspace.today:
            continue
        for index, member in enumerate(expected(round_, workspace)):
            name = f"{round_.id}/{member}"
            if name in workspace.returns or name in workspace.unread.ids or member not in workspace.members:
                continue
            message = msg(
                "{member} has not returned its form, which was due on {due}",
                member=workspace.actor_name(member),
                due=due,
            )
            help_ = msg("ask for it, or take the member off `expected` with the reason in `note`")
            path = ("expected", index) if round_.expected else ("due",)
            yield Finding(round_, path, message, help_, about=name)


@rule("MON02", "W→E@M")
def indicator_not_measured(workspace: Workspace) -> Iterator[Finding]:
    """An indicator was due in a round, and nobody gave a value or said why there is none."""
    readings = all_readings(workspace)
    answered = {answer.round for answer in workspace.returns.values()}
    firsts = _first_years(workspace) if answered else {}
    for round_ in workspace.rounds.values():
        end = round_.covers.to if round_.covers else None
        is_over = round_.due is not None and round_.due.is_known and round_.due.last < workspace.today
        if end is None or not end.is_known or not is_over or round_.id not in answered:
            continue
        for name, first in firsts.items():
            indicator = workspace.indicators[name]
            if not is_due(indicator, first, end.year):
                continue
            if not any(reading.period.year == end.year for reading in readings.get(name, ())):
                message = msg("no value for {year}, which the round {round} covers", year=end.year, round=round_.id)
                related = (Related(round_.origin.span(("covers",)), msg("the round")),)
                help_ = msg("measure it, or write `value: null` with `missing: …`")
                yield Finding(indicator, ("frequency",), message, help_, other=round_.id, related=related)


def _first_years(workspace: Workspace) -> Mapping[str, int]:
    """The first year in which a plan that uses it monitors each indicator with targets."""
    found: dict[str, int] = {}
    for indicator, objective, _, use in uses_in_force(workspace):
        plan = workspace.plan(objective)
        first = plan.monitoring.first_year if plan and plan.monitoring else None
        if use.targets and first is not None and first.is_known:
            found[indicator.id] = min(first.year, found.get(indicator.id, first.year))
    return found


@rule("MON03", "I")
def value_reported_missing(workspace: Workspace) -> Iterator[Finding]:
    """A member says that it has no value, and why: a warning from the second round running."""
    before: dict[tuple[str, str], Reading] = {}
    for readings in all_readings(workspace).values():
        for reading in readings:
            key = (reading.indicator.id, reading.area)
            earlier = before.get(key)
            before[key] = reading
            if reading.missing is None or reading.missing in NOTHING_OWED or not reading.round:
                continue
            reason, period = code_word(reading.missing, MissingReason), reading.period
            is_again = earlier is not None and earlier.missing is not None and earlier.round != reading.round
            if is_again:
                message = msg(
                    "no value for {period} ({reason}), for the second round in a row", period=period, reason=reason
                )
            else:
                message = msg("no value for {period} ({reason})", period=period, reason=reason)
            help_ = msg("agree on how it will be measured before the next round")
            about = f"{reading.indicator.id}/{reading.area}"
            severity = Severity.WARNING if is_again else None
            path = (*reading.path, "missing")
            yield Finding(reading.item, path, message, help_, about=about, severity=severity)


@rule("MON04", "E")
def two_values_at_once(workspace: Workspace) -> Iterator[Finding]:
    """An indicator has two values for one area and period, and none is marked as revised."""
    for readings in all_readings(workspace).values():
        first: dict[tuple[str, str], Reading] = {}
        for reading in readings:
            if reading.value is None or not reading.period.is_known:
                continue
            key = (reading.area, reading.period.text)
            earlier = first.get(key)
            first[key] = reading
            if earlier is None or reading.is_revised or earlier.value == reading.value:
                continue
            message = msg(
                "{indicator} of {area} in {period} is {value} here, {earlier} before",
                indicator=reading.indicator.id,
                area=reading.area,
                period=reading.period,
                value=reading.value,
                earlier=earlier.value,
            )
            place = earlier.item.origin.span((*earlier.path, "value"))
            related = (Related(place, msg("the value before")),)
            help_ = msg("delete one, or write `revised: true` and the reason in `note`")
            yield Finding(reading.item, (*reading.path, "value"), message, help_, related=related)


@rule("MON05", "E")
def return_that_does_not_belong(workspace: Workspace) -> Iterator[Finding]:
    """A return is of a member that was not asked, of another's form, area or period."""
    forms: dict[str, Return] = {}
    for answer in workspace.returns.values():
        round_ = workspace.rounds.get(answer.round)
        if round_ is not None and round_.expected and answer.member not in round_.expected:
            message = msg("the round {round} does not expect {member}", round=round_.id, member=answer.member)
            related = (Related(round_.origin.span(("expected",)), msg("who is expected")),)
            yield Finding(
                answer, ("member",), message, msg("correct the member, or add it to `expected`"), related=related
            )
        digest = answer.form.sha256 if answer.form else None
        if digest and forms.setdefault(digest, answer) is not answer:
            other = forms[digest]
            message = msg("the form is the one of {other}", other=other.id)
            related = (Related(other.origin.span(("form", "sha256")), msg("the same file")),)
            help_ = msg("import the form that the member sent")
            yield Finding(answer, ("form", "sha256"), message, help_, other=other.id, related=related)
        yield from _foreign_values(answer, round_)


def _foreign_values(answer: Return, round_: Round | None) -> Iterator[Finding]:
    end = round_.covers.to if round_ and round_.covers else None
    for index, returned in enumerate(answer.observations):
        if returned.area not in (None, answer.member):
            message = msg(
                "a value of {area} stands in the return of {member}", area=returned.area, member=answer.member
            )
            help_ = msg("write it in the return of {area}, or in the registry", area=returned.area)
            yield Finding(answer, ("observations", index, "area"), message, help_)
        if end is not None and returned.period.is_known and end.is_before(returned.period):
            message = msg("a value for {period}, the round covers time to {end}", period=returned.period, end=end)
            help_ = msg("correct the period, or move it to the round that covers it")
            yield Finding(answer, ("observations", index, "period"), message, help_)


@rule("MON12", "W")
def evaluation_overdue(workspace: Workspace) -> Iterator[Finding]:
    """The mid-term or the final evaluation of a plan was due, and is not there."""
    for plan in workspace.plans.values():
        if plan.status in IN_FORCE:
            yield from _missing_evaluation(plan, workspace)


def _missing_evaluation(plan: Plan, workspace: Workspace) -> Iterator[Finding]:
    limits = workspace.settings.standards.monitoring
    start, end = (plan.horizon.from_, plan.horizon.to) if plan.horizon else (None, None)
    if end is None or not end.is_known:
        return
    made = {evaluation.kind for evaluation in plan.evaluation}
    help_ = msg("enter it in `evaluation` with its date and source")
    if EvaluationKind.EX_POST in made:
        return
    if end.last.year + limits.evaluation_delay_years < workspace.today.year:
        message = msg(
            "the plan ended in {end}, and there is no final evaluation after {years} years",
            end=end,
            years=workspace.today.year - end.last.year,
        )
        yield Finding(plan, ("evaluation",), message, help_)
        return
    if start is None or not start.is_known or end.last.year - start.year + 1 < limits.midterm_years:
        return
    middle = (start.year + end.last.year) // 2
    if middle + limits.evaluation_delay_years < workspace.today.year and EvaluationKind.MID_TERM not in made:
        message = msg("the middle of the plan was {year}, and there is no mid-term evaluation", year=middle)
        yield Finding(plan, ("evaluation",), message, help_)

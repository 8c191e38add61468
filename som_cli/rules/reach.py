"""Planned outputs and targets (VAL20): whether what is planned can bring about what is promised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from som_cli.messages import msg
from som_cli.model.action import Action
from som_cli.model.indicator import IndicatorKind
from som_cli.model.plan import TargetKind
from som_cli.model.values import PartialDate
from som_cli.model.workspace import Workspace
from som_cli.rules.measures import in_base_unit, measured_uses, shown, shown_baseline
from som_cli.rules.registry import Finding, rule
from som_cli.rules.scope import own_actions
from som_cli.text.diagnostics import Related


@rule("VAL20", "W")
def outputs_short_of_target(workspace: Workspace) -> Iterator[Finding]:
    """The outputs of all planned actions together do not bring an output indicator to its target."""
    share = workspace.settings.limits.reached_share
    outputs = _outputs(workspace)
    for use in measured_uses(workspace):
        indicator = use.indicator
        # Only outputs add up to their target: a result has causes outside the plans.
        if indicator.kind is not IndicatorKind.OUTPUT or use.base is None or not use.sign:
            continue
        base_unit, base = use.base
        for at, target, stated, unit, value in use.targets:
            if target.kind is TargetKind.MILESTONE or target.period is None:
                continue
            needed = (value - base) * use.sign
            given = outputs.get((indicator.id, unit))
            if given is None or unit != base_unit or needed <= 0:
                continue
            counted = given.begun_by(target.period)
            planned = given.whole if counted is given.parts else sum([amount for _, amount in counted], Decimal(0))
            # Where no action names the indicator, the plan says nothing about it: that is COV04's.
            if not counted or planned >= needed * share:
                continue
            per_unit = stated / value if value else Decimal(1)
            message = msg(
                "{planned} are planned by {count} action, {needed} are needed from {base} to {target}",
                plural="{planned} are planned by {count} actions, {needed} are needed from {base} to {target}",
                count=len({action.id for action, _ in counted}),
                planned=shown((planned * per_unit).normalize(), target.unit, indicator),
                needed=shown((needed * share * per_unit).normalize(), target.unit, indicator),
                base=shown_baseline(use.use, indicator),
                target=shown(stated, target.unit, indicator),
            )
            related = tuple(
                Related(action.origin.span(("outputs",)), msg("what {action} adds", action=action.id))
                for action in {action.id: action for action, _ in counted}.values()
            )
            help_ = msg("plan more, lower the target, or say in a waiver who brings the rest")
            yield Finding(
                use.objective,
                ("indicators", use.at, "targets", at, "value"),
                message,
                help_,
                related=related[:3],
            )


class _Outputs(NamedTuple):
    """What actions add to an indicator in one base unit, all of it, and when the last of them begins."""

    parts: Sequence[tuple[Action, Decimal]]
    whole: Decimal
    latest: date

    def begun_by(self, period: PartialDate) -> Sequence[tuple[Action, Decimal]]:
        """The parts of actions that do not begin after a period, so far as is known."""
        if period.last >= self.latest:
            return self.parts
        return [one for one in self.parts if one[0].from_ is None or not period.is_before(one[0].from_)]


def _outputs(workspace: Workspace) -> Mapping[tuple[str, str], _Outputs]:
    """What actions add to each indicator, by indicator and base unit."""
    found: dict[tuple[str, str], list[tuple[Action, Decimal]]] = defaultdict(list)
    for action in own_actions(workspace):
        for output in action.outputs:
            indicator = workspace.indicators.get(output.indicator)
            if indicator is not None and output.value is not None:
                unit, amount = in_base_unit(output.value, output.unit, indicator, workspace)
                found[indicator.id, unit].append((action, abs(amount)))
    return {key: _gathered(parts) for key, parts in found.items()}


def _gathered(parts: Sequence[tuple[Action, Decimal]]) -> _Outputs:
    starts = [action.from_.first for action, _ in parts if action.from_]
    return _Outputs(parts, sum([amount for _, amount in parts], Decimal(0)), max(starts, default=date.min))

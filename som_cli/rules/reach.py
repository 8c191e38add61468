"""Planned outputs and targets (VAL20): whether what is planned can bring about what is promised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from som_cli.messages import msg
from som_cli.model.action import Action
from som_cli.model.indicator import IndicatorKind
from som_cli.model.plan import TargetKind
from som_cli.model.workspace import Workspace
from som_cli.rules.measures import baseline_of, in_base_unit, shown
from som_cli.rules.registry import Finding, rule
from som_cli.rules.scope import own_actions, uses_in_force
from som_cli.rules.targets import SIGNS
from som_cli.text.diagnostics import Related


@rule("VAL20", "W")
def outputs_short_of_target(workspace: Workspace) -> Iterator[Finding]:
    """The outputs of all planned actions together do not bring an output indicator to its target."""
    share = workspace.settings.limits.reached_share
    outputs = _outputs(workspace)
    for indicator, objective, index, use in uses_in_force(workspace):
        # Only outputs add up to their target: a result has causes outside the plans.
        if indicator.kind is not IndicatorKind.OUTPUT:
            continue
        sign = SIGNS.get(indicator.direction) if indicator.direction else None
        baseline, _ = baseline_of(use, indicator)
        if sign is None or baseline is None or baseline.value is None:
            continue
        if baseline.area not in (None, workspace.settings.area):
            continue
        base_unit, base = in_base_unit(baseline.value, baseline.unit, indicator, workspace)
        for number, target in enumerate(use.targets):
            if target.value is None or target.kind is TargetKind.MILESTONE or target.period is None:
                continue
            unit, value = in_base_unit(target.value, target.unit, indicator, workspace)
            counted = [
                one
                for one in outputs.get((indicator.id, unit), ())
                if one[0].from_ is None or not target.period.is_before(one[0].from_)
            ]
            needed = (value - base) * sign
            planned = sum((abs(amount) for _, amount in counted), Decimal(0))
            # Where no action names the indicator, the plan says nothing about it: that is COV04's.
            if not counted or unit != base_unit or needed <= 0 or planned >= needed * share:
                continue
            per_unit = target.value / value if value else Decimal(1)
            message = msg(
                "{planned} are planned by {count} action, {needed} are needed from {base} to {target}",
                plural="{planned} are planned by {count} actions, {needed} are needed from {base} to {target}",
                count=len({action.id for action, _ in counted}),
                planned=shown((planned * per_unit).normalize(), target.unit, indicator),
                needed=shown((needed * share * per_unit).normalize(), target.unit, indicator),
                base=shown(baseline.value, baseline.unit, indicator),
                target=shown(target.value, target.unit, indicator),
            )
            related = tuple(
                Related(action.origin.span(("outputs",)), msg("what {action} adds", action=action.id))
                for action in {action.id: action for action, _ in counted}.values()
            )
            help_ = msg("plan more, lower the target, or say in a waiver who brings the rest")
            yield Finding(
                objective, ("indicators", index, "targets", number, "value"), message, help_, related=related[:3]
            )


def _outputs(workspace: Workspace) -> Mapping[tuple[str, str], list[tuple[Action, Decimal]]]:
    """What actions add to each indicator, by indicator and base unit."""
    found: dict[tuple[str, str], list[tuple[Action, Decimal]]] = defaultdict(list)
    for action in own_actions(workspace):
        for output in action.outputs:
            indicator = workspace.indicators.get(output.indicator)
            if indicator is not None and output.value is not None:
                unit, amount = in_base_unit(output.value, output.unit, indicator, workspace)
                found[indicator.id, unit].append((action, amount))
    return found

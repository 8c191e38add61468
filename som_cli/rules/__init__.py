"""Every rule, written out."""

from __future__ import annotations

from som_cli.messages import mark_text
from som_cli.rules import (
    consistency,
    coverage,
    identifiers,
    links,
    money,
    periods,
    provenance,
    quantities,
    reading,
    references,
    targets,
)
from som_cli.rules.registry import Rule

WAIVER = Rule(
    "GOV08",
    "waiver-that-does-not-hold",
    "W",
    mark_text("A waiver has no reason or author, is over, or is not needed."),
)

RULES: tuple[Rule, ...] = (
    *reading.RULES,
    references.path_outside_tree,
    references.reference_to_nothing,
    identifiers.duplicate_id,
    identifiers.reused_id,
    links.circular_links,
    identifiers.foreign_prefix,
    links.misplaced_parent,
    periods.end_before_start,
    periods.action_outside_horizon,
    periods.step_outside_action,
    periods.target_not_after_baseline,
    quantities.unit_that_does_not_fit,
    targets.target_against_direction,
    targets.target_without_change,
    targets.milestones_back_and_forth,
    quantities.value_that_cannot_be,
    quantities.value_missing_without_reason,
    money.lines_differ_from_total,
    money.impossible_amount,
    money.fund_share_over_maximum,
    money.mirror_with_own_effect,
    coverage.objective_without_indicator,
    coverage.objective_without_action,
    coverage.action_without_owner,
    coverage.action_without_measure,
    coverage.investment_without_cost,
    coverage.result_never_measured,
    consistency.baselines_that_differ,
    consistency.targets_that_differ,
    consistency.project_in_two_plans,
    provenance.figure_without_source,
    WAIVER,
)

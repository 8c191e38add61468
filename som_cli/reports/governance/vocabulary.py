"""The tables and figures of reports on links, cooperation, quality and consultations, written out."""

from __future__ import annotations

from som_cli.analysis.citations import plan_events
from som_cli.document import blocks as b
from som_cli.model.indicator import Indicator
from som_cli.reports.edition import Edition
from som_cli.reports.governance.consultation_course import consulted_sources, course, overview, plan_course
from som_cli.reports.governance.ladder import (
    evidence_of,
    ladder_actions,
    ladder_by_plan,
    ladder_chart,
    ladder_steps,
    own_actions,
)
from som_cli.reports.governance.procedures import evidence_table, plan_procedures, procedures_table, progress_table
from som_cli.reports.governance.quality import findings_by_rule, plans_table, rules_table
from som_cli.reports.governance.remarks import counts_table, effects_table, plan_remarks_table, remarks_table
from som_cli.reports.governance.remarks_chart import remarks_chart
from som_cli.reports.links.actions import action_matrix
from som_cli.reports.links.chart import contribution_maps
from som_cli.reports.links.coverage import coverage_table, gaps_table
from som_cli.reports.links.framework import framework_table
from som_cli.reports.links.matrices import objective_matrices, sparse_links
from som_cli.reports.tables.sources import sources_rows
from som_cli.reports.tables.waivers import waivers_table
from som_cli.reports.wording import Wording


def has_consultations(edition: Edition) -> bool:
    return bool(edition.workspace.consultations)


def has_objectives(edition: Edition) -> bool:
    return bool(edition.workspace.objectives)


def _sources(wording: Wording, named: set[str]) -> list[b.Block]:
    return sources_rows(wording, [one for key, one in wording.workspace.sources.items() if key in named])


def _verification_sources(wording: Wording) -> list[b.Block]:
    """The sources that indicators name."""
    return _sources(wording, {one.source for one in wording.workspace.of(Indicator).values() if one.source})


def _consultation_sources(wording: Wording) -> list[b.Block]:
    return _sources(wording, set(consulted_sources(wording, wording.workspace.consultations.values())))


def _cooperation_sources(wording: Wording) -> list[b.Block]:
    """The sources that prove rungs, steps and events."""
    actions = (one for plan in wording.plans for one in own_actions(wording, plan))
    named = {evidence_of(wording, one) for one in actions}
    for plan in wording.plans.values():
        named |= {one.evidence for one in plan.process} | {one.source for one in plan.process}
        named |= {one.source for one in plan_events(wording.workspace, plan.id)}
    return _sources(wording, {one for one in named if one})


TABLES = {
    "coverage": coverage_table,
    "coverage_gaps": gaps_table,
    "objective_matrices": objective_matrices,
    "sparse_links": sparse_links,
    "verification_sources": _verification_sources,
    "consultations_overview": overview,
    "consultations_course": course,
    "remarks_counts": counts_table,
    "remarks": remarks_table,
    "remarks_effect": effects_table,
    "consultation_sources": _consultation_sources,
    "ladder": ladder_steps,
    "ladder_by_plan": ladder_by_plan,
    "procedures": procedures_table,
    "procedures_progress": progress_table,
    "cooperation_sources": _cooperation_sources,
    "quality_plans": plans_table,
    "quality_rules": rules_table,
    "quality_findings": findings_by_rule,
    "quality_waivers": waivers_table,
}
OF_PLAN = {
    "action_matrix": action_matrix,
    "framework": framework_table,
    "consultations": plan_course,
    "remarks": plan_remarks_table,
    "ladder_actions": ladder_actions,
    "plan_procedures": plan_procedures,
    "evidence": evidence_table,
}
FIGURES = {
    "contributions": lambda wording, pictures, _: contribution_maps(wording, pictures),
    "remarks": lambda wording, pictures, _: remarks_chart(wording, pictures),
    "ladder": lambda wording, pictures, _: ladder_chart(wording, pictures),
}

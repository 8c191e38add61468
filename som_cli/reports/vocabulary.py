"""The tables and figures that a skeleton or a chapter may name, written out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from som_cli.document import blocks as b
from som_cli.document.document import Picture
from som_cli.reports import sector_vocabulary
from som_cli.reports.brief import vocabulary as brief_vocabulary
from som_cli.reports.governance import vocabulary as governance_vocabulary
from som_cli.reports.member import vocabulary as member_vocabulary
from som_cli.reports.plan import vocabulary as plan_vocabulary
from som_cli.reports.provenance import reading_guide
from som_cli.reports.tables.actions import action_cards, actions_table
from som_cli.reports.tables.budget_chart import budget_chart
from som_cli.reports.tables.contributions import contribution_counts, contributions
from som_cli.reports.tables.findings import open_findings
from som_cli.reports.tables.indicators import indicators_table, plan_indicators_table
from som_cli.reports.tables.members import bodies_table, members_table, partnership_facts
from som_cli.reports.tables.money import BY, budget_notes, budget_table
from som_cli.reports.tables.objectives import objectives_table
from som_cli.reports.tables.plans import plan_facts
from som_cli.reports.tables.schedule import schedule
from som_cli.reports.tables.sources import (
    consultations_table,
    decisions_table,
    glossary_table,
    sources_table,
    stakeholders_table,
)
from som_cli.reports.tables.summary import summary
from som_cli.reports.tables.waivers import waivers_table
from som_cli.reports.tracking import vocabulary as tracking_vocabulary
from som_cli.reports.wording import Wording

Pictures = dict[str, Picture]
TableOfWhole = Callable[[Wording], list[b.Block]]
TableOfPlan = Callable[[Wording, str], list[b.Block]]
# `of` narrows a figure to one item (an indicator's id) or is empty: then it is of all of them.
FigureMaker = Callable[[Wording, Pictures, str], list[b.Block]]

# Tables and groups of blocks of the whole, and those of one plan. What has nothing to print gives no blocks, or a
# sentence that says so.
WHOLE: Mapping[str, TableOfWhole] = {
    "guide": reading_guide,
    "summary": summary,
    "partnership": partnership_facts,
    "members": members_table,
    "bodies": bodies_table,
    "contributions": contributions,
    "contribution_counts": contribution_counts,
    "indicators": indicators_table,
    "budget_notes": budget_notes,
    "findings": open_findings,
    "waivers": waivers_table,
    "sources": sources_table,
    "decisions": decisions_table,
    "consultations": consultations_table,
    "stakeholders": stakeholders_table,
    "glossary": glossary_table,
    **{f"budget_by_{by}": partial(budget_table, by=by) for by in BY},
    **plan_vocabulary.TABLES,
    **tracking_vocabulary.TABLES,
    **brief_vocabulary.TABLES,
    **member_vocabulary.TABLES,
    **sector_vocabulary.TABLES,
    **governance_vocabulary.TABLES,
}
OF_PLAN: Mapping[str, TableOfPlan] = {
    "objectives": objectives_table,
    "actions": actions_table,
    "action_cards": action_cards,
    "indicators": plan_indicators_table,
    "facts": lambda wording, plan: plan_facts(wording, wording.plans[plan]),
    **plan_vocabulary.OF_PLAN,
    **tracking_vocabulary.OF_PLAN,
    **sector_vocabulary.OF_PLAN,
    **governance_vocabulary.OF_PLAN,
}
FIGURES: Mapping[str, FigureMaker] = {
    "schedule": lambda wording, pictures, _: schedule(wording, pictures),
    "budget": lambda wording, pictures, _: budget_chart(wording, pictures),
    **plan_vocabulary.FIGURES,
    **member_vocabulary.FIGURES,
    **brief_vocabulary.FIGURES,
    **tracking_vocabulary.FIGURES,
    **sector_vocabulary.FIGURES,
    **governance_vocabulary.FIGURES,
}

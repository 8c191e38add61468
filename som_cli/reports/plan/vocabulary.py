"""The tables and figures that documents of plans need beside those of the whole, written out."""

from __future__ import annotations

from som_cli.reports.cards.actions import full_cards
from som_cli.reports.cards.indicators import indicator_sheets
from som_cli.reports.plan.links import plan_links
from som_cli.reports.plan.member_index import member_index
from som_cli.reports.plan.objective_tree import objective_trees
from som_cli.reports.plan.record import plan_record
from som_cli.reports.plan.registers import plan_glossary, plan_sources
from som_cli.reports.tables.conflicts import conflicts_table
from som_cli.reports.tables.meetings import meetings_table
from som_cli.reports.tables.risks import plan_risks_table, risks_table
from som_cli.reports.tables.swot import swot_table

TABLES = {
    "risks": risks_table,
    "meetings": meetings_table,
    "conflicts": conflicts_table,
    "member_index": member_index,
    "indicator_sheets": indicator_sheets,
}
OF_PLAN = {
    "risks": plan_risks_table,
    "cards": full_cards,
    "swot": swot_table,
    "links": plan_links,
    "record": plan_record,
    "glossary": plan_glossary,
    "sources": plan_sources,
}
FIGURES = {"objective_tree": objective_trees}

"""The names that insertions in chapters may use: tables, figures, values, counts."""

from __future__ import annotations

FUNCTIONS = ("table", "figure", "value", "ref", "count", "label")
TABLES = (
    "guide",
    "summary",
    "partnership",
    "members",
    "bodies",
    "contributions",
    "indicators",
    "budget_notes",
    "findings",
    "waivers",
    "sources",
    "decisions",
    "consultations",
    "stakeholders",
    "glossary",
    "budget_by_plan",
    "budget_by_source",
    "budget_by_payer",
)
PLAN_TABLES = ("objectives", "actions", "action_cards", "indicators", "facts")
FIGURES = ("schedule", "budget")
VALUES = ("baseline", "baseline_year", "target", "target_year", "milestone", "name", "unit")
COUNTED = ("members", "plans", "objectives", "actions", "indicators", "sources")

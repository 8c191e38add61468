"""The tables and figures of the programme of investments, the schedule and the monitoring report, written out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from som_cli.analysis.budget import amounts
from som_cli.document import blocks as b
from som_cli.document.document import Picture
from som_cli.reports.edition import Edition
from som_cli.reports.programme.checks import forecast_table, gaps_table, moved_table, unallotted_table
from som_cli.reports.programme.projects import projects_table, stages_table
from som_cli.reports.programme.years import PROGRAMME_BY, plans_table, programme_table, programme_text
from som_cli.reports.tracking.monitoring import (
    action_status_chart,
    action_status_table,
    indicator_status_chart,
    indicator_status_table,
    monitoring_text,
)
from som_cli.reports.tracking.monitoring_advice import deviations_table, recommendations
from som_cli.reports.tracking.monitoring_indicators import progress_rule, progress_table, untargeted_table
from som_cli.reports.tracking.monitoring_money import spending_table
from som_cli.reports.tracking.monitoring_returns import (
    completeness_chart,
    completeness_table,
    next_round,
    reported_actions,
)
from som_cli.reports.tracking.schedule_tables import (
    dependencies_table,
    done_steps_table,
    has_dates,
    late_table,
    open_steps_table,
    schedule_text,
)
from som_cli.reports.tracking.series_chart import series_figures, untargeted_figures
from som_cli.reports.tracking.stages_chart import stages_chart
from som_cli.reports.wording import Wording


def has_programme(edition: Edition) -> bool:
    """Whether any action has money."""
    return bool(amounts(edition.workspace))


def has_schedule(edition: Edition) -> bool:
    """Whether any action or step has a date."""
    return has_dates(Wording(edition))


TABLES: Mapping[str, Callable[[Wording], list[b.Block]]] = {
    "programme_text": programme_text,
    "programme_plans": plans_table,
    "moved": moved_table,
    "gaps": gaps_table,
    "unallotted": unallotted_table,
    "forecast": forecast_table,
    "schedule_text": schedule_text,
    "late": late_table,
    "dependencies": dependencies_table,
    "open_steps": open_steps_table,
    "done_steps": done_steps_table,
    "monitoring_text": monitoring_text,
    "action_status": action_status_table,
    "indicator_status": indicator_status_table,
    "progress_rule": progress_rule,
    "untargeted": untargeted_table,
    "reported_actions": reported_actions,
    "completeness": completeness_table,
    "spending": spending_table,
    "deviations": deviations_table,
    "recommendations": recommendations,
    "next_round": next_round,
    **{f"programme_by_{by}": partial(programme_table, by=by) for by in PROGRAMME_BY},
}
OF_PLAN: Mapping[str, Callable[[Wording, str], list[b.Block]]] = {
    "projects": projects_table,
    "project_stages": stages_table,
    "plan_part": lambda wording, plan: [b.heading(2, wording.prose(wording.plans[plan].title))],
    "progress": progress_table,
}
FIGURES: Mapping[str, Callable[[Wording, dict[str, Picture], str], list[b.Block]]] = {
    "stages": lambda wording, pictures, _: stages_chart(wording, pictures),
    "series": series_figures,
    "plan_series": series_figures,
    "untargeted_series": lambda wording, pictures, _: untargeted_figures(wording, pictures),
    "action_status": lambda wording, pictures, _: action_status_chart(wording, pictures),
    "indicator_status": lambda wording, pictures, _: indicator_status_chart(wording, pictures),
    "completeness": lambda wording, pictures, _: completeness_chart(wording, pictures),
}

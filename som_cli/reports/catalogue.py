"""Every report, written out."""

from __future__ import annotations

from collections.abc import Mapping

from som_cli.messages import mark_text
from som_cli.reports import sector_vocabulary
from som_cli.reports.emissions import workbook as emissions_workbook
from som_cli.reports.governance import consultation_workbook, cooperation_workbook, quality_workbook
from som_cli.reports.governance import vocabulary as governance_vocabulary
from som_cli.reports.kinds import ReportKind
from som_cli.reports.links import workbook as links_workbook
from som_cli.reports.member import workbook as member_workbook
from som_cli.reports.network import workbook as network_workbook
from som_cli.reports.open_data import package as open_data_package
from som_cli.reports.programme import workbook as investments_workbook
from som_cli.reports.tracking import monitoring_workbook, schedule_workbook
from som_cli.reports.tracking import vocabulary as tracking_vocabulary
from som_cli.reports.tracking.monitoring import has_monitoring
from som_cli.reports.transport import workbook as transport_workbook
from som_cli.reports.workbooks import consolidated as consolidated_workbook

_KINDS = (
    ReportKind(
        "consolidated",
        mark_text("All plans in one document: objectives, actions, indicators, money, findings, sources."),
        workbook=consolidated_workbook.build,
    ),
    ReportKind(
        "plan",
        mark_text("One plan as its authority publishes it: chapters with the tables and figures of its data."),
        each="plan",
        workbook=consolidated_workbook.build,
    ),
    ReportKind(
        "summary",
        mark_text("Two to four pages in plain words: objectives, actions, money, what people get, what is open."),
        has_contents=False,
    ),
    ReportKind(
        "member",
        mark_text("One member: its actions, its money by year, its indicators, stretches, remarks, missing data."),
        each="member",
        has_contents=False,
        workbook=member_workbook.build,
    ),
    ReportKind(
        "cards",
        mark_text("A card for each action and a sheet for each indicator, a page each where it fits."),
        has_lists=False,
    ),
    ReportKind(
        "data",
        mark_text("Open data: CSV, JSON and GeoJSON with a codebook and a Frictionless description."),
        has_pages=False,
        package=open_data_package.package,
    ),
    ReportKind(
        "investments",
        mark_text("The rolling programme of investments: projects by year, source and payer, how sure the money is."),
        workbook=investments_workbook.build,
        is_due=tracking_vocabulary.has_programme,
    ),
    ReportKind(
        "schedule",
        mark_text("The schedule: chart of actions and steps, what waits for what, and what is late by how much."),
        workbook=schedule_workbook.build,
        is_due=tracking_vocabulary.has_schedule,
    ),
    ReportKind(
        "monitoring",
        mark_text("The yearly report: indicators and actions by status, returns, money spent, what to do next."),
        workbook=monitoring_workbook.build,
        is_due=has_monitoring,
    ),
    ReportKind(
        "emissions",
        mark_text("The balance of emissions: base, target, effect of actions and gap; by sector, carrier and member."),
        workbook=emissions_workbook.build,
        is_due=sector_vocabulary.has_emissions,
    ),
    ReportKind(
        "network",
        mark_text("The cycling network: map, lengths by route, member, type and status, gaps, borders."),
        workbook=network_workbook.build,
        is_due=sector_vocabulary.has_network,
    ),
    ReportKind(
        "transport",
        mark_text("Public transport: lines, stops and interchanges, what is planned, connections with the core."),
        workbook=transport_workbook.build,
        is_due=sector_vocabulary.has_lines,
    ),
    ReportKind(
        "matrix",
        mark_text(
            "Links for evaluators: objectives by objectives, actions by objectives, gaps, the logical framework."
        ),
        workbook=links_workbook.build,
        is_due=governance_vocabulary.has_objectives,
    ),
    ReportKind(
        "consultation",
        mark_text(
            "Consultations for the public: dates, ways to take part, every remark with its position, what changed."
        ),
        workbook=consultation_workbook.build,
        is_due=governance_vocabulary.has_consultations,
    ),
    ReportKind(
        "cooperation",
        mark_text("The ladder of cooperation and the procedures: where each plan and action stands, with evidence."),
        workbook=cooperation_workbook.build,
    ),
    ReportKind(
        "quality",
        mark_text("Findings for the editor by rule and plan, how to mend them, and waivers with their ends."),
        workbook=quality_workbook.build,
    ),
)
REPORTS: Mapping[str, ReportKind] = {kind.name: kind for kind in _KINDS}

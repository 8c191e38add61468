"""The tables and figures of the sectoral reports (emissions, cycling network, public transport), written out."""

from __future__ import annotations

from som_cli.reports.edition import Edition
from som_cli.reports.emissions.actions import effects_table, emission_matrix, energy_matrix, interactions_table
from som_cli.reports.emissions.balance import (
    balance_table,
    carriers_table,
    has_balance,
    measures_table,
    members_table,
    sectors_table,
)
from som_cli.reports.emissions.chart import emission_charts
from som_cli.reports.maps.investments import investments_map
from som_cli.reports.network.borders import crossings_table, dead_ends_table, gaps_table, measured_table
from som_cli.reports.network.map import network_map
from som_cli.reports.network.tables import (
    lengths_by_surface,
    lengths_by_type,
    members_network_table,
    network_facts,
    plan_routes_table,
    routes_table,
)
from som_cli.reports.transport.line_strips import line_strips
from som_cli.reports.transport.map import transport_map
from som_cli.reports.transport.projects import connections_table, projects_table
from som_cli.reports.transport.tables import (
    has_transport,
    lines_table,
    plan_lines_table,
    plan_stops_table,
    planned_table,
    stops_table,
    transport_facts,
)

TABLES = {
    "network": network_facts,
    "routes": routes_table,
    "network_members": members_network_table,
    "network_types": lengths_by_type,
    "network_surfaces": lengths_by_surface,
    "network_gaps": gaps_table,
    "network_crossings": crossings_table,
    "network_dead_ends": dead_ends_table,
    "network_lengths": measured_table,
    "transport": transport_facts,
    "lines": lines_table,
    "stops": stops_table,
    "transport_planned": planned_table,
    "transport_connections": connections_table,
    "transport_projects": projects_table,
}
OF_PLAN = {
    "routes": plan_routes_table,
    "lines": plan_lines_table,
    "stops": plan_stops_table,
    "emission_balance": balance_table,
    "emission_measures": measures_table,
    "emission_sectors": sectors_table,
    "emission_carriers": carriers_table,
    "emission_members": members_table,
    "energy_matrix": energy_matrix,
    "emission_matrix": emission_matrix,
    "emission_actions": effects_table,
    "emission_interactions": interactions_table,
}
FIGURES = {
    "network_map": network_map,
    "emissions": emission_charts,
    "investments_map": investments_map,
    "line_strips": line_strips,
    "transport_map": transport_map,
}


def has_emissions(edition: Edition) -> bool:
    """Whether a plan has an inventory and a set of factors."""
    return has_balance(edition.workspace)


def has_network(edition: Edition) -> bool:
    """Whether there is a route."""
    return bool(edition.workspace.routes)


def has_lines(edition: Edition) -> bool:
    """Whether there is a line or a stop."""
    return has_transport(edition.workspace)

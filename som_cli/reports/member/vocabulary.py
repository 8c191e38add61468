"""The tables of a member's report, written out."""

from __future__ import annotations

from som_cli.reports.member.actions import member_actions
from som_cli.reports.member.facts import member_facts
from som_cli.reports.member.indicators import member_indicators
from som_cli.reports.member.missing import (
    member_findings,
    member_gaps,
    member_lacks,
    member_returns,
    nothing_missing,
)
from som_cli.reports.member.money import member_chart, member_forecast, member_money, member_sources
from som_cli.reports.member.places import member_segments, member_stops
from som_cli.reports.member.remarks import member_remarks

TABLES = {
    "member_facts": member_facts,
    "member_actions": member_actions,
    "member_forecast": member_forecast,
    "member_money": member_money,
    "member_sources": member_sources,
    "member_indicators": member_indicators,
    "member_segments": member_segments,
    "member_stops": member_stops,
    "member_remarks": member_remarks,
    "member_returns": member_returns,
    "member_gaps": member_gaps,
    "member_lacks": member_lacks,
    "member_findings": member_findings,
    "member_complete": nothing_missing,
}
FIGURES = {"member_budget": lambda wording, pictures, _: member_chart(wording, pictures)}

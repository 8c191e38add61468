"""Findings and waivers of a whole workspace -> those about the part that a report is narrowed to."""

from __future__ import annotations

from som_cli.model.indicator import Indicator
from som_cli.model.layout import plan_of
from som_cli.model.participation import Consultation, Decision, Remark
from som_cli.reports.edition import Edition
from som_cli.rules.waivers import PlacedWaiver, placed_waivers
from som_cli.text.diagnostics import Diagnostic

# Kinds that stand in no plan's folder and are narrowed with it all the same; other registers stay whole.
_NARROWED = frozenset(cls.kind_name for cls in (Indicator, Consultation, Decision, Remark))


def findings_in_scope(edition: Edition) -> tuple[Diagnostic, ...]:
    """Findings about items that were kept, and about files of plans that were; of shared registers in whole reports."""
    if edition.scope.is_whole:
        return edition.findings
    return tuple(found for found in edition.findings if _is_in(edition, found.item, found.span.path))


def waivers_in_scope(edition: Edition) -> list[PlacedWaiver]:
    """The waivers of kept items, those that no finding needs too."""
    found = placed_waivers(edition.everything)
    if edition.scope.is_whole:
        return found
    return [one for one in found if _is_in(edition, one.item.id, one.waiver.about or one.item.origin.path)]


def _is_in(edition: Edition, identifier: str, path: str) -> bool:
    workspace = edition.workspace
    if identifier in workspace.outside:
        return False
    if plan_of(path):
        is_of_plan = plan_of(path) in workspace.plans
        # A finding about a file as a whole is about its plan, not about a member or an objective of it.
        is_narrower = any((edition.scope.member, edition.scope.objective, edition.scope.status, edition.scope.years))
        return is_of_plan and (not is_narrower or _is_known(edition, identifier))
    item = workspace.by_id.get(identifier)
    return item is not None and (item.kind_name in _NARROWED or item.id == edition.scope.member)


def _is_known(edition: Edition, identifier: str) -> bool:
    workspace = edition.workspace
    return identifier in workspace.by_id or identifier in workspace.segments or identifier in workspace.risks

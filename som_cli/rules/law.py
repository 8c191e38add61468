"""A plan and a day -> the legal profile that may judge it: no law judges what was done before it was in force."""

from __future__ import annotations

from som_cli.model.legal import LegalProfile
from som_cli.model.plan import Plan, VersionKind
from som_cli.model.profiles import legal_profile
from som_cli.model.values import PartialDate
from som_cli.model.workspace import Workspace

ADOPTIONS = frozenset({VersionKind.ADOPTED, VersionKind.AMENDED})


def law_for(workspace: Workspace, plan: Plan, day: PartialDate | None = None) -> LegalProfile | None:
    """The profile that a plan names, if it was in force on the day (of the plan's adoption, or its first year)."""
    profile = legal_profile(workspace, plan)
    day = day or made(plan)
    if profile is None or day is None or not day.is_known:
        return None
    is_early = profile.from_ is not None and day.is_before(profile.from_)
    is_late = profile.to is not None and profile.to.is_before(day)
    return None if is_early or is_late else profile


def made(plan: Plan) -> PartialDate | None:
    """The day of a plan's last adoption; of its last version; the beginning of its horizon."""
    adopted = [one.date for one in plan.versions if one.date and one.kind in ADOPTIONS]
    dated = adopted or [one.date for one in plan.versions if one.date]
    return dated[-1] if dated else plan.horizon.from_ if plan.horizon else None

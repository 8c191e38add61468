"""Adopted plans (GOV03, 04, 09): the text is the one adopted, versions go forward, none outlives its years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from som_cli.analysis.adoption import fingerprint, is_in_work, last_adoption
from som_cli.messages import msg
from som_cli.model.entry import Item
from som_cli.model.participation import Decision
from som_cli.model.plan import Plan, PlanStatus
from som_cli.model.values import natural_key
from som_cli.model.workspace import Workspace
from som_cli.rules.registry import Finding, rule
from som_cli.rules.tagged import changed_since_tag, edited_versions, moved_tag
from som_cli.text.diagnostics import Related, Severity

OVER = frozenset({PlanStatus.EXPIRED, PlanStatus.REPEALED})
# Enough digits of a fingerprint for a person to compare.
_SHOWN = len("sha256:") + 12
# Items that a message names.
_NAMED = 5


@rule("GOV03", "E")
def adopted_text_changed(workspace: Workspace) -> Iterator[Finding]:
    """Objectives or actions of an adopted plan were changed, and no decision or new version says so."""
    for plan in workspace.plans.values():
        decision = last_adoption(workspace, plan)
        adopts = decision.adopts if decision else None
        if decision is None or adopts is None or is_in_work(plan, adopts.version):
            continue
        help_ = msg("undo the change; or add the next version as `draft` to `versions`, and decide on it")
        versions = Related(plan.origin.span(("versions",)), msg("the versions of the plan"))
        if adopts.fingerprint and (found := fingerprint(workspace, plan.id)) != adopts.fingerprint:
            message = msg(
                "the content of `{plan}` has the fingerprint {found}…, the decision adopted {adopted}…",
                plan=plan.id,
                found=found[:_SHOWN],
                adopted=adopts.fingerprint[:_SHOWN],
            )
            related = (versions, *_places(changed_since_tag(workspace, adopts)))
            yield Finding(decision, ("adopts", "fingerprint"), message, help_, other=plan.id, related=related)
        elif not adopts.fingerprint and (changed := changed_since_tag(workspace, adopts)):
            message = msg(
                "{count} objective or action of `{plan}` is not what the tag `{tag}` holds: {items}",
                plural="{count} objectives and actions of `{plan}` are not what the tag `{tag}` holds: {items}",
                count=len(changed),
                plan=plan.id,
                tag=adopts.tag,
                items=", ".join(list(changed)[:_NAMED]) + (", …" if len(changed) > _NAMED else ""),
            )
            related = (versions, *_places(changed))
            yield Finding(decision, ("adopts", "tag"), message, help_, other=plan.id, related=related)


def _places(changed: Mapping[str, Item | None]) -> Iterator[Related]:
    """The first few items that were changed, where they are still there."""
    for item in [one for one in changed.values() if one is not None][:_NAMED]:
        yield Related(item.origin.span(), msg("changed since it was adopted"))


@rule("GOV04", "E")
def versions_in_disorder(workspace: Workspace) -> Iterator[Finding]:
    """The versions of a plan do not go forward, or a decision names a version or a tag that is not there."""
    for plan in workspace.plans.values():
        yield from _backward(plan)
        decision = last_adoption(workspace, plan)
        if decision is not None:
            yield from edited_versions(workspace, plan, decision)
    unsure = []
    for decision in workspace.decisions.values():
        if decision.adopts is not None:
            yield from _missing_version(decision, workspace)
            yield from moved_tag(workspace, decision)
            unsure += list(_missing_tag(decision, workspace))
    # One information is enough: it says of the whole history that it is not there.
    yield from [one for one in unsure if one.severity is None]
    yield from [one for one in unsure if one.severity is not None][:1]


def _backward(plan: Plan) -> Iterator[Finding]:
    for index, (before, version) in enumerate(pairwise(plan.versions), 1):
        place = ("versions", index - 1)
        help_ = msg("the list only grows: a new version stands last, with a higher number and a later date")
        if natural_key(version.version) <= natural_key(before.version):
            message = msg("the version {later} comes after {earlier}", later=version.version, earlier=before.version)
            related = (Related(plan.origin.span((*place, "version")), msg("the version before")),)
            yield Finding(plan, ("versions", index, "version"), message, help_, related=related)
        if version.date and before.date and version.date.is_before(before.date):
            message = msg(
                "the version {later} is of {date}, the one before of {earlier}",
                later=version.version,
                date=version.date,
                earlier=before.date,
            )
            related = (Related(plan.origin.span((*place, "date")), msg("the version before")),)
            yield Finding(plan, ("versions", index, "date"), message, help_, related=related)


def _missing_version(decision: Decision, workspace: Workspace) -> Iterator[Finding]:
    adopts = decision.adopts
    plan = workspace.plans.get(adopts.plan) if adopts else None
    if adopts is None or plan is None or not adopts.version:
        return
    known = [one.version for one in plan.versions]
    if adopts.version not in known:
        message = msg(
            "the decision adopts the version {version}; `{plan}` has {known}",
            version=adopts.version,
            plan=plan.id,
            known=", ".join(known) or "–",
        )
        help_ = msg(
            "record it: `som adopt {plan} --version {version} --decision {id}`; or correct the number",
            plan=plan.id,
            version=adopts.version,
            id=decision.id,
        )
        related = (Related(plan.origin.span(("versions",)), msg("the versions of the plan")),)
        yield Finding(decision, ("adopts", "version"), message, help_, other=plan.id, related=related)


def _missing_tag(decision: Decision, workspace: Workspace) -> Iterator[Finding]:
    adopts = decision.adopts
    # An invented tree has no history of its own.
    if adopts is None or not adopts.tag or workspace.settings.example:
        return
    history = workspace.history
    if history is not None and adopts.tag in history.tags:
        return
    if history is None or history.is_shallow:
        message = msg(
            "not checked: without the full git history nobody knows whether the tag `{tag}` is there", tag=adopts.tag
        )
        help_ = msg("fetch all: `git fetch --unshallow --tags`")
        yield Finding(decision, ("adopts", "tag"), message, help_, severity=Severity.INFO)
        return
    message = msg("the repository has no tag `{tag}`", tag=adopts.tag)
    help_ = msg(
        "tag the adopted commit: `git tag -a {tag}`; or take `tag` away where the text was never in git", tag=adopts.tag
    )
    yield Finding(decision, ("adopts", "tag"), message, help_)


@rule("GOV09", "W")
def outlived_plan(workspace: Workspace) -> Iterator[Finding]:
    """The years of a plan are over, and it is neither expired, repealed nor superseded."""
    for plan in workspace.plans.values():
        end = plan.horizon.to if plan.horizon else None
        if end is None or not end.is_known or end.last >= workspace.today:
            continue
        if plan.status not in OVER and not plan.superseded_by:
            message = msg(
                "the plan ends {end}, today is {today}, and its status is `{status}`",
                end=end,
                today=workspace.today,
                status=plan.status or "–",
            )
            help_ = msg("write `status: expired`, or `superseded_by` with the plan that took its place")
            related = (Related(plan.origin.span(("horizon", "to")), msg("the horizon of the plan")),)
            yield Finding(plan, ("status",), message, help_, related=related)

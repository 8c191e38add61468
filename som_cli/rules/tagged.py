"""An adopted plan and its git tag -> what is not any more what was tagged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from som_cli.analysis.adoption import adopted_content, fingerprint_of
from som_cli.analysis.revisions import nodes_at, past_of, plan_today, tagged_commit, tagged_content
from som_cli.messages import msg
from som_cli.model.entry import Item
from som_cli.model.participation import Adoption, Decision
from som_cli.model.plan import Plan
from som_cli.model.workspace import Workspace
from som_cli.rules.registry import Finding
from som_cli.text.diagnostics import Related

# Of an entry of `versions`, what an adoption fixes; notes and sources may be added later.
FIXED = ("date", "kind", "decision")
# Enough digits of a fingerprint for a person to compare.
_SHOWN = len("sha256:") + 12


def changed_since_tag(workspace: Workspace, adopts: Adoption) -> Mapping[str, Item | None]:
    """Items that are not what the tag holds, by id; None for those that are gone. Empty without a tag."""
    then = tagged_content(workspace, adopts)
    if then is None:
        return {}
    today = plan_today(workspace, adopts.plan)
    return {
        name: workspace.by_id.get(name)
        for name in dict.fromkeys((*today, *then))
        if name not in today
        or name not in then
        or (today[name] is not then[name] and adopted_content(today[name]) != adopted_content(then[name]))
    }


def moved_tag(workspace: Workspace, decision: Decision) -> Iterator[Finding]:
    """A tag whose content is not the one with the fingerprint that the decision states."""
    adopts = decision.adopts
    then = tagged_content(workspace, adopts) if adopts and adopts.fingerprint else None
    if adopts is None or not adopts.fingerprint or then is None:
        return
    found = fingerprint_of(then)
    if found != adopts.fingerprint:
        message = msg(
            "the tag `{tag}` holds a text with the fingerprint {found}…, the decision adopted {adopted}…",
            tag=adopts.tag,
            found=found[:_SHOWN],
            adopted=adopts.fingerprint[:_SHOWN],
        )
        help_ = msg("the tag was moved, or set on another commit: find the one that was adopted, and tag it")
        yield Finding(decision, ("adopts", "tag"), message, help_, other=adopts.plan)


def edited_versions(workspace: Workspace, plan: Plan, decision: Decision) -> Iterator[Finding]:
    """Versions that the tag of the last adoption lists otherwise than the plan does today."""
    adopts = decision.adopts
    commit = tagged_commit(workspace, adopts) if adopts else None
    past = past_of(workspace)
    if adopts is None or commit is None or past is None:
        return
    then = nodes_at(workspace, past, [(commit, plan)]).get((commit, plan.id))
    listed = {str(one.get("version")): (index, one) for index, one in enumerate(_versions(plan.origin.node))}
    help_ = msg("old versions stand for ever: put it back as it was, and add a new one behind it")
    related = (Related(decision.origin.span(("adopts", "tag")), msg("the tag that holds the old list")),)
    for old in _versions(then):
        name = str(old.get("version"))
        index, now = listed.get(name, (0, None))
        if now is None:
            message = msg("the version {version}, which the tag `{tag}` lists, is gone", version=name, tag=adopts.tag)
            yield Finding(plan, ("versions",), message, help_, related=related)
            continue
        fields = [key for key in FIXED if old.get(key) != now.get(key)]
        if fields:
            message = msg(
                "the version {version} is another one ({fields}) than the tag `{tag}` lists",
                version=name,
                fields=", ".join(fields),
                tag=adopts.tag,
            )
            yield Finding(plan, ("versions", index, "version"), message, help_, related=related)


def _versions(plan: Mapping[str, Any] | None) -> list[Mapping[str, Any]]:
    """The versions that a plan's file lists."""
    listed = plan.get("versions") if plan is not None else None
    return [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []

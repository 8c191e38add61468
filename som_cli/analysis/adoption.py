"""A plan's objectives and actions -> the fingerprint of what an adoption fixes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from som_cli.model.action import Action
from som_cli.model.participation import Decision
from som_cli.model.plan import Objective, Plan, VersionKind
from som_cli.model.workspace import Workspace
from som_cli.text.nodes import Node

# What moves while a plan is carried out, and what is said about findings: neither is part of what was adopted.
RUNNING = frozenset({"status", "waivers", "progress"})
PREPARED = frozenset({VersionKind.DRAFT, VersionKind.CONSULTED})


def fingerprint(workspace: Workspace, plan: str) -> str:
    """`sha256:` and the digest of the list `[[id, item], …]` of a plan's objectives and actions, sorted by id.

    The list is written as JSON in UTF-8: unescaped, keys sorted, separators `,` and `:`, every scalar as its text in
    the file. Running fields (`status`, `waivers`, `progress`, and `done` of steps) are left out.
    """
    items = (*workspace.in_plan(Objective, plan), *workspace.in_plan(Action, plan))
    return fingerprint_of({item.id: item.origin.node for item in items})


def fingerprint_of(nodes: Mapping[str, Mapping[str, Any]]) -> str:
    """The fingerprint of objectives and actions by id, as their files say them."""
    content = [[identifier, adopted_content(node)] for identifier, node in sorted(nodes.items())]
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(written.encode()).hexdigest()}"


def adopted_content(node: Mapping[str, Any]) -> dict[str, Any]:
    """What an adoption fixes of an item: all that its file says without running fields."""
    kept: dict[str, Any] = {key: value for key, value in node.items() if key not in RUNNING}
    steps = kept.get("steps")
    if isinstance(steps, Sequence) and not isinstance(steps, str):
        kept["steps"] = [_without_done(step) for step in steps]
    return kept


def _without_done(step: Node) -> Any:
    return {key: value for key, value in step.items() if key != "done"} if isinstance(step, Mapping) else step


def last_adoption(workspace: Workspace, plan: Plan) -> Decision | None:
    """The newest decision that adopts a version of the plan."""
    adopting = [one for one in workspace.decisions.values() if one.adopts and one.adopts.plan == plan.id and one.date]
    return max(adopting, key=lambda one: (one.date.first, one.id) if one.date else (), default=None)


def is_in_work(plan: Plan, adopted: str | None) -> bool:
    """Whether a version after the adopted one is being prepared: then the text may change."""
    versions = [one.version for one in plan.versions]
    start = versions.index(adopted) + 1 if adopted in versions else len(versions)
    return any(one.kind in PREPARED for one in plan.versions[start:])

"""A plan's objectives and actions -> the fingerprint of what an adoption fixes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from som_cli.model.action import Action
from som_cli.model.plan import Objective
from som_cli.model.workspace import Workspace
from som_cli.text.nodes import Node

# What moves while a plan is carried out, and what is said about findings: neither is part of what was adopted.
RUNNING = frozenset({"status", "waivers", "progress"})


def fingerprint(workspace: Workspace, plan: str) -> str:
    """`sha256:` and the digest of the list `[[id, item], …]` of a plan's objectives and actions, sorted by id.

    The list is written as JSON in UTF-8: unescaped, keys sorted, separators `,` and `:`, every scalar as its text in
    the file. Running fields (`status`, `waivers`, `progress`, and `done` of steps) are left out.
    """
    items = (*workspace.in_plan(Objective, plan), *workspace.in_plan(Action, plan))
    content = [[item.id, _adopted(item.origin.node)] for item in sorted(items, key=lambda item: item.id)]
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(written.encode()).hexdigest()}"


def _adopted(node: Mapping[str, Node]) -> dict[str, Any]:
    kept: dict[str, Any] = {key: value for key, value in node.items() if key not in RUNNING}
    steps = kept.get("steps")
    if isinstance(steps, Sequence) and not isinstance(steps, str):
        kept["steps"] = [_without_done(step) for step in steps]
    return kept


def _without_done(step: Node) -> Any:
    return {key: value for key, value in step.items() if key != "done"} if isinstance(step, Mapping) else step

"""The history of an item -> what each commit did to it, in plain words, and which decision it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from som_cli.analysis.item_history import ItemVersion, Target
from som_cli.analysis.justifications import justifications
from som_cli.model.decode import decode_item
from som_cli.model.entry import Item
from som_cli.model.layout import Form, place_of
from som_cli.model.workspace import Workspace
from som_cli.review.changes import Change
from som_cli.review.compare import compare_items
from som_cli.text.git_log import Commit
from som_cli.text.nodes import Mapping as Node

_ID = re.compile(r"[A-Z]{1,6}-[0-9A-Z][0-9A-Z./-]*[0-9A-Z]")
_TRAILER = re.compile(r"^Decision: *(\S+) *$", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A commit (None: not committed yet), where the item stood, its changes, and ids that the commit gives as reasons.

    `former` is the path before, where the commit moved the file. `is_readable` is False where the program of today
    cannot read what the file said then, so that no changes can be told.
    """

    commit: Commit | None
    path: str
    former: str
    changes: tuple[Change, ...]
    reasons: tuple[str, ...]
    is_readable: bool = True


def item_log(
    workspace: Workspace, target: Target, node: Node | None, versions: Sequence[ItemVersion], inside: str = ""
) -> Iterator[LogEntry]:
    """What happened to an item, the newest first; `node` is what its file says now, committed or not.

    With `inside` only changes of the entry with that id are told (a segment, a risk). Commits that changed nothing but
    the layout are left out.
    """
    scope = _Scope(workspace, target, inside)
    newest = versions[0].node if versions else None
    if node is not None and node != newest:
        yield from _entry(scope, None, (target.path, ""), (newest,), node)
    for one in versions:
        yield from _entry(scope, one.commit, (one.path, one.former), one.before, one.node)


@dataclass(frozen=True, slots=True)
class _Scope:
    """Whose history is told: see `item_log`."""

    workspace: Workspace
    target: Target
    inside: str


def _entry(
    scope: _Scope, commit: Commit | None, paths: tuple[str, str], before: Sequence[Node | None], node: Node | None
) -> Iterator[LogEntry]:
    path, former = paths
    new = decoded(scope.target, path, node)
    olds = [decoded(scope.target, former or path, old) for old in before] or [None]
    readable = (new is not None or node is None) and all(
        item is not None or old is None for item, old in zip(olds, before, strict=False)
    )
    changes: tuple[Change, ...] = ()
    if readable:
        told = [compare_items(old, new, after=scope.workspace) for old in olds]
        # A merge did what it did to all its parents; the rest came from one of them.
        shared = [{(one.steps, one.kind) for one in each} for each in told[1:]]
        changes = tuple(one for one in told[0] if all((one.steps, one.kind) in each for each in shared))
        if scope.inside:
            changes = tuple(one for one in changes if not one.steps or f"[{scope.inside}]" in one.steps)
    if changes or not readable or (former and not scope.inside):
        reasons = _reasons(scope.workspace, commit.says if commit else "", node, before)
        yield LogEntry(commit, path, former, changes, reasons, readable)


def decoded(target: Target, path: str, node: Node | None) -> Item | None:
    """The item that a node says, or None where it says none that can be read today."""
    found = place_of(path)
    if node is None or found is None:
        return None
    place, parts = found
    identifier = target.key or place.identifier.format_map(parts) if place.form is not Form.FREE_ID else ""
    natural = {"id": identifier} if place.form in (Form.NATURAL, Form.KEYED) else None
    return decode_item(place.cls, node, path, natural=natural)[0]


def _reasons(workspace: Workspace, says: str, node: Node | None, before: Sequence[Node | None]) -> tuple[str, ...]:
    """Decisions, meetings and remarks that a commit's message names, or a justification that it brought."""
    old = {text for one in before for text in justifications(one)}
    texts = [says, *(text for text in justifications(node) if text not in old)]
    known = (workspace.decisions, workspace.meetings, workspace.remarks)
    named = [name for text in texts for name in _ID.findall(text) if any(name in each for each in known)]
    return tuple(dict.fromkeys((*_TRAILER.findall(says), *named)))

"""Identifiers (REF02, REF03, REF05): each id is one thing's, for good, and says whose plan it is in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from som_cli.messages import msg
from som_cli.model.action import Action
from som_cli.model.entry import Entry, FieldPath, Item
from som_cli.model.network import Line, Route, Segment, Stop
from som_cli.model.plan import Objective, Risk
from som_cli.model.walk import entries
from som_cli.model.walked import walked
from som_cli.model.workspace import Workspace
from som_cli.rules.registry import Finding, rule
from som_cli.rules.similarity import SHORTEST_WORD, STEM_LETTERS
from som_cli.text.diagnostics import Related, Severity

Holder = tuple[Item, FieldPath, str]
"""An item, the path to an id in it, and that id."""

# Shared stems over all stems of two titles, from which on they name one thing.
SAME_THING = 0.3

PREFIXED: tuple[type[Item], ...] = (Objective, Action, Risk, Route, Line, Stop)


@rule("REF02", "E")
def duplicate_id(workspace: Workspace) -> Iterator[Finding]:
    """Two items have one id, or ids that differ only in capital letters."""
    for first, second in workspace.duplicates:
        yield _duplicate((first, ("id",), first.id), (second, ("id",), second.id))
    seen: dict[str, Holder] = {item.id.casefold(): (item, ("id",), item.id) for item in workspace.by_id.values()}
    for holder in _inner_ids(workspace):
        key = holder[2].casefold()
        if key in seen:
            yield _duplicate(seen[key], holder)
        else:
            seen[key] = holder


def _duplicate(earlier: Holder, later: Holder) -> Finding:
    (first, first_path, own), (second, path, other) = earlier, later
    place = first.origin.span(first_path)
    if own == other:
        message = msg(
            "the id `{id}` is already that of {path}, line {line}", id=other, path=place.path, line=place.line
        )
    else:
        message = msg("the id `{id}` differs from `{first}` only in capital letters", id=other, first=own)
    help_ = msg("give one of the two a new id; ids are never used twice")
    related = (Related(place, msg("the first with this id")),)
    return Finding(second, path, message, help_, about=other, other=own, related=related)


@rule("REF03", "E")
def reused_id(workspace: Workspace) -> Iterator[Finding]:
    """An id that another item had formerly is now the id of something else."""
    yield from _reused_after_deletion(workspace)
    renamed = [one for one in walked(workspace).entries if one[1].formerly and workspace.by_id.get(one[0].id) is one[0]]
    if not renamed:
        return
    holders: dict[str, Holder] = {item.id.casefold(): (item, ("id",), item.id) for item in workspace.by_id.values()}
    holders.update({inner[2].casefold(): inner for inner in _inner_ids(workspace)})
    for item, entry, path in renamed:
        own = _entry_id(item, entry)
        for index, former in enumerate(entry.formerly):
            holder, id_path, identifier = holders.get(former.casefold(), (item, (), own))
            # The old item may stay on record, as long as it says what took its place.
            if identifier == own or _entry_at(holder, id_path).superseded_by == own:
                continue
            message = msg("`{id}` was formerly the id of `{other}`", id=identifier, other=own)
            help_ = msg("give this item an id that was never used; or write `superseded_by: {other}` here", other=own)
            place = item.origin.span((*path, "formerly", index))
            related = (Related(place, msg("`{other}` had this id", other=own)),)
            yield Finding(holder, id_path, message, help_, about=identifier, other=own, related=related)


def _reused_after_deletion(workspace: Workspace) -> Iterator[Finding]:
    """Items whose id a deleted file had, under a title that shares hardly a word with today's."""
    history = workspace.history
    for identifier, earlier in history.predecessors if history else ():
        item = workspace.by_id.get(identifier)
        title = workspace.title(identifier)
        if item is None or not earlier.title or _likeness(title, earlier.title) >= SAME_THING:
            continue
        message = msg(
            "`{id}` “{title}” was the id of “{other}” until the commit {commit}",
            id=identifier,
            title=title,
            other=earlier.title,
            commit=earlier.commit[:10],
        )
        help_ = msg("give this item an id that was never used; or waive it, if it is the same thing under a new name")
        yield Finding(item, ("id",), message, help_)
    if history is not None and history.is_shallow:
        message = msg("not checked: the git history is shallow, and ids used before may stand in the rest")
        help_ = msg("fetch all: `git fetch --unshallow`")
        yield Finding(workspace.settings, (), message, help_, severity=Severity.INFO)


def _likeness(one: str, two: str) -> float:
    stems = [
        {word[:STEM_LETTERS] for word in re.findall(r"\w+", title.casefold()) if len(word) >= SHORTEST_WORD}
        for title in (one, two)
    ]
    return len(stems[0] & stems[1]) / max(len(stems[0] | stems[1]), 1)


@rule("REF05", "E")
def foreign_prefix(workspace: Workspace) -> Iterator[Finding]:
    """An id does not begin with the prefix of the plan in whose folder it stands."""
    for cls in PREFIXED:
        for item in workspace.of(cls).values():
            plan = workspace.plan(item)
            if plan is None:
                continue
            own = [(item, ("id",), item.id), *_ids_inside(item)]
            for _, path, identifier in own:
                if identifier.startswith(f"{plan.prefix}-"):
                    continue
                message = msg(
                    "the id `{id}` stands in the plan `{plan}`, whose prefix is `{prefix}`",
                    id=identifier,
                    plan=plan.id,
                    prefix=plan.prefix,
                )
                help_ = msg(
                    "begin it with `{prefix}-`, or move the file to the plan that it belongs to", prefix=plan.prefix
                )
                related = (Related(plan.origin.span(("prefix",)), msg("the prefix of the plan")),)
                yield Finding(item, path, message, help_, about=identifier, related=related)


def _inner_ids(workspace: Workspace) -> Iterator[Holder]:
    for item in (*workspace.routes.values(), *workspace.actions.values()):
        yield from _ids_inside(item)


def _ids_inside(item: Item) -> Iterator[Holder]:
    """The ids of the segments of a route and the risks of an action."""
    if isinstance(item, Route):
        for index, segment in enumerate(item.segments):
            yield item, ("segments", index, "id"), segment.id
    elif isinstance(item, Action):
        for index, risk in enumerate(item.risks):
            yield item, ("risks", index, "id"), risk.id


def _entry_id(item: Item, entry: Entry) -> str:
    return entry.id if isinstance(entry, (Item, Segment)) else item.id


def _entry_at(item: Item, id_path: FieldPath) -> Entry:
    return next(entry for entry, path in entries(item) if path == id_path[:-1])

"""Use of items (REF07, REF09, REF10): nothing leans on what was given up, nothing lies about, numbers leave no gap."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from som_cli.messages import msg
from som_cli.model.action import Action, ActionStatus
from som_cli.model.energy import FactorSet
from som_cli.model.entry import Item, Ref
from som_cli.model.indicator import Indicator, IndicatorStatus
from som_cli.model.network import Line, Route, Stop
from som_cli.model.plan import Objective, ObjectiveStatus, Plan, Risk
from som_cli.model.registry import Source
from som_cli.model.values import natural_key
from som_cli.model.walk import marked_values
from som_cli.model.walked import walked
from som_cli.model.workspace import Workspace, in_order
from som_cli.rules.insertions import insertions
from som_cli.rules.prose import chapters
from som_cli.rules.registry import Finding, rule
from som_cli.rules.scope import is_given_up
from som_cli.text.diagnostics import Related

# Items that say what holds; decisions, remarks and returns say what was, and may name what is gone.
LIVING: tuple[type[Item], ...] = (Plan, Objective, Action, Indicator, Risk, Route, Line, Stop)
# A stakeholder stands in the register for its own sake: whom a plan concerns.
SHARED: tuple[type[Item], ...] = (Indicator, Source, FactorSet)
WITHDRAWN = frozenset({ActionStatus.WITHDRAWN, ObjectiveStatus.WITHDRAWN, IndicatorStatus.WITHDRAWN})
# A key that names what took an item's place, and the waivers.
_NO_USE = frozenset({"superseded_by", "waivers"})
_CODE = re.compile(r"(?P<stem>.*?)(?P<number>[0-9]+)\.?\Z")


@rule("REF07", "W")
def leaning_on_withdrawn(workspace: Workspace) -> Iterator[Finding]:
    """An item in force refers to one that was withdrawn or superseded."""
    gone = {key: item for key, item in workspace.by_id.items() if _is_gone(item)}
    for cls in LIVING if gone else ():
        for item in workspace.of(cls).values():
            if _is_gone(item) or (isinstance(item, Action) and is_given_up(item, workspace)):
                continue
            for marker, value, path in marked_values(item):
                other = gone.get(value) if isinstance(marker, Ref) and _NO_USE.isdisjoint(path) else None
                if other is None or other.superseded_by == item.id:
                    continue
                if other.superseded_by:
                    message = msg("`{other}` was superseded by `{heir}`", other=other.id, heir=other.superseded_by)
                    help_ = msg("refer to `{heir}`, if it means the same", heir=other.superseded_by)
                else:
                    message = msg("`{other}` was withdrawn", other=other.id)
                    help_ = msg("take the reference away, or withdraw this item too")
                place = other.origin.span(("superseded_by" if other.superseded_by else "status",))
                related = (Related(place, msg("here it was given up")),)
                yield Finding(item, path, message, help_, other=other.id, related=related)


def _is_gone(item: Item) -> bool:
    return bool(item.superseded_by) or getattr(item, "status", None) in WITHDRAWN


@rule("REF09", "I")
def unused_registry_item(workspace: Workspace) -> Iterator[Finding]:
    """An indicator, a source or a set of emission factors is used by nothing."""
    # What could not be read may use it.
    if workspace.unread.plans or workspace.unread.ids or workspace.unread.kinds:
        return
    candidates = {key: item for cls in SHARED for key, item in workspace.of(cls).items() if not _is_gone(item)}
    if not candidates:
        return
    _drop_used(candidates, workspace)
    for chapter in chapters(workspace):
        _drop_cited(candidates, chapter.words)
        for insertion in insertions(chapter.source.text):
            candidates.pop(insertion.argument(0, ""), None)
    for item in candidates.values():
        help_ = msg(
            "use it, or delete the file: its id stays taken; an indicator in use before gets `status: withdrawn`"
        )
        yield Finding(item, ("id",), msg("nothing uses `{id}`", id=item.id), help_)


def _drop_used(candidates: dict[str, Item], workspace: Workspace) -> None:
    for item, _, value, path in walked(workspace).references:
        if value in candidates and value != item.id and "waivers" not in path:
            del candidates[value]
    for _, value, _ in walked(workspace).prose_with(candidates):
        _drop_cited(candidates, value)


_ID = re.compile(r"(?<![\w-])[A-Z]{2,6}(?:-[0-9A-Z]+)+(?![\w-])")


def _drop_cited(candidates: dict[str, Item], text: str) -> None:
    for cited in _ID.findall(text):
        candidates.pop(cited, None)


@rule("REF10", "W")
def gap_in_numbering(workspace: Workspace) -> Iterator[Finding]:
    """The printed numbers of objectives or actions leave a gap, come twice, or are in another order than the items."""
    for plan in workspace.plans:
        for cls in (Objective, Action):
            yield from _gaps(in_order(item for item in workspace.in_plan(cls, plan) if item.code))


def _gaps(items: Sequence[Item]) -> Iterator[Finding]:
    """Numbers are compared within one stem: 1.1, 1.2, 1.3 have the stem `1.`."""
    groups: dict[str, list[tuple[int, Item]]] = defaultdict(list)
    for item in items:
        if found := _CODE.fullmatch(item.code or ""):
            groups[found["stem"]].append((int(found["number"]), item))
    for numbered in groups.values():
        for (earlier, before), (later, item) in pairwise(numbered):
            if later == earlier + 1:
                continue
            if later > earlier:
                message = msg("the number jumps from {earlier} to {later}", earlier=before.code, later=item.code)
            elif later == earlier:
                message = msg("the number {number} stands twice", number=item.code)
            else:
                message = msg("the number {later} comes after {earlier}", later=item.code, earlier=before.code)
            help_ = msg("correct `code`, or set the place in the document with `order`")
            related = (Related(before.origin.span(("code",)), msg("the number before")),)
            yield Finding(item, ("code",), message, help_, other=before.id, related=related)


def shown_ids(items: Sequence[Item], limit: int = 5) -> str:
    """Ids for a message, in natural order, the first few of many."""
    ids = sorted((item.id for item in items), key=natural_key)
    return ", ".join(ids[:limit]) + (", …" if len(ids) > limit else "")

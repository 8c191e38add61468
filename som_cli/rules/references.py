"""References (REF01, YML13): every id and path that the data names is there, and inside the tree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from som_cli.messages import Message, msg
from som_cli.model.entry import FieldPath, Item
from som_cli.model.participation import Remark
from som_cli.model.values import UNKNOWN
from som_cli.model.walked import walked
from som_cli.model.workspace import Unread, Workspace
from som_cli.rules.registry import Finding, rule
from som_cli.text.suggest import nearest

KINDS: Mapping[str, Message] = {
    "action": msg("an action"),
    "area": msg("`partnership` or a member"),
    "body": msg("a body of the partnership"),
    "consultation": msg("a consultation"),
    "decision": msg("a decision"),
    "factors": msg("a set of emission factors"),
    "fund": msg("a fund"),
    "indicator": msg("an indicator"),
    "item": msg("an item"),
    "legal profile": msg("a legal profile"),
    "meeting": msg("a meeting"),
    "member": msg("a member"),
    "objective": msg("an objective"),
    "plan": msg("a plan"),
    "procedure": msg("a procedure"),
    "round": msg("a monitoring round"),
    "route": msg("a route"),
    "segment": msg("a segment of a route"),
    "source": msg("a source"),
    "stakeholder": msg("a stakeholder"),
    "stop": msg("a stop"),
}

_DRIVE = re.compile(r"[A-Za-z]:")
_CHAPTER = re.compile(r"plans/|.*\.md\Z")


@rule("YML13", "E")
def path_outside_tree(workspace: Workspace) -> Iterator[Finding]:
    """A path leads out of the folder of som.yml, or a link stands in the way."""
    help_ = msg("write it from the folder of som.yml down, with `/`: `plans/str/text/01-vision.md`")
    for item, value, path in walked(workspace).paths:
        flaw = _path_flaw(value, workspace.links)
        if flaw is not None:
            yield Finding(item, path, flaw, help_)


@rule("REF01", "E")
def reference_to_nothing(workspace: Workspace) -> Iterator[Finding]:
    """A reference names an id, or a file, that is not there."""
    yield from _missing_ids(workspace)
    yield from _missing_files(workspace)
    yield from _missing_subjects(workspace)
    yield from _missing_members_of_inventories(workspace)
    yield from _missing_bodies_of_quorums(workspace)


def _missing_ids(workspace: Workspace) -> Iterator[Finding]:
    known: dict[tuple[str, ...], frozenset[str]] = {}
    for item, marker, value, path in walked(workspace).references:
        ids = known.get(marker.kinds)
        if ids is None:
            ids = known[marker.kinds] = frozenset(key for kind in marker.kinds for key in workspace.ids(kind))
        if value in ids or (marker.or_unknown and value == UNKNOWN):
            continue
        # A waiver that names nobody is GOV08; entries of keyed files (a fund, a term) give way to their own kind.
        if path[-1] == "by" and not value:
            continue
        if marker.kinds == ("item",) and value in workspace.ids(item.kind_name):
            continue
        if not _is_unread(value, marker.kinds, workspace.unread):
            yield _no_such_id(workspace, item, path, value, marker.kinds)


def _no_such_id(workspace: Workspace, item: Item, path: FieldPath, value: str, kinds: tuple[str, ...]) -> Finding:
    known = [key for kind in kinds for key in workspace.ids(kind)]
    found = _kind_of(workspace, value)
    if found is None:
        message = msg("nothing has the id `{value}`; {expected} is expected here", value=value, expected=_either(kinds))
    else:
        message = msg(
            "`{value}` is {found}; {expected} is expected here", value=value, found=found, expected=_either(kinds)
        )
    return Finding(item, path, message, _help(value, known))


def _missing_files(workspace: Workspace) -> Iterator[Finding]:
    for item, value, path in walked(workspace).paths:
        if value not in workspace.paths and _path_flaw(value, workspace.links) is None:
            message = msg("there is no file `{value}`", value=value)
            yield Finding(item, path, message, _help(value, workspace.paths))


def _missing_subjects(workspace: Workspace) -> Iterator[Finding]:
    """What remarks are about: an item, or a chapter (an anchor in it is not looked up)."""
    items = frozenset(workspace.ids("item"))
    for remark in workspace.remarks.values():
        about = remark.about
        if about is None:
            continue
        chapter = about.partition("#")[0]
        if _CHAPTER.match(chapter):
            if chapter not in workspace.paths:
                message = msg("there is no file `{value}`", value=chapter)
                yield Finding(remark, ("about",), message, _help(chapter, workspace.paths))
        elif about not in items and not _is_unread(about, ("item",), workspace.unread):
            yield _no_such_subject(remark, about, items)


def _no_such_subject(remark: Remark, about: str, items: frozenset[str]) -> Finding:
    message = msg("nothing has the id `{value}`; an item or the path of a chapter is expected here", value=about)
    return Finding(remark, ("about",), message, _help(about, items))


def _missing_members_of_inventories(workspace: Workspace) -> Iterator[Finding]:
    for table in workspace.inventories:
        plan = workspace.plans.get(table.plan)
        for row in table.rows if plan else ():
            known = row.member in workspace.members or _is_unread(row.member, ("member",), workspace.unread)
            if plan is not None and not known:
                expected = KINDS["member"]
                message = msg(
                    "nothing has the id `{value}`; {expected} is expected here", value=row.member, expected=expected
                )
                place = row.row.cells["member"].span
                yield Finding(plan, (), message, _help(row.member, workspace.members), span=place)


def _missing_bodies_of_quorums(workspace: Workspace) -> Iterator[Finding]:
    partnership = workspace.partnership
    for name in partnership.quorum:
        if name not in partnership.bodies:
            expected = KINDS["body"]
            message = msg("nothing has the id `{value}`; {expected} is expected here", value=name, expected=expected)
            yield Finding(partnership, ("quorum", name), message, _help(name, partnership.bodies))


def _path_flaw(value: str, links: frozenset[str]) -> Message | None:
    if "\\" in value:
        return msg("the path `{value}` holds a backslash", value=value)
    if _DRIVE.match(value):
        return msg("the path `{value}` begins with a drive letter", value=value)
    if value.startswith("/"):
        return msg("the path `{value}` is absolute", value=value)
    steps = value.split("/")
    if ".." in steps:
        return msg("the path `{value}` leads upwards by `..`", value=value)
    for count in range(1, len(steps) + 1):
        link = "/".join(steps[:count])
        if link in links:
            return msg("the path `{value}` leads over the link `{link}`", value=value, link=link)
    return None


def _is_unread(value: str, kinds: tuple[str, ...], unread: Unread) -> bool:
    """Whether a bad file may hold the id: its own, or that of the route, consultation or action it belongs to."""
    holders = {value, value.partition("/")[0], value.rpartition("-")[0]}
    return bool(holders & unread.ids) or any(kind in unread.kinds for kind in kinds)


def _kind_of(workspace: Workspace, value: str) -> Message | None:
    return next(
        (words for kind, words in KINDS.items() if kind not in ("item", "area") and value in workspace.ids(kind)), None
    )


def _either(kinds: tuple[str, ...]) -> Message:
    first, *others = kinds
    words = KINDS[first]
    for kind in others:
        words = msg("{one} or {other}", one=words, other=KINDS[kind])
    return words


def _help(value: str, known: Iterable[str]) -> Message:
    meant = nearest(value, sorted(known))
    return msg("did you mean `{meant}`?", meant=meant) if meant else msg("correct it, or add what it names")

"""Members -> an index: where each of them answers for something, takes part in it or pays for it."""

from __future__ import annotations

from som_cli.analysis.participation import Part, part_of
from som_cli.document import blocks as b
from som_cli.model.partnership import Member
from som_cli.model.workspace import in_order
from som_cli.reports.wording import Wording, Words


def member_index(wording: Wording) -> list[b.Block]:
    """Member by member, by name, what it does where; those without a part in the plans are named below the table."""
    key = wording.edition.formatter.collation_key
    members = sorted(wording.workspace.members.values(), key=lambda member: key(member.name))
    parts = [(member, part_of(wording.workspace, member.id)) for member in members]
    columns = (
        b.Column(wording.label("member_index.member"), width=2.6),
        b.Column(wording.label("member_index.items"), width=11),
    )
    rows = [(_name(wording, member), _roles(wording, part)) for member, part in parts if not part.is_empty]
    if not rows:
        return []
    absent = [wording.prose(member.name) for member, part in parts if part.is_empty]
    source = wording.label("member_index.absent", names=", ".join(absent)) if absent else ""
    caption = wording.label("member_index.caption")
    return [b.table("table-member-index", caption, columns, rows, source=source)]


def _name(wording: Wording, member: Member) -> b.Inline:
    return b.link(wording.prose(member.name), f"#member-{member.id}")


def _roles(wording: Wording, part: Part) -> list[b.Block]:
    """A line for each of the member's roles, then one for the routes and stops on its ground."""
    groups = (("owned", part.owned), ("joined", part.joined), ("paid", part.paid))
    lines = [(role, wording.references([action.id for action in in_order(group)])) for role, group in groups if group]
    lines += [("places", _places(part))] if part.segments or part.stops else []
    return [b.paragraph(b.strong(f"{wording.label(f'member_index.{role}')}:"), " ", *ids) for role, ids in lines]


def _places(part: Part) -> Words:
    """Routes with a stretch of the member, and its stops."""
    ids = dict.fromkeys([*(route.id for route, _ in part.segments), *(stop.id for stop in part.stops)])
    words: Words = []
    for identifier in ids:
        words += [", "] if words else []
        words.append(b.code(identifier))
    return words

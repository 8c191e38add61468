"""Members -> an index: where each of them answers for something, takes part in it or pays for it."""

from __future__ import annotations

from som_cli.analysis.participation import Part, part_of
from som_cli.document import blocks as b
from som_cli.model.partnership import Member
from som_cli.model.workspace import in_order
from som_cli.reports.wording import NOT_GIVEN, Wording, Words


def member_index(wording: Wording) -> list[b.Block]:
    """A row for each member, by name; those that the plans give nothing to do are named below the table."""
    key = wording.edition.formatter.collation_key
    members = sorted(wording.workspace.members.values(), key=lambda member: key(member.name))
    parts = [(member, part_of(wording.workspace, member.id)) for member in members]
    rows = [_row(wording, member, part) for member, part in parts if not part.is_empty]
    if not rows:
        return []
    has_places = any(part.segments or part.stops for _, part in parts)
    columns = (
        b.Column(wording.label("member_index.member"), width=2.4),
        b.Column(wording.label("member_index.owned"), "code", 3.2),
        b.Column(wording.label("member_index.joined"), "code", 3.2),
        b.Column(wording.label("member_index.paid"), "code", 3.2),
        *([b.Column(wording.label("member_index.places"), "code", 2.6)] if has_places else []),
    )
    absent = [wording.prose(member.name) for member, part in parts if part.is_empty]
    source = wording.label("member_index.absent", names=", ".join(absent)) if absent else ""
    caption = wording.label("member_index.caption")
    return [b.table("table-member-index", caption, columns, [row[: len(columns)] for row in rows], source=source)]


def _row(wording: Wording, member: Member, part: Part) -> tuple[object, ...]:
    groups = (part.owned, part.joined, part.paid)
    lists = (wording.references([action.id for action in in_order(group)]) for group in groups)
    return b.link(wording.prose(member.name), f"#member-{member.id}"), *lists, _places(part)


def _places(part: Part) -> Words | str:
    """Routes with a stretch of the member, and its stops."""
    ids = dict.fromkeys([*(route.id for route, _ in part.segments), *(stop.id for stop in part.stops)])
    words: Words = []
    for identifier in ids:
        words += [", "] if words else []
        words.append(b.code(identifier))
    return words or NOT_GIVEN

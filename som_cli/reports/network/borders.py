"""Routes and borders of members -> tables of what is missing: gaps, crossings of borders, lengths that disagree."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from som_cli.analysis.borders import Crossing, DeadEnd, crossings, dead_ends
from som_cli.analysis.network import Stretch, gaps, stretches
from som_cli.document import blocks as b
from som_cli.document.formatting import EN_DASH, NO_BREAK_SPACE
from som_cli.model.workspace import Workspace
from som_cli.reports.network.tables import kilometres, network_parts
from som_cli.reports.short_names import short_actor, short_actors
from som_cli.reports.wording import NOT_GIVEN, Wording, Words


def gaps_table(wording: Wording) -> list[b.Block]:
    """Every gap with its number on the map, length, manager, and the action that closes it; longest first."""
    found = numbered_gaps(wording)
    if not found:
        return [b.paragraph(wording.label("network.no_gaps"))] if network_parts(wording) else []
    columns = (
        b.Column(wording.label("network.gap_number"), "code", 0.8),
        b.Column(wording.label("network.segment"), "code", 2),
        b.Column(wording.label("network.name"), width=2.9),
        b.Column(wording.label("network.member"), width=2.2),
        b.Column(wording.label("network.manager"), width=2.2),
        b.Column(wording.label("network.km"), "number", 1),
        b.Column(wording.label("network.action"), width=2.7),
    )
    rows = [
        (
            number,
            b.code(part.segment.id),
            wording.prose(part.segment.name) if part.segment.name else wording.prose(part.route.name),
            short_actor(wording, part.segment.member),
            short_actor(wording, part.segment.manager),
            kilometres(wording, part.length),
            _closing(wording, part),
        )
        for number, part in found
    ]
    total = kilometres(wording, sum((part.length or Decimal(0) for _, part in found), Decimal(0)))
    foot = (b.Span(wording.label("money.total"), columns=5), total, "")
    return [b.table("table-network-gaps", wording.label("network.gaps"), columns, rows, totals=[foot])]


def numbered_gaps(wording: Wording) -> list[tuple[str, Stretch]]:
    """Gaps with the numbers by which map and table call them: the longest is the first."""
    found = sorted(gaps(network_parts(wording)), key=lambda part: (-(part.length or 0), part.segment.id))
    return [(wording.label("network.gap_tag", number=str(number)), part) for number, part in enumerate(found, 1)]


def _closing(wording: Wording, part: Stretch) -> Words:
    action = wording.edition.everything.actions.get(part.segment.action or "")
    if action is None:
        return [wording.reference(part.segment.action) if part.segment.action else wording.label("network.no_action")]
    status = wording.edition.everything.original(action).status
    word = f" ({wording.term(status, 'action_status')})" if status else ""
    return [wording.reference(action.id), word]


def crossings_table(wording: Wording) -> list[b.Block]:
    """Where routes cross the border of two members, and whether one can ride on: pairs of members in order."""
    found = _crossings(wording)
    if not found:
        return []
    columns = (
        b.Column(wording.label("network.border"), width=3.4),
        b.Column(wording.label("network.segments_joined"), "code", 3.2),
        b.Column(wording.label("network.continuity"), width=4.4),
    )
    rows: list[tuple[object, ...]] = []
    groups: dict[tuple[str, str], list[Crossing]] = {}
    for crossing in found:
        groups.setdefault(crossing.members, []).append(crossing)
    key = wording.edition.formatter.collation_key
    for pair in sorted(groups, key=lambda pair: tuple(key(short_actor(wording, name)) for name in pair)):
        rows += [(_pair(wording, pair), *_crossing(wording, one)) for one in groups[pair]]
    open_ones = sum(not _is_passable(wording, one) for one in found)
    source = " ".join(
        (
            wording.plural("network.crossings_counted", len(found)),
            wording.plural("network.crossings_open", open_ones) if open_ones else wording.label("network.all_pass"),
        )
    )
    return [b.table("table-network-crossings", wording.label("network.crossings"), columns, rows, source=source)]


def _crossings(wording: Wording) -> list[Crossing]:
    """Of the routes that the document is about, as the whole network has them: a crossing has two sides."""
    everything = wording.edition.everything
    member = wording.edition.scope.member
    return [
        one
        for one in crossings(everything.once(_all_parts))
        if one.before.route.id in wording.workspace.routes and (not member or member in one.members)
    ]


def border_rows(wording: Wording) -> list[tuple[Crossing, str]]:
    """Every crossing with the words for whether one can ride on."""
    return [(crossing, _continuity(wording, crossing)) for crossing in _crossings(wording)]


def _all_parts(workspace: Workspace) -> tuple[Stretch, ...]:
    return tuple(stretches(workspace))


def _pair(wording: Wording, pair: Sequence[str]) -> str:
    return f"{NO_BREAK_SPACE}{EN_DASH} ".join(short_actor(wording, name) for name in pair)


def _crossing(wording: Wording, crossing: Crossing) -> tuple[object, ...]:
    sides = [b.code(crossing.before.segment.id), ", ", b.code(crossing.after.segment.id)]
    return sides, _continuity(wording, crossing)


def _is_passable(wording: Wording, crossing: Crossing) -> bool:
    return not crossing.missing and not _is_apart(wording, crossing)


def _is_apart(wording: Wording, crossing: Crossing) -> bool:
    limit = float(wording.workspace.settings.standards.geometry.touch_m)
    return crossing.metres is not None and crossing.metres > limit


def _continuity(wording: Wording, crossing: Crossing) -> str:
    """One can ride on; or a break between the ends; or what is missing on which side."""
    parts = []
    if _is_apart(wording, crossing) and crossing.metres is not None:
        metres = wording.edition.formatter.number(Decimal(str(round(crossing.metres))))
        parts.append(wording.label("network.apart", metres=metres))
    parts += [
        wording.label(
            "network.side",
            member=short_actor(wording, part.segment.member),
            status=wording.term(part.segment.status, "network.status"),
        )
        for part in crossing.missing
    ]
    return "; ".join(parts) or wording.label("network.continues")


def dead_ends_table(wording: Wording) -> list[b.Block]:
    """Routes that end at a border behind which nothing goes on; a sentence where there are none."""
    everything = wording.edition.everything
    member = wording.edition.scope.member
    found = [
        end
        for end in dead_ends(everything, everything.once(_all_parts))
        if end.part.route.id in wording.workspace.routes and (not member or member in {*end.across, *_own(end)})
    ]
    if not found:
        return [b.paragraph(wording.label("network.no_dead_ends"))] if network_parts(wording) else []
    columns = (
        b.Column(wording.label("network.segment"), "code", 2),
        b.Column(wording.label("network.route"), width=4),
        b.Column(wording.label("network.ends_in"), width=3),
        b.Column(wording.label("network.goes_on"), width=3),
    )
    rows = [
        (
            b.code(end.part.segment.id),
            wording.prose(end.part.route.name),
            short_actor(wording, end.part.segment.member),
            short_actors(wording, end.across),
        )
        for end in found
    ]
    return [b.table("table-network-ends", wording.label("network.dead_ends"), columns, rows)]


def _own(end: DeadEnd) -> tuple[str]:
    return (end.part.segment.member,)


def measured_table(wording: Wording) -> list[b.Block]:
    """How far stated lengths agree with those of the drawn axis; a row for each segment where they do not."""
    known = [
        (part, part.segment.length_m, measured)
        for part in network_parts(wording)
        if part.segment.length_m is not None and (measured := part.drawn_length) is not None
    ]
    if not known:
        return []
    tolerance = wording.workspace.settings.tolerance.length_rel
    off = [one for one in known if abs(one[1] - one[2]) > tolerance * one[2]]
    share = wording.edition.formatter.percent(tolerance, 0)
    stated = sum((one[1] for one in known), Decimal(0))
    drawn = sum((one[2] for one in known), Decimal(0))
    sums = {"stated": kilometres(wording, stated), "drawn": kilometres(wording, drawn)}
    sentence = wording.plural("network.compared", len(known), **sums)
    if not off:
        return [b.paragraph(sentence, " ", wording.label("network.lengths_agree", share=share))]
    return [
        b.paragraph(sentence, " ", wording.plural("network.lengths_off", len(off), share=share)),
        _off(wording, off),
    ]


def _off(wording: Wording, found: Sequence[tuple[Stretch, Decimal, Decimal]]) -> b.Block:
    columns = (
        b.Column(wording.label("network.segment"), "code", 2),
        b.Column(wording.label("network.route"), width=5),
        b.Column(wording.label("network.stated_m"), "number", 1.6),
        b.Column(wording.label("network.drawn_m"), "number", 1.6),
        b.Column(wording.label("network.difference"), "number", 1.4),
    )
    formatter = wording.edition.formatter
    rows = [
        (
            b.code(part.segment.id),
            wording.prose(part.route.name),
            formatter.number(stated, 0),
            formatter.number(drawn, 0),
            formatter.percent((stated - drawn) / drawn) if drawn else NOT_GIVEN,
        )
        for part, stated, drawn in found
    ]
    return b.table("table-network-lengths", wording.label("network.measured"), columns, rows)

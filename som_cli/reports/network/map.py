"""The cycling network -> its map: segments by status, gaps and routes with their numbers, members around them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from som_cli.analysis.geometry import is_sound, paths, positions
from som_cli.analysis.network import Stretch, by_route, gaps
from som_cli.document import blocks as b
from som_cli.document.document import Picture
from som_cli.model.network import SegmentStatus, Shape
from som_cli.reports.maps.drawing import (
    Drawing,
    LegendItem,
    Territory,
    draw_base,
    map_source,
    member_labels,
    territory,
)
from som_cli.reports.maps.frame import feature
from som_cli.reports.maps.labels import Label, LabelSheet, along
from som_cli.reports.network.borders import numbered_gaps
from som_cli.reports.network.tables import KILOMETRE, length_of, network_parts, present_statuses, ready_length
from som_cli.reports.wording import Wording

_NAME = "network-map"
# Steps in pixels from a line to a number that stands beside it.
_BESIDE = ((0, -13), (0, 13), (16, 0), (-16, 0), (16, -11), (-16, -11), (16, 11), (-16, 11), (0, -24), (0, 24))
_SEPARATOR = re.compile(r"[-./]")


def network_map(wording: Wording, pictures: dict[str, Picture], _: str = "") -> list[b.Block]:
    """The map with the sentences that belong to it; a sentence alone where nothing is drawn."""
    parts = network_parts(wording)
    drawn = [part for part in parts if part.shape is not None and is_sound(part.shape)]
    if not drawn:
        return [b.paragraph(wording.label("network.map.none"))] if wording.workspace.routes else []
    land = territory(wording)
    spots = [position for part in drawn if part.shape for position in positions(part.shape)]
    drawing = draw_base(wording, land, spots, is_whole=not wording.edition.scope.member)
    if drawing is None:
        return []
    # What is missing is drawn last, over what it joins.
    for part in sorted(drawn, key=lambda part: part.segment.status is SegmentStatus.GAP):
        if part.shape:
            drawing.lines.append(feature(drawing.frame, part.shape, status=_status(part)))
    left = _labels(wording, land, drawing, drawn)
    drawing.scale_bar()
    drawing.legend(_legend(wording, drawn))
    statuses = [status.value for status in SegmentStatus]
    pictures[_NAME] = drawing.picture("map-network.vl.json", {"status": statuses})
    undrawn = len(parts) - len(drawn)
    gone = wording.plural("network.map.undrawn", undrawn) if undrawn else ""
    unlabelled = wording.label("network.map.unlabelled", routes=", ".join(left)) if left else ""
    source = map_source(wording, land, _keys(wording, drawn), gone, unlabelled)
    caption = wording.label("network.map.caption")
    return [b.figure(f"figure-{_NAME}", caption, _alternative(wording, parts), _NAME, source=source)]


def _status(part: Stretch) -> str:
    return (part.segment.status or SegmentStatus.UNKNOWN).value


def _labels(wording: Wording, land: Territory, drawing: Drawing, drawn: Sequence[Stretch]) -> list[str]:
    """Gaps first, then routes, then members, which are known from their borders; back come routes without a place."""
    sheet = LabelSheet(drawing.frame.width, drawing.frame.height)
    sheet.block((drawing.frame.width - 50, drawing.frame.height - 40), 40)
    known = {part.segment.id: part.shape for part in drawn}
    missing = [
        Label(number, _beside(drawing, part.shape), "gap", is_needed=True)
        for number, part in numbered_gaps(wording)
        if part.segment.id in known and part.shape
    ]
    drawing.labels(sheet, missing)
    tags = route_tags(list(by_route(drawn)))
    routes = {route: Label(tags[route], _places(drawing, own), "route") for route, own in by_route(drawn).items()}
    unplaced = drawing.labels(sheet, list(routes.values()))
    drawing.labels(sheet, member_labels(wording, land, drawing))
    ids = {id(label): route for route, label in routes.items()}
    return [ids[id(label)] for label in unplaced]


def _places(drawing: Drawing, parts: Sequence[Stretch]) -> list[tuple[float, float]]:
    """On the line, the longest segment first; then beside it."""
    longest = sorted(parts, key=lambda part: (-(part.length or 0), part.index))
    on_line = [place for part in longest for place in _along(drawing, part.shape)]
    return on_line + [(x + across, y + down) for x, y in on_line for across, down in _BESIDE]


def _along(drawing: Drawing, shape: Shape | None) -> list[tuple[float, float]]:
    return [place for path in (paths(shape) if shape else ()) for place in along(drawing.frame.path(path))]


def _beside(drawing: Drawing, shape: Shape) -> list[tuple[float, float]]:
    """Places near a gap, so that its number does not cover it."""
    middle = _along(drawing, shape)[:1]
    return [(x + across, y + down) for x, y in middle for across, down in _BESIDE]


def route_tags(routes: Sequence[str]) -> Mapping[str, str]:
    """The end of each id that tells the routes apart: `ROW-T-04` is 04 where all begin with `ROW-T-`."""
    heads = {route[: match.end()] for route in routes for match in _SEPARATOR.finditer(route)}
    shared = [head for head in heads if all(route.startswith(head) and route != head for route in routes)]
    cut = max(map(len, shared), default=0) if len(routes) > 1 else 0
    return {route: route[cut:] for route in routes}


def _legend(wording: Wording, drawn: Sequence[Stretch]) -> list[LegendItem]:
    items = [
        LegendItem("line", wording.term(status, "network.status"), {"status": status.value})
        for status in present_statuses(drawn)
    ]
    tags = route_tags(list(by_route(drawn)))
    items.append(LegendItem("route", wording.label("network.map.route_number"), {"text": next(iter(tags.values()))}))
    if gaps(drawn):
        tag = wording.label("network.gap_tag", number="1")
        items.append(LegendItem("gap", wording.label("network.map.gap_number"), {"text": tag}))
    return items


def _keys(wording: Wording, drawn: Sequence[Stretch]) -> str:
    """How to read the numbers on the map."""
    tags = route_tags(list(by_route(drawn)))
    route, tag = next(iter(tags.items()))
    found = [wording.label("network.map.numbers", number=tag, route=route)] if tag != route else []
    numbers = [number for number, _ in numbered_gaps(wording)]
    if len(numbers) > 1:
        found.append(wording.label("network.map.gaps", first=numbers[0], last=numbers[-1]))
    elif numbers:
        found.append(wording.label("network.map.gap", first=numbers[0]))
    return " ".join(found)


def _alternative(wording: Wording, parts: Sequence[Stretch]) -> str:
    number = wording.edition.formatter.number
    missing = gaps(parts)
    figures = {
        "ready": number(ready_length(parts) / KILOMETRE, 1),
        "length": number(length_of(parts) / KILOMETRE, 1),
    }
    if not missing:
        return wording.label("network.map.alternative_whole", **figures)
    listed = "; ".join(f"{tag} {part.segment.id}" for tag, part in numbered_gaps(wording))
    length = number(length_of(missing) / KILOMETRE, 1)
    return wording.label("network.map.alternative", missing=length, gaps=listed, **figures)

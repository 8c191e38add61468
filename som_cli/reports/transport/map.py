"""Lines and stops -> their map: lines by status with their names, stops by kind, members around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import hypot

from som_cli.analysis.connections import lines_by_stop
from som_cli.document import blocks as b
from som_cli.document.charts import wrap_label
from som_cli.document.document import Picture
from som_cli.model.network import Line, ServiceStatus, Stop, StopKind
from som_cli.reports.maps.drawing import (
    Drawing,
    LegendItem,
    Territory,
    draw_base,
    map_source,
    member_labels,
    territory,
)
from som_cli.reports.maps.frame import XY, line_feature, position_of
from som_cli.reports.maps.labels import Label, LabelSheet, along, around
from som_cli.reports.transport.tables import shown_lines, stop_named
from som_cli.reports.wording import Wording

_NAME = "transport-map"
# Pixels between lines that run between the same stops.
_APART = 4.5
_LETTERS = 22
# Steps in pixels from a line to its id.
_BESIDE = tuple((across, down) for away in (12, 18, 24) for across in (0, 36, -36) for down in (-away, away))
# How far a name may stand from its stop.
_FAR = (9.0, 20.0, 30.0, 42.0, 56.0, 70.0)
# Whose name is looked for first.
_RANK = (StopKind.INTERCHANGE, StopKind.PARK_AND_RIDE, StopKind.STATION, StopKind.STOP)
_BOARDED = (ServiceStatus.OPERATING, ServiceStatus.UNKNOWN, None)

Spots = Mapping[str, XY]


def transport_map(wording: Wording, pictures: dict[str, Picture], _: str = "") -> list[b.Block]:
    """The map with the sentences that belong to it; a sentence alone where no stop has a position."""
    stops = _stops(wording)
    placed = {stop.id: position for stop in stops if (position := position_of(stop.position)) is not None}
    if not placed:
        return [b.paragraph(wording.label("transport.map.none"))] if stops else []
    land = territory(wording)
    # A stop that no line serves may lie far off: the map comes as close as the lines allow.
    served = [placed[name] for line in shown_lines(wording) for name in line.stops if name in placed]
    drawing = draw_base(wording, land, served or placed.values(), is_whole=False)
    if drawing is None:
        return []
    frame = drawing.frame
    spots = {name: frame.place(position) for name, position in placed.items() if frame.holds(position)}
    shown = [stop for stop in stops if stop.id in spots]
    beyond = [wording.prose(stop.name) for stop in stops if stop.id in placed and stop.id not in spots]
    _draw_lines(drawing, shown_lines(wording), spots)
    _draw_stops(drawing, shown, spots)
    left = _labels(wording, land, drawing, shown, spots)
    drawing.scale_bar()
    drawing.legend(_legend(wording, shown))
    pictures[_NAME] = drawing.picture("map-transport.vl.json", _domains())
    notes = [wording.label("transport.map.straight")] if shown_lines(wording) else []
    notes += [wording.plural("transport.map.unlabelled", left)] if left else []
    notes += [wording.label("transport.map.beyond", names="; ".join(beyond))] if beyond else []
    notes += [wording.plural("transport.map.unplaced", len(stops) - len(placed))] if len(stops) > len(placed) else []
    source = map_source(wording, land, *notes)
    caption = wording.label("transport.map.caption")
    return [b.figure(f"figure-{_NAME}", caption, _alternative(wording, shown), _NAME, source=source)]


def _stops(wording: Wording) -> list[Stop]:
    """The stops of the document, and those that its lines serve beyond what it is narrowed to."""
    names = dict.fromkeys(wording.workspace.stops)
    names |= dict.fromkeys(name for line in shown_lines(wording) for name in line.stops)
    return [stop for name in names if (stop := stop_named(wording, name)) is not None]


def _domains() -> dict[str, list[str]]:
    return {"status": [one.value for one in ServiceStatus], "kind": [one.value for one in StopKind]}


def _draw_lines(drawing: Drawing, lines: Sequence[Line], spots: Spots) -> None:
    """Straight from stop to stop; lines that share a stretch run beside each other."""
    sharing: dict[tuple[str, str], list[str]] = {}
    for line in lines:
        for pair in _pairs(line, spots):
            sharing.setdefault(pair, []).append(line.id)
    # What runs is drawn last, over what is planned.
    for line in sorted(lines, key=lambda line: line.status is ServiceStatus.OPERATING):
        for pair in _pairs(line, spots):
            beside = sharing[pair]
            shift = (beside.index(line.id) - (len(beside) - 1) / 2) * _APART
            path = _shifted(spots[pair[0]], spots[pair[1]], shift)
            drawing.lines.append(line_feature(path, status=(line.status or ServiceStatus.UNKNOWN).value))


def _pairs(line: Line, spots: Spots) -> list[tuple[str, str]]:
    """Stops that follow one another, the lesser id first whichever way the line runs."""
    known = [name for name in line.stops if name in spots]
    pairs = [(min(pair), max(pair)) for pair in pairwise(known)]
    return list(dict.fromkeys(pair for pair in pairs if spots[pair[0]] != spots[pair[1]]))


def _shifted(start: XY, end: XY, shift: float) -> list[XY]:
    across, down = end[0] - start[0], end[1] - start[1]
    length = hypot(across, down)
    x, y = -down / length * shift, across / length * shift
    return [(round(start[0] + x, 1), round(start[1] + y, 1)), (round(end[0] + x, 1), round(end[1] + y, 1))]


def _draw_stops(drawing: Drawing, stops: Sequence[Stop], spots: Spots) -> None:
    """Interchanges over stations, those over stops."""
    for stop in sorted(stops, key=lambda stop: -_RANK.index(stop.kind)):
        drawing.points.append({"x": spots[stop.id][0], "y": spots[stop.id][1], **_look(stop)})


def _look(stop: Stop) -> dict[str, str]:
    return {"kind": stop.kind.value, "status": "open" if stop.status in _BOARDED else "closed"}


def _labels(wording: Wording, land: Territory, drawing: Drawing, stops: Sequence[Stop], spots: Spots) -> int:
    """Names of lines, of stops by rank (ends of lines first), of members; back comes how many stops have none."""
    sheet = LabelSheet(drawing.frame.width, drawing.frame.height)
    sheet.block((drawing.frame.width - 50, drawing.frame.height - 40), 40)
    for spot in spots.values():
        sheet.block(spot, 5)
    for line in shown_lines(wording):
        for start, end in _pairs(line, spots):
            sheet.block_line(spots[start], spots[end], 2)
    ends = {name for line in shown_lines(wording) for name in (*line.stops[:1], *line.stops[-1:])}
    ordered = sorted(stops, key=lambda stop: (stop.id not in ends, _RANK.index(stop.kind)))
    serving = lines_by_stop(shown_lines(wording))
    first = sorted((one for one in ordered if one.id in ends), key=lambda one: -len(serving.get(one.id, ())))
    rest = [stop for stop in ordered if stop.id not in ends]
    unplaced = drawing.labels(sheet, [_stop_label(wording, stop, spots, is_end=True) for stop in first])
    drawing.labels(sheet, [_line_label(line, spots) for line in shown_lines(wording)])
    members = member_labels(wording, land, drawing)
    unplaced += drawing.labels(sheet, [_stop_label(wording, stop, spots) for stop in rest])
    drawing.labels(sheet, members)
    return len(unplaced)


def _line_label(line: Line, spots: Spots) -> Label:
    """The line's id along its farther half, where it runs alone."""
    known = [spots[name] for name in line.stops if name in spots]
    places = [
        (x + across, y + down)
        for index in range(len(known) - 1, 0, -1)
        for x, y in along(known[index - 1 : index + 1], 3)
        for across, down in _BESIDE
    ]
    return Label(line.id, places, "line")


def _stop_label(wording: Wording, stop: Stop, spots: Spots, *, is_end: bool = False) -> Label:
    """An end of a line is named wherever there is room near it."""
    text = wrap_label(wording.prose(stop.name), _LETTERS)
    spot = spots[stop.id]
    distances = _FAR if is_end else _FAR[:1]
    return Label(text, around(spot, text, distances), "stop", is_needed=is_end, target=spot)


def _legend(wording: Wording, stops: Sequence[Stop]) -> list[LegendItem]:
    statuses = {line.status or ServiceStatus.UNKNOWN for line in shown_lines(wording)}
    items = [
        LegendItem("line", wording.label("transport.line_status", status=_status(wording, one)), {"status": one.value})
        for one in ServiceStatus
        if one in statuses
    ]
    kinds = {stop.kind for stop in stops}
    items += [
        LegendItem("point", wording.term(kind, "transport.kind"), {"kind": kind.value, "status": "open"})
        for kind in StopKind
        if kind in kinds
    ]
    if any(stop.status not in _BOARDED for stop in stops):
        look = {"kind": StopKind.STOP.value, "status": "closed"}
        items.append(LegendItem("point", wording.label("transport.schematic.not_operating"), look))
    return items


def _status(wording: Wording, status: ServiceStatus) -> str:
    return wording.term(status, "transport.status")


def _alternative(wording: Wording, stops: Sequence[Stop]) -> str:
    lines = "; ".join(
        wording.label("transport.map.line_alternative", line=line.id, status=_status(wording, _of(line)))
        for line in shown_lines(wording)
    )
    operating = sum(stop.status is ServiceStatus.OPERATING for stop in stops)
    return wording.label(
        "transport.map.alternative",
        lines=lines,
        stops=wording.plural("transport.map.stop_count", len(stops)),
        operating=wording.edition.formatter.number(operating),
    )


def _of(line: Line) -> ServiceStatus:
    return line.status or ServiceStatus.UNKNOWN

"""Lines and their stops in order -> a schematic: a strip a line, with interchanges, car parks, and what is planned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from som_cli.analysis.connections import lines_by_stop
from som_cli.document import blocks as b
from som_cli.document.charts import wrap_label
from som_cli.document.document import Picture
from som_cli.document.formatting import EN_DASH
from som_cli.model.network import Line, ServiceStatus, Stop, StopKind
from som_cli.reports.maps.drawing import Drawing, LegendItem
from som_cli.reports.maps.frame import WIDTH, blank_frame, line_feature
from som_cli.reports.network.map import route_tags
from som_cli.reports.transport.tables import shown_lines, stop_name, stop_named
from som_cli.reports.wording import Wording

# Strips beside one another, stops under one another; pixels of a stop, of a strip's head, of a line of text.
_STRIPS, _STOPS = 5, 16
_PITCH, _LINE = 42.0, 14.0
_LETTER = 5.9
_MARGIN = 26.0
_HEAD_LINES = 4
_HEAD = (_HEAD_LINES + 2) * _LINE
_BOARDED = (ServiceStatus.OPERATING, ServiceStatus.UNKNOWN, None)
_CARS, _BIKES = "car_parking", "bike_parking"


@dataclass(frozen=True, slots=True)
class Strip:
    """A line, or the part of a long one that fits a column."""

    line: Line
    stops: tuple[str, ...]
    is_continued: bool
    goes_on: bool


def line_strips(wording: Wording, pictures: dict[str, Picture], _: str = "") -> list[b.Block]:
    """Figures of a few lines each; a sentence where there are stops and no lines."""
    strips = [strip for line in shown_lines(wording) for strip in _strips(line)]
    pages = [strips[start : start + _STRIPS] for start in range(0, len(strips), _STRIPS)]
    if not pages and wording.workspace.stops:
        return [b.paragraph(wording.label("transport.schematic.none"))]
    found: list[b.Block] = []
    for number, page in enumerate(pages, 1):
        name = f"line-strips-{number}"
        pictures[name] = _draw(wording, page, min(len(strips), _STRIPS))
        part = wording.label("transport.schematic.part", number=str(number), count=str(len(pages)))
        caption = wording.label("transport.schematic.caption") + (part if len(pages) > 1 else "")
        found.append(b.figure(f"figure-{name}", caption, _alternative(wording, page), name))
    return found


def _strips(line: Line) -> Iterator[Strip]:
    """A strip that goes on begins with the stop that the last one ended with."""
    start = 0
    while start == 0 or start < len(line.stops) - 1:
        stops = line.stops[start : start + _STOPS]
        goes_on = start + len(stops) < len(line.stops)
        yield Strip(line, stops, is_continued=start > 0, goes_on=goes_on)
        start += max(len(stops) - 1, 1)


def _draw(wording: Wording, page: Sequence[Strip], columns: int) -> Picture:
    tallest = max(len(strip.stops) for strip in page)
    drawing = Drawing(wording, blank_frame(WIDTH, round(_HEAD + tallest * _PITCH)))
    across = WIDTH / max(columns, 2)
    for column, strip in enumerate(page):
        _strip(wording, drawing, strip, round(column * across, 1), across)
    drawing.legend(_legend(wording, page))
    kinds, statuses = [one.value for one in StopKind], [one.value for one in ServiceStatus]
    return drawing.picture("line-strips.vl.json", {"kind": kinds, "status": statuses})


def _strip(wording: Wording, drawing: Drawing, strip: Strip, left: float, across: float) -> None:
    line = strip.line
    letters = int((across - 12) / _LETTER)
    drawing.text(line.id, (left, _LINE / 2 + 2), "head")
    status = wording.term(line.status or ServiceStatus.UNKNOWN, "transport.status")
    name = wording.label("transport.schematic.more") if strip.is_continued else wording.prose(line.name)
    words = [*wrap_label(name, letters, _HEAD_LINES - 1).split("\n"), status]
    for row, text in enumerate(words, 1):
        drawing.text(text, (left, round(_LINE * (row + 0.5) + 2, 1)), "info" if row == len(words) else "name")
    spots = [(left + 9.0, round(_HEAD + _PITCH * (row + 0.5), 1)) for row in range(len(strip.stops))]
    ends = [spots[0], spots[-1]] if spots else []
    if strip.goes_on:
        ends[-1] = (ends[-1][0], ends[-1][1] + _PITCH / 2)
    if strip.is_continued:
        ends[0] = (ends[0][0], ends[0][1] - _PITCH / 2)
    if len(ends) > 1:
        drawing.lines.append(line_feature(ends, status=(line.status or ServiceStatus.UNKNOWN).value))
    room = int((across - _MARGIN - 6) / _LETTER)
    for spot, stop in zip(spots, strip.stops, strict=True):
        _stop(wording, drawing, strip, stop, spot, room)


def _stop(wording: Wording, drawing: Drawing, strip: Strip, stop: str, spot: tuple[float, float], letters: int) -> None:  # noqa: PLR0913, PLR0917 - a stop in its strip
    found = stop_named(wording, stop)
    drawing.points.append({"x": spot[0], "y": spot[1], **_look(found)})
    info = _info(wording, strip.line, stop, found)
    lines = wrap_label(stop_name(wording, stop), letters, 2 if info else 3).split("\n")
    texts = [(text, "name") for text in lines] + ([(wrap_label(info, letters, 1), "info")] if info else [])
    top = spot[1] - (len(texts) - 1) * (_LINE - 1) / 2
    for row, (text, kind) in enumerate(texts):
        drawing.text(text, (spot[0] + _MARGIN - 9, round(top + row * (_LINE - 1), 1)), kind)


def _look(stop: Stop | None) -> dict[str, str]:
    if stop is None:
        return {"kind": StopKind.STOP.value, "status": "closed"}
    return {"kind": stop.kind.value, "status": "open" if stop.status in _BOARDED else "closed"}


def _info(wording: Wording, line: Line, name: str, stop: Stop | None) -> str:
    """The lines that one can change to, and whether there is room for cars and bicycles."""
    tags = _tags(wording)
    others = [tags[one.id] for one in _serving(wording).get(name, ()) if one.id != line.id]
    parts = [wording.label("transport.schematic.changes", lines=", ".join(others))] if others else []
    if stop is not None:
        parts += [wording.label("transport.schematic.car_tag")] if _has_cars(stop) else []
        parts += [wording.label("transport.schematic.bike_tag")] if _has_bikes(stop) else []
    return " ".join(parts)


def _has_cars(stop: Stop) -> bool:
    is_meant = stop.kind is StopKind.PARK_AND_RIDE or _CARS in stop.facilities
    return is_meant or bool(stop.capacity and stop.capacity.cars)


def _has_bikes(stop: Stop) -> bool:
    return _BIKES in stop.facilities or bool(stop.capacity and stop.capacity.bikes)


def _tags(wording: Wording) -> Mapping[str, str]:
    return route_tags([line.id for line in shown_lines(wording)])


def _serving(wording: Wording) -> Mapping[str, tuple[Line, ...]]:
    return lines_by_stop(shown_lines(wording))


def _legend(wording: Wording, page: Sequence[Strip]) -> list[LegendItem]:
    statuses = {strip.line.status or ServiceStatus.UNKNOWN for strip in page}
    stops = [stop for strip in page for name in strip.stops if (stop := stop_named(wording, name)) is not None]
    items = [
        LegendItem(
            "line",
            wording.label("transport.line_status", status=wording.term(status, "transport.status")),
            {"status": status.value},
        )
        for status in ServiceStatus
        if status in statuses
    ]
    items += [
        LegendItem("point", wording.term(kind, "transport.kind"), {"kind": kind.value, "status": "open"})
        for kind in StopKind
        if any(stop.kind is kind for stop in stops)
    ]
    if any(stop.status not in _BOARDED for stop in stops):
        look = {"kind": StopKind.STOP.value, "status": "closed"}
        items.append(LegendItem("point", wording.label("transport.schematic.not_operating"), look))
    return items + [LegendItem("", text, {}) for text in _signs(wording, page, stops)]


def _signs(wording: Wording, page: Sequence[Strip], stops: Sequence[Stop]) -> list[str]:
    """What the small signs under the names mean, of those that stand there."""
    serving, tags = _serving(wording), _tags(wording)
    found = []
    changed = [one.id for strip in page for name in strip.stops for one in serving.get(name, ()) if one != strip.line]
    if changed:
        found.append(wording.label("transport.schematic.changes_mean", tag=tags[changed[0]], line=changed[0]))
    if any(_has_cars(stop) for stop in stops):
        found.append(wording.label("transport.schematic.cars_mean"))
    if any(_has_bikes(stop) for stop in stops):
        found.append(wording.label("transport.schematic.bikes_mean"))
    return found


def _alternative(wording: Wording, page: Sequence[Strip]) -> str:
    lines = "; ".join(
        wording.label(
            "transport.schematic.alternative_line",
            line=strip.line.id,
            status=wording.term(strip.line.status or ServiceStatus.UNKNOWN, "transport.status"),
            count=str(len(strip.stops)),
            first=stop_name(wording, strip.stops[0]) if strip.stops else EN_DASH,
            last=stop_name(wording, strip.stops[-1]) if strip.stops else EN_DASH,
        )
        for strip in page
    )
    return wording.label("transport.schematic.alternative", lines=lines)

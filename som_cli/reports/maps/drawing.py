"""Members of a workspace -> what every map has: their areas and names, a legend in patterns and words, a scale."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from som_cli.analysis.geometry import Position, positions
from som_cli.analysis.grounds import ground
from som_cli.analysis.network import boundaries
from som_cli.document.charts import Row, draw_chart
from som_cli.document.document import Picture
from som_cli.model.network import Shape
from som_cli.reports.maps.frame import XY, Feature, Frame, feature, frame_around, line_feature
from som_cli.reports.maps.labels import Label, LabelSheet
from som_cli.reports.short_names import short_names
from som_cli.reports.wording import Wording

_KILOMETRE = 1000
# The legend: pixels of a sample, after it, of a letter, between items, and of a row.
_SAMPLE, _AFTER, _LETTER, _BETWEEN, _ROW = 30.0, 8.0, 6.3, 20.0, 21.0
_LEGEND_GAP = 16.0
# Pixels of a line of a label, as the specifications set it.
_LINE = 13.0
# Pixels around what a map comes close to.
_CLOSE = 48


@dataclass(frozen=True, slots=True)
class LegendItem:
    """A sample of the map and the words for it; `kind` is the layer that draws it, `values` what that layer reads.

    Without a kind there is no sample: the words say it all.
    """

    kind: str
    text: str
    values: Mapping[str, str]


@dataclass
class Drawing:
    """A map in the making: sets of data by the name of the layer that draws them, in pixels."""

    wording: Wording
    frame: Frame
    areas: list[Feature] = field(default_factory=list)
    lines: list[Feature] = field(default_factory=list)
    points: list[Row] = field(default_factory=list)
    texts: list[Row] = field(default_factory=list)
    height: int = 0

    def text(self, text: str, place: XY, kind: str) -> None:
        self.texts.append({"text": text, "x": place[0], "y": place[1], "kind": kind})

    def labels(self, sheet: LabelSheet, labels: Sequence[Label]) -> list[Label]:
        """Puts the labels that find a place; the others are given back."""
        placed = list(sheet.settle(labels))
        for one in placed:
            lines = one.label.text.count("\n")
            # A text of several lines hangs down from the middle of its first.
            across, down = one.place[0], round(one.place[1] - lines * _LINE / 2, 1)
            self.text(one.label.text, (across, down), one.label.kind)
            if one.leader is not None:
                self.lines.append(line_feature(one.leader, status="leader"))
        put = {id(one.label) for one in placed}
        return [label for label in labels if id(label) not in put]

    def scale_bar(self) -> None:
        """A round length in the lower right corner, with north above it."""
        metres, pixels = self.frame.scale_bar()
        right, bottom = self.frame.width - 12.0, self.frame.height - 10.0
        left = right - pixels
        ticks: list[XY] = [(left, bottom - 5), (left, bottom), (right, bottom), (right, bottom - 5)]
        self.lines.append(line_feature(ticks, status="scale"))
        middle = round((left + right) / 2, 1)
        self.text(_length(self.wording, metres), (middle, bottom - 12), "scale")
        self.text(self.wording.label("maps.north"), (right - 4, bottom - 44), "scale")
        self.points.append({"x": right - 4, "y": bottom - 58, "kind": "north", "status": "scale"})

    def legend(self, items: Sequence[LegendItem]) -> None:
        """Samples with their words below the map, in rows."""
        left, top = 6.0, self.frame.height + _LEGEND_GAP
        for item in items:
            sample = _room(item)
            across = sample + len(item.text) * _LETTER
            if left > 6.0 and left + across > self.frame.width:  # noqa: PLR2004 - the left edge
                left, top = 6.0, top + _ROW
            self._sample(item, left, top, sample)
            self.text(item.text, (round(left + sample, 1), top), "legend")
            left = round(left + across + _BETWEEN, 1)
        self.height = round(top + _ROW) if items else self.frame.height

    def _sample(self, item: LegendItem, left: float, top: float, room: float) -> None:
        middle: XY = (round(left + (room - _AFTER) / 2, 1), top)
        if item.kind == "line":
            self.lines.append(line_feature([(left, top), (left + _SAMPLE, top)], **item.values))
        elif item.kind == "point":
            self.points.append({"x": middle[0], "y": middle[1], **item.values})
        elif item.kind == "area":
            right, upper, lower = left + _SAMPLE, top - 7, top + 7
            ring: list[XY] = [(left, upper), (right, upper), (right, lower), (left, lower), (left, upper)]
            geometry = {"type": "Polygon", "coordinates": [ring]}
            self.areas.append({"type": "Feature", "geometry": geometry, **item.values})
        elif item.kind:
            self.text(item.values["text"], middle, item.kind)

    def picture(self, template: str, domains: Mapping[str, Sequence[str]]) -> Picture:
        """Drawn by a specification of `templates/charts`."""
        templates = self.wording.edition.templates
        layers: dict[str, Sequence[Mapping[str, object]]] = {
            "areas": self.areas,
            "lines": self.lines,
            "points": self.points,
            "texts": self.texts,
        }
        return draw_chart(
            templates / "charts" / template,
            (),
            formatter=self.wording.edition.formatter,
            fonts=templates / "fonts",
            kept=self.wording.edition.kept,
            words={},
            domains=domains,
            width=self.frame.width,
            height=max(self.height, self.frame.height),
            layers=layers,
        )


def _room(item: LegendItem) -> float:
    """Pixels of the sample before the words of an item: one that is a text has its own length."""
    if not item.kind:
        return 0.0
    return max(_SAMPLE, len(item.values.get("text", "")) * _LETTER) + _AFTER


def _length(wording: Wording, metres: int) -> str:
    number = wording.edition.formatter.number
    if metres < _KILOMETRE:
        return wording.label("maps.m", count=number(Decimal(metres)))
    return wording.label("maps.km", count=number(Decimal(metres) / _KILOMETRE, 0))


@dataclass(frozen=True)
class Territory:
    """The areas of members that a map shows: their own, without those that lie over others; largest first."""

    shapes: Mapping[str, tuple[Shape, ...]]
    middles: Mapping[str, Position]
    missing: tuple[str, ...]


def territory(wording: Wording) -> Territory:
    """The drawn areas of the members, all of them, whatever the report is narrowed to: a map needs its surroundings."""
    workspace = wording.edition.everything
    upper = workspace.settings.standards.geometry.upper_kinds
    drawn = {name: found for name, found in boundaries(workspace).items() if workspace.members[name].kind not in upper}
    grounds = {name: found for name, shapes in drawn.items() if (found := ground(shapes)) is not None}
    missing = tuple(one.id for one in workspace.members.values() if one.kind not in upper and one.id not in grounds)
    order = sorted(grounds, key=lambda name: (-grounds[name].size, name))
    return Territory({name: drawn[name] for name in order}, {name: grounds[name].middle for name in order}, missing)


def draw_base(
    wording: Wording, land: Territory, more: Iterable[Position] = (), *, is_whole: bool = True
) -> Drawing | None:
    """A map with the members' areas that holds all these positions; None where there is nothing to show.

    Where it is not of the whole, it is as large as the positions allow, and areas end at its edge.
    """
    corners = [one for found in land.shapes.values() for shape in found for one in positions(shape)]
    frame = frame_around([*corners, *more]) if is_whole else frame_around(more, _CLOSE)
    if frame is None:
        return None
    areas = [
        feature(frame, shape, kind="member", member=name) for name, found in land.shapes.items() for shape in found
    ]
    return Drawing(wording, frame, areas)


def member_labels(wording: Wording, land: Territory, drawing: Drawing) -> list[Label]:
    """The members' names, each near the middle of its area; on a map of a part, those that have room."""
    names = short_names(wording.edition.everything.members.values())
    found = []
    is_whole = all(drawing.frame.holds(middle) for middle in land.middles.values())
    for name, middle in land.middles.items():
        if not drawing.frame.holds(middle):
            continue
        x, y = drawing.frame.place(middle)
        places = [
            (round(x + across, 1), round(y + down, 1)) for down in (0, -16, 16, -32, 32) for across in (0, -24, 24)
        ]
        found.append(Label(wording.prose(names[name]), places, "member", is_needed=is_whole))
    return found


def map_source(wording: Wording, land: Territory, *more: str) -> str:
    """Where the map comes from, and what it does not show."""
    first = wording.label("maps.source" if land.shapes else "maps.source_points")
    missing = [wording.actor(one) for one in land.missing] if land.shapes else []
    gone = wording.plural("maps.undrawn_members", len(missing), names="; ".join(missing)) if missing else ""
    return " ".join(part for part in (first, *more, gone) if part)

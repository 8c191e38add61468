"""Located nodes of a GeoJSON file -> shapes (RFC 7946)."""

from __future__ import annotations

from functools import partial
from typing import Any

from som_cli.messages import msg
from som_cli.model.entry import Origin
from som_cli.model.network import Coordinates, Shape
from som_cli.model.values import parse_number
from som_cli.text.diagnostics import Diagnostic, Span
from som_cli.text.nodes import Mapping, Node, Sequence, key_span, span, value_place
from som_cli.text.source import unreadable
from som_cli.text.suggest import suggestion

DEPTH_OF_TYPE = {
    "Point": 1,
    "LineString": 2,
    "MultiPoint": 2,
    "Polygon": 3,
    "MultiLineString": 3,
    "MultiPolygon": 4,
}
MIN_AXES, MAX_AXES = 2, 3


class _ShapeError(Exception):
    """A feature cannot be read; carries the finding."""

    def __init__(self, problem: Diagnostic) -> None:
        super().__init__(str(problem.message))
        self.problem = problem


def decode_shapes(path: str, root: Node) -> tuple[list[Shape], list[Diagnostic]]:
    """The features of a FeatureCollection (or the one Feature) with their places, and every problem (SCH01, SCH02)."""
    shapes: list[Shape] = []
    problems: list[Diagnostic] = []
    if not isinstance(root, Mapping):
        message = msg("a GeoJSON file holds a Feature or a FeatureCollection")
        return [], [unreadable(Span(path), message, None, "SCH01")]
    features: Any = root.get("features") if root.get("type") == "FeatureCollection" else Sequence([root])
    if not isinstance(features, Sequence):
        message = msg("`features` is missing, or no list")
        return [], [unreadable(key_span(path, root, "type"), message, None, "SCH01")]
    for feature in features:
        try:
            shapes.append(_feature(path, feature))
        except _ShapeError as error:
            problems.append(error.problem)
    return shapes, problems


def _feature(path: str, feature: Any) -> Shape:
    if not isinstance(feature, Mapping) or feature.get("type") != "Feature":
        place = span(path, feature.place) if isinstance(feature, Mapping) else Span(path)
        raise _ShapeError(unreadable(place, msg("a feature with `type: Feature` is expected here"), None, "SCH01"))
    identifier, geometry = feature.get("id"), feature.get("geometry")
    if not isinstance(identifier, str):
        help_ = msg("give it the id of the segment or the member that it draws")
        raise _ShapeError(unreadable(key_span(path, feature, "type"), msg("the feature has no `id`"), help_, "YML06"))
    if not isinstance(geometry, Mapping):
        place = key_span(path, feature, "type")
        raise _ShapeError(unreadable(place, msg("the feature `{id}` has no geometry", id=identifier), None, "SCH01"))
    kind = geometry.get("type")
    if not isinstance(kind, str) or kind not in DEPTH_OF_TYPE:
        place = span(path, geometry.place)
        message = msg("unknown type of geometry `{type}`", type=kind)
        raise _ShapeError(unreadable(place, message, suggestion(str(kind), DEPTH_OF_TYPE), "YML07"))
    if "coordinates" not in geometry:
        place = span(path, geometry.place)
        raise _ShapeError(unreadable(place, msg("`{key}` is missing", key="coordinates"), None, "YML06"))
    coordinates = _coordinates(path, geometry, "coordinates", DEPTH_OF_TYPE[kind])
    return Shape(identifier, path, kind, coordinates, partial(Origin(path, feature).span, ("id",)))


def _coordinates(path: str, container: Any, key: str | int, depth: int) -> Coordinates:
    value = container[key]
    if not isinstance(value, Sequence):
        place = span(path, value_place(container, key))
        raise _ShapeError(unreadable(place, msg("a list of coordinates is expected here"), None, "SCH01"))
    if depth > 1:
        return tuple(_coordinates(path, value, index, depth - 1) for index in range(len(value)))
    numbers = tuple(parse_number(part) if isinstance(part, str) else None for part in value)
    if not MIN_AXES <= len(numbers) <= MAX_AXES or None in numbers:
        help_ = msg("write longitude and latitude as plain numbers: `[14.5, 53.4]`")
        place = span(path, value_place(container, key))
        raise _ShapeError(unreadable(place, msg("this is no position"), help_, "SCH02"))
    return tuple(number for number in numbers if number is not None)

"""Routes, shapes, stops and lines to lay over the tiny workspace."""

from __future__ import annotations

import json
import re
from typing import Any

ROUTE, SHAPE = "plans/tr/routes/TR-T-01.yml", "plans/tr/routes/TR-T-01.geojson"
ALFA, BETA = "partnership/members/alfa.yml", "partnership/members/beta.yml"
FIRST, SECOND = [[0.0, 0.0], [0.01, 0.0]], [[0.01, 0.0], [0.02, 0.0]]


def feature(identifier: str, coordinates: Any, kind: str = "LineString") -> dict[str, Any]:
    return {"type": "Feature", "id": identifier, "geometry": {"type": kind, "coordinates": coordinates}}


def collection(*features: dict[str, Any]) -> str:
    """A file with a feature on each line, from the second on."""
    listed = ",\n".join(json.dumps(one) for one in features)
    # Numbers stand in plain form.
    listed = re.sub(r"[0-9.]+e-[0-9]+", lambda found: f"{float(found[0]):.9f}".rstrip("0"), listed)
    return f'{{"type": "FeatureCollection", "features": [\n{listed}\n]}}\n'


def segment(number: int, more: str = "", *, route: int = 1, member: str = "alfa") -> str:
    return f"  - {{id: TR-T-0{route}/0{number}, member: {member}{more}}}\n"


def route(*segments: str, number: int = 1, class_: str = "main", drawn: bool = True) -> str:
    geometry = f"geometry: plans/tr/routes/TR-T-0{number}.geojson\n" if drawn else ""
    return f"id: TR-T-0{number}\nname: R\nclass: {class_}\n{geometry}segments:\n" + "".join(segments)


def network(*more: str, lines: tuple[Any, ...] = (FIRST, SECOND), class_: str = "main") -> dict[str, str]:
    """A route of two segments, with what each says more."""
    texts = [*more, *[""] * (len(lines) - len(more))]
    segments = [segment(number, text) for number, text in enumerate(texts, 1)]
    shapes = [feature(f"TR-T-01/0{number}", line) for number, line in enumerate(lines, 1)]
    return {ROUTE: route(*segments, class_=class_), SHAPE: collection(*shapes)}


def second_route(line: Any, more: str = "", member: str = "alfa") -> dict[str, str]:
    """Another route of one segment."""
    return {
        "plans/tr/routes/TR-T-02.yml": route(segment(1, more, route=2, member=member), number=2),
        "plans/tr/routes/TR-T-02.geojson": collection(feature("TR-T-02/01", line)),
    }


def ring(west: float, south: float, east: float, north: float) -> list[list[list[float]]]:
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def areas(**boxes: tuple[float, float, float, float]) -> dict[str, str]:
    """Members with boundaries: west, south, east, north of each."""
    files = {}
    for name, box in boxes.items():
        path = f"partnership/geometry/{name}.geojson"
        files[path] = collection(feature(name, ring(*box), "Polygon"))
        files[f"partnership/members/{name}.yml"] = (
            f"id: {name}\nname: {name.title()}\nkind: municipality\ncore: {str(name == 'alfa').lower()}\n"
            f"membership:\n  - {{from: 2005}}\nboundary: {path}\n"
        )
    return files


def stop(number: int, more: str = "", *, member: str = "alfa", kind: str = "stop", x: float = 0.0) -> dict[str, str]:
    text = f"id: TR-P-0{number}\nname: Stop {number}\nkind: {kind}\nmember: {member}\nposition: [{x}, 0.0]\n{more}"
    return {f"plans/tr/stops/TR-P-0{number}.yml": text}


def line(number: int, *stops: int, status: str = "operating") -> dict[str, str]:
    listed = ", ".join(f"TR-P-0{one}" for one in stops)
    text = f"id: TR-L-0{number}\nname: Line {number}\nmode: bus\nstops: [{listed}]\nstatus: {status}\n"
    return {f"plans/tr/lines/TR-L-0{number}.yml": text}

"""Plain values and a Vega-Lite specification -> a picture, the same bytes each time.

A specification holds look and meaning; values, words, orders and the width come from the caller. In it a text `{name}`
stands for a word of that name; `values` and `marks` are its two sets of data.
"""

from __future__ import annotations

import hashlib
import json
import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache, partial
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from som_cli import __version__
from som_cli.document.document import Picture
from som_cli.document.fonts import FONT_SUFFIXES, Printable, read_coverage
from som_cli.document.formatting import Formatter
from som_cli.document.kept_pictures import kept_picture
from som_cli.document.stand_ins import choose_stand_ins

Row = Mapping[str, str | int | float | Decimal | None]

# The order of the palette; the first is printed plain, each other with strokes of its own besides its colour.
PALETTE = ("#14506B", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#5B6770")

_STROKES = {
    "#D55E00": "M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4",
    "#009E73": "M2,2 h1.6 M6,6 h1.6",
    "#CC79A7": "M0,2 h8 M0,6 h8",
    "#E69F00": "M-2,6 l4,4 M0,0 l8,8 M6,-2 l4,4",
    "#56B4E9": "M2,0 v8 M6,0 v8",
    "#5B6770": "M0,4 h8 M4,0 v8",
}
# Too light beside white paper (WCAG 1.4.11 asks for 3 : 1): their areas have an edge.
_LIGHT = frozenset({"#E69F00", "#56B4E9"})
_EDGE = 'stroke="#5B6770"'
_STROKE = re.compile(r'\bstroke="[^"]*"')
_AREA = re.compile(r'<path[^>]*? fill="(#[0-9A-F]{6})"[^>]*>(?:</path>)?', re.IGNORECASE)
_SIZE = re.compile(rb'<svg[^>]*? width="([0-9.]+)" height="([0-9.]+)"')
_CLIP = re.compile(r"(?<=[\"#])clip\d+(?=[\")])")
_PLACE = re.compile(r"\{(\w+)\}")
_VEGA_LITE = "6.4"
_PNG_SCALE = 2.0


# The modules that a picture depends on, beside what it is drawn from.
_DRAWN_BY = ("charts.py", "fonts.py", "stand_ins.py")


class ChartError(ValueError):
    """The specification is not what a chart can be drawn from; the message says why."""


def draw_chart(  # noqa: PLR0913 - what a chart is made of
    template: Path | str,
    values: Sequence[Row],
    *,
    formatter: Formatter,
    fonts: Path,
    words: Mapping[str, str],
    domains: Mapping[str, Sequence[str]],
    width: int,
    marks: Sequence[Row] = (),
    patterns: bool = False,
    height: int | None = None,
    layers: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    unmeasured: Sequence[str] = (),
    kept: Path | None = None,
) -> Picture:
    """The picture of a specification (a path, or its JSON text); without `height` it follows from the specification.

    `domains` gives for each named field the order of its values, which binds colours and rows; without it they would
    be sorted and a colour would change its meaning with the data. `words` are the texts around the data, `marks` what
    is drawn beside it, `layers` more sets of data by name, such as the shapes of a map (GeoJSON features). `patterns`
    prints the palette's colours with strokes. `unmeasured` are texts among the values whose width moves nothing in the
    picture, since they stand where there is room for them: that is much quicker. `kept` is a folder of the pictures of
    earlier runs: what was drawn from the same is not drawn again. Raises ChartError.
    """
    source = template.read_text("utf-8") if isinstance(template, Path) else template
    specification = bound_specification(source, words, domains)
    specification["width"] = width
    if height is not None:
        specification["height"] = height
    family = specification.get("config", {}).get("font")
    if not isinstance(family, str):
        raise ChartError("the chart's specification names no font: config.font")
    specification["config"]["font"] = f"&apos;{family}&apos;"
    specification["datasets"] = {"values": _plain(values), "marks": _plain(marks), **(layers or {})}
    # The library would describe every mark in English; what the chart says in words stands beside it in the document.
    specification["config"]["aria"] = False
    specification["background"] = None  # The page shows through, with the mark of a draft that lies on it.
    # A character without a glyph in our fonts would be drawn with whatever font the machine has: other bytes elsewhere.
    faces = _faces(fonts)
    printable = Printable(faces.characters)
    specification, free = _fitted(specification, printable), _fitted(list(unmeasured), printable)
    inputs = _inputs(specification, formatter, faces, patterns=patterns, unmeasured=free) if kept else b""
    drawing = partial(_svg, specification, formatter, fonts, patterns=patterns, unmeasured=free)
    svg = kept_picture(kept, inputs, drawing)
    size = _SIZE.match(svg)
    if size is None:
        raise ChartError("the chart has no size")
    digest = hashlib.sha256(inputs).digest()
    return Picture(svg, partial(_kept_png, kept, digest, svg, fonts), round(float(size[1])), round(float(size[2])))


def _svg(
    specification: Mapping[str, Any], formatter: Formatter, fonts: Path, *, patterns: bool, unmeasured: Sequence[str]
) -> bytes:
    used = f"{json.dumps(specification, ensure_ascii=False)}{formatter.chart_numbers()}{formatter.chart_times()}"
    stand_ins = choose_stand_ins(unmeasured, used, _faces(fonts).characters)
    svg = stand_ins.put_back(_render(stand_ins.put_in(specification), formatter, fonts))
    # A name with a digit needs quotation marks, and the library measures text right only with these; in the picture
    # itself they arrive escaped once more.
    family = escape(specification["config"]["font"], quote=False)
    svg = svg.replace(family, family.replace("&amp;apos;", "'"))
    return _numbered(with_patterns(svg) if patterns else svg).encode("utf-8")


def _inputs(
    specification: Mapping[str, Any], formatter: Formatter, faces: _Faces, *, patterns: bool, unmeasured: Sequence[str]
) -> bytes:
    """All that a picture depends on: what is drawn, the words of its axes, the fonts, and the program that draws."""
    library = find_spec("vl_convert")
    installed = Path(library.origin).stat() if library and library.origin else None
    own = [(Path(__file__).parent / name).read_bytes() for name in _DRAWN_BY]
    program = (__version__, own, installed and (installed.st_size, installed.st_mtime_ns))
    locales = (formatter.chart_numbers(), formatter.chart_times())
    drawn = json.dumps(specification, ensure_ascii=False)
    return repr((drawn, locales, faces.digest, patterns, unmeasured, program)).encode("utf-8", "surrogateescape")


def _numbered(svg: str) -> str:
    """The picture with its clips numbered from one: the library counts those of all pictures that it drew."""
    names = dict.fromkeys(_CLIP.findall(svg))
    numbers = {name: f"clip-{number}" for number, name in enumerate(names, 1)}
    return _CLIP.sub(lambda found: numbers[found[0]], svg)


@dataclass(frozen=True, slots=True)
class _Faces:
    """A folder of fonts: the digest of its files, and the characters that they can print."""

    digest: str
    characters: frozenset[int]


def _faces(fonts: Path) -> _Faces:
    paths = sorted(path for path in fonts.iterdir() if path.suffix in FONT_SUFFIXES)
    return _read_faces(tuple((path, path.stat().st_mtime_ns) for path in paths))


# A document has many charts with the same fonts.
@lru_cache(4)
def _read_faces(files: tuple[tuple[Path, int], ...]) -> _Faces:
    contents = {path.name: path.read_bytes() for path, _ in files}
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    try:
        return _Faces(repr(digests), read_coverage(contents))
    except ValueError as error:
        raise ChartError(str(error)) from error


def _fitted(node: Any, printable: Printable) -> Any:
    """The specification with every text in it as our fonts can print it; line ends stay."""
    if isinstance(node, str):
        return "\n".join(printable.fit(line) for line in node.split("\n"))
    if isinstance(node, list):
        return [_fitted(part, printable) for part in node]
    if isinstance(node, dict):
        return {_fitted(key, printable): _fitted(value, printable) for key, value in node.items()}
    return node


def bound_specification(source: str, words: Mapping[str, str], domains: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The specification with its words and with the declared order at every channel that shows a declared field."""
    try:
        specification = json.loads(source)
    except ValueError as error:
        raise ChartError(f"the chart's specification is not JSON: {error}") from error
    if not isinstance(specification, dict):
        raise ChartError("the chart's specification is not a JSON object")
    bound: dict[str, Any] = _bound(specification, words, domains)
    return bound


def _bound(node: Any, words: Mapping[str, str], domains: Mapping[str, Sequence[str]]) -> Any:
    if isinstance(node, str) and (place := _PLACE.fullmatch(node)):
        if place[1] not in words:
            raise ChartError(f"the chart's specification asks for the word {place[1]!r}, which is not given")
        return words[place[1]]
    if isinstance(node, list):
        return [_bound(child, words, domains) for child in node]
    if not isinstance(node, dict):
        return node
    bound = {key: _bound(child, words, domains) for key, child in node.items()}
    field = bound.get("field")
    if isinstance(field, str) and field in domains and isinstance(bound.get("scale"), dict):
        bound["scale"] = {**bound["scale"], "domain": list(domains[field])}
    return bound


def with_patterns(svg: str) -> str:
    """The picture with strokes over the areas of the palette's colours, so that no colour alone tells them apart."""
    used = sorted({match[1].upper() for match in _AREA.finditer(svg)} & set(_STROKES))
    definitions = "".join(
        f'<pattern id="p{color[1:]}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<path d="{_STROKES[color]}" fill="none" stroke="#FFFFFF" stroke-width="1.1"/></pattern>'
        for color in used
    )

    def stroked(area: re.Match[str]) -> str:
        color = area[1].upper()
        if color not in _STROKES:
            return area[0]
        # The colour stays below: a pattern that held it too would show a white seam around each tile in PDF.
        copy = area[0].replace(f'fill="{area[1]}"', f'fill="url(#p{color[1:]})"')
        return area[0] + (_edged(copy) if color in _LIGHT else copy)

    head, tag_end, body = svg.partition(">")
    return f"{head}{tag_end}<defs>{definitions}</defs>{_AREA.sub(stroked, body)}" if used else svg


def _edged(area: str) -> str:
    return _STROKE.sub(_EDGE, area, count=1) if _STROKE.search(area) else area.replace("<path ", f"<path {_EDGE} ", 1)


def wrap_label(label: str, characters: int, lines: int = 2) -> str:
    """A label in at most so many lines; what is cut off leaves an ellipsis. A line ends at a line feed."""
    return "\n".join(textwrap.wrap(label, characters, max_lines=lines, placeholder="…", break_on_hyphens=False))


def _plain(rows: Sequence[Row]) -> list[dict[str, Any]]:
    return [{key: float(value) if isinstance(value, Decimal) else value for key, value in row.items()} for row in rows]


@cache
def _register_fonts(fonts: Path) -> None:
    """Tells the library of a folder of fonts: once, since it starts anew each time."""
    import vl_convert

    vl_convert.register_font_directory(str(fonts))


def _render(specification: Mapping[str, Any], formatter: Formatter, fonts: Path) -> str:
    import vl_convert

    _register_fonts(fonts)
    try:
        return vl_convert.vegalite_to_svg(
            json.dumps(specification, ensure_ascii=False),
            vl_version=_VEGA_LITE,
            allowed_base_urls=[],
            format_locale=formatter.chart_numbers(),
            time_format_locale=formatter.chart_times(),
        )
    except ValueError as error:
        raise ChartError(f"the chart cannot be drawn: {error}") from error


def _kept_png(kept: Path | None, digest: bytes, svg: bytes, fonts: Path) -> bytes:
    return kept_picture(kept, b"png" + digest, partial(_png, svg, fonts))


def _png(svg: bytes, fonts: Path) -> bytes:
    import vl_convert

    _register_fonts(fonts)
    head, tag_end, body = svg.decode("utf-8").partition(">")
    # Programs that show a picture on a dark ground would hide its letters.
    ground = '<rect width="100%" height="100%" fill="white"/>'
    return vl_convert.svg_to_png(f"{head}{tag_end}{ground}{body}", scale=_PNG_SCALE)

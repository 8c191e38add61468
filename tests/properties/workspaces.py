"""The classes of the model -> hypothesis strategies for whole workspaces, as files that all decode."""

from __future__ import annotations

import dataclasses
import json
import os
import types
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from som_cli.model.action import Action
from som_cli.model.entity import Record, field_types
from som_cli.model.entry import DataPath, Entry, InList, Mark, Origin, Pattern, Ref, Waiver
from som_cli.model.decode_files import decode_texts
from som_cli.model.layout import PLACES, Form, Place, place_of
from som_cli.model.loading import Loaded, load
from som_cli.model.monitoring import Overlay, TranslatedText
from som_cli.model.partnership import Settings
from som_cli.model.registry import CodeListEntry
from som_cli.model.shapes import DEPTH_OF_TYPE
from som_cli.model.values import PartialDate, parse_date, parse_number
from som_cli.text.files import MemoryFiles, WorkingTree
from som_cli.text.source import FORBIDDEN, SourceText
from som_cli.text.yaml_reader import parse_yaml
from tests.properties.blocks import Value, block_text
from tests.properties.vocabulary import (
    ABSENT,
    CODES,
    DATES,
    IDS,
    INTEGERS,
    KEYS,
    NAMED,
    NUMBERS,
    OTHER_KEYS,
    PATHS,
    TEXTS,
    WORD_LISTS,
    WORDS,
)

TREES = Path(__file__).parents[1]
TODAY = date(2016, 7, 1)
# A deep run: SOM_EXAMPLES=5000 pytest tests/properties
EXAMPLES = int(os.environ.get("SOM_EXAMPLES", "25"))
# Shrinking takes minutes, for a reader who asks for it: SOM_SHRINK=1.
PHASES = [Phase.explicit, Phase.generate, *([Phase.shrink] if os.environ.get("SOM_SHRINK") else [])]
some = settings(
    max_examples=EXAMPLES, phases=PHASES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)

Contents = dict[str, bytes]

# How many of its optional fields an item, and an entry in it, gets at most; how many entries a list gets.
FIELDS, FIELDS_INSIDE, LENGTH = 9, 4, 3
COMMON = [spec.name for spec in dataclasses.fields(Entry)]


def loaded(contents: Contents) -> Loaded:
    """The workspace of files, all of which can be read."""
    read = load(MemoryFiles(contents), TODAY)
    assert [(found.code, found.span, str(found.message)) for found in read.problems] == []
    return read


# ---- values by their types


def is_allowed(text: str) -> bool:
    return bool(text) and not FORBIDDEN.search(text)


LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cn", "Co", "Cc"))
ODD = st.text(LETTERS, min_size=1, max_size=8).map(lambda text: unicodedata.normalize("NFC", text)).filter(is_allowed)
TEXT = st.one_of(
    st.sampled_from([unicodedata.normalize("NFC", text) for text in TEXTS]),
    st.lists(st.sampled_from(TEXTS), min_size=2, max_size=3).map(lambda parts: unicodedata.normalize("NFC", " ".join(parts))),
    ODD,
)
NUMBER = st.one_of(
    st.sampled_from(NUMBERS),
    st.decimals("-1000", "5000000", places=2).map(lambda number: format(number, "f")).filter(lambda text: text != "-0.00"),
)
PLAIN: Mapping[Any, st.SearchStrategy[Any]] = {
    bool: st.sampled_from(["true", "false"]),
    int: st.sampled_from(INTEGERS),
    Decimal: NUMBER,
    PartialDate: st.sampled_from(DATES),
    DataPath: st.sampled_from(PATHS),
}


def values(hint: Any, name: str) -> st.SearchStrategy[Any]:
    """The values that a field of a type may hold, as they are written."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _marked(hint, name)
    if origin in (Union, types.UnionType):
        return values(next(part for part in arguments if part is not type(None)), name)
    if origin is tuple:
        return st.lists(values(arguments[0], name), max_size=LENGTH)
    if origin is Mapping:
        keys = st.sampled_from(KEYS.get(name, OTHER_KEYS))
        return st.dictionaries(keys, values(arguments[1], name), max_size=LENGTH)
    if hint is str:
        return st.one_of(st.sampled_from(NAMED[name]), TEXT) if name in NAMED else TEXT
    if hint in PLAIN:
        return PLAIN[hint]
    if issubclass(hint, StrEnum):
        return st.sampled_from([member.value for member in hint])
    return st.deferred(lambda: records(hint, FIELDS_INSIDE))


def _marked(hint: Any, name: str) -> st.SearchStrategy[Any]:
    for mark in hint.__metadata__:
        if isinstance(mark, Ref):
            ids = [one for kind in mark.kinds for one in IDS[kind]]
            return st.sampled_from([*ids, ABSENT, *(["unknown"] if mark.or_unknown else [])])
        if isinstance(mark, InList):
            return st.sampled_from(CODES[mark.name])
        if mark is Mark.PATH:
            return PLAIN[DataPath]
        if isinstance(mark, Pattern):
            return _of_form(mark, name)
    return TEXT


def _of_form(mark: Pattern, name: str) -> st.SearchStrategy[str]:
    """Texts of a form: the digests end a long example, the ids of entries inside items are those of segments and risks."""
    if "{64}" in mark.expression:
        return st.just(mark.expression.partition("[")[0] + "0" * 64)
    if name == "prefix":
        return st.sampled_from(["STR", "TR", "AB"])
    return st.sampled_from([*IDS["segment"], *IDS["risk"]])


@cache
def records(cls: type[Record], count: int, *natural: str) -> st.SearchStrategy[dict[str, Value]]:
    """What a mapping may hold that is read as an instance of a class; `natural` fields are no keys of it."""
    hints = field_types(cls)
    required: dict[str, st.SearchStrategy[Any]] = {}
    optional: dict[str, st.SearchStrategy[Any]] = {}
    for spec in dataclasses.fields(cls):  # type: ignore[arg-type]
        key = spec.name.rstrip("_")
        if key in natural or hints[spec.name] is Origin:
            continue
        has_default = spec.default is not dataclasses.MISSING or spec.default_factory is not dataclasses.MISSING
        if has_default:
            optional[key] = values(hints[spec.name], key)
        else:
            required[key] = values(hints[spec.name], key).filter(bool)
    rare = [key for key in optional if key in COMMON and cls is not Waiver]
    own = [key for key in optional if key not in rare]
    return _record(required, optional, own, rare, min(count, len(own)))


@st.composite
def _record(
    draw: st.DrawFn,
    required: Mapping[str, st.SearchStrategy[Any]],
    optional: Mapping[str, st.SearchStrategy[Any]],
    own: list[str],
    rare: list[str],
    count: int,
) -> dict[str, Value]:
    chosen = draw(st.lists(st.sampled_from(own), unique=True, max_size=count)) if own else []
    if rare and draw(st.integers(0, 3)) == 0:
        chosen = [*chosen, *draw(st.lists(st.sampled_from(rare), unique=True, max_size=2))]
    made = {key: draw(strategy) for key, strategy in required.items()}
    return made | {key: draw(optional[key]) for key in chosen}


# ---- files


@dataclasses.dataclass(frozen=True)
class Slot:
    """A path, what stands there, and the fields that the path decides."""

    path: str
    place: Place
    fixed: tuple[tuple[str, str], ...] = ()

    @property
    def natural(self) -> tuple[str, ...]:
        return ("id",) if self.place.form in (Form.NATURAL, Form.KEYED) else ()


def _paths() -> list[str]:
    owned = {"objective": "objectives", "action": "actions", "risk": "risks", "route": "routes", "line": "lines"}
    shared = {"indicator": "indicators", "source": "sources", "stakeholder": "stakeholders", "factors": "emission-factors"}
    owned["stop"] = "stops"
    return [
        "som.yml",
        "partnership/partnership.yml",
        "partnership/procedures.yml",
        *(f"partnership/members/{one}.yml" for one in IDS["member"]),
        *(f"registry/{folder}/{one}.yml" for kind, folder in shared.items() for one in IDS[kind]),
        "registry/profiles/own-law.yml",
        *(f"registry/{name}.yml" for name in ("units", "funds", "glossary")),
        *(f"registry/codelists/{name}.yml" for name in WORD_LISTS),
        *(f"plans/{plan}/{name}.yml" for plan in IDS["plan"] for name in ("plan", "swot")),
        *(
            f"plans/{one.partition('-')[0].lower()}/{folder}/{one}.yml"
            for kind, folder in owned.items()
            for one in IDS[kind]
        ),
        *(f"participation/consultations/{one}/consultation.yml" for one in IDS["consultation"]),
        *(
            f"participation/consultations/{one.replace('/', '/remarks/')}.yml" for one in IDS["remark"]
        ),
        *(f"participation/decisions/{one}.yml" for one in IDS["decision"]),
        *(f"participation/meetings/{one}.yml" for one in IDS["meeting"]),
        *(f"monitoring/{one}/round.yml" for one in IDS["round"]),
        *(f"monitoring/{one}/returns/{member}.yml" for one in IDS["round"] for member in IDS["member"]),
        "archive/strategy-1.0.yml",
    ]


def _slot(path: str) -> Slot:
    found = place_of(path)
    assert found is not None, path
    place, parts = found
    fixed = {"id": place.identifier.format_map(parts)} if place.form is Form.OWN_ID else {}
    if place.cls is Settings:
        fixed["schema"] = "1"
    elif place.form is Form.FREE_ID:
        fixed["id"] = "partnership"
    elif "round" in parts:
        fixed |= {"round": parts["round"], "member": parts["member"]}
    return Slot(path, place, tuple(fixed.items()))


SLOTS = [_slot(path) for path in _paths()]
KINDS_OF_FILES = {slot.place.cls for slot in SLOTS}
assert {place.cls for place in PLACES} == KINDS_OF_FILES | {Overlay}
# No workspace is without these two.
ALWAYS = [slot for slot in SLOTS if slot.path in ("som.yml", "partnership/partnership.yml")]
OTHERS = [slot for slot in SLOTS if slot not in ALWAYS]


@st.composite
def items(draw: st.DrawFn, slot: Slot) -> dict[str, Value]:
    """What the file of a slot may hold."""
    cls: Any = slot.place.cls
    if slot.place.form is Form.KEYED:
        keys = st.sampled_from(WORDS if cls is CodeListEntry else IDS[cls.kind_name])
        return draw(st.dictionaries(keys, records(cls, FIELDS, "id"), min_size=1, max_size=4))
    made = draw(records(cls, FIELDS, *slot.natural))
    made = {**dict(slot.fixed), **{key: value for key, value in made.items() if key not in dict(slot.fixed)}}
    if cls is Action and "mirror_of" not in made:
        made |= {key: draw(values(field_types(cls)[key], key)) for key in ("title", "kind") if key not in made}
    return made


@st.composite
def overlays(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file of translations, of an item that may or may not be there."""
    slot = draw(st.sampled_from([slot for slot in OTHERS if slot.place.form is Form.OWN_ID]))
    identifier = dict(slot.fixed)["id"]
    keys = st.sampled_from(KEYS["texts"])
    texts = draw(st.dictionaries(keys, records(TranslatedText, 0, "id"), max_size=LENGTH))
    language = draw(st.sampled_from(["en", "de", "zz"]))
    return f"locales/{language}/{slot.path}", block_text({**texts, "id": identifier}).encode()


@st.composite
def inventories(draw: st.DrawFn) -> tuple[str, bytes]:
    """A table of energy use; members, sectors and carriers may be unknown, and rows may come twice."""
    member, sector = [*IDS["member"], ABSENT], [*CODES["sectors"], "nothing"]
    cells = st.tuples(st.sampled_from(member), st.sampled_from(sector), st.sampled_from([*CODES["carriers"], "peat"]), NUMBER)
    rows = draw(st.lists(cells, max_size=6))
    path = f"plans/{draw(st.sampled_from(IDS['plan']))}/inventory/{draw(st.sampled_from(['2013', '2015']))}.csv"
    return path, "".join(f"{','.join(row)}\n" for row in [("member", "sector", "carrier", "mwh"), *rows]).encode()


def _coordinates(depth: int) -> st.SearchStrategy[Any]:
    number = st.one_of(st.sampled_from([0, 0.5, 1, -1, 14.55, 53.4, 180, -90, 91, 1000, 10**29]), st.floats(-1, 1).map(_short))
    position = st.lists(number, min_size=2, max_size=3)
    return position if depth == 1 else st.lists(_coordinates(depth - 1), max_size=5 if depth == 2 else 2)


def _short(number: float) -> float:
    """JSON's short forms of small numbers are none that we read."""
    return round(number, 3)


@st.composite
def geometries(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file of shapes: some sound, most of them not."""
    ids = st.sampled_from([*IDS["segment"], *IDS["member"], ABSENT])
    features = []
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(sorted(DEPTH_OF_TYPE)))
        geometry = {"type": kind, "coordinates": draw(_coordinates(DEPTH_OF_TYPE[kind]))}
        features.append({"type": "Feature", "id": draw(ids), "properties": {}, "geometry": geometry})
    path = draw(st.sampled_from([path for path in PATHS if path.endswith(".geojson")]))
    return path, json.dumps({"type": "FeatureCollection", "features": features}).encode()


@st.composite
def chapters(draw: st.DrawFn) -> tuple[str, bytes]:
    """A chapter of a plan, of any text."""
    starts = ["", "# ", "## ", "- ", "> ", "| a | b |\n|---|---|\n| ", "![](x.png) ", "```\n", "{{ value('IND-KM', '", "1. "]
    lines = draw(st.lists(st.tuples(st.sampled_from(starts), TEXT), max_size=6))
    path = f"plans/{draw(st.sampled_from(IDS['plan']))}/text/{draw(st.sampled_from(['01-vision', '02-goals', 'x']))}.md"
    return path, "\n".join(f"{start}{text}" for start, text in lines).encode()


@cache
def tree(name: str) -> Contents:
    """The files of a tree that the tests share; `""` is a tree without any."""
    if not name:
        return {}
    files = WorkingTree(TREES / name)
    return {path: files.read(path) for path in files.paths}


@st.composite
def workspaces(draw: st.DrawFn, names: tuple[str, ...] = ("", "tiny")) -> Contents:
    """Files of a workspace: of every kind some, none or all, alone or laid over a tree that is in order."""
    contents = dict(tree(draw(st.sampled_from(names))))
    chosen = draw(st.lists(st.sampled_from(OTHERS), unique=True, min_size=2, max_size=14))
    missing = [slot for slot in ALWAYS if slot.path not in contents or draw(st.booleans())]
    for slot in (*missing, *chosen):
        contents[slot.path] = block_text(draw(items(slot))).encode()
    for kind in (overlays, inventories, geometries, chapters):
        contents |= dict(draw(st.lists(kind(), max_size=1)))
    return contents


EXAMPLE = "example/strategies"


def _leaves(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(node, str):
        yield path
    elif node is not None:
        for key, inner in node.items() if isinstance(node, Mapping) else enumerate(node):
            yield from _leaves(inner, (*path, key))


def _copy(node: Any) -> Any:
    """A node as a plain value; keys without a value are left out."""
    if isinstance(node, Mapping):
        return {key: _copy(inner) for key, inner in node.items() if inner is not None}
    return [_copy(inner) for inner in node] if isinstance(node, list) else node


@cache
def _root(path: str) -> Any:
    return parse_yaml(SourceText(path, tree(EXAMPLE)[path].decode()))[0]


@cache
def _said(kind: str) -> tuple[str, ...]:
    """All values of a kind of the example: what stands in one place may as well stand in another."""
    roots = [_root(path) for path in tree(EXAMPLE) if path.endswith(".yml")]
    values_of_all = {_at(root, leaf) for root in roots for leaf in _leaves(root)}
    return tuple(sorted(value for value in values_of_all if _kind(value) == kind))


def _at(node: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        node = node[step]
    return node


def _kind(value: str) -> str:
    if parse_date(value):
        return "date"
    return "number" if parse_number(value) else "word" if " " not in value else "text"


@st.composite
def mutants(draw: st.DrawFn) -> Contents:
    """The example tree with a few values changed for others of their kind, or taken away."""
    contents = dict(tree(EXAMPLE))
    paths = sorted(path for path in contents if path.endswith(".yml"))
    for path in draw(st.lists(st.sampled_from(paths), unique=True, min_size=1, max_size=8)):
        made = _copy(_root(path))
        for leaf in draw(st.lists(st.sampled_from(list(_leaves(made))), unique=True, min_size=1, max_size=3)):
            kind = _kind(_at(made, leaf))
            others = {"date": st.sampled_from(DATES), "number": NUMBER, "text": TEXT}.get(kind, st.just("unknown"))
            other = draw(st.one_of(st.none(), st.sampled_from(_said(kind)), others))
            _change(made, leaf, other)
        content = block_text(made)
        if not decode_texts({path: SourceText(path, content)}).problems:
            contents[path] = content.encode()
    # A code that its list lacks shows only in the whole.
    unread = {problem.span.path for problem in load(MemoryFiles(contents), TODAY).problems}
    return contents | {path: tree(EXAMPLE)[path] for path in unread}


def _change(node: Any, path: tuple[str | int, ...], other: str | None) -> None:
    holder = _at(node, path[:-1])
    if other is not None:
        holder[path[-1]] = other
    elif isinstance(holder, dict):
        del holder[path[-1]]

"""Paths of the data model -> hypothesis strategies for whole workspaces, as files that all decode."""

from __future__ import annotations

import dataclasses
import json
import os
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from som_cli.model.action import Action
from som_cli.model.entity import field_types
from som_cli.model.layout import PLACES, Form, Place, place_of, plan_of
from som_cli.model.loading import Loaded, load
from som_cli.model.monitoring import Overlay, TranslatedText
from som_cli.model.partnership import Settings
from som_cli.model.registry import CodeListEntry
from som_cli.model.shapes import DEPTH_OF_TYPE
from som_cli.text.files import MemoryFiles, WorkingTree
from tests.properties.blocks import Value, block_text
from tests.properties.values import FIELDS, LENGTH, NUMBER, TEXT, records, values
from tests.properties.vocabulary import ABSENT, CODES, IDS, KEYS, PATHS, WORD_LISTS, WORDS

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


def loaded(contents: Contents) -> Loaded:
    """The workspace of files, all of which can be read."""
    read = load(MemoryFiles(contents), TODAY)
    assert [(found.code, found.span, str(found.message)) for found in read.problems] == []
    return read


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
    shared = {
        "indicator": "indicators",
        "source": "sources",
        "stakeholder": "stakeholders",
        "factors": "emission-factors",
    }
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
        *(f"participation/consultations/{one.replace('/', '/remarks/')}.yml" for one in IDS["remark"]),
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
    cells = st.tuples(
        st.sampled_from(member), st.sampled_from(sector), st.sampled_from([*CODES["carriers"], "peat"]), NUMBER
    )
    rows = draw(st.lists(cells, max_size=6))
    path = f"plans/{draw(st.sampled_from(IDS['plan']))}/inventory/{draw(st.sampled_from(['2013', '2015']))}.csv"
    return path, "".join(f"{','.join(row)}\n" for row in [("member", "sector", "carrier", "mwh"), *rows]).encode()


def _coordinates(depth: int) -> st.SearchStrategy[Any]:
    number = st.one_of(
        st.sampled_from([0, 0.5, 1, -1, 14.55, 53.4, 180, -90, 91, 1000, 10**29]), st.floats(-1, 1).map(_short)
    )
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
    starts = [
        "",
        "# ",
        "## ",
        "- ",
        "> ",
        "| a | b |\n|---|---|\n| ",
        "![](x.png) ",
        "```\n",
        "{{ value('IND-KM', '",
        "1. ",
    ]
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
    # What stands in the folder of a plan has its plan there.
    for plan in sorted({plan for path in contents if (plan := plan_of(path))}):
        slot = _slot(f"plans/{plan}/plan.yml")
        if slot.path not in contents:
            contents[slot.path] = block_text(draw(items(slot))).encode()
    return contents

"""A path in the workspace -> what stands there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from som_cli.model.action import Action
from som_cli.model.energy import FactorSet
from som_cli.model.entry import Item
from som_cli.model.indicator import Indicator
from som_cli.model.legal import LegalProfile
from som_cli.model.monitoring import ArchivedDocument, Overlay, Return, Round
from som_cli.model.network import Line, Route, Stop
from som_cli.model.participation import Consultation, Decision, Meeting, Remark
from som_cli.model.partnership import Member, Partnership, Procedure, Settings
from som_cli.model.plan import Objective, Plan, Risk, Swot
from som_cli.model.registry import CodeListEntry, Fund, Source, Stakeholder, Term, Unit
from som_cli.text.suggest import nearest


class Form(Enum):
    """How a file names what it holds."""

    OWN_ID = "the file's `id` is the name that its path gives"
    FREE_ID = "the file has an `id` of its own choice"
    KEYED = "every key of the file is the id of an entry"
    NATURAL = "the path alone gives the id"
    OVERLAY = "translations of the item that stands at the same path"


class Place(NamedTuple):
    """A kind of file: the form of its path (named groups become parts of the id), its class, how it names things."""

    pattern: str
    cls: type[Item]
    form: Form
    identifier: str = "{id}"


CODELISTS = "registry/codelists/"
LOCALES = "locales/"

PLACES: tuple[Place, ...] = (
    Place(r"som\.yml", Settings, Form.NATURAL, "som.yml"),
    Place(r"partnership/partnership\.yml", Partnership, Form.FREE_ID),
    Place(r"partnership/procedures\.yml", Procedure, Form.KEYED),
    Place(r"partnership/members/(?P<id>[^/]+)\.yml", Member, Form.OWN_ID),
    Place(r"registry/indicators/(?P<id>[^/]+)\.yml", Indicator, Form.OWN_ID),
    Place(r"registry/sources/(?P<id>[^/]+)\.yml", Source, Form.OWN_ID),
    Place(r"registry/stakeholders/(?P<id>[^/]+)\.yml", Stakeholder, Form.OWN_ID),
    Place(r"registry/emission-factors/(?P<id>[^/]+)\.yml", FactorSet, Form.OWN_ID),
    Place(r"registry/profiles/(?P<id>[^/]+)\.yml", LegalProfile, Form.OWN_ID),
    Place(r"registry/units\.yml", Unit, Form.KEYED),
    Place(r"registry/funds\.yml", Fund, Form.KEYED),
    Place(r"registry/glossary\.yml", Term, Form.KEYED),
    Place(rf"{CODELISTS}(?P<list>[^/]+)\.yml", CodeListEntry, Form.KEYED),
    Place(r"plans/(?P<id>[^/]+)/plan\.yml", Plan, Form.OWN_ID),
    Place(r"plans/(?P<plan>[^/]+)/swot\.yml", Swot, Form.NATURAL, "{plan}/swot"),
    Place(r"plans/(?P<plan>[^/]+)/objectives/(?P<id>[^/]+)\.yml", Objective, Form.OWN_ID),
    Place(r"plans/(?P<plan>[^/]+)/actions/(?P<id>[^/]+)\.yml", Action, Form.OWN_ID),
    Place(r"plans/(?P<plan>[^/]+)/risks/(?P<id>[^/]+)\.yml", Risk, Form.OWN_ID),
    Place(r"plans/(?P<plan>[^/]+)/routes/(?P<id>[^/]+)\.yml", Route, Form.OWN_ID),
    Place(r"plans/(?P<plan>[^/]+)/lines/(?P<id>[^/]+)\.yml", Line, Form.OWN_ID),
    Place(r"plans/(?P<plan>[^/]+)/stops/(?P<id>[^/]+)\.yml", Stop, Form.OWN_ID),
    Place(r"participation/consultations/(?P<id>[^/]+)/consultation\.yml", Consultation, Form.OWN_ID),
    Place(
        r"participation/consultations/(?P<consultation>[^/]+)/remarks/(?P<id>[^/]+)\.yml",
        Remark,
        Form.OWN_ID,
        "{consultation}/{id}",
    ),
    Place(r"participation/decisions/(?P<id>[^/]+)\.yml", Decision, Form.OWN_ID),
    Place(r"participation/meetings/(?P<id>[^/]+)\.yml", Meeting, Form.OWN_ID),
    Place(r"monitoring/(?P<id>[^/]+)/round\.yml", Round, Form.OWN_ID),
    Place(r"monitoring/(?P<round>[^/]+)/returns/(?P<member>[^/]+)\.yml", Return, Form.NATURAL, "{round}/{member}"),
    Place(rf"{LOCALES}(?P<language>[^/]+)/(?P<same>.+)\.yml", Overlay, Form.OVERLAY),
    Place(r"archive/(?P<id>[^/]+)\.yml", ArchivedDocument, Form.NATURAL),
)

_COMPILED = tuple((re.compile(place.pattern), place) for place in PLACES)
_PLAN = re.compile(r"plans/([^/]+)/")
INVENTORY = re.compile(r"plans/[^/]+/inventory/[^/]+\.csv")
GEOJSON = re.compile(r"(?:partnership/geometry|plans/[^/]+/[^/]+)/[^/]+\.geojson")
CHAPTER = re.compile(r"plans/[^/]+/text/[^/]+\.md")
TRANSLATED_CHAPTER = re.compile(rf"{LOCALES}[^/]+/plans/[^/]+/text/[^/]+\.md")
# Many rules ask of the same paths; no workspace that people can keep has more.
_PATHS = 100_000
DATA_SUFFIXES = (".yml", ".yaml", ".csv", ".geojson")
TEMPLATES = "templates"
# Every folder name of the data model that is the same in all workspaces; the first of each pattern stands at the top.
FOLDERS = frozenset(name for place in PLACES for name in place.pattern.split("/") if re.fullmatch(r"[a-z-]+", name))
TOP_FOLDERS = (*dict.fromkeys(place.pattern.split("/")[0] for place in PLACES if "/" in place.pattern), TEMPLATES)
# `registr` and `planes` are slips of the pen; `docs`, `scripts` and `roles` are folders of something else.
_ALIKE = 0.75


@lru_cache(_PATHS)
def place_of(path: str) -> tuple[Place, Mapping[str, str]] | None:
    """What belongs at a path and the named parts of the path, or None where nothing does."""
    for pattern, place in _COMPILED:
        found = pattern.fullmatch(path)
        if found:
            return place, found.groupdict()
    return None


def is_data(path: str) -> bool:
    """Whether a file is read: it stands in a folder of the data model, and nothing on its way begins with a dot."""
    top, *below = path.split("/")
    return place_of(path) is not None if not below else top in TOP_FOLDERS and "/." not in path


def is_meant_as_data(path: str) -> bool:
    """Whether a file stands at the top, in a folder of the data model, or in one so like it that it must be a slip.

    Whatever else a repository holds beside the data is its own affair, and so are folders that begin with a dot.
    """
    *folders, _ = path.split("/")
    return not folders or (meant_folder(folders[0]) is not None and not any(name[:1] == "." for name in folders))


@lru_cache(_PATHS)
def meant_folder(name: str) -> str | None:
    """The folder at the top of a workspace that a name is, or is a slip of the pen for."""
    return name if name in TOP_FOLDERS else nearest(name, TOP_FOLDERS, _ALIKE)


def has_form(path: str) -> bool:
    """Whether a file is one of those with a form. Others, such as pinned answers of a data bank, are never touched."""
    if path.endswith(".yml"):
        return place_of(path) is not None
    return any(form.fullmatch(path) for form in (CHAPTER, GEOJSON, INVENTORY, TRANSLATED_CHAPTER))


@lru_cache(_PATHS)
def plan_of(path: str) -> str | None:
    """The plan that a path belongs to."""
    found = _PLAN.match(path)
    return found[1] if found else None

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
    Place(r"locales/(?P<language>[^/]+)/(?P<same>.+)\.yml", Overlay, Form.OVERLAY),
    Place(r"archive/(?P<id>[^/]+)\.yml", ArchivedDocument, Form.NATURAL),
)

_COMPILED = tuple((re.compile(place.pattern), place) for place in PLACES)
_PLAN = re.compile(r"plans/([^/]+)/")
INVENTORY = re.compile(r"plans/[^/]+/inventory/[^/]+\.csv")
GEOJSON = re.compile(r"(?:partnership/geometry|plans/[^/]+/[^/]+)/[^/]+\.geojson")
CHAPTER = re.compile(r"plans/[^/]+/text/[^/]+\.md")
TRANSLATED_CHAPTER = re.compile(r"locales/[^/]+/plans/[^/]+/text/[^/]+\.md")
# Many rules ask of the same paths; no workspace that people can keep has more.
_PATHS = 100_000
DATA_SUFFIXES = (".yml", ".yaml", ".csv", ".geojson")


@lru_cache(_PATHS)
def place_of(path: str) -> tuple[Place, Mapping[str, str]] | None:
    """What belongs at a path and the named parts of the path, or None where nothing does."""
    for pattern, place in _COMPILED:
        found = pattern.fullmatch(path)
        if found:
            return place, found.groupdict()
    return None


@lru_cache(_PATHS)
def plan_of(path: str) -> str | None:
    """The plan that a path belongs to."""
    found = _PLAN.match(path)
    return found[1] if found else None

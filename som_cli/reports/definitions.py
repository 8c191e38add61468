"""`reports/*.yml` of the templates -> the reports that a workspace adds to ours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from som_cli.analysis.scope import Scope
from som_cli.model.action import ActionStatus
from som_cli.reports.catalogue import REPORTS
from som_cli.reports.kinds import Each, ReportKind, Section
from som_cli.reports.vocabulary import FIGURES, OF_PLAN, WHOLE
from som_cli.text.json_reader import as_plain
from som_cli.text.nodes import Mapping as MappingNode
from som_cli.text.source import read_source
from som_cli.text.yaml_reader import parse_yaml

_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_KEYS = ("title", "audience", "each", "formats", "filter", "sections")
_FORMATS = ("pdf", "docx")
_FILTERS = ("plan", "member", "objective", "status", "period")
_PERIOD = re.compile(r"(\d{4})-(\d{4})")


class DefinitionError(Exception):
    """The file of a report is wrong; the text says where, what is allowed, and what stands there."""


def defined_reports(templates: Path) -> Mapping[str, ReportKind]:
    """Our reports, and those that the templates' `reports/*.yml` add, by name. Raises DefinitionError."""
    added = {path.stem: _read(path) for path in sorted((templates / "reports").glob("*.yml"))}
    return {**REPORTS, **added}


def _read(path: Path) -> ReportKind:
    if not _NAME.fullmatch(path.stem) or path.stem in REPORTS:
        raise DefinitionError(f"{path}: a report cannot be called {path.stem!r}")
    source, problems = read_source(path.name, path.read_bytes())
    root = None
    if source is not None:
        root, problems = parse_yaml(source)
    if problems:
        raise DefinitionError(f"{path}:{problems[0].span.line}: {problems[0].message}")
    if not isinstance(root, MappingNode):
        raise DefinitionError(f"{path}:1: the file defines no report; it has the keys {', '.join(_KEYS)}")
    found = as_plain(root)
    _only(path, found, _KEYS, "the report")
    titles = _texts(path, found, "title")
    if not titles:
        raise DefinitionError(f"{path}:1: the report has no title")
    kind = ReportKind(
        path.stem,
        next(iter(titles.values())),
        each=cast("Each", _one_of(path, found, "each", ("plan", "member"))),
        titles=titles,
        audience=_texts(path, found, "audience"),
        scope=_scope(path, found.get("filter") or {}),
        sections=tuple(_section(path, section) for section in _list(path, found, "sections")),
    )
    formats = tuple(str(one) for one in _list(path, found, "formats"))
    if unknown := [one for one in formats if one not in _FORMATS]:
        raise DefinitionError(f"{path}: formats: {unknown[0]!r} is none of {', '.join(_FORMATS)}")
    return replace(kind, formats=formats or _FORMATS)


def _only(path: Path, found: Mapping[str, Any], allowed: tuple[str, ...], what: str) -> None:
    if unknown := [key for key in found if key not in allowed]:
        raise DefinitionError(f"{path}: {what} has no key {unknown[0]!r}; allowed: {', '.join(allowed)}")


def _texts(path: Path, found: Mapping[str, Any], key: str) -> Mapping[str, str]:
    """A text, or texts by language."""
    value = found.get(key) or {}
    if isinstance(value, str):
        return {"": value}
    if isinstance(value, Mapping) and all(isinstance(text, str) for text in value.values()):
        return cast("Mapping[str, str]", value)
    raise DefinitionError(f"{path}: {key} is a text, or texts by language")


def _list(path: Path, found: Mapping[str, Any], key: str) -> list[Any]:
    value = found.get(key) or []
    if not isinstance(value, list):
        raise DefinitionError(f"{path}: {key} is a list")
    return value


def _one_of(path: Path, found: Mapping[str, Any], key: str, allowed: tuple[str, ...]) -> str:
    value = found.get(key) or ""
    if value and value not in allowed:
        raise DefinitionError(f"{path}: {key}: {value!r} is none of {', '.join(allowed)}")
    return str(value)


def _section(path: Path, section: Any) -> Section:
    if not isinstance(section, Mapping):
        raise DefinitionError(f"{path}: a section has a title, and a table or a figure")
    _only(path, section, ("title", "table", "figure", "plan"), "a section")
    table, figure = section.get("table") or "", section.get("figure") or ""
    known = {"table": {**WHOLE, **OF_PLAN}, "figure": FIGURES}
    if bool(table) is bool(figure):
        raise DefinitionError(f"{path}: a section has a table or a figure, and one of them")
    for key, value in (("table", table), ("figure", figure)):
        if value and value not in known[key]:
            raise DefinitionError(f"{path}: there is no {key} {value!r}; there are {', '.join(sorted(known[key]))}")
    return Section(_texts(path, section, "title"), str(table), str(figure), str(section.get("plan") or ""))


def _scope(path: Path, found: Any) -> Scope:
    if not isinstance(found, Mapping):
        raise DefinitionError(f"{path}: filter holds {', '.join(_FILTERS)}")
    _only(path, found, _FILTERS, "the filter")
    status = _one_of(path, found, "status", tuple(one.value for one in ActionStatus))
    years = _PERIOD.fullmatch(str(found.get("period") or ""))
    if found.get("period") and years is None:
        raise DefinitionError(f"{path}: period is a span of years such as 2016-2020")
    return Scope(
        plan=str(found.get("plan") or ""),
        member=str(found.get("member") or ""),
        objective=str(found.get("objective") or ""),
        status=ActionStatus(status) if status else None,
        years=(int(years[1]), int(years[2])) if years else None,
    )

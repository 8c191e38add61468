"""`reports/*.yml` of the templates -> the reports that a workspace adds to ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn, cast

from som_cli.analysis.scope import Scope
from som_cli.messages import Message, msg
from som_cli.model.action import ActionStatus
from som_cli.model.workspace import Workspace
from som_cli.reports.catalogue import REPORTS
from som_cli.reports.kinds import Each, ReportKind, Section
from som_cli.reports.vocabulary import FIGURES, OF_PLAN, WHOLE
from som_cli.text.nodes import Mapping as MappingNode
from som_cli.text.nodes import Node, Sequence
from som_cli.text.source import read_source
from som_cli.text.suggest import nearest, suggestion
from som_cli.text.yaml_reader import parse_yaml

_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_KEYS = ("title", "audience", "each", "formats", "filter", "sections")
_SECTION = ("title", "table", "figure", "plan")
_FORMATS = ("pdf", "docx")
_FILTERS = ("plan", "member", "objective", "status", "period")
_PERIOD = re.compile(r"(\d{4})-(\d{4})")
KNOWN = {"table": {**WHOLE, **OF_PLAN}, "figure": FIGURES}


class DefinitionError(Exception):
    """The file of a report is wrong: where, what is wrong, and what to write instead."""

    def __init__(self, path: Path, line: int, message: Message, help_: Message | None = None) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path = path
        self.line = line
        self.message = message
        self.help = help_


@dataclass(frozen=True, slots=True)
class Definitions:
    """The reports by name, ours and those of the workspace; and what is wrong with files that give none."""

    kinds: Mapping[str, ReportKind]
    faults: Mapping[str, DefinitionError] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """All names that can be asked for."""
        return (*self.kinds, *self.faults)

    def asked(self, names: Iterable[str]) -> list[ReportKind]:
        """The reports of these names. Raises DefinitionError for one whose file is wrong: no other one matters."""
        found = []
        for name in names:
            if name in self.faults:
                raise self.faults[name]
            found.append(self.kinds[name])
        return found


def defined_reports(templates: Path) -> Definitions:
    """Our reports, and those that the templates' `reports/*.yml` add."""
    kinds, faults = dict(REPORTS), {}
    for path in sorted((templates / "reports").glob("*.yml")):
        try:
            kinds[path.stem] = _kind(path)
        except DefinitionError as error:
            faults[path.stem] = error
    return Definitions(kinds, faults)


def check_names(templates: Path, kind: ReportKind, workspace: Workspace) -> None:
    """Raises DefinitionError where the file of a report names a plan, a member or an objective that nobody has."""
    if kind.name in REPORTS:
        return
    path = templates / "reports" / f"{kind.name}.yml"
    root = _root(path)
    # Plans are known by their names even where a file of theirs could not be read.
    plans = sorted({*workspace.plans, *workspace.unread.plans})
    if isinstance(narrow := root.get("filter"), MappingNode):
        for key, known in (("plan", plans), ("member", workspace.members), ("objective", workspace.objectives)):
            _check_name(path, narrow, key, known)
    for section in _list(path, root, "sections"):
        if isinstance(section, MappingNode):
            _check_name(path, section, "plan", plans)


def _check_name(path: Path, node: MappingNode, key: str, known: Iterable[str]) -> None:
    name = node.get(key)
    if not isinstance(name, str) or name in known:
        return
    messages = {
        "plan": msg("there is no plan `{plan}`", plan=name),
        "member": msg("there is no member `{member}`", member=name),
        "objective": msg("there is no objective `{objective}`", objective=name),
    }
    _fail(path, node, key, messages[key], suggestion(name, known))


def _root(path: Path) -> MappingNode:
    source, problems = read_source(path.name, path.read_bytes())
    root = None
    if source is not None:
        root, problems = parse_yaml(source)
    if problems:
        raise DefinitionError(path, problems[0].span.line, problems[0].message, problems[0].help)
    if not isinstance(root, MappingNode):
        raise DefinitionError(path, 1, msg("the file defines no report"), _allowed(_KEYS))
    return root


def _kind(path: Path) -> ReportKind:
    if path.stem in REPORTS:
        message = msg("`{name}` is the name of a report of ours", name=path.stem)
        raise DefinitionError(path, 1, message, msg("give the file another name"))
    if not _NAME.fullmatch(path.stem):
        message = msg("a report cannot be called `{name}`", name=path.stem)
        raise DefinitionError(path, 1, message, msg("a name has small letters, digits and hyphens: `money-by-year`"))
    root = _root(path)
    _only(path, root, _KEYS)
    titles = _texts(path, root, "title")
    if not titles:
        raise DefinitionError(path, 1, msg("the report has no title"), msg("write `title: …`, or one by language"))
    formats = _list(path, root, "formats")
    for one in formats:
        if one not in _FORMATS:
            _fail(
                path,
                root,
                "formats",
                msg("a report of your own does not come as `{format}`", format=one or ""),
                _allowed(_FORMATS),
            )
    return ReportKind(
        path.stem,
        next(iter(titles.values())),
        each=cast("Each", _one_of(path, root, "each", ("plan", "member"))),
        titles=titles,
        audience=_texts(path, root, "audience"),
        scope=_scope(path, root),
        sections=tuple(_section(path, root, section) for section in _list(path, root, "sections")),
        formats=tuple(cast("list[str]", formats)) or _FORMATS,
    )


def _fail(path: Path, node: MappingNode, key: str, message: Message, help_: Message | None) -> NoReturn:
    raise DefinitionError(path, node.places[key][0].line + 1, message, help_)


def _allowed(names: Iterable[str]) -> Message:
    return msg("allowed: {allowed}", allowed=", ".join(names))


def _only(path: Path, node: MappingNode, allowed: tuple[str, ...]) -> None:
    for key in node:
        if key not in allowed:
            _fail(path, node, key, msg("unknown key `{key}`", key=key), suggestion(key, allowed))


def _texts(path: Path, node: MappingNode, key: str) -> Mapping[str, str]:
    """A text, or texts by language."""
    value = node.get(key)
    if not value:
        return {}
    if isinstance(value, str):
        return {"": value}
    if isinstance(value, MappingNode) and all(isinstance(text, str) for text in value.values()):
        return cast("Mapping[str, str]", value)
    help_ = msg("write a text behind it, or under it a line for each language: `en: …`")
    _fail(path, node, key, msg("`{key}` is a text, or texts by language", key=key), help_)


def _list(path: Path, node: MappingNode, key: str) -> list[Node]:
    value = node.get(key)
    if not value:
        return []
    if isinstance(value, Sequence):
        return list(value)
    _fail(path, node, key, msg("`{key}` is a list", key=key), msg("write each entry on a line that begins with `- `"))


def _one_of(path: Path, node: MappingNode, key: str, allowed: tuple[str, ...]) -> str:
    value = node.get(key) or ""
    if value and value not in allowed:
        message = msg("`{key}` cannot be `{value}`", key=key, value=str(value))
        _fail(path, node, key, message, suggestion(str(value), allowed))
    return str(value or "")


def _section(path: Path, root: MappingNode, section: Node) -> Section:
    if not isinstance(section, MappingNode):
        _fail(path, root, "sections", msg("a section has a title, and a table or a figure"), _allowed(_SECTION))
    _only(path, section, _SECTION)
    named = [key for key in KNOWN if section.get(key)]
    if len(named) != 1:
        message = msg("a section has a table or a figure, and one of them")
        raise DefinitionError(path, section.place[0].line + 1, message, msg("`som templates names` lists them"))
    (key,), name = named, str(section[named[0]])
    if name not in KNOWN[key]:
        messages = {
            "table": msg("there is no table `{name}`", name=name),
            "figure": msg("there is no figure `{name}`", name=name),
        }
        _fail(path, section, key, messages[key], _meant(name, KNOWN[key]))
    texts = {one: str(section.get(one) or "") for one in ("table", "figure", "plan")}
    return Section(_texts(path, section, "title"), **texts)


def _meant(name: str, known: Iterable[str]) -> Message:
    """Help for a name out of far too many to be listed."""
    meant = nearest(name, known)
    if meant is None:
        return msg("`som templates names` lists them")
    return msg("did you mean `{meant}`? `som templates names` lists them", meant=meant)


def _scope(path: Path, root: MappingNode) -> Scope:
    narrow = root.get("filter")
    if not narrow:
        return Scope()
    if not isinstance(narrow, MappingNode):
        _fail(path, root, "filter", msg("`filter` has keys and values"), _allowed(_FILTERS))
    _only(path, narrow, _FILTERS)
    status = _one_of(path, narrow, "status", tuple(one.value for one in ActionStatus))
    period = str(narrow.get("period") or "")
    years = _PERIOD.fullmatch(period)
    if period and years is None:
        message = msg("`{value}` is no span of years", value=period)
        _fail(path, narrow, "period", message, msg("write it so: `period: 2016-2020`"))
    return Scope(
        plan=str(narrow.get("plan") or ""),
        member=str(narrow.get("member") or ""),
        objective=str(narrow.get("objective") or ""),
        status=ActionStatus(status) if status else None,
        years=(int(years[1]), int(years[2])) if years else None,
    )

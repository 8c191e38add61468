"""Code lists: what the workspace or we say is allowed, and the check of every value that names one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from som_cli.messages import msg
from som_cli.model.decode import decode_item
from som_cli.model.entry import field_name
from som_cli.model.expected import DEFAULTS
from som_cli.model.registry import CodeListEntry
from som_cli.model.walked import walked
from som_cli.model.workspace import Workspace
from som_cli.text.diagnostics import Diagnostic, Severity
from som_cli.text.nodes import Mapping as MappingNode
from som_cli.text.source import read_source
from som_cli.text.suggest import suggestion
from som_cli.text.yaml_reader import parse_yaml

CodeList = Mapping[str, CodeListEntry]


@dataclass(frozen=True)
class CodeLists(Mapping[str, CodeList]):
    """The lists of a workspace (`registry/codelists/<name>.yml`), and ours, read when asked, where it has none."""

    own: Mapping[str, CodeList] = field(default_factory=dict)

    def __getitem__(self, name: str) -> CodeList:
        if name in self.own:
            return self.own[name]
        if name not in _names():
            raise KeyError(name)
        return _read_list(DEFAULTS / f"{name}.yml")

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*_names(), *self.own)))

    def __len__(self) -> int:
        return len({*_names(), *self.own})


@cache
def _names() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in DEFAULTS.glob("*.yml")))


@cache
def _read_list(path: Path) -> CodeList:
    source, problems = read_source(path.name, path.read_bytes())
    root = None
    if source is not None:
        root, problems = parse_yaml(source)
    if problems or not isinstance(root, MappingNode):
        raise ValueError(path)
    entries = {}
    for key, node in root.items():
        entry = (
            decode_item(CodeListEntry, node, path.name, natural={"id": key})[0]
            if isinstance(node, MappingNode)
            else None
        )
        if entry is None:
            raise ValueError(path, key)
        entries[key] = entry
    return entries


def check_codes(workspace: Workspace) -> Iterator[Diagnostic]:
    """YML07 for each value that its code list does not hold."""
    for item, marker, value, path in walked(workspace).codes:
        allowed: Mapping[str, CodeListEntry] = workspace.codelists.get(marker.name, {})
        if value not in allowed:
            message = msg("`{value}` is not in the list `{list}`", value=value, list=marker.name)
            yield Diagnostic(
                "YML07",
                Severity.ERROR,
                message,
                item.origin.span(path),
                suggestion(value, allowed),
                item.id,
                field_name(path),
            )

"""What changes with an id -> the edits of every place that names it, file by file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from som_cli.edit.rename_scope import Scope
from som_cli.model.action import Action
from som_cli.model.canonical import shape_of
from som_cli.model.entry import FieldPath, Item, Mark, Ref
from som_cli.model.indicator import Indicator
from som_cli.model.monitoring import Overlay
from som_cli.model.network import Route, Segment
from som_cli.model.participation import Remark
from som_cli.model.plan import Risk
from som_cli.model.walk import entries, marked_values
from som_cli.model.workspace import Workspace
from som_cli.text.diagnostics import Span
from som_cli.text.nodes import Mapping as MappingNode
from som_cli.text.nodes import Node, Sequence
from som_cli.text.source import SourceText
from som_cli.text.yaml_edit import Edit, add_to_list, replace_within

_INSERTION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_LITERAL = re.compile(r"""(["'])([^"'\n]*)\1""")
Change = tuple[FieldPath, str, str]
"""The way to a value, what it says, what it will say."""


def edits_of(workspace: Workspace, scope: Scope, chapters: Mapping[str, SourceText]) -> dict[str, list[Edit]]:
    """The edits of each file, by its present path; `chapters` are all files of prose."""
    edits: dict[str, list[Edit]] = defaultdict(list)
    texts = workspace.texts
    for item in _items(workspace):
        path = item.origin.path
        for field, old, new in _changes(item, scope):
            edits[path].append(replace_within(texts[path], item.origin.span(field), old, new))
    for span, old, new in (*_in_shapes(workspace, scope), *_in_tables(workspace, scope)):
        edits[span.path].append(replace_within(texts[span.path], span, old, new))
    for path, source in chapters.items():
        edits[path] += _insertions(source, scope)
    path = scope.item.origin.path
    edits[path].append(_former(texts[path], scope))
    return {path: made for path, made in edits.items() if made}


def _items(workspace: Workspace) -> Iterator[Item]:
    for item in (*workspace.all_items(), *(second for _, second in workspace.duplicates)):
        yield item
        if isinstance(item, Overlay):
            yield from item.texts.values()


def _in_shapes(workspace: Workspace, scope: Scope) -> Iterator[tuple[Span, str, str]]:
    for shapes in workspace.shapes.values():
        for shape in shapes:
            is_member = shape.path.startswith("partnership/")
            if shape.id in scope.ids and is_member == (scope.kind == "member"):
                yield shape.span, shape.id, scope.ids[shape.id]


def _in_tables(workspace: Workspace, scope: Scope) -> Iterator[tuple[Span, str, str]]:
    if scope.kind == "member":
        for table in workspace.inventories:
            for row in table.rows:
                if row.member == scope.old:
                    yield row.row.cells["member"].span, scope.old, scope.new


def _changes(item: Item, scope: Scope) -> Iterator[Change]:
    """Every value of an item that names something that changes, or a path that does."""
    if isinstance(item, Overlay):
        if item.item in scope.ids:
            yield ("id",), item.item, scope.ids[item.item]
        return
    yield from _own_ids(item, scope)
    for marker, value, field in marked_values(item):
        if isinstance(marker, Ref) and scope.names(value, marker.kinds):
            yield field, value, scope.ids[value]
        elif marker is Mark.PATH and scope.new_path(value) != value:
            yield field, value, scope.new_path(value)
    yield from _unmarked(item, scope)


def _unmarked(item: Item, scope: Scope) -> Iterator[Change]:
    """Values that may name an id, or a path, or something else."""
    for entry, field in entries(item):
        for index, waiver in enumerate(entry.waivers):
            at = (*field, "waivers", index)
            yield from _named((*at, "with"), waiver.with_, scope)
            yield from _named((*at, "about"), waiver.about, scope)
    if isinstance(item, Remark) and item.about:
        yield from _named(("about",), item.about, scope)
    if isinstance(item, Indicator):
        for key, text in (("formula", item.formula), ("weight", item.weight)):
            new = _with_new_ids(text or "", scope)
            if text and new != text:
                yield (key,), text, new


def _own_ids(item: Item, scope: Scope) -> Iterator[Change]:
    if scope.kinds.get(item.id) == item.kind_name and "id" in item.origin.node:
        yield ("id",), item.id, scope.ids[item.id]
    held: list[tuple[str, int, str]] = []
    if isinstance(item, Route):
        held = [("segments", index, segment.id) for index, segment in enumerate(item.segments)]
    elif isinstance(item, Action):
        held = [("risks", index, risk.id) for index, risk in enumerate(item.risks)]
    for key, index, identifier in held:
        if identifier in scope.ids:
            yield (key, index, "id"), identifier, scope.ids[identifier]


def _named(field: FieldPath, text: str, scope: Scope) -> Iterator[Change]:
    """A value that is an id, or a path with or without an anchor."""
    path, sign, anchor = text.partition("#")
    new = scope.ids.get(text) or f"{scope.new_path(path)}{sign}{anchor}"
    if text and new != text:
        yield field, text, new


def _with_new_ids(text: str, scope: Scope) -> str:
    names = "|".join(re.escape(one) for one in sorted(scope.ids, key=len, reverse=True))
    return re.sub(rf"(?<![\w./-])(?:{names})(?![\w/-]|\.\w)", lambda found: scope.ids[found[0]], text)


def _insertions(source: SourceText, scope: Scope) -> Iterator[Edit]:
    """Ids and paths in quotes inside the insertions of a chapter; a short name (of a plan) only behind `plan=`."""
    for block in _INSERTION.finditer(source.text):
        for literal in _LITERAL.finditer(block[0]):
            text = literal[2]
            new = scope.ids.get(text)
            if new is not None and scope.old.islower() and not _is_argument(block[0][: literal.start()], scope.kind):
                new = None
            new = new or scope.new_path(text)
            if new != text:
                start = block.start() + literal.start(2)
                yield Edit(start, start + len(text), new)


def _is_argument(before: str, kind: str) -> bool:
    names = "members?|area" if kind == "member" else f"{kind}s?"
    return re.search(rf"\b(?:{names})\s*=\s*(?:[\[(][^\])]*)?\Z", before) is not None


def _former(source: SourceText, scope: Scope) -> Edit:
    """The old id, kept in `formerly`."""
    node: Node = scope.item.origin.node
    for step in scope.field:
        if isinstance(node, MappingNode):
            node = node[str(step)]
        elif isinstance(node, Sequence):
            node = node[int(step)]
    cls: type = {"segment": Segment, "risk": Risk}.get(scope.kind, type(scope.item))
    keys = shape_of(cls).keys
    if not isinstance(node, MappingNode):
        raise TypeError(node)
    return add_to_list(source, node, "formerly", scope.old, keys[keys.index("formerly") + 1 :])

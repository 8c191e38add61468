"""The example tree -> hypothesis strategies for trees that differ from it in a few values, and decode as well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from hypothesis import strategies as st

from som_cli.model.decode_files import decode_texts
from som_cli.model.loading import load
from som_cli.model.values import parse_date, parse_number
from som_cli.text.files import MemoryFiles
from som_cli.text.source import SourceText
from som_cli.text.yaml_reader import parse_yaml
from tests.properties.blocks import block_text
from tests.properties.values import NUMBER, TEXT
from tests.properties.vocabulary import DATES
from tests.properties.workspaces import TODAY, Contents, tree

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

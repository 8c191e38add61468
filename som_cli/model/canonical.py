"""SourceText of a data file -> its canonical form: keys in the order of the schema, one entry a line, comments kept."""

from __future__ import annotations

import types
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from inspect import get_annotations
from typing import Annotated, Any, Union, get_args, get_origin

from som_cli.model.action import BudgetLine, Output, Step
from som_cli.model.entity import Record, field_types
from som_cli.model.entry import Entry, Item, Origin
from som_cli.model.indicator import Observation
from som_cli.model.layout import Form, place_of
from som_cli.model.monitoring import TranslatedText
from som_cli.model.network import Segment
from som_cli.model.partnership import Population
from som_cli.model.plan import ProcessStep, Target, Version
from som_cli.model.values import natural_key
from som_cli.text.nodes import Node
from som_cli.text.source import SourceText
from som_cli.text.yaml_print import print_tree
from som_cli.text.yaml_reader import parse_yaml
from som_cli.text.yaml_tree import Branch, Leaf, Tree, Twig, grow_tree


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """What stands in a mapping: its keys in order, and the shapes of the values (of `every` value: a keyed one).

    Observations have no order of their own: they are sorted by indicator, period and area. `is_line` marks entries that
    stand on one line each, so that a changed figure is one changed line. `scalars` are the keys of single values.
    """

    keys: tuple[str, ...]
    inner: MappingType[str, Shape]
    every: Shape | None = None
    is_observation: bool = False
    is_line: bool = False
    scalars: frozenset[str] = frozenset()


NO_SHAPE = Shape((), {})
LINES = (BudgetLine, Observation, Output, Population, ProcessStep, Segment, Step, Target, Version)


def canonical_text(source: SourceText) -> str:
    """The canonical form of a readable YAML file; the text itself where the form would not say the same."""
    root, problems = parse_yaml(source)
    tree = None if problems else grow_tree(source)
    if tree is None:
        return source.text
    before = _comments(tree)
    arrange(tree.root, shape_of_file(source.path))
    text = print_tree(tree)
    return text if text == source.text or _says_the_same(source, root, before, text) else source.text


def arrange(branch: Branch, shape: Shape) -> None:
    """Puts the keys of a mapping and of all that it holds into their order, and observations into theirs."""
    if not branch.is_mapping:
        for twig in branch.twigs:
            if isinstance(twig.value, Branch):
                arrange(twig.value, shape)
                twig.value.is_line = shape.is_line
                if twig.value.is_mapping and twig.value.twigs:  # what stands above the first key stands above the entry
                    twig.above += twig.value.twigs[0].above
                    twig.value.twigs[0].above = []
        if shape.is_observation:
            branch.twigs.sort(key=_observation_key)
        return
    ranks = {key: rank for rank, key in enumerate(shape.keys)}
    branch.twigs.sort(key=lambda twig: ranks.get(_name(twig), len(ranks)))
    for twig in branch.twigs:
        if isinstance(twig.value, Branch):
            arrange(twig.value, shape.every or shape.inner.get(_name(twig), NO_SHAPE))


def observation_order(texts: MappingType[str, object]) -> tuple[object, ...]:
    """The sort key of an observation from the texts of its fields; `unknown` periods come last."""
    indicator, period, area = (str(texts.get(key) or "") for key in ("indicator", "period", "area"))
    return natural_key(indicator), period, area


def shape_of_file(path: str) -> Shape:
    """The shape of the root mapping of the file at a path."""
    found = place_of(path)
    if found is None:
        return NO_SHAPE
    place = found[0]
    if place.form is Form.KEYED:
        return Shape((), {}, shape_of(place.cls))
    if place.form is Form.OVERLAY:
        return Shape(("id",), {}, shape_of(TranslatedText))
    return shape_of(place.cls)


def shape_of(cls: Any) -> Shape:
    """The shape of an entity: its own fields in the order of their declaration, then those of every entry."""
    return _shape(cls)


@cache
def _shape(cls: Any) -> Shape:
    names = _ordered_names(cls)
    hints = field_types(cls)
    inner = {name.rstrip("_"): found for name in names if (found := _inner(hints[name]))}
    keys = tuple(name.rstrip("_") for name in names)
    scalars = frozenset(name.rstrip("_") for name in names if _is_scalar(hints[name]))
    is_observation, is_line = issubclass(cls, Observation), issubclass(cls, LINES)
    return Shape(keys, inner, is_observation=is_observation, is_line=is_line, scalars=scalars)


@cache
def _is_scalar(hint: Any) -> bool:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _is_scalar(arguments[0])
    if origin in (Union, types.UnionType):
        return all(_is_scalar(part) for part in arguments)
    return isinstance(hint, type) and origin is None and not issubclass(hint, Record)


def _ordered_names(cls: Any) -> list[str]:
    hints = field_types(cls)
    known = {spec.name for spec in fields(cls) if hints[spec.name] is not Origin}
    classes = sorted(cls.__mro__, key=lambda base: base is Entry)
    names = [name for base in classes for name in get_annotations(base) if name in known]
    first = ["id"] if issubclass(cls, Item) else []
    return list(dict.fromkeys([*first, *names]))


@cache
def _inner(hint: Any) -> Shape | None:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _inner(arguments[0])
    if origin in (Union, types.UnionType):
        return next((found for part in arguments if (found := _inner(part))), None)
    if origin is tuple:
        return _inner(arguments[0])
    if origin is MappingType:
        every = _inner(arguments[1])
        return Shape((), {}, every) if every else None
    return shape_of(hint) if isinstance(hint, type) and is_dataclass(hint) and issubclass(hint, Entry) else None


def _name(twig: Twig) -> str:
    return twig.key.value if twig.key else ""


def _observation_key(twig: Twig) -> tuple[object, ...]:
    pairs = twig.value.twigs if isinstance(twig.value, Branch) and twig.value.is_mapping else []
    return observation_order({_name(pair): pair.value.value for pair in pairs if isinstance(pair.value, Leaf)})


# ---- the proof that nothing was lost


def _says_the_same(source: SourceText, root: Node, comments: list[str], text: str) -> bool:
    """Whether a new text holds the same values and the same comments, and is itself in canonical form."""
    changed = SourceText(source.path, text)
    again, problems = parse_yaml(changed)
    tree = None if problems else grow_tree(changed)
    if tree is None or _comments(tree) != comments:
        return False
    shape = shape_of_file(source.path)
    if _settled(again, shape) != _settled(root, shape):
        return False
    arrange(tree.root, shape)
    return print_tree(tree) == text


def _settled(node: Any, shape: Shape) -> Any:
    """The values of a node, without an order where the order means nothing."""
    if isinstance(node, dict):
        inner = {key: shape.every or shape.inner.get(key, NO_SHAPE) for key in node}
        return {key: _settled(node[key], inner[key]) for key in sorted(node)}
    if isinstance(node, list):
        settled = [_settled(value, shape) for value in node]
        return sorted(settled, key=repr) if shape.is_observation else settled
    return node


def _comments(tree: Tree) -> list[str]:
    found: list[str] = [*tree.header]
    _collect(tree.root, found)
    return sorted(text.strip() for text in found if text.strip())


def _collect(branch: Branch, found: list[str]) -> None:
    for twig in branch.twigs:
        found += [*twig.above, twig.behind, twig.head]
        if isinstance(twig.value, Branch):
            _collect(twig.value, found)
        else:
            found.append(twig.value.comment)
    found += branch.tail

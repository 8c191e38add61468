"""The history of an item -> the commit that last set each of its fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from som_cli.analysis.item_history import ItemVersion
from som_cli.model.natural_keys import full_names
from som_cli.text.git_log import Commit

Steps = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetField:
    """A field, or several in one place that one commit set: the way to it, what it says, and the commit.

    The commit is None where the value is not committed yet.
    """

    steps: Steps
    value: str
    commit: Commit | None

    @property
    def name(self) -> str:
        """The way as text: `indicators[IND-KM].targets[2020].value`."""
        return ".".join(self.steps).replace(".[", "[")


def blame(node: Mapping[str, Any], versions: Sequence[ItemVersion]) -> tuple[SetField, ...]:
    """Each field of an item as its file says it now, with the commit that gave it this value; newest versions first.

    Entries of lists are known by their natural keys, texts are compared without their layout: what was moved or
    written in other lines was not set anew.
    """
    flat = [(one, flatten(one.node), [flatten(old) for old in one.before]) for one in versions]
    found = []
    for steps, value in flatten(node).items():
        newest = flat[0][1] if flat else {}
        setter = None
        if newest.get(steps) == value:
            setter = next(
                (
                    one.commit
                    for one, after, befores in flat
                    if after.get(steps) == value and all(before.get(steps) != value for before in befores)
                ),
                None,
            )
        found.append(SetField(steps, value, setter))
    return tuple(found)


def gathered(fields: Sequence[SetField], depth: int = 1) -> Iterator[SetField]:
    """Fields of one place that one commit set, as one: an entry of a list, a part of the item."""
    groups: dict[Steps, list[SetField]] = {}
    for one in fields:
        groups.setdefault(one.steps[:depth], []).append(one)
    for steps, group in groups.items():
        if len({one.commit for one in group}) == 1:
            yield SetField(steps, ", ".join(one.value for one in group), group[0].commit)
        else:
            yield from gathered(group, depth + 1)


def flatten(node: Any, steps: Steps = ()) -> dict[Steps, str]:
    """The single values of a node by the way to them; a list of plain values is one."""
    if isinstance(node, Mapping):
        found: dict[Steps, str] = {}
        for key, value in node.items():
            found.update(flatten(value, (*steps, key)))
        return found
    if isinstance(node, list) and any(isinstance(one, Mapping) for one in node):
        names = full_names(steps[-1], node)
        return {
            way: value
            for name, one in zip(names, node, strict=True)
            for way, value in flatten(one, (*steps, f"[{name}]")).items()
        }
    if isinstance(node, list):
        return {steps: ", ".join(" ".join(str(one).split()) for one in node)}
    return {steps: " ".join(node.split())} if isinstance(node, str) else {}

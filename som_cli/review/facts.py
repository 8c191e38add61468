"""The text of an item's file -> the same lines, each with the full way to the field that it is about.

Line n speaks of line n of the file, so that the numbers of hunks and of `git blame` hold for the file too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from som_cli.model.natural_keys import full_names, key_fields
from som_cli.text.nodes import Mapping, Node
from som_cli.text.nodes import Sequence as Entries
from som_cli.text.source import read_source
from som_cli.text.yaml_places import Place
from som_cli.text.yaml_reader import parse_yaml

Steps = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Fact:
    """What one field says, from line `row` to line `last`, where it ends before `column`.

    A `named` fact is a part of its entry's name; a heading has no text.
    """

    steps: Steps
    text: str | None
    row: int
    last: int
    column: int
    named: bool = False


def fact_lines(content: bytes) -> bytes:
    """One line a fact: `budget.lines[2017 eu-fund town].amount: 75`; comments stay. Bytes that are no item stay too."""
    source, problems = read_source("", content)
    node, found = (None, problems) if source is None else parse_yaml(source)
    if source is None or problems or found or not isinstance(node, Mapping):
        return content
    rows = [line.strip(" ") for line in source.lines]
    by_row: dict[int, list[_Fact]] = defaultdict(list)
    for fact in _facts_of_mapping((), node, frozenset()):
        by_row[fact.row].append(fact)
    for row, facts in by_row.items():
        rows[row] = _line(_shown(facts)) + _comment(source.lines[row], facts[-1])
        for later in range(row + 1, facts[-1].last + 1):
            if rows[later] and later not in by_row:
                rows[later] = f"{_way(facts[-1].steps)}: {rows[later]}"
    return "\n".join(rows).encode()


def _shown(facts: Sequence[_Fact]) -> list[_Fact]:
    """What a line has to say: the name of an entry by itself only where nothing else is said of the entry."""
    said = {fact.steps[:size] for fact in facts if not fact.named for size in range(len(fact.steps))}
    names = {fact.steps: fact for fact in reversed(facts) if fact.named and fact.steps not in said}
    return [fact for fact in facts if not fact.named or names.get(fact.steps) is fact]


def _facts_of_mapping(steps: Steps, node: Mapping, naming: frozenset[str]) -> Iterator[_Fact]:
    for key, value in node.items():
        first, start, end = node.places[key]
        if key in naming:
            yield _Fact(steps, "", first.line, end.line, end.column, named=True)
        else:
            yield from _facts((*steps, key), key, value, first.line, (start, end))


def _facts(steps: Steps, field: str, value: Node, row: int, place: Place) -> Iterator[_Fact]:
    """The facts of a value whose key (or dash) stands in line `row`."""
    start, end = place
    if not isinstance(value, Mapping | Entries) or not value:
        yield _scalar(steps, value, row, place)
        return
    if start.line > row:
        yield _Fact(steps, None, row, row, 0)
    if isinstance(value, Mapping):
        yield from _facts_of_mapping(steps, value, frozenset())
        return
    if start.line == end.line and all(isinstance(entry, str) for entry in value):
        yield _Fact(steps, f"[{', '.join(str(entry) for entry in value)}]", row, row, end.column)
        return
    for name, entry, (first, last) in zip(full_names(field, value), value, value.places, strict=True):
        own = (*steps, f"[{name}]")
        if isinstance(entry, Mapping):
            yield from _facts_of_mapping(own, entry, key_fields(field, entry))
        else:
            yield _Fact(own, "", first.line, last.line, last.column, named=True)


def _scalar(steps: Steps, value: Node, row: int, place: Place) -> _Fact:
    start, end = place
    last = end.line - (end.column == 0 and end.line > start.line)
    if last > row:
        return _Fact(steps, None, row, last, 0)
    text = value if isinstance(value, str) else "null" if value is None else "[]" if isinstance(value, list) else "{}"
    return _Fact(steps, text.replace("\n", "\\n"), row, row, end.column)


def _line(facts: Sequence[_Fact]) -> str:
    """The facts of one line; what their ways share is said once: `targets[2020]: {value: 75, note: …}`."""
    if len(facts) == 1:
        return _said(facts[0].steps, facts[0])
    shortest = min(len(fact.steps) for fact in facts) - 1
    shared = next((size for size in range(shortest, 0, -1) if len({fact.steps[:size] for fact in facts}) == 1), 0)
    inner = ", ".join(_said(fact.steps[shared:], fact) for fact in facts)
    return f"{_way(facts[0].steps[:shared])}: {{{inner}}}" if shared else inner


def _said(steps: Steps, fact: _Fact) -> str:
    return _way(steps) if fact.named else f"{_way(steps)}: {fact.text or ''}".rstrip(" ")


def _way(steps: Steps) -> str:
    return ".".join(steps).replace(".[", "[")


def _comment(line: str, last: _Fact) -> str:
    _, sign, text = line[last.column :].partition("#") if last.row == last.last and last.column else ("", "", "")
    return f"  #{text}" if sign else ""

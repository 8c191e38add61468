"""A workspace -> every entry, reference, path and piece of prose in it, found in one walk that all rules share."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from som_cli.model.entry import Entry, FieldPath, InList, Item, Mark, Ref
from som_cli.model.walk import MarkedValue, walk
from som_cli.model.workspace import Workspace

NOTED = frozenset({"waivers", "formerly", "to", "closes", "eligible_to"})
# Stands between two texts; no file may hold it.
_END = "\x00"


class _Folded(NamedTuple):
    """All prose in one case, one piece behind the other; where each begins; every word of it once."""

    text: str
    starts: list[int]
    vocabulary: str


@dataclass(frozen=True)
class Walked:
    """What items hold, in their order, each with its path: references, codes, paths, prose, and entries of note.

    These, items among them, bear a waiver, a former id, or the end of a span of time.
    """

    entries: list[tuple[Item, Entry, FieldPath]] = field(default_factory=list)
    references: list[tuple[Item, Ref, str, FieldPath]] = field(default_factory=list)
    codes: list[tuple[Item, InList, str, FieldPath]] = field(default_factory=list)
    paths: list[tuple[Item, str, FieldPath]] = field(default_factory=list)
    prose: list[tuple[Item, str, FieldPath]] = field(default_factory=list)

    @cached_property
    def _folded(self) -> _Folded:
        text = _END.join([value for _, value, _ in self.prose]).casefold()
        pieces = text.split(_END)
        starts = [0, *accumulate([len(piece) + len(_END) for piece in pieces[:-1]])]
        return _Folded(text, starts, " ".join(set(" ".join(pieces).split())))

    def prose_with(self, words: Iterable[str]) -> list[tuple[Item, str, FieldPath]]:
        """The prose that holds any of these words, or parts of words, case ignored."""
        text, starts, vocabulary = self._folded
        found: set[int] = set()
        for word in {word.casefold() for word in words}:
            # Most words stand nowhere, and the vocabulary is soon looked through.
            place = text.find(word) if all(part in vocabulary for part in word.split()) else -1
            while place >= 0:
                index = bisect_right(starts, place) - 1
                found.add(index)
                place = text.find(word, starts[index + 1]) if index + 1 < len(starts) else -1
        return [self.prose[index] for index in sorted(found)] if self.prose else []


def walked(workspace: Workspace) -> Walked:
    return workspace.once(_walked)


def _walked(workspace: Workspace) -> Walked:
    whole = Walked()
    for item in workspace.all_items():
        entries: list[tuple[Entry, FieldPath]] = []
        marked: list[MarkedValue] = []
        walk(item, (), entries, marked)
        whole.entries.extend([(item, entry, path) for entry, path in entries if not NOTED.isdisjoint(vars(entry))])
        for marker, value, path in marked:
            if type(marker) is Ref:
                whole.references.append((item, marker, value, path))
            elif marker is Mark.PROSE:
                whole.prose.append((item, value, path))
            elif type(marker) is InList:
                whole.codes.append((item, marker, value, path))
            elif marker is Mark.PATH:
                whole.paths.append((item, value, path))
    return whole

"""A comparison as every form shows it: changes, effects, findings, what the gate stops."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from som_cli.messages import Message, msg, translate
from som_cli.text.diagnostics import Diagnostic
from som_cli.text.source import visible

# Words of an unchanged text that are shown on each side of a change.
_AROUND = 6


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text that stayed (sign ` `), came (`+`) or went (`-`)."""

    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change as it is shown: in words, and for programs the field, the kind, the weight, old and new."""

    item: str
    heading: str
    field: str
    kind: str
    weight: str
    old: Any
    new: Any
    path: str
    line: int
    message: str
    why: str = ""
    words: tuple[Run, ...] = ()
    is_derived: bool = False


@dataclass(frozen=True, slots=True)
class EffectRow:
    """A figure that the changes moved: of a plan (`name` is what people call it), or of an indicator (`subject`)."""

    plan: str
    name: str
    subject: str
    measure: str
    weight: str
    old: str
    new: str
    message: str


@dataclass(frozen=True, slots=True)
class RefusalRow:
    """A change that the gate stops, why, and how to mend it."""

    change: ChangeRow
    message: str
    help: str


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """A comparison as it is shown. `old` and `new` say what was compared; `new` is empty for the files on the disk.

    `weights` holds the word for each weight, the gravest first; the rows come in that order, and those of an item
    together. `came` and `went` are findings; `unread` names files that one side could not read; `refusals` is None
    where nobody asked for the gate. `prefix` leads from the reader's place to the folder of the files.
    """

    changes: tuple[ChangeRow, ...]
    effects: tuple[EffectRow, ...]
    came: tuple[Diagnostic, ...]
    went: tuple[Diagnostic, ...]
    old: str
    new: str
    language: str
    weights: Mapping[str, str]
    prefix: str = ""
    unread: tuple[str, ...] = ()
    refusals: tuple[RefusalRow, ...] | None = None

    def say(self, message: Message) -> str:
        """A message in the reader's language, safe to print."""
        return visible(translate(message, self.language))

    def place(self, path: str, line: int) -> str:
        """Where to look, as seen from the reader's place."""
        return visible(f"{self.prefix}{path}:{line}")

    @property
    def compared(self) -> Message:
        """What was compared with what."""
        return msg("{old} → {new}", old=self.old, new=self.new or msg("working tree"))

    @property
    def summary(self) -> Message:
        """How many changes there are, in how many items."""
        items = {(change.heading, change.item) for change in self.changes}
        where = msg("in {count} item", plural="in {count} items", count=len(items))
        return msg("{count} change {where}", plural="{count} changes {where}", count=len(self.changes), where=where)

    def by_weight(self) -> Iterator[tuple[str, str, list[ChangeRow]]]:
        """The changes of each weight that occurs, with its word, the gravest first."""
        for weight, group in groupby(self.changes, key=lambda change: change.weight):
            yield weight, self.weights[weight], list(group)

    def counts(self) -> str:
        """How many changes there are of each weight."""
        return ", ".join(f"{word}: {len(group)}" for _, word, group in self.by_weight())

    def by_reason(self) -> Iterator[tuple[str, str, list[ChangeRow]]]:
        """What the gate stops, by why and how to mend it."""
        found = sorted(self.refusals or (), key=lambda one: (one.message, one.help))
        for (message, help_), group in groupby(found, key=lambda one: (one.message, one.help)):
            yield message, help_, [one.change for one in group]

    def findings(self) -> Iterator[tuple[Message, Sequence[Diagnostic]]]:
        """New findings and those that are gone, each under its heading."""
        if self.came:
            yield msg("{count} new finding", plural="{count} new findings", count=len(self.came)), self.came
        if self.went:
            yield msg("{count} finding gone", plural="{count} findings gone", count=len(self.went)), self.went


def by_item(changes: Iterable[ChangeRow]) -> Iterator[list[ChangeRow]]:
    """Neighbours that belong to one item."""
    for _, group in groupby(changes, key=lambda change: (change.heading, change.item)):
        yield list(group)


def excerpt(words: Sequence[Run]) -> list[Run]:
    """A text word by word, of long stretches that stayed only what stands around the changes."""
    shown = []
    for index, word in enumerate(words):
        parts = word.text.split()
        limit = _AROUND * ((index > 0) + (index < len(words) - 1))
        if word.sign == " " and len(parts) > limit:
            head = " ".join(parts[:_AROUND]) if index > 0 else ""
            tail = " ".join(parts[-_AROUND:]) if index < len(words) - 1 else ""
            before = " " if word.text[:1].isspace() and head else ""
            after = " " if word.text[-1:].isspace() and tail else ""
            shown.append(Run(" ", f"{before}{head} … {tail}{after}"))
        else:
            shown.append(word)
    return shown

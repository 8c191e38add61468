"""Dates in sentences (TIM11): days that exist, on the weekday that is named."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from som_cli.messages import Message, msg
from som_cli.model.entry import Item
from som_cli.model.layout import plan_of
from som_cli.model.values import in_language
from som_cli.model.walked import walked
from som_cli.model.workspace import Workspace
from som_cli.rules.registry import Finding, rule
from som_cli.text.source import SourceText

# Words are inflected behind their fourth letter or later ("środa", "w środę").
STEM_LETTERS = 4
_INSIDE = re.compile(r"[\w.]\Z")
_WORD_BEFORE = re.compile(r"(\w+),?\s\Z")


@rule("TIM11", "E")
def impossible_date_in_text(workspace: Workspace) -> Iterator[Finding]:
    """A sentence names a day that does not exist, or a weekday that the day was not."""
    months = {word.casefold(): number for number, words in enumerate(_words(workspace, "months"), 1) for word in words}
    weekdays = {
        word[:STEM_LETTERS].casefold(): number
        for number, words in enumerate(_words(workspace, "weekdays"))
        for word in words
    }
    if not months:
        return
    # Written out in small and with a capital, since ignoring case makes the search twice as long.
    names = "|".join(re.escape(form) for name in sorted(months) for form in (name, name.capitalize()))
    pattern = re.compile(rf"([0-9]{{1,2}})\.?\s(?=[^\W\d_])({names})\s(\d{{4}})(?!\w)")
    items: Mapping[str, list[Item]] = {}
    for path, source in _texts_with(months, workspace):
        for found in pattern.finditer(source.text):
            # Asked here: an expression that begins with a look behind is tried at every letter.
            if _INSIDE.search(source.text, max(0, found.start() - 1), found.start()):
                continue
            before = _WORD_BEFORE.search(source.text, max(0, found.start() - 20), found.start())
            word = before[1] if before else ""
            flaw = _flaw(found, months, word, weekdays.get(word[:STEM_LETTERS].casefold()), workspace)
            if flaw is None:
                continue
            items = items or _by_file(workspace)
            place = source.span_at(found.start(), len(found[0].partition("\n")[0]))
            item = _written_in(items.get(path, []), place.line) or workspace.plans.get(plan_of(path) or "")
            if item is not None:
                help_ = msg("look it up in the source, and correct the day, the month or the weekday")
                yield Finding(item, (), flaw, help_, span=place)


def _texts_with(words: Iterable[str], workspace: Workspace) -> Iterator[tuple[str, SourceText]]:
    """The files whose sentences hold any of the words; chapters and tables are all prose."""
    dated = {item.origin.path for item, _, _ in walked(workspace).prose_with(words)}
    for path, source in workspace.texts.items():
        if path in dated or not path.endswith(".yml"):
            yield path, source


def _by_file(workspace: Workspace) -> Mapping[str, list[Item]]:
    items: dict[str, list[Item]] = defaultdict(list)
    for item in workspace.all_items():
        if item.origin.path:
            items[item.origin.path].append(item)
    return items


def _written_in(items: Sequence[Item], line: int) -> Item | None:
    """The item of a file that a line belongs to: the last one that begins above it, since a file may hold many."""
    return max(items, key=lambda item: (_first_line(item) <= line, _first_line(item)), default=None)


def _first_line(item: Item) -> int:
    return item.origin.span().line


def _flaw(
    found: re.Match[str], months: Mapping[str, int], word: str, weekday: int | None, workspace: Workspace
) -> Message | None:
    written = " ".join(found[0].split())
    try:
        day = date(int(found[3]), months[found[2].casefold()], int(found[1]))
    except ValueError:
        return msg("there is no day “{written}”", written=written)
    if weekday is None or day.weekday() == weekday:
        return None
    language = workspace.settings.language
    labels = list(workspace.codelists["weekdays"].values())[day.weekday()].label
    right = in_language(labels, language) or next(iter(labels.values()), "")
    return msg("“{written}” was “{right}”, the text says “{word}”", written=written, right=right, word=word)


def _words(workspace: Workspace, name: str) -> list[tuple[str, ...]]:
    """The words of each entry of a code list, in all languages."""
    return [tuple(entry.label.values()) for entry in workspace.codelists.get(name, {}).values()]

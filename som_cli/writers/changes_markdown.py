"""A comparison -> Markdown for one comment on a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from som_cli.messages import msg
from som_cli.text.diagnostics import Diagnostic
from som_cli.writers.changes_page import ChangeRow, ChangesPage, Run, by_item, excerpt
from som_cli.writers.findings import SEVERITY_WORDS

# A comment with this line is ours: a later run replaces it instead of adding one.
MARKER = "<!-- som:diff -->"
# GitHub refuses comments over 65,536 characters; the rest is for the closing lines.
LIMIT = 60_000
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!@$&])")
_OPEN = frozenset({"weakening", "weighty"})
_MARKS = {"+": ("**", "**"), "-": ("~~", "~~"), " ": ("", "")}


def changes_markdown(page: ChangesPage) -> str:
    """What touches the promise in view, all else folded; cut at a comment's size, with a count of the rest."""
    head = [MARKER, f"**som diff**: {plain(page.say(page.compared))}"]
    if not page.changes:
        return "\n\n".join([*head, page.say(msg("nothing has changed"))]) + "\n"
    head.append(f"{plain(page.say(page.summary))} ({plain(page.counts())})")
    parts = _Parts(page, sum(map(len, head)))
    refusals = [
        "<br>".join((plain(message), *(_stopped(page, change) for change in changes), plain(help_)))
        for message, help_, changes in page.by_reason()
    ]
    stopped = msg(
        "the gate stops {count} change",
        plural="the gate stops {count} changes",
        count=len(page.refusals or ()),
    )
    parts.add(page.say(stopped), refusals, is_open=True)
    effects = [plain(f"{one.name}: {one.message}" if one.name else one.message) for one in page.effects]
    groups = list(page.by_weight())
    for weight, word, changes in groups:
        if weight in _OPEN:
            parts.add(word, list(_entries(page, changes)), is_open=True)
    parts.add(page.say(msg("What the changes do to the whole")), effects, is_open=True)
    for heading, findings in page.findings():
        parts.add(page.say(heading), [_finding(page, found) for found in findings], is_open=False)
    for weight, word, changes in groups:
        if weight not in _OPEN:
            parts.add(word, list(_entries(page, changes)), is_open=False)
    return "\n\n".join([*head, *parts.texts, *parts.closing()]) + "\n"


class _Parts:
    """Sections of a comment, as many of their lines as have room."""

    def __init__(self, page: ChangesPage, size: int) -> None:
        self._page, self._size, self._left = page, size, 0
        self.texts: list[str] = []

    def add(self, heading: str, lines: Sequence[str], *, is_open: bool) -> None:
        """A section in view, or folded under its heading. An empty one is left out."""
        title = _capital(plain(heading))
        frame = len(title) + 60
        kept = []
        for line in lines:
            if self._size + frame + len(line) + 3 > LIMIT:
                break
            kept.append(f"- {line}")
            self._size += len(line) + 3
        self._left += len(lines) - len(kept)
        if not kept:
            return
        self._size += frame
        body = "\n".join(kept)
        if is_open:
            self.texts.append(f"### {title}\n\n{body}")
        else:
            self.texts.append(f"<details><summary>{title}</summary>\n\n{body}\n\n</details>")

    def closing(self) -> list[str]:
        """How many lines found no room."""
        if not self._left:
            return []
        cut = msg("… and {count} more line", plural="… and {count} more lines", count=self._left)
        return [self._page.say(cut)]


def _entries(page: ChangesPage, changes: Sequence[ChangeRow]) -> Iterator[str]:
    """A line an item: what it is called, and under it each change."""
    for group in by_item(changes):
        rows = [_entry(page, change) for change in group]
        yield "<br>".join((f"**{plain(group[0].heading)}**", *rows))


def _entry(page: ChangesPage, change: ChangeRow) -> str:
    said = plain(change.message)
    place = "" if change.is_derived else f" ({_code(page.place(change.path, change.line))})"
    words = f"<br>{marked_words(change.words)}" if change.words else ""
    why = f"<br>{plain(page.say(msg('why: {reason}', reason=change.why)))}" if change.why else ""
    return f"{said}{place}{words}{why}"


def marked_words(words: Sequence[Run]) -> str:
    """A text with the words that went struck out and those that came in bold."""
    return " ".join("".join(_marked(word) for word in excerpt(words)).split())


def _marked(word: Run) -> str:
    before, after = _MARKS[word.sign]
    core = word.text.strip()
    if not core:
        return word.text
    start = word.text[: len(word.text) - len(word.text.lstrip())]
    return f"{start}{before}{plain(core)}{after}{word.text[len(start) + len(core) :]}"


def _stopped(page: ChangesPage, change: ChangeRow) -> str:
    return f"{_code(change.item)}: {plain(change.message)} ({_code(page.place(change.path, change.line))})"


def _finding(page: ChangesPage, found: Diagnostic) -> str:
    subject = f"{_code(found.item)}: " if found.item else ""
    severity = page.say(SEVERITY_WORDS[found.severity])
    place = _code(page.place(found.span.path, found.span.line))
    return f"{severity} {found.code} {subject}{plain(page.say(found.message))} ({place})"


def _code(text: str) -> str:
    """A name as code; one that holds a backtick as plain text."""
    line = " ".join(text.split())
    return plain(line) if "`" in line or not line else f"`{line}`"


def plain(text: str) -> str:
    """Text that Markdown prints as it stands; mentions and references to issues lose their power."""
    return _SPECIAL.sub(r"\\\1", text.replace("\n", " ")).replace("\\@", "&#64;").replace("\\#", "&#35;")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

"""A comparison -> lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from som_cli.messages import msg
from som_cli.text.diagnostics import Diagnostic
from som_cli.text.source import visible
from som_cli.writers.changes_page import ChangeRow, ChangesPage, Run, by_item, excerpt
from som_cli.writers.findings import SEVERITY_WORDS

# The sign says what the heading says, for an eye that runs down the page.
_SIGNS = {
    "weakening": "▼",
    "weighty": "●",
    "strengthening": "▲",
    "neutral": "·",
    "running": "»",
}
_MARKS = {"+": ("{+", "+}"), "-": ("[-", "-]"), " ": ("", "")}


def changes_text(page: ChangesPage, width: int) -> str:
    """All changes under headings by weight, item by item, each with its place; then what they do to the whole."""
    lines = [*_wrapped(page.say(page.compared), width, "")]
    if not page.changes:
        lines += _wrapped(page.say(msg("nothing has changed")), width, "")
    for weight, word, changes in page.by_weight():
        lines += ["", f"{_SIGNS[weight]} {_capital(word)} ({len(changes)})"]
        for group in by_item(changes):
            lines += _item(page, group, width)
    lines += _effects(page, width)
    for heading, findings in page.findings():
        lines += ["", page.say(heading)]
        for found in findings:
            lines += _finding(page, found, width)
    lines += _refusals(page, width)
    if page.changes:
        lines += ["", *_wrapped(f"{page.say(page.summary)} ({page.counts()})", width, "")]
    return "".join(f"{line}\n" for line in lines)


def _item(page: ChangesPage, changes: Sequence[ChangeRow], width: int) -> Iterator[str]:
    yield from _wrapped(changes[0].heading, width, "  ")
    for change in changes:
        yield from _wrapped(change.message, width, "    ")
        if change.words:
            yield from _wrapped(marked_words(change.words), width, "      ")
        if change.why:
            yield from _wrapped(page.say(msg("why: {reason}", reason=change.why)), width, "      ")
        if not change.is_derived:
            yield f"      {page.place(change.path, change.line)}"


def marked_words(words: Sequence[Run]) -> str:
    """A text with the words that went `[-so-]` and that came `{+so+}`."""
    return visible(" ".join("".join(_marked(word) for word in excerpt(words)).split()))


def _marked(word: Run) -> str:
    before, after = _MARKS[word.sign]
    core = word.text.strip()
    if not core:
        return word.text
    start = word.text[: len(word.text) - len(word.text.lstrip())]
    return f"{start}{before}{core}{after}{word.text[len(start) + len(core) :]}"


def _effects(page: ChangesPage, width: int) -> Iterator[str]:
    if page.effects:
        yield ""
        yield page.say(msg("What the changes do to the whole"))
    for effect in page.effects:
        led = f"{effect.name}: {effect.message}" if effect.name else effect.message
        yield from _wrapped(f"{_SIGNS[effect.weight]} {led}", width, "  ")


def _finding(page: ChangesPage, found: Diagnostic, width: int) -> Iterator[str]:
    head = f"{page.say(SEVERITY_WORDS[found.severity])} {found.code} {page.place(found.span.path, found.span.line)}"
    yield from _wrapped(head, width, "  ")
    subject = f"{found.item}: " if found.item else ""
    yield from _wrapped(subject + page.say(found.message), width, "    ")


def _refusals(page: ChangesPage, width: int) -> Iterator[str]:
    if page.refusals:
        count = msg("the gate stops {count} change", plural="the gate stops {count} changes", count=len(page.refusals))
        yield ""
        yield _capital(page.say(count))
    for message, help_, changes in page.by_reason():
        yield from _wrapped(_capital(message), width, "  ")
        for change in changes:
            place = page.place(change.path, change.line)
            yield from _wrapped(f"{change.item}: {change.message} ({place})", width, "    ")
        yield from _wrapped(f"{page.say(msg('help'))}: {help_}", width, "    ")


def _wrapped(text: str, width: int, indent: str) -> list[str]:
    lines = wrap(
        visible(text),
        width,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return lines or [indent.rstrip()]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

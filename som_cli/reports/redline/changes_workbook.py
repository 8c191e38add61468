"""Changes, effects and findings -> a workbook to filter and sort."""

from __future__ import annotations

from collections.abc import Sequence

from som_cli.document.document import Cell, Sheet, SheetColumn, SheetTable, Workbook
from som_cli.messages import Message, msg, translate
from som_cli.model.values import parse_number
from som_cli.model.workspace import Workspace
from som_cli.review.changes import Change, ChangeKind, Value
from som_cli.review.code_words import CODE_WORDS
from som_cli.review.effects import Effect
from som_cli.review.field_words import field_word, kind_word
from som_cli.review.weight_words import WEIGHT_WORDS
from som_cli.text.diagnostics import Diagnostic, Severity
from som_cli.text.source import visible

KIND_WORDS = {
    ChangeKind.ADDED: msg("added"),
    ChangeKind.REMOVED: msg("removed"),
    ChangeKind.RENAMED: msg("renamed"),
    ChangeKind.MOVED: msg("moved"),
    ChangeKind.CHANGED: msg("changed"),
}
SEVERITIES = {Severity.ERROR: msg("error"), Severity.WARNING: msg("warning"), Severity.INFO: msg("info")}
# A cell that nobody can read at a glance says that there is more.
_LONGEST = 300


def build(  # noqa: PLR0913 - what a comparison holds
    workspace: Workspace,
    changes: Sequence[Change],
    effects: Sequence[Effect],
    came: Sequence[Diagnostic],
    went: Sequence[Diagnostic],
    *,
    compared: Message,
    language: str,
    timestamp: int,
) -> Workbook:
    """The workbook: a sheet of changes, one of effects, one of findings; those without rows are left out."""
    words = _Words(language, workspace)
    partnership = workspace.partnership
    sheets = (
        _changes_sheet(words, changes, compared),
        *([_effects_sheet(words, effects)] if effects else []),
        *([_findings_sheet(words, came, went)] if came or went else []),
    )
    return Workbook(
        name=f"{partnership.id}-changes",
        language=language,
        title=words.say(msg("Changes: {compared}", compared=compared)),
        organisation=" ".join(partnership.name.split()),
        sheets=sheets,
        labels={"page": words.say(msg("page")), "of": words.say(msg("of")), "total": words.say(msg("total"))},
        timestamp=timestamp,
    )


class _Words:
    """Speaks one language."""

    def __init__(self, language: str, workspace: Workspace) -> None:
        self._language = language
        self._workspace = workspace

    def say(self, message: Message | str) -> str:
        return visible(translate(message, self._language) if isinstance(message, Message) else message)

    def value(self, value: Value) -> Cell:
        """What stood in a place: a number as one, a name for an id, a word for a code, an entry as keys and values."""
        if isinstance(value, dict):
            text = "; ".join(f"{self.say(field_word((key,)))}: {self.value(inner)}" for key, inner in value.items())
        elif isinstance(value, list):
            text = ", ".join(str(self.value(inner)) for inner in value)
        elif (number := parse_number(value or "")) is not None:
            return number
        else:
            text = self._scalar(" ".join((value or "").split()))
        return visible(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")

    def _scalar(self, text: str) -> str:
        return self.say(CODE_WORDS[text]) if text in CODE_WORDS else self._workspace.actor_name(text)

    def column(self, title: Message, width: float, *, is_code: bool = False) -> SheetColumn:
        return SheetColumn(self.say(title), "code" if is_code else "text", width)


def _changes_sheet(words: _Words, changes: Sequence[Change], compared: Message) -> Sheet:
    columns = (
        words.column(msg("No."), 6, is_code=True),
        words.column(msg("weight"), 18),
        words.column(msg("plan"), 8, is_code=True),
        words.column(msg("kind"), 12),
        words.column(msg("item"), 16, is_code=True),
        words.column(msg("title"), 30),
        words.column(msg("what happened"), 14),
        words.column(msg("change"), 48),
        words.column(msg("was"), 26),
        words.column(msg("is"), 26),
        words.column(msg("why"), 28),
        words.column(msg("field"), 26, is_code=True),
        words.column(msg("file and line"), 30, is_code=True),
    )
    rows = tuple(_change_row(words, number, change) for number, change in enumerate(changes, 1))
    about = words.say(msg("Compared: {compared}", compared=compared))
    if not changes:
        return Sheet(words.say(msg("Changes")), (about, words.say(msg("nothing has changed"))))
    table = SheetTable("tblChanges", columns, rows, about)
    return Sheet(words.say(msg("Changes")), tables=(table,), frozen_columns=5)


def _change_row(words: _Words, number: int, change: Change) -> tuple[Cell, ...]:
    return (
        str(number),
        words.say(WEIGHT_WORDS[change.weight]),
        change.plan,
        words.say(kind_word(change.item_kind)),
        change.item,
        visible(change.title),
        words.say(KIND_WORDS[change.kind]),
        words.say(change.message),
        words.value(change.old),
        words.value(change.new),
        visible(" ".join(change.justification.split())),
        visible(change.field),
        f"{visible(change.path)}:{change.line}",
    )


def _effects_sheet(words: _Words, effects: Sequence[Effect]) -> Sheet:
    columns = (
        words.column(msg("plan"), 9, is_code=True),
        words.column(msg("weight"), 20),
        words.column(msg("effect"), 70),
        words.column(msg("was"), 20, is_code=True),
        words.column(msg("is"), 20, is_code=True),
    )
    rows = tuple(
        (
            one.plan,
            words.say(WEIGHT_WORDS[one.weight]),
            words.say(one.message),
            words.value(one.old),
            words.value(one.new),
        )
        for one in effects
    )
    caption = words.say(msg("What the changes do to the whole"))
    return Sheet(words.say(msg("Effects")), tables=(SheetTable("tblEffects", columns, rows, caption),))


def _findings_sheet(words: _Words, came: Sequence[Diagnostic], went: Sequence[Diagnostic]) -> Sheet:
    columns = (
        words.column(msg("finding"), 12),
        words.column(msg("severity"), 14),
        words.column(msg("rule"), 10, is_code=True),
        words.column(msg("item"), 16, is_code=True),
        words.column(msg("what it says"), 80),
        words.column(msg("file and line"), 44, is_code=True),
    )
    marked = [*((msg("new"), found) for found in came), *((msg("gone"), found) for found in went)]
    rows = tuple(
        (
            words.say(word),
            words.say(SEVERITIES[found.severity]),
            found.code,
            visible(found.item),
            words.say(found.message),
            f"{visible(found.span.path)}:{found.span.line}",
        )
        for word, found in marked
    )
    caption = words.say(msg("Findings that the changes brought or took away"))
    return Sheet(words.say(msg("Findings")), tables=(SheetTable("tblFindings", columns, rows, caption),))

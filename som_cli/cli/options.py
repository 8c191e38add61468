"""What commands share: the session before the command, and how they read options that hold lists and days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from som_cli.cli.failure import UsageError
from som_cli.cli.places import require_workspace
from som_cli.console import Console
from som_cli.messages import Message, msg
from som_cli.model.loading import Loaded, load
from som_cli.model.scalars import date_problem
from som_cli.model.unread_files import unread_files
from som_cli.model.values import plain_date
from som_cli.rules import RULES
from som_cli.text.files import Files, RevisionTree, WorkingTree
from som_cli.text.git import describe_revision
from som_cli.text.suggest import suggestion


@dataclass(frozen=True, slots=True)
class Session:
    """The options before the command, and the console that speaks the reader's language.

    `kept` takes what a command has made and nobody frees before the process ends.
    """

    directory: Path | None
    console: Console
    kept: list[object] = field(default_factory=list)

    @property
    def workspace(self) -> Path:
        return require_workspace(self.directory)


def parse_day(text: str | None) -> date | None:
    """The day that `--date` names. Raises UsageError for anything else."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(*wrong_day(text)) from None


def wrong_day(text: str) -> tuple[Message, Message]:
    """What is wrong with the day of `--date`, and how to write it."""
    plain = plain_date(text)
    return date_problem(text).message, msg("write a day: `--date {example}`", example=plain or "2016-07-01")


def open_files(folder: Path, revision: str | None = None) -> Files:
    """The workspace's files on the disk, or in a git revision. Raises GitError where the revision does not exist."""
    return WorkingTree(folder) if revision is None else RevisionTree(folder, revision)


def load_files(files: Files, folder: Path, day: date | None = None, revision: str | None = None) -> Loaded:
    """The workspace. Today is `day`, else its own `as_of`, else the date of the revision asked for, else the clock."""
    today = day or clock()
    if revision is not None and day is None:
        commit = describe_revision(folder, revision, compare_files=False)
        today = commit.committed.date() if commit else today
    return load(files, today, is_fixed=day is not None)


def load_told(session: Session) -> Loaded:
    """The workspace of the session; what could not be read is told to standard error."""
    folder = session.workspace
    loaded = load_files(open_files(folder), folder)
    tell_unread(session, loaded)
    return loaded


def tell_unread(session: Session, loaded: Loaded) -> None:
    """A line to standard error that says what is left out."""
    unread = unread_files(loaded)
    if unread:
        message = msg(
            "{count} file could not be read and is left out, `som validate` says why: {first}",
            plural="{count} files could not be read and are left out, `som validate` says why; the first: {first}",
            count=len(unread),
            first=unread[0],
        )
        session.console.note([message])


def clock() -> date:
    """The day it is here."""
    return datetime.now(UTC).astimezone().date()


def split_codes(given: Iterable[str]) -> tuple[str, ...]:
    """Rule codes or groups from options that may hold several (`BUD01,COV`). Raises UsageError for an unknown one."""
    known = [*sorted({rule.group for rule in RULES}), *(rule.code for rule in RULES)]
    codes = tuple(code.strip().upper() for text in given for code in text.split(",") if code.strip())
    for code in codes:
        if code not in known:
            raise UsageError(msg("there is no rule `{code}`", code=code), suggestion(code, known))
    return codes


def check_plans(loaded: Loaded, plans: Sequence[str]) -> None:
    """Raises UsageError for a plan that the workspace does not have."""
    known = sorted({*loaded.workspace.plans, *loaded.workspace.unread.plans})
    for plan in plans:
        if plan not in known:
            raise UsageError(msg("there is no plan `{plan}`", plan=plan), suggestion(plan, known))

"""Chapters of two workspaces -> what was written, moved and reworded."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from som_cli.messages import msg
from som_cli.model.layout import CHAPTER, plan_of
from som_cli.model.workspace import Workspace
from som_cli.review.changes import Change, ChangeKind, Value, Weight, Word
from som_cli.review.sentences import said_of_move
from som_cli.review.words import compare_words, is_same_but_for_spaces

# From this much in common on, a chapter under another name is the same one.
_ALIKE = 0.6


def chapter_changes(old: Workspace, new: Workspace) -> Iterator[Change]:
    """Changes of the prose, word by word; a chapter that only got another name is said to be moved."""
    before, after = _chapters(old), _chapters(new)
    unread = {path for one in (old, new) for path in one.paths if path not in one.texts}
    went = {path: text for path, text in before.items() if path not in after and path not in unread}
    came = {path: text for path, text in after.items() if path not in before and path not in unread}
    moved = _moved(went, came)
    for path, text in after.items():
        former = path if path in before else moved.get(path)
        if former is not None and former != path:
            yield _change(
                path,
                ChangeKind.MOVED,
                former,
                path,
                title=_heading(text),
                message=said_of_move(former, path, is_same=before[former] == text),
            )
        if former is not None and before[former] != text:
            yield _reworded(path, before[former], text)
        elif former is None and path in came:
            yield _change(
                path,
                ChangeKind.ADDED,
                None,
                text,
                title=_heading(text),
                message=msg("added: {kind}", kind=msg("chapter")),
            )
    for path in went:
        if path not in moved.values():
            text = before[path]
            yield _change(
                path,
                ChangeKind.REMOVED,
                text,
                None,
                title=_heading(text),
                message=msg("removed: {kind}", kind=msg("chapter")),
            )


def _chapters(workspace: Workspace) -> dict[str, str]:
    return {path: source.text for path, source in workspace.texts.items() if CHAPTER.fullmatch(path)}


def _moved(went: dict[str, str], came: dict[str, str]) -> dict[str, str]:
    """The old path of each chapter under a new one: the most alike of its plan, each once."""
    alike = sorted(
        (-_likeness(went[old], came[new]), old, new) for old in went for new in came if plan_of(old) == plan_of(new)
    )
    found: dict[str, str] = {}
    for likeness, old, new in alike:
        if -likeness >= _ALIKE and new not in found and old not in found.values():
            found[new] = old
    return found


def _likeness(old: str, new: str) -> float:
    """The share of words in common, the same for (old, new) and (new, old)."""
    if old == new:
        return 1.0
    first, second = sorted((old, new))
    return SequenceMatcher(None, first.split(), second.split(), autojunk=False).ratio()


def _reworded(path: str, old: str, new: str) -> Change:
    words = compare_words(old, new)
    came, went = (sum(len(word.text.split()) for word in words if word.sign == sign) for sign in "+-")
    if is_same_but_for_spaces(old, new):
        message = msg("{field}: only spaces and line ends changed", field=msg("text"))
    else:
        message = msg("text changed: words added {came}, removed {went}", came=came, went=went)
    return _change(path, ChangeKind.CHANGED, old, new, title=_heading(new), message=message, words=words)


def _change(path: str, kind: ChangeKind, old: Value, new: Value, **more: Any) -> Change:
    words = more.get("words", ())
    return Change(
        item=path,
        item_kind="chapter",
        plan=plan_of(path) or "",
        steps=("text",) if kind is ChangeKind.CHANGED else (),
        kind=kind,
        weight=Weight.NEUTRAL,
        old=old,
        new=new,
        path=path,
        line=_first_change(words) if words else 1,
        former=old if kind is ChangeKind.MOVED and isinstance(old, str) else "",
        **more,
    )


def _first_change(words: tuple[Word, ...]) -> int:
    """The line of the new text where the first change stands."""
    return 1 + (words[0].text.count("\n") if words[0].sign == " " else 0)


def _heading(text: str) -> str:
    """A chapter's first heading, if it has one."""
    lines = text.split("\n")
    return next((line.lstrip("#").strip() for line in lines if line.startswith("#")), "")

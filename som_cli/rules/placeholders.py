"""Placeholders (TXT01) and titles (TXT02, TXT10): nothing left to fill in, titles that say what an item is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from som_cli.messages import msg
from som_cli.model.action import Action
from som_cli.model.entry import Item
from som_cli.model.indicator import Indicator
from som_cli.model.network import Line, Route, Stop
from som_cli.model.participation import Consultation, Decision, Meeting, Remark
from som_cli.model.partnership import Member, Partnership
from som_cli.model.plan import Objective, ObjectiveLevel, Plan, Risk, Swot
from som_cli.model.registry import Source, Stakeholder
from som_cli.model.workspace import Workspace
from som_cli.rules.prose import chapters, matching_fields, phrase_hints, phrase_pattern
from som_cli.rules.registry import Finding, rule
from som_cli.rules.scope import objectives_in_force, own_actions
from som_cli.text.diagnostics import Related

# What people write to others (remarks) stays as they wrote it.
WRITTEN: tuple[type[Item], ...] = (
    *(Plan, Objective, Action, Risk, Swot, Indicator, Source, Stakeholder, Member, Partnership),
    *(Route, Line, Stop, Consultation, Decision, Meeting),
)
# Whole words in capitals, and signs; XXX is a Roman number, and codes may hold xxx.
_SIGNS = re.compile(r"(?<![\w-])(?:TODO|FIXME|TBD)(?![\w-])|\?{3,}|(?<![\w./-])(?:x{3,}|X{4,})(?![\w/-]|\.\w)")
_HINTS = ("todo", "fixme", "tbd", "???", "xxx")
LONGEST_TITLE = 120
DONE, STATES, WISHES, WAITING = "construction-words", "abstract-words", "wish-words", "placeholders"
# A direction of action may name works; what stands above it names a state.
STATED = frozenset({ObjectiveLevel.STRATEGIC, ObjectiveLevel.OPERATIONAL})


@rule("TXT01", "W→E@C")
def placeholder(workspace: Workspace) -> Iterator[Finding]:
    """A text still holds a placeholder."""
    help_ = msg("write the text; what is not known stays out, with the reason under `note`")
    lists = workspace.codelists
    for pattern, hints in ((_SIGNS, _HINTS), (phrase_pattern(lists, WAITING), phrase_hints(lists, WAITING))):
        for item, path, found in matching_fields(workspace, pattern, WRITTEN, hints):
            yield Finding(item, path, msg("the placeholder “{text}” stands here", text=found[0]), help_)
        for remark, found in _unwritten_remarks(workspace, pattern):
            yield Finding(remark, ("text",), msg("the placeholder “{text}” stands here", text=found[0]), help_)
        for chapter in chapters(workspace):
            for found in pattern.finditer(chapter.words):
                message = msg("the placeholder “{text}” stands here", text=found[0])
                span = chapter.finding_place(found.start(), found.end())
                yield Finding(chapter.plan, ("chapters",), message, help_, span=span)


def _unwritten_remarks(workspace: Workspace, pattern: re.Pattern[str]) -> Iterator[tuple[Remark, re.Match[str]]]:
    """Remarks that nobody wrote yet: all they say is a placeholder and their own id."""
    for remark in workspace.of(Remark).values():
        text = (remark.text or "").strip()
        if text.endswith(remark.id) and (found := pattern.match(text)):
            yield remark, found


@rule("TXT02", "W")
def title_of_another_kind(workspace: Workspace) -> Iterator[Finding]:
    """An objective is phrased as a work to be done, an action as a wish, or a title is too long to be one."""
    lists = workspace.codelists
    works, states, wishes = (phrase_pattern(lists, name) for name in (DONE, STATES, WISHES))
    for objective in objectives_in_force(workspace):
        found = works.match(objective.title) if objective.level in STATED else None
        if found and not states.search(objective.title, found.end()):
            message = msg("the objective begins with “{word}”, which names a work", word=found[0])
            help_ = msg("say what will be different when the work is done; the work itself is an action")
            yield Finding(objective, ("title",), message, help_)
    for action in own_actions(workspace):
        found = wishes.match(action.title)
        if found:
            message = msg("the action begins with “{word}”, which is a wish", word=found[0])
            yield Finding(action, ("title",), message, msg("say what is done: a verb noun and its object"))
    for item in _titled(workspace):
        length = len(item.title.strip())
        if length > LONGEST_TITLE:
            message = msg("the title has {length} characters, more than {limit}", length=length, limit=LONGEST_TITLE)
            help_ = msg("shorten it, and move the rest to `description`; a title quoted from an adopted text is waived")
            yield Finding(item, ("title",), message, help_)


def _titled(workspace: Workspace) -> Iterator[Objective | Action]:
    yield from objectives_in_force(workspace)
    yield from own_actions(workspace)


@rule("TXT10", "W")
def repeated_title(workspace: Workspace) -> Iterator[Finding]:
    """Two objectives or two actions of one plan have the same title."""
    seen: dict[tuple[str, str, str], Objective | Action] = {}
    for item in _titled(workspace):
        plan = workspace.plan(item)
        key = (plan.id if plan else "", item.kind_name, " ".join(item.title.casefold().split()))
        first = seen.setdefault(key, item)
        if first is not item:
            message = msg("`{other}` has the same title, “{title}”", other=first.id, title=item.title.strip())
            related = (Related(first.origin.span(("title",)), msg("the first with this title")),)
            help_ = msg("say what tells the two apart, or make them one")
            yield Finding(item, ("title",), message, help_, other=first.id, related=related)

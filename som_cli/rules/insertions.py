"""Insertions in chapters, and ids cited in texts (REF08): what a chapter prints or names is there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from som_cli.messages import Message, msg
from som_cli.model.action import Action
from som_cli.model.indicator import Indicator
from som_cli.model.insertions import COUNTED, FIGURES, FUNCTIONS, PLAN_TABLES, TABLES, VALUES
from som_cli.model.network import Route
from som_cli.model.participation import Consultation, Decision, Meeting, Remark
from som_cli.model.partnership import Member
from som_cli.model.plan import Objective, Plan, Risk
from som_cli.model.registry import Source, Stakeholder
from som_cli.model.walked import walked
from som_cli.model.workspace import Workspace
from som_cli.rules.prose import Chapter, chapters, matching_fields
from som_cli.rules.registry import Finding, rule
from som_cli.text.suggest import nearest, suggestion

_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_INSERTION = re.compile(r"\{\{-?\s*(?P<name>[a-z_]+)\s*\((?P<arguments>[^{}]*?)\)\s*-?\}\}")
# Kinds of items whose texts may cite ids.
CITING = (
    Plan,
    Objective,
    Action,
    Risk,
    Route,
    Indicator,
    Source,
    Stakeholder,
    Member,
    Consultation,
    Decision,
    Remark,
    Meeting,
)


class Insertion(NamedTuple):
    """A call with constant arguments, and where it begins and ends in the chapter."""

    name: str
    arguments: tuple[str, ...]
    options: dict[str, str]
    start: int
    end: int

    def argument(self, index: int, key: str) -> str:
        """An argument by its place or its name; empty where it is not given."""
        return self.arguments[index] if index < len(self.arguments) else self.options.get(key, "")


def _cited_beginnings(workspace: Workspace) -> list[str]:
    return [*(f"{plan.prefix}-" for plan in workspace.plans.values()), "src-", "sh-", "ind-", "k-", "d-", "m-"]


class KnownIds:
    """The ids that texts may cite: those of today, and those that items had formerly or that a bad file may hold."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.present = frozenset(workspace.ids("item"))

    def has(self, identifier: str) -> bool:
        holders = {identifier, identifier.partition("/")[0]}
        return identifier in self.present or bool(holders & self.workspace.unread.ids) or identifier in self.former

    @cached_property
    def former(self) -> frozenset[str]:
        """An old citation is true for what had the id then."""
        items = self.workspace.by_id
        found = (entry for item, entry, _ in walked(self.workspace).entries if items.get(item.id) is item)
        return frozenset(one for entry in found for one in entry.formerly)


@rule("REF08", "E")
def insertion_of_nothing(workspace: Workspace) -> Iterator[Finding]:
    """An insertion in a chapter names what is not there, or a text cites an id that nothing has."""
    known = KnownIds(workspace)
    citation = _citation(workspace)
    for chapter in chapters(workspace):
        for insertion in insertions(chapter.source.text):
            flaw = _flaw(insertion, chapter.plan, workspace)
            if flaw is not None:
                span = chapter.finding_place(insertion.start, insertion.end)
                yield Finding(chapter.plan, ("chapters",), flaw[0], flaw[1], span=span)
        yield from _cited_in_chapter(chapter, citation, known)
    for item, path, found in matching_fields(workspace, citation, CITING, _cited_beginnings(workspace)):
        for identifier in dict.fromkeys(citation.findall(found.string)):
            if not known.has(identifier):
                yield Finding(item, path, *_no_such_id(identifier, known))


def insertions(text: str) -> Iterator[Insertion]:
    """The insertions of a chapter that are calls with constant arguments; anything else is left to the rendering."""
    text = _COMMENT.sub(lambda found: " " * len(found[0]), text)
    for found in _INSERTION.finditer(text):
        try:
            call = ast.parse(f"f({found['arguments'].strip()})", mode="eval").body
            if not isinstance(call, ast.Call):
                continue
            given = tuple(str(ast.literal_eval(argument)) for argument in call.args)
            options = {str(one.arg): str(ast.literal_eval(one.value)) for one in call.keywords}
        except (SyntaxError, ValueError):
            continue
        yield Insertion(found["name"], given, options, found.start(), found.end())


def _flaw(insertion: Insertion, own: Plan, workspace: Workspace) -> tuple[Message, Message] | None:
    first = insertion.argument(0, "")
    match insertion.name:
        case "table":
            return _flaw_of_table(insertion, own, workspace)
        case "figure":
            return _unless(first, FIGURES, msg("there is no figure `{name}`", name=first))
        case "value":
            what = insertion.argument(1, "what")
            flaw = _unless(first, workspace.indicators, msg("there is no indicator `{id}`", id=first))
            return flaw or _unless(what, VALUES, msg("an indicator has no `{name}` to print", name=what))
        case "ref":
            return _unless(first, workspace.by_id, msg("there is no item `{id}`", id=first))
        case "count":
            return _unless(first, COUNTED, msg("there is nothing to count called `{name}`", name=first))
    name = insertion.name
    return _unless(name, FUNCTIONS, msg("no insertion is called `{name}`", name=name))


def _flaw_of_table(insertion: Insertion, own: Plan, workspace: Workspace) -> tuple[Message, Message] | None:
    name, plan = insertion.argument(0, "name"), insertion.argument(1, "plan")
    plan = plan or (own.id if name in PLAN_TABLES else "")
    if plan:
        if plan in workspace.unread.plans:
            return None
        flaw = _unless(plan, workspace.plans, msg("there is no plan `{plan}`", plan=plan))
        return flaw or _unless(name, PLAN_TABLES, msg("there is no table `{name}` of a plan", name=name))
    return _unless(name, TABLES, msg("there is no table `{name}`", name=name))


def _unless(word: str, known: Iterable[str], message: Message) -> tuple[Message, Message] | None:
    options = list(known)
    return None if word in options else (message, suggestion(word, options))


def _citation(workspace: Workspace) -> re.Pattern[str]:
    """Finds ids in a text: of the plans by their prefixes, and of what all plans share."""
    prefixes = "|".join(re.escape(plan.prefix) for plan in workspace.plans.values()) or "(?!)"
    return re.compile(
        rf"(?<![\w./-])(?:(?:{prefixes})-(?:[ARLTP]-\d{{2,3}}(?:/\d{{2}})?|\d{{1,2}}(?:\.\d{{1,2}})*)"
        r"|(?:SRC|SH)-\d{2,4}|IND-[A-Z0-9]+(?:-[A-Z0-9]+)*|[KDM]-\d{4}-\d{2}(?:/U-\d{4})?)(?![\w/-])"
    )


def _cited_in_chapter(chapter: Chapter, citation: re.Pattern[str], known: KnownIds) -> Iterator[Finding]:
    for found in citation.finditer(chapter.words):
        if not known.has(found[0]):
            message, help_ = _no_such_id(found[0], known)
            span = chapter.finding_place(found.start(), found.end())
            yield Finding(chapter.plan, ("chapters",), message, help_, span=span)


def _no_such_id(identifier: str, known: KnownIds) -> tuple[Message, Message]:
    meant = nearest(identifier, sorted(known.present))
    message = msg("the text cites `{id}`, and nothing has this id", id=identifier)
    return message, msg("did you mean `{meant}`?", meant=meant) if meant else msg("correct it, or add what it names")

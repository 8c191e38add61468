"""Common ground of plans (CON): the same assumptions, works in turn, higher documents, words that mean one thing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from som_cli.messages import Message, msg
from som_cli.model.action import Action, ActionKind, PriceBasis
from som_cli.model.entry import FieldPath
from som_cli.model.layout import plan_of
from som_cli.model.plan import Plan
from som_cli.model.profiles import legal_profile
from som_cli.model.registry import Term
from som_cli.model.values import in_language
from som_cli.model.workspace import Workspace
from som_cli.rules.prose import chapters
from som_cli.rules.registry import Finding, rule
from som_cli.rules.scope import own_actions
from som_cli.text.diagnostics import Related

# A place that more actions name is an area, no building site.
SITE_ACTIONS = 3
DAYS_OF_YEAR = 365
STEM_LETTERS = 4
_ABBREVIATION = re.compile(r"((?:[^\W\d_]+[ \n-]){2,8})\(([A-ZĄĆĘŁŃÓŚŹŻ]{2,8})\)")


@rule("CON09", "W")
def assumptions_that_differ(workspace: Workspace) -> Iterator[Finding]:
    """Plans count from different base years, with different factors or prices, or to different years."""
    stated: dict[str, list[tuple[Plan, FieldPath, str]]] = defaultdict(list)
    for plan in workspace.plans.values():
        if plan.horizon and plan.horizon.to and plan.horizon.to.is_known:
            stated["horizon"].append((plan, ("horizon", "to"), str(plan.horizon.to.year)))
        if plan.emissions and plan.emissions.base_year and plan.emissions.base_year.is_known:
            stated["base_year"].append((plan, ("emissions", "base_year"), str(plan.emissions.base_year.year)))
        if plan.emissions and plan.emissions.factors:
            stated["factors"].append((plan, ("emissions", "factors"), plan.emissions.factors))
    for plan, found in _price_years(workspace):
        stated["prices"].append((plan, ("id",), found))
    for key, places in stated.items():
        counts = Counter(value for _, _, value in places)
        usual = counts.most_common(1)[0][0]
        for plan, path, value in places:
            if value == usual:
                continue
            other, other_path, _ = next(place for place in places if place[2] == usual)
            related = Related(other.origin.span(other_path), msg("the other plan"))
            help_ = msg("agree on one, or say in a waiver why the plans differ")
            message = _difference(key, plan.id, value, other.id, usual)
            yield Finding(plan, path, message, help_, other=other.id, related=(related,))


def _difference(key: str, plan: str, value: str, other: str, usual: str) -> Message:
    texts = {"plan": plan, "value": value, "other": other, "usual": usual}
    if key == "horizon":
        return msg("`{plan}` runs to {value}, `{other}` to {usual}", **texts)
    if key == "base_year":
        return msg("`{plan}` counts emissions from {value}, `{other}` from {usual}", **texts)
    if key == "factors":
        return msg("`{plan}` counts emissions with {value}, `{other}` with {usual}", **texts)
    return msg("`{plan}` gives money in constant prices of {value}, `{other}` of {usual}", **texts)


def _price_years(workspace: Workspace) -> Iterator[tuple[Plan, str]]:
    """The year whose prices each plan mostly uses, of plans with constant prices."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for action in own_actions(workspace):
        price = action.budget.price if action.budget else None
        if price is not None and price.basis is PriceBasis.CONSTANT and price.year is not None:
            found[plan_of(action.origin.path) or ""][str(price.year)] += 1
    for name, counts in found.items():
        if name in workspace.plans:
            yield workspace.plans[name], counts.most_common(1)[0][0]


@rule("CON10", "W")
def place_opened_twice(workspace: Workspace) -> Iterator[Finding]:
    """Two investments open the same place one after the other, so that the second undoes what the first built."""
    limit = workspace.settings.limits.digging_years
    for place, actions in _sites(workspace).items():
        works = [one for one in actions if one.from_ and one.to and one.from_.is_known and one.to.is_known]
        # One that runs over many sites is not what digs at this one.
        if len(actions) > SITE_ACTIONS:
            continue
        for earlier, later in pairwise(sorted(works, key=lambda one: (_start(one), one.id))):
            gap = _start(later) - _end(earlier)
            if not 0 < gap.days <= limit * DAYS_OF_YEAR:
                continue
            message = msg(
                "“{place}” is opened again {start}, {other} “{title}” ends there {end}; within {limit} years",
                place=place,
                start=later.from_,
                other=earlier.id,
                title=earlier.title,
                end=earlier.to,
                limit=limit,
            )
            related = Related(earlier.origin.span(("to",)), msg("the earlier work"))
            help_ = msg("do both at once, or waive it `with: {other}` and say why not", other=earlier.id)
            path = ("place",) if later.place else ("routes",)
            yield Finding(later, path, message, help_, other=earlier.id, related=(related,))


def _start(action: Action) -> date:
    return action.from_.first if action.from_ else date.min


def _end(action: Action) -> date:
    return action.to.last if action.to else date.max


def _sites(workspace: Workspace) -> dict[str, list[Action]]:
    """Investments by the place or the stretch of a route that they open; a whole member is no site."""
    areas = {name.casefold() for member in workspace.members.values() for name in (member.id, member.name)}
    found: dict[str, list[Action]] = defaultdict(list)
    for action in own_actions(workspace):
        if action.kind is not ActionKind.INVESTMENT:
            continue
        place = " ".join((action.place or "").split())
        if place and place.casefold() not in areas:
            found[place].append(action)
        for name in action.routes:
            if name in workspace.segments:
                found[name].append(action)
    return found


@rule("CON11", "W@A")
def higher_document_not_named(workspace: Workspace) -> Iterator[Finding]:
    """A plan does not say how it agrees with a document that the law puts above it."""
    for plan in workspace.plans.values():
        profile = legal_profile(workspace, plan)
        if profile is None or plan.kind not in workspace.codelists.get("general-plan-kinds", {}):
            continue
        stated = {one.document: index for index, one in enumerate(plan.higher) if one.document and one.statement}
        for name, document in profile.higher_documents.items():
            if name in stated:
                continue
            language = workspace.settings.language
            label = in_language(document.label, language) or next(iter(document.label.values()), name)
            message = msg(
                "nothing says how the plan agrees with: {document} ({article}, profile {profile})",
                document=label,
                article=document.article,
                profile=profile.id,
            )
            help_ = msg("add `higher: [{{title: …, document: {name}, statement: …}}]`", name=name)
            yield Finding(plan, ("higher",), message, help_)


@rule("CON13", "I")
def term_defined_otherwise(workspace: Workspace) -> Iterator[Finding]:
    """A chapter expands an abbreviation otherwise than the glossary, or the glossary defines one term twice."""
    terms: dict[str, Term] = {}
    for term in workspace.terms.values():
        first = terms.setdefault(term.term.casefold(), term)
        if first is not term and (first.definition, first.expand) != (term.definition, term.expand):
            message = msg("“{term}” is defined as `{other}` too, in other words", term=term.term, other=first.id)
            related = Related(first.origin.span(("term",)), msg("the other definition"))
            yield Finding(term, ("term",), message, msg("keep one of the two"), other=first.id, related=(related,))
    expansions = {term.term: term for term in terms.values() if term.expand}
    if not expansions:
        return
    for chapter in chapters(workspace):
        for found in _ABBREVIATION.finditer(chapter.words):
            known = expansions.get(found[2])
            words = _expansion(found[1], found[2])
            if known is None or words is None or _stems(words) == _stems(_words(known.expand or "")):
                continue
            message = msg(
                "{term} is expanded as “{found}”, in the glossary as “{known}”",
                term=known.term,
                found=" ".join(words),
                known=known.expand,
            )
            related = Related(known.origin.span(("expand",)), msg("the glossary"))
            help_ = msg("use the words of the glossary, or correct it there")
            place = chapter.finding_place(found.start(2), found.end(2))
            yield Finding(chapter.plan, (), message, help_, span=place, related=(related,))


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[ \n-]+", text) if word]


def _expansion(text: str, abbreviation: str) -> list[str] | None:
    """The words before the brackets whose first letters spell the abbreviation; None where they do not."""
    words = _words(text)[-len(abbreviation) :]
    return words if "".join(word[0] for word in words).casefold() == abbreviation.casefold() else None


def _stems(words: list[str]) -> list[str]:
    return [word[:STEM_LETTERS].casefold() for word in words]
